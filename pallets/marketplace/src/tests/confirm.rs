use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use marketplace_escrow::How;
use sp_runtime::{DispatchError, Permill};

fn try_confirm(
    who: AccountId,
    order: OrderId,
) -> frame_support::dispatch::DispatchResultWithPostInfo {
    Marketplace::confirm(signed(who), order)
}

#[test]
fn confirm_should_pay_seller_fee_and_royalties_and_return_the_bond() {
    build_and_execute(|| {
        assert_ok!(Marketplace::set_fee(signed(PEOPLE), Permill::from_percent(3)));
        let design = Some(design(10));
        let order = order(BUYER, offer(SELLER, Terms { design, ..terms() }, plenty(10)), 2);
        accept(SELLER, order);
        deliver(SELLER, order, 2);
        assert_ok!(try_confirm(BUYER, order));
        let payment = Payment { seller: 1_740, buyer: 100, fee: 60, royalties: 200, judges: 0 };
        assert_eq!(ending(order), Some((How::Confirmed, 2, payment)));
        assert_eq!((cents(SELLER), cents(TREASURY)), (WEALTH + 1_740, WEALTH + 60));
        assert_eq!((cents(BUYER), Marketplace::held(&CENTS)), (WEALTH - 2_000, 200));
        assert!(!is_open(order));
    });
}

#[test]
fn confirm_should_make_the_next_step_due() {
    build_and_execute(|| {
        let order = order(BUYER, offer(SELLER, house(&[1_000, 3_000]), plenty(1)), 1);
        accept(SELLER, order);
        deliver(SELLER, order, 1);
        assert_ok!(try_confirm(BUYER, order));
        let payment = Payment { seller: 1_000, buyer: 50, fee: 0, royalties: 0, judges: 0 };
        last_event(Event::StepPaid { order, step: 0, payment });
        assert_eq!((cents(SELLER), Marketplace::held(&CENTS)), (WEALTH + 1_000, 0));
        // The house is not there yet.
        assert_eq!(stock(0), (0, 1, 0, 0));
        assert_noop!(try_confirm(BUYER, order), Error::<Test>::NotFunded);
    });
}

#[test]
fn confirm_should_fail_when_nobody_signed() {
    build_and_execute(|| {
        let order = delivered(1);
        assert_noop!(Marketplace::confirm(RuntimeOrigin::root(), order), DispatchError::BadOrigin);
    });
}

#[test]
fn confirm_should_fail_when_the_order_is_unknown_or_not_ones_own() {
    build_and_execute(|| {
        assert_noop!(try_confirm(BUYER, 0), Error::<Test>::UnknownOrder);
        let order = delivered(1);
        for who in [SELLER, STRANGER] {
            assert_noop!(try_confirm(who, order), Error::<Test>::NotBuyer);
        }
    });
}

#[test]
fn confirm_should_fail_when_it_is_not_delivered_disputed_or_too_late() {
    build_and_execute(|| {
        let order = accepted(1);
        assert_noop!(try_confirm(BUYER, order), Error::<Test>::NotDelivered);
        let order = disputed(1);
        assert_noop!(try_confirm(BUYER, order), Error::<Test>::InDispute);
        let order = delivered(1);
        wait(14);
        assert_noop!(try_confirm(BUYER, order), Error::<Test>::TooLate);
    });
}
