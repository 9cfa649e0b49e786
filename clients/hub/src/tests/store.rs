use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use serde_json::json;
use tempfile::TempDir;

use super::*;
use crate::bill;
use crate::facts::{Batch, BatchId, Due, Limits, Member, Meter, Payee, Root, Step, Tariff};
use crate::store::digest::{self, digest};
use crate::store::read::{credentials, household, market};
use crate::tests::blocks::{
    a_life, block, clearing, first_slot, hash, meter, reading, NEW_YEAR, OWNER, SETTINGS,
};
use crate::tests::fake::result;

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
    let rows = digest(&other.db).unwrap();
    let empty = rows.iter().filter(|table| table.rows == 0).map(|table| table.table);
    assert_eq!(empty.collect::<Vec<_>>(), ["gaps"]);
    other.skip(Head { height: 9, hash: hash(9) }).unwrap();
    let rows = digest(&other.db).unwrap();
    let gaps = rows.iter().find(|table| table.table == "gaps").unwrap();
    assert_eq!(gaps.rows, 1);
    let sql = "SELECT count(*) FROM sqlite_schema WHERE type = 'table'";
    let tables: usize = other.db.query_row(sql, [], |row| row.get(0)).unwrap();
    // No rebuild gives again what people gave, and what the hub saw itself.
    let others = [people::TABLES, finality::TABLES];
    let others = others.iter().map(|sql| sql.matches("CREATE TABLE").count()).sum::<usize>();
    assert_eq!(rows.len() + others, tables);
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
fn what_became_of_orders_and_payments_in_a_gap_should_not_be_claimed_to_be_known() {
    let disk = Disk::new();
    let mut store = disk.open();
    store.apply(&a_life()).unwrap();
    let last = store.head().unwrap().height;
    let states = |store: &Store| {
        let orders = read::market::orders_of(&store.db, "5Dan", None, 10).unwrap();
        orders.into_iter().map(|order| (order.order, order.state)).collect::<Vec<_>>()
    };
    let dues = |store: &Store| read::market::dues_of(&store.db, OWNER, 10).unwrap().len();
    assert_eq!(states(&store), [(12, "Placed".into()), (11, "Ended".into())]);
    assert_eq!(dues(&store), 2);
    store.skip(Head { height: last + 5, hash: hash(last + 5) }).unwrap();
    assert_eq!(states(&store), [(12, "Unknown".into()), (11, "Ended".into())]);
    assert_eq!(dues(&store), 0);
    // What is seen of it later is known again.
    let step = |of, kind: &str, detail| Step { of: Some(of), kind: kind.into(), detail };
    let delivered = step(12, "Delivered", json!({ "quantity": 5, "refund": 0 }));
    let due = Due { payee: Payee::Member(7), voucher: None, amount: Some(7) };
    let facts = vec![Fact::Order(delivered), Fact::Due(due), member_seven()];
    store.apply(&[block(last + 6, facts)]).unwrap();
    assert_eq!(states(&store), [(12, "Delivered".into()), (11, "Ended".into())]);
    assert_eq!(dues(&store), 1);
}

fn member_seven() -> Fact {
    Fact::Member(Member { member: 7, account: OWNER.into(), community: 2 })
}

