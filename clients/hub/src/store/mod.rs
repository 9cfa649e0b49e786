//! What the hub remembers, in SQLite.
//!
//! Blocks are applied with their height in one transaction, so that whatever ends the hub leaves a
//! database that some block was the last of. One connection writes; those that answer people read.

mod bills;
mod credentials;
mod market;
mod members;
mod meters;
mod owners;
mod petitions;
mod prices;
mod validators;
mod votes;

pub mod changes;
pub mod digest;
pub mod finality;
pub mod money;
pub mod own;
pub mod people;
pub mod read;

use std::path::Path;
use std::time::Duration;

use rusqlite::{params, Connection, OptionalExtension, Transaction, TransactionBehavior};

use crate::chain::{Hash, Head, Height, Runtime};
use crate::facts::{Fact, Facts};

/// The form of the database. A database of another form is rebuilt.
const VERSION: u32 = 3;
/// The blocks that are kept by their hash: those of a week.
const BLOCKS: u64 = 7 * 14_400;
/// How long a reader waits for the writer, and the other way round.
const BUSY: Duration = Duration::from_secs(5);

/// Why the database did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The disk is full.
    #[error("the disk is full")]
    Full,
    /// The file is damaged.
    #[error(
        "the database is damaged: {0}. Move it away; the hub builds another one from the chain"
    )]
    Corrupt(String),
    /// It was made by another hub.
    #[error("the database has form {0}, this hub wants {VERSION}. Move it away; the hub builds another one from the chain")]
    OtherVersion(u32),
    /// It is of another chain.
    #[error("the database is of the chain {}, the node is of another one", hex::encode(.0))]
    OtherChain(Hash),
    /// Its days begin at another hour.
    #[error(
        "the database's days begin {0} minutes ahead of UTC, as --utc-offset said when it was made"
    )]
    OtherDays(i32),
    /// A block does not follow the last one.
    #[error("block {0} does not follow the last one that was final")]
    NotNext(Height),
    /// Nobody has made it yet.
    #[error("there is no database yet")]
    NotMade,
    /// Anything else.
    #[error("the database: {0}")]
    Sql(rusqlite::Error),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{DatabaseCorrupt, DiskFull, NotADatabase};
        match error.sqlite_error_code() {
            Some(DiskFull) => Self::Full,
            Some(DatabaseCorrupt | NotADatabase) => Self::Corrupt(error.to_string()),
            _ => Self::Sql(error),
        }
    }
}

/// What a database is about.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Settings {
    /// The chain.
    pub genesis: Hash,
    /// The length of a metering slot, in seconds.
    pub slot_seconds: u32,
    /// How far ahead of UTC days begin, in minutes.
    pub utc_offset_minutes: i32,
}

impl Settings {
    /// The day in which a slot begins, counted from 1970.
    pub fn day(&self, slot: u32) -> i64 {
        self.day_at(u64::from(slot).saturating_mul(self.slot_seconds.into()))
    }

    /// The day of a moment, in unix seconds.
    pub fn day_at(&self, seconds: u64) -> i64 {
        let seconds = i64::try_from(seconds).unwrap_or(i64::MAX);
        let local = seconds.saturating_add(i64::from(self.utc_offset_minutes).saturating_mul(60));
        local.div_euclid(86_400)
    }
}

/// The connection that writes.
pub struct Store {
    db: Connection,
    settings: Settings,
}

impl Store {
    /// Opens a database, or makes one. It must be of this chain.
    pub fn open(path: &Path, settings: Settings) -> Result<Self, StoreError> {
        let mut db = Connection::open(path)?;
        db.busy_timeout(BUSY)?;
        db.pragma_update(None, "journal_mode", "WAL")?;
        // What was answered is not forgotten in a power cut.
        db.pragma_update(None, "synchronous", "FULL")?;
        let made = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        match made.pragma_query_value(None, "user_version", |row| row.get(0))? {
            0 => {
                made.execute_batch(include_str!("schema.sql"))?;
                let Settings { genesis, slot_seconds, utc_offset_minutes } = settings;
                made.execute(
                    "INSERT INTO settings VALUES (1, ?, ?, ?)",
                    params![genesis, slot_seconds, utc_offset_minutes],
                )?;
                made.execute("INSERT INTO head VALUES (1, 0, ?, NULL)", params![genesis])?;
                made.pragma_update(None, "user_version", VERSION)?;
            }
            VERSION => {}
            other => return Err(StoreError::OtherVersion(other)),
        }
        // What people gave, and what the hub saw itself, cannot be built anew, so a newer hub adds what it lacks.
        made.execute_batch(people::TABLES)?;
        made.execute_batch(finality::TABLES)?;
        made.commit()?;
        let known = read::settings(&db)?;
        if known.genesis != settings.genesis {
            return Err(StoreError::OtherChain(known.genesis));
        }
        if known.utc_offset_minutes != settings.utc_offset_minutes {
            return Err(StoreError::OtherDays(known.utc_offset_minutes));
        }
        Ok(Self { db, settings: known })
    }

