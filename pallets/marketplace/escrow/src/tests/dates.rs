//! What may be done by dates, and how deadlines follow from them.

use super::support::*;
use crate::{Dates, Event, Refused, Terms};

const NONE: Dates = Dates { closes: None, due: None, best_before: None };

fn after_days(days: u32) -> u32 {
    NOW.open + days * DAY
}

#[test]
fn answer_should_be_due_after_the_days_to_accept_when_the_lot_is_not_over_before() {
    assert_eq!(Life::new(units()).until(), after_days(2));
    assert_eq!(Life::new(dated(Dates { due: date(5), ..NONE })).until(), after_days(2));
    assert_eq!(Life::new(dated(Dates { closes: date(1), ..NONE })).until(), after_days(2));
}

#[test]
fn answer_should_be_due_when_the_lot_is_over_before_the_days_to_accept() {
    assert_eq!(Life::new(dated(Dates { due: date(1), ..NONE })).until(), after_days(1));
    // A stall: due this morning, open until tomorrow.
    let stall = Dates { due: Some(NOW.unix - 1), closes: date(1), ..NONE };
    assert_eq!(Life::new(dated(stall)).until(), after_days(1));
}

#[test]
fn delivery_should_be_overdue_so_many_days_after_the_date() {
    let until = |dates| Life::new(dated(dates)).after(&[Event::Accept]).until();
    assert_eq!(until(NONE), after_days(3));
    assert_eq!(until(Dates { due: date(5), ..NONE }), after_days(8));
    assert_eq!(until(Dates { closes: date(4), ..NONE }), after_days(7));
    assert_eq!(until(Dates { closes: date(4), due: date(5), ..NONE }), after_days(8));
    assert_eq!(until(Dates { closes: date(5), due: date(4), ..NONE }), after_days(7));
}

#[test]
fn delivery_should_be_overdue_after_the_days_of_the_step_when_there_are_steps() {
    let dates = Dates { due: date(5), ..NONE };
    let mut life = Life::new(Terms { dates, ..house() }).after(&[Event::Accept]);
    assert_eq!(life.until(), after_days(30 + 3));
    // Nor does a step wait for the date to be confirmed.
    life.does(deliver(1));
    assert_eq!(life.until(), after_days(14));
    life.does(Event::Confirm);
    assert_eq!(life.until(), after_days(30));
    life.days(29).does(Event::FundStep);
    assert_eq!(life.until(), after_days(29 + 20 + 3));
}

#[test]
fn deadline_should_not_move_when_the_seller_starts() {
    let mut life = accepted();
    let until = life.until();
    life.days(2).does(Event::Start);
    assert_eq!(life.until(), until);
}

#[test]
fn confirmation_should_run_from_the_due_date_when_it_is_delivered_before() {
    let mut life = Life::new(dated(Dates { due: date(5), ..NONE })).after(&[Event::Accept]);
    life.days(1).does(deliver(5));
    assert_eq!(life.until(), after_days(5 + 14));

    let mut life = Life::new(dated(Dates { due: date(5), ..NONE })).after(&[Event::Accept]);
    life.days(6).does(deliver(5));
    assert_eq!(life.until(), after_days(6 + 14));
}

#[test]
fn part_of_a_slot_should_count_as_one_when_a_date_is_near() {
    let until = |seconds| Life::new(dated(Dates { due: Some(NOW.unix + seconds), ..NONE })).until();
    assert_eq!([1, 5, 6, 7].map(until), [1, 1, 1, 2].map(|slots| NOW.open + slots));
}

#[test]
fn deadline_should_wait_when_the_clock_stands_still() {
    // A halt of five days over the due date: the seller still has all days to be late.
    let mut life = Life::new(dated(Dates { due: date(2), ..NONE })).after(&[Event::Accept]);
    life.days(1).halt(5);
    life.refuses(Event::TimePassed, Refused::TooEarly);
    life.days(4).slots(0);
    life.does(Event::TimePassed);

    let mut life = Life::new(dated(Dates { due: date(2), ..NONE })).after(&[Event::Accept]);
    life.days(1).halt(5).days(3);
    life.does(deliver(5));
}

