//! Owners and operators who know better afterwards.

use super::*;

#[test]
fn limits_should_govern_later_slots_only_when_changed_with_hindsight() {
    ExtBuilder::default().meters(3).build_and_execute(|| {
        // Meter 1 asks 41 cents (tick 31). Meter 0 asks the lowest price, and keeps its reading
        // back.
        limit(1, Some(31), None);
        go_to(START + 1);
        submit_ok(vec![flow(1, 0, 1_000), flow(2, 1_000, 0)]);
        // Its owner sees the book and would rather ask for the highest price after all.
        assert_eq!(Energy::book(0, START).expect("open").ticks.len(), 2);
        assert_ok!(Energy::set_limits(signed(owner(0)), 0, mock::limits(Some(63), None)));
        submit_ok(vec![flow(0, 0, 1_000)]);
        assert_eq!(meter(0).positions[0].ask, 0);

        // The slot that runs is not changed either, and there is no second try while the first one
        // waits.
        go_to(START + 2);
        for late in [mock::limits(None, None), mock::limits(Some(5), None)] {
            assert_noop!(
                Energy::set_limits(signed(owner(0)), 0, late),
                Error::<Test>::LimitsPending
            );
        }
        submit_ok(vec![flow(0, 0, 500)]);
        assert_eq!(meter(0).positions[1].ask, 0);
        // It does not help to withhold a reading: no reading has used the change yet.
        go_to(START + 5);
        assert_noop!(
            Energy::set_limits(signed(owner(0)), 0, mock::limits(Some(5), None)),
            Error::<Test>::LimitsPending
        );
        submit_ok(vec![flow(0, 0, 500)]);
        let third = meter(0).positions.last().copied().expect("one");
        assert_eq!((third.slot, third.ask), (START + 2, 63));
        assert_ok!(Energy::set_limits(signed(owner(0)), 0, mock::limits(Some(5), None)));
        assert_eq!(meter(0).limits_at(START + 5), mock::limits(Some(63), None));
        assert_eq!(meter(0).limits_at(START + 6), mock::limits(Some(5), None));

        // In slot START it sold first, as it had said: a = 10, b = 73, p = 41.
        settle(&[0, 1, 2]);
        let result = Energy::clearing(0, START).expect("cleared").clearing;
        assert_eq!((result.price, result.volume), (41, 1_000_000));
        assert_eq!(meter(0).credit, units(1_000 + 41));
        assert_eq!(meter(1).credit, units(1_000));
        assert_eq!(meter(1).owed, 1_000_000);
    });
}

#[test]
fn slot_should_clear_at_its_own_tariff_when_the_tariff_changes_before_clearing() {
    ExtBuilder::default().meters(3).build_and_execute(|| {
        limit(1, Some(20), None);
        limit(2, None, Some(40));
        let old = tariff();
        let new = Tariff { feed_in: 100, retail: 400, ..tariff() };
        announced(0, START + 2, new);
        go_to(START + 1);
        let flows = [(0, 1_000, 0), (1, 0, 2_500), (2, 1_400, 0)];
        let before = [0, 1, 2].map(meter);
        let expected = twin(&old, START, &flows, room(0));
        submit_ok(flows.iter().map(|(id, import, export)| flow(*id, *import, *export)).collect());
        assert_eq!(meter(0).credit, units(1_000 - 73));

        // Cleared, and settled, when the new prices are in force.
        go_to(START + 3);
        assert_eq!(Energy::tariff(0, slot_now()), Some(new));
        settle(&[0, 1, 2]);
        assert_as_twin(START, &flows, &expected, &before);
        // a = 30 (tick 20), b = 50 (tick 40): 40 cents for 2.4 kWh.
        assert_eq!(expected.price, Some(40));
        assert_eq!(meter(0).credit, units(1_000 - 40));
        assert_eq!(meter(1).credit, units(1_000 + 96));

        // The operator cannot reach a slot that runs: the next call is for the slot after the next.
        let better = Tariff { feed_in: 101, ..new };
        assert_ok!(Energy::set_tariff(signed(operator()), 0, better.into()));
        assert_eq!(Energy::tariff(0, START + 4), Some(new));
        assert_eq!(Energy::tariff(0, START + 5), Some(better));
    });
}

#[test]
fn one_wh_meter_should_not_set_the_price_when_its_owner_sells_much_with_another() {
    let flows = [(0, 0, 3_999), (1, 0, 1), (2, 4_000, 0)];
    ExtBuilder::default().meters(3).build_and_execute(|| {
        limit(1, Some(63), None);
        // Without the trim the one Wh would take all of the buyer's gain.
        let untrimmed = Tariff { trim: Default::default(), ..tariff() };
        assert_eq!(twin(&untrimmed, START, &flows, room(0)).price, Some(73));
        let expected = play_as_twin(START, &flows);
        assert_eq!((expected.price, expected.volume), (Some(41), 3_999_000));
        assert_eq!(meter(0).credit, units(1_000) + 3_999_000 * 41);
        // The one Wh is not sold; the buyer pays retail for the last.
        assert_eq!((meter(1).credit, meter(1).owed), (units(1_000), 1_000));
        assert_eq!(meter(2).credit, units(1_000) - 3_999_000 * 41 - 1_000 * 73);
    });
}

