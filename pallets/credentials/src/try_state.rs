//! The invariants, each checked on its own.

use crate::*;
use alloc::collections::BTreeMap;
use credential_award::{CHUNK, MAX_AWARDS};
use frame_support::{ensure, traits::fungible::hold::Inspect as _};
use sp_runtime::DispatchError;
use vaka_primitives::{try_storage_version, Balance, HolderId, IssuerId};

impl<T: Config> Pallet<T> {
    /// All invariants.
    pub(crate) fn do_try_state() -> Result<(), DispatchError> {
        try_storage_version::<Self>()?;
        Self::try_schemas()?;
        Self::try_issuers()?;
        Self::try_keys()?;
        Self::try_batches()?;
        Self::try_marks()?;
        Self::try_holders()?;
        Self::try_bindings()?;
        Self::try_stakes()?;
        Self::try_challenges()?;
        Self::try_money()
    }

    /// **Schemas**: each has a title and a level that there is. A level above 0 has an issuer. What
    /// supersedes another reaches its level, and chains are short.
    fn try_schemas() -> Result<(), DispatchError> {
        for (id, schema) in Schemas::<T>::iter() {
            ensure!(id < NextSchema::<T>::get(), "a schema's number was assigned");
            ensure!(!schema.title.is_empty(), "a schema has a title");
            ensure!(schema.level <= rules::MAX_LEVEL, "a schema's level exists");
            ensure!(schema.level == 0 || schema.issuer.is_some(), "a level has an issuer");
            ensure!(
                schema.issuer.is_none_or(Issuers::<T>::contains_key),
                "a schema's issuer exists"
            );
            ensure!(schema.generation <= rules::MAX_SUPERSEDED, "a chain of schemas is short");
            if let Some(new) = schema.superseded_by {
                let new = Schemas::<T>::get(new).ok_or("what supersedes a schema exists")?;
                ensure!(new.level >= schema.level, "what supersedes a schema reaches its level");
                ensure!(new.generation > schema.generation, "a chain of schemas has no circle");
            }
        }
        Ok(())
    }

    /// **Issuers**: each has a short line above it. The people's have no quota and end by a
    /// withdrawal, the others by an end of the delegation. What is used is its own awards and those
    /// of all below it, and within the quota.
    fn try_issuers() -> Result<(), DispatchError> {
        let now = Self::now();
        let mut below = BTreeMap::<IssuerId, u64>::new();
        for (_, issuer) in Issuers::<T>::iter() {
            if let Some(parent) = issuer.parent {
                let sum = below.entry(parent).or_default();
                *sum = sum.saturating_add(u64::from(issuer.used));
            }
        }
        for (id, issuer) in Issuers::<T>::iter() {
            ensure!(id < NextIssuer::<T>::get(), "an issuer's number was assigned");
            // All above it exist, and they are few.
            Self::line(id)?;
            let by_people = issuer.parent.is_none();
            ensure!(!by_people || issuer.quota.is_none(), "the people set no quota");
            ensure!(!by_people || !issuer.undelegated, "the people delegate nothing");
            let withdrawn = issuer.withdrawn;
            ensure!(!withdrawn || !issuer.withdrawals.is_empty(), "a withdrawal is remembered");
            for withdrawal in &issuer.withdrawals {
                ensure!(withdrawal.since <= withdrawal.at, "a withdrawal is not of the future");
                ensure!(withdrawal.at <= now, "a withdrawal was made");
            }
            let below = below.get(&id).copied().unwrap_or_default();
            let used = u64::from(issuer.awards).saturating_add(below);
            ensure!(u64::from(issuer.used) == used, "what is used is the sum of awards");
            let kept = issuer.quota.is_none_or(|most| issuer.used <= most);
            ensure!(kept, "a quota is kept");
        }
        Ok(())
    }

