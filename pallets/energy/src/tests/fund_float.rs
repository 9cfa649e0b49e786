use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::TokenError;

#[test]
fn fund_float_should_hold_the_money_in_the_pool() {
    let grids = [(NATIVE, 1_000, 0), (CENTS, 1_000, 0)];
    ExtBuilder::default().grids(&grids).build_and_execute(|| {
        let before = issuance();
        for (id, currency) in [(0, NATIVE), (1, CENTS)] {
            assert_ok!(Energy::fund_float(signed(owner(0)), id, 700));
            assert_eq!(grid(id).float, 700 * MICRO);
            assert_eq!(Energy::held(id, currency), 700);
            has_event(Event::FloatFunded { grid: id, who: owner(0), amount: 700 });
        }
        assert_eq!(cents(&owner(0)), WEALTH - 700);
        assert_eq!(issuance(), before);
    });
}

#[test]
fn fund_float_should_fail_when_the_grid_is_unknown() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(Energy::fund_float(signed(operator()), 9, 1), Error::<Test>::UnknownGrid);
    });
}

#[test]
fn fund_float_should_fail_when_the_amount_is_zero() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(Energy::fund_float(signed(operator()), 0, 0), Error::<Test>::ZeroAmount);
    });
}

#[test]
fn fund_float_should_fail_when_the_payer_has_too_little() {
    ExtBuilder::default().grids(&[(NATIVE, 1, 0)]).build_and_execute(|| {
        // All but what keeps the account alive can be given.
        assert_noop!(Energy::fund_float(signed(owner(0)), 0, WEALTH), TokenError::FundsUnavailable);
        assert_ok!(Energy::fund_float(signed(owner(0)), 0, WEALTH - EXISTENTIAL_DEPOSIT));
    });
}

#[test]
fn fund_float_should_fail_when_the_pool_would_overflow() {
    ExtBuilder::default().build_and_execute(|| {
        let (who, much) = (owner(1), u128::MAX / 2);
        assert_ok!(Assets::mint(signed(issuer()), VOUCHER, who.clone(), much));
        assert_noop!(Energy::fund_float(signed(who.clone()), 0, much - 1), Error::<Test>::Overflow);
        // The most that fits is taken.
        let all = u128::MAX / MICRO;
        let held = Energy::held(0, CENTS);
        assert_ok!(Energy::fund_float(signed(who.clone()), 0, all - held));
        assert_noop!(Energy::fund_float(signed(who), 0, 1), Error::<Test>::Overflow);
    });
}
