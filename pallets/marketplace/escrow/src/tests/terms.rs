use codec::{Decode, Encode, MaxEncodedLen};

use super::support::*;
use crate::{Dates, InvalidTerms, Order, Price, Refused, State, Terms, MAX_FEE, MAX_START_SHARE};

fn invalid(terms: Terms) -> Option<InvalidTerms> {
    match Order::place(terms, &NOW) {
        Ok(_) => None,
        Err(Refused::Terms(why)) => Some(why),
        Err(other) => panic!("{other:?}"),
    }
}

fn priced(each: u128, quantity: u32) -> Terms {
    Terms { price: Price::Units { each, quantity }, ..units() }
}

fn in_steps(steps: &[(u128, u8)]) -> Terms {
    Terms { price: Price::Steps(steps_of(steps)), ..units() }
}

/// The highest price that can be counted with both bonds.
fn highest() -> u128 {
    let (mut fits, mut not) = (0, u128::MAX);
    while not - fits > 1 {
        let middle = fits + (not - fits) / 2;
        if invalid(priced(middle, 1)).is_none() {
            fits = middle;
        } else {
            not = middle;
        }
    }
    fits
}

#[test]
fn order_should_be_refused_when_nothing_is_ordered_or_it_has_no_price() {
    assert_eq!(invalid(priced(1, 0)), Some(InvalidTerms::NoQuantity));
    assert_eq!(invalid(priced(0, 1)), Some(InvalidTerms::NoPrice));
    assert_eq!(invalid(priced(1, 1)), None);
    assert_eq!(invalid(in_steps(&[])), Some(InvalidTerms::NoSteps));
    assert_eq!(invalid(in_steps(&[(1, 1), (0, 1)])), Some(InvalidTerms::NoPrice));
}

#[test]
fn order_should_be_refused_when_its_price_cannot_be_counted() {
    let too_expensive = Some(InvalidTerms::TooExpensive);
    assert_eq!(invalid(priced(u128::MAX / 2, 3)), too_expensive);
    assert_eq!(invalid(priced(u128::MAX, 1)), too_expensive);
    assert_eq!(invalid(priced(u128::MAX, u32::MAX)), too_expensive);
    assert_eq!(invalid(in_steps(&[(1, 1), (u128::MAX, 1)])), too_expensive);

    let highest = highest();
    assert_eq!(highest.checked_add(highest / 20 + highest / 10).unwrap() / 100, u128::MAX / 100);
    assert_eq!(invalid(in_steps(&[(1, 1), (highest, 1)])), None);
    assert_eq!(invalid(in_steps(&[(1, 1), (highest + 1, 1)])), too_expensive);
}

#[test]
fn order_should_be_refused_when_its_days_are_out_of_bounds() {
    let accept = |days| invalid(Terms { accept_days: days, ..units() });
    let overdue = |days| invalid(Terms { overdue_days: days, ..units() });
    let confirmation = |days| invalid(Terms { confirmation_days: days, ..units() });
    let step = |days| invalid(in_steps(&[(1, 1), (1, days)]));
    assert_eq!([0, 1, 14, 15].map(accept), bounds(InvalidTerms::AcceptDays));
    assert_eq!([0, 1, 60, 61].map(overdue), bounds(InvalidTerms::OverdueDays));
    assert_eq!([2, 3, 40, 41].map(confirmation), bounds(InvalidTerms::ConfirmationDays));
    assert_eq!([0, 1, 180, 181].map(step), bounds(InvalidTerms::StepDays));
}

fn bounds(why: InvalidTerms) -> [Option<InvalidTerms>; 4] {
    [Some(why), None, None, Some(why)]
}

#[test]
fn order_should_be_refused_when_a_share_is_too_high() {
    let start = |start_share| invalid(Terms { start_share, ..units() });
    assert_eq!(start(MAX_START_SHARE), None);
    assert_eq!(start(percent(51)), Some(InvalidTerms::StartShareTooHigh));

    let fee = |fee| invalid(Terms { fee, ..units() });
    assert_eq!(fee(MAX_FEE), None);
    assert_eq!(fee(percent(4)), Some(InvalidTerms::FeeTooHigh));

    let unjudged = |unjudged| invalid(Terms { unjudged, ..units() });
    assert_eq!(unjudged(percent(0)), None);
    assert_eq!(unjudged(percent(100)), None);
}

#[test]
fn order_should_be_refused_when_a_date_is_too_far() {
    let dates = |closes, due, best_before| invalid(dated(Dates { closes, due, best_before }));
    let far = Some(InvalidTerms::DateTooFar);
    assert_eq!(dates(date(400), date(400), date(400)), None);
    assert_eq!(dates(date(401), None, None), far);
    assert_eq!(dates(None, date(401), None), far);
    assert_eq!(dates(None, None, date(401)), far);
    assert_eq!(dates(Some(u64::MAX), None, None), far);
}

#[test]
fn order_should_be_refused_when_it_has_steps_and_a_code() {
    // The code of the first step would be known to the seller for the second.
    assert_eq!(invalid(Terms { by_code: true, ..house() }), Some(InvalidTerms::CodeWithSteps));
}

#[test]
fn order_should_be_refused_when_the_lot_takes_none() {
    let place = |closes, due, best_before| {
        Order::place(dated(Dates { closes, due, best_before }), &NOW).map(|_| ())
    };
    let (past, now, soon) = (Some(NOW.unix - 1), Some(NOW.unix), Some(NOW.unix + 1));
    assert_eq!(place(soon, None, None), Ok(()));
    assert_eq!(place(now, None, None), Err(Refused::LotClosed));
    assert_eq!(place(past, soon, None), Err(Refused::LotClosed));
    // A stall from ten to six sells after ten; a booked hour that has begun is over.
    assert_eq!(place(soon, past, None), Ok(()));
    assert_eq!(place(None, now, None), Err(Refused::LotClosed));
    assert_eq!(place(None, None, now), Ok(()));
    assert_eq!(place(None, None, past), Err(Refused::PastBestBefore));
}

#[test]
fn order_should_be_accepted_at_once_when_it_is_instant() {
    let instant = Life::new(Terms { instant: true, ..units() });
    assert_eq!(instant.state(), accepted().state());
    assert!(matches!(placed().state(), State::Placed { .. }));
}

#[test]
fn order_should_decode_as_it_was_when_it_is_stored() {
    let longest = Terms { price: Price::Steps(steps_of(&[(7, 180); 8])), ..house() };
    let lives = [placed(), accepted(), started(), delivered(), disputed(), step_due(), ended()];
    for order in lives.map(|life| life.order).into_iter().chain([Life::new(longest).order]) {
        assert_eq!(Order::decode(&mut &order.encode()[..]), Ok(order.clone()));
        assert!(order.encoded_size() <= Order::max_encoded_len());
    }
}

#[test]
fn order_should_fit_its_share_of_the_400_bytes_when_it_is_stored() {
    assert_eq!(placed().order.encoded_size(), 47);
    assert!(Order::max_encoded_len() <= 220, "{}", Order::max_encoded_len());
}
