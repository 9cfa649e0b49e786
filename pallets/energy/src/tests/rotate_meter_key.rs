use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_core::Pair;

fn baseline(slot: Slot) -> Baseline {
    Baseline { slot, import_wh: 0, export_wh: 0 }
}

#[test]
fn rotate_meter_key_should_replace_key_and_registers_and_keep_the_rest() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        play(START, &[(0, 1_000, 3_000)]);
        let before = meter(0);
        let new = key(55);
        assert_ok!(Energy::rotate_meter_key(
            signed(operator()),
            0,
            new.public(),
            baseline(START + 1)
        ));
        has_event(Event::MeterKeyRotated { meter: 0 });
        let after = meter(0);
        assert_eq!((after.slot, after.import_wh, after.export_wh), (START + 1, 0, 0));
        assert_eq!((after.credit, &after.positions), (before.credit, &before.positions));

        go_to(START + 4);
        let old_key = reading(0, START + 2, 10, 10);
        assert_eq!(submit(vec![old_key]), vec![(0, Rejection::BadSignature)]);
        submit_ok(vec![signed_by(&new, 0, START + 1, START + 2, 10, 10)]);
    });
}

#[test]
fn rotate_meter_key_should_fail_when_the_baseline_is_before_the_last_reading_or_in_the_future() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        play(START, &[(0, 1_000, 3_000)]);
        for slot in [START - 1, START + 4] {
            assert_noop!(
                Energy::rotate_meter_key(signed(operator()), 0, key(5).public(), baseline(slot)),
                Error::<Test>::InvalidBaseline
            );
        }
        for slot in [START, START + 3] {
            let new = key(5).public();
            assert_ok!(Energy::rotate_meter_key(signed(operator()), 0, new, baseline(slot)));
        }
    });
}

#[test]
fn rotate_meter_key_should_fail_when_the_meter_is_unknown() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(
            Energy::rotate_meter_key(signed(operator()), 9, key(5).public(), baseline(START)),
            Error::<Test>::UnknownMeter
        );
    });
}

#[test]
fn rotate_meter_key_should_fail_when_not_called_by_the_operator() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        assert_noop!(
            Energy::rotate_meter_key(signed(owner(0)), 0, key(5).public(), baseline(START)),
            Error::<Test>::NotOperator
        );
    });
}

#[test]
fn rotate_meter_key_should_fail_when_the_meter_is_retired() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        assert_ok!(Energy::retire_meter(signed(operator()), 0, false));
        assert_noop!(
            Energy::rotate_meter_key(signed(operator()), 0, key(5).public(), baseline(START)),
            Error::<Test>::Retired
        );
    });
}
