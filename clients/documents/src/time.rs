//! Dates of documents: RFC 3339 in UTC, to the second, so that a date has one text.

const DAY: u64 = 86_400;
/// The first second of the year 10000, which four digits cannot write.
const END: u64 = 253_402_300_800;

/// A text that is no such date. A day alone is refused by many verifiers, and without a zone it is
/// another second on each island.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("not a date such as 2026-11-29T00:00:00Z: {0:?}")]
pub struct BadDate(String);

/// Unix seconds of `YYYY-MM-DDTHH:MM:SSZ`.
pub fn parse(text: &str) -> Result<u64, BadDate> {
    parts(text).filter(|seconds| format(*seconds) == text).ok_or_else(|| BadDate(text.into()))
}

fn parts(text: &str) -> Option<u64> {
    let number = |from: usize, to: usize| {
        let digits = text.get(from..to)?;
        digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse::<u64>().ok())?
    };
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
    let days = days_before(year, month, day)?;
    let seconds =
        hour.checked_mul(60)?.checked_add(minute)?.checked_mul(60)?.checked_add(second)?;
    days.checked_mul(DAY)?.checked_add(seconds)
}

/// Days from 1970-01-01, for a calendar that begins its years in March: the leap day comes last.
fn days_before(year: u64, month: u64, day: u64) -> Option<u64> {
    let (year, month) = if month > 2 {
        (year, month.checked_sub(3)?)
    } else {
        (year.checked_sub(1)?, month.checked_add(9)?)
    };
    let leaps = (year / 4).checked_sub(year / 100)?.checked_add(year / 400)?;
    let in_year = (month.checked_mul(153)?.checked_add(2)? / 5).checked_add(day)?;
    // 719,469 days lie between the beginning of the year 0 in this calendar and 1970, and days of a
    // month count from 1.
    year.checked_mul(365)?.checked_add(leaps)?.checked_add(in_year)?.checked_sub(719_469)
}

/// The text of these unix seconds. Beyond the year 9999 it is that year's last second.
pub fn format(seconds: u64) -> String {
    let seconds = seconds.min(END.saturating_sub(1));
    let (mut year, mut month) = (1970_u64, 1_u64);
    let mut days = seconds / DAY;
    while let Some(rest) = days.checked_sub(if is_leap(year) { 366 } else { 365 }) {
        days = rest;
        year = year.saturating_add(1);
    }
    while let Some(rest) = days.checked_sub(length_of_month(year, month)) {
        days = rest;
        month = month.saturating_add(1);
    }
    let (day, second) = (days.saturating_add(1), seconds % DAY);
    let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

fn is_leap(year: u64) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

fn length_of_month(year: u64, month: u64) -> u64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn dates_should_be_read_to_the_second() {
        for (text, seconds) in [
            ("1970-01-01T00:00:00Z", 0),
            ("2000-02-29T23:59:59Z", 951_868_799),
            ("2026-11-29T05:00:00Z", 1_795_928_400),
            ("9999-12-31T23:59:59Z", END - 1),
        ] {
            assert_eq!(parse(text), Ok(seconds));
            assert_eq!(format(seconds), text);
        }
    }

    #[test]
    fn other_texts_should_be_refused() {
        for text in [
            "2026-11-29",
            "2026-11-29T05:00:00",
            "2026-11-29T05:00:00+00:00",
            "2026-11-29T05:00:00.000Z",
            "2026-02-29T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-00-10T00:00:00Z",
            "2026-11-29T24:00:00Z",
            "2026-11-29t05:00:00Z",
            "+026-11-29T05:00:00Z",
            "1969-12-31T23:59:59Z",
            "20é6-11-29T05:00:00Z",
            "",
        ] {
            assert_eq!(parse(text), Err(BadDate(text.into())));
        }
    }

    proptest! {
        #[test]
        fn a_date_should_be_read_as_it_was_written(seconds in 0..END) {
            prop_assert_eq!(parse(&format(seconds)), Ok(seconds));
        }

        #[test]
        fn any_text_should_be_read_or_refused(text in ".{0,24}") {
            let _ = parse(&text);
        }
    }
}
