use crate::{mock::*, *};
use frame_support::assert_ok;

#[test]
fn book_should_take_readings_as_long_as_before_when_the_chain_stood_still() {
    ExtBuilder::default().meters(2).build_and_execute(|| {
        go_to(START + 1);
        submit_ok(vec![flow(0, 0, 1_000)]);
        let due = Energy::book(0, START).unwrap().due;
        assert_eq!(due, now() + GRACE);
        // Half of the grace is over when the power fails for a week.
        go_to_time(now() + GRACE / 2);
        stand_still(7 * DAY);
        assert_eq!(Energy::book(0, START).unwrap().due, due + 7 * DAY);
        set_time(now() + GRACE / 2 - 1);
        submit_ok(vec![flow(1, 1_000, 0)]);
        go_to_time(now() + 1);
        assert_eq!(Energy::clearing(0, START).unwrap().clearing.volume, 1_000_000);
        settle(&[0, 1]);
        assert_eq!((meter(0).credit, meter(1).credit), (1_041 * MICRO, 959 * MICRO));
    });
}

#[test]
fn late_book_should_wait_as_long_as_before_when_the_chain_stood_still() {
    ExtBuilder::default().meters(5).build_and_execute(|| {
        go_to(START + 50);
        submit_ok(vec![flow(0, 0, 1_000)]);
        stand_still(2 * DAY);
        submit_ok(vec![flow(1, 0, 1_000)]);
        stand_still(GATHERING);
        submit_ok(vec![flow(2, 500, 0)]);
        assert_eq!(Energy::book(0, START).unwrap().due, now() + GRACE);
        stand_still(2 * DAY);
        submit_ok(vec![flow(3, 500, 0)]);
        assert_eq!(Energy::book(0, START).unwrap().readings, 4);
        go_to_time(now() + GRACE);
        assert_eq!(Energy::clearing(0, START).unwrap().clearing.volume, 1_000_000);
    });
}

#[test]
fn slot_that_nobody_could_read_should_open_late_when_the_chain_is_back() {
    ExtBuilder::default().meters(2).build_and_execute(|| {
        stand_still(5 * DAY);
        submit_ok(vec![flow(0, 0, 1_000), flow(1, 1_000, 0)]);
        go_to_time(now() + GRACE);
        assert_eq!(Energy::clearing(0, START).unwrap().clearing.volume, 1_000_000);
    });
}

#[test]
fn reading_should_not_stand_for_missing_ones_when_the_chain_stood_still_most_of_the_time() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        go_to(START + 2);
        stand_still(4 * DAY);
        // The slots ended four days ago. Nobody could bring the lost reading before now.
        let back = now();
        let later = reading_since(0, START, START + 1, 3_000, 0);
        assert_eq!(submit(vec![later.clone()]), vec![(0, Rejection::OutOfOrder)]);
        assert_eq!(Stood::<Test>::get(), Standstill { behind: 4 * DAY, until: back });
        go_to_time(back + 3 * DAY - 1);
        assert_eq!(submit(vec![later.clone()]), vec![(0, Rejection::OutOfOrder)]);
        go_to_time(back + 3 * DAY);
        submit_ok(vec![later]);
    });
}

#[test]
fn standstill_should_not_be_noted_when_blocks_are_a_few_minutes_apart() {
    ExtBuilder::default().build_and_execute(|| {
        stand_still(600);
        assert_eq!(Stood::<Test>::get(), Standstill::default());
        stand_still(1);
        assert_eq!(Stood::<Test>::get(), Standstill { behind: 601, until: now() });
    });
}

#[test]
fn close_slot_should_fail_when_the_time_passed_while_the_chain_stood_still() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        go_to(START + 1);
        submit_ok(vec![flow(0, 0, 1_000)]);
        stand_still(DAY);
        let early = Energy::close_slot(signed(relayer()), 0, START);
        assert_eq!(early.map_err(|error| error.error), Err(Error::<Test>::NotDue.into()));
        ClosingWeight::set(frame_support::weights::Weight::zero());
        go_to_time(now() + GRACE);
        assert_ok!(Energy::close_slot(signed(relayer()), 0, START));
        ClosingWeight::set(frame_support::weights::Weight::from_parts(200_000_000_000, u64::MAX));
    });
}
