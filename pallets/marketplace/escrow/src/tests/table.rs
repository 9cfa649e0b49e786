//! Every event in every state, in time and too late. No pair is left out: an array that lacked one
//! would not compile.

use super::support::*;
use crate::{Event, Mover, Refused, Side, State};

const STATES: usize = 7;
const EVENTS: usize = 14;

/// The states, in the order of the tables' columns.
fn lives() -> [Life; STATES] {
    let mut accepted = accepted();
    accepted.days(1);
    [placed(), accepted, started(), delivered(), disputed(), step_due(), ended()]
}

/// The events, in the order of the tables' rows.
fn events() -> [Event; EVENTS] {
    [
        Event::Accept,
        Event::Reject,
        Event::Cancel,
        Event::Start,
        deliver(1),
        code(1),
        Event::Confirm,
        DISPUTE,
        appeal(Side::Buyer),
        ruled(70, 1),
        split(70),
        Event::FundStep,
        Event::Recall,
        Event::TimePassed,
    ]
}

/// The row of an event: another event needs a row here.
fn row(event: &Event) -> usize {
    match event {
        Event::Accept => 0,
        Event::Reject => 1,
        Event::Cancel => 2,
        Event::Start => 3,
        Event::Deliver { .. } => 4,
        Event::Code { .. } => 5,
        Event::Confirm => 6,
        Event::Dispute { .. } => 7,
        Event::Appeal { .. } => 8,
        Event::Ruled { .. } => 9,
        Event::Split { .. } => 10,
        Event::FundStep => 11,
        Event::Recall => 12,
        Event::TimePassed => 13,
    }
}

/// The column of a state: another state needs a column here.
fn column(state: &State) -> usize {
    match state {
        State::Placed { .. } => 0,
        State::Accepted { .. } => 1,
        State::Started { .. } => 2,
        State::Delivered { .. } => 3,
        State::Disputed { .. } => 4,
        State::StepDue { .. } => 5,
        State::Ended { .. } => 6,
    }
}

/// The column of the state that an event leads to, or why it does not happen.
type Cell = Result<usize, Refused>;

use Refused::*;

const ACCEPTED: Cell = Ok(1);
const STARTED: Cell = Ok(2);
const DELIVERED: Cell = Ok(3);
const DISPUTED: Cell = Ok(4);
const ENDED: Cell = Ok(6);

/// What happens before the deadline.
#[rustfmt::skip]
const IN_TIME: [[Cell; STATES]; EVENTS] = [
    // Placed            Accepted              Started               Delivered              Disputed               StepDue         Ended
    [ACCEPTED,           Err(AlreadyAccepted), Err(AlreadyAccepted), Err(AlreadyAccepted),  Err(AlreadyAccepted),  Err(NotFunded), Err(Ended)], // accept
    [ENDED,              ENDED,                ENDED,                Err(AlreadyDelivered), Err(AlreadyDelivered), Err(NotFunded), Err(Ended)], // reject
    [ENDED,              ENDED,                ENDED,                Err(AlreadyDelivered), Err(AlreadyDelivered), Err(NotFunded), Err(Ended)], // cancel
    [Err(NotAccepted),   STARTED,              Err(AlreadyStarted),  Err(AlreadyDelivered), Err(AlreadyDelivered), Err(NotFunded), Err(Ended)], // start
    [Err(NotAccepted),   DELIVERED,            DELIVERED,            Err(AlreadyDelivered), Err(AlreadyDelivered), Err(NotFunded), Err(Ended)], // deliver
    [Err(NotAccepted),   Err(NoCode),          Err(NoCode),          Err(AlreadyDelivered), Err(AlreadyDelivered), Err(NotFunded), Err(Ended)], // code
    [Err(NotDelivered),  Err(NotDelivered),    Err(NotDelivered),    ENDED,                 Err(InDispute),        Err(NotFunded), Err(Ended)], // confirm
    [Err(NotDelivered),  Err(NotDelivered),    Err(NotDelivered),    DISPUTED,              Err(InDispute),        Err(NotFunded), Err(Ended)], // dispute
    [Err(NotDisputed),   Err(NotDisputed),     Err(NotDisputed),     Err(NotDisputed),      DISPUTED,              Err(NotDisputed), Err(Ended)], // appeal
    [Err(NotDisputed),   Err(NotDisputed),     Err(NotDisputed),     Err(NotDisputed),      ENDED,                 Err(NotDisputed), Err(Ended)], // ruled
    [Err(NotAccepted),   ENDED,                ENDED,                ENDED,                 ENDED,                 Err(NotFunded), Err(Ended)], // split
    [Err(NoStepDue),     Err(NoStepDue),       Err(NoStepDue),       Err(NoStepDue),        Err(NoStepDue),        ACCEPTED,       Err(Ended)], // fund_step
    [ENDED,              ENDED,                ENDED,                ENDED,                 Err(InDispute),        ENDED,          Err(Ended)], // recall
    [Err(TooEarly),      Err(TooEarly),        Err(TooEarly),        Err(TooEarly),         Err(TooEarly),         Err(TooEarly),  Err(Ended)], // time passed
];