    /// Reads every page of a database that is there. A damaged one is better found before than after
    /// somebody was answered from it.
    pub fn check(path: &Path) -> Result<(), StoreError> {
        if !path.exists() {
            return Ok(());
        }
        let db = Connection::open(path)?;
        let found: String = db.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        (found == "ok").then_some(()).ok_or(StoreError::Corrupt(found))
    }

    /// Lets the disk be full once the database is so many pages larger.
    #[cfg(test)]
    pub(crate) fn limit(&self, pages: u32) {
        let now: u32 = self.db.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
        self.db.pragma_update(None, "max_page_count", now + pages).unwrap();
    }

    /// What the database is about.
    pub fn settings(&self) -> Settings {
        self.settings
    }

    /// The last block that was taken; the first block of the chain before any.
    pub fn head(&self) -> Result<Head, StoreError> {
        Ok(read::as_of(&self.db)?.head)
    }

    /// Whether nothing is known of the block before a height, so that what it left stands in the state
    /// alone: it is the first block, or the last one of a gap.
    pub fn knows_nothing_before(&self, height: Height) -> Result<bool, StoreError> {
        let last = height.saturating_sub(1);
        let sql = "SELECT ?1 = 0 OR EXISTS (SELECT 1 FROM gaps WHERE last = ?1)";
        Ok(self.db.prepare_cached(sql)?.query_row([last], |row| row.get(0))?)
    }

    /// The hash of a block, if it is of the last week.
    pub fn hash(&self, height: Height) -> Result<Option<Hash>, StoreError> {
        let sql = "SELECT hash FROM blocks WHERE height = ?";
        Ok(self.db.query_row(sql, [height], |row| row.get(0)).optional()?)
    }

    /// A runtime by its version.
    pub fn runtime(&self, spec: u32) -> Result<Option<Runtime>, StoreError> {
        let sql = "SELECT transaction_version, metadata FROM runtimes WHERE spec = ?";
        let found = self.db.query_row(sql, [spec], |row| {
            Ok(Runtime { spec, transaction: row.get(0)?, metadata: row.get(1)? })
        });
        Ok(found.optional()?)
    }

    /// Keeps a runtime.
    pub fn keep_runtime(&self, runtime: &Runtime) -> Result<(), StoreError> {
        let Runtime { spec, transaction, metadata } = runtime;
        let sql = "INSERT OR REPLACE INTO runtimes VALUES (?, ?, ?)";
        self.db.execute(sql, params![spec, transaction, metadata])?;
        Ok(())
    }

    /// Applies blocks that follow the last one: all of them, or none.
    pub fn apply(&mut self, blocks: &[Facts]) -> Result<(), StoreError> {
        let settings = self.settings;
        let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let read::AsOf { mut head, mut time, .. } = read::as_of(&tx)?;
        for block in blocks {
            let next = head.height.saturating_add(1);
            if block.height != next || block.parent != head.hash {
                return Err(StoreError::NotNext(block.height));
            }
            // A block that tells no time is no older than the one before it.
            time = block.time.or(time);
            write(&tx, &settings, block, time.unwrap_or_default())?;
            head = Head { height: block.height, hash: block.hash };
            set_head(&tx, head, time)?;
        }
        if let Some(last) = blocks.last() {
            let oldest = last.height.saturating_sub(BLOCKS);
            tx.prepare_cached("DELETE FROM blocks WHERE height <= ?")?.execute([oldest])?;
            tx.prepare_cached("DELETE FROM changes WHERE height <= ?")?.execute([oldest])?;
            meters::forget(&tx, &settings, time.unwrap_or_default())?;
        }
        Ok(tx.commit()?)
    }

    /// Goes on after blocks that nothing is known of, the last of which is `last`.
    pub fn skip(&mut self, last: Head) -> Result<(), StoreError> {
        let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let head = read::as_of(&tx)?.head;
        if last.height <= head.height {
            return Err(StoreError::NotNext(last.height));
        }
        let joined =
            tx.execute("UPDATE gaps SET last = ? WHERE last = ?", [last.height, head.height])?;
        if joined == 0 {
            let first = head.height.saturating_add(1);
            tx.execute("INSERT INTO gaps VALUES (?, ?)", [first, last.height])?;
        }
        // What is there now, the state behind the gap tells; what became of orders and payments, it does not.
        tx.execute_batch(
            "DELETE FROM meters; DELETE FROM members; DELETE FROM pending; DELETE FROM dues;
            UPDATE orders SET state = 'Unknown' WHERE state != 'Ended'",
        )?;
        set_head(&tx, last, None)?;
        Ok(tx.commit()?)
    }
}

/// Sets the last block. Without a time, that of the block before stays: nothing later is known.
fn set_head(tx: &Transaction, head: Head, time: Option<u64>) -> rusqlite::Result<()> {
    let sql = "UPDATE head SET height = ?, hash = ?, time = ifnull(?, time)";
    tx.prepare_cached(sql)?.execute(params![head.height, head.hash, time])?;
    Ok(())
}

