//! The author of a block, which decides what stands in it.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, storage::with_storage_layer};
use sp_core::Pair;
use sp_runtime::DispatchError;
use vaka_primitives::Seed;

/// What an author could put into its block instead of its output.
fn wrong_ones(wanted: &Wanted) -> [Output; 5] {
    let right = sign(wanted);
    let mut bent = right;
    bent[40] ^= 1;
    let mut other_pre_output = right;
    let foreign = sign(&Wanted { key: pair(1, 0).public(), ..*wanted });
    other_pre_output[..32].copy_from_slice(&foreign[..32]);
    let stale = sign(&Wanted { input: Beacon::input(9), ..*wanted });
    [bent, other_pre_output, foreign, stale, [0xff; 96]]
}

#[test]
fn honest_author_should_not_lose_its_block_when_its_node_hands_over_a_wrong_output() {
    build_and_execute(4, || {
        silent_block_in(1);
        let asked = wanted(2).expect("wanted");
        begin_block(2);
        for output in wrong_ones(&asked) {
            // It is left out of the block.
            assert_eq!(inherent(output), None);
        }
        end_block();
        // The validator gives in its next block.
        assert!(block_in(next_slot_of(author_of(2))));
    });
}

#[test]
fn dishonest_author_should_win_nothing_when_it_puts_wrong_outputs_into_its_block() {
    build_and_execute(4, || {
        silent_block_in(1);
        let asked = wanted(2).expect("wanted");
        begin_block(2);
        let before = round();
        for output in wrong_ones(&asked) {
            let done = with_storage_layer(|| contribute(output));
            assert!(matches!(done, Err(DispatchError::Module(_))), "{done:?}");
        }
        assert_eq!(round(), before);
        // It is known for it, too, unless it gives in the end.
        end_block();
        assert!(had(Part::Withheld).contains(&author_of(2)));
    });
}

#[test]
fn second_output_should_change_nothing_when_it_has_another_proof() {
    build_and_execute(4, || {
        silent_block_in(1);
        let asked = wanted(2).expect("wanted");
        begin_block(2);
        assert_ok!(contribute(sign(&asked)));
        for _ in 0..3 {
            assert_noop!(contribute(sign_anew(&asked)), Error::<Test>::AlreadyGiven);
        }
        assert_eq!(round().outputs(), 1);
        end_block();
    });
}

/// The seed of a session in which all give, with the usual proofs or with new ones.
fn drawn(sign: fn(&Wanted) -> Output) -> Seed {
    build_and_execute(3, || {
        silent_block_in(1);
        for _ in 0..3 {
            let slot = slot() + 1;
            let asked = wanted(slot).expect("wanted");
            begin_block(slot);
            assert_ok!(contribute(sign(&asked)));
            end_block();
        }
        let ended = end_session(&[]);
        seed_of(ended).expect("drawn")
    })
}

#[test]
fn author_should_not_choose_the_seed_by_choosing_a_proof() {
    assert_eq!(drawn(sign_anew), drawn(sign));
    assert_eq!(drawn(sign_anew), drawn(sign_anew));
}

#[test]
fn author_should_not_give_in_another_ones_name() {
    build_and_execute(4, || {
        silent_block_in(1);
        // 3 has heard what 2 would give, and authors before it.
        let of_two = sign(&wanted(next_slot_of(2)).expect("wanted"));
        begin_block(next_slot_of(3));
        assert_noop!(contribute(of_two), Error::<Test>::WrongProof);
        end_block();
        assert!(!had(Part::Gave).contains(&2));
    });
}
