//! Tests of the figures.

use crate::{
    mock::{Beacon, *},
    rules::needed,
    *,
};
use frame_support::traits::Hooks;

#[test]
fn seed_should_need_more_than_a_third_of_the_validators() {
    for (validators, outputs) in [(0, 1), (1, 1), (2, 1), (3, 2), (4, 2), (5, 2), (6, 3), (7, 3)] {
        assert_eq!(needed(validators), outputs, "{validators}");
    }
    for n in 1..=MAX_VALIDATORS {
        // More than a third: one of them is honest while fewer than a third are not.
        assert!(3 * needed(n) > n && 3 * (needed(n) - 1) <= n);
        // Those who could end a session without a seed are two thirds.
        assert!(3 * (n - needed(n) + 1) >= 2 * n);
    }
}

#[test]
fn figures_should_be_flawed_when_no_seed_is_kept() {
    assert_eq!(BeaconRules { kept: 1 }.flaw(), None);
    assert!(BeaconRules { kept: 0 }.flaw().is_some());
}

#[test]
fn chain_should_not_start_when_its_figures_make_no_sense() {
    build_and_execute(4, || {
        Beacon::integrity_test();
        KeptSessions::set(0);
        assert!(std::panic::catch_unwind(Beacon::integrity_test).is_err());
    });
}

#[test]
fn round_should_have_a_bit_for_each_validator_and_none_for_others() {
    let mut round = Round::new(0, 0, MAX_VALIDATORS);
    let output = [7; 96];
    for place in 0..MAX_VALIDATORS {
        assert_eq!(round.part(place), Part::Absent);
        round.pass(place);
        assert_eq!(round.part(place), Part::Withheld);
        round.give(place, &output);
        assert_eq!((round.part(place), round.outputs()), (Part::Gave, place + 1));
    }
    assert_eq!(round.part(MAX_VALIDATORS), Part::Absent);
}
