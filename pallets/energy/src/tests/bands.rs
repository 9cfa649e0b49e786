//! What bands of the day mean for those who buy, sell and owe.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

/// Nights (from 0) at 10 and 40 cents, evenings (from slot 72) at 20 and 90.
fn two_bands() -> TariffSchedule {
    let bands =
        vec![Band { from: 0, feed_in: 10, retail: 40 }, Band { from: 72, feed_in: 20, retail: 90 }];
    TariffSchedule { bands: bands.try_into().unwrap(), ..tariff().into() }
}

/// The first slot of an evening.
const EVENING: Slot = START + 72;

fn with_bands(meters: u32, test: impl FnOnce()) {
    ExtBuilder::default().tariff(two_bands()).meters(meters).build_and_execute(test)
}

#[test]
fn book_should_have_the_prices_of_its_slots_band() {
    with_bands(2, || {
        for id in [0, 1] {
            read_up_to(id, EVENING - 2);
        }
        play(EVENING - 1, &[(0, 0, 1_000), (1, 1_000, 0)]);
        play(EVENING, &[(0, 0, 1_000), (1, 1_000, 0)]);
        let price = |slot| Energy::clearing(0, slot).unwrap().clearing.price;
        // Halfway between 10 and 40, and between 20 and 90.
        assert_eq!((price(EVENING - 1), price(EVENING)), (25, 55));
        settle(&[0, 1]);
        assert_eq!(meter(0).credit, (1_000 + 25 + 55) * MICRO);
        assert_eq!(meter(1).credit, (1_000 - 25 - 55) * MICRO);
        // A wallet sees the prices of a slot, and those of the day.
        assert_eq!(Energy::tariff(0, EVENING).map(|tariff| tariff.retail), Some(90));
        assert_eq!(Energy::tariff_schedule(0, EVENING), Some(two_bands()));
        assert_eq!(Energy::tariff_schedule(9, EVENING), None);
    });
}

#[test]
fn late_reading_should_pay_the_dearest_band_of_its_own_slots_and_no_other() {
    with_bands(2, || {
        go_to(EVENING + 100);
        // All of the night, and none of the evening.
        submit_ok(vec![reading(0, EVENING - 1, 1_000, 0)]);
        assert_eq!(meter(0).credit, (1_000 - 40) * MICRO);
        // One slot of the evening is in it.
        submit_ok(vec![reading(1, EVENING, 1_000, 0)]);
        assert_eq!(meter(1).credit, (1_000 - 90) * MICRO);
    });
}

#[test]
fn reserve_should_be_at_the_dearest_band_since_the_last_reading() {
    with_bands(1, || {
        Meters::<Test>::mutate(0, |meter| meter.as_mut().unwrap().breaker_w = 400);
        let reserve = |slot| {
            go_to(slot);
            let calendar = crate::calendar::Calendar::read::<Test>();
            Pallet::<Test>::reserve(&calendar, &meter(0), &grid(0))
        };
        // 100 Wh a slot, and one Wh more.
        assert_eq!(reserve(START + 1), 101 * 1_000 * 40);
        assert_eq!(reserve(EVENING - 1), (71 * 100 + 1) * 1_000 * 40);
        assert_eq!(reserve(EVENING), (72 * 100 + 1) * 1_000 * 90);
    });
}

#[test]
fn float_should_keep_what_is_owed_at_the_dearest_band() {
    with_bands(1, || {
        Meters::<Test>::mutate(0, |meter| meter.as_mut().unwrap().limits = limits(None, None));
        play(START, &[(0, 0, 4_000)]);
        settle(&[0]);
        // At night the price is 10, but the owner may wait for the evening.
        let withdraw = |amount| Energy::withdraw_float(signed(operator()), 0, amount);
        assert_noop!(withdraw(10_000 - 79), Error::<Test>::FloatTooLow);
        assert_ok!(withdraw(10_000 - 80));
        go_to(EVENING);
        assert_ok!(Energy::redeem(signed(owner(0)), 0, 4_000_000));
        assert_eq!((meter(0).credit, grid(0).float), (1_080 * MICRO, 0));
    });
}

#[test]
fn grid_should_end_at_the_dearest_band_of_half_a_year() {
    with_bands(1, || {
        assert_ok!(Energy::close_grid(signed(operator()), 0));
        assert_eq!(grid(0).ending.unwrap().feed_in, 20);
    });
}

#[test]
fn tariff_should_be_announced_a_week_ahead_when_one_band_is_worse() {
    with_bands(1, || {
        let set = |tariff: &TariffSchedule| {
            assert_ok!(Energy::set_tariff(signed(operator()), 0, tariff.clone()));
            grid(0).tariffs.last().unwrap().from
        };
        // The evening begins an hour earlier.
        let mut longer = two_bands();
        longer.bands[1].from = 68;
        assert_eq!(set(&longer), START + 7 * 96);
        let mut shorter = two_bands();
        shorter.bands[1].from = 76;
        // Its feed-in price is lower in that hour.
        assert_eq!(set(&shorter), START + 7 * 96);
        shorter.bands[0].feed_in = 20;
        assert_eq!(set(&shorter), START + 2);
        // The same day by another clock is another day.
        assert_eq!(set(&TariffSchedule { offset: 4, ..shorter.clone() }), START + 7 * 96);
    });
}

#[test]
fn tariff_should_be_refused_when_a_band_is_above_the_cap() {
    with_bands(1, || {
        assert_ok!(Energy::set_price_cap(RuntimeOrigin::root(), CENTS, Some(89)));
        let set = |tariff| Energy::set_tariff(signed(operator()), 0, tariff);
        assert_noop!(set(two_bands()), Error::<Test>::AbovePriceCap);
        assert_noop!(
            set(TariffSchedule { offset: 57, ..two_bands() }),
            Error::<Test>::InvalidBands
        );
        let root = RuntimeOrigin::root();
        let none = TariffSchedule { bands: Default::default(), ..two_bands() };
        assert_noop!(
            Energy::register_grid(root, operator(), NATIVE, 1, none),
            Error::<Test>::InvalidBands
        );
        // A day's charge may be as high as a kWh's.
        let charged = |standing_charge| TariffSchedule { standing_charge, ..tariff().into() };
        assert_noop!(set(charged(90)), Error::<Test>::AbovePriceCap);
        assert_ok!(set(charged(89)));
    });
}
