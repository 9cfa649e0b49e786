//! How a case goes on when time passes, and who is what in it: pure.
//!
//! What the clock alone decides needs no call: a case that nobody advances reads as if somebody had.
//! A call is needed only where lots are drawn.

use crate::{rules::Periods, *};
use alloc::vec::Vec;
use frame_support::defensive;
use sp_runtime::Permill;
use vaka_primitives::{
    BlockNumber, CommunityId, MemberId, Requirement, Ruling, Served, SessionIndex, Side,
};

impl<AccountId> Case<AccountId> {
    /// A case that opens now. It waits for a seed.
    pub(crate) fn new(
        buyer: Party<AccountId>,
        seller: Party<AccountId>,
        requirement: Option<Requirement>,
        (now, people_of): (BlockNumber, BlockNumber),
        lists: Lists,
        periods: &Periods,
    ) -> Self {
        let mut case = Self {
            buyer,
            seller,
            requirement,
            opened: now,
            people_of,
            ends: now.saturating_add(periods.all),
            waited: 0,
            replaced: false,
            drawn: Default::default(),
            stage: Stage::Ended,
            ruling: None,
            jury: Default::default(),
        };
        case.wait(Duty::Rule, lists, now, periods);
        case
    }

    pub(crate) fn party(&self, side: Side) -> &Party<AccountId> {
        match side {
            Side::Buyer => &self.buyer,
            Side::Seller => &self.seller,
        }
    }

    pub(crate) fn party_mut(&mut self, side: Side) -> &mut Party<AccountId> {
        match side {
            Side::Buyer => &mut self.buyer,
            Side::Seller => &mut self.seller,
        }
    }

    /// Whether a member is a party.
    pub(crate) fn is_party(&self, member: MemberId) -> bool {
        [&self.buyer, &self.seller].iter().any(|party| party.member == Some(member))
    }

    /// Whether a community is a party's.
    pub(crate) fn is_neighbour(&self, community: CommunityId) -> bool {
        [&self.buyer, &self.seller].iter().any(|party| party.community == Some(community))
    }

    /// The session that the session of its seed must follow, while it waits for one.
    pub(crate) fn waits_after(&self) -> Option<SessionIndex> {
        match self.stage {
            Stage::Waiting { lists, .. } => Some(lists.after),
            _ => None,
        }
    }

    /// A slot so much later. A case takes no longer than it may.
    fn by(&self, now: BlockNumber, period: BlockNumber) -> BlockNumber {
        now.saturating_add(period).min(self.ends)
    }

    /// Counts the slots of a wait that ends now.
    fn end_wait(&mut self, now: BlockNumber) {
        if let Stage::Waiting { since, .. } = self.stage {
            self.waited = self.waited.saturating_add(now.saturating_sub(since));
        }
    }

    /// Begins to wait for a seed.
    pub(crate) fn wait(&mut self, duty: Duty, lists: Lists, now: BlockNumber, periods: &Periods) {
        self.end_wait(now);
        let until = self.by(now, periods.waiting.saturating_sub(self.waited));
        self.stage = Stage::Waiting { duty, lists, since: now, until };
    }

    /// Gives the case to an arbiter.
    pub(crate) fn assign(
        &mut self,
        duty: Duty,
        member: MemberId,
        now: BlockNumber,
        periods: &Periods,
    ) {
        self.end_wait(now);
        // Rules on recusals and replacements allow no more arbiters than there is space for.
        if self.drawn.try_push(member).is_err() {
            defensive!("an arbiter more was drawn than there can be");
        }
        let until = self.by(now, periods.ruling);
        self.stage = Stage::Arbiter { duty, member, drawn: now, until };
    }

    /// Gives the case to a jury.
    pub(crate) fn empanel(&mut self, jurors: &Served, now: BlockNumber, periods: &Periods) {
        self.end_wait(now);
        let votes =
            jurors.iter().map(|juror| Vote { juror: *juror, commitment: None, share: None });
        self.jury = Jury::truncate_from(votes.collect());
        let (reveals_from, until) = (self.by(now, periods.commit), self.by(now, periods.voting));
        self.stage = Stage::Voting { reveals_from, until };
    }

    /// Lets parties appeal the ruling for the time from a slot on.
    pub(crate) fn open_to_appeal(&mut self, from: BlockNumber, periods: &Periods) {
        self.stage = Stage::Ruled { until: self.by(from, periods.appeal) };
    }

    /// Goes on without what nobody did until a slot.
    pub(crate) fn give_up(&mut self, duty: Duty, at: BlockNumber, periods: &Periods) {
        self.end_wait(at);
        match duty {
            // Damages that nobody confirms are none.
            Duty::Confirm { .. } => self.open_to_appeal(at, periods),
            // On appeal the ruling stands.
            Duty::Rule | Duty::Appeal => self.stage = Stage::Ended,
        }
    }

    /// Does all that the clock alone decides. A silent arbiter who can be replaced is left: that
    /// needs a lot.
    pub(crate) fn ripen(&mut self, now: BlockNumber, periods: &Periods) {
        // From stage to stage: waiting or an arbiter, a ruling, the end.
        for _ in 0..3 {
            match self.stage {
                Stage::Waiting { duty, until, .. } if now >= until => {
                    self.give_up(duty, until, periods);
                }
                Stage::Arbiter { duty, until, .. } if now >= until && self.replaced => {
                    self.give_up(duty, until, periods);
                }
                Stage::Ruled { until } if now >= until => self.stage = Stage::Ended,
                Stage::Voting { until, .. } if now >= until => {
                    self.count_votes(periods.tolerance);
                    self.stage = Stage::Ended;
                }
                _ => {}
            }
        }
        if now >= self.ends {
            self.stage = Stage::Ended;
        }
    }

    /// What the jury ruled, if enough of it revealed. Else an arbiter's ruling stands, if there is
    /// one.
    fn count_votes(&mut self, tolerance: Permill) {
        let shares = self.jury.iter().filter_map(|vote| vote.share).collect::<Vec<_>>();
        if shares.len() < rules::LEAST_REVEALS as usize {
            return;
        }
        let to_seller = median(shares);
        let agreed = |share: Permill| {
            share.deconstruct().abs_diff(to_seller.deconstruct()) <= tolerance.deconstruct()
        };
        let served = self.jury.iter().filter(|vote| vote.share.is_some_and(agreed));
        let served = Served::truncate_from(served.map(|vote| vote.juror).collect());
        self.decide(to_seller, served);
    }

    /// Rules a round.
    pub(crate) fn decide(&mut self, to_seller: Permill, served: Served) {
        let before = self.ruling.take();
        let damages = before.as_ref().map_or(0, |ruling| ruling.damages);
        let mut rounds = before.map(|ruling| ruling.served).unwrap_or_default();
        if rounds.try_push(served).is_err() {
            defensive!("a case has a ruling and an appeal");
        }
        self.ruling = Some(Ruling { to_seller, damages, served: rounds });
    }

    /// The vote of a juror.
    pub(crate) fn vote_mut(&mut self, juror: MemberId) -> Option<&mut Vote> {
        self.jury.iter_mut().find(|vote| vote.juror == juror)
    }
}

/// The middle one of these shares, or the mean of the two in the middle, rounded down. Zero of none.
pub(crate) fn median(mut shares: Vec<Permill>) -> Permill {
    shares.sort();
    let last = shares.len().saturating_sub(1);
    let at = |place: usize| shares.get(place).map_or(0, |share| share.deconstruct());
    let (low, high) = (at(last / 2), at(last.div_ceil(2)));
    Permill::from_parts(low.saturating_add(high) / 2)
}
