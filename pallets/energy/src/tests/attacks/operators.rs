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
