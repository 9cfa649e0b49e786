//! The figures that bound what anybody can do, in one place, and the calendar in which they count.

use crate::*;
use frame_support::{pallet_prelude::Get, stored};
use sp_runtime::{traits::BlockNumberProvider, Permill};
use vaka_primitives::slots_of;

/// A day of the chain: its slot divided by the slots of a day, rounded down.
pub type Day = u32;

/// The figures. The crate's documentation computes what they bound.
#[stored]
#[derive(Copy)]
pub struct Rules {
    /// The fewest founders of a community.
    pub founders: u32,
    /// The vouches that an admission or a replacement needs.
    pub vouches: u32,
    /// The time that a member must have belonged to a community before they may vouch there.
    pub standing: Days,
    /// A member vouches once in this time.
    pub vouch_interval: Days,
    /// The time in which members may challenge an admission.
    pub challenge_period: Days,
    /// The challenges that send a request to appeals.
    pub challenges: u32,
    /// The time for which members whose challenge appeals overruled may not challenge.
    pub challenge_ban: Days,
    /// The admissions that the clerks of a community may make, of its electorate.
    pub admissions: Quota,
    /// The members that may be made by founding communities, of the electorate of all.
    pub foundings: Quota,
    /// The suspensions that appeals may begin, of the electorate of all. Those of the clerks of
    /// fakes are not counted.
    pub suspensions: Quota,
    /// The time that a member must have been active before they vote on the constitution.
    pub seasoning: Days,
    /// The time after which members who made no call may be declared dormant.
    pub dormant_after: Days,
    /// What a member does is noted once in this time, so that their daily calls write nothing.
    pub activity_interval: Days,
    /// The members that may be declared dormant, of the electorate of all.
    pub dormancies: Quota,
    /// The members of a community that may be declared dormant, of its electorate.
    pub village_dormancies: Quota,
    /// The time for which members who vouched for a fake may neither vouch nor leave.
    pub vouch_ban: Days,
    /// The length of a freeze. Until it is over, its clerk may not freeze another person.
    pub freeze: Days,
    /// The time after a freeze in which no clerk may freeze the same person.
    pub freeze_pause: Days,
    /// A member moves once in this time.
    pub move_interval: Days,
    /// The time in which the old key may object to its replacement.
    pub replacement_period: Days,
    /// The time for which a request may collect vouches and wait for a clerk.
    pub request_life: Days,
    /// The time after its period in which anyone may confirm a request.
    pub confirm_life: Days,
    /// The time for which a request waits for appeals.
    pub appeal_life: Days,
    /// The longest time for which a consent to join or to a replacement may hold.
    pub consent_life: Days,
    /// The longest time for which a founder's consent may hold. The people vote in the meantime.
    pub founding_life: Days,
    /// The most requests of others that a member may have pending.
    pub sponsored: u32,
    /// The most requests of others that a clerk may have pending.
    pub sponsored_by_clerk: u32,
    /// The calls of governance that a member may make in a day without a fee.
    pub free_calls: u32,
    /// The most of these calls that a helper may make for a member in a day. The rest is left to the
    /// member.
    pub helper_calls: u32,
    /// The most members whom a helper may help.
    pub helped: u32,
    /// The time for which a member names a helper.
    pub help: Days,
    /// The most bytes of one such call, with its signature. A longer call counts as several.
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
            challenge_ban: 365,
            admissions: Quota { window: 30, least: 2, share: Permill::from_percent(5) },
            foundings: Quota { window: 30, least: 5, share: Permill::from_percent(2) },
            suspensions: Quota { window: 30, least: 1, share: Permill::from_percent(2) },
            seasoning: 90,
            dormant_after: 730,
            activity_interval: 30,
            dormancies: Quota { window: 30, least: 5, share: Permill::from_percent(5) },
            village_dormancies: Quota { window: 30, least: 2, share: Permill::from_percent(5) },
            vouch_ban: 365,
            freeze: 14,
            freeze_pause: 180,
            move_interval: 180,
            replacement_period: 30,
            request_life: 90,
            confirm_life: 30,
            appeal_life: 180,
            consent_life: 30,
            founding_life: 180,
            sponsored: 1,
            sponsored_by_clerk: 16,
            free_calls: 20,
            helper_calls: 10,
            helped: 5,
            help: 730,
            free_call_bytes: 4_096,
        }
    }
}

