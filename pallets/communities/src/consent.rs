//! Consent: how somebody joins without a balance, while their account cannot send anything yet.

use crate::{rules::Calendar, *};
use alloc::vec::Vec;
use codec::Encode;
use frame_support::pallet_prelude::*;
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::traits::{Verify, Zero};

/// A consent on this chain.
pub type ConsentOf<T> = Consent<<T as frame_system::Config>::AccountId, <T as Config>::Signature>;

impl<T: Config> Pallet<T> {
    /// The bytes to sign: domain, genesis hash, purpose, account, and the block in which the
    /// consent expires.
    pub(crate) fn payload(purpose: Purpose, account: &T::AccountId, until: BlockNumber) -> Vec<u8> {
        let genesis = frame_system::BlockHash::<T>::get(BlockNumberFor::<T>::zero());
        (CONSENT_DOMAIN, genesis, purpose, account, until).encode()
    }

    /// Checks that the account consents. A wallet signs bytes as they are, or between `<Bytes>` and
    /// `</Bytes>`, so that nobody can make it sign a transaction that way.
    pub(crate) fn ensure_consent(
        calendar: &Calendar,
        consent: &ConsentOf<T>,
        purpose: Purpose,
    ) -> DispatchResult {
        let Consent { account, until, signature } = consent;
        ensure!(calendar.now < *until, Error::<T>::ConsentExpired);
        let longest = calendar.after(Self::figures().consent_life);
        ensure!(*until <= longest, Error::<T>::ConsentTooLong);
        let payload = Self::payload(purpose, account, *until);
        let wrapped = || [b"<Bytes>", payload.as_slice(), b"</Bytes>"].concat();
        let signed = signature.verify(payload.as_slice(), account)
            || signature.verify(wrapped().as_slice(), account);
        ensure!(signed, Error::<T>::BadConsent);
        Ok(())
    }
}
