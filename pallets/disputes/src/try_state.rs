//! The invariants, each checked on its own.

use crate::*;
use alloc::collections::BTreeMap;
use frame_support::ensure;
use sp_runtime::DispatchError;
use vaka_primitives::{try_storage_version, Draw as _, MemberId, SessionIndex, Side, MAX_JUDGES};

impl<T: Config> Pallet<T> {
    /// All invariants.
    pub(crate) fn do_try_state() -> Result<(), DispatchError> {
        try_storage_version::<Self>()?;
        Self::try_panel()?;
        Self::try_seats()?;
        Self::try_jurors()?;
        Self::try_waiting()?;
        Self::try_lists()?;
        Self::try_cases()?;
        Self::try_stages()?;
        Self::try_votes()?;
        Self::try_evidence()
    }

    /// **Panel**: nobody joined or left it in the future.
    fn try_panel() -> Result<(), DispatchError> {
        Panel::<T>::get().values().flatten().try_for_each(Self::try_tenure)
    }

    fn try_tenure(Tenure { since, left }: &Tenure) -> Result<(), DispatchError> {
        ensure!(*since <= Self::members_now(), "people joined before");
        ensure!(left.is_none_or(|left| left <= T::Draw::session()), "people left before");
        Ok(())
    }

    /// **Seats**: they have no gap, and each names the juror who has it.
    fn try_seats() -> Result<(), DispatchError> {
        let count = SeatCount::<T>::get();
        for seat in 0..count {
            let member = Seats::<T>::get(seat).ok_or("seats have no gap")?;
            let juror = Jurors::<T>::get(member).ok_or("a seat is a juror's")?;
            ensure!(juror.seat == Some(seat), "a juror knows their seat");
        }
        let all = Seats::<T>::iter_keys().count() as u64;
        ensure!(all == u64::from(count), "seats are counted");
        Ok(())
    }

    /// **Jurors**: there is something to know of each. Each serves in the cases that are counted, and
    /// in no more than a juror can.
    fn try_jurors() -> Result<(), DispatchError> {
        let mut serving = BTreeMap::<MemberId, u32>::new();
        for case in Cases::<T>::iter_values() {
            if let Stage::Voting { .. } = case.stage {
                for vote in case.jury {
                    let count = serving.entry(vote.juror).or_default();
                    *count = count.saturating_add(1);
                }
            }
        }
        for (member, juror) in Jurors::<T>::iter() {
            let Juror { seat, tenure, cases, barred_until } = juror;
            let known = seat.is_some() || cases > 0 || barred_until.is_some();
            ensure!(known, "there is something to know of a juror");
            Self::try_tenure(&tenure)?;
            ensure!(barred_until.is_none() || !juror.listed(), "who is barred is off the list");
            ensure!(
                seat.is_none_or(|seat| Seats::<T>::get(seat) == Some(member)),
                "a juror's seat is theirs"
            );
            let counted = serving.remove(&member).unwrap_or_default();
            ensure!(cases == counted, "the cases of a juror are counted");
            ensure!(cases <= Self::figures().cases_at_a_time, "a juror serves in few cases");
        }
        ensure!(serving.is_empty(), "those who serve are jurors");
        Ok(())
    }

    /// **Waiting**: the sessions after which cases wait are one list, in order, and their cases are
    /// counted.
    fn try_waiting() -> Result<(), DispatchError> {
        let mut counted = BTreeMap::<SessionIndex, u32>::new();
        for after in Cases::<T>::iter_values().filter_map(|case| case.waits_after()) {
            let count = counted.entry(after).or_default();
            *count = count.saturating_add(1);
        }
        let stored = Waiting::<T>::iter().map(|(after, wait)| (after, wait.cases));
        ensure!(stored.collect::<BTreeMap<_, _>>() == counted, "the cases that wait are counted");
        let ends = WaitingSessions::<T>::get();
        let sessions = |ends: Sessions| (ends.oldest, ends.newest);
        let first_and_last = counted.keys().next().zip(counted.keys().next_back());
        ensure!(
            ends.map(sessions) == first_and_last.map(|(first, last)| (*first, *last)),
            "the oldest and the newest session are known"
        );
        let mut older = None;
        for after in counted.keys().copied() {
            let wait = Waiting::<T>::get(after).ok_or("a session of the list is stored")?;
            ensure!(wait.older == older, "each session names the one before");
            let named = older.and_then(Waiting::<T>::get).map(|wait| wait.newer);
            ensure!(named.is_none_or(|newer| newer == Some(after)), "and the one after");
            older = Some(after);
        }
        let last = older.and_then(Waiting::<T>::get);
        ensure!(last.is_none_or(|wait| wait.newer.is_none()), "the list ends");
        Ok(())
    }

