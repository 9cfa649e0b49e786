use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, traits::fungible::InspectHold};

fn deposit() -> Balance {
    let reason = RuntimeHoldReason::Energy(HoldReason::MeterDeposit);
    Balances::balance_on_hold(&reason, &operator())
}

#[test]
fn retire_meter_should_remove_the_meter_and_return_the_deposit_when_nothing_is_left() {
    ExtBuilder::default().meters(1).credit(0).build_and_execute(|| {
        assert_eq!(deposit(), METER_DEPOSIT);
        assert_ok!(Energy::retire_meter(signed(operator()), 0, false));
        assert_eq!(Meters::<Test>::get(0), None);
        assert_eq!((deposit(), grid(0).meters), (0, 0));
        has_event(Event::MeterRetired { meter: 0 });
        has_event(Event::MeterRemoved { meter: 0 });
        // The id is never given again.
        assert_eq!(register(0, owner(1)), 1);
    });
}

#[test]
fn retire_meter_should_keep_the_meter_until_its_credit_is_withdrawn() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        // A retired meter needs no reserve.
        assert_ok!(Energy::retire_meter(signed(operator()), 0, false));
        assert!(meter(0).retired);
        assert_ok!(Energy::withdraw_credit(signed(owner(0)), 0, 1_000));
        assert_eq!(Meters::<Test>::get(0), None);
        has_event(Event::MeterRemoved { meter: 0 });
    });
}

#[test]
fn retire_meter_should_settle_what_was_traded_before() {
    ExtBuilder::default().meters(2).build_and_execute(|| {
        go_to(START + 1);
        submit_ok(vec![flow(0, 0, 4_000), flow(1, 3_000, 0)]);
        assert_ok!(Energy::retire_meter(signed(owner(0)), 0, false));
        go_to(START + 3);
        settle(&[0, 1]);
        assert!(meter(0).positions.is_empty());
        assert_eq!(meter(0).credit, (1_000 + 3 * 41) * MICRO);
        assert_eq!(meter(0).owed, 1_000_000);
        assert_ok!(Energy::withdraw_credit(signed(owner(0)), 0, 1_123));
        assert_ok!(Energy::redeem(signed(owner(0)), 0, 999_950));
        assert_ok!(Energy::withdraw_credit(signed(owner(0)), 0, 9));
        // The dust of a cent goes to the float with the last of the energy.
        let float = grid(0).float;
        assert_ok!(Energy::retire_meter(signed(owner(0)), 0, true));
        assert_eq!(Meters::<Test>::get(0), None);
        assert_eq!(grid(0).float, float + 999_500);
    });
}

#[test]
fn retire_meter_should_write_off_arrears_for_the_operator_and_energy_for_the_owner() {
    ExtBuilder::default().meters(2).credit(0).build_and_execute(|| {
        play(START, &[(0, 2_000, 0), (1, 0, 2_000)]);
        settle(&[1]);
        assert_eq!((meter(0).arrears, meter(1).owed), (146 * MICRO, 2_000_000));
        assert_ok!(Energy::retire_meter(signed(operator()), 0, true));
        assert_eq!(Meters::<Test>::get(0), None);

        // The operator cannot give up what is the owner's.
        assert_ok!(Energy::retire_meter(signed(operator()), 1, true));
        assert_eq!(meter(1).owed, 2_000_000);
        has_event(Event::WrittenOff { meter: 1 });
        assert_ok!(Energy::retire_meter(signed(owner(1)), 1, true));
        assert_eq!(Meters::<Test>::get(1), None);
        assert_eq!(outstanding(0), 0);
    });
}

#[test]
fn retire_meter_should_not_let_the_owner_write_off_arrears() {
    ExtBuilder::default().meters(1).credit(0).build_and_execute(|| {
        go_to(START + 1);
        submit_ok(vec![flow(0, 2_000, 0)]);
        assert_ok!(Energy::retire_meter(signed(owner(0)), 0, true));
        assert_eq!(meter(0).arrears, 146 * MICRO);
    });
}

#[test]
fn retire_meter_should_fail_when_the_owner_has_not_read_up_to_date() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        go_to(START + 2);
        submit_ok(vec![flow(0, 1, 0)]);
        assert_noop!(
            Energy::retire_meter(signed(owner(0)), 0, false),
            Error::<Test>::NotReadUpToDate
        );
        submit_ok(vec![flow(0, 1, 0)]);
        assert_ok!(Energy::retire_meter(signed(owner(0)), 0, false));
    });
}

#[test]
fn retire_meter_should_fail_when_called_by_a_stranger() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        assert_noop!(Energy::retire_meter(signed(owner(1)), 0, true), Error::<Test>::NotOwner);
    });
}

#[test]
fn retire_meter_should_fail_when_the_meter_is_unknown() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(
            Energy::retire_meter(signed(operator()), 9, true),
            Error::<Test>::UnknownMeter
        );
    });
}

