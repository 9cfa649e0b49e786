//! Each state is driven to its end by time alone.

use super::support::*;
use crate::{Event, How, Order, Side, State, Terms};

fn end(life: &Life) -> (How, bool, u32) {
    match life.state() {
        State::Ended { how, accepted, quantity } => (how, accepted, quantity),
        other => panic!("{other:?}"),
    }
}

/// Lets time pass until it ended, and returns how often somebody had to settle.
fn settle_all(life: &mut Life) -> usize {
    let settled = (0..).take_while(|_| {
        let open = !life.order.ended();
        if open {
            life.time_out();
        }
        open
    });
    settled.count()
}

#[test]
fn every_state_should_end_when_nobody_does_anything() {
    for mut life in [placed(), accepted(), started(), delivered(), disputed(), step_due()] {
        let how = life.order.default_end().unwrap();
        assert_eq!(settle_all(&mut life), 1);
        assert_eq!(end(&life).0, how);
        assert_eq!((life.order.escrow(), life.order.deadline()), (0, None));
        assert_eq!(life.order.default_end(), None);
    }
}

#[test]
fn placed_order_should_be_refunded_when_the_seller_is_silent() {
    let mut life = placed();
    assert_eq!(life.time_out().paid.buyer, PRICE + BOND);
    assert_eq!(end(&life), (How::Unanswered, false, 0));
}

#[test]
fn accepted_order_should_be_refunded_when_it_is_overdue() {
    let mut life = accepted();
    assert_eq!(life.time_out().paid.buyer, PRICE + BOND);
    assert_eq!(end(&life), (How::Overdue, true, 0));
}

#[test]
fn started_order_should_be_refunded_with_the_start_share_when_it_is_overdue() {
    let mut life = started();
    assert_eq!(life.time_out().paid.buyer, PRICE + BOND);
    assert_eq!(end(&life), (How::Overdue, true, 0));
}

#[test]
fn delivered_order_should_pay_the_seller_when_the_buyer_is_silent() {
    let mut life = delivered();
    let paid = life.time_out().paid;
    assert_eq!((paid.seller, paid.buyer), (PRICE, BOND));
    assert_eq!(end(&life), (How::Unchallenged, true, 5));
}

#[test]
fn disputed_order_should_be_shared_when_nobody_rules() {
    for unjudged in [0, 30, 50, 100] {
        let terms = Terms { unjudged: percent(unjudged), ..units() };
        let mut life = Life::new(terms).after(&[Event::Accept, deliver(5), DISPUTE]);
        let paid = life.time_out().paid;
        let share = PRICE * u128::from(unjudged) / 100;
        assert_eq!((paid.seller, paid.buyer), (share, PRICE - share + BOND));
        assert_eq!(paid.judges, [0, 0]);
        assert_eq!(end(&life), (How::Unjudged, true, 5));
    }
}

#[test]
fn appealed_order_should_give_the_bond_back_when_nobody_rules() {
    for (by, seller, buyer) in [(Side::Seller, 2_500 + 500, 2_750), (Side::Buyer, 2_500, 3_250)] {
        let mut life = disputed().after(&[appeal(by)]);
        let paid = life.time_out().paid;
        assert_eq!((paid.seller, paid.buyer), (seller, buyer));
    }
}

#[test]
fn order_in_steps_should_keep_what_was_paid_when_the_next_step_is_not_funded() {
    let mut life = step_due();
    assert_eq!(life.order.escrow(), 0);
    assert_eq!(life.time_out(), crate::Money::default());
    assert_eq!(end(&life), (How::Unfunded, true, 1));
    assert_eq!((life.paid().seller, life.paid().buyer), (3_000, 150));
}

#[test]
fn order_in_steps_should_end_when_only_the_seller_acts() {
    let mut life = Life::new(house()).after(&[Event::Accept, deliver(1)]);
    assert_eq!(settle_all(&mut life), 2);
    assert_eq!(end(&life).0, How::Unfunded);
    assert_eq!(life.paid().seller, 3_000);
}

#[test]
fn order_in_steps_should_end_with_its_last_step_when_the_buyer_only_funds() {
    let mut life = Life::new(house()).after(&[Event::Accept]);
    for step in [0, 1, 2] {
        assert_eq!(life.order.step(), step);
        life.does(deliver(1));
        life.time_out();
        if step < 2 {
            life.does(Event::FundStep);
        }
    }
    assert_eq!(end(&life), (How::Unchallenged, true, 1));
    assert_eq!((life.paid().seller, life.paid().buyer), (6_000, 300));
}

#[test]
fn outcome_should_be_the_same_when_somebody_settles_late() {
    for life in [placed(), accepted(), started(), delivered(), disputed(), step_due()] {
        let (mut at_once, mut late) = (life.clone(), life);
        at_once.time_out();
        late.now.open = late.until();
        late.days(100).does(Event::TimePassed);
        assert_eq!((at_once.state(), at_once.books), (late.state(), late.books));
    }
}

#[test]
fn dispute_should_end_after_its_days_and_never_later_than_120() {
    for (days, expected) in [(0, 0), (45, 45), (120, 120), (121, 120), (255, 120)] {
        let life = delivered().after(&[Event::Dispute { days }]);
        assert_eq!(life.until(), NOW.open + expected * DAY);
    }
}

#[test]
fn nothing_should_wait_longer_than_its_terms_permit() {
    // The longest: dates 400 days ahead and all days at their most.
    let dates = crate::Dates { due: date(400), closes: date(400), best_before: None };
    let terms =
        Terms { accept_days: 14, overdue_days: 60, confirmation_days: 40, dates, ..units() };
    let mut life = Life::new(terms).after(&[Event::Accept]);
    life.slots(460 * DAY - 1).does(deliver(5));
    life.slots(40 * DAY - 1).does(Event::Dispute { days: u8::MAX });
    life.time_out();
    assert!(life.now.open < NOW.open + (400 + 60 + 40 + 120) * DAY);
    assert!(Order::ended(&life.order));
}
