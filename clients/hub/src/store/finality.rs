//! When blocks became final, as this hub saw it.

use rusqlite::{params, Connection, TransactionBehavior};
use serde::Serialize;

use super::read::rows;
use super::{Store, StoreError, BLOCKS};
use crate::chain::Height;

/// The tables. They are made with the others.
pub(super) const TABLES: &str = include_str!("finality.sql");

/// The time without a final block after which that is a stall, in milliseconds. Ten blocks come in it.
const STALL: u64 = 60_000;
/// The pause between two looks after which nobody knows what was between them.
const BLIND: u64 = 60_000;

/// What the hub saw last.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
struct Look {
    height: Height,
    /// When it looked.
    at: u64,
    /// When it saw that height first.
    since: u64,
    /// Whether it noted that this lasts too long.
    noted: bool,
}

/// Looks at what is final, again and again.
#[derive(Debug, Default)]
pub struct Watch(Option<Look>);

/// Blocks that became final together, as far as the hub could see.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FinalRow {
    /// The first one.
    pub first: Height,
    /// The last one.
    pub last: Height,
    /// They became final after this, in unix milliseconds by the hub's clock. Null if the hub did not look.
    pub after: Option<u64>,
    /// And no later than this.
    pub until: u64,
}

/// A time in which no block became final.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StallRow {
    /// The block that was to become final next.
    pub first: Height,
    /// When the last one before it had, in unix milliseconds by the hub's clock.
    pub since: u64,
    /// When it became final. Null as long as it has not.
    pub until: Option<u64>,
}

impl Store {
    /// Notes which block is the last final one at a time, in unix milliseconds.
    pub fn look(&mut self, watch: &mut Watch, height: Height, now: u64) -> Result<(), StoreError> {
        let Some(last) = watch.0 else {
            self.db.execute(ENDS, params![height, now])?;
            let sql = "SELECT ifnull(max(last), 0) FROM finality";
            let known: Height = self.db.query_row(sql, [], |row| row.get(0))?;
            // When others became final meanwhile nobody saw.
            if known > 0 && height > known {
                let row = params![height, known.saturating_add(1), None::<u64>, now];
                self.db.execute(NOTE, row)?;
            }
            let height = height.max(known);
            watch.0 = Some(Look { height, at: now, since: now, noted: false });
            return Ok(());
        };
        if height < last.height {
            // Another node, which is behind: what it has was final before.
            watch.0 = Some(Look { at: now, since: now, noted: false, ..last });
            return Ok(());
        }
        let next = last.height.saturating_add(1);
        if height == last.height {
            let noted = last.noted || now.saturating_sub(last.since) > STALL;
            if noted && !last.noted {
                let sql = "INSERT OR IGNORE INTO stalls VALUES (?, ?, NULL)";
                self.db.execute(sql, params![next, last.since])?;
            }
            watch.0 = Some(Look { at: now, noted, ..last });
            return Ok(());
        }
        let looked = now.saturating_sub(last.at) <= BLIND;
        let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        tx.execute(NOTE, params![height, next, looked.then_some(last.at), now])?;
        tx.execute(ENDS, params![height, now])?;
        tx.execute("DELETE FROM finality WHERE last <= ?", [height.saturating_sub(BLOCKS)])?;
        tx.commit()?;
        watch.0 = Some(Look { height, at: now, since: now, noted: false });
        Ok(())
    }
}

const NOTE: &str = "INSERT OR REPLACE INTO finality VALUES (?, ?, ?, ?)";
/// What was to become final is.
const ENDS: &str = "UPDATE stalls SET until = ?2 WHERE until IS NULL AND first <= ?1";

/// When blocks became final: those whose last one is below a height, the newest first.
pub fn finality(
    db: &Connection,
    before: Option<u32>,
    limit: u32,
) -> Result<Vec<FinalRow>, StoreError> {
    let sql = "SELECT first, last, after, until FROM finality WHERE last < ?
        ORDER BY last DESC LIMIT ?";
    rows(db, sql, params![before.map_or(i64::MAX, i64::from), limit], |row| {
        Ok(FinalRow {
            first: row.get(0)?,
            last: row.get(1)?,
            after: row.get(2)?,
            until: row.get(3)?,
        })
    })
}

/// The times in which no block became final, of blocks below a height, the newest first.
pub fn stalls(
    db: &Connection,
    before: Option<u32>,
    limit: u32,
) -> Result<Vec<StallRow>, StoreError> {
    let sql = "SELECT first, since, until FROM stalls WHERE first < ? ORDER BY first DESC LIMIT ?";
    rows(db, sql, params![before.map_or(i64::MAX, i64::from), limit], |row| {
        Ok(StallRow { first: row.get(0)?, since: row.get(1)?, until: row.get(2)? })
    })
}

#[cfg(test)]
#[path = "../tests/finality.rs"]
mod tests;
