//! Texts that the chain names by their hash.

use rusqlite::{params, Connection, OptionalExtension, Transaction};

use crate::chain::Hash;
use crate::store::StoreError;

/// The most bytes of a text.
pub const MAX_TEXT: usize = 16 << 10;
/// The most texts that a member gives on a day before the chain names them.
pub const TEXTS_A_DAY: u32 = 4;
/// The most bytes that the hub keeps for a member before the chain names them.
pub const MAX_UNNAMED: u64 = 64 << 10;
/// How long a text waits for the chain to name it, in seconds.
pub const PATIENCE: u64 = 30 * DAY;
const DAY: u64 = 86_400;

/// The blake2-256 of a text.
pub fn hash_of(text: &[u8]) -> Hash {
    let mut hash = [0; 32];
    let digest = blake2b_simd::Params::new().hash_length(hash.len()).hash(text);
    hash.copy_from_slice(digest.as_bytes());
    hash
}

/// Why a text is taken.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Reason {
    /// The chain names it.
    Named,
    /// A member gives it, so that the chain may name it later.
    By(u32),
}

/// What became of a text.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Taken {
    /// The hub keeps it.
    Kept,
    /// The hub had it already.
    Known,
    /// The hub's operator does not want it.
    Unwanted,
    /// The member gave too much.
    TooMuch,
}

/// A text by its hash. One that was damaged is none.
pub fn text(db: &Connection, hash: &Hash) -> Result<Option<Vec<u8>>, StoreError> {
    let sql = "SELECT text FROM texts WHERE hash = ?";
    let found = db.prepare_cached(sql)?.query_row([hash], |row| row.get::<_, Vec<u8>>(0));
    Ok(found.optional()?.filter(|text| hash_of(text) == *hash))
}

/// Whether a petition, a listing or a design that the hub knows names a text. A design that the people took down
/// names none.
pub fn is_named(db: &Connection, hash: &Hash) -> Result<bool, StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM petitions WHERE text = ?1)
        OR EXISTS (SELECT 1 FROM listings WHERE details = ?1)
        OR EXISTS (SELECT 1 FROM designs WHERE content = ?1 AND struck = 0)";
    Ok(db.prepare_cached(sql)?.query_row([hex::encode(hash)], |row| row.get(0))?)
}

/// Takes a text, which must be the one of the hash.
pub fn take(
    tx: &Transaction,
    hash: &Hash,
    text: &[u8],
    reason: Reason,
    now: u64,
) -> Result<Taken, StoreError> {
    let unwanted = "SELECT EXISTS (SELECT 1 FROM unwanted WHERE hash = ?)";
    if tx.prepare_cached(unwanted)?.query_row([hash], |row| row.get(0))? {
        return Ok(Taken::Unwanted);
    }
    let known = self::text(tx, hash)?.is_some();
    match reason {
        Reason::Named if known => {
            tx.execute("UPDATE texts SET member = NULL WHERE hash = ?", [hash])?;
            return Ok(Taken::Known);
        }
        Reason::By(_) if known => return Ok(Taken::Known),
        Reason::Named => {}
        Reason::By(member) => {
            let sql = "SELECT count(*) FILTER (WHERE time >= ?2), ifnull(sum(length(text)), 0)
                FROM texts WHERE member = ?1";
            let (today, bytes) =
                tx.prepare_cached(sql)?.query_row(params![member, now - now % DAY], |row| {
                    Ok((row.get::<_, u32>(0)?, row.get::<_, u64>(1)?))
                })?;
            let size = u64::try_from(text.len()).unwrap_or(u64::MAX);
            if today >= TEXTS_A_DAY || bytes.saturating_add(size) > MAX_UNNAMED {
                return Ok(Taken::TooMuch);
            }
        }
    }
    let member = match reason {
        Reason::Named => None,
        Reason::By(member) => Some(member),
    };
    // One that was damaged is replaced.
    let sql = "INSERT OR REPLACE INTO texts VALUES (?, ?, ?, ?)";
    tx.execute(sql, params![hash, text, member, now])?;
    Ok(Taken::Kept)
}

/// The texts of the newest petitions, listings and designs that the hub does not have and would take.
pub fn missing(db: &Connection, limit: u32) -> Result<Vec<Hash>, StoreError> {
    // `texts` has a column `text`, too, which is nearer to who asks in it.
    let sql = "SELECT unhex(named.text) FROM
            (SELECT text, height FROM petitions UNION ALL
            SELECT details, height FROM listings WHERE details IS NOT NULL UNION ALL
            SELECT content, height FROM designs WHERE struck = 0) AS named
        WHERE NOT EXISTS (SELECT 1 FROM texts WHERE hash = unhex(named.text))
        AND NOT EXISTS (SELECT 1 FROM unwanted WHERE hash = unhex(named.text))
        GROUP BY named.text ORDER BY max(named.height) DESC LIMIT ?";
    let mut statement = db.prepare_cached(sql)?;
    let found = statement.query_map([limit], |row| row.get(0))?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// Notes which texts the chain names by now, and forgets those that the chain did not name in time.
pub fn forget(tx: &Transaction, now: u64) -> Result<usize, StoreError> {
    let named = "UPDATE texts SET member = NULL WHERE member IS NOT NULL
        AND (EXISTS (SELECT 1 FROM petitions WHERE text = lower(hex(texts.hash)))
            OR EXISTS (SELECT 1 FROM listings WHERE details = lower(hex(texts.hash)))
            OR EXISTS (SELECT 1 FROM designs
                WHERE content = lower(hex(texts.hash)) AND struck = 0))";
    tx.execute(named, [])?;
    let old = "DELETE FROM texts WHERE member IS NOT NULL AND time < ?";
    Ok(tx.execute(old, [now.saturating_sub(PATIENCE)])?)
}

/// Lets the hub have a text no more, and never take it again.
pub fn refuse(tx: &Transaction, hash: &Hash) -> Result<(), StoreError> {
    tx.execute("DELETE FROM texts WHERE hash = ?", [hash])?;
    tx.execute("INSERT OR IGNORE INTO unwanted VALUES (?)", [hash])?;
    Ok(())
}
