//! The README's table: what the best attacker of each rule wins.

use sp_arithmetic::Permill;

use super::support::*;
use crate::{Dates, Event, Mover, Order, Price, Refused, Side, Terms};

const NONE: Dates = Dates { closes: None, due: None, best_before: None };

#[test]
fn buyer_should_win_nothing_by_cancelling_after_the_lot_closed() {
    let mut life = Life::new(dated(Dates { closes: date(1), ..NONE })).after(&[Event::Accept]);
    life.days(1).refuses(Event::Cancel, Refused::NotFree);
}

#[test]
fn buyer_should_pay_for_the_start_when_cancelling_races_it() {
    // The first call counts: cancelled, or started and cancelled at its cost.
    let mut first = accepted();
    first.days(1).does(Event::Cancel);
    first.refuses(Event::Start, Refused::Ended);
    let mut second = accepted();
    second.days(1).does(Event::Start);
    assert_eq!(second.does(Event::Cancel).paid.seller, 2_000);
}

#[test]
fn buyer_should_win_the_rest_at_most_when_disputing_all_and_nobody_judges() {
    let mut life = disputed();
    life.time_out();
    assert_eq!(life.paid().buyer - BOND, PRICE / 2);
    // A seller who is never judged says so in the terms.
    let terms = Terms { unjudged: percent(100), ..units() };
    let mut life = Life::new(terms).after(&[Event::Accept, deliver(5), DISPUTE]);
    assert_eq!(life.time_out().paid.seller, PRICE);
}

#[test]
fn buyer_should_lose_the_bond_when_disputing_what_was_good() {
    let mut life = disputed();
    life.does(ruled(100, 1));
    assert_eq!((life.paid().buyer, life.paid().judges), (0, [BOND, 0]));
}

#[test]
fn buyer_should_not_dispute_when_the_days_are_over_though_nobody_settled() {
    let mut life = delivered();
    life.now.open = life.until();
    life.refuses(DISPUTE, Refused::TooLate);
    assert_eq!(life.does(Event::TimePassed).paid.seller, PRICE);
}

#[test]
fn buyer_should_not_dispute_twice() {
    let mut life = disputed();
    let until = life.until();
    life.days(1).refuses(DISPUTE, Refused::InDispute);
    assert_eq!(life.until(), until);
}

#[test]
fn buyer_should_pay_the_price_first_agreed_when_a_step_is_funded() {
    let mut life = step_due();
    life.days(29);
    assert_eq!(life.does(Event::FundStep).taken, Some((Side::Buyer, 2_100)));
}

#[test]
fn seller_should_not_accept_when_the_days_are_over_though_nobody_settled() {
    let mut life = placed();
    life.now.open = life.until();
    life.refuses(Event::Accept, Refused::TooLate);
}

#[test]
fn seller_should_not_accept_an_hour_that_has_passed() {
    let terms = Terms { accept_days: 14, ..dated(Dates { due: date(1), ..NONE }) };
    let mut life = Life::new(terms);
    life.days(1).refuses(Event::Accept, Refused::TooLate);
    assert_eq!(life.does(Event::TimePassed).paid.buyer, PRICE + BOND);
}

#[test]
fn seller_should_not_end_free_cancelling_by_starting_at_once() {
    accepted().refuses(Event::Start, Refused::StillFree);
    let mut life = Life::new(dated(Dates { closes: date(9), ..NONE })).after(&[Event::Accept]);
    life.days(8).refuses(Event::Start, Refused::StillFree);
}

#[test]
fn seller_should_win_no_time_by_starting_late() {
    let mut life = accepted();
    life.slots(3 * DAY - 1).does(Event::Start);
    life.slots(1).refuses(deliver(5), Refused::TooLate);
    assert_eq!(life.does(Event::TimePassed).paid.seller, 0);
}

#[test]
fn seller_should_win_no_start_share_by_vanishing() {
    let mut life = started();
    assert_eq!(life.time_out().paid.buyer, PRICE + BOND);
}

#[test]
fn seller_should_be_paid_for_one_when_one_of_many_is_delivered() {
    let price = Price::Units { each: 1_000, quantity: 100 };
    let life = Life::new(Terms { price, ..units() }).after(&[Event::Accept, deliver(1)]);
    assert_eq!(life.order.escrow(), 1_050);
    // The dispute costs as much as if one had been ordered.
    let life = life.after(&[DISPUTE, ruled(100, 1)]);
    assert_eq!(life.paid().judges, [50, 0]);
}

