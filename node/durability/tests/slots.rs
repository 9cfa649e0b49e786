//! Tests that a slot has one block, even if clocks go back.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod common;

use common::{alarm, quick_folder};
use proptest::prelude::*;
use sc_consensus_slots::BackoffAuthoringBlocksStrategy;
use std::{collections::BTreeSet, path::Path};
use vaka_durability::slots::OncePerSlot;

/// Holds back in slots that end in 7, as if finality lagged.
#[derive(Clone)]
struct NotInSevens;

impl BackoffAuthoringBlocksStrategy<u32> for NotInSevens {
    fn should_backoff(
        &self,
        _: u32,
        _: sp_consensus_slots::Slot,
        _: u32,
        now: sp_consensus_slots::Slot,
        _: &str,
    ) -> bool {
        *now % 10 == 7
    }
}

fn open(path: &Path) -> OncePerSlot<NotInSevens> {
    OncePerSlot::open(path, NotInSevens, alarm().0).expect("it opens")
}

fn authors(slots: &OncePerSlot<NotInSevens>, slot: u64) -> bool {
    !slots.should_backoff(1, 1.into(), 1, slot.into(), "test")
}

#[test]
fn a_slot_is_authored_in_once_and_none_before_it() {
    let folder = quick_folder();
    let path = folder.path().join("keystore-slots");
    let slots = open(&path);
    assert!(authors(&slots, 100));
    assert!(!authors(&slots, 100));
    drop(slots);
    let slots = open(&path);
    assert!(!authors(&slots, 100), "it started again, and the clock went back");
    assert!(!authors(&slots, 99));
    assert!(authors(&slots, 101));
}

#[test]
fn a_slot_that_it_holds_back_in_is_not_taken() {
    let folder = quick_folder();
    let slots = open(&folder.path().join("keystore-slots"));
    assert!(!authors(&slots, 107));
    assert!(authors(&slots, 106), "the clock went back, but no block was authored");
}

#[test]
fn a_second_node_does_not_get_the_record() {
    let folder = quick_folder();
    let path = folder.path().join("keystore-slots");
    let _first = open(&path);
    assert!(OncePerSlot::open(&path, NotInSevens, alarm().0).is_err());
}

#[test]
fn what_cannot_be_recorded_is_not_authored_and_the_node_is_told() {
    let folder = quick_folder();
    let inside = folder.path().join("gone");
    let (alarm, rung) = alarm();
    let slots =
        OncePerSlot::open(&inside.join("keystore-slots"), NotInSevens, alarm).expect("it opens");
    std::fs::remove_dir_all(&inside).expect("removed");
    // The file has lost its name. It can be appended to, but not written anew when it has grown.
    let refused = (0..200_000).map(|n| n * 10).find(|slot| !authors(&slots, *slot));
    let refused = refused.expect("it grows");
    assert_eq!(rung.lock().expect("no panic").len(), 1);
    assert!(!authors(&slots, refused + 10));
    assert_eq!(rung.lock().expect("no panic").len(), 2);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn never_twice_whatever_the_clock_does(
        slots in prop::collection::vec((0..50u64, any::<bool>()), 1..100),
    ) {
        let folder = quick_folder();
        let path = folder.path().join("keystore-slots");
        let mut guard = open(&path);
        let mut authored = BTreeSet::new();
        for (slot, restart) in slots {
            if restart {
                drop(guard);
                guard = open(&path);
            }
            let newer = authored.last().is_none_or(|last| slot > *last) && slot % 10 != 7;
            prop_assert_eq!(authors(&guard, slot), newer);
            if newer {
                authored.insert(slot);
            }
        }
    }
}