#[test]
fn deadline_should_saturate_when_the_clock_is_at_its_end() {
    let mut life = placed();
    life.now.open = u32::MAX - 1;
    life.order = crate::Order::place(units(), &life.now).unwrap().0;
    life.does(Event::Accept);
    life.does(deliver(5));
    life.does(DISPUTE);
    assert_eq!(life.until(), u32::MAX);
    life.refuses(Event::TimePassed, Refused::TooEarly);
    life.now.open = u32::MAX;
    life.does(Event::TimePassed);
}

#[test]
fn cancelling_should_be_free_until_the_lot_closes_when_it_has_such_a_date() {
    let closes = Dates { closes: date(1), due: date(9), ..NONE };
    let mut life = Life::new(dated(closes)).after(&[Event::Accept]);
    life.slots(DAY - 1);
    life.refuses(Event::Start, Refused::StillFree);
    life.clone().does(Event::Cancel);
    life.slots(1);
    life.refuses(Event::Cancel, Refused::NotFree);
    life.clone().does(split(0));
    life.does(Event::Start);
}

#[test]
fn cancelling_should_be_free_for_a_day_when_no_date_ends_it() {
    let mut life = accepted();
    life.slots(DAY - 1);
    life.refuses(Event::Start, Refused::StillFree);
    // The calendar does not end it: a halt takes nothing of the day.
    life.halt(10);
    life.refuses(Event::Start, Refused::StillFree);
    life.slots(1);
    life.clone().does(Event::Cancel);
    life.does(Event::Start);
}

#[test]
fn cancelling_a_later_step_should_be_free_until_start_though_the_lot_closed() {
    let terms = Terms { dates: Dates { closes: date(1), ..NONE }, ..house() };
    let mut life = Life::new(terms).after(&[Event::Accept]);
    life.days(2).refuses(Event::Cancel, Refused::NotFree);
    let mut life = life.after(&[deliver(1), Event::Confirm, Event::FundStep]);
    life.refuses(Event::Start, Refused::StillFree);
    assert_eq!(life.clone().does(Event::Cancel).paid.buyer, 2_100);
    life.days(1).does(Event::Start);
}

#[test]
fn nothing_should_be_accepted_started_or_delivered_when_it_is_past_its_best() {
    let terms = || Terms { accept_days: 9, ..dated(Dates { best_before: date(2), ..NONE }) };
    let mut placed = Life::new(terms());
    let mut accepted = Life::new(terms()).after(&[Event::Accept]);
    let mut started = accepted.clone();
    started.days(1).does(Event::Start);
    started.days(1);
    for life in [&mut placed, &mut accepted] {
        life.days(2);
    }

    // The date itself is in time.
    placed.clone().does(Event::Accept);
    accepted.clone().does(Event::Start);
    accepted.clone().does(deliver(5));
    for life in [&mut placed, &mut accepted, &mut started] {
        life.slots(1);
    }
    placed.refuses(Event::Accept, Refused::PastBestBefore);
    accepted.refuses(Event::Start, Refused::PastBestBefore);
    accepted.refuses(deliver(5), Refused::PastBestBefore);
    started.refuses(deliver(5), Refused::PastBestBefore);
    // Giving the money back is never forbidden.
    for mut life in [placed, accepted, started] {
        assert_eq!(life.does(Event::Reject).paid.buyer, PRICE + BOND);
    }
}

#[test]
fn code_should_count_when_it_is_past_its_best() {
    let dates = Dates { best_before: date(1), ..NONE };
    let mut life = Life::new(Terms { dates, ..by_code() }).after(&[Event::Accept]);
    life.days(2);
    assert_eq!(life.does(code(5)).paid.seller, PRICE);
}
