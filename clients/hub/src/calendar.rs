//! Days and months of the village, and of grids.

use time::{Date, Month};

/// The julian day of 1970-01-01.
const EPOCH: i32 = 2_440_588;

/// The date of a day that is counted from 1970. None beyond the years that people write.
pub fn date_of(day: i64) -> Option<Date> {
    let julian = i32::try_from(day).ok()?.checked_add(EPOCH)?;
    Date::from_julian_day(julian).ok().filter(|date| (1970..=9999).contains(&date.year()))
}

/// The day of a date, counted from 1970.
fn day_of(date: Date) -> i64 {
    i64::from(date.to_julian_day()).saturating_sub(EPOCH.into())
}

/// A date as people write it: 2026-11-30.
pub fn written(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())
}

/// A month of some year.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct MonthOf {
    first: Date,
}

impl MonthOf {
    /// Reads a month that is written as 2026-11.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, month) = text.split_once('-').filter(|(year, month)| {
            let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
            (year.len(), month.len()) == (4, 2) && digits(year) && digits(month)
        })?;
        let month = Month::try_from(month.parse::<u8>().ok()?).ok()?;
        let first = Date::from_calendar_date(year.parse().ok()?, month, 1).ok()?;
        (first.year() >= 1970).then_some(Self { first })
    }

    /// Its first day and the number of its days.
    pub fn days(&self) -> (i64, u8) {
        (day_of(self.first), self.first.month().length(self.first.year()))
    }
}

#[cfg(test)]
#[path = "tests/calendar.rs"]
mod tests;
