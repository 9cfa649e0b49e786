use crate::{
    mock::{Validators, *},
    *,
};
use frame_support::{assert_noop, assert_ok};

#[test]
fn stay_should_take_back_a_leave_that_waits() {
    ExtBuilder::default().build_and_execute(|| {
        leave(3);
        assert_ok!(Validators::stay(signed(3)));
        has_event(Event::LeaveWithdrawn { who: 3 });
        assert_eq!(shown(3).leaving, None);
        add(5, 5);
        assert_eq!(roster(), vec![1, 2, 3, 4, 5]);
    });
}

#[test]
fn stay_should_fail_when_the_sender_is_no_validator() {
    ExtBuilder::default().validators(5).build_and_execute(|| {
        // A validator that has left cannot take it back.
        leave(1);
        for who in [1, STRANGER] {
            assert_noop!(Validators::stay(signed(who)), Error::<Test>::NotValidator);
        }
    });
}

#[test]
fn stay_should_fail_when_the_sender_does_not_wait_to_leave() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(Validators::stay(signed(1)), Error::<Test>::NotLeaving);
    });
}
