use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

/// The slots of a week, after which a lower capacity holds.
const WEEK: Slot = 7 * 96;

fn set(wh: WattHours) {
    assert_ok!(Energy::set_capacity(signed(operator()), 0, wh));
}

#[test]
fn set_capacity_should_hold_at_once_when_it_is_higher() {
    ExtBuilder::default().build_and_execute(|| {
        set(200_000);
        has_event(Event::CapacitySet { grid: 0, from: START, capacity: 200_000_000 });
        assert_eq!((grid(0).capacity, grid(0).lowering), (200_000_000, None));
    });
}

#[test]
fn set_capacity_should_hold_a_week_later_when_it_is_lower_and_confiscate_nothing() {
    let sell = limits(None, None);
    ExtBuilder::default().meters(2).limits(sell).build_and_execute(|| {
        play(START, &[(0, 0, 4_000), (1, 0, 2_000)]);
        assert_eq!(outstanding(0), 6_000_000);
        let from = slot_now() + WEEK;
        set(1_000);
        has_event(Event::CapacitySet { grid: 0, from, capacity: 1_000_000 });
        settle(&[0, 1]);
        assert_eq!((meter(0).owed, meter(1).owed), (4_000_000, 2_000_000));
        // Until then the bank takes what it had room for.
        go_to(from - 3);
        submit_ok(vec![reading(0, from - 5, 0, 4_000)]);
        submit_ok(vec![flow(0, 0, 1_000)]);
        go_to(from - 1);
        assert_eq!((outstanding(0), grid(0).capacity), (7_000_000, 100_000_000));
        play(from, &[]);
        submit_ok(vec![reading(0, from - 1, 0, 5_000)]);
        submit_ok(vec![flow(0, 0, 1_000)]);
        go_to(from + 4);
        assert_eq!(outstanding(0), 7_000_000);
        assert_eq!((grid(0).capacity, grid(0).lowering), (1_000_000, None));
        assert_eq!(grid(0).days.last().unwrap().least, 0);
    });
}

#[test]
fn set_capacity_should_withdraw_a_lower_one_when_it_is_the_present_one() {
    ExtBuilder::default().build_and_execute(|| {
        set(1_000);
        set(100_000);
        assert_eq!((grid(0).capacity, grid(0).lowering), (100_000_000, None));
    });
}

#[test]
fn set_capacity_should_keep_the_day_when_a_lower_one_is_mended_within_a_day() {
    ExtBuilder::default().build_and_execute(|| {
        set(1_000);
        let from = START + WEEK;
        let lowering = |wh, from| Some(Lowering { from, capacity: wh * MILLI });
        go_to(START + 96);
        set(5_000);
        assert_eq!(grid(0).lowering, lowering(5_000, from));
        // A lower one begins anew, and so does any other one later.
        set(4_000);
        assert_eq!(grid(0).lowering, lowering(4_000, from + 96));
        go_to(START + 96 + 97);
        set(4_500);
        assert_eq!(grid(0).lowering, lowering(4_500, from + 96 + 97));
    });
}

#[test]
fn set_capacity_should_fail_when_the_grid_is_unknown() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(Energy::set_capacity(signed(operator()), 9, 1), Error::<Test>::UnknownGrid);
    });
}

#[test]
fn set_capacity_should_fail_when_not_called_by_the_operator() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(Energy::set_capacity(signed(owner(0)), 0, 1), Error::<Test>::NotOperator);
    });
}

#[test]
fn set_capacity_should_fail_when_it_overflows() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(
            Energy::set_capacity(signed(operator()), 0, u64::MAX),
            Error::<Test>::Overflow
        );
    });
}
