//! The figures, in one place, and the values that are computed from them.

use crate::*;
use frame_support::{pallet_prelude::Get, stored};
use sp_runtime::{
    traits::{BlockNumberProvider, SaturatedConversion},
    Permill,
};
use vaka_primitives::slots_of;

/// The figures.
#[stored]
#[derive(Copy)]
pub struct Rules {
    /// The endorsements that a petition needs, as a share of the electorate.
    pub share: Permill,
    /// The endorsements that it needs at least. Where a majority is fewer, a majority is enough.
    pub least: u32,
    /// The petitions that a member may have on the way to a vote, or voted on, at a time.
    pub per_member: u32,
    /// The petitions that any track may have on the way to a vote at a time.
    pub per_track: u32,
    /// The petitions that a larger track may have on the way, as a share of its electorate.
    pub per_track_share: Permill,
    /// The places of each national track that are kept for petitions which many endorsed. They are
    /// among those that the track decides at once.
    pub kept_places: u32,
    /// The endorsements that such a petition has, as a share of the electorate.
    pub kept_share: Permill,
    /// The time for which a petition collects endorsements.
    pub open_life: Days,
    /// The time for which a petition that has them waits for its turn.
    pub waiting_life: Days,
    /// The time after which an enactment that was due counts as lost.
    pub enactment_grace: Days,
    /// The time for which an approved call that was not made may be retried.
    pub retry_life: Days,
    /// The number of times that a call may be retried in a day.
    pub retries_per_day: u32,
    /// The time for which the receipt of a vote is kept.
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
            kept_places: 1,
            kept_share: Permill::from_percent(20),
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
    /// Returns what is wrong with the figures, if anything is.
    pub fn flaw(&self) -> Option<&'static str> {
        let checks = [
            (self.least > 0, "a petition must need somebody's word"),
            (self.per_member > 0 && self.per_track > 0, "somebody must be able to open a petition"),
            (self.kept_share > self.share, "a kept place must ask for more than any other"),
            (self.open_life > 0 && self.waiting_life > 0, "no petition may be dead from the start"),
            (self.enactment_grace < self.retry_life, "a lost enactment must be retriable"),
            (self.retries_per_day > 0, "a call that failed must be retriable"),
        ];
        checks.into_iter().find(|(holds, _)| !holds).map(|(_, flaw)| flaw)
    }

    /// The endorsements that a petition needs in an electorate of this size.
    pub fn threshold(&self, electorate: u32) -> u32 {
        let majority = electorate.saturating_div(2).saturating_add(1);
        self.share.mul_ceil(electorate).max(self.least.min(majority))
    }

    /// The places of a track that a petition with so many endorsements has to leave to others.
    pub fn kept_from(&self, endorsements: u32, track: Track, electorate: u32) -> u32 {
        let many = self.kept_share.mul_ceil(electorate).max(self.threshold(electorate));
        if track.village().is_some() || endorsements >= many {
            return 0;
        }
        self.kept_places
    }

    /// The petitions that may be on the way to a vote in an electorate of this size.
    pub fn places(&self, electorate: u32) -> u32 {
        self.per_track.max(self.per_track_share.mul_floor(electorate))
    }
}

impl<T: Config> Pallet<T> {
    /// The figures.
    pub(crate) fn figures() -> Rules {
        T::Rules::get()
    }

    /// The present slot, by the clock of referenda. All times in this pallet are told in it.
    pub(crate) fn now() -> BlockNumber {
        <T as pallet_referenda::Config>::BlockNumberProvider::current_block_number()
            .saturated_into()
    }

    /// This many days in slots; at least one slot.
    pub(crate) fn slots(days: Days) -> BlockNumber {
        slots_of(days, T::SlotsPerDay::get())
    }

    /// The slot that many days from now.
    pub(crate) fn after(days: Days) -> BlockNumber {
        Self::now().saturating_add(Self::slots(days))
    }

    /// The slots between two retries.
    pub(crate) fn retry_pause() -> BlockNumber {
        T::SlotsPerDay::get()
            .checked_div(Self::figures().retries_per_day)
            .unwrap_or_default()
            .max(1)
    }
}
