//! A member is the member, whatever the account of the day.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use vaka_testing::Nation;

const NEW: AccountId = 77;

/// Gives a member another account, as communities do.
fn replace(who: AccountId) {
    Nation::<System>::replace(member(who), NEW);
    System::inc_sufficients(&NEW);
    System::dec_sufficients(&who);
}

#[test]
fn the_new_key_of_a_seller_should_act_and_be_paid_and_the_old_one_not() {
    build_and_execute(|| {
        let (order, listing) = (ordered(1), 0);
        replace(SELLER);
        let old = || signed(SELLER);
        assert_noop!(Marketplace::accept(old(), ids(&[order])), Error::<Test>::NotSeller);
        assert_noop!(Marketplace::reject(old(), ids(&[order])), Error::<Test>::NotSeller);
        assert_noop!(Marketplace::close_listing(old(), listing), Error::<Test>::NotSeller);
        accept(NEW, order);
        deliver(NEW, order, 1);
        assert_ok!(Marketplace::confirm(signed(BUYER), order));
        assert_eq!((cents(NEW), cents(SELLER)), (1_000, WEALTH));
    });
}

#[test]
fn the_new_key_of_a_buyer_should_act_and_be_refunded_and_the_old_one_not() {
    build_and_execute(|| {
        let order = ordered(1);
        replace(BUYER);
        assert_noop!(Marketplace::cancel(signed(BUYER), order), Error::<Test>::NotBuyer);
        assert_ok!(Marketplace::cancel(signed(NEW), order));
        assert_eq!((cents(NEW), cents(BUYER)), (1_050, WEALTH - 1_050));
    });
}

#[test]
fn a_code_should_be_good_after_the_buyers_account_was_replaced() {
    build_and_execute(|| {
        let order = order_by_code(BUYER, fish(), 1, CODE);
        accept(SELLER, order);
        replace(BUYER);
        let call = Marketplace::deliver(signed(SELLER), delivery(order, 1, Some(CODE)));
        assert_ok!(call);
        assert!(!is_open(order));
    });
}

#[test]
fn the_recorded_account_should_act_for_a_member_who_left() {
    build_and_execute(|| {
        let order = ordered(1);
        Nation::<System>::leave(member(SELLER));
        accept(SELLER, order);
        deliver(SELLER, order, 1);
        assert_ok!(Marketplace::confirm(signed(BUYER), order));
        assert_eq!(cents(SELLER), WEALTH + 1_000);
    });
}

#[test]
fn somebody_who_was_no_member_should_stay_the_account() {
    build_and_execute(|| {
        let order = order(OUTSIDER, fish(), 1);
        let member = Nation::<System>::admit(OUTSIDER, 0);
        Nation::<System>::replace(member, NEW);
        assert_noop!(Marketplace::cancel(signed(NEW), order), Error::<Test>::NotBuyer);
        assert_ok!(Marketplace::cancel(signed(OUTSIDER), order));
    });
}
