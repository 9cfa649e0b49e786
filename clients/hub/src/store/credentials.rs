//! Batches of awards, and their marks.

use rusqlite::{params, Transaction};

use super::Place;
use crate::facts::{Batch, BatchId, Marked, Root};

pub(super) fn issued(tx: &Transaction, at: Place, of: &Batch) -> rusqlite::Result<()> {
    let Batch { of: BatchId { issuer, sequence }, schema, count } = of;
    let sql = "INSERT OR REPLACE INTO batches VALUES (?, ?, ?, ?, NULL, NULL, ?, ?)";
    let row = params![issuer, sequence, schema, count, at.height, at.time];
    tx.prepare_cached(sql)?.execute(row)?;
    Ok(())
}

pub(super) fn root(tx: &Transaction, of: &Root) -> rusqlite::Result<()> {
    let Root { of: BatchId { issuer, sequence }, root, valid_until } = of;
    let sql = "UPDATE batches SET root = ?, valid_until = ? WHERE issuer = ? AND sequence = ?";
    tx.prepare_cached(sql)?.execute(params![root, valid_until, issuer, sequence])?;
    Ok(())
}

/// Nothing undoes a revocation: the chain refuses to mark such an award again.
pub(super) fn marked(tx: &Transaction, at: Place, of: &Marked) -> rusqlite::Result<()> {
    let Marked { of: BatchId { issuer, sequence }, indexes, mark } = of;
    let sql = "INSERT OR REPLACE INTO marks VALUES (?, ?, ?, ?, ?, ?)";
    let mut statement = tx.prepare_cached(sql)?;
    for index in indexes {
        statement.execute(params![issuer, sequence, index, mark, at.height, at.time])?;
    }
    Ok(())
}
