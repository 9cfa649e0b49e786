use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;

#[test]
fn write_off_should_take_it_from_what_is_available() {
    build_and_execute(|| {
        let listing = fish();
        order(BUYER, listing, 4);
        assert_ok!(Marketplace::write_off(signed(SELLER), listing, 0, 5));
        last_event(Event::WrittenOff { listing, lot: 0, quantity: 5 });
        assert_eq!(stock(listing), (1, 4, 0, 5));
    });
}

#[test]
fn write_off_should_forget_the_lot_when_nothing_is_left_of_it() {
    build_and_execute(|| {
        let listing = offer(OUTSIDER, terms(), plenty(10));
        assert_ok!(Marketplace::write_off(signed(OUTSIDER), listing, 0, 10));
        assert!(!Lots::<Test>::contains_key(listing, 0));
        assert_eq!(Listings::<Test>::get(listing).expect("there").lots, 0);
        assert_eq!(deposited(OUTSIDER), DEPOSIT);
    });
}

#[test]
fn write_off_should_fail_when_nobody_signed() {
    build_and_execute(|| {
        let listing = fish();
        assert_noop!(
            Marketplace::write_off(RuntimeOrigin::root(), listing, 0, 1),
            DispatchError::BadOrigin
        );
    });
}

#[test]
fn write_off_should_fail_when_the_lot_is_unknown_or_not_ones_own() {
    build_and_execute(|| {
        let write_off = |who, listing, lot| Marketplace::write_off(signed(who), listing, lot, 1);
        assert_noop!(write_off(SELLER, 0, 0), Error::<Test>::UnknownListing);
        let listing = fish();
        assert_noop!(write_off(BUYER, listing, 0), Error::<Test>::NotSeller);
        assert_noop!(write_off(SELLER, listing, 1), Error::<Test>::UnknownLot);
    });
}

#[test]
fn write_off_should_fail_when_it_is_nothing_or_more_than_there_is() {
    build_and_execute(|| {
        let listing = fish();
        order(BUYER, listing, 4);
        let write_off = |quantity| Marketplace::write_off(signed(SELLER), listing, 0, quantity);
        assert_noop!(write_off(0), Error::<Test>::NoQuantity);
        assert_noop!(write_off(7), Error::<Test>::NotEnoughLeft);
    });
}
