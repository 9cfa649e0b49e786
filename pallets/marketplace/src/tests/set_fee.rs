use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{DispatchError, Permill};

#[test]
fn set_fee_should_set_the_fee_of_new_orders() {
    build_and_execute(|| {
        assert_eq!(Fee::<Test>::get(), Permill::zero());
        let fee = Permill::from_percent(3);
        assert_ok!(Marketplace::set_fee(signed(PEOPLE), fee));
        last_event(Event::FeeSet { fee });
        assert_eq!(Fee::<Test>::get(), fee);
    });
}

#[test]
fn set_fee_should_fail_when_the_people_did_not_decide() {
    build_and_execute(|| {
        for origin in [signed(SELLER), signed(VILLAGE), RuntimeOrigin::root()] {
            assert_noop!(Marketplace::set_fee(origin, Permill::zero()), DispatchError::BadOrigin);
        }
    });
}

#[test]
fn set_fee_should_fail_when_it_is_too_high() {
    build_and_execute(|| {
        assert_noop!(
            Marketplace::set_fee(signed(PEOPLE), Permill::from_parts(30_001)),
            Error::<Test>::FeeTooHigh
        );
    });
}
