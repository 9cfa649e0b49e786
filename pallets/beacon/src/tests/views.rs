//! Tests of what clients see.

use crate::{mock::*, *};

#[test]
fn round_should_be_shown_with_the_part_of_each_validator() {
    build_and_execute(3, || {
        silent_block_in(1);
        silent_block_in(next_slot_of(2));
        assert!(block_in(next_slot_of(3)));
        let withheld = had(Part::Withheld);
        let view = Beacon::round().expect("a round");
        assert_eq!((view.session, view.opened, view.outputs, view.needed), (0, 0, 1, 2));
        let validators = view.validators.iter().map(|one| one.validator).collect::<Vec<_>>();
        assert_eq!(validators, [1, 2, 3]);
        assert!(withheld.contains(&2) && !withheld.contains(&3));
        assert_eq!(had(Part::Gave), [3].into());
    });
}

#[test]
fn round_should_not_be_shown_when_there_is_none() {
    build_and_execute(3, || {
        let round = CurrentRound::<Test>::take().expect("a round");
        assert_eq!(Beacon::round(), None);
        CurrentRound::<Test>::put(round);
        assert!(Beacon::round().is_some());
    });
}
