use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use marketplace_escrow::{Dates, How, State};
use sp_runtime::DispatchError;

fn try_start(
    who: AccountId,
    order: OrderId,
) -> frame_support::dispatch::DispatchResultWithPostInfo {
    Marketplace::start(signed(who), order)
}

#[test]
fn start_should_start_a_day_after_acceptance_where_the_lot_never_closes() {
    build_and_execute(|| {
        let order = accepted(1);
        wait_slots(DAY - 1);
        assert_noop!(try_start(SELLER, order), Error::<Test>::StillFree);
        wait_slots(1);
        assert_ok!(try_start(SELLER, order));
        last_event(Event::Started { order });
        assert_eq!(state(order), State::Started { until: now() + 2 * DAY });
    });
}

#[test]
fn start_should_start_when_the_lot_has_closed() {
    build_and_execute(|| {
        let order = order(BUYER, offer(SELLER, terms(), weekly(5)), 1);
        accept(SELLER, order);
        wait_slots(2 * DAY - 1);
        assert_noop!(try_start(SELLER, order), Error::<Test>::StillFree);
        wait_slots(1);
        assert_ok!(try_start(SELLER, order));
    });
}

#[test]
fn start_should_refund_instead_when_the_requirement_is_not_met_any_longer() {
    build_and_execute(|| {
        learn(NURSE, 7);
        let order = order(BUYER, offer(NURSE, hour(), plenty(5)), 1);
        accept(NURSE, order);
        unlearn(NURSE, 7);
        wait(1);
        assert_ok!(try_start(NURSE, order));
        assert_eq!(ending(order).expect("ended").0, How::Rejected);
        assert_eq!((cents(BUYER), engaged()), (WEALTH, 0));
    });
}

#[test]
fn start_should_fail_when_nobody_signed() {
    build_and_execute(|| {
        let order = accepted(1);
        assert_noop!(Marketplace::start(RuntimeOrigin::root(), order), DispatchError::BadOrigin);
    });
}

#[test]
fn start_should_fail_when_the_order_is_unknown_or_not_to_oneself() {
    build_and_execute(|| {
        assert_noop!(try_start(SELLER, 0), Error::<Test>::UnknownOrder);
        let order = accepted(1);
        assert_noop!(try_start(BUYER, order), Error::<Test>::NotSeller);
    });
}

#[test]
fn start_should_fail_when_the_order_is_not_accepted_or_further() {
    build_and_execute(|| {
        let order = ordered(1);
        assert_noop!(try_start(SELLER, order), Error::<Test>::NotAccepted);
        accept(SELLER, order);
        wait(1);
        assert_ok!(try_start(SELLER, order));
        assert_noop!(try_start(SELLER, order), Error::<Test>::AlreadyStarted);
        deliver(SELLER, order, 1);
        assert_noop!(try_start(SELLER, order), Error::<Test>::AlreadyDelivered);
    });
}

#[test]
fn start_should_fail_when_it_is_too_late_or_past_its_best() {
    build_and_execute(|| {
        let order = accepted(1);
        wait(3);
        assert_noop!(try_start(SELLER, order), Error::<Test>::TooLate);
        let dates = Dates { closes: None, due: None, best_before: Some(in_days(1)) };
        let lot = LotTerms { quantity: 5, opens: None, dates };
        let order = self::order(BUYER, offer(SELLER, terms(), lot), 1);
        accept(SELLER, order);
        wait_slots(DAY + 1);
        assert_noop!(try_start(SELLER, order), Error::<Test>::PastBestBefore);
    });
}

#[test]
fn start_should_fail_when_a_step_is_not_funded() {
    build_and_execute(|| {
        let order = order(BUYER, offer(SELLER, house(&[1_000, 1_000]), plenty(1)), 1);
        accept(SELLER, order);
        deliver(SELLER, order, 1);
        assert_ok!(Marketplace::confirm(signed(BUYER), order));
        assert_noop!(try_start(SELLER, order), Error::<Test>::NotFunded);
    });
}