/// What happens from the deadline on: all that would have been possible is too late, but for these.
fn too_late(event: &Event, in_time: Cell) -> Cell {
    match (event, in_time) {
        (Event::TimePassed, Err(TooEarly)) => ENDED,
        (Event::Ruled { .. } | Event::Recall, cell) => cell,
        // It would be possible, or the state alone does not forbid it.
        (_, Ok(_) | Err(NoCode)) => Err(TooLate),
        (_, refused) => refused,
    }
}

fn outcome(life: &Life, event: Event) -> Cell {
    let mut life = life.clone();
    life.try_to(event).map(|_| column(&life.state()))
}

#[test]
fn tables_should_have_every_event_and_every_state() {
    assert!(events().iter().enumerate().all(|(at, event)| row(event) == at));
    assert!(lives().iter().enumerate().all(|(at, life)| column(&life.state()) == at));
}

#[test]
fn event_should_do_what_the_table_says_when_the_state_is_in_time() {
    for life in lives() {
        for event in events() {
            let expected = IN_TIME[row(&event)][column(&life.state())];
            assert_eq!(outcome(&life, event), expected, "{event:?} in {:?}", life.state());
        }
    }
}

#[test]
fn event_should_be_too_late_when_the_deadline_has_passed() {
    for mut life in lives() {
        if let Some(until) = life.order.deadline() {
            life.now.open = until;
        }
        for event in events() {
            let in_time = IN_TIME[row(&event)][column(&life.state())];
            let expected = too_late(&event, in_time);
            assert_eq!(outcome(&life, event), expected, "{event:?} in {:?}", life.state());
        }
    }
}

#[test]
fn code_should_complete_when_the_order_has_one() {
    let placed = Life::new(by_code());
    let accepted = placed.clone().after(&[Event::Accept]);
    let mut started = accepted.clone();
    started.days(1).does(Event::Start);

    assert_eq!(outcome(&placed, code(1)), Err(NotAccepted));
    for mut life in [accepted, started] {
        assert_eq!(outcome(&life, code(1)), ENDED);
        assert_eq!(outcome(&life, deliver(1)), Err(CodeNeeded));
        life.now.open = life.until();
        assert_eq!(outcome(&life, code(1)), Err(TooLate));
        assert_eq!(outcome(&life, deliver(1)), Err(TooLate));
    }
}

#[test]
fn step_should_become_due_when_another_is_paid() {
    let life = Life::new(house()).after(&[Event::Accept, deliver(1)]);
    assert_eq!(outcome(&life, Event::Confirm), Ok(5));
    let mut late = life.clone();
    late.now.open = life.until();
    assert_eq!(outcome(&late, Event::TimePassed), Ok(5));
    // All other endings of a step end the order.
    assert_eq!(outcome(&life, split(100)), ENDED);
    assert_eq!(outcome(&life.after(&[DISPUTE]), ruled(100, 1)), ENDED);
}

#[test]
fn event_should_be_of_those_whom_it_concerns() {
    let (buyer, seller) = (Mover::One(Side::Buyer), Mover::One(Side::Seller));
    let expected = [
        seller,        // accept
        seller,        // reject
        buyer,         // cancel
        seller,        // start
        seller,        // deliver
        seller,        // code
        buyer,         // confirm
        buyer,         // dispute
        buyer,         // appeal, by the buyer
        Mover::Judges, // ruled
        Mover::Both,   // split
        buyer,         // fund_step
        Mover::Anyone, // recall
        Mover::Anyone, // time passed
    ];
    assert_eq!(events().map(|event| event.by()), expected);
    assert_eq!(appeal(Side::Seller).by(), seller);
}
