use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use marketplace_escrow::How;
use sp_runtime::{DispatchError, Permill};

fn try_cancel(
    who: AccountId,
    order: OrderId,
) -> frame_support::dispatch::DispatchResultWithPostInfo {
    Marketplace::cancel(signed(who), order)
}

#[test]
fn cancel_should_be_free_before_acceptance_and_until_the_lot_closes() {
    build_and_execute(|| {
        let listing = offer(SELLER, terms(), weekly(5));
        let orders = [order(BUYER, listing, 1), order(BUYER, listing, 2)];
        accept(SELLER, orders[1]);
        wait_slots(2 * DAY - 1);
        for order in orders {
            assert_ok!(try_cancel(BUYER, order));
            assert_eq!(ending(order).expect("ended").0, How::Cancelled);
        }
        assert_eq!((cents(BUYER), stock(listing)), (WEALTH, (5, 0, 0, 0)));
    });
}

#[test]
fn cancel_should_need_the_seller_from_the_closing_until_the_start() {
    build_and_execute(|| {
        let order = order(BUYER, offer(SELLER, terms(), weekly(5)), 1);
        accept(SELLER, order);
        wait(2);
        assert_noop!(try_cancel(BUYER, order), Error::<Test>::NotFree);
    });
}

#[test]
fn cancel_should_cost_the_start_share_once_started() {
    build_and_execute(|| {
        assert_ok!(Marketplace::set_fee(signed(PEOPLE), Permill::from_percent(3)));
        let order = accepted(1);
        wait(1);
        assert_ok!(Marketplace::start(signed(SELLER), order));
        assert_ok!(try_cancel(BUYER, order));
        let payment = Payment { seller: 194, buyer: 850, fee: 6, royalties: 0, judges: 0 };
        assert_eq!(ending(order), Some((How::CancelledLate, 0, payment)));
        // What was begun is for nobody else.
        assert_eq!(stock(0), (9, 0, 0, 1));
    });
}

#[test]
fn cancel_should_write_off_what_cannot_be_ordered_any_more() {
    build_and_execute(|| {
        let listing = offer(SELLER, terms(), weekly(5));
        let orders = [order(BUYER, listing, 1), order(STRANGER, listing, 1)];
        assert_ok!(Marketplace::accept(signed(SELLER), ids(&orders)));
        wait(2);
        assert_ok!(Marketplace::start(signed(SELLER), orders[0]));
        assert_ok!(try_cancel(BUYER, orders[0]));
        assert_eq!(stock(listing), (3, 1, 0, 1));
    });
}

#[test]
fn cancel_should_fail_when_nobody_signed() {
    build_and_execute(|| {
        let order = ordered(1);
        assert_noop!(Marketplace::cancel(RuntimeOrigin::root(), order), DispatchError::BadOrigin);
    });
}

#[test]
fn cancel_should_fail_when_the_order_is_unknown_or_not_ones_own() {
    build_and_execute(|| {
        assert_noop!(try_cancel(BUYER, 0), Error::<Test>::UnknownOrder);
        let order = ordered(1);
        assert_noop!(try_cancel(SELLER, order), Error::<Test>::NotBuyer);
    });
}

#[test]
fn cancel_should_fail_when_it_is_delivered_not_funded_or_too_late() {
    build_and_execute(|| {
        let order = delivered(1);
        assert_noop!(try_cancel(BUYER, order), Error::<Test>::AlreadyDelivered);
        let order = ordered(1);
        wait(3);
        assert_noop!(try_cancel(BUYER, order), Error::<Test>::TooLate);
        let order = self::order(BUYER, offer(SELLER, house(&[1_000, 1_000]), plenty(1)), 1);
        accept(SELLER, order);
        deliver(SELLER, order, 1);
        assert_ok!(Marketplace::confirm(signed(BUYER), order));
        assert_noop!(try_cancel(BUYER, order), Error::<Test>::NotFunded);
    });
}
