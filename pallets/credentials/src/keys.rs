//! The keys by which issuers sign documents. Their history is never rewritten, so a document is
//! checked by the key of its batch.

use crate::*;
use alloc::vec::Vec;
use codec::Encode;
use frame_support::pallet_prelude::*;
use sp_runtime::traits::Zero;
use vaka_primitives::{as_wallets_sign, IssuerId};

/// The bytes with which every proof of possession of an issuer's key begins.
pub const KEY_DOMAIN: [u8; 26] = *b"vaka/credential/issuer-key";

impl<T: Config> Pallet<T> {
    /// The hash of the first block, which tells the chains apart.
    pub(crate) fn genesis_hash() -> T::Hash {
        frame_system::BlockHash::<T>::get(frame_system::pallet_prelude::BlockNumberFor::<T>::zero())
    }

    /// What a key signs, so that nobody sets another's key.
    pub(crate) fn key_bytes(issuer: IssuerId, key: &Ed25519Key) -> Vec<u8> {
        (KEY_DOMAIN, Self::genesis_hash(), issuer, key).encode()
    }

    pub(crate) fn do_rotate_issuer_key(
        who: T::AccountId,
        issuer: IssuerId,
        key: Ed25519Key,
        proof: Ed25519Signature,
    ) -> DispatchResult {
        let mut record = Self::own_issuer(&who, issuer)?;
        let last = record.keys.checked_sub(1).and_then(|last| Keys::<T>::get(issuer, last));
        ensure!(last.is_none_or(|last| last.key != key), Error::<T>::SameKey);
        let owned = signature_holds(&key, &Self::key_bytes(issuer, &key), &proof);
        ensure!(owned, Error::<T>::BadProofOfPossession);
        // The first key is free, so that the people's accreditation is all that an issuer needs.
        let deposit = match record.keys {
            0 => None,
            _ => Some(Self::deposit::<IssuerKeyOf<T>>(&who)?),
        };
        Keys::<T>::insert(issuer, record.keys, IssuerKey { key, since: Self::now(), deposit });
        record.keys = record.keys.checked_add(1).ok_or(Error::<T>::NumbersExhausted)?;
        Issuers::<T>::insert(issuer, record);
        Self::deposit_event(Event::IssuerKeySet { issuer, key });
        Ok(())
    }
}

/// Whether an Ed25519 key signed these bytes, as they are or as wallets sign them.
pub(crate) fn signature_holds(
    key: &Ed25519Key,
    message: &[u8],
    signature: &Ed25519Signature,
) -> bool {
    let key = sp_core::ed25519::Public::from_raw(*key);
    let signature = sp_core::ed25519::Signature::from_raw(*signature);
    sp_io::crypto::ed25519_verify(&signature, message, &key)
        || sp_io::crypto::ed25519_verify(&signature, &as_wallets_sign(message), &key)
}