#[test]
fn one_wh_meter_should_not_set_the_price_when_its_owner_buys_much_with_another() {
    let flows = [(0, 3_999, 0), (1, 1, 0), (2, 0, 4_000)];
    ExtBuilder::default().meters(3).build_and_execute(|| {
        limit(1, None, Some(0));
        let untrimmed = Tariff { trim: Default::default(), ..tariff() };
        assert_eq!(twin(&untrimmed, START, &flows, room(0)).price, Some(10));
        let expected = play_as_twin(START, &flows);
        assert_eq!((expected.price, expected.volume), (Some(41), 3_999_000));
        assert_eq!(meter(2).credit, units(1_000) + 3_999_000 * 41);
        assert_eq!(meter(2).owed, 1_000);
        // The one Wh was not bought from the neighbours, but at retail.
        assert_eq!(meter(1).credit, units(1_000) - 73_000);
    });
}

/// Retail is 73, but 200 in slot START + 2.
fn dear_slot() {
    let dear = Tariff { retail: 200, ..tariff() };
    announced(0, START + 2, dear);
    go_to(START + 1);
    assert_ok!(Energy::set_tariff(signed(operator()), 0, tariff().into()));
    let retail = |slot| Energy::tariff(0, slot).map(|tariff| tariff.retail);
    assert_eq!([1, 2, 3].map(|n| retail(START + n)), [Some(73), Some(200), Some(73)]);
}

#[test]
fn reading_should_pay_the_dearest_retail_when_withheld_through_a_dear_slot() {
    ExtBuilder::default().meters(2).build_and_execute(|| {
        dear_slot();
        // Meter 0 imports 1 kWh, all of it in the dear slot, and hides that in one reading up to a
        // cheap slot.
        go_to(START + 10);
        submit_ok(vec![reading(0, START + 8, 1_000, 0)]);
        assert_eq!(meter(0).credit, units(1_000 - 200));
        assert_eq!(grid(0).float, units(10_000 + 200));
        assert_eq!(meter(0).positions.to_vec(), vec![]);

        // A reading that spans only cheap slots pays their price, although the dear price is still
        // on record.
        submit_ok(vec![reading(1, START + 1, 0, 0)]);
        let skipping_the_dear = reading_since(1, START + 1, START + 3, 1_000, 0);
        submit_ok(vec![skipping_the_dear, reading_since(1, START + 3, START + 8, 2_000, 0)]);
        assert_eq!(meter(1).credit, units(1_000 - 200 - 73));
    });
}

#[test]
fn reading_should_pay_its_slots_own_price_when_withheld_until_a_cheap_slot() {
    ExtBuilder::default().meters(2).build_and_execute(|| {
        dear_slot();
        begin_after(0, START + 1);
        begin_after(1, START + 1);
        go_to(START + 3);
        submit_ok(vec![flow(1, 1_000, 0)]);
        assert_eq!(meter(1).credit, units(800));
        // The dear slot has closed when meter 0 comes: retail of that slot, not of this one.
        go_to(START + 6);
        submit_ok(vec![flow(0, 1_000, 0)]);
        assert_eq!(meter(0).credit, units(800));
        settle(&[1]);
        assert_eq!(meter(1).credit, units(800));
        assert_eq!(grid(0).float, units(10_000 + 400));
    });
}

#[test]
fn credit_should_be_kept_at_the_dearest_retail_when_a_dear_slot_is_not_read() {
    ExtBuilder::default().meters(1).credit(10_000).build_and_execute(|| {
        dear_slot();
        go_to(START + 4);
        // Four slots at 100 kW and a Wh: 100,001 Wh at 200 would be 20,000.2 cents: nothing can be
        // drawn.
        assert_noop!(Energy::withdraw_credit(signed(owner(0)), 0, 1), Error::<Test>::CreditTooLow);
        submit_ok((0..3).map(|n| reading_since(0, START - 1 + n, START + n, 0, 0)).collect());
        // One slot is unread, a cheap one: 25,001 Wh at 73 are 1,825.073 cents.
        assert_noop!(
            Energy::withdraw_credit(signed(owner(0)), 0, 8_175),
            Error::<Test>::CreditTooLow
        );
        assert_ok!(Energy::withdraw_credit(signed(owner(0)), 0, 8_174));
        assert_eq!(meter(0).credit, units(1_826));
    });
}
