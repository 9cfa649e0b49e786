//! `propose_split` and `accept_split`.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResultWithPostInfo};
use marketplace_escrow::{How, Side};
use sp_runtime::{DispatchError, Permill};

fn propose(who: AccountId, order: OrderId, percent: u32) -> sp_runtime::DispatchResult {
    Marketplace::propose_split(signed(who), order, Permill::from_percent(percent))
}

fn accept_split(who: AccountId, order: OrderId, percent: u32) -> DispatchResultWithPostInfo {
    Marketplace::accept_split(signed(who), order, Permill::from_percent(percent))
}

#[test]
fn split_should_end_an_order_as_both_agree() {
    build_and_execute(|| {
        let order = delivered(2);
        assert_ok!(propose(BUYER, order, 30));
        let to_seller = Permill::from_percent(30);
        last_event(Event::SplitProposed { order, by: Side::Buyer, to_seller });
        assert_ok!(accept_split(SELLER, order, 30));
        let (how, delivered, payment) = ending(order).expect("ended");
        assert_eq!((how, delivered), (How::Split(to_seller), 2));
        assert_eq!((payment.seller, payment.buyer), (600, 1_500));
    });
}

#[test]
fn split_should_free_the_stock_of_what_nobody_began() {
    build_and_execute(|| {
        // The seller is paid for work, if for anything.
        for (share, left) in [(0, (10, 0, 0, 0)), (10, (8, 0, 0, 2))] {
            let order = accepted(2);
            let listing = Orders::<Test>::get(order).expect("open").listing;
            assert_ok!(propose(SELLER, order, share));
            assert_ok!(accept_split(BUYER, order, share));
            assert_eq!(stock(listing), left);
        }
    });
}

#[test]
fn split_should_withdraw_the_dispute() {
    build_and_execute(|| {
        let order = disputed(1);
        assert_ok!(propose(SELLER, order, 40));
        assert_ok!(accept_split(BUYER, order, 40));
        assert_eq!((withdrawn(), closed()), (vec![0], vec![0]));
        assert_eq!(ending(order).expect("ended").2.seller, 400);
    });
}

#[test]
fn split_should_be_the_very_one_that_the_other_party_proposes_now() {
    build_and_execute(|| {
        let order = delivered(1);
        assert_noop!(accept_split(SELLER, order, 30), Error::<Test>::NotProposed);
        assert_ok!(propose(BUYER, order, 30));
        assert_ok!(propose(SELLER, order, 60));
        // Nobody accepts for the other one, and nobody accepts something else.
        assert_noop!(accept_split(BUYER, order, 30), Error::<Test>::NotProposed);
        assert_noop!(accept_split(SELLER, order, 60), Error::<Test>::NotProposed);
        assert_ok!(propose(BUYER, order, 20));
        assert_noop!(accept_split(SELLER, order, 30), Error::<Test>::NotProposed);
        // Both proposals stand.
        assert_ok!(accept_split(BUYER, order, 60));
    });
}

#[test]
fn split_should_not_be_of_before_something_happened() {
    build_and_execute(|| {
        let order = accepted(1);
        assert_ok!(propose(SELLER, order, 0));
        deliver(SELLER, order, 1);
        assert_noop!(accept_split(BUYER, order, 0), Error::<Test>::NotProposed);
    });
}

#[test]
fn split_should_fail_when_nobody_signed() {
    build_and_execute(|| {
        let (order, half) = (delivered(1), Permill::from_percent(50));
        let root = RuntimeOrigin::root;
        assert_noop!(Marketplace::propose_split(root(), order, half), DispatchError::BadOrigin);
        assert_noop!(Marketplace::accept_split(root(), order, half), DispatchError::BadOrigin);
    });
}

#[test]
fn split_should_fail_when_the_order_is_unknown_or_not_ones_own() {
    build_and_execute(|| {
        assert_noop!(propose(BUYER, 0, 50), Error::<Test>::UnknownOrder);
        assert_noop!(accept_split(BUYER, 0, 50), Error::<Test>::UnknownOrder);
        let order = delivered(1);
        assert_noop!(propose(STRANGER, order, 50), Error::<Test>::NotParty);
        assert_noop!(accept_split(STRANGER, order, 50), Error::<Test>::NotParty);
    });
}

#[test]
fn split_should_fail_when_it_is_not_accepted_not_funded_or_too_late() {
    build_and_execute(|| {
        let order = ordered(1);
        assert_noop!(propose(BUYER, order, 50), Error::<Test>::NotAccepted);
        let order = delivered(1);
        assert_ok!(propose(BUYER, order, 50));
        wait(14);
        assert_noop!(propose(BUYER, order, 50), Error::<Test>::TooLate);
        assert_noop!(accept_split(SELLER, order, 50), Error::<Test>::TooLate);
        let order = self::order(BUYER, offer(SELLER, house(&[1_000, 1_000]), plenty(1)), 1);
        accept(SELLER, order);
        deliver(SELLER, order, 1);
        assert_ok!(Marketplace::confirm(signed(BUYER), order));
        assert_noop!(propose(BUYER, order, 50), Error::<Test>::NotFunded);
    });
}
