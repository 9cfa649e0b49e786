//! What each event does, and what refuses it besides the state and its deadline.

use super::support::*;
use crate::{Event, How, Money, Refused, Side, State, Terms};

fn end(life: &Life) -> (How, bool, u32) {
    match life.state() {
        State::Ended { how, accepted, quantity } => (how, accepted, quantity),
        other => panic!("{other:?}"),
    }
}

/// What seller, buyer and judges get.
fn got(money: Money) -> (u128, u128, [u128; 2]) {
    assert_eq!(money.taken, None);
    (money.paid.seller, money.paid.buyer, money.paid.judges)
}

#[test]
fn place_should_take_price_and_bond() {
    let life = placed();
    assert_eq!(life.books.taken_from_buyer, PRICE + BOND);
    assert_eq!(life.order.escrow(), PRICE + BOND);
    assert_eq!(life.order.terms(), &units());
    // Of an order in steps, only the first step's.
    assert_eq!(Life::new(house()).order.escrow(), 3_150);
}

#[test]
fn accept_should_move_no_money() {
    assert_eq!(placed().does(Event::Accept), Money::default());
}

#[test]
fn reject_should_refund_all_until_it_is_delivered() {
    for (mut life, accepted) in [(placed(), false), (accepted(), true), (started(), true)] {
        assert_eq!(got(life.does(Event::Reject)), (0, PRICE + BOND, [0, 0]));
        assert_eq!(end(&life), (How::Rejected, accepted, 0));
    }
}

#[test]
fn cancel_should_refund_all_when_it_is_free() {
    for (mut life, accepted) in [(placed(), false), (accepted(), true)] {
        assert_eq!(got(life.does(Event::Cancel)), (0, PRICE + BOND, [0, 0]));
        assert_eq!(end(&life), (How::Cancelled, accepted, 0));
    }
}

#[test]
fn cancel_should_cost_the_start_share_when_the_seller_started() {
    let mut life = started();
    assert_eq!(got(life.does(Event::Cancel)), (2_000, 3_000 + BOND, [0, 0]));
    assert_eq!(end(&life), (How::CancelledLate, true, 0));
}

#[test]
fn cancel_should_cost_fee_and_royalties_out_of_the_start_share_only() {
    let terms = Terms { fee: percent(3), ..units() };
    let mut life = Life::with(terms, royalties(&[10])).after(&[Event::Accept]);
    life.days(1).does(Event::Start);
    let paid = life.does(Event::Cancel).paid;
    assert_eq!((paid.seller, paid.buyer, paid.fee, paid.royalties[0]), (1_740, 3_250, 60, 200));
}

#[test]
fn deliver_should_move_no_money_when_it_is_all() {
    let mut life = accepted();
    assert_eq!(life.does(deliver(5)), Money::default());
    assert_eq!(life.order.delivered(), 5);
}

#[test]
fn deliver_should_refund_what_is_missing_with_its_bond() {
    let mut life = accepted();
    assert_eq!(got(life.does(deliver(3))), (0, 2_000 + 100, [0, 0]));
    assert_eq!(life.order.escrow(), 3_000 + 150);
    assert_eq!(got(life.does(Event::Confirm)), (3_000, 150, [0, 0]));
    assert_eq!(end(&life), (How::Confirmed, true, 3));
}

#[test]
fn deliver_should_be_refused_when_it_is_nothing_or_more_than_ordered() {
    for mut life in [accepted(), started()] {
        life.refuses(deliver(0), Refused::NothingDelivered);
        life.refuses(deliver(6), Refused::MoreThanOrdered);
        life.refuses(deliver(u32::MAX), Refused::MoreThanOrdered);
    }
    Life::new(house()).after(&[Event::Accept]).refuses(deliver(2), Refused::MoreThanOrdered);
}

#[test]
fn code_should_pay_at_once() {
    let mut life = Life::new(by_code()).after(&[Event::Accept]);
    assert_eq!(got(life.does(code(5))), (PRICE, BOND, [0, 0]));
    assert_eq!(end(&life), (How::Confirmed, true, 5));

    let mut life = Life::new(by_code()).after(&[Event::Accept]);
    assert_eq!(got(life.does(code(3))), (3_000, 2_000 + BOND, [0, 0]));
    assert_eq!(end(&life), (How::Confirmed, true, 3));
}

#[test]
fn code_should_be_refused_when_it_is_nothing_or_more_than_ordered() {
    let mut life = Life::new(by_code()).after(&[Event::Accept]);
    life.refuses(code(0), Refused::NothingDelivered);
    life.refuses(code(6), Refused::MoreThanOrdered);
}

#[test]
fn confirm_should_pay_the_seller() {
    let mut life = delivered();
    assert_eq!(got(life.does(Event::Confirm)), (PRICE, BOND, [0, 0]));
    assert_eq!(end(&life), (How::Confirmed, true, 5));
}

