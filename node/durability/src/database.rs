//! ParityDB whose `commit` of a transaction that must last returns only when it, and all before it,
//! are on disk.
//!
//! ParityDB itself queues commits in memory, writes them to a log some time later, and puts the log
//! on disk only once it holds 64 MiB: half an hour of a quiet chain. It has no call that waits for
//! a commit. So its background threads are off (by its feature `instrumentation`), and this module
//! takes the steps:
//!
//! 1. [`Database::commit`] writes to the log before it returns. If a record must last, it puts the
//!    log on disk, too. The log is replayed as a prefix, so one sync covers all earlier commits.
//! 2. When the log holds `MOVE_BYTES`, it is put on disk and closed. A thread of ours moves its
//!    content to the tables. Meanwhile commits go to the next log. A second full log waits for the
//!    first.
//!
//! ParityDB's files stay as they are: this opens what ParityDB wrote, and ParityDB opens what this
//! wrote.

use crate::{
    disk::{create_folder, parent_of, sync_files, sync_folder},
    Alarm,
};
use parity_db::{CompressionType, Db, Operation, Options};
use parking_lot::{Condvar, Mutex};
use sp_database::{
    error::{DatabaseError, Result},
    Change, ColumnId, Database, Transaction,
};
use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
    sync::Arc,
    thread::JoinHandle,
};

/// The bytes that a log holds, beyond its first transaction, before they are moved to the tables.
/// After a cut a restart has to replay at most two such logs.
const MOVE_BYTES: u64 = 32 << 20;

/// The columns of sc-client-db 0.55 (`columns` in its lib.rs).
mod columns {
    pub const META: u32 = 0;
    pub const STATE: u32 = 1;
    pub const STATE_META: u32 = 2;
    pub const HEADER: u32 = 4;
    pub const BODY: u32 = 5;
    pub const JUSTIFICATIONS: u32 = 6;
    pub const AUX: u32 = 8;
    pub const TRANSACTION: u32 = 11;
    pub const BODY_INDEX: u32 = 12;
    pub const COUNT: u8 = 13;
}

/// Whether it must be on disk before anybody is told: GRANDPA's notes (its votes, rounds and
/// voters) and what is final. A node can fetch or compute all else again.
fn must_last(column: ColumnId, key: &[u8]) -> bool {
    match column {
        columns::AUX => key.starts_with(b"grandpa"),
        columns::META => key == b"final",
        _ => false,
    }
}

/// The options with which sc-client-db opens a full node's database (its parity_db.rs). With others
/// ParityDB refuses an existing one.
fn options(folder: &Path) -> Options {
    let mut options = Options::with_columns(folder, columns::COUNT);
    options.with_background_thread = false;
    for (number, column) in (0..).zip(&mut options.columns) {
        use columns::*;
        if [STATE, HEADER, BODY, JUSTIFICATIONS, TRANSACTION, BODY_INDEX].contains(&number) {
            column.compression = CompressionType::Lz4;
        }
        if counts_references(number) {
            column.ref_counted = true;
            column.preimage = true;
            column.uniform = true;
        }
    }
    options
}

fn counts_references(column: ColumnId) -> bool {
    column == columns::STATE || column == columns::TRANSACTION
}

/// The bits with which ParityDB begins an index.
const LEAST_INDEX_BITS: u8 = 16;

/// The changes of columns, as ParityDB takes them.
type Operations = Vec<(u8, Operation<Vec<u8>, Vec<u8>>)>;

type StepResult = std::result::Result<(), Box<dyn std::error::Error + Send + Sync>>;

/// The file of a log.
struct Log {
    file: File,
    /// Its length when it was first read.
    first: u64,
    /// Its length when it was last put on disk. At first a length that no file has.
    on_disk: u64,
}

impl Log {
    fn length(&self) -> io::Result<u64> {
        Ok(self.file.metadata()?.len())
    }
}

/// The log to which commits are written now, and those before it that are not emptied yet. Nothing
/// until the first commit after a move.
#[derive(Default)]
struct Logs(Vec<Log>);

impl Logs {
    /// The bytes that were written since the first commit after the last move. Only the newest log
    /// grows.
    fn grown(&mut self, folder: &Path) -> io::Result<u64> {
        if self.0.is_empty() {
            for entry in fs::read_dir(folder)? {
                let entry = entry?;
                if entry.file_name().to_string_lossy().starts_with("log") {
                    let file = File::open(entry.path())?;
                    let first = file.metadata()?.len();
                    self.0.push(Log { file, first, on_disk: u64::MAX });
                }
            }
            sync_folder(folder)?;
        }
        self.0.iter().try_fold(0, |bytes: u64, log| {
            Ok(bytes.saturating_add(log.length()?.saturating_sub(log.first)))
        })
    }

