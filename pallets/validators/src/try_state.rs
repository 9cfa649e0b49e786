//! The invariants, each checked on its own.

use crate::*;
use alloc::{collections::BTreeSet, vec::Vec};
use frame_support::ensure;
use sp_runtime::DispatchError;
use vaka_primitives::{try_storage_version, Communities};

impl<T: Config> Pallet<T> {
    /// All invariants.
    pub(crate) fn do_try_state() -> Result<(), DispatchError> {
        try_storage_version::<Self>()?;
        Self::try_roster()?;
        Self::try_leavers()?;
        Self::try_sets()?;
        Self::try_disabled()?;
        Self::try_grandpa_sets()?;
        Self::try_authorship()
    }

    fn accounts_of(those: &[Validator<T::AccountId>]) -> BTreeSet<T::AccountId> {
        those.iter().map(|one| one.account.clone()).collect()
    }

    /// **Roster**: each validator is named once, and there are no fewer than the minimum. Each
    /// belongs to a community that exists. None began to wait before its admission. None is an
    /// offender because of a pardoned offence.
    fn try_roster() -> Result<(), DispatchError> {
        let roster = Roster::<T>::get();
        let count = roster.len() as u32;
        ensure!(Self::accounts_of(&roster).len() == roster.len(), "each validator is named once");
        ensure!(
            count == 0 || count >= Minimum::<T>::get(),
            "there are no fewer validators than the minimum"
        );
        for validator in &roster {
            ensure!(
                validator.community < T::Communities::count(),
                "a validator's community exists"
            );
            ensure!(
                validator.leaving.is_none_or(|at| at >= validator.since),
                "nobody waits to leave before being admitted"
            );
            ensure!(
                (validator.offence).is_none_or(|offence| offence.session >= validator.pardoned),
                "what is pardoned makes nobody an offender"
            );
        }
        Ok(())
    }

    /// **Leavers**: each is named once, is no longer a validator, and is in the active or the
    /// queued set.
    fn try_leavers() -> Result<(), DispatchError> {
        let leavers = Leavers::<T>::get();
        let accounts = Self::accounts_of(&leavers);
        ensure!(accounts.len() == leavers.len(), "each who left is named once");
        ensure!(
            accounts.is_disjoint(&Self::accounts_of(&Roster::<T>::get())),
            "who left is no validator"
        );
        let serving = Self::serving();
        ensure!(
            accounts.iter().all(|who| serving.contains(who)),
            "who left is remembered as long as a set has them"
        );
        Ok(())
    }

    /// **Sets**: neither the active nor the queued set is empty. They hold validators and leavers,
    /// each once, and nobody else.
    fn try_sets() -> Result<(), DispatchError> {
        let (roster, leavers) = (Roster::<T>::get(), Leavers::<T>::get());
        if roster.is_empty() {
            return Ok(());
        }
        let active = Sessions::<T>::validators();
        let queued = Sessions::<T>::queued_keys().into_iter();
        let queued = queued.map(|(who, _)| who).collect::<Vec<_>>();
        let known = &Self::accounts_of(&roster) | &Self::accounts_of(&leavers);
        for set in [active, queued] {
            ensure!(!set.is_empty(), "no set is empty");
            let distinct = set.iter().cloned().collect::<BTreeSet<_>>();
            ensure!(distinct.len() == set.len(), "a set names nobody twice");
            ensure!(distinct.is_subset(&known), "a set has validators, and those who left, only");
        }
        Ok(())
    }

    /// **Disabled**: only offenders are disabled.
    fn try_disabled() -> Result<(), DispatchError> {
        let (roster, leavers) = (Roster::<T>::get(), Leavers::<T>::get());
        let offenders = roster.into_iter().chain(leavers);
        let offenders = offenders.filter(|one| one.offence.is_some());
        let offenders = offenders.map(|one| one.account).collect::<BTreeSet<_>>();
        let active = Sessions::<T>::validators();
        for index in Sessions::<T>::disabled_validators() {
            let who = active.get(index as usize);
            ensure!(
                who.is_some_and(|who| offenders.contains(who)),
                "who is disabled is an offender"
            );
        }
        Ok(())
    }

    /// **GRANDPA sets**: each has the number after that of the one before, and begins after it. The
    /// last is GRANDPA's, or will be when the session begins that a restoration waits for.
    fn try_grandpa_sets() -> Result<(), DispatchError> {
        let sets = GrandpaSets::<T>::get();
        let follows = |pair: &[GrandpaSet]| match pair {
            [before, after] => {
                after.id == before.id.saturating_add(1) && after.since > before.since
            }
            _ => false,
        };
        ensure!(sets.windows(2).all(follows), "GRANDPA's sets follow one another");
        if let Some(last) = sets.last() {
            let waits = SetId::from(pallet_grandpa::Stalled::<T>::exists());
            let current = pallet_grandpa::CurrentSetId::<T>::get();
            ensure!(last.id == current.saturating_add(waits), "the last set is GRANDPA's");
            ensure!(last.since <= Self::block(), "no set begins in a block to come");
        }
        Ok(())
    }

    /// **Authorship**: there is one record for each validator and each leaver, and for nobody else.
    fn try_authorship() -> Result<(), DispatchError> {
        let (roster, leavers) = (Roster::<T>::get(), Leavers::<T>::get());
        let known = &Self::accounts_of(&roster) | &Self::accounts_of(&leavers);
        let recorded = Authorship::<T>::iter_keys().collect::<BTreeSet<_>>();
        ensure!(recorded == known, "authorship is recorded of validators and of those who left");
        let session = Sessions::<T>::current_index();
        ensure!(
            Authorship::<T>::iter_values().all(|authored| authored.session <= session),
            "nobody authored in a session to come"
        );
        Ok(())
    }
}