#[test]
fn dispute_should_move_no_money() {
    assert_eq!(delivered().does(DISPUTE), Money::default());
}

#[test]
fn appeal_should_take_a_tenth_when_nobody_has_appealed() {
    for by in [Side::Buyer, Side::Seller] {
        let mut life = disputed();
        assert_eq!(life.does(appeal(by)).taken, Some((by, 500)));
        assert_eq!(life.order.escrow(), PRICE + BOND + 500);
        life.refuses(appeal(Side::Buyer), Refused::AlreadyAppealed);
        life.refuses(appeal(Side::Seller), Refused::AlreadyAppealed);
    }
    // Of what was delivered.
    let mut life = accepted().after(&[deliver(1), DISPUTE]);
    assert_eq!(life.does(appeal(Side::Buyer)).taken, Some((Side::Buyer, 100)));
}

#[test]
fn appeal_should_not_move_the_last_day() {
    let mut life = disputed();
    let until = life.until();
    life.days(10).does(appeal(Side::Buyer));
    assert_eq!(life.until(), until);
}

#[test]
fn ruling_should_share_what_was_delivered_and_pay_the_judges() {
    let mut life = disputed();
    // 70% of 5,000; of the fee of 250 the buyer bears 175, the seller 75.
    assert_eq!(got(life.does(ruled(70, 1))), (3_500 - 75, 1_500 + BOND - 175, [250, 0]));
    assert_eq!(end(&life), (How::Ruled(percent(70)), true, 5));
}

#[test]
fn ruling_should_count_when_it_is_carried_out_late() {
    let mut life = disputed();
    life.days(100);
    life.does(ruled(70, 1));
    assert_eq!(end(&life).0, How::Ruled(percent(70)));
}

#[test]
fn split_should_share_what_is_in_escrow() {
    for mut life in [accepted(), started(), delivered(), disputed()] {
        let delivered = life.order.delivered();
        assert_eq!(got(life.does(split(70))), (3_500, 1_500 + BOND, [0, 0]));
        assert_eq!(end(&life), (How::Split(percent(70)), true, delivered));
    }
}

#[test]
fn split_should_pay_judges_who_served_and_no_others() {
    let served = Event::Split { to_seller: percent(70), rounds: 1 };
    assert_eq!(got(disputed().does(served)), got(disputed().does(ruled(70, 1))));
    // Without a dispute nobody can have served.
    assert_eq!(got(delivered().does(served)), got(delivered().does(split(70))));
}

#[test]
fn fund_step_should_take_the_next_step_as_it_was_agreed() {
    let mut life = step_due();
    assert_eq!(life.does(Event::FundStep).taken, Some((Side::Buyer, 2_100)));
    assert_eq!((life.order.step(), life.order.escrow()), (1, 2_100));
    life.refuses(Event::FundStep, Refused::NoStepDue);
}

#[test]
fn house_should_be_paid_in_three_steps() {
    let mut life = Life::new(house()).after(&[Event::Accept]);
    for (price, next) in [(3_000, true), (2_000, true), (1_000, false)] {
        life.does(deliver(1));
        assert_eq!(got(life.does(Event::Confirm)), (price, price / 20, [0, 0]));
        assert_eq!(life.order.ended(), !next);
        if next {
            life.does(Event::FundStep);
        }
    }
    assert_eq!(life.paid().seller, 6_000);
    assert_eq!(end(&life), (How::Confirmed, true, 1));
}

#[test]
fn step_should_end_the_order_when_it_is_not_paid_in_full() {
    let second = || step_due().after(&[Event::FundStep]);
    assert_eq!(got(second().does(Event::Reject)), (0, 2_100, [0, 0]));
    assert_eq!(got(second().does(Event::Cancel)), (0, 2_100, [0, 0]));
    assert_eq!(got(second().does(split(50))), (1_000, 1_100, [0, 0]));
    assert_eq!(got(second().time_out()), (0, 2_100, [0, 0]));
    for event in [Event::Reject, Event::Cancel, split(50)] {
        let life = second().after(&[event]);
        assert!(life.order.ended());
        // The first step stays paid.
        assert!(life.paid().seller >= 3_000);
    }
}

#[test]
fn recall_should_refund_all_that_is_in_escrow() {
    for (mut life, delivered) in [(placed(), 0), (accepted(), 0), (started(), 0), (delivered(), 5)]
    {
        assert_eq!(got(life.does(Event::Recall)), (0, PRICE + BOND, [0, 0]));
        let accepted = delivered > 0 || end(&life).1;
        assert_eq!(end(&life), (How::Recalled, accepted, delivered));
    }
    let mut life = step_due();
    assert_eq!(life.does(Event::Recall), Money::default());
    assert_eq!(end(&life).0, How::Recalled);
}
