//! The present moment, and the slots and days into which time is divided.

use crate::*;
use frame_support::traits::{Get, UnixTime};

/// Seconds of a day.
pub(crate) const DAY_SECONDS: Seconds = 86_400;

/// So many days, in seconds.
pub(crate) fn days(days: u32) -> Seconds {
    Seconds::from(days).saturating_mul(DAY_SECONDS)
}

/// The present moment and how it is divided.
#[derive(Clone, Copy)]
pub(crate) struct Calendar {
    pub now: Seconds,
    /// The time by which books are due: `now` without what passed in outages and halts, counted
    /// from another beginning.
    pub open: Seconds,
    pub timing: Settings,
    pub rules: EnergyRules,
}

impl Calendar {
    pub(crate) fn read<T: Config>() -> Self {
        let now = T::Time::now().as_secs();
        Self { now, open: T::OpenTime::get(), timing: Timing::<T>::get(), rules: T::Rules::get() }
    }

    /// The moment before the first block.
    pub(crate) fn genesis<T: Config>(timing: Settings) -> Self {
        Self { now: 0, open: 0, timing, rules: T::Rules::get() }
    }

    /// The present slot, which has not ended.
    pub(crate) fn slot(&self) -> Slot {
        let slot = self.now.checked_div(self.timing.slot_seconds.into()).unwrap_or_default();
        slot.try_into().unwrap_or(Slot::MAX)
    }

    pub(crate) fn today(&self) -> Day {
        Self::day(self.now)
    }

    /// The first moment of a slot.
    pub(crate) fn start(&self, slot: Slot) -> Seconds {
        Seconds::from(slot).saturating_mul(self.timing.slot_seconds.into())
    }

    /// The first moment after a slot.
    pub(crate) fn end(&self, slot: Slot) -> Seconds {
        self.start(slot).saturating_add(self.timing.slot_seconds.into())
    }

    /// The day in which the slot after this one begins.
    pub(crate) fn day_after(&self, slot: Slot) -> Day {
        Self::day(self.end(slot))
    }

    /// The most seconds for which a book that was opened late waits for half of the meters.
    pub(crate) fn gathering(&self) -> Seconds {
        days(self.rules.gathering_days)
    }

    /// The seconds after which a slot without a book no longer waits for a missing reading.
    pub(crate) fn missing(&self) -> Seconds {
        days(self.rules.missing_days)
    }

    /// The oldest slot whose readings may still be on time.
    pub(crate) fn oldest_slot(&self) -> Slot {
        self.slot().saturating_sub(self.timing.patience_slots.saturating_sub(1))
    }

    /// The slots of so many days.
    pub(crate) fn slots_of(&self, days: u32) -> Slot {
        let slots = self::days(days).checked_div(self.timing.slot_seconds.into());
        slots.and_then(|slots| Slot::try_from(slots).ok()).unwrap_or(Slot::MAX)
    }

    /// The slot of so many days ago.
    pub(crate) fn slot_before(&self, days: u32) -> Slot {
        self.slot().saturating_sub(self.slots_of(days))
    }

    /// The slot since which a meter must be read for its neighbours to wait for it in a batch that is
    /// free. Beyond the patience nobody counts it.
    pub(crate) fn lately(&self) -> Slot {
        self.slot_before(self.rules.heard_days).max(self.oldest_slot())
    }

    /// The slots of a span: the patience has 40 of them.
    fn span_slots(&self) -> u32 {
        self.timing.patience_slots.div_ceil(HEARD_SPANS).max(1)
    }

    /// The span of a slot (see [`HeardSpan`]).
    pub(crate) fn span_of(&self, slot: Slot) -> u32 {
        slot.checked_div(self.span_slots()).unwrap_or_default()
    }

    /// The oldest span of the patience.
    pub(crate) fn oldest_span(&self) -> u32 {
        self.span_of(self.oldest_slot())
    }

    fn day(time: Seconds) -> Day {
        (time / DAY_SECONDS).try_into().unwrap_or(Day::MAX)
    }
}
