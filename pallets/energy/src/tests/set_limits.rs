use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

#[test]
fn set_limits_should_govern_from_the_next_slot_on() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        let new = limits(Some(7), None);
        assert_ok!(Energy::set_limits(signed(owner(0)), 0, new));
        has_event(Event::LimitsSet { meter: 0, from: START + 1 });

        go_to(START + 2);
        submit_ok(vec![flow(0, 0, 100)]);
        assert_eq!(meter(0).positions[0].ask, 0);
        assert!(meter(0).next.is_some());
        submit_ok(vec![flow(0, 0, 100)]);
        assert_eq!(meter(0).positions[1].ask, 7);
        assert_eq!((meter(0).limits, meter(0).next), (new, None));
    });
}

#[test]
fn set_limits_should_fail_when_the_change_before_has_not_been_read() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        assert_ok!(Energy::set_limits(signed(owner(0)), 0, limits(Some(7), None)));
        go_to(START + 2);
        submit_ok(vec![flow(0, 0, 100)]);
        assert_noop!(
            Energy::set_limits(signed(owner(0)), 0, limits(None, None)),
            Error::<Test>::LimitsPending
        );
        submit_ok(vec![flow(0, 0, 100)]);
        assert_ok!(Energy::set_limits(signed(owner(0)), 0, limits(None, None)));
    });
}

#[test]
fn set_limits_should_be_free_again_when_the_operator_gave_a_later_baseline() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        assert_ok!(Energy::set_limits(signed(owner(0)), 0, limits(Some(7), None)));
        go_to(START + 2);
        let baseline = Baseline { slot: START + 1, ..Default::default() };
        assert_ok!(Energy::correct(signed(operator()), 0, baseline, 0));
        assert_ok!(Energy::set_limits(signed(owner(0)), 0, limits(Some(9), None)));
        assert_eq!(meter(0).limits_at(START + 2), limits(Some(7), None));
        assert_eq!(meter(0).limits_at(START + 3), limits(Some(9), None));
    });
}

#[test]
fn set_limits_should_fail_when_a_tick_does_not_exist() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        for wrong in [limits(Some(64), None), limits(None, Some(255))] {
            assert_noop!(
                Energy::set_limits(signed(owner(0)), 0, wrong),
                Error::<Test>::InvalidLimits
            );
        }
    });
}

#[test]
fn set_limits_should_fail_when_not_called_by_the_owner() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        assert_noop!(
            Energy::set_limits(signed(operator()), 0, limits(None, None)),
            Error::<Test>::NotOwner
        );
    });
}

#[test]
fn set_limits_should_fail_when_the_meter_is_unknown() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(
            Energy::set_limits(signed(owner(0)), 0, limits(None, None)),
            Error::<Test>::UnknownMeter
        );
    });
}

#[test]
fn set_limits_should_fail_when_the_meter_is_retired() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        assert_ok!(Energy::retire_meter(signed(operator()), 0, false));
        assert_noop!(
            Energy::set_limits(signed(owner(0)), 0, limits(None, None)),
            Error::<Test>::Retired
        );
    });
}
