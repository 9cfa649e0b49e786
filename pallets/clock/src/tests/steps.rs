//! How the clock moves on.

use crate::mock::{Clock, *};
use crate::*;
use codec::Encode;
use sp_consensus_aura::{Slot, AURA_ENGINE_ID};
use sp_runtime::{traits::BlockNumberProvider, DigestItem};

fn shown() -> (u32, u32) {
    (Clock::now(), Clock::open())
}

#[test]
fn clock_should_begin_at_the_block_number() {
    build_and_execute(|| {
        assert_eq!(shown(), (0, 0));
        block_in(1_000);
        assert_eq!(shown(), (1, 1));
        block_in(1_001);
        assert_eq!(shown(), (2, 2));
    });
    // A chain that had no clock before.
    build_and_execute(|| {
        System::set_block_number(5_000);
        assert_eq!(shown(), (5_000, 5_000));
        block_in(77_000);
        assert_eq!(shown(), (5_001, 5_001));
    });
}

#[test]
fn clock_should_be_the_block_number_while_no_slot_is_left_out() {
    build_and_execute(|| {
        for slot in 900..1_900 {
            block_in(slot);
            assert_eq!(shown(), (System::block_number(), System::block_number()));
        }
    });
}

#[test]
fn clock_should_be_real_time_while_blocks_are_slow() {
    build_and_execute(|| {
        block_in(1_000);
        for slot in [1_007, 1_068, 1_129, 1_130] {
            block_in(slot);
            assert_eq!(u64::from(Clock::now()), slot - 999);
        }
    });
}

#[test]
fn clock_should_stand_still_in_an_outage() {
    build_and_execute(|| {
        block_in(1_000);
        block_in(1_064);
        assert_eq!(Clock::now(), 65);
        block_in(1_129);
        assert_eq!(Clock::now(), 129);
        // This step is a week long.
        block_in(1_129 + 100_800);
        assert_eq!(Clock::now(), 193);
        block_in(1_130 + 100_800);
        assert_eq!(Clock::now(), 194);
        block_in(u64::MAX);
        assert_eq!(Clock::now(), 258);
    });
}

#[test]
fn clock_should_never_go_back() {
    build_and_execute(|| {
        block_in(1_000);
        block_in(1_010);
        for slot in [1_010, 1_000, 0] {
            block_in(slot);
            assert_eq!(shown(), (11, 11));
        }
        // The clock does not make up for it either.
        block_in(1_011);
        assert_eq!(shown(), (12, 12));
    });
}

#[test]
fn clock_should_take_the_slot_from_aura_alone() {
    build_and_execute(|| {
        block_in(1_000);
        let aura = |slot: Vec<u8>| DigestItem::PreRuntime(AURA_ENGINE_ID, slot);
        let slot = |slot: u64| Slot::from(slot).encode();
        block(vec![
            DigestItem::PreRuntime(*b"BABE", slot(1_050)),
            DigestItem::Seal(AURA_ENGINE_ID, slot(1_060)),
            DigestItem::Consensus(AURA_ENGINE_ID, slot(1_060)),
            aura(slot(1_003)),
        ]);
        assert_eq!(Clock::now(), 4);
        // A block without a slot counts as one slot.
        block(vec![]);
        assert_eq!(Clock::now(), 5);
        block(vec![aura(vec![1, 2, 3])]);
        assert_eq!(Clock::now(), 6);
        block_in(1_010);
        assert_eq!(Clock::now(), 11);
    });
}

#[test]
fn open_should_leave_out_what_passed_in_halts() {
    build_and_execute(|| {
        block_in(1_000);
        block_in(1_010);
        assert_eq!(shown(), (11, 11));
        // The halt begins in that block, and ends in the block of slot 1,030.
        Halted::set(true);
        block_in(1_020);
        block_in(1_030);
        assert_eq!(shown(), (31, 11));
        Halted::set(false);
        block_in(1_031);
        assert_eq!(shown(), (32, 12));
        // Another halt, with slow blocks. It is ended early.
        Halted::set(true);
        block_in(1_092);
        Halted::set(false);
        block_in(1_100);
        assert_eq!(shown(), (101, 20));
    });
}

#[test]
fn readings_should_be_set_by_tests_and_benchmarks() {
    build_and_execute(|| {
        block_in(1_000);
        Clock::set_block_number(500);
        assert_eq!(shown(), (500, 1));
        Open::<Test>::set_block_number(700);
        assert_eq!(shown(), (700, 700));
        assert_eq!(Open::<Test>::current_block_number(), 700);
        Clock::set_block_number(600);
        assert_eq!(shown(), (600, 600));
        block_in(1_001);
        assert_eq!(shown(), (601, 601));
        assert_eq!(Clock::slots_per_day(), DAY);
    });
}
