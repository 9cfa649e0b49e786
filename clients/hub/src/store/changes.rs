//! What changed in which block, for those who listen.

use rusqlite::{params, Connection, Transaction};
use serde::Serialize;

use super::{Place, StoreError, BLOCKS};
use crate::chain::Height;
use crate::facts::Fact;

/// The most changes that are told at once. Whoever missed more asks anew for everything.
const MOST: u32 = 100;

/// Something that changed.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// What it is: `petition`, `referendum`, `prices`, `tariff`, `listing`, `order`, `validators`.
    pub subject: String,
    /// Its number; that of a grid for prices and tariffs. Null if there is only one.
    pub number: Option<u64>,
}

/// What changed in some blocks.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Changes {
    /// These things.
    Some(Vec<Change>),
    /// More than is told, or more than is known.
    All,
}

/// What a fact changes, by subject and number. When a meter was read is nobody's business.
fn subject(fact: &Fact) -> Option<(&'static str, Option<u64>)> {
    let number = |number: u32| Some(number.into());
    match fact {
        Fact::Cleared(clearing) => Some(("prices", number(clearing.grid))),
        Fact::TariffSet(tariff) => Some(("tariff", number(tariff.grid))),
        Fact::Opened(opened) => Some(("petition", number(opened.petition))),
        Fact::Endorsed(endorsement) => Some(("petition", number(endorsement.petition))),
        Fact::Course(step) => Some(("petition", step.of)),
        Fact::Referendum(step) => Some(("referendum", step.of)),
        Fact::Voted(vote) => Some(("referendum", number(vote.referendum))),
        Fact::Placed(order) => Some(("order", Some(order.order))),
        Fact::Order(step) => Some(("order", step.of)),
        Fact::Offered(listing) => Some(("listing", number(listing.listing))),
        Fact::Listing(step) => Some(("listing", step.of)),
        Fact::AuthoritiesChanged { .. } | Fact::Validators(_) => Some(("validators", None)),
        _ => None,
    }
}

/// Notes what a fact changes.
pub(super) fn note(tx: &Transaction, at: Place, fact: &Fact) -> rusqlite::Result<()> {
    let Some((subject, number)) = subject(fact) else { return Ok(()) };
    // There is no number below zero, and a key has no nulls.
    let number = number.and_then(|number| i64::try_from(number).ok()).unwrap_or(-1);
    let sql = "INSERT OR IGNORE INTO changes VALUES (?, ?, ?)";
    tx.prepare_cached(sql)?.execute(params![at.height, subject, number])?;
    Ok(())
}

/// What changed after a block, up to another one.
pub fn between(db: &Connection, after: Height, up_to: Height) -> Result<Changes, StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM gaps WHERE last > ?1 AND first <= ?2)";
    let gap: bool = db.prepare_cached(sql)?.query_row([after, up_to], |row| row.get(0))?;
    if gap || up_to.saturating_sub(after) > BLOCKS {
        return Ok(Changes::All);
    }
    let sql = "SELECT DISTINCT subject, number FROM changes WHERE height > ? AND height <= ?
        ORDER BY subject, number LIMIT ?";
    let mut statement = db.prepare_cached(sql)?;
    let found = statement.query_map(params![after, up_to, MOST + 1], |row| {
        Ok(Change { subject: row.get(0)?, number: u64::try_from(row.get::<_, i64>(1)?).ok() })
    })?;
    let found = found.collect::<Result<Vec<_>, _>>()?;
    Ok(if found.len() > MOST as usize { Changes::All } else { Changes::Some(found) })
}
