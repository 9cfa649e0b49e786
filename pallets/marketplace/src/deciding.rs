//! What the people decide for all, and a community for its buyers.

use crate::*;
use frame_support::pallet_prelude::*;
use marketplace_escrow::MAX_FEE;
use sp_runtime::Permill;
use vaka_primitives::CommunityId;

impl<T: Config> Pallet<T> {
    pub(crate) fn do_set_fee(fee: Permill) -> DispatchResult {
        ensure!(fee <= MAX_FEE, Error::<T>::FeeTooHigh);
        Fee::<T>::put(fee);
        Self::deposit_event(Event::FeeSet { fee });
        Ok(())
    }

    pub(crate) fn do_set_confirmation(community: CommunityId, days: u8) -> DispatchResult {
        ensure!(rules::CONFIRMATION.contains(&days), Error::<T>::ConfirmationDays);
        Confirmation::<T>::insert(community, days);
        Self::deposit_event(Event::ConfirmationSet { community, days });
        Ok(())
    }
}
