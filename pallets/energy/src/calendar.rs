//! The present moment, and the slots and days into which time is divided.

use crate::*;
use frame_support::traits::UnixTime;

/// Seconds of a day.
pub(crate) const DAY_SECONDS: Seconds = 86_400;

/// The present moment and how it is divided.
#[derive(Clone, Copy)]
pub(crate) struct Calendar {
    pub now: Seconds,
    pub timing: Settings,
}

impl Calendar {
    pub(crate) fn read<T: Config>() -> Self {
        Self { now: T::Time::now().as_secs(), timing: Timing::<T>::get() }
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

    /// The oldest slot whose readings may still be on time.
    pub(crate) fn oldest_slot(&self) -> Slot {
        self.slot().saturating_sub(self.timing.patience_slots.saturating_sub(1))
    }

    fn day(time: Seconds) -> Day {
        (time / DAY_SECONDS).try_into().unwrap_or(Day::MAX)
    }
}