    /// **Closed lists**: nobody whom a draw must count has a seat that it does not look at.
    fn try_lists() -> Result<(), DispatchError> {
        for case in Cases::<T>::iter_values() {
            let Stage::Waiting { lists, .. } = case.stage else { continue };
            for juror in Jurors::<T>::iter_values() {
                let late = juror.seat.is_some_and(|seat| seat >= lists.seats);
                let early = juror.tenure.since < case.people_of;
                ensure!(!(late && early), "a draw looks at all seats that may count");
            }
        }
        Ok(())
    }

    /// **Cases**: each has a number that was given, ends in time, waits no longer than it may, and
    /// names different arbiters.
    fn try_cases() -> Result<(), DispatchError> {
        let (now, periods) = (Self::now(), Self::periods());
        for (id, case) in Cases::<T>::iter() {
            ensure!(id < NextCase::<T>::get(), "a case's number was given");
            ensure!(case.opened <= now, "a case opened before");
            ensure!(case.people_of <= Self::members_now(), "a case opened before");
            ensure!(case.ends == case.opened.saturating_add(periods.all), "a case is over in time");
            ensure!(case.waited <= periods.waiting, "a case waits no longer than it may");
            for (n, member) in case.drawn.iter().enumerate() {
                let again = case.drawn.iter().skip(n.saturating_add(1)).any(|one| one == member);
                ensure!(!again, "an arbiter is drawn once for a case");
                ensure!(!case.is_party(*member), "no arbiter is a party");
            }
        }
        Ok(())
    }

    /// **Stages**: each ends before the case does. What a stage follows from is there.
    fn try_stages() -> Result<(), DispatchError> {
        for case in Cases::<T>::iter_values() {
            let until = match case.stage {
                Stage::Waiting { until, since, .. } => {
                    ensure!(since <= until, "a wait begins before it ends");
                    until
                }
                Stage::Arbiter { member, drawn, until, .. } => {
                    ensure!(case.drawn.last() == Some(&member), "the arbiter was drawn");
                    ensure!(drawn <= until, "an arbiter's time begins before it ends");
                    until
                }
                Stage::Ruled { until } => until,
                Stage::Voting { reveals_from, until } => {
                    ensure!(reveals_from <= until, "jurors commit, then reveal");
                    until
                }
                Stage::Ended => case.ends,
            };
            ensure!(until <= case.ends, "a stage ends before the case");
            let rounds = case.ruling.as_ref().map_or(0, |ruling| ruling.served.len());
            let follows = match case.stage {
                Stage::Waiting { duty, .. } | Stage::Arbiter { duty, .. } => match duty {
                    Duty::Rule => rounds == 0,
                    Duty::Confirm { damages } => {
                        rounds == 1 && damages > 0 && case.requirement.is_some()
                    }
                    Duty::Appeal => rounds == 1,
                },
                Stage::Ruled { .. } => rounds == 1,
                Stage::Voting { .. } => rounds <= 1 && case.requirement.is_none(),
                Stage::Ended => true,
            };
            ensure!(follows, "a stage follows from the one before");
            let damages = case.ruling.as_ref().map_or(0, |ruling| ruling.damages);
            ensure!(damages == 0 || case.requirement.is_some(), "damages have a stake");
        }
        Ok(())
    }

    /// **Votes**: a jury has seven members, once each, none of them a party or an arbiter of the
    /// case. What is revealed was committed.
    fn try_votes() -> Result<(), DispatchError> {
        for case in Cases::<T>::iter_values() {
            let voting = matches!(case.stage, Stage::Voting { .. });
            let full = case.jury.len() == MAX_JUDGES as usize;
            ensure!(full || (case.jury.is_empty() && !voting), "a jury has seven members");
            for (n, vote) in case.jury.iter().enumerate() {
                let rest = case.jury.iter().skip(n.saturating_add(1));
                let again = rest.into_iter().any(|other| other.juror == vote.juror);
                ensure!(!again, "a juror has one vote");
                ensure!(!case.is_party(vote.juror), "no juror is a party");
                ensure!(!case.drawn.contains(&vote.juror), "no juror is an arbiter of the case");
                let committed = vote.commitment.is_some() || vote.share.is_none();
                ensure!(committed, "what is revealed was committed");
            }
        }
        Ok(())
    }

    /// **Evidence**: each case has the buyer's first, and no party shows more than it may.
    fn try_evidence() -> Result<(), DispatchError> {
        let shown = Evidence::<T>::iter_keys().count();
        ensure!(shown == Cases::<T>::iter_keys().count(), "each case has evidence");
        for (id, shown) in Evidence::<T>::iter() {
            ensure!(Cases::<T>::contains_key(id), "evidence has a case");
            for side in [Side::Buyer, Side::Seller] {
                let count = shown.iter().filter(|exhibit| exhibit.by == side).count();
                ensure!(count <= rules::MAX_EVIDENCE as usize, "a party shows few things");
            }
            ensure!(shown.first().is_some_and(|first| first.by == Side::Buyer), "the buyer began");
        }
        Ok(())
    }
}
