use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, traits::fungible::InspectHold};
use sp_core::Pair;
use sp_runtime::TokenError;

fn baseline(slot: Slot) -> Baseline {
    Baseline { slot, import_wh: 11, export_wh: 22 }
}

#[test]
fn register_meter_should_admit_a_meter_and_hold_a_deposit() {
    ExtBuilder::default().build_and_execute(|| {
        let key = key(0).public();
        assert_ok!(Energy::register_meter(
            signed(operator()),
            0,
            owner(0),
            key,
            10_000,
            baseline(START),
            None
        ));
        let made = meter(0);
        assert_eq!((made.grid, made.owner, made.key), (0, owner(0), key));
        assert_eq!((made.slot, made.import_wh, made.export_wh), (START, 11, 22));
        // It trades by default.
        let trading = Limits { ask: Some(0), bid: Some(63), owed_first: true };
        assert_eq!((made.limits, made.next), (trading, None));
        assert_eq!((made.credit, made.arrears, made.owed, made.retired), (0, 0, 0, false));
        assert_eq!(grid(0).meters, 1);
        let reason = RuntimeHoldReason::Energy(HoldReason::MeterDeposit);
        assert_eq!(Balances::balance_on_hold(&reason, &operator()), METER_DEPOSIT);
        has_event(Event::MeterRegistered { meter: 0, grid: 0, owner: owner(0) });
    });
}

#[test]
fn register_meter_should_fail_when_the_grid_is_unknown() {
    ExtBuilder::default().build_and_execute(|| {
        let key = key(0).public();
        assert_noop!(
            Energy::register_meter(signed(operator()), 9, owner(0), key, 1, baseline(START), None),
            Error::<Test>::UnknownGrid
        );
    });
}

#[test]
fn register_meter_should_fail_when_not_called_by_the_operator() {
    ExtBuilder::default().build_and_execute(|| {
        let key = key(0).public();
        assert_noop!(
            Energy::register_meter(signed(owner(0)), 0, owner(0), key, 1, baseline(START), None),
            Error::<Test>::NotOperator
        );
    });
}

#[test]
fn register_meter_should_fail_when_the_baseline_is_from_the_future() {
    ExtBuilder::default().build_and_execute(|| {
        let key = key(0).public();
        assert_noop!(
            Energy::register_meter(
                signed(operator()),
                0,
                owner(0),
                key,
                1,
                baseline(START + 1),
                None
            ),
            Error::<Test>::InvalidBaseline
        );
    });
}

#[test]
fn register_meter_should_fail_when_the_baseline_is_older_than_a_day() {
    ExtBuilder::default().build_and_execute(|| {
        let key = key(0).public();
        let of = |slot| {
            let who = signed(operator());
            Energy::register_meter(who, 0, owner(0), key, 1, baseline(slot), None)
        };
        assert_noop!(of(START - 97), Error::<Test>::InvalidBaseline);
        assert_ok!(of(START - 96));
    });
}

#[test]
fn register_meter_should_fail_when_the_baseline_is_older_than_a_short_patience() {
    ExtBuilder::default().build_and_execute(|| {
        set_timing(Settings { patience_slots: 10, ..Settings::default() }, now());
        let of = |slot| {
            let (who, key) = (signed(operator()), key(0).public());
            Energy::register_meter(who, 0, owner(0), key, 1, baseline(slot), None)
        };
        // The first slot that it would read is the oldest that may still have a market.
        let oldest = START - (10 - 1) - 1;
        assert_noop!(of(oldest - 1), Error::<Test>::InvalidBaseline);
        assert_ok!(of(oldest));
    });
}

#[test]
fn register_meter_should_fail_when_the_ids_are_used_up() {
    ExtBuilder::default().build().execute_with(|| {
        NextMeter::<Test>::put(u32::MAX);
        let key = key(0).public();
        assert_noop!(
            Energy::register_meter(signed(operator()), 0, owner(0), key, 1, baseline(START), None),
            Error::<Test>::Overflow
        );
    });
}

#[test]
fn register_meter_should_fail_when_the_operator_cannot_pay_the_deposit() {
    ExtBuilder::default().build_and_execute(|| {
        let rest = Balances::free_balance(operator()) - METER_DEPOSIT;
        assert_ok!(Balances::transfer_allow_death(signed(operator()), owner(0), rest));
        let key = key(0).public();
        assert_noop!(
            Energy::register_meter(signed(operator()), 0, owner(0), key, 1, baseline(START), None),
            TokenError::FundsUnavailable
        );
    });
}

#[test]
fn register_meter_should_give_the_limits_that_the_operator_names() {
    ExtBuilder::default().build_and_execute(|| {
        let key = key(0).public();
        let register = |limits| {
            let who = signed(operator());
            Energy::register_meter(who, 0, owner(0), key, 1, baseline(START), Some(limits))
        };
        assert_ok!(register(limits(None, Some(7))));
        assert_eq!(meter(0).limits, limits(None, Some(7)));
        for invalid in [limits(Some(64), None), limits(None, Some(64))] {
            assert_noop!(register(invalid), Error::<Test>::InvalidLimits);
        }
    });
}

#[test]
fn new_meter_should_trade_when_nobody_set_its_limits() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        let baseline = Baseline { slot: START - 1, ..Default::default() };
        let (who, new) = (signed(operator()), key(1).public());
        assert_ok!(Energy::register_meter(who, 0, owner(1), new, 100_000, baseline, None));
        play(START, &[(0, 1_000, 0), (1, 0, 2_000)]);
        settle(&[0, 1]);
        assert_eq!((meter(1).credit, meter(1).owed), (41 * MICRO, 1_000_000));
        // Its own energy comes before its money.
        submit_ok(vec![flow(1, 400, 0)]);
        assert_eq!((meter(1).credit, meter(1).owed), (41 * MICRO, 600_000));
    });
}
