//! Who authored lately: pallet-authorship's handler. It is shown, and nothing follows from it: an
//! island whose cable broke has done nothing wrong.

use crate::*;
use frame_support::dispatch::DispatchClass;
use frame_system::pallet_prelude::BlockNumberFor;

impl<T: Config> pallet_authorship::EventHandler<T::AccountId, BlockNumberFor<T>> for Pallet<T> {
    fn note_author(author: T::AccountId) {
        let (session, now) = (Sessions::<T>::current_index(), Self::block());
        // There is a record for each in the active set.
        Authorship::<T>::mutate_extant(author, |authored| {
            *authored = authored.with_block(session, now)
        });
        // pallet-authorship answers that this weighs nothing.
        frame_system::Pallet::<T>::register_extra_weight_unchecked(
            <T as Config>::WeightInfo::note_author(),
            DispatchClass::Mandatory,
        );
    }
}
