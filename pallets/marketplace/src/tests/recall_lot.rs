use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use marketplace_escrow::How;
use sp_core::H256;
use sp_runtime::DispatchError;

#[test]
fn recall_lot_should_let_anyone_refund_each_order_that_has_not_ended() {
    build_and_execute(|| {
        let listing = fish();
        let orders = (0..3).map(|_| order(BUYER, listing, 2)).collect::<Vec<_>>();
        accept(SELLER, orders[1]);
        accept(SELLER, orders[2]);
        deliver(SELLER, orders[2], 2);
        assert_ok!(Marketplace::recall_lot(signed(SELLER), listing, 0));
        last_event(Event::LotRecalled { listing, lot: 0 });
        assert_eq!(stock(listing), (0, 4, 2, 4));
        settle(&orders);
        for order in orders {
            let (how, _, payment) = ending(order).expect("ended");
            assert_eq!((how, payment.buyer, payment.seller), (How::Recalled, 2_100, 0));
        }
        assert_eq!((cents(BUYER), Marketplace::held(&CENTS)), (WEALTH, 0));
        assert!(!Lots::<Test>::contains_key(listing, 0));
    });
}

#[test]
fn recall_lot_should_leave_disputed_orders_to_their_ruling() {
    build_and_execute(|| {
        let order = disputed(2);
        assert_ok!(Marketplace::recall_lot(signed(SELLER), 0, 0));
        settle(&[order]);
        last_event(Event::NotSettled { order, why: Unsettled::NotDue });
        outcome(0, ruling(25));
        settle(&[order]);
        assert_eq!(ending(order).expect("ended").2.seller, 500);
    });
}

#[test]
fn recall_lot_should_refund_a_buyer_who_cancels() {
    build_and_execute(|| {
        let listing = fish();
        let orders = (0..3).map(|_| order(BUYER, listing, 1)).collect::<Vec<_>>();
        accept(SELLER, orders[1]);
        accept(SELLER, orders[2]);
        deliver(SELLER, orders[2], 1);
        wait(1);
        assert_ok!(Marketplace::start(signed(SELLER), orders[1]));
        assert_ok!(Marketplace::recall_lot(signed(SELLER), listing, 0));
        for order in orders {
            assert_ok!(Marketplace::cancel(signed(BUYER), order));
            assert_eq!(ending(order).expect("ended").0, How::Recalled);
        }
        assert_eq!((cents(BUYER), cents(SELLER)), (WEALTH, WEALTH));
    });
}

#[test]
fn recall_lot_should_refund_a_buyer_who_would_dispute() {
    build_and_execute(|| {
        let order = delivered(1);
        assert_ok!(Marketplace::recall_lot(signed(SELLER), 0, 0));
        assert_ok!(Marketplace::open_dispute(signed(BUYER), order, H256::zero()));
        assert_eq!(ending(order).expect("ended").0, How::Recalled);
        assert_eq!((cents(BUYER), cents(SELLER)), (WEALTH, WEALTH));
        assert_eq!(case(0), None);
    });
}

#[test]
fn recall_lot_should_leave_a_dispute_that_nobody_rules_on_to_the_share_that_was_agreed() {
    build_and_execute(|| {
        let order = disputed(1);
        assert_ok!(Marketplace::recall_lot(signed(SELLER), 0, 0));
        let cancel = Marketplace::cancel(signed(BUYER), order);
        assert_eq!(cancel, Err(Error::<Test>::AlreadyDelivered.into()));
        wait(14);
        settle(&[order]);
        assert_eq!(ending(order).expect("ended").2.seller, 500);
    });
}

#[test]
fn recall_lot_should_end_everything_but_refunds_and_confirmations() {
    build_and_execute(|| {
        let listing = fish();
        let orders = (0..3).map(|_| order(BUYER, listing, 1)).collect::<Vec<_>>();
        for order in &orders[1..] {
            accept(SELLER, *order);
        }
        for order in &orders[2..] {
            deliver(SELLER, *order, 1);
        }
        assert_ok!(Marketplace::recall_lot(signed(SELLER), listing, 0));
        let recalled = || Error::<Test>::LotRecalled;
        assert_noop!(try_order(BUYER, listing, 1), recalled());
        assert_noop!(Marketplace::accept(signed(SELLER), ids(&orders[..1])), recalled());
        assert_noop!(Marketplace::start(signed(SELLER), orders[1]), recalled());
        assert_noop!(
            Marketplace::deliver(signed(SELLER), delivery(orders[1], 1, None)),
            recalled()
        );
        assert_ok!(Marketplace::confirm(signed(BUYER), orders[2]));
    });
}

#[test]
fn recall_lot_should_forget_a_lot_without_orders() {
    build_and_execute(|| {
        let listing = fish();
        assert_ok!(Marketplace::recall_lot(signed(SELLER), listing, 0));
        assert_eq!(Lots::<Test>::iter().count(), 0);
    });
}

#[test]
fn recall_lot_should_fail_when_nobody_signed() {
    build_and_execute(|| {
        let listing = fish();
        assert_noop!(
            Marketplace::recall_lot(RuntimeOrigin::root(), listing, 0),
            DispatchError::BadOrigin
        );
    });
}

#[test]
fn recall_lot_should_fail_when_the_lot_is_unknown_not_ones_own_or_recalled() {
    build_and_execute(|| {
        let recall = |who, listing, lot| Marketplace::recall_lot(signed(who), listing, lot);
        assert_noop!(recall(SELLER, 0, 0), Error::<Test>::UnknownListing);
        let listing = fish();
        order(BUYER, listing, 1);
        assert_noop!(recall(BUYER, listing, 0), Error::<Test>::NotSeller);
        assert_noop!(recall(SELLER, listing, 1), Error::<Test>::UnknownLot);
        assert_ok!(recall(SELLER, listing, 0));
        assert_noop!(recall(SELLER, listing, 0), Error::<Test>::LotRecalled);
    });
}
