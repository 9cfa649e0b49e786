use crate::{
    mock::{Validators, *},
    *,
};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;

#[test]
fn remove_validator_should_let_it_serve_out_what_is_planned() {
    ExtBuilder::default().validators(5).build_and_execute(|| {
        assert_ok!(Validators::remove_validator(track(), 2));
        has_event(Event::ValidatorRemoved { who: 2 });
        assert_eq!((roster(), leavers()), (vec![1, 3, 4, 5], vec![2]));
        next_session();
        // The next set is planned without it. This session's set was planned before.
        assert!(was_planned());
        assert_eq!(queued(), vec![1, 3, 4, 5]);
        assert!(active().contains(&2) && shown(2).has_left && is_registered(2));
        next_session();
        assert_eq!((active(), leavers()), (vec![1, 3, 4, 5], vec![]));
        assert!(!is_registered(2));
        has_event(Event::KeysPurged { who: 2 });
    });
}

#[test]
fn remove_validator_should_purge_keys_at_once_when_no_set_has_it() {
    ExtBuilder::default().build_and_execute(|| {
        add(5, 5);
        assert_eq!(System::consumers(&5), 2);
        remove(5);
        assert!(!is_registered(5));
        has_event(Event::KeysPurged { who: 5 });
        // The account is as it was before, and can be given up.
        assert_eq!(System::consumers(&5), 0);
        assert_eq!(Balances::free_balance(5), 1_000);
        next_session();
        assert!(!was_planned());
    });
}

#[test]
fn remove_validator_should_let_it_come_back_with_new_keys() {
    ExtBuilder::default().validators(5).build_and_execute(|| {
        remove(2);
        sessions(2);
        set_keys(2, 22);
        assert_ok!(Validators::add_validator(track(), 2, 9));
        sessions(2);
        assert_eq!(active(), vec![1, 3, 4, 5, 2]);
    });
}

#[test]
fn remove_validator_should_fail_when_not_called_by_the_track() {
    ExtBuilder::default().validators(5).build_and_execute(|| {
        for origin in [signed(2), RuntimeOrigin::root()] {
            assert_noop!(Validators::remove_validator(origin, 2), DispatchError::BadOrigin);
        }
    });
}

#[test]
fn remove_validator_should_fail_when_it_is_none() {
    ExtBuilder::default().validators(5).build_and_execute(|| {
        remove(2);
        for who in [2, STRANGER] {
            assert_noop!(Validators::remove_validator(track(), who), Error::<Test>::NotValidator);
        }
    });
}

#[test]
fn remove_validator_should_fail_when_too_few_would_remain() {
    ExtBuilder::default().build_and_execute(|| {
        for who in 1..=4 {
            assert_noop!(Validators::remove_validator(track(), who), Error::<Test>::BelowMinimum);
        }
        add(5, 5);
        remove(1);
        assert_noop!(Validators::remove_validator(track(), 2), Error::<Test>::BelowMinimum);
    });
}

#[test]
fn remove_validator_should_fail_when_an_offender_would_have_to_come_back() {
    ExtBuilder::default().validators(5).build_and_execute(|| {
        offend(1);
        assert_noop!(Validators::remove_validator(track(), 2), Error::<Test>::BelowMinimum);
        // The offender may go.
        assert_ok!(Validators::remove_validator(track(), 1));
    });
}

#[test]
fn remove_validator_should_fail_when_only_those_without_keys_could_replace_it() {
    ExtBuilder::default().validators(6).build_and_execute(|| {
        lose_keys(1);
        lose_keys(6);
        assert_noop!(Validators::remove_validator(track(), 2), Error::<Test>::BelowMinimum);
        // Those without keys may go.
        remove(1);
        remove(6);
        assert_noop!(Validators::remove_validator(track(), 2), Error::<Test>::BelowMinimum);
    });
}
