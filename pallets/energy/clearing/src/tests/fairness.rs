//! Households that hold less than the trimmed share of the trade cannot set the price.

use proptest::{collection, prelude::*};
use sp_arithmetic::Permill;

use super::support::*;
use crate::{
    clear,
    naive::{auction, Party},
    Price, Tariff, Totals, TICKS,
};

/// 10 kWh for sale at feed-in, 12 kWh wanted at retail.
fn sunny_book() -> Totals {
    let mut book = Totals::default();
    book.add_supply(0, 10_000_000).unwrap();
    book.add_demand(63, 12_000_000).unwrap();
    book
}

#[test]
fn second_meter_should_not_move_the_price_when_it_offers_one_wh_at_retail() {
    let honest = clear(&TARIFF, &sunny_book(), 0);
    let mut book = sunny_book();
    book.add_supply(63, 1_000).unwrap();
    let attacked = clear(&TARIFF, &book, 0);

    assert_eq!((attacked.price, attacked.volume), (honest.price, honest.volume));
    assert_eq!(attacked.sold(63, 1_000), 0);
}

#[test]
fn second_meter_should_move_the_price_when_nothing_is_trimmed() {
    let untrimmed = Tariff { trim: Permill::zero(), ..TARIFF };
    let mut book = sunny_book();
    book.add_supply(63, 1_000).unwrap();

    assert_eq!(clear(&untrimmed, &sunny_book(), 0).price, 41);
    assert_eq!(clear(&untrimmed, &book, 0).price, 73);
}

#[test]
fn second_meter_should_not_move_the_price_when_it_wants_one_wh_at_feed_in() {
    // 12 kWh for sale and only 10 wanted, so that one Wh more at the lowest price would be the
    // marginal bid.
    let mut book = Totals::default();
    book.add_supply(0, 12_000_000).unwrap();
    book.add_demand(63, 10_000_000).unwrap();
    let honest = clear(&TARIFF, &book, 0);
    book.add_demand(0, 1_000).unwrap();
    let attacked = clear(&TARIFF, &book, 0);

    assert_eq!((attacked.price, attacked.volume), (honest.price, honest.volume));
    assert_eq!(clear(&Tariff { trim: Permill::zero(), ..TARIFF }, &book, 0).price, TARIFF.feed_in);
}

#[test]
fn price_should_stay_with_the_others_when_a_seller_holds_just_less_than_the_trim() {
    let book = |theirs: u64| {
        let mut book = Totals::default();
        book.add_supply(0, 100 - theirs).unwrap();
        book.add_supply(63, theirs).unwrap();
        book.add_demand(63, 100).unwrap();
        book
    };
    let a = |theirs| clear(&Tariff { k: Permill::zero(), ..TARIFF }, &book(theirs), 0).price;
    assert_eq!((a(24), a(25), a(26)), (10, 10, 73));
}

/// The orders of colluders, in mWh and ticks: on one side of the book, with any limits.
fn colluders() -> impl Strategy<Value = Vec<(u64, u8)>> {
    let quantity = prop_oneof![0..12u64, 0..5_000_000u64, any::<u64>()];
    collection::vec((quantity, 0..TICKS), 1..6)
}

/// The colluders' orders, cut so that together they come close to the trimmed share of the trade.
fn cut_to_trim(tariff: &Tariff, others: &[Party], colluders: &[(u64, u8)]) -> Vec<(u64, u8)> {
    let trim = u128::from(tariff.trim.deconstruct());
    // The trade may grow by what they bring: held < trim·(trade + held).
    let trade = auction(tariff, others, 0).largest;
    let mut left = (trade * trim / (1_000_000 - trim)).min(u64::MAX.into()) as u64;
    let cut = |(q, tick): &(u64, u8)| {
        let q = left.min(*q);
        left -= q;
        (q, *tick)
    };
    colluders.iter().map(cut).collect()
}

/// Whether colluders who hold `held` mWh have less than the trimmed share of this trade.
fn is_less_than_trim(tariff: &Tariff, held: u64, everybody: &[Party]) -> bool {
    let trade = auction(tariff, everybody, 0).largest;
    u128::from(held) * 1_000_000 < trade * u128::from(tariff.trim.deconstruct())
}

/// Whether the price lies within those of the orders that are not empty.
fn is_within(
    price: Price,
    tariff: &Tariff,
    orders: impl Iterator<Item = (u64, Option<u8>)>,
) -> bool {
    let prices: Vec<_> =
        orders.filter(|(q, _)| *q > 0).filter_map(|(_, limit)| tariff.price_of(limit?)).collect();
    prices.iter().any(|other| *other <= price) && prices.iter().any(|other| *other >= price)
}

proptest! {
    // More cases than elsewhere: in most books there is little trade, or little of it is trimmed.
    #![proptest_config(ProptestConfig::with_cases(5_000))]

    #[test]
    fn marginal_ask_should_stay_within_the_others_asks_when_colluders_hold_less_than_the_trim(
        tariff in tariffs(),
        others in parties(),
        colluders in colluders(),
    ) {
        // At `k` = 0 the price is the marginal ask.
        let tariff = Tariff { k: Permill::zero(), ..tariff };
        let orders = cut_to_trim(&tariff, &others, &colluders);
        let held = orders.iter().map(|(q, _)| q).sum();
        let mut everybody = others.clone();
        everybody.extend(orders.iter().map(|(q, ask)| Party {
            export: *q,
            ask: Some(*ask),
            ..Party::default()
        }));
        let Ok(totals) = try_book(&everybody) else { return Ok(()) };
        if is_less_than_trim(&tariff, held, &everybody) {
            let price = clear(&tariff, &totals, 0).price;
            let asks = others.iter().map(|party| (party.export, party.ask));
            prop_assert!(is_within(price, &tariff, asks));
        }
    }

    #[test]
    fn marginal_bid_should_stay_within_the_others_bids_when_colluders_hold_less_than_the_trim(
        tariff in tariffs(),
        others in parties(),
        colluders in colluders(),
    ) {
        // At `k` = 1 the price is the marginal bid.
        let tariff = Tariff { k: Permill::one(), ..tariff };
        let orders = cut_to_trim(&tariff, &others, &colluders);
        let held = orders.iter().map(|(q, _)| q).sum();
        let mut everybody = others.clone();
        everybody.extend(orders.iter().map(|(q, bid)| Party {
            import: *q,
            bid: Some(*bid),
            ..Party::default()
        }));
        let Ok(totals) = try_book(&everybody) else { return Ok(()) };
        if is_less_than_trim(&tariff, held, &everybody) {
            let price = clear(&tariff, &totals, 0).price;
            let bids = others.iter().map(|party| (party.import, party.bid));
            prop_assert!(is_within(price, &tariff, bids));
        }
    }
}
