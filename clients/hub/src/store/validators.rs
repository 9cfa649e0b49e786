//! The sets of validators.

use rusqlite::{params, Transaction};

use super::Place;

/// The set that votes on finality after a block.
pub(super) fn authorities(tx: &Transaction, at: Place, keys: &[String]) -> rusqlite::Result<()> {
    let sql = "INSERT OR REPLACE INTO authorities VALUES (?, ?)";
    tx.prepare_cached(sql)?.execute(params![at.height, keys.join(" ")])?;
    Ok(())
}
