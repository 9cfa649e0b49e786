use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

#[test]
fn top_up_should_credit_the_meter_when_anybody_pays() {
    ExtBuilder::default().meters(1).credit(0).build_and_execute(|| {
        assert_ok!(Energy::top_up(signed(owner(5)), 0, 250));
        assert_eq!(meter(0).credit, 250 * MICRO);
        assert_eq!(cents(&owner(5)), WEALTH - 250);
        has_event(Event::ToppedUp { meter: 0, who: owner(5), amount: 250 });
    });
}

#[test]
fn top_up_should_pay_arrears_first() {
    ExtBuilder::default().meters(1).credit(0).build_and_execute(|| {
        play(START, &[(0, 1_000, 0)]);
        let float = grid(0).float;
        assert_ok!(Energy::top_up(signed(owner(0)), 0, 70));
        assert_eq!((meter(0).credit, meter(0).arrears), (0, 3 * MICRO));
        assert_ok!(Energy::top_up(signed(owner(0)), 0, 70));
        assert_eq!((meter(0).credit, meter(0).arrears), (67 * MICRO, 0));
        assert_eq!(grid(0).float, float + 73 * MICRO);
    });
}

#[test]
fn top_up_should_fail_when_the_meter_is_unknown() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(Energy::top_up(signed(owner(0)), 9, 1), Error::<Test>::UnknownMeter);
    });
}

#[test]
fn top_up_should_fail_when_the_amount_is_zero() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        assert_noop!(Energy::top_up(signed(owner(0)), 0, 0), Error::<Test>::ZeroAmount);
    });
}

#[test]
fn top_up_should_fail_when_the_payer_has_too_little() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        assert_noop!(
            Energy::top_up(signed(owner(0)), 0, WEALTH),
            pallet_assets::Error::<Test>::BalanceLow
        );
    });
}

#[test]
fn top_up_should_fail_when_it_would_overflow() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        let much = u128::MAX / 2;
        assert_ok!(Assets::mint(signed(issuer()), VOUCHER, owner(0), much));
        assert_noop!(Energy::top_up(signed(owner(0)), 0, much), Error::<Test>::Overflow);
    });
}

#[test]
fn top_up_should_work_when_the_issuer_blocked_the_pool() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        // The pool has no asset account that could be blocked, until somebody gives it one.
        let pool = Energy::pool(0);
        assert_noop!(
            Assets::block(signed(issuer()), VOUCHER, pool.clone()),
            pallet_assets::Error::<Test>::NoAccount
        );
        assert_ok!(Assets::transfer(signed(owner(1)), VOUCHER, pool.clone(), 5));
        assert_ok!(Assets::block(signed(issuer()), VOUCHER, pool.clone()));
        assert_ok!(Energy::top_up(signed(owner(0)), 0, 1));
        assert_eq!(meter(0).credit, 1_001 * MICRO);
        // What is in the pool can be paid out all the same.
        assert_ok!(Energy::withdraw_float(signed(operator()), 0, 10_000));
    });
}

#[test]
fn top_up_should_work_when_the_amount_is_below_the_existential_deposit() {
    let native = [(NATIVE, 1_000, 0)];
    ExtBuilder::default().grids(&native).meters(1).credit(0).build_and_execute(|| {
        assert_ok!(Energy::top_up(signed(owner(0)), 0, EXISTENTIAL_DEPOSIT - 1));
        assert_eq!(meter(0).credit, 9 * MICRO);
    });
}
