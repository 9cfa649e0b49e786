//! Tests of the database beside a model, across restarts, and with a disk that fails. Power cuts
//! are tested on real nodes (e2e).

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod common;

use common::alarm;
use proptest::prelude::*;
use sp_core::H256;
use sp_database::{Change, Database, Transaction};
use sp_runtime::traits::{BlakeTwo256, Hash};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    os::unix::fs::symlink,
    path::{Path, PathBuf},
};
use tempfile::TempDir;
use vaka_durability::database::Durable;

const META: u32 = 0;
const STATE: u32 = 1;
const STATE_META: u32 = 2;
const HEADER: u32 = 4;
const AUX: u32 = 8;
const VOTES: &[u8] = b"grandpa_completed_round";

fn open(folder: &Path) -> Durable {
    Durable::open(folder, alarm().0).expect("it opens")
}

fn folder() -> (TempDir, PathBuf) {
    let outside = tempfile::tempdir().expect("a temporary folder");
    let inside = outside.path().join("chains/test/paritydb/full");
    (outside, inside)
}

fn get(db: &Durable, column: u32, key: &[u8]) -> Option<Vec<u8>> {
    Database::<H256>::get(db, column, key)
}

fn set(db: &Durable, column: u32, key: &[u8], value: &[u8]) {
    let mut transaction = Transaction::<H256>::new();
    transaction.set(column, key, value);
    db.commit(transaction).expect("it commits");
}

/// A key. Those of the counting columns must be spread evenly.
fn hash(n: u32) -> H256 {
    BlakeTwo256::hash(&n.to_le_bytes())
}

/// Returns 32 KiB that do not compress.
fn value(n: u32) -> Vec<u8> {
    (0..1_000u32).flat_map(|part| hash(n.wrapping_mul(1_000) + part).0).collect()
}

/// The number of logs that are not empty.
fn logs(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).expect("read").map(|entry| entry.expect("read"));
    let logs = entries.filter(|entry| entry.file_name().to_string_lossy().starts_with("log"));
    logs.filter(|log| log.metadata().expect("read").len() > 0).count()
}

/// The columns as sc-client-db sets them, with ParityDB's own threads.
fn stock(folder: &Path) -> parity_db::Db {
    let mut options = parity_db::Options::with_columns(folder, 13);
    for column in [1, 4, 5, 6, 11, 12] {
        options.columns[column].compression = parity_db::CompressionType::Lz4;
    }
    for column in [1, 11] {
        let column = &mut options.columns[column];
        (column.ref_counted, column.preimage, column.uniform) = (true, true, true);
    }
    parity_db::Db::open_or_create(&options).expect("it opens")
}

#[test]
fn what_is_committed_is_there_after_a_restart_through_many_moves() {
    let (_outside, folder) = folder();
    let db = open(&folder);
    // The last value. All together are 126 MB, which take three moves to the tables.
    const LAST: u32 = 4_000;
    let mut files = BTreeSet::new();
    for n in 0..LAST {
        let mut transaction = Transaction::<H256>::new();
        transaction.store(STATE, hash(n), value(n));
        if n >= 10 && n % 2 == 0 {
            transaction.release(STATE, hash(n - 10));
        }
        transaction.set(AUX, VOTES, &n.to_le_bytes());
        transaction.set(HEADER, &n.to_le_bytes(), &[1; 40]);
        db.commit(transaction).expect("it commits");
        files.insert(logs(&folder));
    }
    assert!(files.iter().max() > Some(&1), "a log was closed while another was written: {files:?}");
    drop(db);
    assert_eq!(logs(&folder), 0, "all is in the tables");
    let db = open(&folder);
    assert_eq!(get(&db, AUX, VOTES), Some((LAST - 1).to_le_bytes().to_vec()));
    for n in 0..LAST {
        assert_eq!(Database::<H256>::value_size(&db, HEADER, &n.to_le_bytes()), Some(40));
        let kept = n % 2 == 1 || n + 10 >= LAST;
        assert_eq!(Database::<H256>::contains(&db, STATE, hash(n).as_ref()), kept, "{n}");
    }
}

