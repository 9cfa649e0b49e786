//! What may happen only so often in some weeks: it is counted by day, within a window.

use crate::*;
use frame_support::{pallet_prelude::ConstU32, stored, BoundedVec};
use sp_runtime::Permill;

/// The most days that a window remembers: its length, and the day in which it begins.
pub const MAX_WINDOW_DAYS: u32 = 31;

/// How much may happen in a window.
#[stored]
#[derive(Copy)]
pub struct Quota {
    /// The length of the window.
    pub window: Days,
    /// The number that is always allowed.
    pub least: u32,
    /// The number that is allowed in a larger electorate, as a share of it.
    pub share: Permill,
}

impl Quota {
    /// The most that may happen in a window, in an electorate of this size.
    pub fn bound(&self, electorate: u32) -> u32 {
        self.least.max(self.share.mul_floor(electorate))
    }

    /// Whether a window remembers enough days for it.
    pub(crate) fn fits(&self) -> bool {
        (1..MAX_WINDOW_DAYS).contains(&self.window)
    }
}

/// What happened on a day.
#[stored]
#[derive(Copy)]
pub struct DayCount {
    /// The day.
    #[codec(compact)]
    pub day: Day,
    /// How often it happened.
    #[codec(compact)]
    pub count: u32,
}

/// What happened within the window, by day, oldest first.
#[stored]
#[derive(Default)]
pub struct Window {
    /// Days on which something happened.
    pub days: BoundedVec<DayCount, ConstU32<MAX_WINDOW_DAYS>>,
    /// The bound that held when it happened last.
    #[codec(compact)]
    pub bound: u32,
}

impl Window {
    /// The count in the window. The window includes the whole day in which it begins. So no span of
    /// its length has more than the bound, at whatever slot the span begins.
    pub fn within(&self, today: Day, quota: &Quota) -> u32 {
        let oldest = today.saturating_sub(quota.window);
        self.days
            .iter()
            .filter(|entry| entry.day >= oldest)
            .fold(0, |sum, entry| sum.saturating_add(entry.count))
    }

    /// The number that is left now, in an electorate of this size.
    pub fn left(&self, today: Day, electorate: u32, quota: &Quota) -> u32 {
        quota.bound(electorate).saturating_sub(self.within(today, quota))
    }

    /// Counts something that happens `count` times now. Returns false if the bound leaves less.
    pub fn take(&mut self, count: u32, today: Day, electorate: u32, quota: &Quota) -> bool {
        if self.left(today, electorate, quota) < count {
            return false;
        }
        let oldest = today.saturating_sub(quota.window);
        self.days.retain(|entry| entry.day >= oldest);
        self.bound = quota.bound(electorate);
        match self.days.last_mut() {
            Some(last) if last.day == today => {
                last.count = last.count.saturating_add(count);
                true
            }
            _ => self.days.try_push(DayCount { day: today, count }).is_ok(),
        }
    }
}
