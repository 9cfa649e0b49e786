use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

#[test]
fn withdraw_float_should_pay_the_operator() {
    ExtBuilder::default().build_and_execute(|| {
        let before = cents(&operator());
        assert_ok!(Energy::withdraw_float(signed(operator()), 0, 10_000));
        assert_eq!(cents(&operator()), before + 10_000);
        assert_eq!((grid(0).float, Energy::held(0, CENTS)), (0, 0));
        has_event(Event::FloatWithdrawn { grid: 0, amount: 10_000 });
    });
}

#[test]
fn withdraw_float_should_leave_what_redeeming_all_energy_costs() {
    ExtBuilder::default().meters(1).limits(limits(None, None)).build_and_execute(|| {
        play(START, &[(0, 0, 4_000)]);
        // 4 kWh at 10 cents.
        assert_noop!(
            Energy::withdraw_float(signed(operator()), 0, 9_961),
            Error::<Test>::FloatTooLow
        );
        assert_ok!(Energy::withdraw_float(signed(operator()), 0, 9_960));
        settle(&[0]);
        assert_ok!(Energy::redeem(signed(owner(0)), 0, 4_000_000));
        assert_eq!(grid(0).float, 0);
    });
}

#[test]
fn withdraw_float_should_fail_when_the_float_has_less() {
    ExtBuilder::default().build_and_execute(|| {
        for amount in [10_001, u128::MAX] {
            assert_noop!(
                Energy::withdraw_float(signed(operator()), 0, amount),
                Error::<Test>::FloatTooLow
            );
        }
    });
}

#[test]
fn withdraw_float_should_fail_when_the_amount_is_zero() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(Energy::withdraw_float(signed(operator()), 0, 0), Error::<Test>::ZeroAmount);
    });
}

#[test]
fn withdraw_float_should_fail_when_the_grid_is_unknown() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(Energy::withdraw_float(signed(operator()), 9, 1), Error::<Test>::UnknownGrid);
    });
}

#[test]
fn withdraw_float_should_fail_when_not_called_by_the_operator() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(Energy::withdraw_float(signed(owner(0)), 0, 1), Error::<Test>::NotOperator);
    });
}

#[test]
fn withdraw_float_should_change_nothing_when_the_voucher_is_frozen() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(Assets::freeze_asset(signed(issuer()), VOUCHER));
        assert_noop!(
            Energy::withdraw_float(signed(operator()), 0, 1),
            pallet_assets::Error::<Test>::AssetNotLive
        );
        assert_ok!(Assets::thaw_asset(signed(issuer()), VOUCHER));
        assert_ok!(Energy::withdraw_float(signed(operator()), 0, 1));
    });
}

#[test]
fn withdraw_float_should_leave_what_the_highest_feed_in_price_of_forty_days_costs() {
    ExtBuilder::default().meters(1).limits(limits(None, None)).build_and_execute(|| {
        play(START, &[(0, 0, 4_000)]);
        let low = Tariff { feed_in: 0, ..tariff() };
        assert_ok!(Energy::set_tariff(signed(operator()), 0, low.into()));
        let withdraw = |amount| Energy::withdraw_float(signed(operator()), 0, amount);
        // The price falls a week later. The float stays for 40 days more.
        let falls = grid(0).tariffs.last().unwrap().from;
        for slot in [falls, falls + 40 * 96 - 1] {
            go_to(slot);
            assert_noop!(withdraw(9_961), Error::<Test>::FloatTooLow);
        }
        go_to(falls + 40 * 96);
        assert_ok!(withdraw(10_000));
    });
}
