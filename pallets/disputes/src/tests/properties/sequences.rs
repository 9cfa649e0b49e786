//! Random sequences of all calls, of the market's questions, of seeds, halts and of people who come
//! and go.

use super::{
    acts::share_of,
    model::*,
    ops::{mostly, ops, Op, What},
    world::World,
};
use crate::{mock::*, *};
use proptest::collection;
use vaka_primitives::Members as _;
use vaka_testing::random::{each, live, pick, Counts};

impl World {
    /// A court of all arbiters and jurors.
    fn begin() -> Self {
        court();
        ARBITERS[..4].iter().copied().for_each(skill);
        let tenure = Tenure { since: START, left: None };
        let panel = ARBITERS.map(|who| (member(who), Some(tenure)));
        let juror = MJuror { tenure, barred_until: None };
        let jurors = JURORS.map(|who| (member(who), juror));
        let model = Model {
            now: now(),
            session: FIRST_SESSION,
            panel: panel.into(),
            jurors: jurors.into(),
            skilled: ARBITERS[..4].iter().copied().collect(),
            ..Model::default()
        };
        Self { model, counts: Counts::default(), fresh: 100_000 }
    }

    fn slots(&mut self, slots: u32) {
        for _ in 0..slots {
            pass(1);
            self.model.tick();
        }
    }

    fn people(&mut self, what: What, n: u16) {
        let people = Nation::people();
        let Some(membership) = people.values().nth(usize::from(n) % people.len()).copied() else {
            return;
        };
        let member = membership.member;
        match what {
            What::Suspend if membership.suspended => Nation::reinstate(member),
            What::Suspend => Nation::suspend(member),
            What::Move => Nation::move_to(member, u32::from(n / 32) % COMMUNITIES),
            What::Replace => {
                let old = account(member);
                if self.model.skilled.contains(&old) {
                    skill(self.fresh);
                    self.model.skilled.insert(self.fresh);
                }
                Nation::replace(member, self.fresh);
                self.fresh += 1;
            }
            _ => Nation::leave(member),
        }
    }

    /// A session ends, with a seed or without.
    fn session(&mut self, value: Option<u16>) {
        match value {
            Some(value) => {
                session_with_seed(value.into());
                self.model.seeds.insert(self.model.session);
            }
            None => session(),
        }
        self.model.session += 1;
    }

    /// Sessions end until each case that waits has a seed.
    fn seed(&mut self, value: u16) {
        seed(value.into());
        self.model.session = self.model.closing() + 1;
        self.model.seeds.insert(self.model.session);
        self.model.session += 1;
    }

    /// Somebody joins or leaves a list, or may join it now. It changes no draw whose seed people may
    /// tell.
    fn list(&mut self, what: What, n: u16) {
        let before = self.closed_draws();
        match what {
            What::Appoint => self.appoint(n),
            What::JoinPanel => self.join_panel(n),
            What::LeavePanel => self.leave_panel(n),
            What::JoinJury => self.join_jury(n),
            _ => self.leave_jury(n),
        }
        assert_eq!(self.closed_draws(), before);
        if !before.is_empty() {
            self.counts.count("listed while closed");
        }
    }

    fn happen(&mut self, (what, n): Op) {
        let [a, b, c, _] = n;
        match what {
            What::Dismiss => self.dismiss(a),
            What::Appoint
            | What::JoinPanel
            | What::LeavePanel
            | What::JoinJury
            | What::LeaveJury => self.list(what, a),
            What::Open => self.open(n),
            What::Show => self.show(n),
            What::Recuse => self.recuse(n),
            What::Rule => self.rule(n),
            What::Commit => {
                let (case, jury) = self.voting(a);
                let anybody = Nation::membership(&self.somebody(b / 8));
                let other = anybody.map_or(9_999, |membership| membership.member);
                let best = if mostly(b) { pick(&jury, b / 8) } else { None };
                self.commit(case, best.unwrap_or(other), share_of(c));
            }
            What::CommitAll => {
                let (case, jury) = self.voting(a);
                for (juror, place) in jury.into_iter().zip(0..16u16) {
                    if b >> place & 3 != 0 {
                        self.commit(case, juror, share_of(c.rotate_left(place.into())));
                    }
                }
            }
            What::Reveal => {
                let (case, jury) = self.voting(a);
                let juror = pick(&jury, b / 8).filter(|_| mostly(b)).unwrap_or(0);
                self.reveal(case, juror, c.is_multiple_of(3));
            }
            What::RevealAll => {
                let (case, jury) = self.voting(a);
                let phase = self.model.cases.get(&case).map(|case| case.phase.clone());
                if let (Some(Phase::Voting { age }), 0) = (phase, c % 3) {
                    self.slots(COMMIT.saturating_sub(age));
                }
                for (juror, place) in jury.into_iter().zip(0..16u16) {
                    if b >> place & 3 != 0 {
                        if b.is_multiple_of(4) {
                            self.reveal(case, juror, true);
                        }
                        self.reveal(case, juror, false);
                    }
                }
            }
            What::Advance => {
                let case = self.some_case(a, |case| !case.over());
                self.advance(case);
            }
            What::AdvanceAll => {
                let due = self.model.cases.iter().filter(|(_, case)| self.is_due(case));
                let due = due.map(|(id, _)| *id).collect::<Vec<_>>();
                due.into_iter().for_each(|case| self.advance(case));
            }
            What::Appeal => self.appeal(n),
            What::Withdraw => self.end(a, true),
            What::Close => self.end(a, false),
            What::Session => self.session(b.is_multiple_of(2).then_some(a)),
            What::Seed => self.seed(a),
            What::Slots => self.slots(u32::from(a % 20)),
            What::Days => self.slots(u32::from(a % 7) * DAY),
            What::Halt => halt(u32::from(a % 40)),
            What::Suspend | What::Move | What::Replace | What::Leave => self.people(what, a),
        }
    }
}

#[test]
fn random_lives_should_go_as_the_model_tells() {
    let calls = [
        ("appoint_arbiter", 20),
        ("dismiss_arbiter", 20),
        ("join_panel", 20),
        ("leave_panel", 5),
        ("join_jury", 5),
        ("leave_jury", 5),
        ("open", 200),
        ("submit_evidence", 30),
        ("recuse", 50),
        ("rule", 100),
        ("commit_vote", 100),
        ("reveal_vote", 50),
        ("advance", 300),
        ("appeal", 50),
        ("withdraw", 10),
        ("close", 20),
        ("arbiter", 150),
        ("jury", 20),
        ("replaced", 3),
        ("nobody", 1),
        ("listed while closed", 100),
    ];
    let errors = [
        "NotMember",
        "NotAppointed",
        "AlreadyAppointed",
        "AlreadyOnPanel",
        "NotJuror",
        "AlreadyJuror",
        "NoStanding",
        "NoDamages",
        "Barred",
        "DrawPending",
        "UnknownCase",
        "NotParty",
        "CaseEnded",
        "NoArbiter",
        "NotArbiterOfCase",
        "AlreadyRecused",
        "TooLate",
        "OtherShare",
        "DamagesTooHigh",
        "NoJury",
        "NotJurorOfCase",
        "TooEarly",
        "NothingCommitted",
        "AlreadyRevealed",
        "WrongOpening",
        "NothingToAppeal",
        "NothingDue",
    ];
    let floors = calls.into_iter().chain(each(errors, 1));
    live(40, collection::vec(ops(), 150..300), floors, |ops| {
        build_and_execute(|| {
            let mut world = World::begin();
            for op in ops {
                world.happen(op);
                world.compare();
            }
            world.counts
        })
    });
}
