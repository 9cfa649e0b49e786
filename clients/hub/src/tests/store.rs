use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use serde_json::json;
use tempfile::TempDir;

use super::*;
use crate::store::digest::digest;
use crate::tests::blocks::{a_life, block, first_slot, hash, reading, NEW_YEAR, SETTINGS};

struct Disk(TempDir);

impl Disk {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("hub.sqlite")
    }

    fn open(&self) -> Store {
        Store::open(&self.path(), SETTINGS).unwrap()
    }
}

#[test]
fn everything_should_be_found_again() {
    let disk = Disk::new();
    let mut store = disk.open();
    assert_eq!(store.head().unwrap(), Head { height: 0, hash: SETTINGS.genesis });
    store.apply(&a_life()).unwrap();
    let db = read::open(&disk.path()).unwrap();

    let known = read::as_of(&db).unwrap();
    assert_eq!(known.head, Head { height: 6, hash: hash(6) });
    assert_eq!(known.time, Some((NEW_YEAR + 36) * 1_000));
    assert_eq!((known.gaps, known.doubts), (vec![], 1));

    let clearings = read::clearings(&db, 0, None, 10).unwrap();
    assert_eq!(clearings.len(), 1);
    assert_eq!((clearings[0].slot, clearings[0].price, clearings[0].height), (first_slot(), 25, 4));
    assert_eq!(read::clearings(&db, 0, Some(first_slot()), 10).unwrap(), []);
    assert_eq!(read::clearings(&db, 1, None, 10).unwrap(), []);
    let tariffs = read::tariffs(&db, 0, None, 10).unwrap();
    let bands = tariffs[0].bands.iter().map(|band| (band.from, band.feed_in, band.retail));
    assert_eq!(bands.collect::<Vec<_>>(), [(28, 10, 30), (72, 10, 40)]);
    let charges = (tariffs[0].network_charge, tariffs[0].standing_charge);
    assert_eq!((tariffs[0].offset, charges, tariffs[0].height), (52, (5, 70), 1));

    let petition = read::petition(&db, 4).unwrap().unwrap();
    assert_eq!(petition.title.as_deref(), Some("A new pump"));
    assert_eq!((petition.endorsements, petition.referendum), (2, Some(0)));
    assert_eq!((petition.last.as_deref(), petition.height), (Some("Submitted"), 2));
    assert_eq!(read::petitions(&db, None, 10).unwrap(), [petition]);
    assert_eq!(read::petitions(&db, Some(4), 10).unwrap(), []);
    assert_eq!(read::petition(&db, 5).unwrap(), None);
    let vote = read::steps(&db, "referendum", 0, 10).unwrap();
    assert_eq!(
        (vote[0].kind.as_str(), &vote[0].detail),
        ("Confirmed", &json!({ "tally": { "ayes": 1 } }))
    );

    assert_eq!(read::votes(&db, 7, None, 10).unwrap()[0].vote.as_deref(), Some("Aye"));
    assert_eq!(read::votes(&db, 9, None, 10).unwrap()[0].vote, None);
    assert_eq!(read::votes(&db, 7, Some(0), 10).unwrap(), []);
    assert_eq!(read::authorities(&db).unwrap().unwrap().keys, ["aa", "bb"]);
    assert_eq!(read::upgrades(&db, 10).unwrap().len(), 1);
    let operator: String = db.query_row("SELECT operator FROM grids", [], |r| r.get(0)).unwrap();
    assert_eq!(operator, "5Dan");
}

#[test]
fn blocks_should_be_taken_together_or_not_at_all() {
    let disk = Disk::new();
    let mut store = disk.open();
    let first_two = a_life().into_iter().take(2).collect::<Vec<_>>();
    store.apply(&first_two).unwrap();
    let before = digest(&store.db).unwrap();
    let [.., last] = &a_life()[..] else { unreachable!() };
    let other_parent = Facts { parent: [9; 32], ..a_life().swap_remove(3) };
    for bad in [vec![last.clone()], first_two.clone(), vec![a_life().swap_remove(2), other_parent]]
    {
        assert!(matches!(store.apply(&bad), Err(StoreError::NotNext(_))));
        assert_eq!(digest(&store.db).unwrap(), before);
    }
    store.apply(&a_life()[2..]).unwrap();
}

