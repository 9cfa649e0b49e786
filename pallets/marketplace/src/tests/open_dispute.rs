use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use marketplace_escrow::State;
use sp_core::H256;
use sp_runtime::DispatchError;
use vaka_primitives::{Disputant, NewCase};

const EVIDENCE: H256 = H256([1; 32]);

fn dispute(who: AccountId, order: OrderId) -> frame_support::dispatch::DispatchResultWithPostInfo {
    Marketplace::open_dispute(signed(who), order, EVIDENCE)
}

#[test]
fn open_dispute_should_open_a_case_that_tells_what_judges_must_know() {
    build_and_execute(|| {
        learn(NURSE, 7);
        let order = order(OUTSIDER, offer(NURSE, hour(), plenty(5)), 1);
        accept(NURSE, order);
        deliver(NURSE, order, 1);
        assert_ok!(dispute(OUTSIDER, order));
        let until = now() + 14 * DAY;
        last_event(Event::DisputeOpened { order, case: 0, floor: FLOOR, until });
        assert_eq!(state(order), State::Disputed { until, quantity: 1, appellant: None });
        let expected = NewCase {
            buyer: Disputant { account: OUTSIDER, member: None },
            seller: Disputant { account: NURSE, member: Some(member(NURSE)) },
            requirement: hour().requirement,
            evidence: EVIDENCE,
        };
        assert_eq!(case(0), Some(expected));
    });
}

#[test]
fn open_dispute_should_cost_a_member_nothing() {
    build_and_execute(|| {
        let order = delivered(1);
        // The buyer has no VAKA, and the issuer froze the vouchers.
        assert_ok!(Assets::freeze(signed(ISSUER), VOUCHER, BUYER));
        assert_ok!(dispute(BUYER, order));
        assert_eq!(Marketplace::held(&CENTS), 1_050);
    });
}

#[test]
fn open_dispute_should_fail_when_nobody_signed() {
    build_and_execute(|| {
        let order = delivered(1);
        assert_noop!(
            Marketplace::open_dispute(RuntimeOrigin::root(), order, EVIDENCE),
            DispatchError::BadOrigin
        );
    });
}

#[test]
fn open_dispute_should_fail_when_the_order_is_unknown_or_not_ones_own() {
    build_and_execute(|| {
        assert_noop!(dispute(BUYER, 0), Error::<Test>::UnknownOrder);
        let order = delivered(1);
        assert_noop!(dispute(SELLER, order), Error::<Test>::NotBuyer);
    });
}

#[test]
fn open_dispute_should_fail_when_it_is_not_delivered_disputed_or_too_late() {
    build_and_execute(|| {
        let order = accepted(1);
        assert_noop!(dispute(BUYER, order), Error::<Test>::NotDelivered);
        let order = disputed(1);
        assert_noop!(dispute(BUYER, order), Error::<Test>::InDispute);
        let order = delivered(1);
        wait(14);
        assert_noop!(dispute(BUYER, order), Error::<Test>::TooLate);
        let order = self::order(BUYER, offer(SELLER, house(&[1_000, 1_000]), plenty(1)), 1);
        accept(SELLER, order);
        deliver(SELLER, order, 1);
        assert_ok!(Marketplace::confirm(signed(BUYER), order));
        assert_noop!(dispute(BUYER, order), Error::<Test>::NotFunded);
        assert_eq!(case(1), None);
    });
}

#[test]
fn open_dispute_should_fail_when_nobody_takes_the_case() {
    build_and_execute(|| {
        let order = delivered(1);
        take_no_cases();
        assert_noop!(dispute(BUYER, order), DispatchError::Unavailable);
        assert!(matches!(state(order), State::Delivered { .. }));
    });
}
