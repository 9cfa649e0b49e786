//! The change of sessions, sets and keys, and a halt.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_core::Pair;

#[test]
fn old_key_should_give_nothing_when_it_was_changed() {
    build_and_execute(4, || {
        silent_block_in(1);
        change_key(2, 1);
        end_session(&[1, 2, 3, 4]);
        // The old key is in force in the session that was planned with it.
        assert_eq!(wanted(next_slot_of(2)).expect("wanted").key, pair(2, 0).public());
        end_session(&[1, 2, 3, 4]);
        let slot = next_slot_of(2);
        let asked = wanted(slot).expect("wanted");
        assert_eq!(asked.key, pair(2, 1).public());
        begin_block(slot);
        let old = sign(&Wanted { key: pair(2, 0).public(), ..asked });
        assert_noop!(contribute(old), Error::<Test>::WrongProof);
        assert_ok!(contribute(sign(&asked)));
        end_block();
    });
}

#[test]
fn first_block_should_take_nothing_when_another_validator_has_the_place_of_its_author() {
    build_and_execute(4, || {
        silent_block_in(1);
        Planned::set(vec![4, 3, 2, 1]);
        end_session(&[1, 2, 3, 4]);
        while !session_ends() {
            next_block(&[]);
        }
        let slot = slot() + 1;
        let sealed_by = author_of(slot);
        begin_block(slot);
        // The state says that it was another one, who could not have signed anything.
        assert_ne!(author_of(slot), sealed_by);
        for who in 1..=4 {
            let output = sign(&Wanted { key: pair(who, 0).public(), input: Beacon::input(2) });
            assert_eq!(inherent(output), None);
            assert_noop!(contribute(output), Error::<Test>::SessionJustBegan);
        }
        end_block();
        // Nor is anybody named for that block.
        assert_eq!(had(Part::Absent).len(), 4);
    });
}

#[test]
fn output_should_not_count_in_two_sessions() {
    build_and_execute(4, || {
        silent_block_in(1);
        let asked = wanted(2).expect("wanted");
        assert!(block_in(2));
        let stale = sign(&asked);
        // Neither with a seed in between nor without one.
        for givers in [&[][..], &[1, 2, 3, 4][..]] {
            end_session(givers);
            begin_block(next_slot_of(author_of(2)));
            assert_eq!(inherent(stale), None);
            assert_noop!(contribute(stale), Error::<Test>::WrongProof);
            end_block();
        }
    });
}

#[test]
fn seeds_should_come_again_when_a_filter_closed_the_beacon_for_a_while() {
    build_and_execute(4, || {
        silent_block_in(1);
        Closed::set(true);
        // Blocks go on without outputs. The node is still asked, and what it gives is left out.
        while !session_ends() {
            assert!(!block_in(slot() + 1));
        }
        let ended = end_session(&[]);
        assert_eq!(seed_of(ended), None);
        Closed::set(false);
        let ended = end_session(&[1, 2, 3, 4]);
        assert!(seed_of(ended).is_some());
    });
}

#[test]
fn round_should_go_on_when_the_chain_stood_still() {
    build_and_execute(4, || {
        silent_block_in(1);
        assert!(block_in(2));
        let before = round();
        // A week without power.
        assert!(block_in(4 * 25_200 + 3));
        assert_eq!(round().session, before.session);
        assert_eq!(round().outputs(), 2);
        let ended = end_session(&[]);
        assert!(seed_of(ended).is_some());
    });
}

#[test]
fn seeds_should_be_another_chains_own() {
    build_and_execute(4, || {
        silent_block_in(1);
        let here = Beacon::input(0);
        frame_system::BlockHash::<Test>::insert(0, sp_core::H256::repeat_byte(43));
        assert_ne!(Beacon::input(0), here);
    });
}
