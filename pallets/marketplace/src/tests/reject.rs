use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use marketplace_escrow::How;
use sp_runtime::DispatchError;

fn try_reject(
    who: AccountId,
    orders: &[OrderId],
) -> frame_support::dispatch::DispatchResultWithPostInfo {
    Marketplace::reject(signed(who), ids(orders))
}

#[test]
fn reject_should_refund_all_and_free_the_stock() {
    build_and_execute(|| {
        let listing = fish();
        let orders = [order(BUYER, listing, 1), order(STRANGER, listing, 2)];
        accept(SELLER, orders[1]);
        assert_ok!(try_reject(SELLER, &orders));
        for (order, refund) in orders.into_iter().zip([1_050, 2_100]) {
            let (how, delivered, payment) = ending(order).expect("ended");
            assert_eq!((how, delivered, payment.buyer), (How::Rejected, 0, refund));
        }
        assert_eq!((cents(BUYER), cents(STRANGER)), (WEALTH, WEALTH));
        assert_eq!(stock(listing), (10, 0, 0, 0));
    });
}

#[test]
fn reject_should_refund_an_order_that_was_started() {
    build_and_execute(|| {
        let order = accepted(1);
        wait(1);
        assert_ok!(Marketplace::start(signed(SELLER), order));
        assert_ok!(try_reject(SELLER, &[order]));
        assert_eq!(cents(BUYER), WEALTH);
    });
}

#[test]
fn reject_should_fail_when_nobody_signed_or_nothing_is_named() {
    build_and_execute(|| {
        let order = ordered(1);
        assert_noop!(
            Marketplace::reject(RuntimeOrigin::root(), ids(&[order])),
            DispatchError::BadOrigin
        );
        assert_noop!(try_reject(SELLER, &[]), Error::<Test>::NoOrders);
    });
}

#[test]
fn reject_should_fail_when_the_order_is_unknown_or_not_to_oneself() {
    build_and_execute(|| {
        let order = ordered(1);
        assert_noop!(try_reject(SELLER, &[order, 7]), Error::<Test>::UnknownOrder);
        assert_noop!(try_reject(BUYER, &[order]), Error::<Test>::NotSeller);
        assert!(is_open(order));
    });
}

#[test]
fn reject_should_fail_when_it_is_delivered_or_too_late() {
    build_and_execute(|| {
        let order = delivered(1);
        assert_noop!(try_reject(SELLER, &[order]), Error::<Test>::AlreadyDelivered);
        let order = ordered(1);
        wait(3);
        assert_noop!(try_reject(SELLER, &[order]), Error::<Test>::TooLate);
    });
}

#[test]
fn reject_should_fail_when_a_step_is_not_funded() {
    build_and_execute(|| {
        let order = order(BUYER, offer(SELLER, house(&[1_000, 1_000]), plenty(1)), 1);
        accept(SELLER, order);
        deliver(SELLER, order, 1);
        assert_ok!(Marketplace::confirm(signed(BUYER), order));
        assert_noop!(try_reject(SELLER, &[order]), Error::<Test>::NotFunded);
    });
}
