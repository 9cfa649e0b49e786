use std::path::Path;

use tempfile::TempDir;

use super::*;
use crate::store::digest::{digest, TableDigest};
use crate::store::read::{self, household, Gap};
use crate::store::Settings;
use crate::tests::blocks::{hash, SETTINGS};
use crate::tests::fake::{price, result, slot, Fake};
use crate::tests::runtime::{new, old};

/// The block of [`Fake`] that upgrades the runtime.
const UPGRADE: Height = 30;

struct Hub {
    folder: TempDir,
    node: Fake,
    status: Status,
}

impl Hub {
    fn new(length: Height) -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { folder, node: Fake::new(length, UPGRADE), status: Status::default() }
    }

    fn start(&self) -> Follower<Fake> {
        let path = self.folder.path().join("hub.sqlite");
        let store = Store::open(&path, SETTINGS).unwrap();
        Follower::new(self.node.clone(), store, self.status.clone())
    }

    fn database(&self) -> rusqlite::Connection {
        read::open(&self.folder.path().join("hub.sqlite")).unwrap()
    }

    fn digest(&self) -> Vec<TableDigest> {
        digest(&self.database()).unwrap()
    }

    fn prices(&self) -> Vec<(u32, u64)> {
        let clearings = read::clearings(&self.database(), 0, None, 1_000).unwrap();
        clearings.iter().rev().map(|row| (row.slot, row.price)).collect()
    }
}

fn prices_of(heights: impl Iterator<Item = Height>) -> Vec<(u32, u64)> {
    heights.map(|height| (slot(height), price(height))).collect()
}

