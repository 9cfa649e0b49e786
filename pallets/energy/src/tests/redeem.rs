use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

/// One meter that is owed 3 kWh, in a grid with this float.
fn with_float(float: Balance, test: impl FnOnce()) {
    let builder = ExtBuilder::default().grids(&[(CENTS, 10_000, float)]);
    builder.limits(limits(None, None)).meters(1).build_and_execute(|| {
        play(START, &[(0, 0, 3_000)]);
        settle(&[0]);
        test()
    });
}

#[test]
fn redeem_should_sell_owed_energy_at_the_feed_in_price() {
    with_float(100, || {
        assert_ok!(Energy::redeem(signed(owner(0)), 0, 1_234_567));
        assert_eq!(meter(0).owed, 1_765_433);
        assert_eq!(meter(0).credit, 1_000 * MICRO + 12_345_670);
        assert_eq!(grid(0).float, 100 * MICRO - 12_345_670);
        assert_eq!(outstanding(0), 1_765_433);
        has_event(Event::Redeemed { grid: 0 });
    });
}

#[test]
fn redeem_should_use_the_price_in_force() {
    with_float(100, || {
        assert_ok!(Energy::set_tariff(
            signed(operator()),
            0,
            Tariff { feed_in: 30, ..tariff() }.into()
        ));
        go_to(START + 5);
        assert_ok!(Energy::redeem(signed(owner(0)), 0, 1_000_000));
        assert_eq!(meter(0).credit, 1_030 * MICRO);
    });
}

#[test]
fn redeem_should_pay_arrears_first() {
    with_float(1_000, || {
        submit_ok(vec![flow(0, 16_000, 0)]);
        // 1,000 cents paid 13.69863 kWh, owed energy the rest.
        assert_eq!((meter(0).owed, meter(0).arrears), (698_630, 0));
        submit_ok(vec![flow(0, 1_000, 0)]);
        assert_eq!(meter(0).owed, 0);
        let arrears = meter(0).arrears;
        assert!(arrears > 0);
        Meters::<Test>::mutate(0, |meter| meter.as_mut().unwrap().owed = 1_000_000);
        Grids::<Test>::mutate(0, |grid| grid.as_mut().unwrap().owed = 1_000_000);
        let float = grid(0).float;
        assert_ok!(Energy::redeem(signed(owner(0)), 0, 1_000_000));
        assert_eq!((meter(0).arrears, meter(0).credit), (arrears - 10 * MICRO, 0));
        assert_eq!(grid(0).float, float);
    });
}

#[test]
fn redeem_should_fail_when_the_float_cannot_pay_all() {
    with_float(20, || {
        assert_noop!(Energy::redeem(signed(owner(0)), 0, 2_000_001), Error::<Test>::FloatEmpty);
        assert_ok!(Energy::redeem(signed(owner(0)), 0, 2_000_000));
    });
}

#[test]
fn redeem_should_fail_when_the_meter_is_owed_less_or_nothing_is_asked() {
    with_float(100, || {
        assert_noop!(Energy::redeem(signed(owner(0)), 0, 3_000_001), Error::<Test>::OwedTooLow);
        assert_noop!(Energy::redeem(signed(owner(0)), 0, 0), Error::<Test>::ZeroAmount);
    });
}

#[test]
fn redeem_should_fail_when_not_called_by_the_owner_or_for_an_unknown_meter() {
    with_float(100, || {
        assert_noop!(Energy::redeem(signed(operator()), 0, 1), Error::<Test>::NotOwner);
        assert_noop!(Energy::redeem(signed(operator()), 9, 1), Error::<Test>::UnknownMeter);
    });
}
