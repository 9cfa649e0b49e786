use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
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
            baseline(START + 1),
            None
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
                Energy::rotate_meter_key(
                    signed(operator()),
                    0,
                    key(5).public(),
                    baseline(slot),
                    None
                ),
                Error::<Test>::InvalidBaseline
            );
        }
        for slot in [START, START + 3] {
            let new = key(slot).public();
            assert_ok!(Energy::rotate_meter_key(signed(operator()), 0, new, baseline(slot), None));
        }
    });
}

#[test]
fn rotate_meter_key_should_fail_when_the_meter_is_unknown() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(
            Energy::rotate_meter_key(signed(operator()), 9, key(5).public(), baseline(START), None),
            Error::<Test>::UnknownMeter
        );
    });
}

#[test]
fn rotate_meter_key_should_fail_when_not_called_by_the_operator() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        assert_noop!(
            Energy::rotate_meter_key(signed(owner(0)), 0, key(5).public(), baseline(START), None),
            Error::<Test>::NotOperator
        );
    });
}

#[test]
fn rotate_meter_key_should_fail_when_the_meter_is_retired() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        assert_ok!(Energy::retire_meter(signed(operator()), 0, false));
        assert_noop!(
            Energy::rotate_meter_key(signed(operator()), 0, key(5).public(), baseline(START), None),
            Error::<Test>::Retired
        );
    });
}

/// The meter is read up to START. Its device is replaced at the end of START + 2, when it showed
/// 3,000 Wh more import and 500 Wh more export.
fn replaced(last: impl FnOnce() -> LastRegisters, test: impl FnOnce(DispatchResult)) {
    ExtBuilder::default().meters(2).build_and_execute(|| {
        play(START, &[(0, 1_000, 0)]);
        settle(&[0]);
        let (new, last) = (key(55).public(), Some(last()));
        test(Energy::rotate_meter_key(signed(operator()), 0, new, baseline(START + 2), last));
    });
}

fn shown(signed: Option<(Slot, sp_core::ed25519::Signature)>) -> LastRegisters {
    LastRegisters { import_wh: 4_000, export_wh: 500, signed }
}

#[test]
fn rotate_meter_key_should_bill_the_last_registers_when_the_old_key_signed_them() {
    let signed = || {
        let SignedReading { signature, .. } = reading(0, START + 2, 4_000, 500);
        shown(Some((START, signature)))
    };
    replaced(signed, |rotated| {
        assert_ok!(rotated);
        // 1 kWh before, and 3 kWh at retail.
        assert_eq!(meter(0).credit, (1_000 - 4 * 73) * MICRO);
        assert_eq!(meter(0).positions[0].bank_only, 500_000);
        let new = meter(0);
        assert_eq!((new.slot, new.import_wh, new.export_wh), (START + 2, 0, 0));
        assert_eq!(new.key, key(55).public());
        assert_eq!(Claimed::<Test>::get(0), None);
    });
}

#[test]
fn rotate_meter_key_should_leave_the_last_registers_to_the_owner_when_nobody_signed_them() {
    replaced(
        || shown(None),
        |rotated| {
            assert_ok!(rotated);
            has_event(Event::RegistersClaimed { meter: 0 });
            assert_eq!(meter(0).credit, (1_000 - 73) * MICRO);
            let claim = ClaimedFlow { since: START, slot: START + 2, import: 3_000, export: 500 };
            assert_eq!(Claimed::<Test>::get(0), Some(claim));
        },
    );
}

#[test]
fn rotate_meter_key_should_fail_when_the_last_registers_could_not_be_a_reading() {
    let high = || LastRegisters { import_wh: 51_001, ..shown(None) };
    let low = || LastRegisters { import_wh: 999, ..shown(None) };
    let forged = || {
        let SignedReading { signature, .. } = reading(1, START + 2, 4_000, 500);
        shown(Some((START, signature)))
    };
    // The signature is good, but a reading in between may still come.
    let out_of_order = || {
        let signed = reading_since(0, START + 1, START + 2, 4_000, 500);
        shown(Some((START + 1, signed.signature)))
    };
    let refused = |rotated| assert_eq!(rotated, Err(Error::<Test>::LastRegistersRefused.into()));
    replaced(high, refused);
    replaced(low, refused);
    replaced(forged, refused);
    replaced(out_of_order, refused);
}

#[test]
fn rotate_meter_key_should_fail_when_the_key_is_the_same() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        assert_noop!(
            Energy::rotate_meter_key(signed(operator()), 0, key(0).public(), baseline(START), None),
            Error::<Test>::SameKey
        );
    });
}
