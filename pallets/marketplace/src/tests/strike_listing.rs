use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;

#[test]
fn strike_listing_should_end_orders_but_not_those_that_were_placed() {
    build_and_execute(|| {
        let listing = fish();
        let order = order(BUYER, listing, 1);
        assert_ok!(Marketplace::strike_listing(signed(PEOPLE), listing));
        last_event(Event::ListingStruck { listing });
        assert_noop!(try_order(BUYER, listing, 1), Error::<Test>::ListingClosed);
        assert_noop!(
            Marketplace::add_lot(signed(SELLER), listing, plenty(1)),
            Error::<Test>::ListingClosed
        );
        accept(SELLER, order);
        deliver(SELLER, order, 1);
        assert_ok!(Marketplace::confirm(signed(BUYER), order));
        assert_eq!(Listings::<Test>::iter().count(), 0);
    });
}

#[test]
fn strike_listing_should_forget_one_without_orders() {
    build_and_execute(|| {
        let listing = offer(OUTSIDER, terms(), plenty(10));
        assert_ok!(Marketplace::strike_listing(signed(PEOPLE), listing));
        assert_eq!((Listings::<Test>::iter().count(), deposited(OUTSIDER)), (0, 0));
    });
}

#[test]
fn strike_listing_should_be_the_sellers_villages_too() {
    build_and_execute(|| {
        let listing = fish();
        let strike = |village| Marketplace::strike_listing(signed(village), listing);
        assert_noop!(strike(OTHER_VILLAGE), Error::<Test>::NotOfVillage);
        // The seller moves, and the village goes with them.
        vaka_testing::Nation::<System>::move_to(member(SELLER), 1);
        assert_noop!(strike(VILLAGE), Error::<Test>::NotOfVillage);
        assert_ok!(strike(OTHER_VILLAGE));
    });
}

#[test]
fn a_village_should_strike_what_it_sells_itself_and_no_other_one() {
    build_and_execute(|| {
        vaka_testing::Nation::<System>::set_account(0, OUTSIDER);
        let listing = publish(OUTSIDER, terms());
        assert_eq!(Marketplace::listing(listing).expect("there").community, Some(0));
        let strike = |by| Marketplace::strike_listing(signed(by), listing);
        assert_noop!(strike(OTHER_VILLAGE), Error::<Test>::NotOfVillage);
        assert_ok!(strike(VILLAGE));
    });
}

#[test]
fn strike_listing_should_be_no_villages_when_the_seller_is_no_member() {
    build_and_execute(|| {
        let listing = publish(OUTSIDER, terms());
        assert_noop!(
            Marketplace::strike_listing(signed(VILLAGE), listing),
            Error::<Test>::NotOfVillage
        );
        let listing = publish(SELLER, terms());
        vaka_testing::Nation::<System>::leave(member(SELLER));
        assert_noop!(
            Marketplace::strike_listing(signed(VILLAGE), listing),
            Error::<Test>::NotOfVillage
        );
    });
}

#[test]
fn strike_listing_should_fail_when_nobody_decided() {
    build_and_execute(|| {
        let listing = fish();
        for origin in [signed(SELLER), signed(BUYER), RuntimeOrigin::root()] {
            assert_noop!(Marketplace::strike_listing(origin, listing), DispatchError::BadOrigin);
        }
    });
}

#[test]
fn strike_listing_should_fail_when_it_is_unknown_or_struck() {
    build_and_execute(|| {
        let strike = |listing| Marketplace::strike_listing(signed(PEOPLE), listing);
        assert_noop!(strike(0), Error::<Test>::UnknownListing);
        let listing = fish();
        order(BUYER, listing, 1);
        assert_ok!(strike(listing));
        assert_noop!(strike(listing), Error::<Test>::AlreadyStruck);
    });
}
