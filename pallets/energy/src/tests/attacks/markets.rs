//! Markets with one side, and with one price.

use super::*;

#[test]
fn slot_should_bank_all_export_when_the_grid_has_only_sellers() {
    ExtBuilder::default().meters(3).build_and_execute(|| {
        limit(1, Some(30), None);
        limit(2, None, None);
        let expected = play_as_twin(START, &[(0, 0, 1_000), (1, 0, 2_000), (2, 0, 3_000)]);
        assert_eq!((expected.price, expected.volume), (None, 0));
        assert_eq!([0, 1, 2].map(|id| meter(id).owed), [1_000_000, 2_000_000, 3_000_000]);
        assert_eq!([0, 1, 2].map(|id| meter(id).credit), [units(1_000); 3]);
        assert_eq!(grid(0).float, units(10_000));
        assert_eq!(outstanding(0), 6_000_000);
    });
}

#[test]
fn slot_should_sell_at_retail_when_the_grid_has_only_buyers() {
    ExtBuilder::default().meters(3).build_and_execute(|| {
        limit(1, None, Some(0));
        limit(2, None, None);
        let expected = play_as_twin(START, &[(0, 1_000, 0), (1, 2_000, 0), (2, 3_000, 0)]);
        assert_eq!((expected.price, expected.volume), (None, 0));
        assert_eq!([0, 1, 2].map(|id| meter(id).credit), [927, 854, 781].map(units));
        assert_eq!(grid(0).float, units(10_000 + 73 + 146 + 219));
        assert_eq!(outstanding(0), 0);
    });
}

#[test]
fn slot_should_trade_nothing_when_every_ask_is_above_every_bid() {
    ExtBuilder::default().meters(2).build_and_execute(|| {
        limit(0, Some(40), None);
        limit(1, None, Some(39));
        let expected = play_as_twin(START, &[(0, 0, 1_000), (1, 1_000, 0)]);
        assert_eq!(expected.volume, 0);
        assert_eq!((meter(0).owed, meter(1).credit), (1_000_000, units(927)));
    });
}

#[test]
fn slot_should_trade_at_the_one_price_when_feed_in_equals_retail() {
    let flat = Tariff { feed_in: 40, retail: 40, ..tariff() };
    ExtBuilder::default().tariff(flat).meters(3).build_and_execute(|| {
        // The highest ask and the lowest bid meet: all ticks are one price.
        limit(0, Some(63), None);
        limit(1, Some(0), None);
        limit(2, None, Some(0));
        let expected = play_as_twin(START, &[(0, 0, 1_000), (1, 0, 3_000), (2, 2_000, 0)]);
        assert_eq!((expected.price, expected.volume), (Some(40), 2_000_000));
        // Half of each is sold: an ask of the same price comes no later.
        assert_eq!(meter(0).credit, units(1_020));
        assert_eq!(meter(1).credit, units(1_060));
        assert_eq!(meter(2).credit, units(920));
        assert_eq!([0, 1].map(|id| meter(id).owed), [500_000, 1_500_000]);
        assert_eq!(grid(0).float, units(10_000));
    });
}

#[test]
fn slot_should_rank_by_price_when_few_prices_are_spread_over_all_ticks() {
    // F = 10, R = 12: ticks 0-31 are 10, 32-62 are 11, 63 is 12.
    let narrow = Tariff { feed_in: 10, retail: 12, ..tariff() };
    ExtBuilder::default().tariff(narrow).meters(5).build_and_execute(|| {
        limit(0, Some(31), None);
        limit(1, Some(0), None);
        limit(2, Some(32), None);
        limit(3, None, Some(62));
        limit(4, None, Some(33));
        let flows = [(0, 0, 1_000), (1, 0, 1_001), (2, 0, 5_000), (3, 1_500, 0), (4, 1_502, 0)];
        play_as_twin(START, &flows);
        // Meters 0 and 1 ask alike.
        let sold = |id: MeterId| meter(id).credit - units(1_000);
        assert_eq!(sold(0) * 1_001, sold(1) * 1_000);
    });
}
