//! Owners and operators without money, and those who want it back too early.

use super::*;

/// Credit and arrears of a meter; never both above zero.
fn account_of(id: MeterId) -> (MicroUnits, MicroUnits) {
    let Meter { credit, arrears, .. } = meter(id);
    assert!(credit == 0 || arrears == 0, "credit {credit}, arrears {arrears}");
    (credit, arrears)
}

#[test]
fn owner_should_owe_retail_and_take_part_in_nothing_when_without_credit() {
    ExtBuilder::default().credit(0).meters(2).build_and_execute(|| {
        go_to(START + 1);
        submit_ok(vec![flow(0, 1_000, 0), flow(1, 0, 1_000)]);
        has_event(Event::InArrears { meter: 0 });
        assert_eq!(account_of(0), (0, units(73)));
        // Nothing was paid, so nothing is bid for.
        let book = Energy::book(0, START).expect("open");
        assert_eq!((book.pot, book.open, book.ticks.len()), (0, 1, 1));

        go_to(START + 3);
        settle(&[0, 1]);
        assert_eq!(Energy::clearing(0, START).expect("cleared").clearing.volume, 0);
        assert_eq!(meter(1).owed, 1_000_000);
        // A daughter abroad pays, in two parts.
        assert_ok!(Energy::top_up(signed(owner(7)), 0, 50));
        assert_eq!(account_of(0), (0, units(23)));
        assert_eq!(grid(0).float, units(10_050));
        assert_ok!(Energy::top_up(signed(owner(7)), 0, 50));
        assert_eq!(account_of(0), (units(27), 0));
        assert_eq!(grid(0).float, units(10_073));
    });
}

#[test]
fn owner_should_buy_what_the_credit_pays_and_owe_the_rest_when_short_of_credit() {
    ExtBuilder::default().credit(100).meters(2).build_and_execute(|| {
        go_to(START + 1);
        submit_ok(vec![flow(0, 2_000, 0), flow(1, 0, 2_000)]);
        // ⌊100,000,000 / 73⌋ = 1,369,863 mWh for 99,999,999 millionths. 630,137 mWh are unpaid.
        // They cost 46,000,001 millionths, and the last millionth of the credit pays one of these.
        assert_eq!(meter(0).positions[0].demand, 1_369_863);
        assert_eq!(account_of(0), (0, 46_000_000));
        assert_eq!(grid(0).float, units(10_000) + 1);

        // The refund is income: 1,369,863 mWh were bought at 41 instead of 73, and 43,835,616
        // millionths come back.
        go_to(START + 3);
        settle(&[0, 1]);
        assert_eq!(1_369_863 * 32, 43_835_616);
        assert_eq!(account_of(0), (0, 46_000_000 - 43_835_616));
        assert_eq!(account_of(1), (units(100) + 1_369_863 * 41, 0));
        assert_eq!(grid(0).float, units(10_000) + 1 + 43_835_616);
    });
}

#[test]
fn income_should_pay_arrears_before_credit_when_a_meter_sells_and_redeems() {
    ExtBuilder::default().credit(0).meters(2).build_and_execute(|| {
        assert_ok!(Energy::top_up(signed(owner(1)), 1, 1_000));
        play(START, &[(0, 1_000, 0), (1, 0, 0)]);
        assert_eq!(account_of(0), (0, units(73)));

        // The meter sells 1 kWh for 41, and 1 kWh is left for the bank.
        begin_after(0, START + 2);
        begin_after(1, START + 2);
        play(START + 3, &[(0, 0, 2_000), (1, 1_000, 0)]);
        settle(&[0, 1]);
        assert_eq!(account_of(0), (0, units(73 - 41)));
        assert_eq!(meter(0).owed, 1_000_000);

        // Owed energy cannot leave as tokens while the operator is owed money.
        assert_noop!(Energy::claim_tokens(signed(owner(0)), 0, 1), Error::<Test>::InArrears);
        assert_noop!(Energy::withdraw_credit(signed(owner(0)), 0, 1), Error::<Test>::CreditTooLow);
        // Redeeming it moves 10 cents within the float.
        let float = grid(0).float;
        assert_ok!(Energy::redeem(signed(owner(0)), 0, 1_000_000));
        assert_eq!(account_of(0), (0, units(22)));
        assert_eq!(grid(0).float, float);

        // The next sale pays the rest and leaves the first credit: 82 - 22.
        begin_after(0, START + 5);
        begin_after(1, START + 5);
        play(START + 6, &[(0, 0, 2_000), (1, 2_000, 0)]);
        settle(&[0]);
        assert_eq!(account_of(0), (units(60), 0));
    });
}

#[test]
fn owed_energy_should_cover_before_arrears_when_credit_is_short() {
    ExtBuilder::default().credit(73).meters(1).build_and_execute(|| {
        play(START, &[(0, 0, 2_000)]);
        // 4 kWh: credit pays one, the bank two, one is unpaid.
        begin_after(0, START + 2);
        go_to(START + 4);
        submit_ok(vec![flow(0, 4_000, 0)]);
        assert_eq!(account_of(0), (0, units(73)));
        assert_eq!((meter(0).owed, outstanding(0)), (0, 0));
        assert_eq!(meter(0).positions[0].demand, 1_000_000);
    });
}

