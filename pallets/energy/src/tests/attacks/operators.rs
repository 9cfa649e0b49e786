//! Operators who want more than their prices.

use super::*;

#[test]
fn operator_should_not_take_credit_by_one_tariff_when_the_price_is_raised_overnight() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        // The first Wh would have taken all credit, half an hour later.
        assert_ok!(Energy::set_tariff(
            signed(operator()),
            0,
            Tariff { retail: CAP, ..tariff() }.into()
        ));
        go_to(START + 3);
        submit_ok(vec![reading(0, START + 2, 1_000, 0)]);
        assert_eq!(meter(0).credit, units(927));
        // The owner has a week to draw the rest.
        assert_ok!(Energy::withdraw_credit(signed(owner(0)), 0, 900));
    });
}

#[test]
fn operator_should_not_draw_the_float_by_a_feed_in_price_of_nothing() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        limit(0, None, None);
        play(START, &[(0, 0, 4_000)]);
        let nothing = Tariff { feed_in: 0, ..tariff() };
        assert_ok!(Energy::set_tariff(signed(operator()), 0, nothing.into()));
        go_to(START + 10);
        let withdraw = |amount| Energy::withdraw_float(signed(operator()), 0, amount);
        assert_noop!(withdraw(10_000), Error::<Test>::FloatTooLow);
        // Nor when it holds, with a week for the owners to redeem at the old price.
        go_to(START + 20 * 96);
        assert_noop!(withdraw(9_961), Error::<Test>::FloatTooLow);
        assert_ok!(withdraw(9_960));
    });
}

#[test]
fn operator_should_not_keep_neighbours_out_of_the_bank_by_a_capacity_of_zero_at_the_due_time() {
    ExtBuilder::default().meters(2).build_and_execute(|| {
        limit(0, None, None);
        go_to(START + 1);
        submit_ok(vec![flow(0, 0, 4_000)]);
        // Just before the book is due, and back afterwards.
        assert_ok!(Energy::set_capacity(signed(operator()), 0, 0));
        go_to(START + 3);
        assert_ok!(Energy::set_capacity(signed(operator()), 0, 100_000));
        settle(&[0]);
        assert_eq!(meter(0).owed, 4_000_000);
    });
}

#[test]
fn operator_should_not_move_the_evening_overnight_by_turning_the_clock() {
    let bands = [(0, 40), (72, 90)].map(|(from, retail)| Band { from, feed_in: 10, retail });
    let evening = |offset| TariffSchedule {
        bands: bands.to_vec().try_into().unwrap(),
        offset,
        ..tariff().into()
    };
    ExtBuilder::default().tariff(evening(0)).meters(1).build_and_execute(|| {
        // By this clock the evening begins at noon.
        assert_ok!(Energy::set_tariff(signed(operator()), 0, evening(24)));
        begin_after(0, START + 47);
        go_to(START + 49);
        submit_ok(vec![reading(0, START + 48, 1_000, 0)]);
        assert_eq!(meter(0).credit, units(960));
        // Nor does it come by halves.
        for offset in [1, 2, 3] {
            assert_ok!(Energy::set_tariff(signed(operator()), 0, evening(offset)));
            assert!(grid(0).tariffs.last().unwrap().from > slot_now() + 7 * 96 - 1);
        }
    });
}

#[test]
fn operator_should_not_charge_old_days_at_a_new_price_when_readings_come_late() {
    let charged = |standing_charge| TariffSchedule { standing_charge, ..tariff().into() };
    ExtBuilder::default().tariff(charged(1)).meters(1).build_and_execute(|| {
        assert_ok!(Energy::set_tariff(signed(operator()), 0, charged(70)));
        // The boat comes after five weeks.
        go_to(START + 35 * 96);
        submit_ok(vec![reading(0, START + 6 * 96, 0, 0)]);
        // Seven days have begun in these slots, each at the price of then.
        assert_eq!(meter(0).credit, units(1_000 - 7));
    });
}
