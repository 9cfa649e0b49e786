//! The figures that bound what anybody can do, in one place.

use crate::*;
use frame_support::{stored, traits::Get};
use sp_runtime::{traits::BlockNumberProvider as _, Permill};
use vaka_primitives::{slots_of, BlockNumber, Days, Members as _};

/// The most members whom the people appoint to the panel.
pub const MAX_PANEL: u32 = 64;

/// The fewest arbiters among whom it is worth drawing.
pub const LEAST_PANEL: u32 = 3;

/// The fewest eligible jurors among whom a jury is drawn. Nobody knows who serves while two of them
/// stay out.
pub const LEAST_ELIGIBLE: u32 = 9;

/// The most jurors of one community in a jury: a village of its own has no majority of five.
pub const MAX_OF_COMMUNITY: u32 = 4;

/// The fewest revealed votes that decide.
pub const LEAST_REVEALS: u32 = 3;

/// The most seats of the jury's list that a draw looks at.
pub const MAX_TRIES: u32 = 64;

/// The most seats that a call of `advance` looks at, to free those of people who are no jurors any
/// longer.
pub const MAX_SWEPT: u32 = 8;

/// The most hashes of evidence of a party.
pub const MAX_EVIDENCE: u32 = 8;

/// The most arbiters who are drawn in a case: one who rules, one who confirms damages, one on
/// appeal, one in the place of a silent one, and two in the place of those whom parties recused.
pub const MAX_DRAWN: u32 = 6;

/// The most days of a case, without those in which it waits for seeds.
pub const MAX_DAYS: Days = 45;

/// The most days in which a case waits for seeds.
pub const MAX_WAITING: Days = 60;

/// The figures. The crate's documentation computes what they bound.
#[stored]
#[derive(Copy)]
pub struct DisputeRules {
    /// The time that an arbiter has to rule.
    pub ruling: Days,
    /// The time that a party has to recuse an arbiter, from the draw on.
    pub recusal: Days,
    /// The time that a party has to appeal.
    pub appeal: Days,
    /// The time that jurors have to commit a vote.
    pub commit: Days,
    /// The time that jurors have to reveal it.
    pub reveal: Days,
    /// The time that a case may wait for seeds, in all.
    pub waiting: Days,
    /// The time for which a juror who did not reveal is off the list.
    pub barred: Days,
    /// The most cases that a juror serves in at a time.
    pub cases_at_a_time: u32,
    /// A juror served whose vote is at most this far from the median.
    pub tolerance: Permill,
}

impl DisputeRules {
    /// The most days that a case takes, without those in which it waits for seeds: one arbiter is
    /// silent, and two are recused on the last day.
    pub fn longest(&self) -> Days {
        let with_requirement = self.ruling.saturating_mul(3);
        let with_jury = self.ruling.saturating_add(self.commit).saturating_add(self.reveal);
        with_requirement
            .max(with_jury)
            .saturating_add(self.appeal)
            .saturating_add(self.ruling)
            .saturating_add(self.recusal.saturating_mul(2))
    }

    /// The most days that a case takes, whatever happens.
    pub fn longest_with_waiting(&self) -> Days {
        self.longest().saturating_add(self.waiting)
    }

    /// Returns what is wrong with the figures, if anything is.
    pub fn flaw(&self) -> Option<&'static str> {
        let checks = [
            (self.ruling > 0, "an arbiter must have time to rule"),
            (self.recusal > 0, "a party must have time to recuse"),
            (self.recusal <= self.ruling, "nobody recuses an arbiter whose time is over"),
            (self.appeal > 0, "a party must have time to appeal"),
            (self.commit > 0 && self.reveal > 0, "jurors must have time to vote"),
            (self.waiting > 0, "a case must be able to wait for a seed"),
            (self.longest() <= MAX_DAYS, "a case must end within 45 days"),
            (self.waiting <= MAX_WAITING, "a case must not wait for more than 60 days"),
            (self.barred > 0, "a juror who does not reveal must lose something"),
            (self.cases_at_a_time > 0, "a juror must be able to serve"),
            (self.tolerance < Permill::one(), "a vote far from the others must earn nothing"),
        ];
        checks.into_iter().find(|(holds, _)| !holds).map(|(_, flaw)| flaw)
    }
}

/// The figures in slots.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Periods {
    pub ruling: BlockNumber,
    pub recusal: BlockNumber,
    pub appeal: BlockNumber,
    pub commit: BlockNumber,
    pub voting: BlockNumber,
    pub waiting: BlockNumber,
    pub all: BlockNumber,
    pub tolerance: Permill,
}

impl Periods {
    pub(crate) fn new(rules: &DisputeRules, day: BlockNumber) -> Self {
        let slots = |days| slots_of(days, day);
        Self {
            ruling: slots(rules.ruling),
            recusal: slots(rules.recusal),
            appeal: slots(rules.appeal),
            commit: slots(rules.commit),
            voting: slots(rules.commit.saturating_add(rules.reveal)),
            waiting: slots(rules.waiting),
            all: slots(rules.longest_with_waiting()),
            tolerance: rules.tolerance,
        }
    }
}

impl<T: Config> Pallet<T> {
    /// The figures.
    pub(crate) fn figures() -> DisputeRules {
        T::Rules::get()
    }

    /// The figures in slots.
    pub(crate) fn periods() -> Periods {
        Periods::new(&Self::figures(), T::SlotsPerDay::get())
    }

    /// That many days in slots.
    pub(crate) fn slots(days: Days) -> BlockNumber {
        slots_of(days, T::SlotsPerDay::get())
    }

    /// The slot, by the clock of deadlines. It stands still in a halt.
    pub(crate) fn now() -> BlockNumber {
        T::Clock::current_block_number()
    }

    /// The slot, by the clock in which memberships are counted.
    pub(crate) fn members_now() -> BlockNumber {
        T::Members::now()
    }
}
