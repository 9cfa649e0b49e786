//! Validators that give or withhold together, once they know what the others gave.

use crate::{mock::*, *};
use std::collections::BTreeSet;
use vaka_primitives::Hash;

/// The seed of the first session of `n` validators if exactly these give, in this order.
fn drawn(n: AccountId, givers: &[AccountId]) -> Option<Hash> {
    build_and_execute(n, || {
        Period::set(60);
        silent_block_in(1);
        for who in givers {
            assert!(block_in(next_slot_of(*who)));
        }
        let ended = end_session(&[]);
        seed_of(ended).map(|seed| seed.value)
    })
}

#[test]
fn colluders_should_choose_among_the_subsets_of_their_outputs_and_no_more() {
    // 4 and 5 see what 1, 2 and 3 gave.
    let subsets: [&[AccountId]; _] = [&[], &[4], &[5], &[4, 5]];
    let seeds = subsets.map(|some| drawn(5, &[&[1, 2, 3], some].concat()).expect("drawn"));
    assert_eq!(BTreeSet::from(seeds).len(), 1 << 2);
    // No order gives them another one.
    for order in [[5, 4, 3, 2, 1], [4, 1, 5, 2, 3], [1, 2, 3, 5, 4]] {
        assert_eq!(drawn(5, &order), Some(seeds[3]));
    }
}

#[test]
fn colluders_should_not_end_a_session_without_a_seed_while_enough_others_give() {
    // Two of five are enough, so three who withhold have no second look.
    assert!(drawn(5, &[1, 2]).is_some());
    // Four of five would have, but they are the chain.
    assert_eq!(drawn(5, &[1]), None);
}

#[test]
fn colluders_should_be_named_whenever_they_steer() {
    build_and_execute(5, || {
        silent_block_in(1);
        let ended = end_session(&[1, 2, 3, 5]);
        has_event(Event::Withheld { session: ended, validators: vec![4] });
        // It stays away until it has seen what all others gave, and does not give then.
        while !session_ends() {
            block_without(&[1, 2, 3, 5], &[4]);
        }
        let ended = session();
        silent_block_in(slot() + 1);
        has_event(Event::Absent { session: ended, validators: vec![4] });
    });
}

#[test]
fn colluders_should_know_no_seed_before_an_honest_one_gave() {
    // 1 and 2 know what they give themselves. The seed is another one with each honest output.
    let known = drawn(5, &[1, 2]);
    let seeds = [3, 4, 5].map(|honest| drawn(5, &[1, 2, honest]));
    let mut all = BTreeSet::from(seeds);
    all.insert(known);
    assert_eq!(all.len(), 4);
}

#[test]
fn colluders_should_not_sign_ahead_when_they_do_not_know_the_last_seed() {
    build_and_execute(4, || {
        silent_block_in(1);
        let guess = Beacon::input(1);
        end_session(&[1, 2]);
        // The seed of session 0 went into it.
        assert_ne!(Beacon::input(1), guess);
        let asked = wanted(slot() + 1).expect("wanted");
        begin_block(slot() + 1);
        let early = sign(&Wanted { input: guess, ..asked });
        assert_eq!(contribute(early), Err(Error::<Test>::WrongProof.into()));
        end_block();
    });
}

#[test]
fn anybody_should_tell_the_seed_once_all_gave_so_lists_must_be_closed_before() {
    build_and_execute(4, || {
        silent_block_in(1);
        let opened = session();
        end_session(&[1, 2, 3, 4]);
        // The session after the one in which a case opened has begun: from here on its list is
        // closed, although there is no seed yet.
        assert!(session() > opened);
        assert_eq!(Beacon::seed_after(opened), None);
        for _ in 0..4 {
            assert!(block_in(slot() + 1));
        }
        // The seed is still not final, but everybody can compute it.
        assert_eq!(Beacon::seed_after(opened), None);
        let Round { given, sum, .. } = round();
        let told = beacon_vrf::seed(&Beacon::input(session()), given, sum);
        end_session(&[]);
        assert_eq!(Beacon::seed_after(opened).map(|seed| seed.value), Some(told));
    });
}
