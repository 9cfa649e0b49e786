use crate::{
    mock::{Validators, *},
    *,
};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;

#[test]
fn set_minimum_should_let_go_who_waits_when_it_falls() {
    ExtBuilder::default().validators(6).minimum(6).build_and_execute(|| {
        leave(2);
        leave(3);
        assert_eq!(roster().len(), 6);
        assert_ok!(Validators::set_minimum(track(), 4));
        has_event(Event::MinimumSet { minimum: 4 });
        assert_eq!((Minimum::<Test>::get(), roster()), (4, vec![1, 3, 4, 5, 6]));
        // The other one goes when a session begins.
        sessions(1);
        assert_eq!(roster(), vec![1, 4, 5, 6]);
        assert_noop!(Validators::remove_validator(track(), 1), Error::<Test>::BelowMinimum);
    });
}

#[test]
fn set_minimum_should_keep_validators_when_it_rises() {
    ExtBuilder::default().validators(6).build_and_execute(|| {
        assert_ok!(Validators::set_minimum(track(), 6));
        assert_noop!(Validators::remove_validator(track(), 1), Error::<Test>::BelowMinimum);
        assert_eq!(Validators::next_set().minimum, 6);
    });
}

#[test]
fn set_minimum_should_fail_when_communities_would_lose_their_cap() {
    ExtBuilder::default().validators(6).build_and_execute(|| {
        for minimum in 0..4 {
            let refused = Validators::set_minimum(track(), minimum);
            assert_noop!(refused, Error::<Test>::MinimumTooLow);
        }
    });
    // A network that began with fewer may come up to four, and not fall again.
    ExtBuilder::default().validators(6).minimum(1).build_and_execute(|| {
        assert_noop!(Validators::set_minimum(track(), 0), Error::<Test>::MinimumTooLow);
        for minimum in [1, 2, 5, 4] {
            assert_ok!(Validators::set_minimum(track(), minimum));
        }
        assert_noop!(Validators::set_minimum(track(), 3), Error::<Test>::MinimumTooLow);
    });
}

#[test]
fn set_minimum_should_fail_when_fewer_can_serve() {
    ExtBuilder::default().validators(6).build_and_execute(|| {
        assert_noop!(Validators::set_minimum(track(), 7), Error::<Test>::MinimumTooHigh);
        // An offender counts for nothing.
        offend(2);
        assert_noop!(Validators::set_minimum(track(), 6), Error::<Test>::MinimumTooHigh);
        assert_ok!(Validators::set_minimum(track(), 5));
    });
}

#[test]
fn set_minimum_should_fail_when_not_called_by_the_track() {
    ExtBuilder::default().build_and_execute(|| {
        for origin in [signed(1), RuntimeOrigin::root(), RuntimeOrigin::none()] {
            assert_noop!(Validators::set_minimum(origin, 4), DispatchError::BadOrigin);
        }
    });
}
