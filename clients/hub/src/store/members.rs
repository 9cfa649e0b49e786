//! Members, by number and by account.

use rusqlite::{params, Transaction};

use super::Place;
use crate::facts::Member;

pub(super) fn record(tx: &Transaction, at: Place, of: &Member) -> rusqlite::Result<()> {
    let Member { member, account, community } = of;
    let sql = "INSERT OR REPLACE INTO members VALUES (?, ?, ?, ?)";
    tx.prepare_cached(sql)?.execute(params![member, account, community, at.height])?;
    Ok(())
}

/// A member left. What they did stays.
pub(super) fn left(tx: &Transaction, member: u32) -> rusqlite::Result<()> {
    tx.prepare_cached("DELETE FROM members WHERE member = ?")?.execute([member])?;
    Ok(())
}
