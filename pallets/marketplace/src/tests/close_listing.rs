use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;

#[test]
fn close_listing_should_forget_one_without_orders_with_all_its_lots() {
    build_and_execute(|| {
        let listing = offer(OUTSIDER, terms(), plenty(10));
        add_lot(OUTSIDER, listing, weekly(5));
        assert_eq!(deposited(OUTSIDER), 3 * DEPOSIT);
        assert_ok!(Marketplace::close_listing(signed(OUTSIDER), listing));
        last_event(Event::ListingClosed { listing });
        assert_eq!(Listings::<Test>::iter().count() + Lots::<Test>::iter().count(), 0);
        assert_eq!(deposited(OUTSIDER), 0);
    });
}

#[test]
fn close_listing_should_let_orders_go_on_and_forget_it_with_the_last_one() {
    build_and_execute(|| {
        let listing = fish();
        let (one, other) = (order(BUYER, listing, 1), order(STRANGER, listing, 2));
        assert_ok!(Marketplace::close_listing(signed(SELLER), listing));
        assert_noop!(try_order(BUYER, listing, 1), Error::<Test>::ListingClosed);
        accept(SELLER, one);
        deliver(SELLER, one, 1);
        assert_ok!(Marketplace::confirm(signed(BUYER), one));
        assert_eq!(Listings::<Test>::iter().count(), 1);
        assert_ok!(Marketplace::reject(signed(SELLER), ids(&[other])));
        assert_eq!(Listings::<Test>::iter().count() + Lots::<Test>::iter().count(), 0);
    });
}

#[test]
fn close_listing_should_fail_when_nobody_signed() {
    build_and_execute(|| {
        let listing = fish();
        assert_noop!(
            Marketplace::close_listing(RuntimeOrigin::root(), listing),
            DispatchError::BadOrigin
        );
    });
}

#[test]
fn close_listing_should_fail_when_it_is_unknown_not_ones_own_or_closed() {
    build_and_execute(|| {
        let close = |who, listing| Marketplace::close_listing(signed(who), listing);
        assert_noop!(close(SELLER, 0), Error::<Test>::UnknownListing);
        let listing = fish();
        order(BUYER, listing, 1);
        assert_noop!(close(BUYER, listing), Error::<Test>::NotSeller);
        assert_ok!(close(SELLER, listing));
        assert_noop!(close(SELLER, listing), Error::<Test>::AlreadyClosed);
        assert_ok!(Marketplace::strike_listing(signed(PEOPLE), listing));
        assert_noop!(close(SELLER, listing), Error::<Test>::AlreadyStruck);
    });
}
