//! Petitions and their course.

use rusqlite::{params, Transaction};

use super::Place;
use crate::facts::{Endorsement, Opened, Step};

pub(super) fn opened(tx: &Transaction, at: Place, of: &Opened) -> rusqlite::Result<()> {
    let Opened { petition, opener, track, village, title, text } = of;
    let sql = "INSERT OR REPLACE INTO petitions VALUES (?, ?, ?, ?, ?, ?, NULL, ?, ?)";
    let row = params![petition, opener, track, village, title, text, at.height, at.time];
    tx.prepare_cached(sql)?.execute(row)?;
    // Opening is endorsing.
    endorsed(tx, at, &Endorsement { petition: *petition, member: *opener, stands: true })
}

pub(super) fn endorsed(tx: &Transaction, at: Place, of: &Endorsement) -> rusqlite::Result<()> {
    let Endorsement { petition, member, stands } = of;
    if *stands {
        let sql = "INSERT OR REPLACE INTO endorsements VALUES (?, ?, ?)";
        tx.prepare_cached(sql)?.execute(params![petition, member, at.height])?;
    } else {
        let sql = "DELETE FROM endorsements WHERE petition = ? AND member = ?";
        tx.prepare_cached(sql)?.execute(params![petition, member])?;
    }
    Ok(())
}

pub(super) fn course(tx: &Transaction, at: Place, step: &Step) -> rusqlite::Result<()> {
    if let Some(referendum) = step.detail.get("referendum").and_then(|number| number.as_u64()) {
        let sql = "UPDATE petitions SET referendum = ? WHERE petition = ?";
        tx.prepare_cached(sql)?.execute(params![referendum, step.of])?;
    }
    at.step(tx, "petition", step)
}
