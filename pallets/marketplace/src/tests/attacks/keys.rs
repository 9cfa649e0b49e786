//! Old keys, and people who are several.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use vaka_testing::Nation;

const NEW: AccountId = 77;

#[test]
fn the_thief_of_an_old_key_should_get_nothing_that_becomes_due() {
    build_and_execute(|| {
        let order = delivered(1);
        Nation::<System>::replace(member(SELLER), NEW);
        System::inc_sufficients(&NEW);
        assert_ok!(Marketplace::confirm(signed(BUYER), order));
        assert_eq!((cents(NEW), cents(SELLER)), (1_000, WEALTH));
    });
}

#[test]
fn what_became_due_after_a_replacement_should_stay_away_from_the_old_key_when_the_member_leaves() {
    build_and_execute(|| {
        let order = delivered(1);
        let lost = member(SELLER);
        Nation::<System>::replace(lost, NEW);
        System::inc_sufficients(&NEW);
        assert_ok!(<Assets as frame_support::traits::fungibles::Mutate<_>>::mint_into(
            VOUCHER, &NEW, 10
        ));
        block(VOUCHER, NEW);
        assert_ok!(Marketplace::confirm(signed(BUYER), order));
        Nation::<System>::leave(lost);
        assert_ok!(Assets::thaw(signed(ISSUER), VOUCHER, NEW));
        assert_ok!(Marketplace::claim(signed(STRANGER), Payee::Member(lost), CENTS));
        assert_eq!((cents(NEW), cents(SELLER)), (1_010, WEALTH));
    });
}

#[test]
fn what_adds_up_once_the_member_left_should_go_where_the_rest_goes() {
    build_and_execute(|| {
        let orders = [delivered(1), delivered(1)];
        let lost = member(SELLER);
        Nation::<System>::replace(lost, NEW);
        System::inc_sufficients(&NEW);
        assert_ok!(<Assets as frame_support::traits::fungibles::Mutate<_>>::mint_into(
            VOUCHER, &NEW, 10
        ));
        block(VOUCHER, NEW);
        assert_ok!(Marketplace::confirm(signed(BUYER), orders[0]));
        Nation::<System>::leave(lost);
        assert_ok!(Assets::thaw(signed(ISSUER), VOUCHER, NEW));
        // The next one pays both, and not to the key that was stolen.
        assert_ok!(Marketplace::confirm(signed(BUYER), orders[1]));
        assert_eq!((cents(NEW), cents(SELLER)), (2_010, WEALTH));
        assert_eq!(Dues::<Test>::iter().count(), 0);
    });
}

#[test]
fn the_dues_of_a_member_and_of_the_same_account_without_one_should_not_mix() {
    build_and_execute(|| {
        // Somebody sells, becomes a member, sells again, and gets another account.
        let before = order(BUYER, offer(STRANGER, terms(), plenty(1)), 1);
        let member = Nation::<System>::admit(STRANGER, 0);
        let after = order(BUYER, offer(STRANGER, terms(), plenty(1)), 1);
        block(VOUCHER, STRANGER);
        for order in [before, after] {
            accept(STRANGER, order);
            deliver(STRANGER, order, 1);
            assert_ok!(Marketplace::confirm(signed(BUYER), order));
        }
        Nation::<System>::replace(member, NEW);
        System::inc_sufficients(&NEW);
        let claim = |payee| Marketplace::claim(signed(BUYER), payee, CENTS);
        assert_ok!(claim(Payee::Member(member)));
        assert_eq!(cents(NEW), 1_000);
        assert_noop!(claim(Payee::Account(STRANGER)), Error::<Test>::CannotPay);
        assert_ok!(Assets::thaw(signed(ISSUER), VOUCHER, STRANGER));
        assert_ok!(claim(Payee::Account(STRANGER)));
        assert_eq!(cents(STRANGER), WEALTH + 1_000);
    });
}
