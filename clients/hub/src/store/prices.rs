//! Grids, their prices, and what their slots cleared at.

use rusqlite::{params, Transaction};
use serde_json::json;

use super::Place;
use crate::facts::{Clearing, Grid, Tariff};

pub(super) fn cleared(tx: &Transaction, at: Place, of: &Clearing) -> rusqlite::Result<()> {
    let Clearing { grid, slot, price, volume, banked, curtailed } = of;
    let sql = "INSERT OR REPLACE INTO clearings VALUES (?, ?, ?, ?, ?, ?, ?)";
    let row = params![grid, slot, price, volume, banked, curtailed, at.height];
    tx.prepare_cached(sql)?.execute(row)?;
    Ok(())
}

pub(super) fn founded(tx: &Transaction, at: Place, of: &Grid) -> rusqlite::Result<()> {
    let sql = "INSERT OR REPLACE INTO grids VALUES (?, ?, ?, ?)";
    let row = params![of.grid, of.operator, of.voucher, at.height];
    tx.prepare_cached(sql)?.execute(row)?;
    Ok(())
}

pub(super) fn operator(tx: &Transaction, grid: u32, operator: &str) -> rusqlite::Result<()> {
    let sql = "UPDATE grids SET operator = ? WHERE grid = ?";
    tx.prepare_cached(sql)?.execute(params![operator, grid])?;
    Ok(())
}

/// The prices that a grid has now: setting some may take back what was announced, or join versions that
/// follow each other. What is older than they are stays.
pub(super) fn kept(
    tx: &Transaction,
    at: Place,
    grid: u32,
    tariffs: &[Tariff],
) -> rusqlite::Result<()> {
    let Some(first) = tariffs.first() else { return Ok(()) };
    let from = tariffs.iter().map(|tariff| tariff.from).collect::<Vec<_>>();
    let sql = "SELECT from_slot FROM tariffs WHERE grid = ? AND from_slot >= ?";
    let known = tx
        .prepare_cached(sql)?
        .query_map(params![grid, first.from], |row| row.get(0))?
        .collect::<Result<Vec<u32>, _>>()?;
    for gone in known.iter().filter(|known| !from.contains(known)) {
        let sql = "DELETE FROM tariffs WHERE grid = ? AND from_slot = ?";
        tx.prepare_cached(sql)?.execute(params![grid, gone])?;
    }
    for tariff in tariffs {
        set(tx, at, tariff)?;
    }
    Ok(())
}

/// Prices that are set anew for a slot replace those that were set for it before.
pub(super) fn set(tx: &Transaction, at: Place, of: &Tariff) -> rusqlite::Result<()> {
    let Tariff { grid, from, bands, offset, network_charge, standing_charge, k, trim } = of;
    // What is the same as before was set in the block in which it was.
    let sql = "INSERT INTO tariffs VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
        ON CONFLICT DO UPDATE SET bands = ?3, utc_offset = ?4, network_charge = ?5,
        standing_charge = ?6, k = ?7, trim = ?8, height = ?9
        WHERE (bands, utc_offset, network_charge, standing_charge, k, trim)
        IS NOT (?3, ?4, ?5, ?6, ?7, ?8)";
    let bands = json!(bands).to_string();
    let row =
        params![grid, from, bands, offset, network_charge, standing_charge, k, trim, at.height];
    tx.prepare_cached(sql)?.execute(row)?;
    Ok(())
}
