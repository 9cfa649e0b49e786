//! Cases: how they open and change, and what the pallet asks that holds the money.

use crate::*;
use frame_support::{ensure, pallet_prelude::DispatchResult};
use sp_runtime::{BoundedVec, DispatchError};
use vaka_primitives::{
    take_number, Arbitration, CaseId, Days, Disputant, Hash, Members as _, NewCase, Outcome,
    Served, Side,
};

/// The members who served, by round.
type Rounds = BoundedVec<Served, sp_core::ConstU32<{ vaka_primitives::MAX_ROUNDS }>>;

impl<T: Config> Pallet<T> {
    /// A case as it is now, also if nobody advanced it.
    pub(crate) fn case_now(id: CaseId) -> Option<CaseOf<T>> {
        let mut case = Cases::<T>::get(id)?;
        case.ripen(Self::now(), &Self::periods());
        Some(case)
    }

    /// Changes a case as it is now. Whatever leaves a stage is settled here: waits are counted, and a
    /// jury whose time is over is dismissed.
    pub(crate) fn change<R, E: From<Error<T>>>(
        id: CaseId,
        f: impl FnOnce(&mut CaseOf<T>) -> Result<R, E>,
    ) -> Result<R, E> {
        let old = Cases::<T>::get(id).ok_or(Error::<T>::UnknownCase)?;
        let mut case = old.clone();
        case.ripen(Self::now(), &Self::periods());
        let result = f(&mut case)?;
        Self::settle(id, &old, &case);
        Cases::<T>::insert(id, case);
        Ok(result)
    }

    /// Settles what a case leaves behind that changes.
    fn settle(id: CaseId, old: &CaseOf<T>, new: &CaseOf<T>) {
        let (waited, waits) = (old.waits_after(), new.waits_after());
        if waited != waits {
            if let Some(after) = waited {
                Self::end_waiting(after);
            }
            if let Some(after) = waits {
                Self::begin_waiting(after);
            }
        }
        if old.stage == new.stage {
            return;
        }
        if let Stage::Ruled { until } = new.stage {
            Self::deposit_event(Event::AppealOpened { case: id, until });
        }
        if new.stage == Stage::Ended {
            Self::dismiss_jury(old, true);
            Self::deposit_event(Event::CaseEnded { case: id, ruling: new.ruling.clone() });
        }
    }

    /// Lets the jury go that votes on a case. Jurors who have not revealed by the end are off the
    /// list.
    fn dismiss_jury(case: &CaseOf<T>, at_end: bool) {
        if matches!(case.stage, Stage::Voting { .. }) {
            for Vote { juror, share, .. } in &case.jury {
                Self::end_serving(*juror, at_end && share.is_none());
            }
        }
    }

    fn party(Disputant { account, member }: Disputant<T::AccountId>) -> Party<T::AccountId> {
        let membership = member.and_then(T::Members::membership_of);
        let community = membership.map(|membership| membership.community);
        // A village that trades itself is no member, but its members are its neighbours, too.
        let community = community.or_else(|| T::Members::community_of_account(&account));
        Party { account, member, community, recused: false }
    }

    pub(crate) fn do_submit_evidence(who: T::AccountId, id: CaseId, hash: Hash) -> DispatchResult {
        let case = Self::case_now(id).ok_or(Error::<T>::UnknownCase)?;
        let by = Self::side_of(&case, &who).ok_or(Error::<T>::NotParty)?;
        ensure!(case.stage != Stage::Ended, Error::<T>::CaseEnded);
        Self::show(id, by, hash)?;
        Ok(())
    }

    /// Stores what a party shows.
    fn show(id: CaseId, by: Side, hash: Hash) -> Result<(), Error<T>> {
        let exhibit = Exhibit { by, hash, at: Self::now() };
        Evidence::<T>::try_mutate(id, |shown| {
            let count = shown.iter().filter(|exhibit| exhibit.by == by).count();
            ensure!(count < rules::MAX_EVIDENCE as usize, Error::<T>::TooMuchEvidence);
            shown.try_push(exhibit).map_err(|_| Error::<T>::TooMuchEvidence)
        })?;
        Self::deposit_event(Event::EvidenceSubmitted { case: id, by, hash });
        Ok(())
    }

