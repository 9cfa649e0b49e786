use crate::{
    mock::{Validators, *},
    *,
};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;

/// A small nation begins like this: four validators of four communities, and a minimum of four.
#[test]
fn replace_validator_should_work_where_neither_removal_nor_admission_does() {
    ExtBuilder::default().build_and_execute(|| {
        set_keys(5, 5);
        assert_noop!(Validators::remove_validator(track(), 2), Error::<Test>::BelowMinimum);
        for community in 1..=4 {
            assert_noop!(Validators::add_validator(track(), 5, community), Error::<Test>::AboveCap);
        }
        assert_ok!(Validators::replace_validator(track(), 2, 5));
        has_event(Event::ValidatorAdded { who: 5, community: shown(2).community });
        has_event(Event::ValidatorRemoved { who: 2 });
        assert_eq!((roster(), leavers()), (vec![1, 3, 4, 5], vec![2]));
        sessions(2);
        assert_eq!((active(), leavers()), (vec![1, 3, 4, 5], vec![]));
        assert!(!is_registered(2));
    });
}

#[test]
fn replace_validator_should_take_an_offender_out_of_a_set_that_needs_all() {
    ExtBuilder::default().build_and_execute(|| {
        offend(2);
        sessions(2);
        assert!(active().contains(&2));
        set_keys(5, 5);
        assert_ok!(Validators::replace_validator(track(), 2, 5));
        sessions(2);
        assert_eq!(active(), vec![1, 3, 4, 5]);
        assert!(disabled().is_empty());
    });
}

#[test]
fn replace_validator_should_let_go_who_waits_where_there_is_room_by_it() {
    ExtBuilder::default().validators(5).build_and_execute(|| {
        lose_keys(2);
        leave(3);
        assert_eq!(roster(), vec![1, 2, 3, 4, 5]);
        set_keys(6, 6);
        assert_ok!(Validators::replace_validator(track(), 2, 6));
        has_event(Event::ValidatorLeft { who: 3 });
        assert_eq!((roster(), leavers()), (vec![1, 4, 5, 6], vec![3, 2]));
    });
}

#[test]
fn replace_validator_should_fail_when_not_called_by_the_track() {
    ExtBuilder::default().build_and_execute(|| {
        set_keys(5, 5);
        for origin in [signed(2), signed(5), RuntimeOrigin::root()] {
            assert_noop!(Validators::replace_validator(origin, 2, 5), DispatchError::BadOrigin);
        }
    });
}

#[test]
fn replace_validator_should_fail_when_there_is_no_such_validator() {
    ExtBuilder::default().build_and_execute(|| {
        set_keys(5, 5);
        assert_noop!(Validators::replace_validator(track(), 6, 5), Error::<Test>::NotValidator);
    });
}

/// A validator cannot replace itself: its offence would be forgotten.
#[test]
fn replace_validator_should_fail_when_the_other_is_one_already() {
    ExtBuilder::default().build_and_execute(|| {
        offend(2);
        for by in [1, 2] {
            assert_noop!(
                Validators::replace_validator(track(), 2, by),
                Error::<Test>::AlreadyValidator
            );
        }
    });
}

#[test]
fn replace_validator_should_fail_when_the_other_has_no_keys() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(Validators::replace_validator(track(), 2, 5), Error::<Test>::NoKeys);
    });
}

#[test]
fn replace_validator_should_fail_when_the_community_holds_more_than_its_cap() {
    let network = [(1, 1), (2, 1), (3, 3), (4, 4), (5, 5), (6, 6), (7, 7)];
    let world = ExtBuilder::default().of(&network);
    world.build_and_execute(|| {
        // Two of seven are within the cap; two of four are not.
        for who in 5..=7 {
            remove(who);
        }
        set_keys(8, 8);
        assert_noop!(Validators::replace_validator(track(), 2, 8), Error::<Test>::AboveCap);
        // The other communities are not hindered.
        assert_ok!(Validators::replace_validator(track(), 3, 8));
    });
}

#[test]
fn replace_validator_should_fail_when_an_offender_would_fill_a_needed_seat() {
    ExtBuilder::default().validators(5).build_and_execute(|| {
        offend(5);
        remove(5);
        assert_eq!(leavers(), vec![5]);
        assert_noop!(Validators::replace_validator(track(), 2, 5), Error::<Test>::BelowMinimum);
    });
}
