//! Bills by day, made when slots are cleared.

use energy_clearing::Clearing;
use rusqlite::{params, OptionalExtension, Transaction};

use super::money::Money;
use super::{meters, Settings};
use crate::bill::{self, Line};
use crate::facts::Slot;

/// Adds a line to the bill of each meter whose reading waited for the result of this slot.
pub(super) fn cleared(
    tx: &Transaction,
    settings: &Settings,
    grid: u32,
    slot: Slot,
    clearing: &Clearing,
) -> rusqlite::Result<()> {
    let sql = "SELECT meter, imported, exported FROM pending WHERE grid = ? AND slot = ?";
    let mut statement = tx.prepare_cached(sql)?;
    let found = statement
        .query_map(params![grid, slot], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    for row in found.collect::<Result<Vec<(u32, u64, u64)>, _>>()? {
        let (meter, import_wh, export_wh) = row;
        let Some(limits) = meters::limits(tx, meter, slot)? else { continue };
        if let Some(line) = bill::line(clearing, limits, import_wh, export_wh) {
            add(tx, settings, meter, slot, (import_wh, export_wh), line)?;
        }
    }
    let sql = "DELETE FROM pending WHERE grid = ? AND slot = ?";
    tx.prepare_cached(sql)?.execute(params![grid, slot])?;
    Ok(())
}

fn add(
    tx: &Transaction,
    settings: &Settings,
    meter: u32,
    slot: Slot,
    (import_wh, export_wh): (u64, u64),
    line: Line,
) -> rusqlite::Result<()> {
    let day = settings.day(slot);
    let sql = "SELECT paid, network_charge, received, saved FROM bills WHERE meter = ? AND day = ?";
    let known = tx.prepare_cached(sql)?.query_row(params![meter, day], |row| {
        Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?])
    });
    let [paid, network, received, saved]: [Money; 4] = known.optional()?.unwrap_or_default();
    let sum = |Money(before): Money, more: u128| Money(before.saturating_add(more));
    let sql =
        "INSERT INTO bills VALUES (?1, ?2, ?3, ?3, 1, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
        ON CONFLICT DO UPDATE SET
        first_slot = min(first_slot, ?3), last_slot = max(last_slot, ?3), lines = lines + 1,
        import_wh = import_wh + ?4, export_wh = export_wh + ?5,
        bought = bought + ?6, sold = sold + ?7, owed = owed + ?8, curtailed = curtailed + ?9,
        paid = ?10, network_charge = ?11, received = ?12, saved = ?13";
    tx.prepare_cached(sql)?.execute(params![
        meter,
        day,
        slot,
        import_wh,
        export_wh,
        line.bought,
        line.sold,
        line.owed,
        line.curtailed,
        sum(paid, line.paid),
        sum(network, line.network_charge),
        sum(received, line.received),
        sum(saved, line.saved)
    ])?;
    Ok(())
}
