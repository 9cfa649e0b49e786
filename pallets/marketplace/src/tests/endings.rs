//! Every state comes to its end by `settle` alone.

use crate::{mock::*, *};
use frame_support::assert_ok;
use marketplace_escrow::{How, State};

/// Settles an order at its deadline, and not a slot before. Returns how it ended.
#[track_caller]
fn time_out(order: OrderId) -> How {
    let deadline = Orders::<Test>::get(order).expect("one").escrowed.deadline().expect("open");
    wait_slots(deadline - now() - 1);
    settle(&[order]);
    assert!(is_open(order), "nothing is due before the deadline");
    wait_slots(1);
    settle(&[order]);
    assert!(!is_open(order));
    ending(order).expect("ended").0
}

#[test]
fn placed_should_be_refunded() {
    build_and_execute(|| {
        assert_eq!(time_out(ordered(2)), How::Unanswered);
        assert_eq!((cents(BUYER), stock(0)), (WEALTH, (10, 0, 0, 0)));
    });
}

#[test]
fn accepted_should_be_refunded() {
    build_and_execute(|| {
        assert_eq!(time_out(accepted(2)), How::Overdue);
        assert_eq!((cents(BUYER), stock(0)), (WEALTH, (10, 0, 0, 0)));
    });
}

#[test]
fn started_should_be_refunded_start_share_included() {
    build_and_execute(|| {
        let order = accepted(2);
        wait(1);
        assert_ok!(Marketplace::start(signed(SELLER), order));
        assert_eq!(time_out(order), How::Overdue);
        assert_eq!((cents(BUYER), cents(SELLER)), (WEALTH, WEALTH));
        // What was begun cannot be sold again.
        assert_eq!(stock(0), (8, 0, 0, 2));
    });
}

#[test]
fn delivered_should_be_paid() {
    build_and_execute(|| {
        assert_eq!(time_out(delivered(2)), How::Unchallenged);
        assert_eq!((cents(BUYER), cents(SELLER)), (WEALTH - 2_000, WEALTH + 2_000));
    });
}

#[test]
fn delivered_should_wait_from_the_due_date_on() {
    build_and_execute(|| {
        let order = order(BUYER, offer(SELLER, terms(), weekly(5)), 1);
        accept(SELLER, order);
        // Said much too early.
        deliver(SELLER, order, 1);
        assert_eq!(state(order), State::Delivered { until: now() + 18 * DAY, quantity: 1 });
        assert_eq!(time_out(order), How::Unchallenged);
    });
}

#[test]
fn disputed_should_be_shared() {
    build_and_execute(|| {
        assert_eq!(time_out(disputed(2)), How::Unjudged);
        assert_eq!((cents(BUYER), cents(SELLER)), (WEALTH - 1_000, WEALTH + 1_000));
    });
}

#[test]
fn step_due_should_end_with_done_steps_paid() {
    build_and_execute(|| {
        let order = order(BUYER, offer(SELLER, house(&[1_000, 3_000]), plenty(2)), 1);
        accept(SELLER, order);
        deliver(SELLER, order, 1);
        wait(14);
        settle(&[order]);
        assert!(matches!(state(order), State::StepDue { .. }));
        assert_eq!(time_out(order), How::Unfunded);
        assert_eq!((cents(BUYER), cents(SELLER)), (WEALTH - 1_000, WEALTH + 1_000));
        // Half a house cannot be sold again.
        assert_eq!(stock(0), (1, 0, 0, 1));
    });
}
