//! What people were told.

use rusqlite::{params, Connection, Transaction};
use serde::Serialize;

use crate::store::StoreError;

/// How long a notice is kept, in seconds.
const KEPT: u64 = 30 * 86_400;

/// Something that somebody was told.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Notice {
    /// Its number.
    pub number: u64,
    /// What it is about: `creditLow:3` is the credit of meter 3.
    pub matter: String,
    /// When it was told, in unix seconds.
    pub time: u64,
    /// What was told.
    pub text: String,
}

/// Notes that an account is told something. False if it was told of the matter on that day already.
pub fn note(
    tx: &Transaction,
    account: &str,
    matter: &str,
    day: i64,
    now: u64,
    text: &str,
) -> Result<bool, StoreError> {
    let sql = "INSERT OR IGNORE INTO notices (account, matter, day, time, text)
        VALUES (?, ?, ?, ?, ?)";
    Ok(tx.prepare_cached(sql)?.execute(params![account, matter, day, now, text])? > 0)
}

/// The last notice's number.
pub fn last(db: &Connection) -> Result<u64, StoreError> {
    let sql = "SELECT ifnull(max(number), 0) FROM notices";
    Ok(db.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

/// What an account was told after a notice, the oldest first.
pub fn after(
    db: &Connection,
    account: &str,
    number: u64,
    limit: u32,
) -> Result<Vec<Notice>, StoreError> {
    let sql = "SELECT number, matter, time, text FROM notices
        WHERE account = ? AND number > ? ORDER BY number LIMIT ?";
    rows(db, sql, account, number, limit)
}

/// What an account was told before a notice, the newest first.
pub fn before(
    db: &Connection,
    account: &str,
    number: u64,
    limit: u32,
) -> Result<Vec<Notice>, StoreError> {
    let sql = "SELECT number, matter, time, text FROM notices
        WHERE account = ? AND number < ? ORDER BY number DESC LIMIT ?";
    rows(db, sql, account, number, limit)
}

/// Forgets what was told long ago.
pub fn forget(tx: &Transaction, now: u64) -> Result<(), StoreError> {
    tx.execute("DELETE FROM notices WHERE time < ?", [now.saturating_sub(KEPT)])?;
    Ok(())
}

fn rows(
    db: &Connection,
    sql: &str,
    account: &str,
    number: u64,
    limit: u32,
) -> Result<Vec<Notice>, StoreError> {
    let mut statement = db.prepare_cached(sql)?;
    let found = statement.query_map(params![account, number, limit], |row| {
        Ok(Notice {
            number: row.get(0)?,
            matter: row.get(1)?,
            time: row.get(2)?,
            text: row.get(3)?,
        })
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}