    /// **Keys**: an issuer's keys are numbered without a gap, and each began after the one before.
    fn try_keys() -> Result<(), DispatchError> {
        let all = Keys::<T>::iter_keys().count() as u64;
        let mut numbered = 0u64;
        for (id, issuer) in Issuers::<T>::iter() {
            let mut before = 0;
            for n in 0..issuer.keys {
                let key = Keys::<T>::get(id, n).ok_or("an issuer's keys have no gap")?;
                ensure!(before <= key.since, "keys follow one another");
                before = key.since;
                numbered = numbered.saturating_add(1);
            }
            ensure!(before <= Self::now(), "no key is of the future");
        }
        ensure!(all == numbered, "each key is an issuer's");
        Ok(())
    }

    /// **Batches**: an issuer's batches are numbered without a gap, and their awards are its awards.
    fn try_batches() -> Result<(), DispatchError> {
        let mut counts = BTreeMap::<IssuerId, (u32, u32)>::new();
        for (id, sequence, batch) in Batches::<T>::iter() {
            let issuer = Issuers::<T>::get(id).ok_or("a batch's issuer exists")?;
            ensure!(sequence < issuer.next, "a batch's number was used");
            ensure!((1..=MAX_AWARDS).contains(&batch.count), "a batch has awards");
            ensure!(batch.key < issuer.keys, "a batch's key exists");
            ensure!(batch.issued <= Self::now(), "a batch was issued");
            ensure!(Schemas::<T>::contains_key(batch.schema), "a batch's schema exists");
            let (batches, awards) = counts.entry(id).or_default();
            *batches = batches.saturating_add(1);
            *awards = awards.saturating_add(batch.count);
        }
        for (id, issuer) in Issuers::<T>::iter() {
            let (batches, awards) = counts.get(&id).copied().unwrap_or_default();
            ensure!(issuer.next == batches, "batches are numbered without a gap");
            ensure!(issuer.awards == awards, "an issuer's awards are those of its batches");
        }
        Ok(())
    }

    /// **Marks**: none is empty or of an award that does not exist. What is revoked is not suspended.
    /// The revoked awards are counted.
    fn try_marks() -> Result<(), DispatchError> {
        let mut counts = BTreeMap::<IssuerId, u32>::new();
        for ((issuer, sequence, chunk), marks) in Marked::<T>::iter() {
            let batch = Batches::<T>::get(issuer, sequence).ok_or("marks have a batch")?;
            ensure!(!marks.is_empty(), "marks mark something");
            for at in 0..CHUNK {
                let mark = marks.get(at);
                let index = u32::from(chunk).saturating_mul(CHUNK).saturating_add(at);
                let marked = mark.revoked || mark.suspended;
                ensure!(!marked || index < batch.count, "a marked award exists");
                ensure!(!mark.revoked || !mark.suspended, "a revoked award is not suspended");
                if mark.revoked {
                    let count = counts.entry(issuer).or_default();
                    *count = count.saturating_add(1);
                }
            }
        }
        for (id, issuer) in Issuers::<T>::iter() {
            let revoked = counts.get(&id).copied().unwrap_or_default();
            ensure!(issuer.revoked == revoked, "revoked awards are counted");
        }
        Ok(())
    }

    /// **Holders**: each has one account, and has bound something.
    fn try_holders() -> Result<(), DispatchError> {
        let accounts = HolderOf::<T>::iter_keys().count();
        ensure!(accounts == Holders::<T>::iter_keys().count(), "each holder has one account");
        let mut counts = BTreeMap::<HolderId, (u32, u32)>::new();
        for (holder, _, binding) in Bindings::<T>::iter() {
            let (bound, free) = counts.entry(holder).or_default();
            *bound = bound.saturating_add(1);
            *free = free.saturating_add(u32::from(binding.deposit.is_none()));
        }
        for (id, holder) in Holders::<T>::iter() {
            ensure!(id < NextHolder::<T>::get(), "a holder's number was assigned");
            let known = HolderOf::<T>::get(&holder.account) == Some(id);
            ensure!(known, "a holder's account is known");
            let counted = counts.remove(&id).ok_or("a holder has bound something")?;
            ensure!((holder.bound, holder.free) == counted, "what is bound is counted");
        }
        ensure!(counts.is_empty(), "each binding has a holder");
        Ok(())
    }

