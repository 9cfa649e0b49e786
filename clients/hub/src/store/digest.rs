//! Tells whether two databases say the same.

use rusqlite::types::ValueRef;
use rusqlite::Connection;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::StoreError;

/// The tables, with the columns by which their rows are in order.
const TABLES: &[(&str, &str)] = &[
    ("authorities", "height"),
    ("batches", "issuer, sequence"),
    ("bills", "meter, day"),
    ("blocks", "height"),
    ("changes", "height, subject, number"),
    ("clearings", "grid, slot"),
    ("days", "meter, day"),
    ("designs", "design"),
    ("doubts", "height, place"),
    ("dues", "member, account, voucher"),
    ("endorsements", "petition, member"),
    ("gaps", "first"),
    ("grids", "grid"),
    ("head", "one"),
    ("limits", "meter, from_slot"),
    ("listings", "listing"),
    ("lots", "listing, lot"),
    ("marks", "issuer, sequence, place"),
    ("members", "member"),
    ("meters", "meter"),
    ("orders", "order_number"),
    ("pending", "grid, slot, meter"),
    ("owners", "meter, height"),
    ("petitions", "petition"),
    ("registers", "day, meter, slot"),
    ("runtimes", "spec"),
    ("settings", "one"),
    ("steps", "subject, number, height, place"),
    ("tariffs", "grid, from_slot"),
    ("upgrades", "height"),
    ("votes", "referendum, member"),
];

/// What a table has in it.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct TableDigest {
    /// Its name.
    pub table: &'static str,
    /// The number of its rows.
    pub rows: u64,
    /// The SHA-256 of its rows in order.
    pub digest: String,
}

/// What each table has in it. Two databases that took the same blocks give the same.
pub fn digest(db: &Connection) -> Result<Vec<TableDigest>, StoreError> {
    TABLES.iter().map(|(table, order)| digest_of(db, table, order)).collect()
}

fn digest_of(db: &Connection, table: &'static str, order: &str) -> Result<TableDigest, StoreError> {
    let (mut hash, mut rows) = (Sha256::new(), 0_u64);
    let mut statement = db.prepare(&format!("SELECT * FROM {table} ORDER BY {order}"))?;
    let columns = statement.column_count();
    let mut found = statement.query([])?;
    while let Some(row) = found.next()? {
        rows = rows.saturating_add(1);
        for column in 0..columns {
            // Its kind and length keep a value apart from the next one.
            let (kind, bytes) = match row.get_ref(column)? {
                ValueRef::Null => (0_u8, Vec::new()),
                ValueRef::Integer(number) => (1, number.to_le_bytes().to_vec()),
                ValueRef::Real(number) => (2, number.to_le_bytes().to_vec()),
                ValueRef::Text(bytes) => (3, bytes.to_vec()),
                ValueRef::Blob(bytes) => (4, bytes.to_vec()),
            };
            hash.update([kind]);
            hash.update(bytes.len().to_le_bytes());
            hash.update(bytes);
        }
    }
    Ok(TableDigest { table, rows, digest: hex::encode(hash.finalize()) })
}
