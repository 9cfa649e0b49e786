//! The event that tells a meter that it may connect again.

use crate::{mock::*, *};
use frame_support::assert_ok;

/// Two meters, the first of which owes 73 cents for a kWh that it imported in slot START.
fn in_arrears(test: impl FnOnce()) {
    ExtBuilder::default().meters(2).credit(0).build_and_execute(|| {
        assert_ok!(Energy::top_up(signed(owner(1)), 1, 1_000));
        go_to(START + 1);
        submit_ok(vec![flow(0, 1_000, 0), flow(1, 0, 0)]);
        has_event(Event::InArrears { meter: 0 });
        assert_eq!(meter(0).arrears, 73 * MICRO);
        System::reset_events();
        test();
    });
}

#[track_caller]
fn assert_reconnected(times: usize) {
    let told = events().into_iter().filter(|event| *event == Event::Reconnected { meter: 0 });
    assert_eq!(told.count(), times);
}

#[test]
fn meter_should_be_told_to_connect_when_somebody_pays_its_arrears() {
    in_arrears(|| {
        assert_ok!(Energy::top_up(signed(owner(5)), 0, 72));
        assert_reconnected(0);
        assert_ok!(Energy::top_up(signed(owner(5)), 0, 1));
        assert_reconnected(1);
        assert_ok!(Energy::top_up(signed(owner(5)), 0, 10));
        assert_reconnected(1);
    });
}

#[test]
fn meter_should_be_told_to_connect_when_its_sales_pay_its_arrears() {
    for by_reading in [true, false] {
        in_arrears(|| {
            go_to(START + 2);
            submit_ok(vec![flow(0, 0, 4_000), flow(1, 4_000, 0)]);
            go_to(START + 4);
            assert_reconnected(0);
            if by_reading {
                submit_ok(vec![flow(0, 0, 0)]);
            } else {
                settle(&[0, 1]);
            }
            assert_reconnected(1);
        });
    }
}

#[test]
fn meter_should_be_told_to_connect_when_it_redeems_what_it_owes() {
    in_arrears(|| {
        Meters::<Test>::mutate(0, |meter| meter.as_mut().unwrap().limits.ask = None);
        play(START + 1, &[(0, 0, 8_000)]);
        settle(&[0]);
        assert_ok!(Energy::redeem(signed(owner(0)), 0, 7_000_000));
        assert_reconnected(0);
        assert_ok!(Energy::redeem(signed(owner(0)), 0, 1_000_000));
        assert_reconnected(1);
    });
}

#[test]
fn meter_should_not_be_told_to_connect_when_it_is_retired() {
    in_arrears(|| {
        assert_ok!(Energy::retire_meter(signed(operator()), 0, true));
        assert_reconnected(0);
        has_event(Event::MeterRemoved { meter: 0 });
    });
}
