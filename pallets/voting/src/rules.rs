//! The figures of the tracks, in one place. What they mean in people is computed in the crate's
//! documentation.

use crate::*;
use pallet_referenda::Curve;
use sp_runtime::Perbill;

/// Fewer ayes than this decide nothing, unless the electorate is smaller.
pub const LEAST_AYES: u32 = 3;

/// Just above a half: a tie is no majority.
const MAJORITY: Perbill = Perbill::from_parts(500_000_001);
/// Rounded down, as shares of ballots are: two of three pass.
const TWO_THIRDS: Perbill = Perbill::from_parts(666_666_666);

/// What a track asks of its polls.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct TrackRules {
    /// Its name; a village's number follows.
    pub name: &'static str,
    /// Polls that are decided at a time; others wait.
    pub max_deciding: u32,
    /// How long a poll waits before it is decided, so that people hear of it. Ballots count
    /// already.
    pub prepare: Days,
    /// How long it may take to be approved: long enough for an island whose cable was cut.
    pub decision: Days,
    /// How long it must stay approved, so that nobody wins by voting last.
    pub confirm: Days,
    /// How long after that it is carried out, at the least.
    pub enactment: Days,
    /// Ayes of the ayes and nays: from all when the decision period begins, to this when it ends.
    pub approval: Range,
    /// Ayes of the electorate.
    pub support: Range,
}

/// Who wants a decision sooner than at the end needs half of all people, and hardly anybody
/// against.
const fn falling_to(end: Perbill, begin: Perbill) -> Range {
    Range { begin, end }
}

const ALL: Perbill = Perbill::from_percent(100);
const HALF: Perbill = Perbill::from_percent(50);

/// Whatever Root can do: two thirds, and a quarter of the people. Four weeks, and time at the end
/// to see what is coming.
pub const CONSTITUTION: TrackRules = TrackRules {
    name: "constitution",
    max_deciding: 2,
    prepare: 2,
    decision: 28,
    confirm: 4,
    enactment: 4,
    approval: falling_to(TWO_THIRDS, ALL),
    support: falling_to(Perbill::from_percent(25), HALF),
};

/// A village waits for its validator, and the pallet of validators has caps of its own: two weeks.
pub const VALIDATORS: TrackRules = TrackRules {
    name: "validators",
    max_deciding: 5,
    prepare: 1,
    decision: 14,
    confirm: 2,
    enactment: 1,
    approval: falling_to(MAJORITY, ALL),
    support: falling_to(Perbill::from_percent(10), HALF),
};

/// Somebody is without a vote or an account until it is decided: nothing is gained by waiting once
/// it is. Many at a time, for a clerk's fakes come in numbers.
pub const APPEALS: TrackRules = TrackRules {
    name: "appeals",
    max_deciding: 8,
    prepare: 1,
    decision: 14,
    confirm: 2,
    enactment: 0,
    approval: falling_to(MAJORITY, ALL),
    support: falling_to(Perbill::from_percent(10), HALF),
};

/// Money that is gone does not come back: three weeks, and three days to see that it is decided.
pub const TREASURY: TrackRules = TrackRules {
    name: "treasury",
    max_deciding: 5,
    prepare: 2,
    decision: 21,
    confirm: 3,
    enactment: 2,
    approval: falling_to(MAJORITY, ALL),
    support: falling_to(Perbill::from_percent(15), HALF),
};

/// Clerks, communities and tariffs: as the treasury.
pub const PARAMETERS: TrackRules = TrackRules { name: "parameters", ..TREASURY };

/// A village is small and its people meet: two weeks.
pub const VILLAGE: TrackRules = TrackRules {
    name: "village",
    max_deciding: 4,
    prepare: 1,
    decision: 14,
    confirm: 2,
    enactment: 1,
    approval: falling_to(MAJORITY, ALL),
    support: falling_to(Perbill::from_percent(15), HALF),
};

/// The rules of a track.
pub const fn rules_of(track: Track) -> &'static TrackRules {
    match track {
        Track::Constitution => &CONSTITUTION,
        Track::Validators => &VALIDATORS,
        Track::Appeals => &APPEALS,
        Track::Treasury => &TREASURY,
        Track::Parameters => &PARAMETERS,
        Track::Village(_) => &VILLAGE,
    }
}

/// Fewer ayes than these are no support.
pub fn least_ayes(electorate: u32) -> u32 {
    LEAST_AYES.min(electorate)
}

impl Range {
    /// As pallet-referenda has it.
    pub const fn curve(self) -> Curve {
        Curve::LinearDecreasing { length: ALL, floor: self.end, ceil: self.begin }
    }

    fn falls(self) -> bool {
        self.end < self.begin && !self.end.is_zero()
    }
}

impl TrackRules {
    /// Ayes that a poll of that many people needs at the end of its decision period, for its
    /// support.
    pub fn ayes_needed(&self, electorate: u32) -> u32 {
        let share = self.support.end.mul_ceil(electorate);
        share.max(least_ayes(electorate))
    }

    /// What is wrong with the figures, if anything is.
    pub fn flaw(&self) -> Option<&'static str> {
        let checks = [
            (
                self.name.len() <= MAX_NAME_WITHOUT_NUMBER,
                "a track's name must leave room for a village's number",
            ),
            (self.max_deciding > 0, "a track must be able to decide"),
            (self.decision > self.confirm && self.decision > 3, "there must be time to vote"),
            (
                self.approval.falls() && self.approval.end >= MAJORITY,
                "a majority must approve, and no fewer than before",
            ),
            (self.support.falls(), "there must be support, and no less than before"),
        ];
        checks.into_iter().find(|(holds, _)| !holds).map(|(_, flaw)| flaw)
    }
}

/// Bytes of a track's name in pallet-referenda.
pub const NAME_LENGTH: usize = 25;
/// Bytes of a name that a space and a number of five digits may follow.
pub const MAX_NAME_WITHOUT_NUMBER: usize = NAME_LENGTH - 6;