    /// Forgets a case.
    fn forget(id: CaseId) {
        Cases::<T>::remove(id);
        Evidence::<T>::remove(id);
    }
}

impl<T: Config> Arbitration<T::AccountId> for Pallet<T> {
    fn open(case: NewCase<T::AccountId>) -> Result<(CaseId, Days), DispatchError> {
        let NewCase { buyer, seller, requirement, evidence } = case;
        let id = take_number::<NextCase<T>>().ok_or(Error::<T>::NumbersExhausted)?;
        let lists = Self::lists_now();
        let case = Case::new(
            Self::party(buyer),
            Self::party(seller),
            requirement,
            (Self::now(), Self::members_now()),
            lists,
            &Self::periods(),
        );
        Self::begin_waiting(lists.after);
        Self::deposit_event(Event::CaseOpened { case: id, ends: case.ends });
        Cases::<T>::insert(id, case);
        Self::show(id, Side::Buyer, evidence)?;
        Ok((id, Self::figures().longest_with_waiting()))
    }

    fn appeal(id: CaseId, by: Side) -> DispatchResult {
        Self::change(id, |case| {
            let appealable = matches!(case.stage, Stage::Ruled { .. });
            ensure!(appealable, Error::<T>::NothingToAppeal);
            case.wait(Duty::Appeal, Self::lists_now(), Self::now(), &Self::periods());
            Ok::<_, Error<T>>(())
        })?;
        Self::deposit_event(Event::Appealed { case: id, by });
        Ok(())
    }

    fn withdraw(id: CaseId) -> Rounds {
        let Some(case) = Self::leave(id) else {
            return Rounds::new();
        };
        Self::deposit_event(Event::CaseWithdrawn { case: id });
        let mut rounds = case.ruling.map(|ruling| ruling.served).unwrap_or_default();
        if matches!(case.stage, Stage::Voting { .. }) {
            let revealed = case.jury.iter().filter(|vote| vote.share.is_some());
            let served = Served::truncate_from(revealed.map(|vote| vote.juror).collect());
            if !served.is_empty() && rounds.try_push(served).is_err() {
                frame_support::defensive!("a case has a ruling and an appeal");
            }
        }
        rounds
    }

    fn outcome(id: CaseId) -> Outcome {
        let Some(Case { stage, ends, ruling, .. }) = Self::case_now(id) else {
            return Outcome::Unjudged;
        };
        match (stage, ruling) {
            (Stage::Ended, Some(ruling)) => Outcome::Ruled(ruling),
            (Stage::Ended, None) => Outcome::Unjudged,
            _ => Outcome::Pending { until: ends },
        }
    }

    fn close(id: CaseId) {
        Self::leave(id);
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn insert_ruling(id: CaseId, ruling: vaka_primitives::Ruling, appealable: bool) -> bool {
        let ruled = Self::change(id, |case| {
            case.ruling = Some(ruling);
            let (now, periods) = (Self::now(), Self::periods());
            if appealable {
                case.open_to_appeal(now, &periods);
            } else {
                // A jury on appeal has let its time pass. It is dismissed when somebody looks.
                case.empanel(&benchmarking::jury::<T>(id), now, &periods);
                case.stage = Stage::Voting { reveals_from: now, until: now };
            }
            Ok::<_, Error<T>>(())
        });
        ruled.is_ok()
    }
}

impl<T: Config> Pallet<T> {
    /// Ends a case and forgets it. Jurors whose time was not over have failed nobody. Returns the
    /// case as it was until now.
    fn leave(id: CaseId) -> Option<CaseOf<T>> {
        let old = Cases::<T>::get(id)?;
        let now = Self::case_now(id)?;
        Self::dismiss_jury(&old, now.stage == Stage::Ended);
        if let Some(after) = old.waits_after() {
            Self::end_waiting(after);
        }
        Self::forget(id);
        Some(now)
    }
}