fn run<T>(work: impl std::future::Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

#[test]
fn each_block_should_be_read_by_the_runtime_that_executed_it() {
    let hub = Hub::new(200);
    let head = run(hub.start().catch_up()).unwrap();
    assert_eq!(head, Head { height: 200, hash: hash(200) });
    assert_eq!(hub.prices(), prices_of(1..=200));
    let upgrades = read::upgrades(&hub.database(), 10).unwrap();
    let upgrades = upgrades.iter().map(|upgrade| (upgrade.height, upgrade.spec_version));
    // Block 30 was executed by the old runtime, though its state has the new one.
    assert!(upgrades.eq([(31, new::SPEC), (1, old::SPEC)]));
    // One of two readings in each block was accepted.
    let sql =
        "SELECT count(*), min(meter), max(meter), max(import_wh), max(export_wh) FROM registers";
    let registers = hub.database().query_row(sql, [], |row| {
        (0..5_usize).map(|column| row.get(column)).collect::<Result<Vec<u64>, _>>()
    });
    assert_eq!(registers.unwrap(), [200, 5, 5, 2_000, 1_000]);
}

#[test]
fn a_hub_should_go_on_where_it_stopped_wherever_that_was() {
    let straight = Hub::new(100);
    run(straight.start().catch_up()).unwrap();
    let hub = Hub::new(100);
    // The link is cut after each number of questions in turn, and the hub is started again.
    for more in 1.. {
        hub.node.state().asked = 0;
        hub.node.state().dies_after = more * 7;
        if run(hub.start().catch_up()).is_ok() {
            break;
        }
        assert!(hub.status.now().trouble.is_some_and(|trouble| trouble.contains("not answer")));
        assert!(!hub.status.now().stopped);
    }
    assert_eq!(hub.status.now().trouble, None);
    assert_eq!(hub.digest(), straight.digest());
}

#[test]
fn a_follower_should_go_on_after_a_failure_of_its_node() {
    let straight = Hub::new(100);
    run(straight.start().catch_up()).unwrap();
    let hub = Hub::new(20);
    let mut follower = hub.start();
    for length in [20, 29, 30, 31, 60, 100] {
        hub.node.grow(length);
        hub.node.state().down = true;
        assert!(matches!(run(follower.catch_up()), Err(Failure::Node(Unanswered::Unreachable(_)))));
        hub.node.state().down = false;
        assert_eq!(run(follower.catch_up()).unwrap().height, length);
    }
    assert_eq!(hub.digest(), straight.digest());
}

#[test]
fn a_follower_should_end_where_it_is_told_to() {
    let hub = Hub::new(100);
    for (until, reached) in [(0, 0), (30, 30), (20, 30), (95, 95), (200, 100)] {
        let head = run(hub.start().until(until).catch_up()).unwrap();
        assert_eq!(head, Head { height: reached, hash: hash(reached) });
    }
    assert_eq!(hub.prices(), prices_of(1..=100));
}

#[test]
fn metadata_should_be_asked_for_once() {
    let hub = Hub::new(10);
    run(hub.start().catch_up()).unwrap();
    let runtime = hub.start().store().runtime(old::SPEC).unwrap();
    assert_eq!(runtime, Some(old::runtime()));
    assert_eq!(hub.start().store().runtime(new::SPEC).unwrap(), None);
}

#[test]
fn what_was_pruned_should_be_named() {
    for (seen, oldest, gap) in [
        // A hub that was never there, and one that was away.
        (0, 50, Some(Gap { first: 1, last: 50 })),
        (10, 50, Some(Gap { first: 11, last: 50 })),
        // The state of block 10 is there, so block 11 can be read.
        (10, 10, None),
        (10, 11, Some(Gap { first: 11, last: 11 })),
        // Over the upgrade.
        (20, 29, Some(Gap { first: 21, last: 29 })),
        (20, 30, Some(Gap { first: 21, last: 30 })),
        (20, 31, Some(Gap { first: 21, last: 31 })),
        // All but the last block.
        (10, 100, Some(Gap { first: 11, last: 100 })),
    ] {
        let hub = Hub::new(seen);
        run(hub.start().catch_up()).unwrap();
        hub.node.grow(100);
        hub.node.state().oldest = oldest;
        let mut follower = hub.start();
        assert_eq!(run(follower.catch_up()).unwrap().height, 100);
        let known = read::as_of(&hub.database()).unwrap();
        assert_eq!(known.gaps, Vec::from_iter(gap), "{seen} {oldest}");
        let missing = gap.map_or(0..=0, |gap| gap.first..=gap.last);
        assert_eq!(hub.prices(), prices_of((1..=100).filter(|height| !missing.contains(height))));
        // It goes on behind it.
        hub.node.grow(105);
        assert_eq!(run(follower.catch_up()).unwrap().height, 105);
        assert_eq!(read::as_of(&hub.database()).unwrap().gaps.len(), known.gaps.len());
        // The state told what events had told before, at the start and behind the gap.
        let tariffs = read::tariffs(&hub.database(), 9, None, 10).unwrap();
        let from =
            tariffs.iter().map(|row| (row.from_slot, row.bands[0].retail)).collect::<Vec<_>>();
        let before = gap.map(|gap| gap.last).into_iter().chain((seen > 0).then_some(0));
        assert_eq!(from, prices_of(before));
    }
}

#[test]
fn a_gap_should_be_found_with_few_questions() {
    let hub = Hub::new(2_000);
    hub.node.state().oldest = 1_900;
    run(hub.start().catch_up()).unwrap();
    // Four for a block that is read, and some twenty to find where that begins.
    assert!(hub.node.state().asked < 100 * 4 + 60, "{}", hub.node.state().asked);
}

#[test]
fn a_node_that_is_behind_should_be_waited_for() {
    let hub = Hub::new(50);
    run(hub.start().catch_up()).unwrap();
    let later = hub.node.state().blocks.split_off(40);
    assert_eq!(run(hub.start().catch_up()).unwrap().height, 50);
    assert_eq!(hub.status.now().node, Some(40));
    hub.node.state().blocks.extend(later);
    hub.node.grow(60);
    assert_eq!(run(hub.start().catch_up()).unwrap().height, 60);
    assert_eq!(hub.prices(), prices_of(1..=60));
}

#[test]
fn another_block_below_what_was_final_should_stop_the_hub() {
    // The node has another block where the hub's last one is; and it is behind, with another one.
    for (length, changed) in [(60, 50), (50, 50), (45, 45)] {
        let hub = Hub::new(50);
        run(hub.start().catch_up()).unwrap();
        let before = hub.digest();
        hub.node.grow(60);
        {
            let mut state = hub.node.state();
            state.blocks.truncate(length);
            for block in state.blocks.iter_mut().skip(changed - 1) {
                block.hash[31] = 1;
            }
        }
        let failure = run(hub.start().catch_up()).unwrap_err();
        let at = if length < 50 { 45 } else { 50 };
        assert!(matches!(failure, Failure::Reorganised(height) if height == at), "{failure}");
        assert!(failure.is_final() && hub.status.now().stopped);
        assert_eq!(hub.digest(), before);
    }
}

#[test]
fn another_chain_should_stop_the_hub() {
    let hub = Hub::new(50);
    run(hub.start().catch_up()).unwrap();
    hub.node.state().genesis = [9; 32];
    let failure = run(hub.start().catch_up()).unwrap_err();
    assert!(matches!(failure, Failure::OtherChain(genesis) if genesis == [9; 32]));
    assert!(hub.status.now().stopped);
}

#[test]
fn a_node_that_lies_about_heights_should_not_be_believed() {
    let hub = Hub::new(50);
    hub.node.state().lies.insert(20);
    let failure = run(hub.start().catch_up()).unwrap_err();
    assert!(matches!(failure, Failure::Node(Unanswered::OtherBlock(20))), "{failure}");
    // What came before it stands, and once it tells the truth the hub goes on.
    assert_eq!(hub.prices(), prices_of(1..=19));
    hub.node.state().lies.clear();
    run(hub.start().catch_up()).unwrap();
    assert_eq!(hub.prices(), prices_of(1..=50));
}

#[test]
fn a_block_that_does_not_follow_should_not_be_taken() {
    let hub = Hub::new(50);
    hub.node.state().blocks[19].parent = [3; 32];
    assert!(matches!(run(hub.start().catch_up()), Err(Failure::Broken(20))));
    assert_eq!(hub.prices(), prices_of(1..=19));
    assert!(!hub.status.now().stopped);
}

#[test]
fn a_block_that_is_not_understood_should_be_named_and_the_next_one_read() {
    let hub = Hub::new(50);
    hub.node.state().blocks[19].events = vec![4, 1, 255, 255];
    run(hub.start().catch_up()).unwrap();
    assert_eq!(hub.status.now().trouble, None);
    assert_eq!(hub.prices(), prices_of((1..=50).filter(|height| *height != 20)));
    let known = read::as_of(&hub.database()).unwrap();
    assert_eq!((known.doubtful, known.gaps), (vec![20], vec![]));
    let doubts = read::doubts(&hub.database(), None, 10).unwrap();
    // The events, and the readings of which nobody knows whether they were accepted.
    let of = doubts.iter().map(|doubt| (doubt.height, doubt.extrinsic)).collect::<Vec<_>>();
    assert_eq!(of, [(20, Some(1)), (20, None)]);
}

#[test]
fn each_slot_should_be_billed_as_it_cleared() {
    let hub = Hub::new(200);
    run(hub.start().catch_up()).unwrap();
    let limits = crate::facts::Limits { ask: Some(0), bid: Some(63), owed_first: true };
    let line = crate::bill::line(&result(), limits, 10, 5).unwrap();
    assert!(line.bought > 0 && line.sold > 0 && line.owed > 0 && line.saved > 0);
    let days = household::days_from(&hub.database(), 5, 0, i64::MAX).unwrap();
    assert!(days.len() > 1);
    let bill = days.iter().filter_map(|day| day.bill).sum::<household::Bill>();
    assert_eq!((bill.lines, bill.import_wh, bill.export_wh), (200, 2_000, 1_000));
    assert_eq!((bill.bought, bill.sold), (line.bought * 200, line.sold * 200));
    assert_eq!((bill.owed, bill.curtailed), (line.owed * 200, line.curtailed * 200));
    let money = [bill.paid, bill.network_charge, bill.received, bill.saved].map(|money| money.0);
    let each = [line.paid, line.network_charge, line.received, line.saved];
    assert_eq!(money, each.map(|money| money * 200));
    // What flowed is what was billed.
    let flowed = days.iter().map(|day| day.import_wh).sum::<u64>();
    assert_eq!(flowed, bill.import_wh);
    let meter = household::meter(&hub.database(), 5).unwrap().unwrap();
    assert_eq!((meter.slot, meter.owed, meter.height), (slot(200), 200, 200));
    assert_eq!(meter.credit.0, u128::from(u64::MAX) * 2);
}

/// Behind a gap the registers go on, but what flowed in it, the market had no part in as far as the hub knows.
#[test]
fn what_flowed_in_a_gap_should_not_be_billed() {
    let hub = Hub::new(10);
    run(hub.start().catch_up()).unwrap();
    hub.node.grow(100);
    hub.node.state().oldest = 50;
    run(hub.start().catch_up()).unwrap();
    let days = household::days_from(&hub.database(), 5, 0, i64::MAX).unwrap();
    let bill = days.iter().filter_map(|day| day.bill).sum::<household::Bill>();
    assert_eq!((bill.lines, bill.import_wh), (60, 600));
}

#[test]
fn a_full_disk_should_be_said_and_lose_nothing() {
    let hub = Hub::new(50);
    let mut follower = hub.start();
    follower.store.limit(1);
    assert!(matches!(run(follower.catch_up()), Err(Failure::Store(StoreError::Full))));
    assert_eq!(hub.status.now().trouble.as_deref(), Some("the disk is full"));
    follower.store.limit(1_000_000);
    run(follower.catch_up()).unwrap();
    assert_eq!(hub.prices(), prices_of(1..=50));
}

#[test]
fn a_database_of_another_chain_should_be_refused() {
    let hub = Hub::new(1);
    drop(hub.start());
    let other = Settings { genesis: [1; 32], ..SETTINGS };
    let path: &Path = &hub.folder.path().join("hub.sqlite");
    assert!(matches!(Store::open(path, other), Err(StoreError::OtherChain(_))));
}
