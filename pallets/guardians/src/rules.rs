//! The figures, in one place.

use frame_support::stored;
use vaka_primitives::Days;

/// The figures.
#[stored]
#[derive(Copy)]
pub struct Rules {
    /// The fewest guardians who can do anything.
    pub seats: u32,
    /// The length of a halt.
    pub halt: Days,
    /// The time after the end of a halt in which there can be no other.
    pub rest: Days,
    /// The time for which a motion may be voted on.
    pub motion: Days,
    /// The calls of the collective that each guardian may make in a day without a fee.
    pub free_calls: u32,
}

impl Default for Rules {
    fn default() -> Self {
        Self { seats: 3, halt: 2, rest: 14, motion: 2, free_calls: 20 }
    }
}

impl Rules {
    /// Returns what is wrong with the figures, if anything is.
    pub fn flaw(&self) -> Option<&'static str> {
        let checks = [
            (self.seats > 0, "nobody is no guardian"),
            (self.halt > 0, "a halt must last"),
            (self.motion > 0, "a motion must be open for a while"),
            (self.free_calls >= 3, "to propose, vote and close must be free"),
            (self.rest > self.halt, "there must be more rest than halt"),
        ];
        checks.into_iter().find(|(holds, _)| !holds).map(|(_, flaw)| flaw)
    }

    /// Two thirds of this many seats. None if they are too few to do anything.
    pub fn quorum(&self, seats: u32) -> Option<u32> {
        (seats >= self.seats).then(|| seats.saturating_sub(seats / 3))
    }

    /// Whether the ayes are two thirds of the seats, and the seats are enough.
    pub fn are_enough(&self, ayes: u32, seats: u32) -> bool {
        self.quorum(seats).is_some_and(|quorum| ayes >= quorum)
    }
}
