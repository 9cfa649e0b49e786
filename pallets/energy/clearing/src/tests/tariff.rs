use codec::{Decode, Encode};
use proptest::prelude::*;
use sp_arithmetic::Permill;

use super::support::*;
use crate::{naive, InvalidTariff, Tariff, TICKS};

#[test]
fn tariff_should_be_valid_when_at_its_bounds() {
    let one_price = Tariff {
        feed_in: 1,
        retail: 1,
        network_charge: 0,
        k: Permill::one(),
        trim: Permill::from_percent(50),
    };
    let widest = Tariff {
        feed_in: 0,
        retail: u64::MAX,
        network_charge: u64::MAX / 2,
        k: Permill::zero(),
        trim: Permill::zero(),
    };
    let dearest_network = Tariff { network_charge: 31, ..TARIFF };
    for tariff in [TARIFF, one_price, widest, dearest_network] {
        assert_eq!(tariff.validate(), Ok(()));
    }
}

#[test]
fn tariff_should_be_refused_when_feed_in_is_above_retail() {
    let tariff = Tariff { feed_in: 74, ..TARIFF };
    assert_eq!(tariff.validate(), Err(InvalidTariff::FeedInAboveRetail));
}

#[test]
fn tariff_should_be_refused_when_retail_is_zero() {
    let tariff = Tariff { feed_in: 0, retail: 0, ..TARIFF };
    assert_eq!(tariff.validate(), Err(InvalidTariff::RetailZero));
}

#[test]
fn tariff_should_be_refused_when_the_network_charge_is_above_half_of_the_spread() {
    let tariff = Tariff { network_charge: 32, ..TARIFF };
    assert_eq!(tariff.validate(), Err(InvalidTariff::NetworkChargeAboveHalf));
}

#[test]
fn tariff_should_be_refused_when_trim_is_above_half() {
    let tariff = Tariff { trim: Permill::from_parts(500_001), ..TARIFF };
    assert_eq!(tariff.validate(), Err(InvalidTariff::TrimAboveHalf));
}

#[test]
fn tick_should_have_no_price_when_it_does_not_exist() {
    for tick in TICKS..=u8::MAX {
        assert_eq!(TARIFF.price_of(tick), None);
        assert_eq!(TARIFF.canonical(tick), None);
    }
}

#[test]
fn tariff_should_take_few_bytes_when_encoded() {
    // 10 and 0 in one byte each, 73 in two, each fraction in four.
    assert_eq!(TARIFF.encode().len(), 1 + 2 + 1 + 4 + 4);
    assert_eq!(Tariff::decode(&mut &TARIFF.encode()[..]), Ok(TARIFF));
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn tick_should_have_the_price_of_its_definition_when_any_tariff_is_valid(tariff in tariffs()) {
        prop_assert_eq!(tariff.validate(), Ok(()));
        prop_assert_eq!(tariff.price_of(0), Some(tariff.feed_in));
        prop_assert_eq!(tariff.price_of(TICKS - 1), Some(tariff.retail - tariff.network_charge));
        for tick in 0..TICKS {
            let price = tariff.price_of(tick).unwrap();
            prop_assert_eq!(u128::from(price), naive::price(&tariff, tick));
        }
    }

    #[test]
    fn canonical_tick_should_be_the_lowest_when_prices_are_equal(tariff in tariffs()) {
        for tick in 0..TICKS {
            let lowest = (0..TICKS).find(|other| tariff.price_of(*other) == tariff.price_of(tick));
            prop_assert_eq!(tariff.canonical(tick), lowest);
        }
    }

    #[test]
    fn tariff_should_be_safe_to_ask_when_it_is_invalid(
        feed_in: u64,
        retail: u64,
        network_charge: u64,
        tick: u8,
    ) {
        let tariff = Tariff { feed_in, retail, network_charge, ..TARIFF };
        prop_assert_eq!(tariff.price_of(tick).is_some(), tick < TICKS);
        prop_assert_eq!(tariff.canonical(tick).is_some(), tick < TICKS);
    }
}
