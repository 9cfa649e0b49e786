//! What users elsewhere complained of, as far as an order alone can show it.

use super::support::*;
use crate::{Dates, Event, How, Order, Refused, State, Terms};

fn how(life: &Life) -> How {
    match life.state() {
        State::Ended { how, .. } => how,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_seller_never_answered_so_the_buyer_is_refunded_and_does_nothing() {
    let mut life = placed();
    life.time_out();
    assert_eq!(how(&life), How::Unanswered);
    assert_eq!(life.paid().buyer, life.books.taken_from_buyer);
}

#[test]
fn the_buyer_forgets_so_the_seller_is_paid() {
    let mut life = delivered();
    life.time_out();
    assert_eq!(how(&life), How::Unchallenged);
    assert_eq!((life.paid().seller, life.paid().buyer), (PRICE, BOND));
}

#[test]
fn the_judge_needs_neither_party_online() {
    // The ruling alone ends it: no call of either party.
    let mut life = disputed();
    life.does(ruled(30, 1));
    assert_eq!(life.order.escrow(), 0);
}

#[test]
fn the_judge_is_silent_so_the_unjudged_share_is_paid() {
    let mut life = disputed();
    life.time_out();
    assert_eq!(how(&life), How::Unjudged);
    assert_eq!((life.paid().seller, life.paid().buyer), (2_500, 2_500 + BOND));
}

#[test]
fn the_dispute_runs_out_and_nothing_is_locked() {
    for appellant in [None, Some(crate::Side::Buyer), Some(crate::Side::Seller)] {
        let mut life = disputed();
        if let Some(by) = appellant {
            life.does(appeal(by));
        }
        life.time_out();
        assert_eq!(life.order.escrow(), 0);
        let taken = life.books.taken_from_buyer + life.books.taken_from_seller;
        assert_eq!(life.paid().total(), taken);
    }
}

#[test]
fn the_fish_weighed_less_so_the_refund_is_to_the_unit_and_on_record() {
    // 4,870 g of 5,000 g at 3 a gram.
    let price = crate::Price::Units { each: 3, quantity: 5_000 };
    let mut life = Life::new(Terms { price, ..units() }).after(&[Event::Accept]);
    let refund = life.does(deliver(4_870)).paid.buyer;
    assert_eq!(refund, 130 * 3 + (15_000 / 20 - 14_610 / 20));
    life.does(Event::Confirm);
    assert_eq!(life.paid().seller, 4_870 * 3);
    assert_eq!(life.order.delivered(), 4_870);
}

#[test]
fn cancelled_orders_are_in_no_total() {
    for mut life in [placed(), accepted(), started()] {
        life.does(Event::Cancel);
        assert_eq!(life.order.delivered(), 0);
    }
}

#[test]
fn the_windows_dates_do_not_move_once_an_order_is_placed() {
    let dates = Dates { closes: date(1), due: date(2), best_before: date(3) };
    let life = Life::new(dated(dates)).after(&[Event::Accept, deliver(5), Event::Confirm]);
    assert_eq!(life.order.terms(), &dated(dates));
}

#[test]
fn a_cancelled_hour_is_ended_at_once_and_a_past_one_is_not_booked() {
    let hour = dated(Dates { due: date(1), closes: None, best_before: None });
    let mut life = Life::new(hour.clone());
    life.does(Event::Cancel);
    assert!(life.order.ended());
    life.days(1);
    assert_eq!(Order::place(hour, &life.now).map(|_| ()), Err(Refused::LotClosed));
}
