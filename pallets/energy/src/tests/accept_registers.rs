use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_core::Pair;

/// The device of the meter was replaced at the end of START + 2. By the operator's word it had
/// counted so much since START.
fn claimed(import_wh: WattHours, export_wh: WattHours, test: impl FnOnce()) {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        play(START, &[(0, 0, 0)]);
        let baseline = Baseline { slot: START + 2, ..Default::default() };
        let last = Some(LastRegisters { import_wh, export_wh, signed: None });
        let (who, new) = (signed(operator()), key(55).public());
        assert_ok!(Energy::rotate_meter_key(who, 0, new, baseline, last));
        test();
    });
}

#[test]
fn accept_registers_should_bill_them_at_backstop_terms() {
    claimed(2_000, 500, || {
        go_to(START + 6);
        assert_ok!(Energy::accept_registers(signed(owner(0)), 0));
        assert_eq!(meter(0).credit, (1_000 - 146) * MICRO);
        assert_eq!(grid(0).float, 10_146 * MICRO);
        let late = Position { slot: START + 5, bank_only: 500_000, ..Default::default() };
        assert_eq!(meter(0).positions.to_vec(), vec![late]);
        assert_eq!((meter(0).slot, meter(0).import_wh), (START + 2, 0));
        // Once.
        assert_noop!(Energy::accept_registers(signed(owner(0)), 0), Error::<Test>::NothingClaimed);
    });
}

#[test]
fn accept_registers_should_make_arrears_when_the_credit_does_not_suffice() {
    claimed(20_000, 0, || {
        assert_ok!(Energy::accept_registers(signed(owner(0)), 0));
        has_event(Event::InArrears { meter: 0 });
        assert_eq!((meter(0).credit, meter(0).arrears), (0, 460 * MICRO));
    });
}

#[test]
fn accept_registers_should_tell_what_the_bank_had_no_room_for() {
    claimed(0, 500, || {
        go_to(START + 9 * 96);
        assert_ok!(Energy::accept_registers(signed(owner(0)), 0));
        has_event(Event::LateExportCurtailed { grid: 0, energy: 500_000 });
    });
}

#[test]
fn accept_registers_should_fail_when_not_called_by_the_owner() {
    claimed(2_000, 0, || {
        for who in [operator(), owner(1)] {
            assert_noop!(Energy::accept_registers(signed(who), 0), Error::<Test>::NotOwner);
        }
        assert_eq!(meter(0).credit, 1_000 * MICRO);
    });
}

#[test]
fn accept_registers_should_fail_when_the_meter_is_unknown_or_has_none() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        let accept = |id| Energy::accept_registers(signed(owner(0)), id);
        assert_noop!(accept(9), Error::<Test>::UnknownMeter);
        assert_noop!(accept(0), Error::<Test>::NothingClaimed);
    });
}

#[test]
fn claimed_registers_should_go_with_their_meter() {
    claimed(2_000, 0, || {
        assert_ok!(Energy::retire_meter(signed(operator()), 0, false));
        assert_ok!(Energy::withdraw_credit(signed(owner(0)), 0, 1_000));
        assert_eq!((Meters::<Test>::get(0), Claimed::<Test>::get(0)), (None, None));
    });
}

#[test]
fn accept_registers_should_fail_when_all_positions_are_taken() {
    claimed(0, 500, || {
        go_to(START + 3);
        Meters::<Test>::mutate(0, |meter| {
            let meter = meter.as_mut().unwrap();
            let full = (0..MAX_POSITIONS).map(|n| Position { slot: n, ..Default::default() });
            meter.positions = full.collect::<Vec<_>>().try_into().unwrap();
        });
        assert_noop!(
            Energy::accept_registers(signed(owner(0)), 0),
            Error::<Test>::LastRegistersRefused
        );
        Meters::<Test>::mutate(0, |meter| meter.as_mut().unwrap().positions = Default::default());
    });
}