#[test]
fn retire_meter_should_fail_when_already_retired_and_nothing_is_written_off() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        assert_ok!(Energy::retire_meter(signed(operator()), 0, false));
        assert_noop!(Energy::retire_meter(signed(operator()), 0, false), Error::<Test>::Retired);
        assert_eq!(grid(0).meters, 0);
    });
}

/// The meter is dead since START, and the present slot is so many days later.
fn dead_for(days: u32, credit: Balance, test: impl FnOnce()) {
    ExtBuilder::default().meters(1).credit(credit).build_and_execute(|| {
        Meters::<Test>::mutate(0, |meter| meter.as_mut().unwrap().breaker_w = 1_000);
        go_to_time(Seconds::from(START) * SLOT + Seconds::from(days) * DAY);
        test()
    });
}

/// What a breaker of 1 kW lets through in a week, and a Wh more, at 73 cents: 12,264.073.
const WEEK: Balance = 12_265;

#[test]
fn withdraw_credit_should_leave_no_more_than_a_week_when_a_meter_is_not_read() {
    for days in [7, 13, 100] {
        dead_for(days, 20_000, || {
            let draw = |amount| Energy::withdraw_credit(signed(owner(0)), 0, amount);
            assert_noop!(draw(20_000 - WEEK + 1), Error::<Test>::CreditTooLow);
            assert_ok!(draw(20_000 - WEEK));
        });
    }
    dead_for(6, 20_000, || {
        assert_ok!(Energy::withdraw_credit(signed(owner(0)), 0, 20_000 - 10_513));
    });
}

#[test]
fn retire_meter_should_let_the_owner_go_when_it_was_not_read_for_two_weeks() {
    dead_for(14, 20_000, || {
        set_time(now() - 1);
        let retire = || Energy::retire_meter(signed(owner(0)), 0, false);
        assert_noop!(retire(), Error::<Test>::NotReadUpToDate);
        set_time(now() + 1);
        assert_ok!(retire());
        let retired = now();
        assert_eq!((meter(0).retired, meter(0).billed_until), (true, retired + 30 * DAY));
        assert_eq!((grid(0).meters, grid(0).heard.len()), (0, 0));
        // The reserve stays for thirty days.
        let draw = |amount| Energy::withdraw_credit(signed(owner(0)), 0, amount);
        go_to_time(retired + 30 * DAY - 1);
        assert_noop!(draw(20_000 - WEEK + 1), Error::<Test>::CreditTooLow);
        assert_ok!(draw(20_000 - WEEK));
        go_to_time(retired + 30 * DAY);
        assert_eq!(submit(vec![reading(0, START + 5, 10, 0)]), vec![(0, Rejection::Retired)]);
        assert_ok!(draw(WEEK));
        assert_eq!(Meters::<Test>::get(0), None);
        assert_eq!(deposit(), 0);
    });
}

#[test]
fn retire_meter_should_still_bill_what_a_dead_meter_had_signed() {
    dead_for(14, 20_000, || {
        assert_ok!(Energy::retire_meter(signed(owner(0)), 0, false));
        go_to_time(now() + 29 * DAY);
        submit_ok(vec![reading(0, START + 96, 10_000, 0)]);
        assert_eq!(meter(0).credit, (20_000 - 730) * MICRO);
        assert_eq!(grid(0).float, 10_730 * MICRO);
        // It counts among nobody's neighbours.
        assert_eq!(grid(0).heard.len(), 0);
    });
}

#[test]
fn retire_meter_should_end_the_billing_when_nothing_is_left_to_read_or_the_operator_says_so() {
    dead_for(14, 20_000, || {
        let retire = |who| Energy::retire_meter(signed(who), 0, false);
        assert_ok!(retire(owner(0)));
        assert_noop!(retire(owner(0)), Error::<Test>::Retired);
        submit_ok(vec![reading(0, slot_now() - 1, 0, 0)]);
        assert_ok!(retire(owner(0)));
        assert_ok!(Energy::withdraw_credit(signed(owner(0)), 0, 20_000));
        assert_eq!(Meters::<Test>::get(0), None);
    });
    dead_for(14, 20_000, || {
        assert_ok!(Energy::retire_meter(signed(owner(0)), 0, false));
        assert_ok!(Energy::retire_meter(signed(operator()), 0, false));
        assert_noop!(Energy::retire_meter(signed(operator()), 0, false), Error::<Test>::Retired);
        assert_ok!(Energy::withdraw_credit(signed(owner(0)), 0, 20_000));
    });
}

#[test]
fn retire_meter_should_leave_a_meter_with_nothing_for_settle_to_remove_after_thirty_days() {
    dead_for(14, 0, || {
        assert_ok!(Energy::retire_meter(signed(owner(0)), 0, false));
        assert!(meter(0).retired);
        go_to_time(now() + 30 * DAY);
        settle(&[0]);
        assert_eq!(Meters::<Test>::get(0), None);
    });
}
