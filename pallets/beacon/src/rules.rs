//! The figures that bound what anybody can do, in one place.

use beacon_vrf::Given;
use frame_support::stored;
use vaka_primitives::SessionIndex;

/// The most validators of a session: a bit for each.
pub const MAX_VALIDATORS: u32 = Given::BITS;

/// The most seeds that are forgotten at the end of a session. One is drawn at most, so the rest
/// catches up after the figures were lowered.
pub const FORGOTTEN_AT_ONCE: u32 = 2;

/// The figures. The crate's documentation computes what they bound.
#[stored]
#[derive(Copy)]
pub struct BeaconRules {
    /// The sessions for which a seed is kept.
    pub kept: SessionIndex,
}

impl BeaconRules {
    /// Returns what is wrong with the figures, if anything is.
    pub fn flaw(&self) -> Option<&'static str> {
        (self.kept == 0).then_some("a seed must be kept until lots are drawn by it")
    }
}

/// The outputs that a seed needs, of so many validators: more than a third. While fewer than a
/// third are dishonest, one of them is honest, and nobody knew that one. More would be worse: those
/// who could block a threshold of two thirds would look at a seed, block it, and look at the next.
pub fn needed(validators: u32) -> u32 {
    (validators / 3).saturating_add(1)
}
