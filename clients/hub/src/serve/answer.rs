//! What all answers have in common: of which block they are, how old that is, and what is missing.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rusqlite::{Connection, ErrorCode, Transaction};
use serde::{Deserialize, Serialize};
use tokio::sync::Semaphore;

use super::problem::Problem;
use super::Hub;
use crate::chain::Height;
use crate::status::Now;
use crate::store::read::{self, Gap};
use crate::store::StoreError;

/// The most rows of a page.
pub const MAX_PAGE: u32 = 100;
/// The rows of a page if nobody says.
const PAGE: u32 = 20;
/// The most answers that are read at once. The machine is small, and a validator is on it.
const READERS: usize = 4;
/// How long somebody waits for a turn.
const TURN: Duration = Duration::from_secs(5);

/// An answer.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Answer<T> {
    /// Of which block it is.
    pub as_of: AsOf,
    /// What was asked for.
    pub result: T,
}

/// Of which block an answer is, and what the hub does not know.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AsOf {
    /// The height of the last final block that the hub has read.
    pub height: Height,
    /// Its time, in unix milliseconds. Null if the hub has read no block.
    pub time: Option<u64>,
    /// How old that is, in seconds.
    pub age: Option<u64>,
    /// The blocks that the hub knows nothing of, the newest first, at most 16 ranges. What is not there is
    /// not said, here and below: a month must be small.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub gaps: Vec<Gap>,
    /// How many times something of a block was not understood. `/doubts` says what.
    #[serde(skip_serializing_if = "is_zero")]
    pub doubts: u64,
    /// The blocks of which something was not understood, the newest first, at most 16.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub doubtful: Vec<Height>,
    /// What is wrong with the hub now, if something is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trouble: Option<String>,
}

fn is_zero(number: &u64) -> bool {
    *number == 0
}

impl AsOf {
    fn new(known: read::AsOf, now: Now) -> Self {
        let age = known.time.map(|time| {
            let age = unix_now().saturating_sub(Duration::from_millis(time));
            age.as_secs()
        });
        Self {
            height: known.head.height,
            time: known.time,
            age,
            gaps: known.gaps,
            doubts: known.doubts,
            doubtful: known.doubtful,
            trouble: now.trouble,
        }
    }
}

pub(super) fn unix_now() -> Duration {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
}

/// A page of a list, the newest first.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// Only what is before this number.
    pub before: Option<u32>,
    limit: Option<u32>,
}

impl Page {
    /// How many rows it has at most.
    pub fn limit(&self) -> Result<u32, Problem> {
        let limit = self.limit.unwrap_or(PAGE);
        (limit <= MAX_PAGE).then_some(limit).ok_or(Problem::TooMany { most: MAX_PAGE })
    }
}

/// Connections that read the database.
#[derive(Clone)]
pub struct Readers {
    database: PathBuf,
    turns: Arc<Semaphore>,
    idle: Arc<Mutex<Vec<Connection>>>,
}

impl Readers {
    pub(super) fn new(database: PathBuf) -> Self {
        Self { database, turns: Arc::new(Semaphore::new(READERS)), idle: Arc::default() }
    }

    async fn read<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&Connection) -> Result<T, Problem> + Send + 'static,
    ) -> Result<(read::AsOf, T), Problem> {
        let turn = tokio::time::timeout(TURN, Arc::clone(&self.turns).acquire_owned()).await;
        let turn = turn.map_err(|_| Problem::Busy)?.map_err(|_| Problem::Busy)?;
        let readers = self.clone();
        let read = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            let idle = readers.lock().pop();
            let mut db = match idle {
                Some(db) => db,
                None => readers.open()?,
            };
            let answer = in_one(&mut db, ask)?;
            // One that failed is not used again.
            readers.lock().push(db);
            Ok(answer)
        });
        read.await.map_err(|_| Problem::Busy)?
    }

    fn open(&self) -> Result<Connection, Problem> {
        match read::open(&self.database) {
            Err(StoreError::Sql(error))
                if error.sqlite_error_code() == Some(ErrorCode::CannotOpen) =>
            {
                Err(Problem::NothingYet)
            }
            db => Ok(db?),
        }
    }

    /// Nothing that holds the lock can panic.
    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Connection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Reads in one transaction: what is answered is of one block.
fn in_one<T>(
    db: &mut Connection,
    ask: impl FnOnce(&Connection) -> Result<T, Problem>,
) -> Result<(read::AsOf, T), Problem> {
    let tx = db.transaction().map_err(StoreError::from)?;
    // A database that is being made has no tables.
    let made: u32 =
        tx.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(StoreError::from)?;
    if made == 0 {
        return Err(Problem::NothingYet);
    }
    Ok((read::as_of(&tx)?, ask(&tx)?))
}

impl Hub {
    /// Writes what people give: all of it, or nothing.
    pub(super) async fn change<T: Send + 'static>(
        &self,
        what: impl FnOnce(&Transaction) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, Problem> {
        let turn = tokio::time::timeout(TURN, Arc::clone(&self.writers).acquire_owned()).await;
        let turn = turn.map_err(|_| Problem::Busy)?.map_err(|_| Problem::Busy)?;
        let people = self.people.clone();
        let written = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            people.write(what)
        });
        Ok(written.await.map_err(|_| Problem::Busy)??)
    }

    /// Answers from the database.
    pub(super) async fn answer<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&Connection) -> Result<T, Problem> + Send + 'static,
    ) -> Result<Answer<T>, Problem> {
        let (known, result) = self.readers.read(ask).await?;
        Ok(Answer { as_of: AsOf::new(known, self.status.now()), result })
    }
}
