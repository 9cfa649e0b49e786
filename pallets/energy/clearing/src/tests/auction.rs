//! The auction against its naive twin, and the invariants of every clearing.

use proptest::prelude::*;
use sp_arithmetic::ArithmeticError;

use super::support::*;
use crate::{
    clear,
    naive::{auction, Party},
    Fill, Margin, Order, Price, Tariff, Totals, TICKS,
};

#[test]
fn nothing_should_trade_when_there_are_only_sellers() {
    let mut book = Totals::default();
    book.add_supply(0, 5).unwrap();
    book.add_bank_only(2).unwrap();
    let result = clear(&TARIFF, &book, 4);

    assert_eq!((result.price, result.volume), (TARIFF.feed_in, 0));
    assert_eq!((result.supply, result.demand), (None, None));
    assert_eq!((result.sold(0, 5), result.unsold_of(0, 5)), (0, 5));
    assert_eq!((result.unsold, result.banked), (7, 4));
    assert_eq!((result.owed(5), result.owed(2)), (2, 1));
}

#[test]
fn nothing_should_trade_when_there_are_only_buyers() {
    let mut book = Totals::default();
    book.add_demand(63, 5).unwrap();
    let result = clear(&TARIFF, &book, 4);

    assert_eq!((result.price, result.volume), (TARIFF.feed_in, 0));
    assert_eq!((result.supply, result.demand), (None, None));
    assert_eq!(result.bought(63, 5), 0);
    assert_eq!((result.unsold, result.banked), (0, 0));
    assert_eq!(result.owed(0), 0);
}

#[test]
fn nothing_should_trade_when_the_book_is_empty() {
    let result = clear(&TARIFF, &Totals::default(), u64::MAX);
    assert_eq!((result.price, result.volume, result.unsold, result.banked), (10, 0, 0, 0));
    assert_eq!((result.supply, result.demand), (None, None));
}

#[test]
fn nothing_should_trade_when_every_ask_is_above_every_bid() {
    let mut book = Totals::default();
    book.add_supply(31, 5).unwrap();
    book.add_demand(30, 5).unwrap();
    let result = clear(&TARIFF, &book, 0);
    assert_eq!((result.volume, result.sold(31, 5), result.bought(30, 5)), (0, 0, 0));
    assert_eq!((result.unsold, result.banked), (5, 0));
}

#[test]
fn all_should_meet_when_feed_in_is_retail() {
    let tariff = Tariff { feed_in: 50, retail: 50, ..TARIFF };
    let mut book = Totals::default();
    // As ticks they would not meet; as prices they are one.
    book.add_supply(63, 6).unwrap();
    book.add_supply(0, 2).unwrap();
    book.add_demand(0, 4).unwrap();
    let result = clear(&tariff, &book, 0);

    assert_eq!((result.price, result.volume), (50, 4));
    assert_eq!(result.supply, Some(Margin { tick: 0, filled: 4, offered: 8 }));
    assert_eq!((result.sold(63, 6), result.sold(0, 2), result.bought(0, 4)), (3, 1, 4));
    assert_eq!(result.refund(4), 0);
}

#[test]
fn ticks_of_equal_price_should_be_one_when_the_tariff_is_narrow() {
    // Two prices: ticks 0 to 62 cost 10, tick 63 costs 11.
    let tariff = Tariff { feed_in: 10, retail: 11, ..TARIFF };
    let mut book = Totals::default();
    book.add_supply(62, 6).unwrap();
    book.add_supply(1, 2).unwrap();
    book.add_demand(1, 2).unwrap();
    book.add_demand(63, 2).unwrap();
    let result = clear(&tariff, &book, 0);

    // V₀ = 4, and 3 are needed. a = 10, and b = 10 because only 2 are wanted at 11.
    assert_eq!((result.price, result.volume), (10, 4));
    assert_eq!(result.supply, Some(Margin { tick: 0, filled: 4, offered: 8 }));
    assert_eq!((result.sold(62, 6), result.sold(1, 2)), (3, 1));
    assert_eq!((result.bought(1, 2), result.bought(63, 2)), (2, 2));
}

#[test]
fn price_should_lie_between_ticks_when_k_puts_it_there() {
    let tariff = Tariff { feed_in: 0, retail: 630, ..TARIFF };
    let mut book = Totals::default();
    book.add_supply(1, 4).unwrap();
    book.add_demand(2, 4).unwrap();
    // Between tick 1 (10) and tick 2 (20).
    assert_eq!(clear(&tariff, &book, 0).price, 15);
}

