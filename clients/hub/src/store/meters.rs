//! Meters: their registers, their records, and what flowed.

use rusqlite::{params, OptionalExtension, Transaction};

use super::money::Money;
use super::{Place, Settings};
use crate::facts::{Limits, Meter, Registers, Slot};

/// The days for which the registers of each slot are kept: a year, and five weeks to compare with.
const DAYS: i64 = 400;
/// The days after which a slot is not cleared any more. Readings are taken for 40.
const PENDING_DAYS: u64 = 60;

pub(super) fn read(
    tx: &Transaction,
    settings: &Settings,
    registers: &Registers,
) -> rusqlite::Result<()> {
    let Registers { meter, slot, import_wh, export_wh } = *registers;
    let day = settings.day(slot);
    let sql = "INSERT OR REPLACE INTO registers VALUES (?, ?, ?, ?, ?)";
    tx.prepare_cached(sql)?.execute(params![day, meter, slot, import_wh, export_wh])?;
    let (imported, exported) = flow(tx, registers)?;
    let sql = "INSERT INTO days VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
        slot = excluded.slot, import_wh = excluded.import_wh, export_wh = excluded.export_wh,
        imported = imported + excluded.imported, exported = exported + excluded.exported
        WHERE excluded.slot >= slot";
    let row = params![meter, day, slot, import_wh, export_wh, imported, exported];
    tx.prepare_cached(sql)?.execute(row)?;
    Ok(())
}

/// What flowed since the registers before these, in Wh. If that is of this slot alone and the slot is not
/// cleared yet, it waits for the slot's result. Otherwise the market had no part in it.
fn flow(tx: &Transaction, registers: &Registers) -> rusqlite::Result<(u64, u64)> {
    let Registers { meter, slot, import_wh, export_wh } = *registers;
    let sql = "SELECT grid, slot, import_wh, export_wh FROM meters WHERE meter = ?";
    let known = tx
        .prepare_cached(sql)?
        .query_row([meter], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)));
    let Some((grid, since, import, export)) = known.optional()? else {
        return Ok((0, 0));
    };
    let (grid, since, import, export): (u32, Slot, u64, u64) = (grid, since, import, export);
    let sql = "UPDATE meters SET slot = ?, import_wh = ?, export_wh = ? WHERE meter = ?";
    tx.prepare_cached(sql)?.execute(params![slot, import_wh, export_wh, meter])?;
    let (imported, exported) = (import_wh.saturating_sub(import), export_wh.saturating_sub(export));
    if since.checked_add(1) == Some(slot) {
        let sql = "INSERT OR REPLACE INTO pending SELECT ?1, ?2, ?3, ?4, ?5 WHERE NOT EXISTS
            (SELECT 1 FROM clearings WHERE grid = ?1 AND slot = ?2)";
        tx.prepare_cached(sql)?.execute(params![grid, slot, meter, imported, exported])?;
    }
    Ok((imported, exported))
}

/// A meter's record at the end of a block.
pub(super) fn record(tx: &Transaction, at: Place, of: &Meter) -> rusqlite::Result<()> {
    let sql = "INSERT OR REPLACE INTO meters VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    tx.prepare_cached(sql)?.execute(params![
        of.meter,
        of.grid,
        of.owner,
        of.slot,
        of.import_wh,
        of.export_wh,
        Money(of.credit),
        Money(of.arrears),
        of.owed,
        of.retired,
        at.height
    ])?;
    // The record says which limits govern the slots that are not read yet; earlier ones are history.
    let sql = "DELETE FROM limits WHERE meter = ? AND from_slot > ?";
    tx.prepare_cached(sql)?.execute(params![of.meter, of.slot])?;
    let next = of.slot.saturating_add(1);
    match limits(tx, of.meter, next)? {
        Some(known) if known == of.limits => {}
        Some(_) => set_limits(tx, of.meter, next, of.limits)?,
        None => set_limits(tx, of.meter, 0, of.limits)?,
    }
    match of.next {
        Some((from, limits)) => set_limits(tx, of.meter, from, limits),
        None => Ok(()),
    }
}

fn set_limits(tx: &Transaction, meter: u32, from: Slot, of: Limits) -> rusqlite::Result<()> {
    let sql = "INSERT OR REPLACE INTO limits VALUES (?, ?, ?, ?, ?)";
    tx.prepare_cached(sql)?.execute(params![meter, from, of.ask, of.bid, of.owed_first])?;
    Ok(())
}

/// The limits that governed a slot.
pub(super) fn limits(tx: &Transaction, meter: u32, slot: Slot) -> rusqlite::Result<Option<Limits>> {
    let sql = "SELECT ask, bid, owed_first FROM limits WHERE meter = ? AND from_slot <= ?
        ORDER BY from_slot DESC LIMIT 1";
    let found = tx.prepare_cached(sql)?.query_row(params![meter, slot], |row| {
        Ok(Limits { ask: row.get(0)?, bid: row.get(1)?, owed_first: row.get(2)? })
    });
    found.optional()
}

/// A meter is gone. What it read and was billed stays.
pub(super) fn removed(tx: &Transaction, meter: u32) -> rusqlite::Result<()> {
    tx.prepare_cached("DELETE FROM meters WHERE meter = ?")?.execute([meter])?;
    Ok(())
}

/// Forgets the slots of days that are too long ago.
pub(super) fn forget(tx: &Transaction, settings: &Settings, time: u64) -> rusqlite::Result<()> {
    let now = time / 1_000;
    let oldest = settings.day_at(now).saturating_sub(DAYS);
    tx.prepare_cached("DELETE FROM registers WHERE day < ?")?.execute([oldest])?;
    // A slot that was cleared in a gap has no result that the hub knows.
    let waited = now.saturating_sub(PENDING_DAYS.saturating_mul(86_400));
    let oldest = waited.checked_div(settings.slot_seconds.into()).unwrap_or_default();
    tx.prepare_cached("DELETE FROM pending WHERE slot < ?")?.execute([oldest])?;
    Ok(())
}