#[test]
fn a_database_of_parity_db_opens_and_the_other_way_round() {
    let (_outside, folder) = folder();
    fs::create_dir_all(folder.parent().expect("it has one")).expect("made");
    let theirs = stock(&folder);
    theirs.commit([(META as u8, b"final", Some(b"theirs".to_vec()))]).expect("it commits");
    drop(theirs);

    let ours = open(&folder);
    assert_eq!(get(&ours, META, b"final").as_deref(), Some(&b"theirs"[..]));
    set(&ours, META, b"final", b"ours");
    drop(ours);

    let theirs = stock(&folder);
    assert_eq!(theirs.get(META as u8, b"final").expect("read").as_deref(), Some(&b"ours"[..]));
}

#[test]
fn it_is_new_until_the_client_has_set_it_up() {
    let (_outside, folder) = folder();
    let db = open(&folder);
    assert!(db.is_new());
    set(&db, META, b"type", b"full");
    assert!(db.is_new(), "a cut may come here");
    set(&db, STATE_META, b"mode", b"constrained");
    assert!(!db.is_new());
}

#[test]
fn what_a_cut_left_of_its_making_is_made_anew() {
    let (_outside, folder) = folder();
    let half = folder.with_extension("new");
    fs::create_dir_all(&half).expect("made");
    fs::write(half.join("metadata"), b"").expect("written");
    let db = open(&folder);
    set(&db, META, b"final", b"1");
    assert!(!half.exists());
}

#[test]
fn a_folder_that_is_there_is_used_and_what_is_in_it_stays() {
    let (_outside, folder) = folder();
    fs::create_dir_all(folder.join("lost+found")).expect("made");
    let db = open(&folder);
    set(&db, META, b"final", b"1");
    drop(db);
    assert!(folder.join("lost+found").exists());
    assert_eq!(get(&open(&folder), META, b"final").as_deref(), Some(&b"1"[..]));
}

/// No record of a log was ever put on disk: its length is there, but its bytes are not.
#[test]
fn a_log_of_zeros_does_not_hide_the_others() {
    let (_outside, folder) = folder();
    let db = open(&folder);
    set(&db, META, b"final", b"1");
    let copy = folder.with_extension("copy");
    copy_folder(&folder, &copy);
    fs::write(copy.join("log7"), [0; 4_096]).expect("written");
    assert_eq!(get(&open(&copy), META, b"final").as_deref(), Some(&b"1"[..]));
}

/// An index has grown. A log still writes to the old one. The cut came after the old one was
/// removed, and before the log was emptied. (The new one is faked here, because to fill one takes
/// millions of keys.)
#[test]
fn a_log_that_writes_to_an_index_that_is_gone_does_not_end_the_replay() {
    let (_outside, folder) = folder();
    set(&open(&folder), HEADER, b"1", b"1");
    let db = open(&folder);
    set(&db, HEADER, b"2", b"2");
    set(&db, META, b"final", b"2");
    let copy = folder.with_extension("copy");
    copy_folder(&folder, &copy);
    fs::rename(copy.join("index_04_16"), copy.join("index_04_17")).expect("renamed");
    assert_eq!(get(&open(&copy), META, b"final").as_deref(), Some(&b"2"[..]));
}

#[test]
fn after_a_write_that_failed_it_refuses_everything_and_tells_the_node() {
    let (_outside, folder) = folder();
    let (alarm, rung) = alarm();
    let db = Durable::open(&folder, alarm.clone()).expect("it opens");
    set(&db, META, b"final", b"1");
    drop(db);
    let db = Durable::open(&folder, alarm).expect("it opens");
    // The next log is on a disk that is full.
    let log = folder.join("log0");
    symlink("/dev/full", &log).expect("linked");
    let commit = |key: &[u8]| {
        let mut transaction = Transaction::<H256>::new();
        transaction.set(META, key, b"2");
        db.commit(transaction)
    };
    assert!(commit(b"final").is_err());
    assert_eq!(rung.lock().expect("no panic").len(), 1);
    // There is room again, but nobody knows what is on disk.
    fs::remove_file(&log).expect("removed");
    assert!(commit(b"best").is_err_and(|error| error.to_string().contains("earlier write")));
    drop(db);
    // What was on disk still is.
    let copy = folder.with_extension("copy");
    copy_folder(&folder, &copy);
    assert_eq!(get(&open(&copy), META, b"final").as_deref(), Some(&b"1"[..]));
}