#[test]
fn credit_should_stay_for_what_was_drawn_when_withdrawn_before_a_reading() {
    ExtBuilder::default().meters(2).build_and_execute(|| {
        // Half of a slot at 100 kW: 12,500 Wh and one, at 73 cents a kWh: 912.573 cents.
        go_to_time(Seconds::from(START) * SLOT + 450);
        let withdraw = |amount| Energy::withdraw_credit(signed(owner(0)), 0, amount);
        assert_noop!(withdraw(1_000), Error::<Test>::CreditTooLow);
        assert_noop!(withdraw(88), Error::<Test>::CreditTooLow);
        assert_ok!(withdraw(87));
        assert_eq!(account_of(0), (units(913), 0));
        // Nor can it leave as tokens, or by way of a second withdrawal.
        assert_noop!(withdraw(1), Error::<Test>::CreditTooLow);

        // All that the breaker let through until then is paid.
        go_to(START + 1);
        assert_noop!(withdraw(1), Error::<Test>::CreditTooLow);
        submit_ok(vec![flow(0, 12_500, 0)]);
        assert_eq!(account_of(0), (units(913) - 12_500_000 * 73, 0));
        // Read up to date, one Wh is kept: 0.073 of the 0.5 cents that are left.
        assert_noop!(withdraw(1), Error::<Test>::CreditTooLow);
        assert_ok!(Energy::top_up(signed(owner(0)), 0, 1));
        assert_ok!(withdraw(1));
        assert_eq!(account_of(0), (500_000, 0));
    });
}

#[test]
fn tokens_should_not_be_claimed_before_a_reading_when_the_credit_is_needed() {
    ExtBuilder::default().credit(100).meters(1).build_and_execute(|| {
        play(START, &[(0, 0, 2_000)]);
        go_to(START + 3);
        submit_ok((1..=2).map(|n| reading_since(0, START + n - 1, START + n, 0, 2_000)).collect());
        settle(&[0]);
        assert_eq!(meter(0).owed, 2_000_000);
        // Nothing is unread: one Wh at 73 is within the credit. A minute later it is 1,667 Wh and
        // one: 121.764 cents.
        go_to_time(now() + 60);
        assert_noop!(Energy::claim_tokens(signed(owner(0)), 0, 1), Error::<Test>::CreditTooLow);
        assert_ok!(Energy::top_up(signed(owner(0)), 0, 22));
        assert_ok!(Energy::claim_tokens(signed(owner(0)), 0, 2_000));
        assert_eq!((tokens(0, &owner(0)), outstanding(0)), (2_000, 2_000_000));
    });
}

#[test]
fn redeeming_should_wait_and_the_market_go_on_when_the_float_is_empty() {
    let grids = [(CENTS, 100_000, 0)];
    ExtBuilder::default().grids(&grids).meters(2).build_and_execute(|| {
        limit(0, None, None);
        play_as_twin(START, &[(0, 0, 1_000), (1, 0, 0)]);
        let redeem = |energy| Energy::redeem(signed(owner(0)), 0, energy);
        assert_noop!(redeem(1), Error::<Test>::FloatEmpty);

        // Whole or not at all: 1 kWh is 10 cents.
        assert_ok!(Energy::fund_float(signed(owner(5)), 0, 5));
        assert_noop!(redeem(1_000_000), Error::<Test>::FloatEmpty);
        assert_eq!((meter(0).owed, meter(0).credit), (1_000_000, units(1_000)));
        assert_ok!(redeem(500_000));
        assert_eq!((grid(0).float, meter(0).credit), (0, units(1_005)));
        assert_noop!(redeem(1), Error::<Test>::FloatEmpty);

        // Neighbours need no float to trade.
        limit(0, Some(0), None);
        begin_after(0, START + 2);
        begin_after(1, START + 2);
        let expected = play_as_twin(START + 3, &[(0, 0, 1_000), (1, 1_000, 0)]);
        assert_eq!(expected.price, Some(41));
        assert_ok!(Energy::fund_float(signed(owner(5)), 0, 5));
        assert_ok!(redeem(500_000));
        assert_eq!(meter(0).credit, units(1_005 + 41 + 5));
    });
}

#[test]
fn float_should_keep_what_the_bank_owes_when_the_operator_drains_it() {
    ExtBuilder::default().meters(2).build_and_execute(|| {
        limit(0, None, None);
        play_as_twin(START, &[(0, 0, 2_000), (1, 0, 0)]);
        let withdraw = |amount| Energy::withdraw_float(signed(operator()), 0, amount);
        // 2 kWh at 10 cents stay.
        assert_noop!(withdraw(9_981), Error::<Test>::FloatTooLow);
        assert_noop!(withdraw(u128::MAX), Error::<Test>::FloatTooLow);
        let before = cents(&operator());
        assert_ok!(withdraw(9_980));
        assert_eq!(cents(&operator()), before + 9_980);
        assert_noop!(withdraw(1), Error::<Test>::FloatTooLow);

        // A higher feed-in price makes the float too small: it pays while it lasts, and the rest is
        // still owed.
        let dearer = Tariff { feed_in: 20, ..tariff() };
        assert_ok!(Energy::set_tariff(signed(operator()), 0, dearer.into()));
        go_to(slot_now() + 2);
        let redeem = |energy| Energy::redeem(signed(owner(0)), 0, energy);
        assert_noop!(redeem(2_000_000), Error::<Test>::FloatEmpty);
        assert_ok!(redeem(1_000_000));
        assert_eq!((grid(0).float, meter(0).credit), (0, units(1_020)));
        assert_eq!((meter(0).owed, outstanding(0)), (1_000_000, 1_000_000));
        assert_noop!(redeem(1), Error::<Test>::FloatEmpty);
        // It can still be drawn out, or used.
        submit_ok(vec![reading(0, slot_now() - 1, 0, 2_000)]);
        assert_ok!(Energy::claim_tokens(signed(owner(0)), 0, 1_000));
        assert_eq!(tokens(0, &owner(0)), 1_000);
    });
}