#[test]
fn a_design_should_name_its_content_until_it_is_struck() {
    let disk = Disk::new();
    let mut store = disk.open();
    let content = "ab".repeat(32);
    let designed = |design| Fact::Designed { design, content: content.clone() };
    let named = |store: &Store| people::texts::is_named(&store.db, &[0xab; 32]).unwrap();
    assert!(!named(&store));
    store.apply(&[block(1, vec![designed(3)])]).unwrap();
    assert!(named(&store));
    assert_eq!(people::texts::missing(&store.db, 10).unwrap(), [[0xab; 32]]);
    store.apply(&[block(2, vec![Fact::DesignStruck { design: 3 }])]).unwrap();
    assert!(!named(&store));
    assert!(people::texts::missing(&store.db, 10).unwrap().is_empty());
    // Behind a gap the state tells of it again; it stays struck.
    store.apply(&[block(3, vec![designed(3), Fact::DesignStruck { design: 3 }])]).unwrap();
    store.apply(&[block(4, vec![designed(3)])]).unwrap();
    assert!(!named(&store));
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
    assert!(matches!(open(SETTINGS), Err(StoreError::OtherVersion(found)) if found == VERSION + 1));
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

fn result_of(slot: u32) -> [Fact; 2] {
    [clearing(0, slot, 30), Fact::Result { grid: 0, slot, clearing: result() }]
}

#[test]
fn a_bill_should_have_what_was_read_before_its_slot_cleared() {
    let (disk, slot) = (Disk::new(), first_slot());
    let mut store = disk.open();
    let known = [(1, 0), (2, 0), (3, 0)].map(|(of, wh)| Fact::Meter(meter(of, slot - 1, wh)));
    let readings = vec![
        reading(1, slot, 100),
        // This one spans two slots, and this one is brought too late.
        reading(2, slot + 1, 80),
        reading(1, slot + 1, 150),
    ];
    let [cleared, of] = result_of(slot);
    let facts = [known.to_vec(), readings, vec![cleared, of, reading(3, slot, 40)]].concat();
    store.apply(&[block(1, facts)]).unwrap();
    store.apply(&[block(2, result_of(slot + 1).to_vec())]).unwrap();
    let bill = |of: u32| {
        let days = household::days(&store.db, of, None, 10).unwrap();
        let lines = days.iter().filter_map(|day| day.bill).map(|bill| (bill.lines, bill.import_wh));
        (days.iter().map(|day| day.import_wh).sum::<u64>(), lines.collect::<Vec<_>>())
    };
    assert_eq!(bill(1), (150, vec![(2, 150)]));
    assert_eq!((bill(2), bill(3)), ((80, vec![]), (40, vec![])));
}

#[test]
fn a_bill_should_be_made_by_the_limits_that_governed_its_slot() {
    let (disk, slot) = (Disk::new(), first_slot());
    let mut store = disk.open();
    let none = Limits { ask: None, bid: None, owed_first: false };
    // The owner announces that from the second slot on nothing is traded, and then reads two slots at once.
    let announced = Meter { next: Some((slot + 1, none)), ..meter(1, slot - 1, 0) };
    let read = Meter { limits: none, ..meter(1, slot + 1, 200) };
    store.apply(&[block(1, vec![Fact::Meter(announced)])]).unwrap();
    let readings =
        vec![reading(1, slot, 100), reading(1, slot + 1, 200), Fact::Meter(read.clone())];
    store.apply(&[block(2, readings)]).unwrap();
    store.apply(&[block(3, [result_of(slot), result_of(slot + 1)].concat())]).unwrap();
    let [day] = &household::days(&store.db, 1, None, 10).unwrap()[..] else { panic!() };
    let trading = bill::line(&result(), meter(1, 0, 0).limits, 100, 50).unwrap();
    let apart = bill::line(&result(), none, 100, 50).unwrap();
    let bill = day.bill.unwrap();
    assert!(trading.bought > 0 && apart.bought == 0);
    assert_eq!((bill.lines, bill.bought, bill.sold), (2, trading.bought, trading.sold));
    assert_eq!(bill.paid.0, trading.paid + apart.paid);
    // An announcement that was taken back leaves nothing.
    let before = digest(&store.db).unwrap();
    let again = Meter { next: Some((slot + 9, meter(1, 0, 0).limits)), ..read.clone() };
    store.apply(&[block(4, vec![Fact::Meter(again)])]).unwrap();
    store.apply(&[block(5, vec![Fact::Meter(read)])]).unwrap();
    let limits = |digest: &[digest::TableDigest]| {
        digest.iter().find(|table| table.table == "limits").unwrap().clone()
    };
    assert_eq!(limits(&before), limits(&digest(&store.db).unwrap()));
}

#[test]
fn standing_charges_should_be_those_of_the_days_that_began() {
    let (disk, slot) = (Disk::new(), first_slot());
    let mut store = disk.open();
    let tariff = |from, standing_charge| Tariff {
        grid: 0,
        from,
        bands: vec![crate::facts::Band { from: 0, feed_in: 10, retail: 73 }],
        // The grid's days begin where the village's do.
        offset: 52,
        network_charge: 2,
        standing_charge,
        k: 500_000,
        trim: 250_000,
    };
    // The third day begins after the price changed. Nothing is read on the fourth.
    let midnight = slot + 44;
    let tariffs = vec![tariff(slot - 9_000, 70), tariff(midnight + 96, 90)];
    let mut facts =
        vec![Fact::TariffsKept { grid: 0, tariffs }, Fact::Meter(meter(1, slot - 1, 0))];
    for (at, wh) in [(slot, 10), (slot + 1, 20)] {
        facts.push(reading(1, at, wh));
        facts.extend(result_of(at));
    }
    for (at, wh) in [(midnight, 30), (midnight + 96, 40), (midnight + 3 * 96, 50)] {
        facts.push(Fact::Meter(meter(1, at - 1, wh - 10)));
        facts.push(reading(1, at, wh));
        facts.extend(result_of(at));
    }
    store.apply(&[block(1, facts)]).unwrap();
    let days = household::days_from(&store.db, 1, 0, i64::MAX).unwrap();
    let charges = days.iter().filter_map(|day| day.bill).map(|bill| bill.standing_charge.0);
    assert_eq!(charges.collect::<Vec<_>>(), [0, 70_000_000, 90_000_000, 180_000_000]);
    // The bill of one day alone has what began with its first slot.
    let last = days.last().unwrap().day;
    let alone = household::days_from(&store.db, 1, last, last).unwrap();
    assert_eq!(alone[0].bill.unwrap().standing_charge.0, 90_000_000);
}

#[test]
fn prices_that_were_taken_back_should_be_gone() {
    let disk = Disk::new();
    let mut store = disk.open();
    let tariff = |from, standing_charge| Tariff {
        grid: 0,
        from,
        bands: vec![],
        offset: 0,
        network_charge: 0,
        standing_charge,
        k: 0,
        trim: 0,
    };
    let kept = |of: &[(u32, u64)]| {
        let tariffs = of.iter().map(|(from, charge)| tariff(*from, *charge)).collect();
        Fact::TariffsKept { grid: 0, tariffs }
    };
    let blocks = [
        vec![kept(&[(10, 1), (20, 2)])],
        vec![kept(&[(10, 1), (20, 2), (50, 3)])],
        vec![Fact::TariffSet(tariff(40, 4)), kept(&[(20, 2), (40, 4)])],
    ];
    for (height, facts) in (1..).zip(blocks) {
        store.apply(&[block(height, facts)]).unwrap();
    }
    let known = read::tariffs(&store.db, 0, None, 10).unwrap();
    let known = known.iter().map(|row| (row.from_slot, row.standing_charge, row.height));
    // What is no longer kept governed its slots all the same.
    assert_eq!(known.collect::<Vec<_>>(), [(40, 4, 3), (20, 2, 1), (10, 1, 1)]);
}

#[test]
fn orders_and_payments_should_be_found_by_those_whose_they_are() {
    let disk = Disk::new();
    let mut store = disk.open();
    store.apply(&a_life()).unwrap();
    let orders = |account| {
        let orders = market::orders_of(&store.db, account, None, 10).unwrap();
        orders.into_iter().map(|order| (order.order, order.state)).collect::<Vec<_>>()
    };
    let both = [(12, "Placed".to_owned()), (11, "Ended".to_owned())];
    assert_eq!((orders("5Dan"), orders(OWNER)), (both.to_vec(), both.to_vec()));
    assert_eq!(orders("5Eve"), []);
    let ended = &market::orders_of(&store.db, OWNER, Some(12), 10).unwrap()[0];
    assert_eq!((ended.delivered, ended.how.clone()), (Some(2), Some(json!("Confirmed"))));
    let [lot] = &market::lots(&store.db, 3, 10).unwrap()[..] else { panic!() };
    // Two were delivered of three, and five are ordered.
    assert_eq!((lot.ordered, lot.written_off, lot.recalled), (7, 2, false));
    let dues = market::dues_of(&store.db, OWNER, 10).unwrap();
    let mut dues = dues.iter().map(|due| (due.member, due.amount.0)).collect::<Vec<_>>();
    dues.sort();
    assert_eq!(dues, [(None, 60), (Some(7), 80)]);
    assert_eq!(market::dues_of(&store.db, "5Dan", 10).unwrap(), []);
}

#[test]
fn an_award_should_have_its_last_mark() {
    let disk = Disk::new();
    let mut store = disk.open();
    store.apply(&a_life()).unwrap();
    let mark = |index| {
        let found = credentials::mark(&store.db, 2, 1, index).unwrap();
        found.map(|found| found.mark)
    };
    let marks = [0, 1, 3].map(mark);
    assert_eq!(marks, [None, Some("Revoked".into()), Some("Reinstated".into())]);
    let batch = credentials::batch(&store.db, 2, 1).unwrap().unwrap();
    assert_eq!((batch.schema, batch.count, batch.valid_until), (4, 16, Some(NEW_YEAR)));
    assert_eq!(batch.root, Some("cd".repeat(32)));
}

/// Somebody who chooses a number could stop all hubs by one that is larger than SQLite's.
#[test]
fn a_number_that_is_too_large_should_be_a_doubt() {
    let disk = Disk::new();
    let mut store = disk.open();
    let of = BatchId { issuer: 2, sequence: 1 };
    let issued = Fact::Issued(Batch { of, schema: 4, count: 16 });
    let root = Root { of, root: "cd".repeat(32), valid_until: Some(u64::MAX) };
    let facts = vec![
        Fact::Meter(meter(1, first_slot() - 1, 0)),
        reading(2, first_slot(), u64::MAX),
        Fact::Meter(Meter { owed: u64::MAX, ..meter(3, first_slot(), 0) }),
        issued,
        Fact::Root(root),
        reading(1, first_slot(), 100),
    ];
    store.apply(&[block(1, facts)]).unwrap();
    store.apply(&[block(2, vec![reading(1, first_slot() + 1, 200)])]).unwrap();
    let doubts = read::doubts(&store.db, None, 10).unwrap();
    assert_eq!(doubts.iter().map(|doubt| doubt.height).collect::<Vec<_>>(), [1, 1, 1]);
    assert!(doubts.iter().all(|doubt| !doubt.why.is_empty()));
    assert_eq!(read::registers(&store.db, 1, false).unwrap().len(), 2);
    assert_eq!(read::registers(&store.db, 2, false).unwrap(), []);
    assert_eq!(credentials::batch(&store.db, 2, 1).unwrap().unwrap().root, None);
}