#[test]
fn a_rebuild_should_give_the_same_however_blocks_are_grouped() {
    let (one, other) = (Disk::new(), Disk::new());
    let (mut one, mut other) = (one.open(), other.open());
    one.apply(&a_life()).unwrap();
    for block in a_life() {
        other.apply(&[block]).unwrap();
    }
    assert_eq!(digest(&one.db).unwrap(), digest(&other.db).unwrap());
    // Every table has something in it, so that none is equal for want of rows.
    other.keep_runtime(&Runtime { spec: 1, transaction: 1, metadata: vec![1] }).unwrap();
    other.skip(Head { height: 9, hash: hash(9) }).unwrap();
    let rows = digest(&other.db).unwrap();
    assert!(rows.iter().all(|table| table.rows > 0), "{rows:?}");
    let sql = "SELECT count(*) FROM sqlite_schema WHERE type = 'table'";
    let tables: usize = other.db.query_row(sql, [], |row| row.get(0)).unwrap();
    assert_eq!(rows.len(), tables);
    assert_ne!(rows, digest(&one.db).unwrap());
}

/// What is on the disk whenever the program is killed: SQLite's file and its log, as they are while a
/// transaction is under way.
#[test]
fn whenever_the_hub_is_killed_it_should_have_whole_blocks() {
    let disk = Disk::new();
    let mut store = disk.open();
    let heads = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&heads);
    let folder = disk.0.path().to_owned();
    store
        .db
        .progress_handler(
            40,
            Some(move || {
                let copy = Disk::new();
                for file in fs::read_dir(&folder).unwrap().map(Result::unwrap) {
                    // Its index of the log is rebuilt where it is missing, as after a restart.
                    if !file.file_name().to_string_lossy().ends_with("-shm") {
                        fs::copy(file.path(), copy.0.path().join(file.file_name())).unwrap();
                    }
                }
                Store::check(&copy.path()).unwrap();
                let mut revived = copy.open();
                let height = revived.head().unwrap().height;
                // It goes on from there, and ends up with the same.
                let rest = usize::try_from(height).unwrap();
                revived.apply(&a_life()[rest..]).unwrap();
                seen.lock().unwrap().push((height, digest(&revived.db).unwrap()));
                false
            }),
        )
        .unwrap();
    for two in a_life().chunks(2) {
        store.apply(two).unwrap();
    }
    store.db.progress_handler(0, None::<fn() -> bool>).unwrap();
    let (end, heads) = (digest(&store.db).unwrap(), heads.lock().unwrap());
    for height in [0, 2, 4] {
        assert!(heads.iter().any(|(of, _)| *of == height), "never killed at {height}");
    }
    assert!(heads.iter().all(|(height, digest)| height % 2 == 0 && *digest == end));
}

#[test]
fn days_should_begin_where_the_village_is() {
    let disk = Disk::new();
    let mut store = disk.open();
    // Midnight in UTC is one in the afternoon in Tonga; its day ends 11 hours later.
    let noon = first_slot();
    let slots = [noon, noon + 43, noon + 44, noon + 44 + 95];
    let readings = slots.iter().zip([10, 20, 30, 40]).map(|(slot, wh)| reading(3, *slot, wh));
    store.apply(&[block(1, readings.collect())]).unwrap();
    let days = read::registers(&store.db, 3, true).unwrap();
    let days = days.iter().map(|row| (row.day, row.import_wh, row.export_wh)).collect::<Vec<_>>();
    let today = i64::try_from(NEW_YEAR / 86_400).unwrap();
    assert_eq!(days, [(today, 20, 10), (today + 1, 40, 20)]);
    let all = read::registers(&store.db, 3, false).unwrap();
    assert_eq!(all.iter().map(|row| row.slot).collect::<Vec<_>>(), slots);
    assert_eq!(read::registers(&store.db, 4, false).unwrap(), []);
}

#[test]
fn quarter_hours_should_be_kept_for_400_days_and_days_for_ever() {
    let disk = Disk::new();
    let mut store = disk.open();
    let at_noon = |day: u32| first_slot() - day * 96;
    let old = [401, 400, 399].map(|day| reading(0, at_noon(day), 1_000 - u64::from(day)));
    store.apply(&[block(1, old.to_vec())]).unwrap();
    let count = |table: &str| -> u32 {
        let sql = format!("SELECT count(*) FROM {table}");
        store.db.query_row(&sql, [], |row| row.get(0)).unwrap()
    };
    assert_eq!((count("registers"), count("days")), (2, 3));
}