#[test]
fn seller_should_not_be_paid_for_more_than_ordered() {
    accepted().refuses(deliver(6), Refused::MoreThanOrdered);
}

#[test]
fn seller_should_not_shorten_the_days_to_dispute_by_delivering_early() {
    let terms = dated(Dates { due: date(30), ..NONE });
    let mut life = Life::new(terms).after(&[Event::Accept, deliver(5)]);
    life.days(43);
    life.refuses(Event::TimePassed, Refused::TooEarly);
    life.does(DISPUTE);
}

#[test]
fn seller_should_win_the_free_cancelling_only_by_saying_delivered_at_once() {
    let terms = dated(Dates { closes: date(9), due: date(10), ..NONE });
    let mut life = Life::new(terms).after(&[Event::Accept, deliver(5)]);
    life.refuses(Event::Cancel, Refused::AlreadyDelivered);
    life.days(23).does(DISPUTE);
    life.does(ruled(0, 1));
    assert_eq!(life.paid().buyer, life.books.taken_from_buyer);
}

#[test]
fn parties_should_save_fee_and_royalties_by_paying_outside() {
    // No escrow can prevent it: it is the same as a rejected order.
    let terms = Terms { fee: percent(3), ..units() };
    let life = Life::with(terms, royalties(&[30])).after(&[Event::Accept, deliver(5), split(0)]);
    assert_eq!(life.paid().buyer, PRICE + BOND);
}

#[test]
fn seller_should_win_less_than_a_unit_of_the_cuts_by_selling_in_small_parts() {
    let cuts = |each: u128| {
        let price = Price::Units { each, quantity: 1 };
        let terms = Terms { price, fee: percent(3), ..units() };
        let life = Life::with(terms, royalties(&[3; 9]));
        let paid = life.after(&[Event::Accept, deliver(1), Event::Confirm]).books.paid;
        paid.fee + paid.royalties.iter().sum::<u128>()
    };
    // 30% in ten cuts: ten sales of 10 units pay as much as one of 100, where ten roundings of
    // their own would have paid nothing.
    assert_eq!((cuts(100), 10 * cuts(10)), (30, 30));
    assert!((1..500).all(|each| (each * 30 - cuts(each) * 100) < 100));
}

#[test]
fn seller_should_not_deliver_without_the_code_when_there_is_one() {
    let mut life = Life::new(by_code()).after(&[Event::Accept]);
    life.refuses(deliver(5), Refused::CodeNeeded);
    assert_eq!(life.time_out().paid.buyer, PRICE + BOND);
}

#[test]
fn seller_should_not_use_a_code_twice() {
    let mut life = Life::new(by_code()).after(&[Event::Accept, code(5)]);
    life.refuses(code(5), Refused::Ended);
    let terms = Terms { by_code: true, ..house() };
    assert!(matches!(Order::place(terms, &NOW), Err(Refused::Terms(_))));
}

#[test]
fn parties_should_not_save_the_judges_fee_by_agreeing_on_the_ruling() {
    let mut agreed = disputed();
    agreed.does(Event::Split { to_seller: percent(70), rounds: 1 });
    let mut judged = disputed();
    judged.does(ruled(70, 1));
    assert_eq!(agreed.books, judged.books);
}

#[test]
fn parties_should_not_save_the_judges_fee_by_agreeing_on_nothing_for_the_seller() {
    let mut life = disputed();
    life.does(Event::Split { to_seller: percent(0), rounds: 2 });
    assert_eq!(life.paid().judges, [BOND, BOND]);
    assert_eq!((life.paid().buyer, life.paid().owed_by_seller), (PRICE - BOND, 0));
}

#[test]
fn appellant_should_bear_both_rounds_when_the_appeal_was_for_delay() {
    let mut life = disputed().after(&[appeal(Side::Buyer)]);
    life.does(ruled(100, 2));
    assert_eq!(life.books.taken_from_buyer - life.paid().buyer, PRICE + 2 * BOND);
    assert_eq!(life.paid().judges, [BOND, BOND]);
}

