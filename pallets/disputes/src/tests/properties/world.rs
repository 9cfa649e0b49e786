//! The world of the model, and its comparison with what the pallet stores.

use super::model::*;
use crate::{mock::*, panel::ArbiterDraw, selection::Selection, *};
use std::collections::BTreeMap;
use vaka_primitives::{Hash, Members as _, Outcome as Judged};
use vaka_testing::random::Counts;

pub struct World {
    pub model: Model,
    pub counts: Counts,
    /// An account that nobody has had yet.
    pub fresh: AccountId,
}

impl World {
    /// Checks that the pallet stores and shows what the model has.
    pub fn compare(&self) {
        check();
        assert_eq!(now(), self.model.now);
        let closed = self.model.closed_before(self.model.session);
        assert_eq!(Disputes::jury_list().closed, closed);
        let panel = Panel::<Test>::get().into_iter();
        assert_eq!(panel.collect::<BTreeMap<_, _>>(), self.model.panel);
        self.compare_jurors();
        assert_eq!(Cases::<Test>::iter_keys().count(), self.model.cases.len());
        for (id, case) in &self.model.cases {
            self.compare_case(*id, case);
        }
    }

    /// What a seed would draw for the cases for which the lists have closed.
    pub fn closed_draws(&self) -> Vec<(u32, ArbiterDraw, Selection)> {
        let seed = Hash::from_low_u64_be(self.fresh);
        let closed = |case: &MCase| case.listed.is_some_and(|after| after < self.model.session);
        let cases = self.model.cases.iter().filter(|(_, case)| closed(case) && !case.moved);
        cases.map(|(id, _)| (*id, arbiter_by(*id, &seed), jury_by(*id, &seed))).collect()
    }

    fn compare_jurors(&self) {
        let stored = Jurors::<Test>::iter().collect::<BTreeMap<_, _>>();
        for member in stored.keys().chain(self.model.jurors.keys()) {
            let juror = stored.get(member).copied().unwrap_or_default();
            let model = self.model.jurors.get(member).expect("known");
            assert_eq!(juror.cases, self.model.cases_of(*member), "the cases of {member}");
            assert_eq!(juror.barred_until, model.barred_until, "the bar of {member}");
            // A draw clears the seats of people who are members no longer.
            if Nation::membership_of(*member).is_none() {
                continue;
            }
            let listed = model.tenure.left.is_none();
            assert_eq!(juror.listed(), listed, "the seat of {member}");
            // What still counts for a draw is not forgotten.
            let counts = model.tenure.left.is_some_and(|left| self.model.closed_before(left));
            if listed || counts {
                assert!(juror.seat.is_some(), "the seat of {member}");
                assert_eq!(juror.tenure, model.tenure);
            }
        }
    }

    fn compare_case(&self, id: u32, case: &MCase) {
        let shown = Disputes::case(id).expect("a case");
        let until = |slots: u32| now() + slots.min(case.left);
        let stage = match &case.phase {
            Phase::Seed { duty, after } => {
                let Stage::Waiting { lists, since, .. } = shown.stage else {
                    panic!("{shown:?} {case:?}")
                };
                let until = until(case.patience);
                let lists = Lists { after: *after, ..lists };
                Stage::Waiting { duty: *duty, lists, since, until }
            }
            Phase::Arbiter { duty, member, age } => {
                let Stage::Arbiter { until: told, .. } = shown.stage else {
                    panic!("{shown:?} {case:?}")
                };
                // A silent arbiter's time is over.
                let until = match RULING.checked_sub(*age).filter(|left| *left > 0) {
                    Some(left) => until(left),
                    None => told.min(now()),
                };
                Stage::Arbiter { duty: *duty, member: *member, drawn: now() - age, until }
            }
            Phase::Appeal { age } => Stage::Ruled { until: until(APPEAL - age) },
            Phase::Voting { age } => {
                let Stage::Voting { reveals_from, .. } = shown.stage else {
                    panic!("{shown:?} {case:?}")
                };
                let begins = now() - age + COMMIT;
                assert_eq!(reveals_from, begins.min(shown.ends));
                Stage::Voting { reveals_from, until: until(VOTING - age) }
            }
            Phase::Over => Stage::Ended,
        };
        assert_eq!(shown.stage, stage, "case {id}: {case:?}");
        if !case.over() {
            assert_eq!(shown.ends, now() + case.left);
        }
        let told = shown.ruling.as_ref().map(|ruling| {
            let served = ruling.served.iter().map(|served| served.to_vec());
            (ruling.to_seller.deconstruct(), ruling.damages, served.collect::<Vec<_>>())
        });
        let model = case.share.map(|share| (share, case.damages, case.rounds.clone()));
        assert_eq!(told, model, "the ruling of {id}");
        let expected = match (case.over(), shown.ruling) {
            (false, _) => Judged::Pending { until: shown.ends },
            (true, None) => Judged::Unjudged,
            (true, Some(ruling)) => Judged::Ruled(ruling),
        };
        assert_eq!(outcome(id), expected);
        assert_eq!(shown.due, self.is_due(case), "what is due in {id}: {case:?}");
        let votes = shown.votes.iter().map(|vote| (vote.juror, vote.share.is_some()));
        let ballots = case.ballots.iter().map(|ballot| (ballot.juror, ballot.revealed));
        assert_eq!(votes.collect::<Vec<_>>(), ballots.collect::<Vec<_>>());
        let evidence = case.parties().iter().map(|party| party.shown).sum::<u32>();
        assert_eq!(shown.evidence.len() as u32, evidence);
    }

    /// Whether `advance` does something.
    pub fn is_due(&self, case: &MCase) -> bool {
        case.moved
            || match case.phase {
                Phase::Seed { after, .. } => self.model.seed_after(after),
                Phase::Arbiter { age, .. } => age >= RULING,
                _ => false,
            }
    }
}