#[test]
fn what_no_column_can_hold_is_refused_and_harms_nothing() {
    let (_outside, folder) = folder();
    let db = open(&folder);
    let commit = |change| db.commit(Transaction(vec![change]));
    assert!(commit(Change::Store(HEADER, hash(1), vec![1])).is_err(), "it counts no references");
    assert!(commit(Change::Set(13, vec![1], vec![1])).is_err(), "there is no such column");
    assert!(commit(Change::Set(HEADER, vec![1], vec![1])).is_ok());
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("made");
    for entry in fs::read_dir(from).expect("read") {
        let entry = entry.expect("read");
        fs::copy(entry.path(), to.join(entry.file_name())).expect("copied");
    }
}

#[derive(Clone, Debug)]
enum Step {
    /// Sets values under keys in one transaction; `None` removes.
    Set(Vec<(u32, u8, Option<u8>)>),
    Store(u8),
    Release(u8),
    Restart,
    /// The process ends at once, and its files stay as they are.
    Crash,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let change = (prop_oneof![Just(META), Just(HEADER), Just(AUX)], 0..20u8, any::<Option<u8>>());
    let step = prop_oneof![
        4 => prop::collection::vec(change, 1..6).prop_map(Step::Set),
        2 => (0..10u8).prop_map(Step::Store),
        2 => (0..10u8).prop_map(Step::Release),
        1 => Just(Step::Restart),
        1 => Just(Step::Crash),
    ];
    prop::collection::vec(step, 1..40)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn it_holds_what_a_model_holds(steps in steps()) {
        let (outside, mut folder) = folder();
        let mut db = open(&folder);
        let mut values: BTreeMap<(u32, u8), u8> = BTreeMap::new();
        let mut counts: BTreeMap<u8, u32> = BTreeMap::new();
        for (n, step) in steps.into_iter().enumerate() {
            match step {
                Step::Set(changes) => {
                    let mut transaction = Transaction::<H256>::new();
                    // If one transaction changes a key twice, the last change counts.
                    for (column, key, value) in changes {
                        match value {
                            Some(value) => {
                                transaction.set(column, &[key], &[value]);
                                values.insert((column, key), value);
                            }
                            None => {
                                transaction.remove(column, &[key]);
                                values.remove(&(column, key));
                            }
                        }
                    }
                    db.commit(transaction).expect("it commits");
                }
                Step::Store(key) => {
                    let mut transaction = Transaction::<H256>::new();
                    transaction.store(STATE, hash(key.into()), vec![key; 100]);
                    db.commit(transaction).expect("it commits");
                    *counts.entry(key).or_default() += 1;
                }
                Step::Release(key) => {
                    if let Some(count) = counts.get_mut(&key).filter(|count| **count > 0) {
                        let mut transaction = Transaction::<H256>::new();
                        transaction.release(STATE, hash(key.into()));
                        db.commit(transaction).expect("it commits");
                        *count -= 1;
                    }
                }
                Step::Restart => {
                    drop(db);
                    db = open(&folder);
                }
                Step::Crash => {
                    let copy = outside.path().join(format!("after-{n}"));
                    copy_folder(&folder, &copy);
                    db = open(&copy);
                    folder = copy;
                }
            }
            for column in [META, HEADER, AUX] {
                for key in 0..20u8 {
                    let kept = values.get(&(column, key)).map(|value| vec![*value]);
                    prop_assert_eq!(get(&db, column, &[key]), kept);
                }
            }
            for key in 0..10u8 {
                let kept = counts.get(&key).is_some_and(|count| *count > 0);
                prop_assert_eq!(get(&db, STATE, hash(key.into()).as_ref()).is_some(), kept);
            }
        }
    }
}
