//! Buyers who want more than their due.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_core::H256;
use sp_runtime::Permill;
use vaka_primitives::Balance;

#[test]
fn buyer_should_not_get_goods_for_a_price_that_overflows() {
    build_and_execute(|| {
        // 2¹²⁷ times two is nothing, modulo 2¹²⁸.
        let dear = Terms { pricing: Pricing::Unit(1 << 127), ..terms() };
        let listing = offer(SELLER, dear, plenty(2));
        assert_noop!(try_order(BUYER, listing, 2), Error::<Test>::TooExpensive);
        let all = Terms { pricing: Pricing::Unit(Balance::MAX / u128::from(u32::MAX)), ..terms() };
        let listing = offer(SELLER, all, plenty(u32::MAX));
        assert_noop!(try_order(BUYER, listing, u32::MAX), Error::<Test>::TooExpensive);
    });
}

#[test]
fn buyer_should_not_dispute_when_the_days_are_over_and_nobody_settled() {
    build_and_execute(|| {
        let order = delivered(1);
        wait(14);
        let dispute = || Marketplace::open_dispute(signed(BUYER), order, H256::zero());
        assert_noop!(dispute(), Error::<Test>::TooLate);
        settle(&[order]);
        assert_noop!(dispute(), Error::<Test>::UnknownOrder);
        assert_eq!(cents(SELLER), WEALTH + 1_000);
    });
}

#[test]
fn buyer_should_not_take_an_old_offer_once_the_goods_are_there() {
    build_and_execute(|| {
        let order = accepted(1);
        assert_ok!(Marketplace::propose_split(signed(SELLER), order, Permill::zero()));
        deliver(SELLER, order, 1);
        assert_noop!(
            Marketplace::accept_split(signed(BUYER), order, Permill::zero()),
            Error::<Test>::NotProposed
        );
        assert_ok!(Marketplace::propose_split(signed(SELLER), order, Permill::one()));
        assert_ok!(Marketplace::open_dispute(signed(BUYER), order, H256::zero()));
        assert_noop!(
            Marketplace::accept_split(signed(BUYER), order, Permill::one()),
            Error::<Test>::NotProposed
        );
    });
}

#[test]
fn parties_should_not_be_bound_to_a_proposal_that_changed_under_way() {
    build_and_execute(|| {
        let order = delivered(1);
        let share = Permill::from_percent;
        assert_ok!(Marketplace::propose_split(signed(BUYER), order, share(50)));
        // The buyer's next block comes before the seller's answer.
        assert_ok!(Marketplace::propose_split(signed(BUYER), order, share(5)));
        assert_noop!(
            Marketplace::accept_split(signed(SELLER), order, share(50)),
            Error::<Test>::NotProposed
        );
    });
}

#[test]
fn buyer_should_hold_stock_only_while_the_money_is_there() {
    build_and_execute(|| {
        let listing = fish();
        let order = order(BUYER, listing, 10);
        assert_eq!(Marketplace::held(&CENTS), 10_500);
        assert_noop!(try_order(STRANGER, listing, 1), Error::<Test>::NotEnoughLeft);
        // The seller needs not wait.
        assert_ok!(Marketplace::reject(signed(SELLER), ids(&[order])));
        assert_ok!(try_order(STRANGER, listing, 10));
    });
}

#[test]
fn buyer_should_not_fund_a_step_of_what_was_called_back() {
    build_and_execute(|| {
        let order = order(BUYER, offer(SELLER, house(&[1_000, 1_000]), plenty(1)), 1);
        accept(SELLER, order);
        deliver(SELLER, order, 1);
        assert_ok!(Marketplace::confirm(signed(BUYER), order));
        assert_ok!(Marketplace::recall_lot(signed(SELLER), 0, 0));
        assert_noop!(Marketplace::fund_step(signed(BUYER), order), Error::<Test>::LotRecalled);
        settle(&[order]);
        assert!(!is_open(order));
    });
}
