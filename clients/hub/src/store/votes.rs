//! Members' votes.

use rusqlite::{params, Transaction};

use super::Place;
use crate::facts::Vote;

/// A member's last vote takes the place of the one before.
pub(super) fn write(tx: &Transaction, at: Place, of: &Vote) -> rusqlite::Result<()> {
    let Vote { referendum, member, vote, ballots } = of;
    let sql = "INSERT OR REPLACE INTO votes VALUES (?, ?, ?, ?, ?)";
    tx.prepare_cached(sql)?.execute(params![referendum, member, vote, ballots, at.height])?;
    Ok(())
}
