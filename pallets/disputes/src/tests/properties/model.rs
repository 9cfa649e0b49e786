//! The model: people, lists and cases as a book would tell them.

use crate::{mock::*, *};
use std::collections::{BTreeMap, BTreeSet};
use vaka_primitives::{BlockNumber, MemberId, Members as _, SessionIndex, Side};

/// What becomes of a call: the error's name, if it is refused.
pub type Outcome = Result<(), &'static str>;

pub const RULING: u32 = 7 * DAY;
pub const RECUSAL: u32 = 5 * DAY;
pub const APPEAL: u32 = 7 * DAY;
pub const COMMIT: u32 = 5 * DAY;
pub const VOTING: u32 = 10 * DAY;
pub const PATIENCE: u32 = 60 * DAY;
pub const LONGEST: u32 = 105 * DAY;
pub const BARRED: u32 = 180 * DAY;

#[derive(Clone, Debug)]
pub struct MParty {
    pub account: AccountId,
    pub member: Option<MemberId>,
    pub community: Option<u32>,
    pub recused: bool,
    pub shown: u32,
}

#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Phase {
    Seed { duty: Duty, after: SessionIndex },
    Arbiter { duty: Duty, member: MemberId, age: u32 },
    Appeal { age: u32 },
    Voting { age: u32 },
    Over,
}

/// A juror's vote: the share that they committed, and whether it is revealed.
#[derive(Clone, Debug)]
pub struct Ballot {
    pub juror: MemberId,
    pub committed: Option<u32>,
    pub revealed: bool,
}

#[derive(Clone, Debug)]
pub struct MCase {
    pub buyer: MParty,
    pub seller: MParty,
    pub skilled: bool,
    pub people_of: BlockNumber,
    /// The slots until it is over, whatever happens.
    pub left: u32,
    /// The slots that it may still wait.
    pub patience: u32,
    pub replaced: bool,
    pub drawn: Vec<MemberId>,
    pub phase: Phase,
    /// The seller's share in parts of a million.
    pub share: Option<u32>,
    pub damages: u128,
    pub rounds: Vec<Vec<MemberId>>,
    pub ballots: Vec<Ballot>,
    /// What the chain still has to be told: the session after which it counts the case as waiting, the
    /// jury that it counts as serving, and whether the clock moved the case on since.
    pub listed: Option<SessionIndex>,
    pub serving: bool,
    pub moved: bool,
}

/// Somebody on the list of jurors, or who was. A tenure without an end is one of a juror.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct MJuror {
    pub tenure: Tenure,
    pub barred_until: Option<BlockNumber>,
}

/// A case whose draw is due: what must come of it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Due {
    /// An arbiter, one of these.
    Arbiter(BTreeSet<MemberId>),
    /// A jury of these.
    Jury(BTreeSet<MemberId>),
    /// Another seed.
    Wait,
    /// Nobody.
    Nobody,
}

#[derive(Clone, Debug, Default)]
pub struct Model {
    pub now: BlockNumber,
    pub session: SessionIndex,
    pub seeds: BTreeSet<SessionIndex>,
    pub panel: BTreeMap<MemberId, Option<Tenure>>,
    pub jurors: BTreeMap<MemberId, MJuror>,
    pub cases: BTreeMap<u32, MCase>,
    pub skilled: BTreeSet<AccountId>,
}

impl MCase {
    pub fn parties(&self) -> [&MParty; 2] {
        [&self.buyer, &self.seller]
    }

    pub fn party_mut(&mut self, side: Side) -> &mut MParty {
        match side {
            Side::Buyer => &mut self.buyer,
            Side::Seller => &mut self.seller,
        }
    }

    pub fn over(&self) -> bool {
        self.phase == Phase::Over
    }

    /// Nobody did it.
    pub fn lapse(&mut self, duty: Duty) {
        self.phase = match duty {
            Duty::Confirm { .. } => Phase::Appeal { age: 0 },
            Duty::Rule | Duty::Appeal => Phase::Over,
        };
    }