#[test]
fn clearing_should_be_exact_when_all_is_at_the_types_end() {
    let tariff = Tariff { feed_in: u64::MAX - 1, retail: u64::MAX, ..TARIFF };
    let mut book = Totals::default();
    book.add_supply(63, u64::MAX).unwrap();
    book.add_demand(63, u64::MAX).unwrap();
    let result = clear(&tariff, &book, u64::MAX);

    assert_eq!((result.price, result.volume), (u64::MAX, u64::MAX));
    assert_eq!((result.sold(63, u64::MAX), result.bought(63, u64::MAX)), (u64::MAX, u64::MAX));
    assert_eq!(result.proceeds(u64::MAX), u128::from(u64::MAX) * u128::from(u64::MAX));
    assert_eq!(result.refund(u64::MAX), 0);

    let mut book = Totals::default();
    book.add_supply(0, u64::MAX - 2).unwrap();
    book.add_bank_only(2).unwrap();
    let result = clear(&tariff, &book, u64::MAX);
    assert_eq!((result.unsold, result.banked), (u64::MAX, u64::MAX));
    assert_eq!((result.owed(u64::MAX - 2), result.owed(2)), (u64::MAX - 2, 2));
}

#[test]
fn buyers_should_pay_the_network_charge_on_top_of_the_price() {
    // Ticks from 10 to 53 cents.
    let tariff = Tariff { network_charge: 20, ..TARIFF };
    let mut book = Totals::default();
    book.add_supply(0, 4).unwrap();
    book.add_demand(63, 4).unwrap();
    let result = clear(&tariff, &book, 0);

    assert_eq!((result.price, result.volume), (31, 4));
    assert_eq!((result.proceeds(4), result.network(4)), (4 * 31, 4 * 20));
    // Of 73 they get back what is beyond 31 + 20.
    assert_eq!(result.refund(4), 4 * 22);
}

#[test]
fn buyer_should_pay_retail_at_most_when_the_network_charge_is_as_high_as_it_may_be() {
    let tariff = Tariff { network_charge: 31, k: sp_arithmetic::Permill::one(), ..TARIFF };
    let mut book = Totals::default();
    book.add_supply(63, 4).unwrap();
    book.add_demand(63, 4).unwrap();
    let result = clear(&tariff, &book, 0);
    assert_eq!((result.price, result.refund(4)), (42, 0));
}

#[test]
fn position_should_get_nothing_when_its_tick_does_not_exist() {
    let mut book = Totals::default();
    book.add_supply(0, 5).unwrap();
    book.add_demand(63, 5).unwrap();
    let result = clear(&TARIFF, &book, 0);
    assert_eq!((result.sold(TICKS, 5), result.bought(TICKS, 5)), (0, 0));
    assert_eq!(result.unsold_of(TICKS, 5), 5);
}

#[test]
fn order_should_share_the_bank_with_all_of_its_export() {
    let mut book = Totals::default();
    book.add_supply(0, 7).unwrap();
    book.add_bank_only(3).unwrap();
    book.add_demand(63, 4).unwrap();
    let result = clear(&TARIFF, &book, 4);

    // Of 6 unsold mWh the bank takes 4. This order leaves 5 − 3 unsold of its supply, and 3 more.
    let order = Order { demand: 4, bid: 63, supply: 5, ask: 0, bank_only: 3 };
    let fill = Fill { bought: 4, sold: 2, owed: 3, refund: 4 * 32, proceeds: 2 * 41 };
    assert_eq!(result.fill(order), Ok(fill));
    assert_eq!(result.fill(Order::default()), Ok(Fill::default()));
}

#[test]
fn order_should_be_refused_when_its_export_passes_the_type() {
    let result = clear(&TARIFF, &Totals::default(), 0);
    let order = Order { supply: u64::MAX, bank_only: 1, ..Order::default() };
    assert_eq!(result.fill(order), Err(ArithmeticError::Overflow));
}

