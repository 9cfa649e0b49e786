use crate::{mock::*, *};
use sp_core::Pair;
use sp_runtime::BuildStorage;

fn genesis(slot_seconds: u32, grace_seconds: u32) -> RuntimeGenesisConfig {
    let grid = GenesisGrid {
        operator: operator(),
        currency: NATIVE,
        capacity_wh: 1_000,
        tariff: GenesisTariff {
            bands: vec![GenesisBand { from: 0, feed_in: 10, retail: 73 }],
            offset: 0,
            network_charge: 0,
            standing_charge: 0,
            k: 500_000,
            trim: 250_000,
        },
        float: 300,
    };
    let meter = |id| GenesisMeter {
        grid: 0,
        owner: owner(id),
        key: key(id).public(),
        breaker_w: 5_000,
        limits: limits(Some(1), Some(2)),
        credit: 40,
    };
    RuntimeGenesisConfig {
        balances: pallet_balances::GenesisConfig {
            balances: vec![(operator(), 1_000)],
            ..Default::default()
        },
        energy: GenesisConfig {
            slot_seconds,
            grace_seconds,
            patience_slots: 100,
            price_caps: vec![(NATIVE, 73)],
            grids: vec![grid],
            meters: vec![meter(0), meter(1)],
        },
        ..Default::default()
    }
}

#[test]
fn genesis_should_build_grids_and_meters_that_the_operator_paid_for() {
    let storage = genesis(60, 120).build_storage().unwrap();
    sp_io::TestExternalities::new(storage).execute_with(|| {
        assert_eq!(grid(0).float, 300 * MICRO);
        assert_eq!(Energy::held(0, NATIVE), 380);
        assert_eq!(Balances::free_balance(operator()), 620);
        assert_eq!((grid(0).meters, NextMeter::<Test>::get()), (2, 2));
        let made = meter(1);
        assert_eq!((made.slot, made.credit, made.owner), (0, 40 * MICRO, owner(1)));
        assert_eq!(made.limits, limits(Some(1), Some(2)));
        assert_eq!(grid(0).tariffs[0].tariff, tariff().into());
        assert_eq!(Timing::<Test>::get().slot_seconds, 60);
        check();
    });
}

#[test]
#[should_panic(expected = "the grace must be at least a slot")]
fn genesis_should_stop_when_the_grace_is_shorter_than_a_slot() {
    let _ = genesis(60, 59).build_storage();
}

#[test]
#[should_panic(expected = "a slot must have a length")]
fn genesis_should_stop_when_slots_have_no_length() {
    let _ = genesis(0, 59).build_storage();
}

#[test]
#[should_panic(expected = "a grid of genesis must be valid")]
fn genesis_should_stop_when_a_grid_has_no_price_cap() {
    let mut config = genesis(60, 120);
    config.energy.price_caps.clear();
    let _ = config.build_storage();
}
