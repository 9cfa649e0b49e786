use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

#[test]
fn set_capacity_should_hold_at_once_and_confiscate_nothing() {
    let sell = limits(None, None);
    ExtBuilder::default().meters(2).limits(sell).build_and_execute(|| {
        play(START, &[(0, 0, 4_000), (1, 0, 2_000)]);
        assert_eq!(outstanding(0), 6_000_000);
        assert_ok!(Energy::set_capacity(signed(operator()), 0, 1_000));
        has_event(Event::CapacitySet { grid: 0, capacity: 1_000_000 });
        settle(&[0, 1]);
        assert_eq!((meter(0).owed, meter(1).owed), (4_000_000, 2_000_000));

        play(START + 3, &[]);
        assert_eq!(outstanding(0), 6_000_000);
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