/// The number of positions with the limit at which a side stops trading.
fn marginal(
    parties: &[Party],
    tariff: &Tariff,
    margin: Option<Margin>,
    limit: impl Fn(&Party) -> Option<u8>,
) -> u64 {
    let Some(margin) = margin else { return 0 };
    let at_margin = |party: &&Party| {
        limit(party).is_some_and(|tick| tariff.canonical(tick) == Some(margin.tick))
    };
    parties.iter().filter(at_margin).count() as u64
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn clearing_should_equal_the_naive_auction_when_any_book_clears(
        tariff in tariffs(),
        parties in parties(),
        room in rooms(),
    ) {
        let result = clear(&tariff, &book(&parties), room);
        let naive = auction(&tariff, &parties, room);

        prop_assert_eq!(u128::from(result.price), naive.price.unwrap_or(tariff.feed_in.into()));
        prop_assert_eq!(u128::from(result.volume), naive.volume);
        prop_assert_eq!(u128::from(result.unsold), naive.unsold);
        prop_assert_eq!(u128::from(result.banked), naive.banked);
        for (party, share) in parties.iter().zip(&naive.shares) {
            let (sold, bought) = (sold(&result, party), bought(&result, party));
            let unsold = unsold(&result, party);
            prop_assert_eq!(u128::from(sold), share.sold);
            prop_assert_eq!(u128::from(bought), share.bought);
            prop_assert_eq!(u128::from(unsold), share.unsold);
            prop_assert_eq!(u128::from(result.owed(unsold)), share.owed);
            prop_assert_eq!(result.proceeds(sold), share.earned);
            let prepaid = u128::from(party.import) * u128::from(tariff.retail);
            prop_assert_eq!(prepaid - result.refund(bought), share.paid);
            let fill = Fill {
                bought,
                sold,
                owed: result.owed(unsold),
                refund: result.refund(bought),
                proceeds: result.proceeds(sold),
            };
            prop_assert_eq!(result.fill(order(party)), Ok(fill));
        }
    }

    #[test]
    fn clearing_should_equal_itself_when_the_book_holds_lowest_ticks_only(
        tariff in tariffs(),
        parties in parties(),
        room in rooms(),
    ) {
        let lowest = |tick: Option<u8>| tick.and_then(|tick| tariff.canonical(tick));
        let canonical: Vec<_> = parties
            .iter()
            .map(|party| Party { ask: lowest(party.ask), bid: lowest(party.bid), ..*party })
            .collect();
        prop_assert_eq!(
            clear(&tariff, &book(&parties), room),
            clear(&tariff, &book(&canonical), room)
        );
    }

    #[test]
    fn both_sides_should_clear_the_volume_but_for_dust_when_any_book_clears(
        tariff in tariffs(),
        parties in parties(),
    ) {
        let result = clear(&tariff, &book(&parties), 0);
        let total_sold: u64 = parties.iter().map(|party| sold(&result, party)).sum();
        let total_bought: u64 = parties.iter().map(|party| bought(&result, party)).sum();
        let sellers = marginal(&parties, &tariff, result.supply, |party| party.ask);
        let buyers = marginal(&parties, &tariff, result.demand, |party| party.bid);

        prop_assert_eq!(result.volume > 0, result.supply.is_some() && result.demand.is_some());
        for (total, positions) in [(total_sold, sellers), (total_bought, buyers)] {
            prop_assert!(total <= result.volume);
            prop_assert!(result.volume == 0 || result.volume - total < positions);
        }
        for margin in [result.supply, result.demand].into_iter().flatten() {
            prop_assert!(0 < margin.filled && margin.filled <= margin.offered);
        }
    }

    #[test]
    fn volume_should_lose_at_most_the_trimmed_share_when_any_book_clears(
        tariff in tariffs(),
        parties in parties(),
    ) {
        let result = clear(&tariff, &book(&parties), 0);
        let naive = auction(&tariff, &parties, 0);
        prop_assert!(naive.need <= u128::from(result.volume));
        prop_assert!(u128::from(result.volume) <= naive.largest);
    }

    #[test]
    fn price_should_respect_every_limit_when_a_position_is_filled(
        tariff in tariffs(),
        parties in parties(),
    ) {
        let result = clear(&tariff, &book(&parties), 0);
        let price = |tick: u8| -> Price { tariff.price_of(tick).unwrap() };
        prop_assert!(tariff.feed_in <= result.price);
        prop_assert!(result.price <= tariff.retail - tariff.network_charge);
        for party in &parties {
            if sold(&result, party) > 0 {
                prop_assert!(price(party.ask.unwrap()) <= result.price);
            }
            if bought(&result, party) > 0 {
                prop_assert!(price(party.bid.unwrap()) >= result.price);
            }
        }
    }

    #[test]
    fn price_priority_should_hold_when_somebody_is_left_out(
        tariff in tariffs(),
        parties in parties(),
    ) {
        let result = clear(&tariff, &book(&parties), 0);
        let price = |tick: Option<u8>| tariff.price_of(tick.unwrap()).unwrap();
        let sellers: Vec<_> = parties.iter().filter(|party| party.ask.is_some()).collect();
        for short in sellers.iter().filter(|party| unsold(&result, party) > 0) {
            let dearer = |party: &&&Party| price(party.ask) > price(short.ask);
            prop_assert!(sellers.iter().filter(dearer).all(|party| sold(&result, party) == 0));
        }
        let buyers: Vec<_> = parties.iter().filter(|party| party.bid.is_some()).collect();
        for short in buyers.iter().filter(|party| bought(&result, party) < party.import) {
            let lower = |party: &&&Party| price(party.bid) < price(short.bid);
            prop_assert!(buyers.iter().filter(lower).all(|party| bought(&result, party) == 0));
        }
    }

    #[test]
    fn energy_should_go_out_once_at_most_when_any_book_clears(
        tariff in tariffs(),
        parties in parties(),
        room in rooms(),
    ) {
        let totals = book(&parties);
        let result = clear(&tariff, &totals, room);
        prop_assert!(result.banked <= room && result.banked <= result.unsold);
        prop_assert_eq!(result.volume.checked_add(result.unsold), Some(totals.exported()));

        let (mut owed, mut left) = (0u128, 0u128);
        for party in &parties {
            let (sold, unsold) = (sold(&result, party), unsold(&result, party));
            // At most one mWh is neither sold nor unsold, and only of a position that is sold in
            // part.
            prop_assert!(sold <= party.export - unsold && party.export - unsold <= sold + 1);
            prop_assert!(result.owed(unsold) <= unsold);
            prop_assert!(bought(&result, party) <= party.import);
            owed += u128::from(result.owed(unsold));
            left += u128::from(unsold);
        }
        prop_assert!(left <= result.unsold.into());
        prop_assert!(owed <= result.banked.into());
    }

    #[test]
    fn pot_should_cover_every_payment_when_any_book_clears(
        tariff in tariffs(),
        parties in parties(),
    ) {
        let result = clear(&tariff, &book(&parties), 0);
        let mut pot: u128 = parties
            .iter()
            .filter(|party| party.bid.is_some())
            .map(|party| u128::from(party.import) * u128::from(tariff.retail))
            .sum();
        for party in &parties {
            pot = pot.checked_sub(result.refund(bought(&result, party))).unwrap();
            pot = pot.checked_sub(result.proceeds(sold(&result, party))).unwrap();
        }
    }

    #[test]
    fn pot_should_leave_the_network_charge_when_any_book_clears(
        tariff in tariffs(),
        parties in parties(),
    ) {
        let result = clear(&tariff, &book(&parties), 0);
        let total_sold: u64 = parties.iter().map(|party| sold(&result, party)).sum();
        let total_bought: u64 = parties.iter().map(|party| bought(&result, party)).sum();
        let (mut left, mut from_operator) = (0u128, 0u128);
        for party in parties.iter().filter(|party| party.bid.is_some()) {
            let bought = bought(&result, party);
            left += u128::from(party.import) * u128::from(tariff.retail) - result.refund(bought);
            from_operator += u128::from(party.import - bought) * u128::from(tariff.retail);
        }
        // What is left pays the sellers, and the rest is the operator's.
        prop_assert_eq!(
            left,
            from_operator + result.network(total_bought) + result.proceeds(total_bought)
        );
        prop_assert!(left >= result.proceeds(total_sold));
    }

    #[test]
    fn nobody_should_fare_worse_than_without_a_market_when_any_book_clears(
        tariff in tariffs(),
        parties in parties(),
    ) {
        let result = clear(&tariff, &book(&parties), 0);
        for party in &parties {
            let (sold, bought) = (sold(&result, party), bought(&result, party));
            prop_assert!(result.proceeds(sold) >= u128::from(sold) * u128::from(tariff.feed_in));
            let prepaid = u128::from(party.import) * u128::from(tariff.retail);
            let cost = prepaid - result.refund(bought);
            prop_assert!(cost <= prepaid);
            // For what was bought, buyers pay exactly what sellers are paid, and the network charge.
            prop_assert_eq!(
                cost - u128::from(party.import - bought) * u128::from(tariff.retail),
                result.proceeds(bought) + result.network(bought)
            );
        }
    }

    #[test]
    fn clearing_should_not_panic_when_the_tariff_is_invalid(
        feed_in: u64,
        retail: u64,
        network_charge: u64,
        trim in 0..=1_000_000u32,
        parties in parties(),
        tick: u8,
        q: u64,
    ) {
        let trim = sp_arithmetic::Permill::from_parts(trim);
        let tariff = Tariff { feed_in, retail, network_charge, trim, ..TARIFF };
        let result = clear(&tariff, &book(&parties), q);
        let filled = [
            result.sold(tick, q),
            result.bought(tick, q),
            result.unsold_of(tick, q),
            result.owed(q),
        ];
        prop_assert!(filled.into_iter().all(|part| part <= q));
        let _ = (result.refund(q), result.proceeds(q), result.network(q));
    }
}
