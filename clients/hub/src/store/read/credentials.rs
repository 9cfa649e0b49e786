//! What the database tells of awards.

use rusqlite::{params, Connection, OptionalExtension};
use serde::Serialize;

use super::rows;
use crate::chain::Height;
use crate::store::StoreError;

/// Awards that were issued together.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BatchRow {
    /// The number of the issuer's batch.
    pub sequence: u32,
    /// What the awards say that their holders can do.
    pub schema: u32,
    /// How many they are, with decoys.
    pub count: u32,
    /// The root of their tree, in hexadecimal digits.
    pub root: Option<String>,
    /// The unix second from which they are no longer valid.
    pub valid_until: Option<u64>,
    /// The block in which they were issued.
    pub height: Height,
    /// The time of that block, in unix milliseconds.
    pub time: u64,
}

const BATCH: &str = "SELECT sequence, schema, count, root, valid_until, height, time FROM batches";

fn batch_row(row: &rusqlite::Row) -> rusqlite::Result<BatchRow> {
    Ok(BatchRow {
        sequence: row.get(0)?,
        schema: row.get(1)?,
        count: row.get(2)?,
        root: row.get(3)?,
        valid_until: row.get(4)?,
        height: row.get(5)?,
        time: row.get(6)?,
    })
}

/// The batches of an issuer with numbers below one, the newest first.
pub fn batches(
    db: &Connection,
    issuer: u32,
    before: Option<u32>,
    limit: u32,
) -> Result<Vec<BatchRow>, StoreError> {
    let sql = format!("{BATCH} WHERE issuer = ? AND sequence < ? ORDER BY sequence DESC LIMIT ?");
    let before = before.map_or(i64::MAX, i64::from);
    rows(db, &sql, params![issuer, before, limit], batch_row)
}

/// A batch.
pub fn batch(db: &Connection, issuer: u32, sequence: u32) -> Result<Option<BatchRow>, StoreError> {
    let sql = format!("{BATCH} WHERE issuer = ? AND sequence = ?");
    let found = db.prepare_cached(&sql)?.query_row(params![issuer, sequence], batch_row);
    Ok(found.optional()?)
}

/// What an award was marked as last.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MarkRow {
    /// `Revoked`, `Suspended` or `Reinstated`.
    pub mark: String,
    /// The block in which it was marked.
    pub height: Height,
    /// The time of that block, in unix milliseconds.
    pub time: u64,
}

/// The last mark of an award, if it ever had one.
pub fn mark(
    db: &Connection,
    issuer: u32,
    sequence: u32,
    index: u32,
) -> Result<Option<MarkRow>, StoreError> {
    let sql = "SELECT mark, height, time FROM marks
        WHERE issuer = ? AND sequence = ? AND place = ?";
    let found = db.prepare_cached(sql)?.query_row(params![issuer, sequence, index], |row| {
        Ok(MarkRow { mark: row.get(0)?, height: row.get(1)?, time: row.get(2)? })
    });
    Ok(found.optional()?)
}
