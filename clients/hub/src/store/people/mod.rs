//! What people gave to the hub: texts, and how they want to be told of things.
//!
//! A connection of its own writes it, beside the one that follows the chain: SQLite lets one of them
//! write at a time. A rebuild from the chain does not give it again.

pub mod contacts;
pub mod logins;
pub mod messages;
pub mod notices;
pub mod texts;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction, TransactionBehavior};

use super::{StoreError, BUSY};

/// The tables. They are made with the others.
pub(super) const TABLES: &str = include_str!("people.sql");

/// The connection that writes what people give. It is opened when it is first needed, and again after
/// something went wrong.
#[derive(Clone)]
pub struct People {
    database: PathBuf,
    db: Arc<Mutex<Option<Connection>>>,
}

impl People {
    /// What people gave to the hub with this database, which need not be there yet.
    pub fn new(database: PathBuf) -> Self {
        Self { database, db: Arc::default() }
    }

    /// Writes in one transaction: all of it, or nothing. It waits for others who write, so it must not
    /// be called where others wait for the thread.
    pub fn write<T>(
        &self,
        what: impl FnOnce(&Transaction) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut db = self.db.lock().unwrap_or_else(PoisonError::into_inner);
        let mut open = match db.take() {
            Some(open) => open,
            None => self.open()?,
        };
        let tx = open.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = what(&tx)?;
        tx.commit()?;
        *db = Some(open);
        Ok(done)
    }

    fn open(&self) -> Result<Connection, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(&self.database, flags);
        let db = db.map_err(|error| match error.sqlite_error_code() {
            Some(ErrorCode::CannotOpen) => StoreError::NotMade,
            _ => error.into(),
        })?;
        db.busy_timeout(BUSY)?;
        db.pragma_update(None, "synchronous", "FULL")?;
        let made: u32 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
        (made > 0).then_some(db).ok_or(StoreError::NotMade)
    }

    /// Lets the disk be full once the database is so many pages larger.
    #[cfg(test)]
    pub(crate) fn limit(&self, pages: u32) {
        self.write(|_| Ok(())).unwrap();
        let db = self.db.lock().unwrap();
        let db = db.as_ref().unwrap();
        let now: u32 = db.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
        db.pragma_update(None, "max_page_count", now + pages).unwrap();
    }
}

/// The time, in unix seconds.
pub fn now() -> u64 {
    since_1970().as_secs()
}

/// The time, in unix milliseconds.
pub fn now_ms() -> u64 {
    u64::try_from(since_1970().as_millis()).unwrap_or(u64::MAX)
}

fn since_1970() -> Duration {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
}