    fn sync(&mut self) -> io::Result<()> {
        for log in &mut self.0 {
            let length = log.length()?;
            if length != log.on_disk {
                log.file.sync_data()?;
                log.on_disk = length;
            }
        }
        Ok(())
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Mover {
    Idle,
    /// A closed log waits to be moved to the tables, or is being moved.
    Busy,
    Ended,
    /// A move failed, so that nobody knows the state of the tables.
    Failed,
}

/// The state that commits and the mover share.
struct Shared {
    db: Db,
    folder: PathBuf,
    mover: Mutex<Mover>,
    changed: Condvar,
}

impl Shared {
    fn set(&self, state: Mover) {
        *self.mover.lock() = state;
        self.changed.notify_all();
    }

    /// Moves closed logs to the tables until it is told to end.
    fn move_logs(&self) -> StepResult {
        loop {
            {
                let mut state = self.mover.lock();
                self.changed.wait_while(&mut state, |state| *state == Mover::Idle);
                if *state != Mover::Busy {
                    return Ok(());
                }
            }
            self.db.enact_logs()?;
            // ParityDB puts its tables on disk before it empties a log. But it does not put there
            // an index that a larger one is replacing, nor the names of new files.
            sync_files(&self.folder)?;
            self.db.clean_logs()?;
            self.set(Mover::Idle);
        }
    }
}

/// Marks that the mover has ended, even by an error or a panic, so that commits do not wait for it.
struct Ends<'a> {
    shared: &'a Shared,
    alarm: &'a Alarm,
}

impl Drop for Ends<'_> {
    fn drop(&mut self) {
        self.shared.set(Mover::Failed);
        let shown = self.shared.folder.display();
        self.alarm.ring(format!("The tables of the database in {shown} could not be put on disk."));
    }
}

/// See the [module](self).
pub struct Durable {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
    /// `None` after a write to disk failed.
    logs: Mutex<Option<Logs>>,
    alarm: Alarm,
}

impl Durable {
    /// Opens the database in `folder`, or makes one. If the power is cut meanwhile, the new one is
    /// whole or not there at all. (In a folder that exists already, such as a mounted disk, it may
    /// be half made.)
    pub fn open(folder: &Path, alarm: Alarm) -> parity_db::Result<Self> {
        if !folder.join("metadata").exists() {
            create(folder)?;
        }
        prepare_replay(folder).map_err(parity_db::Error::Io)?;
        let db = Db::open(&options(folder))?;
        // The content of the logs was moved to the tables, and the logs are gone.
        sync_files(folder).map_err(parity_db::Error::Io)?;
        let shared = Arc::new(Shared {
            db,
            folder: folder.into(),
            mover: Mutex::new(Mover::Idle),
            changed: Condvar::new(),
        });
        let thread = {
            let (shared, alarm) = (shared.clone(), alarm.clone());
            std::thread::Builder::new().name("database".into()).spawn(move || {
                let ends = Ends { shared: &shared, alarm: &alarm };
                let outcome = shared.move_logs();
                if let Err(error) = &outcome {
                    log::error!("{}", failed(&shared.folder, &**error));
                } else {
                    std::mem::forget(ends);
                }
            })
        };
        Ok(Self {
            shared,
            thread: Some(thread.map_err(parity_db::Error::Io)?),
            logs: Mutex::new(Some(Logs::default())),
            alarm,
        })
    }

    /// Returns whether the client has yet to set up this database. It writes first how it prunes
    /// states, and a cut may come before that.
    pub fn is_new(&self) -> bool {
        !Database::<sp_core::H256>::contains(self, columns::STATE_META, b"mode")
    }

    fn step(&self, logs: &mut Logs, operations: Operations, lasts: bool) -> StepResult {
        let Shared { db, folder, mover, changed } = &*self.shared;
        db.commit_changes(operations)?;
        db.process_commits()?;
        db.process_reindex()?;
        if logs.grown(folder)? > MOVE_BYTES {
            let mut state = mover.lock();
            changed.wait_while(&mut state, |state| *state == Mover::Busy);
            if *state != Mover::Idle {
                return Err("the tables could not be written".into());
            }
            // Puts the log on disk and closes it.
            db.flush_logs()?;
            *logs = Logs::default();
            *state = Mover::Busy;
            changed.notify_all();
        } else if lasts {
            logs.sync()?;
        }
        Ok(())
    }
}

/// Makes an empty database. After a power cut it is whole, or not there at all.
fn create(folder: &Path) -> parity_db::Result<()> {
    let make = || {
        let new = folder.with_extension("new");
        if new.exists() {
            fs::remove_dir_all(&new)?;
        }
        create_folder(parent_of(folder)?)?;
        drop(Db::open_or_create(&options(&new)).map_err(io::Error::other)?);
        sync_files(&new)?;
        fs::rename(&new, folder)?;
        sync_folder(parent_of(folder)?)
    };
    if folder.exists() {
        drop(Db::open_or_create(&options(folder))?);
        return sync_files(folder).map_err(parity_db::Error::Io);
    }
    make().map_err(parity_db::Error::Io)
}

