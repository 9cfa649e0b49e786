//! Whose a meter was, and from when on.

use rusqlite::{params, Transaction};

use super::Place;

/// Notes whose a meter is. What is told again behind a gap changes nothing.
pub(super) fn write(tx: &Transaction, at: Place, meter: u32, owner: &str) -> rusqlite::Result<()> {
    let sql = "INSERT OR REPLACE INTO owners SELECT ?1, ?2, ?3, ?4 WHERE ?4 IS NOT
        (SELECT owner FROM owners WHERE meter = ?1 ORDER BY height DESC LIMIT 1)";
    tx.prepare_cached(sql)?.execute(params![meter, at.height, at.time, owner])?;
    Ok(())
}