#[test]
fn payee_should_get_nothing_of_a_refund_a_bond_or_the_buyers_share() {
    let life = Life::with(units(), royalties(&[30])).after(&[Event::Accept]);
    let paid = |events: &[Event]| life.clone().after(events).books.paid.royalties[0];
    assert_eq!(paid(&[Event::Reject]), 0);
    assert_eq!(paid(&[deliver(5), DISPUTE, ruled(0, 1)]), 0);
    // 30% of 2,500, less the seller's half of the fee.
    assert_eq!(paid(&[deliver(5), DISPUTE, ruled(50, 1)]), (2_500 - 125) * 30 / 100);
    assert_eq!(paid(&[deliver(5), DISPUTE, appeal(Side::Seller), ruled(50, 0)]), 750);
}

#[test]
fn judge_should_win_the_fee_at_most_by_leaning_to_the_seller() {
    // A seller who gets nothing has nothing to pay judges from. With 1/21 the fee is paid in full:
    // that is the most that a judge who thinks of the fee gives away.
    let fee = |to_seller| disputed().does(ruled(to_seller, 1)).paid.judges[0];
    assert_eq!(fee(0), 0);
    assert_eq!(disputed().does(ruled(0, 1)).paid.owed_by_seller, BOND);
    assert!(fee(4) < BOND);
    for to_seller in 5..=100 {
        assert_eq!(fee(to_seller), BOND);
    }
}

#[test]
fn jury_should_win_both_fees_at_most_by_leaning_to_the_loser_who_did_not_appeal() {
    // In millionths: 1/11 to the seller after the buyer's appeal, 1/22 to the buyer after the
    // seller's. Nearer to the whole, somebody cannot pay.
    let fees = |by, parts| {
        let to_seller = Permill::from_parts(parts);
        let price = Price::Units { each: 1_000_000, quantity: 1 };
        let life = Life::new(Terms { price, ..units() });
        let mut life = life.after(&[Event::Accept, deliver(1), DISPUTE, appeal(by)]);
        life.does(Event::Ruled { to_seller, rounds: 2 }).paid.judges.iter().sum::<u128>()
    };
    assert_eq!(fees(Side::Buyer, 0), 0);
    assert!(fees(Side::Buyer, 90_900) < 100_000);
    assert!((90_910..=1_000_000).step_by(7).all(|parts| fees(Side::Buyer, parts) == 100_000));
    assert_eq!(fees(Side::Seller, 1_000_000), 50_000);
    assert!(fees(Side::Seller, 954_550) < 100_000);
    assert!((0..954_540).step_by(7).all(|parts| fees(Side::Seller, parts) == 100_000));
}

#[test]
fn judge_should_get_no_more_than_two_fees_whatever_is_claimed() {
    let mut life = disputed().after(&[appeal(Side::Seller)]);
    let paid = life.does(ruled(50, u8::MAX)).paid;
    assert_eq!(paid.judges, [BOND, BOND]);
}

#[test]
fn stranger_should_do_nothing_but_carry_out_what_is_due() {
    let anyone = |event: &Event| event.by() == Mover::Anyone;
    assert!(anyone(&Event::TimePassed) && anyone(&Event::Recall));
    for mut life in [placed(), accepted(), started(), delivered(), disputed(), step_due()] {
        life.refuses(Event::TimePassed, Refused::TooEarly);
    }
}

#[test]
fn author_should_win_nothing_by_the_order_of_calls_at_a_deadline() {
    // The last slot in time takes the event, the next one the default, whatever comes first.
    let mut life = delivered();
    life.now.open = life.until() - 1;
    life.refuses(Event::TimePassed, Refused::TooEarly);
    life.clone().does(DISPUTE);
    life.slots(1).refuses(DISPUTE, Refused::TooLate);
    life.does(Event::TimePassed);
}

#[test]
fn halt_should_take_nothing_from_anybody_when_it_covers_a_deadline() {
    for mut life in [placed(), accepted(), started(), delivered(), disputed(), step_due()] {
        life.halt(399);
        life.refuses(Event::TimePassed, Refused::TooEarly);
    }
}

#[test]
fn recall_should_take_nothing_from_a_ruling() {
    disputed().refuses(Event::Recall, Refused::InDispute);
}
