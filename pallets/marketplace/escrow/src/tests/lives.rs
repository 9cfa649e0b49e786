//! Random lives of orders: any events at any time, on any terms.

use proptest::{collection::vec, option, prelude::*, strategy::ValueTree, test_runner::TestRunner};
use sp_arithmetic::Permill;

use super::support::*;
use crate::{
    Dates, Event, How, Money, Order, Price, Royalties, Side, State, Terms, MAX_ROUNDS, MAX_STEPS,
};

/// What happens in a life.
#[derive(Clone, Debug)]
enum Act {
    Does(Event),
    /// One of the events that lead on from the state, by its number.
    GoesOn(usize),
    /// Both clocks go on by so many slots.
    Slots(u32),
    /// Only the calendar goes on.
    Halt(u64),
    /// Both clocks go on to the deadline, or this many slots before it.
    ToDeadline(u32),
}

fn permill(most: u32) -> impl Strategy<Value = Permill> {
    prop_oneof![0..=most, Just(0), Just(most)].prop_map(Permill::from_parts)
}

fn prices() -> impl Strategy<Value = Price> {
    let each =
        prop_oneof![1..50u128, 1..1_000_000u128, any::<u64>().prop_map(|n| u128::from(n) + 1)];
    let quantity = prop_oneof![1..9u32, 1..=u32::MAX];
    let units = (each, quantity).prop_map(|(each, quantity)| Price::Units { each, quantity });
    let step = (prop_oneof![1..50u128, 1..u128::MAX / 2], 1..=180u8);
    let steps = vec(step, 1..=MAX_STEPS as usize).prop_map(|steps| Price::Steps(steps_of(&steps)));
    prop_oneof![2 => units, 1 => steps]
}

prop_compose! {
    fn dates()(
        closes in option::weighted(0.4, 1..40u64),
        due in option::weighted(0.4, 1..50u64),
        best_before in option::weighted(0.2, 5..60u64),
    ) -> Dates {
        Dates {
            closes: closes.and_then(date),
            due: due.and_then(date),
            best_before: best_before.and_then(date),
        }
    }
}

prop_compose! {
    fn any_terms()(
        price in prices(),
        dates in dates(),
        (accept_days, overdue_days, confirmation_days) in (1..=14u8, 1..=60u8, 3..=40u8),
        (start_share, unjudged, fee) in (permill(500_000), permill(1_000_000), permill(30_000)),
        (instant, code) in any::<(bool, bool)>(),
    ) -> Terms {
        let by_code = code && matches!(price, Price::Units { .. });
        Terms {
            price, dates, accept_days, overdue_days, confirmation_days, start_share, unjudged, fee,
            instant, by_code,
        }
    }
}

fn all_royalties() -> impl Strategy<Value = Royalties> {
    vec(permill(30_000), 0..=10).prop_map(|shares| Royalties::new(shares).unwrap())
}

/// Quantities are mostly such that they can be delivered.
fn quantities() -> impl Strategy<Value = u32> {
    prop_oneof![4 => Just(1), 2 => 0..9u32, 1 => any::<u32>()]
}

fn events() -> impl Strategy<Value = Event> {
    let parties = prop_oneof![Just(Side::Buyer), Just(Side::Seller)];
    let verdict = || (permill(1_000_000), 0..=MAX_ROUNDS + 1);
    prop_oneof![
        2 => Just(Event::Accept),
        1 => Just(Event::Reject),
        1 => Just(Event::Cancel),
        2 => Just(Event::Start),
        4 => quantities().prop_map(deliver),
        3 => quantities().prop_map(code),
        2 => Just(Event::Confirm),
        2 => any::<u8>().prop_map(|days| Event::Dispute { days }),
        2 => parties.prop_map(appeal),
        2 => verdict().prop_map(|(to_seller, rounds)| Event::Ruled { to_seller, rounds }),
        1 => verdict().prop_map(|(to_seller, rounds)| Event::Split { to_seller, rounds }),
        1 => Just(Event::FundStep),
        1 => Just(Event::Recall),
        4 => Just(Event::TimePassed),
    ]
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = prop_oneof![
        6 => events().prop_map(Act::Does),
        14 => any::<usize>().prop_map(Act::GoesOn),
        2 => (0..5 * DAY).prop_map(Act::Slots),
        1 => (0..9u64).prop_map(Act::Halt),
        2 => (0..3u32).prop_map(Act::ToDeadline),
    ];
    vec(act, 0..60)
}

