//! Counts the blocks that validators author: pallet-authorship's handler. The counts are shown, and
//! nothing follows from them, because an island whose cable broke has done nothing wrong.

use crate::*;
use frame_support::dispatch::DispatchClass;
use frame_system::pallet_prelude::BlockNumberFor;

impl<T: Config> pallet_authorship::EventHandler<T::AccountId, BlockNumberFor<T>> for Pallet<T> {
    fn note_author(author: T::AccountId) {
        let (session, now) = (Sessions::<T>::current_index(), Self::block());
        // Each validator of the active set has a record.
        Authorship::<T>::mutate_extant(author, |authored| {
            *authored = authored.with_block(session, now)
        });
        // pallet-authorship counts no weight for this.
        frame_system::Pallet::<T>::register_extra_weight_unchecked(
            <T as Config>::WeightInfo::note_author(),
            DispatchClass::Mandatory,
        );
    }
}
