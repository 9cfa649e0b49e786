//! Strangers, those who choose what comes first in a block, and those who halt the chain.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use marketplace_escrow::How;
use sp_core::H256;
use sp_runtime::Permill;

#[test]
fn settling_twice_should_pay_once() {
    build_and_execute(|| {
        let order = delivered(1);
        wait(14);
        settle(&[order, order]);
        settle(&[order]);
        assert_eq!(cents(SELLER), WEALTH + 1_000);
        assert_eq!((cents(BUYER), Marketplace::held(&CENTS)), (WEALTH - 1_000, 0));
    });
}

#[test]
fn an_author_of_blocks_should_win_nothing_by_the_order_of_calls_at_a_deadline() {
    for settled_first in [false, true] {
        build_and_execute(|| {
            let order = accepted(1);
            wait(3);
            let deliver = || Marketplace::deliver(signed(SELLER), delivery(order, 1, None));
            if settled_first {
                settle(&[order]);
                assert_noop!(deliver(), Error::<Test>::UnknownOrder);
            } else {
                assert_noop!(deliver(), Error::<Test>::TooLate);
                settle(&[order]);
            }
            assert_eq!(ending(order).expect("ended").0, How::Overdue);
            assert_eq!(cents(BUYER), WEALTH);
        });
    }
}

#[test]
fn a_halt_should_let_no_deadline_pass() {
    build_and_execute(|| {
        let (open, taken) = (ordered(1), delivered(1));
        halt(60);
        settle(&[open, taken]);
        assert!(is_open(open) && is_open(taken));
        // Both parties still have all their days.
        accept(SELLER, open);
        wait_slots(14 * DAY - 1);
        assert_ok!(Marketplace::open_dispute(signed(BUYER), taken, Default::default()));
    });
}

#[test]
fn a_halt_should_not_make_old_fish_fresh() {
    build_and_execute(|| {
        let order = order(BUYER, offer(SELLER, terms(), weekly(5)), 1);
        accept(SELLER, order);
        halt(6);
        assert_noop!(
            Marketplace::deliver(signed(SELLER), delivery(order, 1, None)),
            Error::<Test>::PastBestBefore
        );
        wait(7);
        settle(&[order]);
        assert_eq!((ending(order).expect("ended").0, cents(BUYER)), (How::Overdue, WEALTH));
    });
}

#[test]
fn payees_that_never_existed_should_take_no_space_without_a_deposit() {
    build_and_execute(|| {
        let share = Permill::from_percent(3);
        let payees = (1_000..1_010).map(|who: AccountId| (who, share)).collect::<Vec<_>>();
        let payees = payees.try_into().expect("few");
        let none = Default::default();
        assert_ok!(Marketplace::register_design(signed(OUTSIDER), H256([1; 32]), payees, none));
        let terms = Terms { currency: SHELLS, design: Some(0), ..terms() };
        let order = order(STRANGER, offer(OUTSIDER, terms, plenty(1)), 1);
        accept(OUTSIDER, order);
        deliver(OUTSIDER, order, 1);
        assert_ok!(Marketplace::confirm(signed(STRANGER), order));
        assert_ok!(Marketplace::close_listing(signed(OUTSIDER), 0));
        assert_ok!(Marketplace::retire_design(signed(OUTSIDER), 0));
        let claim = || Marketplace::claim_royalties(signed(STRANGER), 0, SHELLS);
        assert_noop!(claim(), Error::<Test>::CannotPay);
        // The owner's deposit stays for as long as the money does.
        assert_eq!((Dues::<Test>::iter().count(), deposited(OUTSIDER)), (0, DEPOSIT));
        for who in 1_000..1_010 {
            use frame_support::traits::fungible::Mutate;
            assert_ok!(Balances::mint_into(&who, 100));
        }
        assert_ok!(claim());
        assert_eq!((Designs::<Test>::iter().count(), deposited(OUTSIDER)), (0, 0));
    });
}

#[test]
fn a_donation_to_the_pool_should_change_nothing() {
    build_and_execute(|| {
        let order = delivered(1);
        let pool = Marketplace::pool(&CENTS);
        assert_ok!(Assets::transfer(signed(STRANGER), VOUCHER, pool, 5_000));
        check();
        assert_ok!(Marketplace::confirm(signed(BUYER), order));
        assert_eq!((cents(pool), Marketplace::held(&CENTS)), (5_000, 0));
    });
}

#[test]
fn a_stranger_should_not_act_on_others_orders() {
    build_and_execute(|| {
        let order = delivered(1);
        let stranger = || signed(STRANGER);
        let half = sp_runtime::Permill::from_percent(50);
        assert_noop!(Marketplace::confirm(stranger(), order), Error::<Test>::NotBuyer);
        assert_noop!(Marketplace::cancel(stranger(), order), Error::<Test>::NotBuyer);
        assert_noop!(Marketplace::fund_step(stranger(), order), Error::<Test>::NotBuyer);
        assert_noop!(
            Marketplace::open_dispute(stranger(), order, Default::default()),
            Error::<Test>::NotBuyer
        );
        assert_noop!(Marketplace::reject(stranger(), ids(&[order])), Error::<Test>::NotSeller);
        assert_noop!(Marketplace::accept_split(stranger(), order, half), Error::<Test>::NotParty);
    });
}
