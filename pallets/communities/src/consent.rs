//! Consent: how somebody joins, founds or gets another account without a balance, while their
//! account cannot send anything yet.

use crate::{rules::Calendar, *};
use alloc::vec::Vec;
use codec::Encode;
use frame_support::pallet_prelude::*;
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::traits::{BlakeTwo256, Hash as _, Verify, Zero};
use vaka_primitives::as_wallets_sign;

/// A consent on this chain.
pub type ConsentOf<T> = Consent<<T as frame_system::Config>::AccountId, <T as Config>::Signature>;

impl<T: Config> Pallet<T> {
    /// The bytes to sign: domain, genesis hash, purpose, account, and the slot in which the
    /// consent expires.
    pub(crate) fn payload(purpose: Purpose, account: &T::AccountId, until: BlockNumber) -> Vec<u8> {
        let genesis = frame_system::BlockHash::<T>::get(BlockNumberFor::<T>::zero());
        (CONSENT_DOMAIN, genesis, purpose, account, until).encode()
    }

    /// What the founders of a community consent to: its name, all its founders and its clerks.
    pub(crate) fn founding_of(
        name: &Name,
        founders: &[T::AccountId],
        clerks: &[T::AccountId],
    ) -> Hash {
        BlakeTwo256::hash_of(&(name, founders, clerks))
    }

    /// Checks that the account consents: a signature of the bytes as they are, or as wallets sign
    /// them.
    pub(crate) fn ensure_consent(
        calendar: &Calendar,
        consent: &ConsentOf<T>,
        purpose: Purpose,
    ) -> DispatchResult {
        let Consent { account, until, signature } = consent;
        ensure!(calendar.now < *until, Error::<T>::ConsentExpired);
        let rules = Self::figures();
        let life = match purpose {
            Purpose::Found(_) => rules.founding_life,
            Purpose::Join(_) | Purpose::Replace(_) => rules.consent_life,
        };
        let longest = calendar.after(life);
        ensure!(*until <= longest, Error::<T>::ConsentTooLong);
        let payload = Self::payload(purpose, account, *until);
        let signed = signature.verify(payload.as_slice(), account)
            || signature.verify(as_wallets_sign(&payload).as_slice(), account);
        ensure!(signed, Error::<T>::BadConsent);
        Ok(())
    }
}