impl Rules {
    /// The number of free calls that a call of this many bytes counts as. Thin links carry bytes,
    /// not calls.
    pub fn calls_of(&self, bytes: usize) -> u32 {
        let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
        let calls = bytes.checked_add(self.free_call_bytes.saturating_sub(1));
        let calls = calls.and_then(|bytes| bytes.checked_div(self.free_call_bytes));
        calls.unwrap_or(u32::MAX).max(1)
    }

    /// The longest time from a member's vouch to the end of the request.
    fn longest_answering(&self) -> Days {
        let period = self.challenge_period.max(self.replacement_period);
        let decided = self.confirm_life.max(self.appeal_life);
        self.request_life.saturating_add(period).saturating_add(decided)
    }

    /// Returns what is wrong with the figures, if anything is.
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
                [
                    self.admissions,
                    self.foundings,
                    self.suspensions,
                    self.dormancies,
                    self.village_dormancies,
                ]
                .iter()
                .all(Quota::fits),
                "a window and the day it begins in must fit their list",
            ),
            (self.admissions.least > 0, "a community must be able to grow"),
            (self.foundings.least >= self.founders, "a community must be able to be founded"),
            (self.suspensions.least > 0, "appeals must be able to suspend somebody"),
            (
                self.dormancies.least > 0 && self.village_dormancies.least > 0,
                "members who went away must be able to leave the electorate",
            ),
            (
                self.dormant_after > self.longest_answering(),
                "nobody may be dormant while they answer for what they did",
            ),
            (
                self.activity_interval < self.dormant_after,
                "what a member does must be noted before they are dormant",
            ),
            (
                self.seasoning < MAX_SEASONING_DAYS,
                "the days of members who are not seasoned yet must fit their list",
            ),
            (self.confirm_life > self.freeze, "no freeze may outlast an admission elsewhere"),
            (
                self.request_life > 0
                    && self.appeal_life > 0
                    && self.consent_life > 0
                    && self.founding_life > 0,
                "no request may be dead from the start",
            ),
            (
                self.sponsored > 0
                    && self.sponsored_by_clerk > 0
                    && self.free_calls > 0
                    && self.free_call_bytes > 0,
                "who has no balance must be able to join and take part",
            ),
            (
                self.helper_calls > 0 && self.helper_calls < self.free_calls,
                "a helper must be able to act, and must leave calls to the member",
            ),
            (
                (1..=MAX_HELPED).contains(&self.helped) && self.help > 0,
                "members must be able to have a helper, and a helper's members must fit their list",
            ),
        ];
        checks.into_iter().find(|(holds, _)| !holds).map(|(_, flaw)| flaw)
    }
}

/// The present, read once a call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Calendar {
    /// The slot.
    pub now: BlockNumber,
    slots_per_day: BlockNumber,
}

impl Calendar {
    pub(crate) fn read<T: Config>() -> Self {
        Self { now: T::Clock::current_block_number(), slots_per_day: T::SlotsPerDay::get() }
    }

    /// This many days in slots; at least one slot.
    pub(crate) fn slots(&self, days: Days) -> BlockNumber {
        slots_of(days, self.slots_per_day)
    }

    /// The slot that many days from now.
    pub(crate) fn after(&self, days: Days) -> BlockNumber {
        self.now.saturating_add(self.slots(days))
    }

    /// Today's number.
    pub(crate) fn today(&self) -> Day {
        self.day_of(self.now)
    }

    /// The number of the day of a slot.
    pub(crate) fn day_of(&self, slot: BlockNumber) -> Day {
        slot.checked_div(self.slots_per_day).unwrap_or(0)
    }

    /// The first slot of a day.
    pub(crate) fn first_slot_of(&self, day: Day) -> BlockNumber {
        day.saturating_mul(self.slots_per_day)
    }
}

impl<T: Config> Pallet<T> {
    /// The figures.
    pub(crate) fn figures() -> Rules {
        T::Rules::get()
    }
}
