//! Where people are reached, and what they want to be told of.

use rusqlite::{params, Connection, OptionalExtension, Transaction};
use serde::{Deserialize, Serialize};

use super::messages;
use crate::store::StoreError;

/// How long a code can be said back, in seconds.
const CODE_LIFE: u64 = 30 * 60;
/// The tries that somebody has for a code of six digits.
const MAX_TRIES: u32 = 5;
/// The most codes a day that an account sends, and that an address gets.
const CODES_A_DAY: u32 = 3;

/// A way to reach somebody.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// E-mail.
    Email,
    /// A phone that takes short messages.
    Phone,
}

impl Kind {
    /// Its name in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Phone => "phone",
        }
    }

    /// The kind of a name. The database has no other names.
    pub fn of(name: &str) -> Self {
        if name == "phone" {
            Self::Phone
        } else {
            Self::Email
        }
    }
}

/// Where somebody is reached.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Contact {
    /// By what.
    pub kind: Kind,
    /// The address or number.
    pub address: String,
    /// Whether they said back the code that was sent there. Nothing else is sent before.
    pub confirmed: bool,
}

/// What became of a wish for a code.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Begun {
    /// The code is to be sent.
    Send,
    /// The address is the one that was confirmed before.
    Confirmed,
    /// The account, or the address, got too many codes today.
    TooMany,
}

/// Begins with an address. The code must be sent there, and said back.
pub fn begin(
    tx: &Transaction,
    account: &str,
    kind: Kind,
    address: &str,
    code: &str,
    now: u64,
) -> Result<Begun, StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM contacts
        WHERE account = ? AND kind = ? AND address = ? AND code IS NULL)";
    if tx.query_row(sql, params![account, kind.name(), address], |row| row.get(0))? {
        return Ok(Begun::Confirmed);
    }
    let day = now / 86_400;
    for whom in [account, address] {
        tx.execute(
            "INSERT INTO codes_sent VALUES (?, ?, 1)
                ON CONFLICT DO UPDATE SET sent = sent + 1",
            params![day, whom],
        )?;
        let sql = "SELECT sent FROM codes_sent WHERE day = ? AND whom = ?";
        let sent: u32 = tx.query_row(sql, params![day, whom], |row| row.get(0))?;
        if sent > CODES_A_DAY {
            return Ok(Begun::TooMany);
        }
    }
    // What waits for the address before goes nowhere any more.
    messages::take_back(tx, account, Some(kind))?;
    tx.execute(
        "INSERT OR REPLACE INTO contacts VALUES (?, ?, ?, ?, ?, 0)",
        params![account, kind.name(), address, code, now.saturating_add(CODE_LIFE)],
    )?;
    Ok(Begun::Send)
}

/// Takes back a code. Returns whether it was the one that was sent, in time and after few tries.
pub fn confirm(
    tx: &Transaction,
    account: &str,
    kind: Kind,
    code: &str,
    now: u64,
) -> Result<bool, StoreError> {
    let tried = tx.execute(
        "UPDATE contacts SET tries = tries + 1
            WHERE account = ? AND kind = ? AND code IS NOT NULL AND code_until >= ? AND tries < ?",
        params![account, kind.name(), now, MAX_TRIES],
    )?;
    if tried == 0 {
        return Ok(false);
    }
    let right = tx.execute(
        "UPDATE contacts SET code = NULL WHERE account = ? AND kind = ? AND code = ?",
        params![account, kind.name(), code],
    )?;
    Ok(right > 0)
}

/// Where an account is reached.
pub fn contacts(db: &Connection, account: &str) -> Result<Vec<Contact>, StoreError> {
    let sql = "SELECT kind, address, code IS NULL FROM contacts WHERE account = ? ORDER BY kind";
    let mut statement = db.prepare_cached(sql)?;
    let found = statement.query_map([account], |row| {
        let kind = Kind::of(&row.get::<_, String>(0)?);
        Ok(Contact { kind, address: row.get(1)?, confirmed: row.get(2)? })
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// Forgets where an account is reached by one way, and what waits to be sent there.
pub fn forget_contact(tx: &Transaction, account: &str, kind: Kind) -> Result<(), StoreError> {
    messages::take_back(tx, account, Some(kind))?;
    let sql = "DELETE FROM contacts WHERE account = ? AND kind = ?";
    tx.execute(sql, params![account, kind.name()])?;
    Ok(())
}

/// What an account wants to be told of, as it was set.
pub fn rules(db: &Connection, account: &str) -> Result<Option<String>, StoreError> {
    let sql = "SELECT rules FROM rules WHERE account = ?";
    Ok(db.prepare_cached(sql)?.query_row([account], |row| row.get(0)).optional()?)
}

/// Sets what an account wants to be told of.
pub fn set_rules(tx: &Transaction, account: &str, rules: &str) -> Result<(), StoreError> {
    tx.execute("INSERT OR REPLACE INTO rules VALUES (?, ?)", params![account, rules])?;
    Ok(())
}

/// Forgets all that an account set, and all that it was told or waits to be.
pub fn forget_account(tx: &Transaction, account: &str) -> Result<(), StoreError> {
    messages::take_back(tx, account, None)?;
    for table in ["rules", "contacts", "notices"] {
        tx.execute(&format!("DELETE FROM {table} WHERE account = ?"), [account])?;
    }
    Ok(())
}

/// The accounts after one, in order, that want to be told of something, with their rules.
pub fn all_rules(
    db: &Connection,
    after: &str,
    limit: u32,
) -> Result<Vec<(String, String)>, StoreError> {
    let sql = "SELECT account, rules FROM rules WHERE account > ? ORDER BY account LIMIT ?";
    let mut statement = db.prepare_cached(sql)?;
    let found = statement.query_map(params![after, limit], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// The number of accounts that want to be told of something.
pub fn count(db: &Connection) -> Result<u32, StoreError> {
    Ok(db.query_row("SELECT count(*) FROM rules", [], |row| row.get(0))?)
}

/// Forgets how many codes went where before today, and addresses that nobody confirmed.
pub fn forget(tx: &Transaction, now: u64) -> Result<(), StoreError> {
    tx.execute("DELETE FROM codes_sent WHERE day < ?", [now / 86_400])?;
    let sql = "DELETE FROM contacts WHERE code IS NOT NULL AND code_until < ?";
    tx.execute(sql, [now.saturating_sub(86_400)])?;
    Ok(())
}