    /// **Bindings**: each is of an award of its schema, which no other holder bound.
    fn try_bindings() -> Result<(), DispatchError> {
        let bound = BoundBy::<T>::iter_keys().count();
        ensure!(bound == Bindings::<T>::iter_keys().count(), "each award is bound once");
        for (holder, schema, Binding { award, .. }) in Bindings::<T>::iter() {
            ensure!(BoundBy::<T>::get(award) == Some(holder), "an award's holder is known");
            let batch = Self::batch_of(&award);
            let batch = batch.ok_or("a bound award has a batch")?;
            ensure!(award.index < batch.count, "a bound award exists");
            ensure!(batch.schema == schema, "an award is bound under its schema");
        }
        Ok(())
    }

    /// **Stakes**: each is worth something, and stands behind an issuer or a binding.
    fn try_stakes() -> Result<(), DispatchError> {
        for (key, stake) in Stakes::<T>::iter() {
            ensure!(stake.amount > 0, "a stake is worth something");
            ensure!(stake.leaving() <= stake.amount, "no more leaves than there is");
            let leaving = stake.leaving.is_none_or(|leaving| leaving.amount > 0);
            ensure!(leaving, "what leaves is worth something");
            let stands = match key {
                StakeKey::Issuer(issuer) => Issuers::<T>::contains_key(issuer),
                StakeKey::Practice(holder, schema) => Bindings::<T>::contains_key(holder, schema),
            };
            ensure!(stands, "a stake stands behind something");
        }
        Ok(())
    }

    /// **Challenges**: they are counted for their award, and for its issuer and all above it.
    fn try_challenges() -> Result<(), DispatchError> {
        let (mut doubts, mut lines) = (BTreeMap::<Award, u32>::new(), BTreeMap::new());
        for (id, Challenge { award, .. }) in Challenges::<T>::iter() {
            ensure!(id < NextChallenge::<T>::get(), "a challenge's number was assigned");
            let batch = Self::batch_of(&award);
            let exists = batch.is_some_and(|batch| award.index < batch.count);
            ensure!(exists, "a challenged award exists");
            let count = doubts.entry(award).or_default();
            *count = count.saturating_add(1);
            for (id, _) in Self::line(award.issuer)? {
                let count = lines.entry(id).or_insert(0u32);
                *count = count.saturating_add(1);
            }
        }
        for (award, doubt) in Challenged::<T>::iter() {
            ensure!(doubts.remove(&award) == Some(doubt.open), "an award's challenges are counted");
        }
        ensure!(doubts.is_empty(), "each challenged award is known");
        for (id, issuer) in Issuers::<T>::iter() {
            let count = lines.get(&id).copied().unwrap_or_default();
            ensure!(issuer.challenged == count, "an issuer's challenges are counted");
        }
        Ok(())
    }

    /// **Money**: stakes and bonds are what is on hold for them.
    fn try_money() -> Result<(), DispatchError> {
        let mut staked = BTreeMap::<T::AccountId, Balance>::new();
        for stake in Stakes::<T>::iter_values() {
            let sum = staked.entry(stake.held_at).or_default();
            *sum = sum.saturating_add(stake.amount);
        }
        let mut bonds = BTreeMap::<T::AccountId, Balance>::new();
        for challenge in Challenges::<T>::iter_values() {
            let sum = bonds.entry(challenge.challenger).or_default();
            *sum = sum.saturating_add(challenge.bond);
        }
        for (mut sums, reason) in [(staked, HoldReason::Stake), (bonds, HoldReason::Bond)] {
            let reason = reason.into();
            for who in frame_system::Account::<T>::iter_keys() {
                let held = T::Currency::balance_on_hold(&reason, &who);
                let sum = sums.remove(&who).unwrap_or_default();
                ensure!(held == sum, "stakes and bonds are what is on hold");
            }
            ensure!(sums.is_empty(), "an account that staked exists");
        }
        Ok(())
    }
}