#[test]
fn blocks_should_be_kept_by_hash_for_a_week() {
    let disk = Disk::new();
    let mut store = disk.open();
    let week = BLOCKS;
    store.skip(Head { height: 10, hash: hash(10) }).unwrap();
    store.apply(&[block(11, vec![])]).unwrap();
    assert_eq!(store.hash(11).unwrap(), Some(hash(11)));
    store.skip(Head { height: week + 10, hash: hash(week + 10) }).unwrap();
    store.apply(&[block(week + 11, vec![])]).unwrap();
    assert_eq!(store.hash(11).unwrap(), None);
    assert_eq!(store.hash(week + 11).unwrap(), Some(hash(week + 11)));
}

#[test]
fn gaps_that_touch_should_be_one() {
    let disk = Disk::new();
    let mut store = disk.open();
    let at = |height| Head { height, hash: hash(height) };
    store.apply(&[block(1, vec![])]).unwrap();
    store.skip(at(5)).unwrap();
    store.skip(at(8)).unwrap();
    assert!(matches!(store.skip(at(8)), Err(StoreError::NotNext(8))));
    store.apply(&[block(9, vec![])]).unwrap();
    store.skip(at(10)).unwrap();
    let known = read::as_of(&store.db).unwrap();
    let gap = |first, last| read::Gap { first, last };
    assert_eq!(known.gaps, [gap(10, 10), gap(2, 8)]);
    // The newest that is known is block 9; what is shown is as old as that.
    assert_eq!((known.head, known.time), (at(10), Some((NEW_YEAR + 54) * 1_000)));
}

#[test]
fn a_database_of_something_else_should_be_refused() {
    let disk = Disk::new();
    drop(disk.open());
    let open = |settings| Store::open(&disk.path(), settings).map(|_| ());
    let other = Settings { genesis: [1; 32], ..SETTINGS };
    assert!(matches!(open(other), Err(StoreError::OtherChain(of)) if of == SETTINGS.genesis));
    let other = Settings { utc_offset_minutes: 0, ..SETTINGS };
    assert!(matches!(open(other), Err(StoreError::OtherDays(780))));
    assert!(open(SETTINGS).is_ok());
    let db = Connection::open(disk.path()).unwrap();
    db.pragma_update(None, "user_version", VERSION + 1).unwrap();
    assert!(matches!(open(SETTINGS), Err(StoreError::OtherVersion(2))));
}

#[test]
fn a_damaged_database_should_be_found() {
    let disk = Disk::new();
    assert!(Store::check(&disk.path()).is_ok());
    let mut store = disk.open();
    let many = (0..2_000).map(|meter| reading(meter, first_slot(), 1)).collect();
    store.apply(&[block(1, many)]).unwrap();
    drop(store);
    assert!(Store::check(&disk.path()).is_ok());
    let whole = fs::read(disk.path()).unwrap();
    let mut damaged = whole.clone();
    let middle = damaged.len() / 2;
    damaged[middle..middle + 4_096].fill(0xff);
    fs::write(disk.path(), &damaged).unwrap();
    assert!(matches!(Store::check(&disk.path()), Err(StoreError::Corrupt(_))));
    fs::write(disk.path(), b"This is a shopping list and no database.".repeat(200)).unwrap();
    assert!(matches!(Store::check(&disk.path()), Err(StoreError::Corrupt(_))));
    let opened = Store::open(&disk.path(), SETTINGS).map(|_| ());
    assert!(matches!(opened, Err(StoreError::Corrupt(_))), "{opened:?}");
}

#[test]
fn a_full_disk_should_lose_nothing() {
    let disk = Disk::new();
    let mut store = disk.open();
    store.apply(&[block(1, vec![reading(0, first_slot(), 1)])]).unwrap();
    let before = digest(&store.db).unwrap();
    store.limit(1);
    let many = (0..5_000).map(|meter| reading(meter, first_slot(), 1)).collect::<Vec<_>>();
    let next = [block(2, many)];
    assert!(matches!(store.apply(&next), Err(StoreError::Full)));
    assert_eq!(digest(&store.db).unwrap(), before);
    // Somebody made room.
    store.limit(1_000_000);
    store.apply(&next).unwrap();
    assert_eq!(store.head().unwrap().height, 2);
}
