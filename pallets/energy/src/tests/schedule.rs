use super::properties::worlds::{prices_of, schedules};
use crate::{mock::*, *};
use proptest::prelude::*;

/// Bands that begin in these slots of the day, with these prices.
fn day(bands: &[(Slot, Price, Price)]) -> TariffSchedule {
    let bands = bands.iter().map(|(from, feed_in, retail)| Band {
        from: *from,
        feed_in: *feed_in,
        retail: *retail,
    });
    let bands = bands.collect::<Vec<_>>().try_into().expect("six at most");
    TariffSchedule { bands, ..tariff().into() }
}

fn retail(schedule: &TariffSchedule, slot: Slot) -> Price {
    schedule.at(slot).expect("a band").retail
}

#[test]
fn band_should_hold_until_the_next_begins_and_the_last_until_the_morning() {
    // From six in the morning, from six in the evening, from ten at night.
    let schedule = day(&[(24, 10, 60), (72, 10, 90), (88, 10, 40)]);
    let prices = [0, 23, 24, 71, 72, 87, 88, 95, 96].map(|slot| retail(&schedule, START + slot));
    assert_eq!(prices, [40, 40, 60, 60, 90, 90, 40, 40, 40]);
}

#[test]
fn band_should_begin_by_the_grids_own_time() {
    // Quarters of an hour, because there are places that are 12:45 ahead of UTC.
    let bands = [(0, 10, 40), (24, 10, 60)];
    for offset in [-MAX_OFFSET, -4, 0, 51, MAX_OFFSET] {
        let schedule = TariffSchedule { offset, ..day(&bands) };
        let midnight = START.saturating_add_signed(-i32::from(offset));
        let prices = [0, 23, 24, 95, 96].map(|slot| retail(&schedule, midnight + slot));
        assert_eq!(prices, [40, 40, 60, 60, 40]);
        assert_eq!(schedule.day_of(midnight) - schedule.day_of(midnight - 1), 1);
        assert_eq!(schedule.first_slot(schedule.day_of(midnight)), midnight);
    }
}

#[test]
fn bands_should_be_refused_when_they_make_no_day() {
    let six = [0, 1, 2, 3, 4, 5].map(|from| (from, 10, 60));
    assert!(day(&six).has_valid_day());
    let bad = [
        day(&[]),
        day(&[(96, 10, 60)]),
        day(&[(24, 10, 60), (24, 10, 70)]),
        day(&[(24, 10, 60), (23, 10, 70)]),
        TariffSchedule { offset: MAX_OFFSET + 1, ..day(&six) },
        TariffSchedule { offset: -MAX_OFFSET - 1, ..day(&six) },
        TariffSchedule { offset: i8::MIN, ..day(&six) },
    ];
    assert!(bad.iter().all(|schedule| !schedule.has_valid_day()));
}

#[test]
fn prices_should_be_refused_when_one_band_pays_more_than_another_asks() {
    assert!(day(&[(0, 40, 60), (24, 10, 40)]).has_valid_prices());
    // Energy that was fetched in one band would be sold at a gain in the other.
    assert!(!day(&[(0, 41, 60), (24, 10, 40)]).has_valid_prices());
    // Nor may the network charge take more than half of any band's spread.
    let charged =
        |network_charge| TariffSchedule { network_charge, ..day(&[(0, 10, 60), (24, 10, 40)]) };
    assert!(charged(15).has_valid_prices());
    assert!(!charged(16).has_valid_prices());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn prices_should_be_those_of_the_definition_when_any_schedule_is_valid(
        schedule in schedules(),
        slot in prop_oneof![START..START + 200, 100..Slot::MAX - 200],
    ) {
        prop_assert!(schedule.has_valid_day() && schedule.has_valid_prices());
        prop_assert_eq!(schedule.at(slot), Some(prices_of(&schedule, slot)));
        let (day, first) = (schedule.day_of(slot), schedule.first_slot(schedule.day_of(slot)));
        prop_assert!(first <= slot && slot - first < BAND_DAY);
        prop_assert_eq!(schedule.day_of(first), day);
    }

    #[test]
    fn bands_in_force_should_be_those_of_the_slots(
        schedule in schedules(),
        first in START..START + 100,
        more in prop_oneof![0..8u32, 0..200u32],
    ) {
        let last = first + more;
        let touched = |price: fn(&Tariff) -> Price| {
            (first..=last).map(|slot| price(&prices_of(&schedule, slot))).max()
        };
        let retail = schedule.in_force(first, last).map(|band| band.retail).max();
        prop_assert_eq!(retail, touched(|tariff| tariff.retail));
        let feed_in = schedule.in_force(first, last).map(|band| band.feed_in).max();
        prop_assert_eq!(feed_in, touched(|tariff| tariff.feed_in));
    }

    #[test]
    fn comparison_should_be_that_of_each_slot_of_the_day(
        old in schedules(),
        new in schedules(),
        alike: bool,
        dearer in 0..3u64,
    ) {
        // Two that are drawn apart are seldom comparable.
        let mut new = if alike { TariffSchedule { offset: new.offset, ..old.clone() } } else { new };
        if alike {
            new.bands[0].retail += dearer;
        }
        prop_assert_eq!(new.is_no_worse(&old), super::properties::bounds::is_no_worse(&new, &old));
        prop_assert!(old.is_no_worse(&old));
    }
}
