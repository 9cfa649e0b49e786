//! The figures that bound what anybody can do, in one place, and the calendar that they are counted
//! in.

use crate::*;
use frame_support::{pallet_prelude::Get, stored};
use sp_runtime::{traits::BlockNumberProvider, Permill};
use vaka_primitives::blocks_of;

/// A day of the chain: its block divided by the blocks of a day, rounded down.
pub type Day = u32;

/// Blocks of a day unless genesis says otherwise: one every six seconds.
pub const USUAL_BLOCKS_PER_DAY: BlockNumber = 14_400;

/// The figures. What they bound is computed in the crate's documentation.
#[stored]
#[derive(Copy)]
pub struct Rules {
    /// The fewest founders of a community.
    pub founders: u32,
    /// Vouches that an admission or a replacement needs.
    pub vouches: u32,
    /// How long a member belongs to a community before they may vouch there.
    pub standing: Days,
    /// A member vouches once in this time.
    pub vouch_interval: Days,
    /// How long members have to challenge an admission.
    pub challenge_period: Days,
    /// Challenges that send it to appeals.
    pub challenges: u32,
    /// The time in which admissions are counted.
    pub admission_window: Days,
    /// Admissions that any community may make in that time.
    pub admissions_least: u32,
    /// Admissions that a larger community may make in that time, as a share of its electorate.
    pub admissions_share: Permill,
    /// How long those who vouched for an upheld fake may not vouch.
    pub vouch_ban: Days,
    /// How long a clerk may freeze a person, and then has to wait before freezing another.
    pub freeze: Days,
    /// How long after that nobody may freeze the same person.
    pub freeze_pause: Days,
    /// A member moves once in this time.
    pub move_interval: Days,
    /// How long the old key may object to its replacement.
    pub replacement_period: Days,
    /// How long a request may collect vouches and wait for a clerk.
    pub request_life: Days,
    /// How long after its period anyone may confirm a request.
    pub confirm_life: Days,
    /// How long a request waits for appeals.
    pub appeal_life: Days,
    /// The longest that a consent to be brought by others may hold.
    pub consent_life: Days,
    /// Requests of others that a member may have open at a time.
    pub sponsored: u32,
    /// Requests of others that a clerk may have open at a time.
    pub sponsored_by_clerk: u32,
    /// Calls of governance that a member makes in a day without a fee.
    pub free_calls: u32,
    /// Bytes of one of them, signature and all; a longer one counts as several.
    pub free_call_bytes: u32,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            founders: 5,
            vouches: 3,
            standing: 90,
            vouch_interval: 30,
            challenge_period: 7,
            challenges: 3,
            admission_window: 30,
            admissions_least: 2,
            admissions_share: Permill::from_percent(5),
            vouch_ban: 365,
            freeze: 14,
            freeze_pause: 180,
            move_interval: 180,
            replacement_period: 30,
            request_life: 90,
            confirm_life: 30,
            appeal_life: 180,
            consent_life: 30,
            sponsored: 1,
            sponsored_by_clerk: 16,
            free_calls: 20,
            free_call_bytes: 4_096,
        }
    }
}

impl Rules {
    /// As how many free calls one of so many bytes counts: thin links carry bytes, not calls.
    pub fn calls_of(&self, bytes: usize) -> u32 {
        let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
        let calls = bytes.checked_add(self.free_call_bytes.saturating_sub(1));
        let calls = calls.and_then(|bytes| bytes.checked_div(self.free_call_bytes));
        calls.unwrap_or(u32::MAX).max(1)
    }

    /// What is wrong with the figures, if anything is.
    pub fn flaw(&self) -> Option<&'static str> {
        let checks = [
            (
                (1..=MAX_VOUCHES).contains(&self.vouches),
                "vouches must be needed, and must fit their list",
            ),
            (
                (1..=MAX_CHALLENGES).contains(&self.challenges),
                "challenges must be needed, and must fit their list",
            ),
            (self.founders > self.vouches, "the founders must be enough to vouch beside a clerk"),
            (
                (1..MAX_WINDOW_DAYS).contains(&self.admission_window),
                "the window and the day it begins in must fit their list",
            ),
            (self.admissions_least > 0, "a community must be able to grow"),
            (self.confirm_life > self.freeze, "no freeze may outlast an admission elsewhere"),
            (
                self.request_life > 0 && self.appeal_life > 0 && self.consent_life > 0,
                "no request may be dead from the start",
            ),
            (
                self.sponsored > 0
                    && self.sponsored_by_clerk > 0
                    && self.free_calls > 0
                    && self.free_call_bytes > 0,
                "who has no balance must be able to join and take part",
            ),
        ];
        checks.into_iter().find(|(holds, _)| !holds).map(|(_, flaw)| flaw)
    }
}

/// The present, read once a call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Calendar {
    /// The block.
    pub now: BlockNumber,
    blocks_per_day: BlockNumber,
}

impl Calendar {
    pub(crate) fn read<T: Config>() -> Self {
        Self { now: T::Clock::current_block_number(), blocks_per_day: BlocksPerDay::<T>::get() }
    }

    /// That many days as blocks; at least one.
    pub(crate) fn blocks(&self, days: Days) -> BlockNumber {
        blocks_of(days, self.blocks_per_day)
    }

    /// The block in that many days.
    pub(crate) fn after(&self, days: Days) -> BlockNumber {
        self.now.saturating_add(self.blocks(days))
    }

    /// The day.
    pub(crate) fn today(&self) -> Day {
        // Genesis refuses a day without blocks.
        self.now.checked_div(self.blocks_per_day).unwrap_or(0)
    }
}

impl<T: Config> Pallet<T> {
    /// The figures.
    pub(crate) fn figures() -> Rules {
        T::Rules::get()
    }
}
