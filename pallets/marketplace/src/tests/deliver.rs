use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use marketplace_escrow::{Dates, How, Quantity, State};
use sp_runtime::DispatchError;

fn try_deliver(
    who: AccountId,
    order: OrderId,
    quantity: Quantity,
    code: Option<Code>,
) -> frame_support::dispatch::DispatchResultWithPostInfo {
    Marketplace::deliver(signed(who), delivery(order, quantity, code))
}

#[test]
fn deliver_should_begin_the_days_to_confirm() {
    build_and_execute(|| {
        let order = accepted(3);
        assert_ok!(try_deliver(SELLER, order, 3, None));
        last_event(Event::Delivered { order, quantity: 3, refund: 0 });
        assert_eq!(state(order), State::Delivered { until: now() + 14 * DAY, quantity: 3 });
        assert_eq!(stock(0), (7, 0, 3, 0));
    });
}

#[test]
fn deliver_should_refund_and_write_off_what_is_missing() {
    build_and_execute(|| {
        let order = accepted(3);
        assert_ok!(try_deliver(SELLER, order, 1, None));
        last_event(Event::Delivered { order, quantity: 1, refund: 2_100 });
        assert_eq!((cents(BUYER), Marketplace::held(&CENTS)), (WEALTH - 1_050, 1_050));
        assert_eq!(stock(0), (7, 0, 1, 2));
    });
}

#[test]
fn deliver_should_pay_at_once_when_the_code_is_shown() {
    build_and_execute(|| {
        let order = order_by_code(BUYER, fish(), 3, CODE);
        accept(SELLER, order);
        assert_ok!(try_deliver(SELLER, order, 2, Some(CODE)));
        let (how, delivered, payment) = ending(order).expect("ended");
        assert_eq!((how, delivered), (How::Confirmed, 2));
        assert_eq!((payment.seller, payment.buyer), (2_000, 1_150));
        assert_eq!(stock(0), (7, 0, 2, 1));
    });
}

#[test]
fn deliver_should_take_a_code_past_the_best_but_nothing_else() {
    build_and_execute(|| {
        let dates = Dates { closes: None, due: None, best_before: Some(in_days(1)) };
        let lot = LotTerms { quantity: 5, opens: None, dates };
        let listing = offer(SELLER, terms(), lot);
        let (plain, coded) = (order(BUYER, listing, 1), order_by_code(BUYER, listing, 1, CODE));
        assert_ok!(Marketplace::accept(signed(SELLER), ids(&[plain, coded])));
        wait_slots(DAY + 1);
        assert_noop!(try_deliver(SELLER, plain, 1, None), Error::<Test>::PastBestBefore);
        assert_ok!(try_deliver(SELLER, coded, 1, Some(CODE)));
    });
}

#[test]
fn deliver_should_deliver_none_when_one_cannot_be_delivered() {
    build_and_execute(|| {
        let listing = fish();
        let orders = [order(BUYER, listing, 1), order(STRANGER, listing, 2)];
        accept(SELLER, orders[0]);
        let both = orders.map(|order| Delivery { order, quantity: 1, code: None });
        let both = both.to_vec().try_into().expect("few");
        assert_noop!(Marketplace::deliver(signed(SELLER), both), Error::<Test>::NotAccepted);
        assert!(matches!(state(orders[0]), State::Accepted { .. }));
    });
}

#[test]
fn deliver_should_fail_when_nobody_signed_or_nothing_is_named() {
    build_and_execute(|| {
        let order = accepted(1);
        assert_noop!(
            Marketplace::deliver(RuntimeOrigin::root(), delivery(order, 1, None)),
            DispatchError::BadOrigin
        );
        assert_noop!(
            Marketplace::deliver(signed(SELLER), Default::default()),
            Error::<Test>::NoOrders
        );
    });
}

#[test]
fn deliver_should_fail_when_the_order_is_unknown_or_not_to_oneself() {
    build_and_execute(|| {
        assert_noop!(try_deliver(SELLER, 0, 1, None), Error::<Test>::UnknownOrder);
        let order = accepted(1);
        assert_noop!(try_deliver(BUYER, order, 1, None), Error::<Test>::NotSeller);
    });
}

#[test]
fn deliver_should_fail_when_the_quantity_makes_no_sense() {
    build_and_execute(|| {
        let order = accepted(2);
        let deliver = |quantity| try_deliver(SELLER, order, quantity, None);
        assert_noop!(deliver(0), Error::<Test>::NothingDelivered);
        assert_noop!(deliver(3), Error::<Test>::MoreThanOrdered);
    });
}

#[test]
fn deliver_should_fail_when_the_code_is_missing_wrong_or_none() {
    build_and_execute(|| {
        let listing = fish();
        let coded = order_by_code(BUYER, listing, 1, CODE);
        let plain = order(BUYER, listing, 1);
        assert_ok!(Marketplace::accept(signed(SELLER), ids(&[coded, plain])));
        let wrong = Some([6; 16]);
        assert_noop!(try_deliver(SELLER, coded, 1, None), Error::<Test>::CodeNeeded);
        assert_noop!(try_deliver(SELLER, coded, 1, wrong), Error::<Test>::WrongCode);
        assert_noop!(try_deliver(SELLER, plain, 1, Some(CODE)), Error::<Test>::NoCode);
    });
}

#[test]
fn deliver_should_fail_when_it_is_delivered_or_too_late() {
    build_and_execute(|| {
        let order = delivered(1);
        assert_noop!(try_deliver(SELLER, order, 1, None), Error::<Test>::AlreadyDelivered);
        let order = accepted(1);
        wait(3);
        assert_noop!(try_deliver(SELLER, order, 1, None), Error::<Test>::TooLate);
    });
}

#[test]
fn deliver_should_fail_when_a_step_is_not_funded() {
    build_and_execute(|| {
        let order = order(BUYER, offer(SELLER, house(&[1_000, 1_000]), plenty(1)), 1);
        accept(SELLER, order);
        deliver(SELLER, order, 1);
        assert_ok!(Marketplace::confirm(signed(BUYER), order));
        assert_noop!(try_deliver(SELLER, order, 1, None), Error::<Test>::NotFunded);
    });
}
