//! The figures that bound what operators, owners and relayers can do, in one place.

use frame_support::stored;

/// The figures. The crate's documentation says what they bound.
#[stored]
#[derive(Copy)]
pub struct EnergyRules {
    /// The most days for which a book that was opened late waits for half of the meters.
    pub gathering_days: u32,
    /// The days after the end of a missing slot that never had a book, from which on a later
    /// reading is taken for it.
    pub missing_days: u32,
}

impl EnergyRules {
    /// Returns what is wrong with the figures, if anything is.
    pub fn flaw(&self) -> Option<&'static str> {
        let checks = [
            (self.gathering_days > 0, "neighbours must have a day to bring their readings"),
            (self.missing_days > 0, "a household must have a day to bring a withheld reading"),
        ];
        checks.into_iter().find(|(holds, _)| !holds).map(|(_, flaw)| flaw)
    }
}