    /// Waits for a seed.
    pub fn wait(&mut self, duty: Duty, after: SessionIndex) {
        self.phase = Phase::Seed { duty, after };
        self.listed = Some(after);
        self.moved = false;
        if self.patience == 0 {
            self.lapse(duty);
            self.moved = true;
        }
    }

    /// A slot passes.
    fn tick(&mut self) {
        if self.over() {
            return;
        }
        let before = self.phase.clone();
        match &mut self.phase {
            Phase::Seed { duty, .. } => {
                let duty = *duty;
                self.patience -= 1;
                if self.patience == 0 {
                    self.lapse(duty);
                }
            }
            Phase::Arbiter { duty, age, .. } => {
                *age += 1;
                let (duty, age) = (*duty, *age);
                if age == RULING && self.replaced {
                    self.lapse(duty);
                }
            }
            Phase::Appeal { age } => {
                *age += 1;
                if *age == APPEAL {
                    self.phase = Phase::Over;
                }
            }
            Phase::Voting { age } => {
                *age += 1;
                if *age == VOTING {
                    self.count();
                }
            }
            Phase::Over => {}
        }
        self.left -= 1;
        if self.left == 0 && !self.over() {
            match self.phase {
                Phase::Voting { .. } => self.count(),
                _ => self.phase = Phase::Over,
            }
        }
        let kind = core::mem::discriminant::<Phase>;
        self.moved |= kind(&before) != kind(&self.phase);
    }

    fn count(&mut self) {
        self.phase = Phase::Over;
        let revealed = self.ballots.iter().filter(|ballot| ballot.revealed);
        let votes = revealed.map(|ballot| (ballot.juror, ballot.committed.unwrap_or_default()));
        let votes = votes.collect::<Vec<_>>();
        if votes.len() < 3 {
            return;
        }
        let mut shares = votes.iter().map(|(_, share)| *share).collect::<Vec<_>>();
        shares.sort();
        let half = shares.len() / 2;
        let median = match shares.len() % 2 {
            1 => shares[half],
            _ => (shares[half - 1] + shares[half]) / 2,
        };
        let near = votes.iter().filter(|(_, share)| share.abs_diff(median) <= 250_000);
        self.rounds.push(near.map(|(juror, _)| *juror).collect());
        self.share = Some(median);
    }
}

impl Model {
    pub fn tick(&mut self) {
        self.now += 1;
        self.cases.values_mut().for_each(MCase::tick);
    }

    pub fn seed_after(&self, session: SessionIndex) -> bool {
        self.seeds.iter().any(|seed| *seed > session)
    }

    /// The session at whose end the lists close for a case that begins to wait now.
    pub fn closing(&self) -> SessionIndex {
        if self.session.is_multiple_of(2) {
            return self.session + 1;
        }
        self.session
    }

    /// Whether the lists closed for a case that the chain counts as waiting, before a session.
    pub fn closed_before(&self, session: SessionIndex) -> bool {
        self.cases.values().filter_map(|case| case.listed).any(|after| after < session)
    }

    /// Whether somebody who was on a list may join it again.
    pub fn may_return(&self, tenure: Option<Tenure>) -> Outcome {
        match tenure.and_then(|tenure| tenure.left) {
            Some(left) if self.closed_before(left) => Err("DrawPending"),
            _ => Ok(()),
        }
    }

    /// Somebody is off the list of jurors from now on.
    pub fn off(&mut self, juror: MemberId) -> &mut MJuror {
        let session = self.session;
        let juror = self.jurors.get_mut(&juror).expect("a juror");
        juror.tenure.left = juror.tenure.left.or(Some(session));
        juror
    }

    /// The cases in which a juror serves.
    pub fn cases_of(&self, juror: MemberId) -> u32 {
        let serving = self.cases.values().filter(|case| case.serving);
        serving.flat_map(|case| &case.ballots).filter(|ballot| ballot.juror == juror).count() as u32
    }