/// An event that leads on, so that lives get far.
fn leading_on(order: &Order, number: usize) -> Event {
    let most = order.terms().price.ordered();
    let events: &[Event] = match order.state() {
        State::Placed { .. } => &[Event::Accept],
        State::Accepted { .. } => &[Event::Start, deliver(most), code(most), deliver(1)],
        State::Started { .. } => &[deliver(most), code(1), Event::Cancel],
        State::Delivered { .. } => &[Event::Confirm, Event::Confirm, DISPUTE],
        State::Disputed { .. } => &[appeal(Side::Buyer), appeal(Side::Seller), ruled(60, 2)],
        State::StepDue { .. } => &[Event::FundStep],
        State::Ended { .. } => &[Event::TimePassed],
    };
    events[number % events.len()]
}

/// Lives this, and returns the events that were not refused, and what they moved.
fn live(life: &mut Life, acts: &[Act]) -> Vec<(Event, Money)> {
    let mut happened = Vec::new();
    for act in acts {
        let event = match act {
            Act::Does(event) => Some(*event),
            Act::GoesOn(number) => Some(leading_on(&life.order, *number)),
            _ => None,
        };
        if let Some(event) = event {
            happened.extend(life.try_to(event).map(|money| (event, money)));
        }
        match act {
            Act::Does(_) | Act::GoesOn(_) => {}
            Act::Slots(slots) => {
                life.slots(*slots);
            }
            Act::Halt(days) => {
                life.halt(*days);
            }
            Act::ToDeadline(before) => {
                let until = life.order.deadline().unwrap_or(0);
                life.slots(until.saturating_sub(*before).saturating_sub(life.now.open));
            }
        }
    }
    happened
}

/// All that an order can cost its buyer: the prices of all steps, and the bonds.
fn most(terms: &Terms) -> u128 {
    match &terms.price {
        Price::Units { each, quantity } => each * u128::from(*quantity),
        Price::Steps(steps) => steps.iter().fold(0, |sum, step| sum.saturating_add(step.price)),
    }
}

/// Lets time alone end an order.
fn settle(life: &mut Life) {
    while !life.order.ended() {
        let until = life.until().max(life.now.open);
        life.now.open = until;
        life.does(Event::TimePassed);
    }
}

/// Steps whose price cannot be counted together with others' would need more money than there is.
fn placeable(terms: &Terms) -> bool {
    Order::place(terms.clone(), &NOW).is_ok() && most(terms) < u128::MAX / 4
}

/// The number of a way to end: another one needs a number here.
fn number(how: How) -> usize {
    match how {
        How::Unanswered => 0,
        How::Rejected => 1,
        How::Cancelled => 2,
        How::CancelledLate => 3,
        How::Overdue => 4,
        How::Recalled => 5,
        How::Confirmed => 6,
        How::Unchallenged => 7,
        How::Split(_) => 8,
        How::Ruled(_) => 9,
        How::Unjudged => 10,
        How::Unfunded => 11,
    }
}

/// The properties below would say little if lives ended in few ways.
#[test]
fn lives_should_end_in_all_ways_when_there_are_many() {
    let mut runner = TestRunner::deterministic();
    let (terms, acts) = (any_terms().prop_filter("placeable", placeable), acts());
    let (mut ends, mut appealed, mut short, mut steps) = ([0; 12], 0, 0, 0);
    for _ in 0..2_000 {
        let mut life = Life::new(terms.new_tree(&mut runner).unwrap().current());
        live(&mut life, &acts.new_tree(&mut runner).unwrap().current());
        settle(&mut life);
        if let State::Ended { how, quantity, .. } = life.state() {
            ends[number(how)] += 1;
            short += usize::from(quantity > 0 && quantity < life.order.terms().price.ordered());
        }
        appealed += usize::from(life.books.paid.judges[1] > 0);
        steps += usize::from(life.order.step() > 1);
    }
    let few = [appealed, short, steps].into_iter().chain(ends).min();
    assert!(few >= Some(15), "{ends:?}, {appealed} appealed, {short} short, {steps} steps");
}

