//! The figures of the tracks, in one place. The crate's documentation computes what they mean in
//! people.

use crate::*;
use pallet_referenda::Curve;
use sp_runtime::Perbill;

/// Fewer ayes than this decide nothing, unless the electorate is smaller.
pub const LEAST_AYES: u32 = 3;

/// Just above a half: a tie is no majority.
const MAJORITY: Perbill = Perbill::from_parts(500_000_001);
/// Rounded down, as shares of ballots are, so that two of three pass.
const TWO_THIRDS: Perbill = Perbill::from_parts(666_666_666);

/// The figures of a track.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct TrackRules {
    /// Its name. On a village's track the village's number follows it.
    pub name: &'static str,
    /// The most polls that are decided at a time. Others wait. On a track of all members one of them
    /// is kept for what many people endorsed; the pallet that proposes polls sees to that.
    pub max_deciding: u32,
    /// The days that a poll waits before it is decided, so that people hear of it. Ballots count
    /// already.
    pub prepare: Days,
    /// The days that it may take to be approved: enough for an island whose cable was cut.
    pub decision: Days,
    /// The days that it must stay approved, so that nobody wins by voting last.
    pub confirm: Days,
    /// The least days between that and its enactment.
    pub enactment: Days,
    /// The approval that it needs: ayes as a share of the ayes and nays. It falls from all to the
    /// floor over the decision period.
    pub approval: Range,
    /// The support that it needs: ayes as a share of the electorate.
    pub support: Range,
}

/// An early decision needs half of all people, and hardly anybody against.
const fn falling_to(end: Perbill, begin: Perbill) -> Range {
    Range { begin, end }
}

const ALL: Perbill = Perbill::from_percent(100);
const HALF: Perbill = Perbill::from_percent(50);

/// Decides on whatever Root can do: with two thirds, and a quarter of the people. It takes four
/// weeks, and leaves time at the end to see what is coming.
pub const CONSTITUTION: TrackRules = TrackRules {
    name: "constitution",
    max_deciding: 3,
    prepare: 2,
    decision: 28,
    confirm: 4,
    enactment: 4,
    approval: falling_to(TWO_THIRDS, ALL),
    support: falling_to(Perbill::from_percent(25), HALF),
};

/// Two weeks, because a village waits for its validator, and the validators' pallet has caps of its
/// own.
pub const VALIDATORS: TrackRules = TrackRules {
    name: "validators",
    max_deciding: 6,
    prepare: 1,
    decision: 14,
    confirm: 2,
    enactment: 1,
    approval: falling_to(MAJORITY, ALL),
    support: falling_to(Perbill::from_percent(10), HALF),
};

/// Somebody is without a vote or an account until it is decided, so it is enacted at once. Many are
/// decided at a time, because a clerk's fakes come in numbers.
pub const APPEALS: TrackRules = TrackRules {
    name: "appeals",
    max_deciding: 9,
    prepare: 1,
    decision: 14,
    confirm: 2,
    enactment: 0,
    approval: falling_to(MAJORITY, ALL),
    support: falling_to(Perbill::from_percent(10), HALF),
};

/// Three weeks, and three days to see that it is approved, because money that is gone does not come
/// back.
pub const TREASURY: TrackRules = TrackRules {
    name: "treasury",
    max_deciding: 6,
    prepare: 2,
    decision: 21,
    confirm: 3,
    enactment: 2,
    approval: falling_to(MAJORITY, ALL),
    support: falling_to(Perbill::from_percent(15), HALF),
};

/// Decides on clerks, communities and tariffs, with the figures of the treasury.
pub const PARAMETERS: TrackRules = TrackRules { name: "parameters", ..TREASURY };

/// Two weeks, because a village is small and its people meet.
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

/// The fewest ayes that count as support.
pub fn least_ayes(electorate: u32) -> u32 {
    LEAST_AYES.min(electorate)
}

impl Range {
    /// The range as a curve of pallet-referenda.
    pub const fn curve(self) -> Curve {
        Curve::LinearDecreasing { length: ALL, floor: self.end, ceil: self.begin }
    }

    fn falls(self) -> bool {
        self.end < self.begin && !self.end.is_zero()
    }
}

impl TrackRules {
    /// The ayes that the support of a poll of that many people needs at the end of its decision
    /// period.
    pub fn ayes_needed(&self, electorate: u32) -> u32 {
        let share = self.support.end.mul_ceil(electorate);
        share.max(least_ayes(electorate))
    }

    /// Returns what is wrong with the figures, if anything is.
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

/// The bytes of a track's name in pallet-referenda.
pub const NAME_LENGTH: usize = 25;
/// The most bytes of a name that leave room for a space and a number of five digits.
pub const MAX_NAME_WITHOUT_NUMBER: usize = NAME_LENGTH - 6;
