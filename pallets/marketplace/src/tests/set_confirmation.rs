use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;

#[test]
fn set_confirmation_should_set_the_days_of_the_villages_own_buyers() {
    build_and_execute(|| {
        for days in [3, 40] {
            assert_ok!(Marketplace::set_confirmation(signed(VILLAGE), days));
            last_event(Event::ConfirmationSet { community: 0, days });
            assert_eq!(Confirmation::<Test>::get(0), Some(days));
        }
        assert_eq!(Confirmation::<Test>::get(1), None);
    });
}

#[test]
fn set_confirmation_should_fail_when_no_village_decided() {
    build_and_execute(|| {
        for origin in [signed(SELLER), signed(PEOPLE), RuntimeOrigin::root()] {
            assert_noop!(Marketplace::set_confirmation(origin, 5), DispatchError::BadOrigin);
        }
    });
}

#[test]
fn set_confirmation_should_fail_when_days_are_too_few_or_too_many() {
    build_and_execute(|| {
        for days in [0, 2, 41] {
            assert_noop!(
                Marketplace::set_confirmation(signed(VILLAGE), days),
                Error::<Test>::ConfirmationDays
            );
        }
    });
}
