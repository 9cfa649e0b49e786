use crate::{
    mock::{Validators, *},
    *,
};
use frame_support::{assert_noop, assert_ok};

#[test]
fn leave_should_take_effect_at_once_when_enough_remain() {
    ExtBuilder::default().validators(5).build_and_execute(|| {
        assert_ok!(Validators::leave(signed(3)));
        has_event(Event::ValidatorLeft { who: 3 });
        assert_eq!((roster(), leavers()), (vec![1, 2, 4, 5], vec![3]));
        sessions(2);
        assert_eq!(active(), vec![1, 2, 4, 5]);
        assert!(!is_registered(3));
    });
}

#[test]
fn leave_should_wait_for_a_successor_when_too_few_would_remain() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(Validators::leave(signed(3)));
        has_event(Event::LeaveWaits { who: 3 });
        assert_eq!(shown(3).leaving, Some(1_001));
        sessions(3);
        assert_eq!((active(), is_registered(3)), (vec![1, 2, 3, 4], true));
        add(5, 5);
        has_event(Event::ValidatorLeft { who: 3 });
        sessions(2);
        assert_eq!(active(), vec![1, 2, 4, 5]);
        assert!(!is_registered(3));
    });
}

#[test]
fn leave_should_wait_when_an_offender_would_have_to_come_back() {
    ExtBuilder::default().validators(5).build_and_execute(|| {
        offend(1);
        leave(2);
        assert_eq!(shown(2).leaving, Some(1_001));
        sessions(2);
        assert_eq!(active(), vec![2, 3, 4, 5]);
        // The offender may go, because it is not needed.
        leave(1);
        assert_eq!(roster(), vec![2, 3, 4, 5]);
    });
}

#[test]
fn leave_should_take_effect_with_the_session_when_others_got_their_keys_back() {
    ExtBuilder::default().validators(5).build_and_execute(|| {
        lose_keys(1);
        leave(2);
        assert_eq!(shown(2).leaving, Some(1_001));
        next_session();
        assert_eq!(queued(), vec![2, 3, 4, 5]);
        set_keys(1, 11);
        next_session();
        has_event(Event::ValidatorLeft { who: 2 });
        assert_eq!(queued(), vec![1, 3, 4, 5]);
        next_session();
        assert!(!is_registered(2));
    });
}

#[test]
fn leave_should_fail_when_the_sender_is_no_validator() {
    ExtBuilder::default().validators(5).build_and_execute(|| {
        leave(1);
        for who in [1, STRANGER] {
            assert_noop!(Validators::leave(signed(who)), Error::<Test>::NotValidator);
        }
    });
}

#[test]
fn leave_should_fail_when_it_waits_already() {
    ExtBuilder::default().build_and_execute(|| {
        leave(1);
        assert_noop!(Validators::leave(signed(1)), Error::<Test>::AlreadyLeaving);
    });
}