proptest! {
    #![proptest_config(config())]

    // `Life` checks at each event that the escrow is what came in less what went out, and that a
    // refused event changes nothing.

    #[test]
    fn money_should_be_conserved_when_anything_happens(
        terms in any_terms().prop_filter("placeable", placeable),
        royalties in all_royalties(),
        acts in acts(),
    ) {
        let mut life = Life::with(terms.clone(), royalties);
        live(&mut life, &acts);
        prop_assert!(life.order.delivered() <= terms.price.ordered());
        settle(&mut life);

        let books = &life.books;
        prop_assert_eq!(life.order.escrow(), 0);
        prop_assert_eq!(books.taken_from_buyer + books.taken_from_seller, books.paid.total());
        // Nobody but the parties put money in, and the price goes to nobody twice: what the seller
        // and those paid out of the seller's share get is at most the price and the bond of an
        // appeal.
        let paid = &books.paid;
        let earned = paid.seller + paid.fee + paid.royalties.iter().sum::<u128>();
        prop_assert!(earned <= most(&terms) + books.taken_from_seller);
        // Fees and royalties are within their shares of that.
        prop_assert!(paid.fee <= most(&terms) * 3 / 100);
        prop_assert!(paid.royalties.iter().sum::<u128>() <= most(&terms) / 10 * 3 + 3 + 8);
    }

    #[test]
    fn ended_order_should_never_change(
        terms in any_terms().prop_filter("placeable", placeable),
        acts in acts(),
        then in acts(),
    ) {
        let mut life = Life::new(terms);
        live(&mut life, &acts);
        settle(&mut life);
        let (order, books) = (life.order.clone(), life.books.clone());
        let happened = live(&mut life, &then);
        prop_assert_eq!(happened, vec![]);
        prop_assert_eq!((life.order, life.books), (order, books));
    }

    #[test]
    fn order_should_end_by_time_alone_wherever_it_stands(
        terms in any_terms().prop_filter("placeable", placeable),
        acts in acts(),
    ) {
        let mut life = Life::new(terms);
        live(&mut life, &acts);
        let default = life.order.default_end();
        let steps = matches!(life.order.terms().price, Price::Steps(_));
        let mut settled = 0;
        while !life.order.ended() {
            life.now.open = life.until().max(life.now.open);
            life.does(Event::TimePassed);
            settled += 1u32;
        }
        // A step that is paid by default leads to one that nobody funds.
        prop_assert!(settled <= 1 + u32::from(steps));
        if let (Some(default), 1, State::Ended { how, .. }) = (default, settled, life.state()) {
            prop_assert_eq!(how, default);
        }
    }

    #[test]
    fn seller_should_get_nothing_when_nothing_was_delivered_started_or_agreed(
        terms in any_terms().prop_filter("placeable", placeable),
        acts in acts(),
    ) {
        let mut life = Life::new(terms);
        let mut happened = live(&mut life, &acts);
        settle(&mut life);
        happened.retain(|(event, _)| {
            matches!(
                event,
                Event::Start | Event::Deliver { .. } | Event::Code { .. } | Event::Split { .. }
            )
        });
        if happened.is_empty() {
            prop_assert_eq!(life.paid().buyer, life.books.taken_from_buyer);
        }
    }

    #[test]
    fn buyer_should_lose_nothing_but_by_own_act_silence_or_ruling(
        terms in any_terms().prop_filter("placeable", placeable),
        acts in acts(),
    ) {
        let mut life = Life::new(terms);
        live(&mut life, &acts);
        settle(&mut life);
        let State::Ended { how, .. } = life.state() else { unreachable!() };
        let Price::Units { each, quantity } = life.order.terms().price.clone() else {
            return Ok(());
        };
        let paid = life.paid();
        let earned = paid.seller + paid.fee + paid.royalties.iter().sum::<u128>();
        let most = match how {
            How::Unanswered | How::Rejected | How::Cancelled | How::Overdue | How::Recalled => {
                prop_assert_eq!(paid.buyer, life.books.taken_from_buyer);
                0
            },
            How::CancelledLate => life.order.terms().start_share.mul_floor(each * u128::from(quantity)),
            How::Split(to_seller) if life.order.delivered() == 0 =>
                to_seller.mul_floor(each * u128::from(quantity)),
            How::Split(to_seller) | How::Ruled(to_seller) =>
                to_seller.mul_floor(each * u128::from(life.order.delivered())),
            _ => each * u128::from(life.order.delivered()),
        };
        // The bond of the seller's own appeal may be in it.
        prop_assert!(earned <= most + life.books.taken_from_seller);
    }

    #[test]
    fn settling_should_pay_the_same_when_it_is_done_late(
        terms in any_terms().prop_filter("placeable", placeable),
        acts in acts(),
        days in 0..400u32,
    ) {
        let mut life = Life::new(terms);
        live(&mut life, &acts);
        if life.order.ended() {
            return Ok(());
        }
        let mut late = life.clone();
        life.now.open = life.until().max(life.now.open);
        late.now.open = life.now.open + days * DAY;
        prop_assert_eq!(life.does(Event::TimePassed), late.does(Event::TimePassed));
    }

    #[test]
    fn events_should_not_overflow_when_the_price_is_the_highest(
        each in (1u128 << 120)..(1u128 << 127),
        acts in acts(),
        open in any::<u32>(),
        unix in any::<u64>(),
        day in any::<u32>(),
    ) {
        let terms = Terms { price: Price::Units { each, quantity: 1 }, ..units() };
        let mut life = Life::with(terms, royalties(&[3; 10]));
        let happened = live(&mut life, &acts);
        // Any reading of the clocks, too: nothing panics, and what is refused changes nothing.
        life.now = crate::Now { open, unix, day };
        for (event, _) in happened {
            let _ = life.try_to(event);
        }
        life.now.open = u32::MAX;
        settle(&mut life);
    }
}
