use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use marketplace_escrow::State;
use sp_runtime::{DispatchError, TokenError};

fn try_fund(who: AccountId, order: OrderId) -> frame_support::dispatch::DispatchResultWithPostInfo {
    Marketplace::fund_step(signed(who), order)
}

/// A house in three steps. The first one is paid.
fn begun() -> OrderId {
    let order = order(BUYER, offer(SELLER, house(&[1_000, 3_000, 2_000]), plenty(2)), 1);
    accept(SELLER, order);
    deliver(SELLER, order, 1);
    assert_ok!(Marketplace::confirm(signed(BUYER), order));
    order
}

#[test]
fn fund_step_should_take_the_price_first_agreed_and_the_bond() {
    build_and_execute(|| {
        let order = begun();
        let dearer = house(&[9_000, 9_000, 9_000]);
        assert_ok!(Marketplace::update(signed(SELLER), 0, dearer));
        assert_ok!(try_fund(BUYER, order));
        last_event(Event::StepFunded { order, step: 1, escrow: 3_150 });
        assert_eq!((cents(BUYER), Marketplace::held(&CENTS)), (WEALTH - 4_150, 3_150));
        let (until, start_from) = (now() + 33 * DAY, now() + DAY);
        assert_eq!(state(order), State::Accepted { until, start_from });
    });
}

#[test]
fn fund_step_should_lead_to_a_house() {
    build_and_execute(|| {
        let order = begun();
        for _ in 1..3 {
            assert_ok!(try_fund(BUYER, order));
            assert_eq!(stock(0), (1, 1, 0, 0));
            deliver(SELLER, order, 1);
            assert_ok!(Marketplace::confirm(signed(BUYER), order));
        }
        assert_eq!((cents(BUYER), cents(SELLER)), (WEALTH - 6_000, WEALTH + 6_000));
        assert_eq!(ending(order).expect("ended").1, 1);
        assert_eq!(stock(0), (1, 0, 1, 0));
    });
}

#[test]
fn fund_step_should_fail_when_nobody_signed() {
    build_and_execute(|| {
        let order = begun();
        assert_noop!(
            Marketplace::fund_step(RuntimeOrigin::root(), order),
            DispatchError::BadOrigin
        );
    });
}

#[test]
fn fund_step_should_fail_when_the_order_is_unknown_or_not_ones_own() {
    build_and_execute(|| {
        assert_noop!(try_fund(BUYER, 0), Error::<Test>::UnknownOrder);
        let order = begun();
        assert_noop!(try_fund(SELLER, order), Error::<Test>::NotBuyer);
    });
}

#[test]
fn fund_step_should_fail_when_no_step_is_due_or_it_is_too_late_or_recalled() {
    build_and_execute(|| {
        let order = begun();
        assert_ok!(try_fund(BUYER, order));
        assert_noop!(try_fund(BUYER, order), Error::<Test>::NoStepDue);
        deliver(SELLER, order, 1);
        assert_ok!(Marketplace::confirm(signed(BUYER), order));
        wait(30);
        assert_noop!(try_fund(BUYER, order), Error::<Test>::TooLate);
        assert_ok!(Marketplace::recall_lot(signed(SELLER), 0, 0));
        assert_noop!(try_fund(BUYER, order), Error::<Test>::LotRecalled);
    });
}

#[test]
fn fund_step_should_fail_when_the_buyer_cannot_pay() {
    build_and_execute(|| {
        let listing =
            offer(OUTSIDER, Terms { currency: VAKA, ..house(&[1_000, WEALTH]) }, plenty(2));
        let order = order(STRANGER, listing, 1);
        accept(OUTSIDER, order);
        deliver(OUTSIDER, order, 1);
        assert_ok!(Marketplace::confirm(signed(STRANGER), order));
        assert_noop!(try_fund(STRANGER, order), TokenError::FundsUnavailable);
    });
}
