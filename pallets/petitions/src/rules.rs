//! The figures, in one place, and what is computed from them.

use crate::*;
use frame_support::{pallet_prelude::Get, stored};
use sp_runtime::{
    traits::{BlockNumberProvider, SaturatedConversion},
    Permill,
};
use vaka_primitives::blocks_of;

/// The figures.
#[stored]
#[derive(Copy)]
pub struct Rules {
    /// Endorsements that a petition needs, as a share of the electorate.
    pub share: Permill,
    /// Endorsements that it needs at least, if that many are a majority or fewer.
    pub least: u32,
    /// Petitions that a member may have on the way to a vote at a time.
    pub per_member: u32,
    /// Petitions that any track may have on the way to a vote at a time.
    pub per_track: u32,
    /// Petitions that a track may have on the way, as a share of its electorate.
    pub per_track_share: Permill,
    /// How long a petition collects endorsements.
    pub open_life: Days,
    /// How long one that has them waits for its turn.
    pub waiting_life: Days,
    /// How long after its moment an enactment counts as lost.
    pub enactment_grace: Days,
    /// How long after its moment an approved call that was not made may be retried.
    pub retry_life: Days,
    /// How often a call may be retried in a day.
    pub retries_per_day: u32,
    /// How long the receipt of a vote is kept.
    pub receipt_life: Days,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            share: Permill::from_percent(2),
            least: 5,
            per_member: 2,
            per_track: 256,
            per_track_share: Permill::from_percent(10),
            open_life: 60,
            waiting_life: 365,
            enactment_grace: 1,
            retry_life: 30,
            retries_per_day: 24,
            receipt_life: 365,
        }
    }
}

impl Rules {
    /// What is wrong with the figures, if anything is.
    pub fn flaw(&self) -> Option<&'static str> {
        let checks = [
            (self.least > 0, "a petition must need somebody's word"),
            (self.per_member > 0 && self.per_track > 0, "somebody must be able to open a petition"),
            (self.open_life > 0 && self.waiting_life > 0, "no petition may be dead from the start"),
            (self.enactment_grace < self.retry_life, "a lost enactment must be retriable"),
            (self.retries_per_day > 0, "a call that failed must be retriable"),
        ];
        checks.into_iter().find(|(holds, _)| !holds).map(|(_, flaw)| flaw)
    }

    /// The endorsements that a petition needs where so many may vote.
    pub fn threshold(&self, electorate: u32) -> u32 {
        let majority = electorate.saturating_div(2).saturating_add(1);
        self.share.mul_ceil(electorate).max(self.least.min(majority))
    }

    /// How many petitions may be on the way to a vote where so many may vote.
    pub fn places(&self, electorate: u32) -> u32 {
        self.per_track.max(self.per_track_share.mul_floor(electorate))
    }
}

impl<T: Config> Pallet<T> {
    /// The figures.
    pub(crate) fn figures() -> Rules {
        T::Rules::get()
    }

    /// The block, of the clock of referenda: all times here are told in it.
    pub(crate) fn now() -> BlockNumber {
        <T as pallet_referenda::Config>::BlockNumberProvider::current_block_number()
            .saturated_into()
    }

    /// That many days as blocks; at least one.
    pub(crate) fn blocks(days: Days) -> BlockNumber {
        blocks_of(days, T::BlocksPerDay::get())
    }

    /// The block in that many days.
    pub(crate) fn after(days: Days) -> BlockNumber {
        Self::now().saturating_add(Self::blocks(days))
    }

    /// Blocks between two retries.
    pub(crate) fn retry_pause() -> BlockNumber {
        T::BlocksPerDay::get()
            .checked_div(Self::figures().retries_per_day)
            .unwrap_or_default()
            .max(1)
    }
}
