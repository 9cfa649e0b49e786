//! The figures that bound what anybody can do, in one place.

use crate::*;
use frame_support::{
    stored,
    traits::{Get, UnixTime as _},
};
use sp_runtime::traits::BlockNumberProvider as _;
use sp_runtime::Permill;
use vaka_primitives::{slots_of, Balance, BlockNumber, Days};

/// The highest level of a schema.
pub const MAX_LEVEL: Level = 10;

/// The most bytes of a schema's title.
pub const MAX_TITLE: u32 = 64;

/// The most schemas that an issuer's scope can name.
pub const MAX_SCHEMAS: u32 = 32;

/// The most delegations between an issuer and the accredited one above it.
pub const MAX_DEPTH: u32 = 3;

/// The most schemas that one after the other supersede a schema.
pub const MAX_SUPERSEDED: u8 = 4;

/// The most awards that a call marks.
pub const MAX_MARKED: u32 = 64;

/// The most times that an accreditation is withdrawn and renewed.
pub const MAX_WITHDRAWALS: u32 = 16;

/// The figures. The crate's documentation computes what they bound.
#[stored]
#[derive(Copy)]
pub struct CredentialRules {
    /// The awards that a member binds without a deposit.
    pub free_bindings: u32,
    /// The least stake, in the smallest unit of VAKA.
    pub least_stake: Balance,
    /// The time between the request for a stake and its return.
    pub unstaking: Days,
    /// What a challenger leaves until the ruling, in the smallest unit of VAKA.
    pub bond: Balance,
    /// The time after which anyone may close a challenge that appeals did not hear.
    pub unheard: Days,
    /// The share of the stakes that an upheld challenge takes.
    pub slash: Permill,
    /// The challenger's share of what is taken. The rest goes to the treasury.
    pub reward: Permill,
}

impl CredentialRules {
    /// Returns what is wrong with the figures, if anything is.
    pub fn flaw(&self) -> Option<&'static str> {
        let checks = [
            (self.free_bindings > 0, "a member without a coin must be able to bind an award"),
            (self.least_stake > 0, "a stake must be worth its space"),
            (self.unstaking > 0, "a stake must not leave before a challenge"),
            (self.bond > 0, "a challenge must cost something"),
            (self.unheard > 0, "appeals must have time to hear a challenge"),
            (
                self.slash > Permill::zero() && self.reward > Permill::zero(),
                "an upheld challenge must cost those who were wrong, and reward who showed it",
            ),
            (self.reward < Permill::one(), "a challenge of oneself must cost something"),
        ];
        checks.into_iter().find(|(holds, _)| !holds).map(|(_, flaw)| flaw)
    }
}

impl<T: Config> Pallet<T> {
    /// The figures.
    pub(crate) fn figures() -> CredentialRules {
        T::Rules::get()
    }

    /// The slot, by the clock that stands still in a halt.
    pub(crate) fn now() -> BlockNumber {
        T::Clock::current_block_number()
    }

    /// The slot that many days from now.
    pub(crate) fn after(days: Days) -> BlockNumber {
        Self::now().saturating_add(slots_of(days, T::SlotsPerDay::get()))
    }

    /// The time, in seconds of unix time: what documents tell.
    pub(crate) fn seconds() -> Seconds {
        T::Time::now().as_secs()
    }
}
