use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use marketplace_escrow::{Dates, Moment};
use sp_runtime::DispatchError;

fn dated(
    opens: Option<Moment>,
    closes: Option<Moment>,
    due: Option<Moment>,
    best_before: Option<Moment>,
) -> LotTerms {
    LotTerms { quantity: 1, opens, dates: Dates { closes, due, best_before } }
}

#[test]
fn add_lot_should_make_a_quantity_available() {
    build_and_execute(|| {
        let listing = publish(SELLER, terms());
        let terms = weekly(10);
        assert_ok!(Marketplace::add_lot(signed(SELLER), listing, terms));
        last_event(Event::LotAdded { listing, lot: 0, terms });
        assert_eq!(stock(listing), (10, 0, 0, 0));
        assert_eq!(lot(listing, 0).deposit, None);
        assert_eq!(add_lot(SELLER, listing, terms), 1);
    });
}

#[test]
fn add_lot_should_take_a_deposit_if_the_listing_does() {
    build_and_execute(|| {
        let listing = offer(OUTSIDER, terms(), plenty(1));
        assert_eq!(deposited(OUTSIDER), 2 * DEPOSIT);
        assert!(lot(listing, 0).deposit.is_some());
    });
}

#[test]
fn add_lot_should_take_any_dates_in_their_order() {
    build_and_execute(|| {
        let listing = publish(SELLER, terms());
        let day = |n| Some(in_days(n));
        for terms in [
            dated(None, None, None, None),
            dated(day(1), day(2), day(3), day(4)),
            dated(day(1), day(2), day(2), day(2)),
            // It may have opened already.
            dated(Some(unix() - 9), None, day(3), None),
            dated(None, day(400), day(400), None),
            dated(day(399), None, day(400), None),
            dated(day(400), None, None, None),
        ] {
            assert_ok!(Marketplace::add_lot(signed(SELLER), listing, terms));
        }
    });
}

#[test]
fn add_lot_should_make_room_when_lots_are_over() {
    build_and_execute(|| {
        let listing = publish(SELLER, terms());
        let lots = (0..32).map(|_| add_lot(SELLER, listing, weekly(1))).collect::<Vec<_>>();
        assert_noop!(
            Marketplace::add_lot(signed(SELLER), listing, weekly(1)),
            Error::<Test>::TooManyLots
        );
        let new = NewOrder { lot: lots[5], ..new_order(listing, 1) };
        assert_ok!(Marketplace::place_orders(signed(BUYER), new_orders(&[new])));
        wait(2);
        // All have closed, and one of them has an order.
        assert_eq!(add_lot(SELLER, listing, weekly(1)), 32);
        assert_eq!(Lots::<Test>::iter_key_prefix(listing).count(), 2);
        assert!(Lots::<Test>::contains_key(listing, lots[5]));
    });
}

#[test]
fn add_lot_should_not_count_lots_that_wait_for_their_orders_to_end() {
    build_and_execute(|| {
        let listing = publish(OUTSIDER, Terms { overdue_days: 60, ..terms() });
        let order = |lot| {
            let new = NewOrder { lot, ..new_order(listing, 1) };
            let id = NextOrder::<Test>::get();
            assert_ok!(Marketplace::place_orders(signed(STRANGER), new_orders(&[new])));
            accept(OUTSIDER, id);
        };
        // Four times as many as can be open: each has an order, and closes in two days.
        for _ in 0..4 {
            (0..32).for_each(|_| order(add_lot(OUTSIDER, listing, weekly(2))));
            assert_noop!(
                Marketplace::add_lot(signed(OUTSIDER), listing, weekly(2)),
                Error::<Test>::TooManyLots
            );
            wait(2);
        }
        // Now all places are taken.
        assert_eq!(Listings::<Test>::get(listing).expect("there").lots, 128);
        let one_more = || Marketplace::add_lot(signed(OUTSIDER), listing, weekly(2));
        assert_noop!(one_more(), Error::<Test>::TooManyLots);
        // An order ends, and there is room.
        assert_ok!(Marketplace::reject(signed(OUTSIDER), ids(&[0])));
        assert_ok!(one_more());
    });
}

#[test]
fn add_lot_should_fail_when_nobody_signed() {
    build_and_execute(|| {
        let listing = publish(SELLER, terms());
        assert_noop!(
            Marketplace::add_lot(RuntimeOrigin::root(), listing, plenty(1)),
            DispatchError::BadOrigin
        );
    });
}

#[test]
fn add_lot_should_fail_when_the_listing_is_unknown_not_ones_own_or_closed() {
    build_and_execute(|| {
        let add = |who, listing| Marketplace::add_lot(signed(who), listing, plenty(1));
        assert_noop!(add(SELLER, 0), Error::<Test>::UnknownListing);
        let listing = fish();
        assert_noop!(add(BUYER, listing), Error::<Test>::NotSeller);
        order(BUYER, listing, 1);
        assert_ok!(Marketplace::close_listing(signed(SELLER), listing));
        assert_noop!(add(SELLER, listing), Error::<Test>::ListingClosed);
    });
}

#[test]
fn add_lot_should_fail_when_quantity_or_dates_make_no_sense() {
    build_and_execute(|| {
        let listing = publish(SELLER, terms());
        let add = |terms| Marketplace::add_lot(signed(SELLER), listing, terms);
        assert_noop!(add(plenty(0)), Error::<Test>::NoQuantity);
        let (now, day) = (Some(unix()), |n| Some(in_days(n)));
        for past in [
            dated(None, now, None, None),
            dated(None, None, now, None),
            dated(None, None, None, now),
        ] {
            assert_noop!(add(past), Error::<Test>::DateInPast);
        }
        for far in [
            dated(day(401), None, None, None),
            dated(None, day(401), None, None),
            dated(None, None, day(401), None),
            dated(None, None, None, day(401)),
        ] {
            assert_noop!(add(far), Error::<Test>::DateTooFar);
        }
        for mixed in [
            dated(day(2), day(1), None, None),
            dated(day(2), day(2), None, None),
            dated(day(2), None, day(2), None),
            dated(None, day(2), day(1), None),
            dated(None, None, day(2), day(1)),
            dated(day(2), None, None, day(1)),
        ] {
            assert_noop!(add(mixed), Error::<Test>::DatesOutOfOrder);
        }
    });
}

#[test]
fn add_lot_should_fail_when_numbers_are_used_up() {
    build_and_execute(|| {
        let listing = publish(SELLER, terms());
        Listings::<Test>::mutate(listing, |it| it.as_mut().expect("one").next_lot = u32::MAX);
        assert_noop!(
            Marketplace::add_lot(signed(SELLER), listing, plenty(1)),
            Error::<Test>::NumbersExhausted
        );
    });
}
