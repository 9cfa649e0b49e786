//! Bindings: awards that their holders use on the chain.

use crate::*;
use alloc::vec::Vec;
use codec::Encode;
use credential_award::{Hash, Opening, Place};
use frame_support::{pallet_prelude::*, traits::Consideration};
use vaka_primitives::{HolderId, Members as _, SchemaId};

/// The bytes with which the signature of every binding begins.
pub const BIND_DOMAIN: [u8; 20] = *b"vaka/credential/bind";

impl<T: Config> Pallet<T> {
    /// What an award's subject key signs. It names the account, so that nobody's copy is worth
    /// anything.
    pub(crate) fn bind_bytes(award: &Award, who: &T::AccountId) -> Vec<u8> {
        (BIND_DOMAIN, Self::genesis_hash(), award, who).encode()
    }

    /// The leaf of an award.
    pub(crate) fn leaf(award: &Award, opening: &Opening) -> Hash {
        let mut genesis = Hash::default();
        genesis.iter_mut().zip(Self::genesis_hash().as_ref()).for_each(|(to, from)| *to = *from);
        let Award { issuer, sequence, index } = *award;
        opening.leaf(&Place { genesis, issuer, sequence, index })
    }

    pub(crate) fn do_bind(
        who: T::AccountId,
        award: Award,
        opening: Opening,
        proof: Path,
        signature: Ed25519Signature,
    ) -> DispatchResult {
        let batch = Self::batch_of(&award).ok_or(Error::<T>::UnknownBatch)?;
        let leaf = Self::leaf(&award, &opening);
        ensure!(standing::is_in(&batch, &award, &leaf, &proof), Error::<T>::NotInBatch);
        match Self::standing(&award, &batch) {
            Standing::Valid => {}
            Standing::Revoked => return Err(Error::<T>::Revoked.into()),
            _ => return Err(Error::<T>::NotValid.into()),
        }
        let message = Self::bind_bytes(&award, &who);
        let signed = keys::signature_holds(&opening.subject, &message, &signature);
        ensure!(signed, Error::<T>::BadSignature);

        let schema = batch.schema;
        let (id, mut holder) = Self::holder_or_new(&who)?;
        match BoundBy::<T>::get(award) {
            Some(other) if other == id => return Err(Error::<T>::AlreadyBound.into()),
            Some(_) => return Err(Error::<T>::BoundByOther.into()),
            None => {}
        }
        let (deposit, engaged) = match Bindings::<T>::get(id, schema) {
            Some(old) => {
                Self::release_award(id, schema, &old)?;
                (old.deposit, old.engaged)
            }
            None => {
                let deposit = Self::binding_deposit(&who, &mut holder)?;
                holder.bound = holder.bound.saturating_add(1);
                (deposit, 0)
            }
        };
        let binding = Binding { award, since: Self::now(), engaged, deposit };
        Bindings::<T>::insert(id, schema, binding);
        BoundBy::<T>::insert(award, id);
        Self::put_holder(id, holder);
        Self::deposit_event(Event::Bound { who, schema, award });
        Ok(())
    }

    /// Lets go of a bound award, in favour of another one of the same schema.
    fn release_award(id: HolderId, schema: SchemaId, old: &BindingOf<T>) -> DispatchResult {
        ensure!(!Self::is_valid(&old.award), Error::<T>::AlreadyBound);
        // The stake stays behind the award until the challenge is decided.
        let staked = Stakes::<T>::contains_key(StakeKey::Practice(id, schema));
        let challenged = Challenged::<T>::contains_key(old.award);
        ensure!(!staked || !challenged, Error::<T>::AwardChallenged);
        BoundBy::<T>::remove(old.award);
        Ok(())
    }

    /// The deposit of one binding more; none for a member's first ones.
    fn binding_deposit(
        who: &T::AccountId,
        holder: &mut Holder<T::AccountId>,
    ) -> Result<Option<DepositOf<T>>, DispatchError> {
        let member = T::Members::membership(who).is_some_and(|membership| !membership.suspended);
        if member && holder.free < Self::figures().free_bindings {
            holder.free = holder.free.saturating_add(1);
            return Ok(None);
        }
        Ok(Some(Self::deposit::<BindingOf<T>>(who)?))
    }

    pub(crate) fn do_unbind(who: T::AccountId, schema: SchemaId) -> DispatchResult {
        let id = Self::holder(&who)?;
        let binding = Bindings::<T>::get(id, schema).ok_or(Error::<T>::NotBound)?;
        let staked = Stakes::<T>::contains_key(StakeKey::Practice(id, schema));
        ensure!(!staked, Error::<T>::Staked);
        ensure!(binding.engaged == 0, Error::<T>::Engaged);
        let mut holder = Holders::<T>::get(id).ok_or(Error::<T>::NotBound)?;
        match binding.deposit {
            Some(Deposit { depositor, ticket }) => ticket.drop(&depositor)?,
            None => holder.free = holder.free.saturating_sub(1),
        }
        holder.bound = holder.bound.saturating_sub(1);
        Bindings::<T>::remove(id, schema);
        BoundBy::<T>::remove(binding.award);
        Self::put_holder(id, holder);
        Self::deposit_event(Event::Unbound { who, schema });
        Ok(())
    }
}
