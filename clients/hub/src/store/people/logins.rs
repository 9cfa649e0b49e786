//! What keeps a login from being used twice, and the key of the tokens.

use rusqlite::{params, Connection, OptionalExtension, Transaction};

use crate::store::StoreError;

/// The most logins that are remembered at a time. Each is forgotten once it is too old to be used.
const MOST: u32 = 50_000;

/// What became of a login.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Used {
    /// It was used for the first time.
    First,
    /// It was used before.
    Again,
    /// Too many people log in.
    TooMany,
}

/// Notes that a login was used. Those of before `oldest` are of no use any longer.
pub fn note(
    tx: &Transaction,
    time: u64,
    account: &str,
    nonce: &[u8; 16],
    oldest: u64,
) -> Result<Used, StoreError> {
    tx.prepare_cached("DELETE FROM logins WHERE time < ?")?.execute([oldest])?;
    let count: u32 =
        tx.prepare_cached("SELECT count(*) FROM logins")?.query_row([], |row| row.get(0))?;
    if count >= MOST {
        return Ok(Used::TooMany);
    }
    let sql = "INSERT OR IGNORE INTO logins VALUES (?, ?, ?)";
    let noted = tx.prepare_cached(sql)?.execute(params![time, account, nonce])?;
    Ok(if noted == 0 { Used::Again } else { Used::First })
}

/// The key of the tokens, once there is one.
pub fn key(db: &Connection) -> Result<Option<[u8; 32]>, StoreError> {
    let sql = "SELECT sessions FROM secrets";
    Ok(db.prepare_cached(sql)?.query_row([], |row| row.get(0)).optional()?)
}

/// The key of the tokens; this one, if there is none.
pub fn key_or(tx: &Transaction, new: [u8; 32]) -> Result<[u8; 32], StoreError> {
    tx.execute("INSERT OR IGNORE INTO secrets VALUES (1, ?)", [new])?;
    Ok(key(tx)?.unwrap_or(new))
}
