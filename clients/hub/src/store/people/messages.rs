//! Messages on their way: they outlive the hub, and a link that is cut.

use rusqlite::{params, Connection, Transaction};

use super::contacts::Kind;
use crate::store::StoreError;

/// How long a message is tried, in seconds. What is two days old is no news.
const PATIENCE: u64 = 2 * 86_400;
/// The first pause after a failure, in seconds; each later one is twice as long.
const PAUSE: u64 = 60;
/// The most doublings of it.
const DOUBLINGS: u32 = 6;

/// A message.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Message {
    /// Its number.
    pub number: u64,
    /// By what it goes.
    pub kind: Kind,
    /// Where to.
    pub address: String,
    /// What it is about, in a line. Only e-mail shows it.
    pub subject: String,
    /// What it says.
    pub text: String,
    /// The times that it failed.
    pub tries: u32,
}

/// A message that is to be sent.
#[derive(Clone, Copy, Debug)]
pub struct Draft<'a> {
    /// The account that it tells something.
    pub account: &'a str,
    /// By what it goes.
    pub kind: Kind,
    /// Where to.
    pub address: &'a str,
    /// What it is about, in a line.
    pub subject: &'a str,
    /// What it says.
    pub text: &'a str,
}

/// Puts a message on its way. False if as many went that way today as may: nothing is sent then.
pub fn put(tx: &Transaction, draft: Draft, now: u64, most_a_day: u32) -> Result<bool, StoreError> {
    let Draft { account, kind, address, subject, text } = draft;
    let sql = "SELECT count(*) FROM messages WHERE kind = ? AND time >= ?";
    let today = now - now % 86_400;
    let sent: u32 =
        tx.prepare_cached(sql)?.query_row(params![kind.name(), today], |row| row.get(0))?;
    if sent >= most_a_day {
        return Ok(false);
    }
    let sql = "INSERT INTO messages (account, kind, address, subject, text, time, tries, next)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, ?6)";
    let row = params![account, kind.name(), address, subject, text, now];
    tx.prepare_cached(sql)?.execute(row)?;
    Ok(true)
}

/// The messages whose time has come, the oldest first.
pub fn due(db: &Connection, now: u64, limit: u32) -> Result<Vec<Message>, StoreError> {
    let sql = "SELECT number, kind, address, subject, text, tries FROM messages
        WHERE next <= ? ORDER BY next, number LIMIT ?";
    let mut statement = db.prepare_cached(sql)?;
    let found = statement.query_map(params![now, limit], |row| {
        Ok(Message {
            number: row.get(0)?,
            kind: Kind::of(&row.get::<_, String>(1)?),
            address: row.get(2)?,
            subject: row.get(3)?,
            text: row.get(4)?,
            tries: row.get(5)?,
        })
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// Notes that a message was sent. Its row counts for the day; what it said and to whom is forgotten.
pub fn sent(tx: &Transaction, number: u64) -> Result<(), StoreError> {
    let sql = "UPDATE messages SET next = NULL, account = '', address = '', subject = '', text = ''
        WHERE number = ?";
    tx.execute(sql, [number])?;
    Ok(())
}

/// Takes back what waits to be sent to an account: by one way, or by all.
pub fn take_back(tx: &Transaction, account: &str, kind: Option<Kind>) -> Result<(), StoreError> {
    let sql =
        "DELETE FROM messages WHERE account = ?1 AND next IS NOT NULL AND kind = ifnull(?2, kind)";
    tx.execute(sql, params![account, kind.map(Kind::name)])?;
    Ok(())
}

/// Notes that a message failed: it is tried again later, each time after a longer pause.
pub fn failed(tx: &Transaction, message: &Message, now: u64) -> Result<(), StoreError> {
    let pause = PAUSE << message.tries.min(DOUBLINGS);
    let sql = "UPDATE messages SET tries = tries + 1, next = ? WHERE number = ?";
    tx.execute(sql, params![now.saturating_add(pause), message.number])?;
    Ok(())
}

/// Gives up what could not be sent in time, and forgets what was sent.
pub fn forget(tx: &Transaction, now: u64) -> Result<usize, StoreError> {
    Ok(tx.execute("DELETE FROM messages WHERE time < ?", [now.saturating_sub(PATIENCE)])?)
}
