//! What only its owner is told.

use rusqlite::{params, Connection};
use serde::Serialize;

use super::read::RegisterRow;
use super::{Settings, StoreError};

/// A day, in milliseconds.
const DAY: i64 = 86_400_000;

/// A time for which a meter was somebody's, in unix milliseconds.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Tenure {
    /// The meter.
    pub meter: u32,
    /// Since when. Zero if nobody had it before.
    pub from: u64,
    /// Until when. Null if it still is.
    pub until: Option<u64>,
}

impl Tenure {
    /// Whether all of a slot lies in it. A slot in which a meter changed hands is nobody's.
    fn has(&self, slot: u32, settings: &Settings) -> bool {
        let length = u64::from(settings.slot_seconds).saturating_mul(1_000);
        let begins = u64::from(slot).saturating_mul(length);
        let ends = begins.saturating_add(length);
        begins >= self.from && self.until.is_none_or(|until| ends <= until)
    }
}

/// Whether all of a day lies in a time for which a meter was somebody's.
pub fn has_day(tenures: &[Tenure], day: i64, settings: &Settings) -> bool {
    let offset = i64::from(settings.utc_offset_minutes).saturating_mul(60_000);
    let begins = day.saturating_mul(DAY).saturating_sub(offset);
    let ends = begins.saturating_add(DAY);
    let (Ok(begins), Ok(ends)) = (u64::try_from(begins), u64::try_from(ends)) else { return false };
    tenures.iter().any(|it| begins >= it.from && it.until.is_none_or(|until| ends <= until))
}

/// The times for which meters were an account's; of one meter, or of all.
pub fn tenures(
    db: &Connection,
    account: &str,
    meter: Option<u32>,
) -> Result<Vec<Tenure>, StoreError> {
    // Nobody had a meter before its first owner. Whether it is the first one is not known behind a gap.
    let sql = "SELECT meter,
            iif(EXISTS (SELECT 1 FROM owners AS earlier
                    WHERE earlier.meter = owners.meter AND earlier.height < owners.height)
                OR EXISTS (SELECT 1 FROM gaps WHERE last < owners.height), time, 0),
            (SELECT time FROM owners AS later
                WHERE later.meter = owners.meter AND later.height > owners.height
                ORDER BY later.height LIMIT 1)
        FROM owners WHERE owner = ?1 AND (?2 IS NULL OR meter = ?2) ORDER BY meter, height";
    let mut statement = db.prepare_cached(sql)?;
    let found = statement.query_map(params![account, meter], |row| {
        Ok(Tenure { meter: row.get(0)?, from: row.get(1)?, until: row.get(2)? })
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// The registers of a meter on some days: at the end of each slot, or of each day, the oldest first, as far
/// as they lie in times for which it was somebody's.
pub fn registers(
    db: &Connection,
    settings: &Settings,
    tenures: &[Tenure],
    meter: u32,
    days: std::ops::RangeInclusive<i64>,
    daily: bool,
) -> Result<Vec<RegisterRow>, StoreError> {
    let mut found = Vec::new();
    let mut take = |sql: &str, parameters: &[&dyn rusqlite::ToSql]| -> Result<(), StoreError> {
        let mut statement = db.prepare_cached(sql)?;
        let mut rows = statement.query(parameters)?;
        while let Some(row) = rows.next()? {
            let row = RegisterRow {
                day: row.get(0)?,
                slot: row.get(1)?,
                import_wh: row.get(2)?,
                export_wh: row.get(3)?,
            };
            if tenures.iter().any(|it| it.meter == meter && it.has(row.slot, settings)) {
                found.push(row);
            }
        }
        Ok(())
    };
    if daily {
        let sql = "SELECT day, slot, import_wh, export_wh FROM days
            WHERE meter = ? AND day BETWEEN ? AND ? ORDER BY day";
        take(sql, &[&meter, days.start(), days.end()])?;
    } else {
        // The table is in the order of days, so that one day at a time is found at once.
        let sql = "SELECT day, slot, import_wh, export_wh FROM registers
            WHERE day = ? AND meter = ? ORDER BY slot";
        for day in days {
            take(sql, &[&day, &meter])?;
        }
    }
    Ok(found)
}
