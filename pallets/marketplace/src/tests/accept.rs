use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use marketplace_escrow::{Dates, How, State};
use sp_runtime::DispatchError;

fn try_accept(
    who: AccountId,
    orders: &[OrderId],
) -> frame_support::dispatch::DispatchResultWithPostInfo {
    Marketplace::accept(signed(who), ids(orders))
}

#[test]
fn accept_should_accept_all() {
    build_and_execute(|| {
        let listing = fish();
        let orders = [order(BUYER, listing, 1), order(STRANGER, listing, 2)];
        assert_ok!(try_accept(SELLER, &orders));
        for order in orders {
            has_event(Event::Accepted { order });
            let (until, start_from) = (now() + 3 * DAY, now() + DAY);
            assert_eq!(state(order), State::Accepted { until, start_from });
        }
    });
}

#[test]
fn accept_should_engage_the_award_until_the_order_ends() {
    build_and_execute(|| {
        learn(NURSE, 7);
        let listing = offer(NURSE, hour(), plenty(5));
        let order = order(BUYER, listing, 1);
        assert_eq!(engaged(), 0);
        accept(NURSE, order);
        assert_eq!(engaged(), 1);
        deliver(NURSE, order, 1);
        assert_eq!(engaged(), 1);
        assert_ok!(Marketplace::confirm(signed(BUYER), order));
        assert_eq!(engaged(), 0);
    });
}

#[test]
fn accept_should_refund_instead_when_the_requirement_is_not_met_any_longer() {
    build_and_execute(|| {
        learn(NURSE, 7);
        let listing = offer(NURSE, hour(), plenty(5));
        let order = order(BUYER, listing, 1);
        unlearn(NURSE, 7);
        assert_ok!(try_accept(NURSE, &[order]));
        assert_eq!(ending(order).expect("ended").0, How::Rejected);
        assert_eq!((cents(BUYER), engaged()), (WEALTH, 0));
    });
}

#[test]
fn accept_should_accept_none_when_one_cannot_be_accepted() {
    build_and_execute(|| {
        let listing = fish();
        let orders = [order(BUYER, listing, 1), order(STRANGER, listing, 2)];
        accept(SELLER, orders[1]);
        assert_noop!(try_accept(SELLER, &orders), Error::<Test>::AlreadyAccepted);
        assert_noop!(try_accept(SELLER, &[orders[0]; 2]), Error::<Test>::AlreadyAccepted);
        assert!(matches!(state(orders[0]), State::Placed { .. }));
    });
}

#[test]
fn accept_should_refuse_a_second_time_even_if_the_requirement_is_lost() {
    build_and_execute(|| {
        learn(NURSE, 7);
        let listing = offer(NURSE, hour(), plenty(5));
        let order = order(BUYER, listing, 1);
        accept(NURSE, order);
        unlearn(NURSE, 7);
        assert_noop!(try_accept(NURSE, &[order]), Error::<Test>::AlreadyAccepted);
    });
}

#[test]
fn accept_should_fail_when_nobody_signed_or_nothing_is_named() {
    build_and_execute(|| {
        let order = ordered(1);
        assert_noop!(
            Marketplace::accept(RuntimeOrigin::root(), ids(&[order])),
            DispatchError::BadOrigin
        );
        assert_noop!(try_accept(SELLER, &[]), Error::<Test>::NoOrders);
    });
}

#[test]
fn accept_should_fail_when_the_order_is_unknown_or_not_to_oneself() {
    build_and_execute(|| {
        assert_noop!(try_accept(SELLER, &[0]), Error::<Test>::UnknownOrder);
        let order = ordered(1);
        assert_noop!(try_accept(BUYER, &[order]), Error::<Test>::NotSeller);
    });
}

#[test]
fn accept_should_fail_when_it_is_too_late() {
    build_and_execute(|| {
        let order = ordered(1);
        wait(3);
        assert_noop!(try_accept(SELLER, &[order]), Error::<Test>::TooLate);
    });
}

#[test]
fn accept_should_fail_when_it_is_past_its_best() {
    build_and_execute(|| {
        let dates = Dates { closes: None, due: None, best_before: Some(in_days(1)) };
        let listing = offer(SELLER, terms(), LotTerms { quantity: 5, opens: None, dates });
        let order = order(BUYER, listing, 1);
        wait_slots(DAY + 1);
        assert_noop!(try_accept(SELLER, &[order]), Error::<Test>::PastBestBefore);
    });
}

#[test]
fn accept_should_fail_when_a_step_is_not_funded() {
    build_and_execute(|| {
        let order = order(BUYER, offer(SELLER, house(&[1_000, 1_000]), plenty(1)), 1);
        accept(SELLER, order);
        deliver(SELLER, order, 1);
        assert_ok!(Marketplace::confirm(signed(BUYER), order));
        assert_noop!(try_accept(SELLER, &[order]), Error::<Test>::NotFunded);
    });
}
