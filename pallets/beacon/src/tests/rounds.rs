//! Tests of how a round begins, and of what comes of it when the session ends.

use crate::{mock::*, *};
use frame_support::assert_noop;
use sp_core::Pair;
use vaka_primitives::Hash;

#[test]
fn round_should_begin_with_the_first_session() {
    build_and_execute(4, || {
        assert_eq!(round(), Round::new(0, 0, 4));
        silent_block_in(1);
        silent_block_in(2);
        assert_eq!(had(Part::Withheld), [author_of(2)].into());
    });
}

#[test]
fn round_should_not_name_the_author_of_the_first_block() {
    build_and_execute(4, || {
        // Nothing is wanted of it, because the genesis block does not know its own hash.
        assert_eq!(wanted(1), None);
        begin_block(1);
        let asked = Wanted { key: pair(author_of(1), 0).public(), input: Beacon::input(0) };
        assert_noop!(contribute(sign(&asked)), Error::<Test>::SessionJustBegan);
        end_block();
        assert_eq!(had(Part::Absent), [1, 2, 3, 4].into());
    });
}

#[test]
fn round_should_begin_anew_when_a_session_begins() {
    build_and_execute(4, || {
        silent_block_in(1);
        let ended = end_session(&[1, 2]);
        assert_eq!(round(), Round::new(ended + 1, now(), 4));
    });
}

#[test]
fn round_should_end_with_a_seed_of_all_outputs_that_came() {
    build_and_execute(4, || {
        silent_block_in(1);
        let input = Beacon::input(0);
        // Three come, although two suffice.
        let ended = end_session(&[1, 3, 4]);
        let outputs = [1, 3, 4].map(|who| sign(&Wanted { key: key(who), input }));
        let sum = outputs.iter().fold(Hash::zero(), beacon_vrf::add);
        let value = beacon_vrf::seed(&input, 0b1101, sum);
        assert_eq!(seed_of(ended).map(|seed| seed.value), Some(value));
        assert_eq!(LastSeed::<Test>::get(), seed_of(ended));
        has_event(Event::SeedDrawn { session: ended, value, outputs: 3, validators: 4 });
    });
}

fn key(who: AccountId) -> sp_core::sr25519::Public {
    use sp_core::Pair;
    pair(who, 0).public()
}

#[test]
fn round_should_end_with_a_seed_only_when_more_than_a_third_gave() {
    for n in 1..=7 {
        let needed = n / 3 + 1;
        build_and_execute(n, || {
            silent_block_in(1);
            // Each session has room for all.
            Period::set(24);
            let enough = end_session(&(1..=needed).collect::<Vec<_>>());
            assert!(seed_of(enough).is_some(), "{needed} of {n}");
            let fewer = end_session(&(1..needed).collect::<Vec<_>>());
            assert_eq!(seed_of(fewer), None, "{needed} less one of {n}");
            has_event(Event::NoSeed {
                session: fewer,
                outputs: needed as u32 - 1,
                needed: needed as u32,
            });
            // The last seed stays what it was, and the next one is drawn by it.
            assert_eq!(LastSeed::<Test>::get(), seed_of(enough));
            let again = end_session(&(1..=n).collect::<Vec<_>>());
            assert!(seed_of(again).is_some());
        });
    }
}

#[test]
fn round_should_name_those_who_gave_nothing_when_it_ends() {
    build_and_execute(5, || {
        silent_block_in(1);
        // 1 and 2 give, 3 and 4 author blocks without giving, 5 leaves its slots empty.
        while !session_ends() {
            block_without(&[1, 2], &[5]);
        }
        let views = Beacon::round().expect("a round").validators;
        let parts = views.into_iter().map(|view| view.part).collect::<Vec<_>>();
        let (gave, withheld, absent) = (Part::Gave, Part::Withheld, Part::Absent);
        assert_eq!(parts, [gave, gave, withheld, withheld, absent]);
        silent_block_in(slot() + 1);
        has_event(Event::Withheld { session: 0, validators: vec![3, 4] });
        has_event(Event::Absent { session: 0, validators: vec![5] });
    });
}

#[test]
fn round_should_name_nobody_when_all_gave() {
    build_and_execute(4, || {
        silent_block_in(1);
        end_session(&[1, 2, 3, 4]);
        assert!(matches!(events()[..], [Event::SeedDrawn { outputs: 4, validators: 4, .. }]));
    });
}

#[test]
fn round_should_not_name_an_author_that_had_only_the_first_block() {
    build_and_execute(4, || {
        silent_block_in(1);
        end_session(&[1, 2, 3, 4]);
        // That block could take nothing, so its author withheld nothing.
        assert_eq!(had(Part::Absent), [1, 2, 3, 4].into());
        silent_block_in(slot() + 1);
        assert_eq!(had(Part::Withheld), [author_of(slot())].into());
    });
}

#[test]
fn round_should_forget_that_somebody_withheld_when_they_give_later() {
    build_and_execute(4, || {
        silent_block_in(1);
        let late = author_of(2);
        silent_block_in(2);
        assert!(had(Part::Withheld).contains(&late));
        assert!(block_in(next_slot_of(late)));
        assert_eq!(had(Part::Gave), [late].into());
        silent_block_in(next_slot_of(late));
        assert_eq!(had(Part::Gave), [late].into());
    });
}

#[test]
fn round_should_name_the_validators_of_the_session_that_ended() {
    build_and_execute(4, || {
        silent_block_in(1);
        Planned::set(vec![5, 6, 7]);
        end_session(&[1, 2, 3, 4]);
        assert_eq!(validators(), [1, 2, 3, 4]);
        // The next block belongs to the new set, and the event to the old one.
        end_session(&[1, 2]);
        assert_eq!(validators(), [5, 6, 7]);
        has_event(Event::Withheld { session: 1, validators: vec![3, 4] });
        end_session(&[5]);
        has_event(Event::NoSeed { session: 2, outputs: 1, needed: 2 });
        has_event(Event::Withheld { session: 2, validators: vec![6, 7] });
    });
}

#[test]
fn round_should_begin_with_the_next_session_when_the_pallet_is_new_to_the_chain() {
    build_and_execute(4, || {
        silent_block_in(1);
        CurrentRound::<Test>::kill();
        assert_eq!((Beacon::round(), wanted(2)), (None, None));
        let ended = end_session(&[]);
        assert!(events().is_empty());
        assert_eq!(seed_of(ended), None);
        let ended = end_session(&[1, 2]);
        assert!(seed_of(ended).is_some());
    });
}

#[test]
fn round_should_leave_the_manager_within_what_it_is_told() {
    build_and_execute(4, || {
        assert_eq!(Told::get(), [("genesis", 0), ("genesis", 1), ("start", 0)]);
        Told::set(vec![]);
        silent_block_in(1);
        end_session(&[]);
        assert_eq!(Told::get(), [("end", 0), ("start", 1), ("new", 2)]);
    });
}

#[test]
fn seed_should_depend_on_the_one_before() {
    let draw = |first: &[AccountId]| {
        build_and_execute(4, || {
            silent_block_in(1);
            end_session(first);
            let ended = end_session(&[1, 2, 3, 4]);
            seed_of(ended).expect("drawn")
        })
    };
    assert_eq!(draw(&[1, 2]), draw(&[1, 2]));
    assert_ne!(draw(&[1, 2]), draw(&[1, 3]));
}