    /// What a case leaves behind when the chain hears of it: its jury goes, and who did not reveal in
    /// time is off the list. A case that has just begun to wait is listed already.
    pub fn settle(&mut self, id: u32, by_agreement: bool) {
        let until = self.now + BARRED;
        let Some(case) = self.cases.get_mut(&id) else { return };
        if !matches!(case.phase, Phase::Seed { .. }) {
            case.listed = None;
        }
        case.moved = false;
        let failed = case.over();
        if (failed || by_agreement) && core::mem::take(&mut case.serving) {
            let silent = case.ballots.iter().filter(|ballot| failed && !ballot.revealed);
            for juror in silent.map(|ballot| ballot.juror).collect::<Vec<_>>() {
                self.off(juror).barred_until = Some(until);
            }
        }
    }

    /// The community of a member who may judge a case.
    fn able(case: &MCase, member: MemberId, tenure: Tenure) -> Option<u32> {
        let membership = Nation::membership_of(member)?;
        let early = |slot| slot < case.people_of;
        let closed = case.listed.expect("it waits");
        let there = early(tenure.since)
            && tenure.left.is_none_or(|left| left > closed)
            && early(membership.active_since)
            && early(membership.village_since)
            && !membership.suspended;
        let party = case.parties().iter().any(|party| party.member == Some(member));
        (there && !party).then_some(membership.community)
    }

    fn strange(case: &MCase, community: u32) -> bool {
        case.parties().iter().all(|party| party.community != Some(community))
    }

    /// What must come of a case's draw.
    pub fn due(&self, case: &MCase, duty: Duty) -> Due {
        if duty == Duty::Appeal && !case.skilled {
            return self.jury_due(case);
        }
        let able = self
            .panel
            .iter()
            .filter_map(|(member, tenure)| Some((*member, Self::able(case, *member, (*tenure)?)?)));
        let able = able.collect::<Vec<_>>();
        if able.len() < 3 && !case.skilled {
            return self.jury_due(case);
        }
        let mut pools = vec![able.clone()];
        if case.skilled {
            let skilled = able.iter().filter(|(member, _)| {
                Nation::account_of(*member).is_some_and(|who| self.skilled.contains(&who))
            });
            let skilled = skilled.copied().collect::<Vec<_>>();
            if skilled.len() >= 3 {
                pools.push(skilled);
            }
        }
        let best = pools.last().cloned().unwrap_or_default();
        let strangers = best.iter().filter(|(_, community)| Self::strange(case, *community));
        let strangers = strangers.copied().collect::<Vec<_>>();
        if strangers.len() >= 3 {
            pools.push(strangers);
        }
        for pool in pools.into_iter().rev() {
            let left = pool.into_iter().map(|(member, _)| member);
            let left = left.filter(|member| !case.drawn.contains(member)).collect::<BTreeSet<_>>();
            if !left.is_empty() {
                return Due::Arbiter(left);
            }
        }
        match case.skilled {
            true => Due::Nobody,
            false => self.jury_due(case),
        }
    }

    fn jury_due(&self, case: &MCase) -> Due {
        let eligible = self.jurors.iter().filter_map(|(member, juror)| {
            let community = Self::able(case, *member, juror.tenure)?;
            (!case.drawn.contains(member)).then_some((*member, community))
        });
        let eligible = eligible.collect::<Vec<_>>();
        let free = eligible.iter().filter(|(member, _)| self.cases_of(*member) < 3).copied();
        let free = free.collect::<Vec<_>>();
        let strangers = free.iter().filter(|(_, community)| Self::strange(case, *community));
        let strangers = strangers.copied().collect::<Vec<_>>();
        for pool in [strangers, free] {
            if makes_a_jury(&pool) {
                return Due::Jury(pool.into_iter().map(|(member, _)| member).collect());
            }
        }
        match makes_a_jury(&eligible) {
            true => Due::Wait,
            false => Due::Nobody,
        }
    }
}

/// Whether there are nine, of whom seven have no five of one community.
fn makes_a_jury(pool: &[(MemberId, u32)]) -> bool {
    let mut of = BTreeMap::<u32, u32>::new();
    for (_, community) in pool {
        *of.entry(*community).or_default() += 1;
    }
    pool.len() >= 9 && of.values().map(|count| (*count).min(4)).sum::<u32>() >= 7
}
