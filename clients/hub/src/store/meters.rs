//! Registers of meters.

use rusqlite::{params, Transaction};

use super::Settings;
use crate::facts::Registers;

/// The days for which the registers of each slot are kept: a year, and five weeks to compare with.
const DAYS: i64 = 400;

pub(super) fn write(
    tx: &Transaction,
    settings: &Settings,
    registers: &Registers,
) -> rusqlite::Result<()> {
    let Registers { meter, slot, import_wh, export_wh } = registers;
    let day = settings.day(*slot);
    let sql = "INSERT OR REPLACE INTO registers VALUES (?, ?, ?, ?, ?)";
    tx.prepare_cached(sql)?.execute(params![day, meter, slot, import_wh, export_wh])?;
    let sql = "INSERT INTO days VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
        slot = excluded.slot, import_wh = excluded.import_wh, export_wh = excluded.export_wh
        WHERE excluded.slot >= slot";
    tx.prepare_cached(sql)?.execute(params![meter, day, slot, import_wh, export_wh])?;
    Ok(())
}

/// Forgets the slots of days that are too long ago.
pub(super) fn forget(tx: &Transaction, settings: &Settings, time: u64) -> rusqlite::Result<()> {
    let now = i64::try_from(time / 1_000).unwrap_or(i64::MAX);
    let local = now.saturating_add(i64::from(settings.utc_offset_minutes).saturating_mul(60));
    let oldest = local.div_euclid(86_400).saturating_sub(DAYS);
    tx.prepare_cached("DELETE FROM registers WHERE day < ?")?.execute([oldest])?;
    Ok(())
}
