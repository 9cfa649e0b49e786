//! Tests of what a node is asked to sign.

use crate::{mock::*, *};
use sp_core::Pair;

#[test]
fn output_should_be_wanted_of_each_validator_once_a_session() {
    build_and_execute(4, || {
        silent_block_in(1);
        for who in [2, 3, 4, 1] {
            let slot = next_slot_of(who);
            let asked = wanted(slot).expect("it has not given yet");
            assert_eq!(asked, Wanted { key: pair(who, 0).public(), input: Beacon::input(0) });
            assert!(block_in(slot));
            assert_eq!(wanted(next_slot_of(who)), None);
        }
        let last = end_session(&[]);
        // Again in the next session, and something else.
        let asked = wanted(slot() + 1).expect("a new session");
        assert_ne!(asked.input, Beacon::input(last));
    });
}

#[test]
fn output_should_be_wanted_again_when_the_author_gave_nothing_before() {
    build_and_execute(4, || {
        silent_block_in(1);
        silent_block_in(2);
        assert!(wanted(next_slot_of(author_of(2))).is_some());
        assert!(block_in(next_slot_of(author_of(2))));
    });
}

#[test]
fn output_should_not_be_wanted_in_the_first_block() {
    build_and_execute(4, || {
        // The genesis block's hash is not in its own state, so the input would be a wrong one.
        assert_eq!((now(), wanted(1)), (0, None));
        assert_ne!(System::block_hash(0), GENESIS);
        silent_block_in(1);
        assert_eq!(System::block_hash(0), GENESIS);
        assert!(wanted(2).is_some());
    });
}

#[test]
fn output_should_not_be_wanted_in_the_block_that_begins_a_session() {
    build_and_execute(4, || {
        silent_block_in(1);
        while !session_ends() {
            assert!(wanted(slot() + 1).is_some());
            next_block(&[]);
        }
        assert!((1..9).all(|later| wanted(slot() + later).is_none()));
        silent_block_in(slot() + 1);
        assert!((1..9).all(|later| wanted(slot() + later).is_some()));
    });
}

#[test]
fn output_should_not_be_wanted_when_there_is_no_round_or_no_validator() {
    build_and_execute(4, || {
        silent_block_in(1);
        let authorities = pallet_aura::Authorities::<Test>::take();
        assert_eq!(wanted(2), None);
        pallet_aura::Authorities::<Test>::put(authorities);
        CurrentRound::<Test>::kill();
        assert_eq!(wanted(2), None);
    });
}

#[test]
fn output_should_be_right_in_the_block_when_it_was_wanted_before() {
    build_and_execute(5, || {
        // Whatever slots are left out, and across sessions that change keys and validators.
        silent_block_in(1);
        change_key(3, 1);
        Planned::set(vec![2, 3, 7]);
        let mut gave = 0;
        for gap in [1, 2, 1, 3, 1, 7].into_iter().cycle().take(60) {
            let slot = slot() + gap;
            let asked = wanted(slot).is_some();
            assert_eq!(block_in(slot), asked);
            gave += u32::from(asked);
        }
        assert!(session() >= 4 && gave >= 15, "{gave}");
    });
}
