//! What comes of a draw: the model says who may be drawn, and takes those who are.

use super::{model::*, world::World};
use crate::{mock::*, *};
use std::collections::{BTreeMap, BTreeSet};
use vaka_primitives::Members as _;

impl World {
    /// Advances a case.
    pub fn advance(&mut self, id: u32) {
        let done = vaka_testing::bare(Disputes::advance(signed(STRANGER), id));
        let done = done.map_err(<&str>::from);
        let Some(case) = self.model.cases.get(&id).cloned() else {
            assert_eq!(done, Err("UnknownCase"));
            self.counts.count("UnknownCase");
            return;
        };
        if !self.is_due(&case) {
            assert_eq!(done, Err("NothingDue"), "{case:?}");
            self.counts.count("NothingDue");
            return;
        }
        assert_eq!(done, Ok(()), "{case:?}");
        self.counts.count("advance");
        match case.phase {
            Phase::Seed { duty, after } if self.model.seed_after(after) => self.drawn(id, duty),
            Phase::Arbiter { duty, age, .. } if age >= RULING => {
                self.counts.count("replaced");
                self.change(id, |case| case.replaced = true);
                self.wait(id, duty);
            }
            _ => self.model.settle(id, false),
        }
    }

    pub fn change(&mut self, id: u32, f: impl FnOnce(&mut MCase)) {
        f(self.model.cases.get_mut(&id).expect("a case"));
    }

    pub fn wait(&mut self, id: u32, duty: Duty) {
        let after = self.model.closing();
        self.change(id, |case| case.wait(duty, after));
    }

    /// A case's draw was due.
    fn drawn(&mut self, id: u32, duty: Duty) {
        let case = self.model.cases[&id].clone();
        let stored = record(id);
        match self.model.due(&case, duty) {
            Due::Arbiter(pool) => {
                let member = *stored.drawn.last().expect("an arbiter");
                assert!(pool.contains(&member), "{member} of {pool:?} for {case:?}");
                self.counts.count("arbiter");
                self.change(id, |case| {
                    case.drawn.push(member);
                    case.phase = Phase::Arbiter { duty, member, age: 0 };
                });
                self.model.settle(id, false);
            }
            Due::Jury(pool) => {
                let jury = jury(id);
                self.check_jury(&jury, &pool);
                self.counts.count("jury");
                self.change(id, |case| {
                    let ballot = |juror| Ballot { juror, committed: None, revealed: false };
                    case.ballots = jury.into_iter().map(ballot).collect();
                    case.phase = Phase::Voting { age: 0 };
                    case.serving = true;
                });
                self.model.settle(id, false);
            }
            Due::Wait => {
                self.counts.count("postponed");
                self.wait(id, duty);
            }
            Due::Nobody => {
                self.counts.count("nobody");
                self.change(id, |case| case.lapse(duty));
                self.model.settle(id, false);
            }
        }
    }

    fn check_jury(&self, jury: &[u32], pool: &BTreeSet<u32>) {
        assert!(jury.iter().all(|juror| pool.contains(juror)), "{jury:?} of {pool:?}");
        assert_eq!(jury.iter().collect::<BTreeSet<_>>().len(), 7);
        let mut of = BTreeMap::<u32, u32>::new();
        for juror in jury {
            let community = Nation::membership_of(*juror).expect("a member").community;
            *of.entry(community).or_default() += 1;
        }
        assert!(of.values().all(|count| *count <= 4), "{of:?}");
    }
}
