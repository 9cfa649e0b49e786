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

/// Prices that are set anew for a slot replace those that were set for it before.
pub(super) fn set(tx: &Transaction, at: Place, of: &Tariff) -> rusqlite::Result<()> {
    let Tariff { grid, from, bands, offset, network_charge, standing_charge, k, trim } = of;
    let sql = "INSERT OR REPLACE INTO tariffs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    let bands = json!(bands).to_string();
    let row =
        params![grid, from, bands, offset, network_charge, standing_charge, k, trim, at.height];
    tx.prepare_cached(sql)?.execute(row)?;
    Ok(())
}