fn write(tx: &Transaction, settings: &Settings, block: &Facts, time: u64) -> rusqlite::Result<()> {
    let Facts { height, hash, spec, .. } = block;
    let sql = "INSERT INTO blocks VALUES (?, ?, ?)";
    tx.prepare_cached(sql)?.execute(params![height, hash, time])?;
    let sql = "INSERT INTO upgrades SELECT ?1, ?2 WHERE ?2 IS NOT
        (SELECT spec FROM upgrades ORDER BY height DESC LIMIT 1)";
    tx.prepare_cached(sql)?.execute(params![height, spec])?;
    for (place, fact) in (0_u32..).zip(&block.facts) {
        let at = Place { height: *height, place, time };
        changes::note(tx, at, fact)?;
        match take(tx, settings, at, fact) {
            // Somebody chose a number that is larger than the database's: that must not stop all hubs.
            Err(error) if is_about_a_value(&error) => at.doubt(tx, None, &error.to_string())?,
            taken => taken?,
        }
    }
    Ok(())
}

fn is_about_a_value(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{ConstraintViolation, TypeMismatch};
    matches!(error, rusqlite::Error::ToSqlConversionFailure(_))
        || matches!(error.sqlite_error_code(), Some(ConstraintViolation | TypeMismatch))
}

fn take(tx: &Transaction, settings: &Settings, at: Place, fact: &Fact) -> rusqlite::Result<()> {
    match fact {
        Fact::Read(registers) => meters::read(tx, settings, registers)?,
        // Its record follows.
        Fact::MeterChanged { .. } | Fact::MemberChanged { .. } => {}
        Fact::Member(member) => members::record(tx, at, member)?,
        Fact::MemberLeft { member } => members::left(tx, *member)?,
        Fact::Meter(meter) => {
            meters::record(tx, at, meter)?;
            owners::write(tx, at, meter.meter, &meter.owner)?;
        }
        Fact::MeterRemoved { meter } => meters::removed(tx, *meter)?,
        Fact::Result { grid, slot, clearing } => {
            bills::cleared(tx, settings, *grid, *slot, clearing)?;
        }
        Fact::Cleared(clearing) => prices::cleared(tx, at, clearing)?,
        Fact::GridRegistered(grid) => prices::founded(tx, at, grid)?,
        Fact::OperatorSet { grid, operator } => prices::operator(tx, *grid, operator)?,
        Fact::TariffSet(tariff) => prices::set(tx, at, tariff)?,
        Fact::TariffsKept { grid, tariffs } => prices::kept(tx, at, *grid, tariffs)?,
        Fact::Placed(order) => market::placed(tx, at, order)?,
        Fact::Order(step) => market::course(tx, at, step)?,
        Fact::Listing(step) => market::listing(tx, at, step)?,
        Fact::Offered(listing) => market::offered(tx, at, listing)?,
        Fact::Designed { design, content } => market::designed(tx, at, *design, content)?,
        Fact::DesignStruck { design } => market::struck(tx, *design)?,
        Fact::Due(due) => market::due(tx, at, due)?,
        Fact::Issued(batch) => credentials::issued(tx, at, batch)?,
        Fact::Root(root) => credentials::root(tx, root)?,
        Fact::Marked(marked) => credentials::marked(tx, at, marked)?,
        Fact::Issuer(step) => at.step(tx, "issuer", step)?,
        Fact::Opened(opened) => petitions::opened(tx, at, opened)?,
        Fact::Endorsed(endorsement) => petitions::endorsed(tx, at, endorsement)?,
        Fact::Course(step) => petitions::course(tx, at, step)?,
        Fact::Referendum(step) => at.step(tx, "referendum", step)?,
        Fact::Voted(vote) => votes::write(tx, at, vote)?,
        Fact::AuthoritiesChanged { authorities } => {
            validators::authorities(tx, at, authorities)?;
        }
        Fact::Validators(step) => at.step(tx, "validators", step)?,
        Fact::Doubt { extrinsic, why } => at.doubt(tx, *extrinsic, why)?,
    }
    Ok(())
}

/// Where and when something happened.
#[derive(Clone, Copy)]
struct Place {
    height: Height,
    place: u32,
    time: u64,
}

impl Place {
    fn doubt(self, tx: &Transaction, extrinsic: Option<u32>, why: &str) -> rusqlite::Result<()> {
        let sql = "INSERT INTO doubts VALUES (?, ?, ?, ?)";
        tx.prepare_cached(sql)?.execute(params![self.height, self.place, extrinsic, why])?;
        Ok(())
    }

    fn step(
        self,
        tx: &Transaction,
        subject: &str,
        step: &crate::facts::Step,
    ) -> rusqlite::Result<()> {
        let Self { height, place, time } = self;
        let number = step.of.unwrap_or_default();
        let detail = step.detail.to_string();
        let sql = "INSERT INTO steps VALUES (?, ?, ?, ?, ?, ?, ?)";
        let row = params![subject, number, height, place, time, step.kind, detail];
        tx.prepare_cached(sql)?.execute(row)?;
        Ok(())
    }
}

#[cfg(test)]
#[path = "../tests/store.rs"]
mod tests;