/// Makes sure that the logs can be replayed after a cut.
///
/// - If no record of a log was ever put on disk, the log may have its length and hold zeros.
///   Nothing that must last was in it.
/// - A log may still write to an index that a later record drops, and that was dropped before the
///   cut. ParityDB then takes this record, and all after it, for damage. So this makes the index
///   again, empty, and the later record drops it again.
fn prepare_replay(folder: &Path) -> io::Result<()> {
    /// The first byte of a record.
    const BEGIN: u8 = 1;
    let mut logs = false;
    let mut indices = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.strip_prefix("log").is_some_and(|number| number.parse::<u32>().is_ok()) {
            let mut start = [0; 9];
            let whole = File::open(entry.path())?.read(&mut start)? == start.len();
            if whole && start.first() == Some(&BEGIN) && start.iter().skip(1).any(|byte| *byte != 0)
            {
                logs = true;
            } else {
                fs::remove_file(entry.path())?;
            }
        }
        let index = name.strip_prefix("index_").and_then(|rest| rest.split_once('_'));
        if let Some((column, Ok(bits))) = index.map(|(column, bits)| (column, bits.parse::<u8>())) {
            let lowest = indices.entry(column.to_owned()).or_insert(bits);
            *lowest = bits.min(*lowest);
        }
    }
    for (column, bits) in indices.into_iter().filter(|(_, bits)| logs && *bits > LEAST_INDEX_BITS) {
        File::create(folder.join(format!("index_{column}_{}", bits - 1)))?;
    }
    sync_folder(folder)
}

fn failed(folder: &Path, error: &dyn std::error::Error) -> String {
    format!("The database in {} could not be put on disk: {error}.", folder.display())
}

fn refused(why: String) -> DatabaseError {
    DatabaseError(Box::new(parity_db::Error::InvalidInput(why)))
}

impl<H: Clone + AsRef<[u8]>> Database<H> for Durable {
    fn commit(&self, transaction: Transaction<H>) -> Result<()> {
        let mut lasts = false;
        let mut operations = Vec::with_capacity(transaction.0.len());
        for change in transaction.0 {
            let (column, counted, operation) = match change {
                Change::Set(column, key, value) => {
                    lasts |= must_last(column, &key);
                    (column, false, Operation::Set(key, value))
                }
                Change::Remove(column, key) => (column, false, Operation::Dereference(key)),
                Change::Store(column, key, value) => {
                    (column, true, Operation::Set(key.as_ref().to_vec(), value))
                }
                Change::Reference(column, key) => {
                    (column, true, Operation::Reference(key.as_ref().to_vec()))
                }
                Change::Release(column, key) => {
                    (column, true, Operation::Dereference(key.as_ref().to_vec()))
                }
            };
            if counted && !counts_references(column) {
                return Err(refused(format!("column {column} counts no references")));
            }
            let column = u8::try_from(column)
                .ok()
                .filter(|column| *column < columns::COUNT)
                .ok_or_else(|| refused(format!("there is no column {column}")))?;
            operations.push((column, operation));
        }
        let mut guard = self.logs.lock();
        // This is put back only if all succeeds.
        let mut logs = guard.take().ok_or_else(|| refused("an earlier write failed".into()))?;
        self.step(&mut logs, operations, lasts).map_err(|error| {
            self.alarm.ring(failed(&self.shared.folder, &*error));
            DatabaseError(error)
        })?;
        *guard = Some(logs);
        Ok(())
    }

    // As in sc-client-db's own: `get` cannot return an error, and without the database no answer
    // would be right.
    fn get(&self, column: ColumnId, key: &[u8]) -> Option<Vec<u8>> {
        read(self.shared.db.get(column as u8, key))
    }

    fn contains(&self, column: ColumnId, key: &[u8]) -> bool {
        Database::<H>::value_size(self, column, key).is_some()
    }

    fn value_size(&self, column: ColumnId, key: &[u8]) -> Option<usize> {
        read(self.shared.db.get_size(column as u8, key)).map(|size| size as usize)
    }

    fn supports_ref_counting(&self) -> bool {
        true
    }

    fn sanitize_key(&self, key: &mut Vec<u8>) {
        const HASH: usize = 32;
        key.drain(..key.len().saturating_sub(HASH));
    }
}

// The SDK's reads return no errors, and a node that cannot read its database cannot go on.
#[allow(clippy::panic)]
fn read<T>(answer: parity_db::Result<T>) -> T {
    answer.unwrap_or_else(|error| panic!("the database cannot be read: {error}"))
}

impl Drop for Durable {
    /// Closes the database, so that all of it is on disk. After a failure it is left as it is,
    /// because nobody knows what is on disk. Its logs are replayed when it is opened again.
    fn drop(&mut self) {
        {
            let mut state = self.shared.mover.lock();
            self.shared.changed.wait_while(&mut state, |state| *state == Mover::Busy);
            if *state == Mover::Idle {
                *state = Mover::Ended;
            }
            self.shared.changed.notify_all();
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
        let close = || -> StepResult {
            self.shared.db.flush_logs()?;
            self.shared.db.enact_logs()?;
            Ok(sync_files(&self.shared.folder)?)
        };
        let known = self.logs.lock().is_some() && *self.shared.mover.lock() == Mover::Ended;
        if !known || close().is_err() {
            std::mem::forget(self.shared.clone());
        }
    }
}
