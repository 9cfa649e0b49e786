use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use marketplace_escrow::{Side, State};
use sp_core::H256;
use sp_runtime::{DispatchError, Permill};

fn appeal(who: AccountId, order: OrderId) -> frame_support::dispatch::DispatchResultWithPostInfo {
    Marketplace::appeal(signed(who), order)
}

/// A dispute about two units, on which somebody ruled.
fn ruled() -> OrderId {
    let order = disputed(2);
    appealable(case_of(order));
    order
}

#[test]
fn appeal_should_take_a_tenth_of_the_price_from_the_party_that_appeals() {
    build_and_execute(|| {
        for (who, by) in [(BUYER, Side::Buyer), (SELLER, Side::Seller)] {
            let order = ruled();
            let until = now() + 14 * DAY;
            let before = (cents(who), Marketplace::held(&CENTS));
            assert_eq!(Marketplace::order(order).expect("one").appeal_bond, Some(200));
            assert_ok!(appeal(who, order));
            last_event(Event::Appealed { order, by, bond: 200, until });
            assert_eq!((cents(who) + 200, Marketplace::held(&CENTS) - 200), before);
            assert_eq!(appealed(case_of(order)), Some(by));
            assert_eq!(state(order), State::Disputed { until, quantity: 2, appellant: Some(by) });
            assert_eq!(Marketplace::order(order).expect("one").appeal_bond, None);
        }
    });
}

#[test]
fn appeal_should_let_proposals_fall() {
    build_and_execute(|| {
        let (order, half) = (ruled(), Permill::from_percent(50));
        assert_ok!(Marketplace::propose_split(signed(SELLER), order, half));
        assert_ok!(appeal(BUYER, order));
        assert_noop!(
            Marketplace::accept_split(signed(BUYER), order, half),
            Error::<Test>::NotProposed
        );
    });
}

#[test]
fn appeal_should_return_the_bond_when_nobody_judged_it() {
    build_and_execute(|| {
        let arbiter = judges(1);
        let order = ruled();
        assert_ok!(appeal(SELLER, order));
        let payment = rule(order, ruling_by(50, 0, &[&arbiter]));
        // A twentieth of 2,000 for the arbiter, half from each.
        assert_eq!((payment.seller, payment.buyer, payment.judges), (950 + 200, 1_050, 100));
    });
}

#[test]
fn appeal_should_be_free_of_a_bond_when_the_price_has_no_tenth() {
    build_and_execute(|| {
        let cheap = Terms { pricing: Pricing::Unit(9), ..terms() };
        let order = dispute_of(BUYER, SELLER, offer(SELLER, cheap, plenty(1)), 1);
        appealable(case_of(order));
        assert_ok!(appeal(BUYER, order));
        assert_eq!(Marketplace::held(&CENTS), 9);
    });
}

#[test]
fn appeal_should_fail_when_nobody_signed() {
    build_and_execute(|| {
        let order = ruled();
        assert_noop!(Marketplace::appeal(RuntimeOrigin::root(), order), DispatchError::BadOrigin);
    });
}

#[test]
fn appeal_should_fail_when_the_order_is_unknown_or_not_ones_own() {
    build_and_execute(|| {
        assert_noop!(appeal(BUYER, 0), Error::<Test>::UnknownOrder);
        let order = ruled();
        assert_noop!(appeal(STRANGER, order), Error::<Test>::NotParty);
    });
}

#[test]
fn appeal_should_fail_when_there_is_no_dispute_or_no_ruling() {
    build_and_execute(|| {
        let order = delivered(1);
        assert_noop!(appeal(BUYER, order), Error::<Test>::NotDisputed);
        let order = disputed(1);
        assert_noop!(appeal(BUYER, order), DispatchError::Other("nothing to appeal"));
        // The bond stays where it is.
        assert_eq!(cents(BUYER), WEALTH - 2 * 1_050);
    });
}

#[test]
fn appeal_should_fail_when_somebody_has_appealed_already() {
    build_and_execute(|| {
        let order = ruled();
        assert_ok!(appeal(BUYER, order));
        for who in [BUYER, SELLER] {
            assert_noop!(appeal(who, order), Error::<Test>::AlreadyAppealed);
        }
    });
}

#[test]
fn appeal_should_fail_when_the_last_day_has_passed() {
    build_and_execute(|| {
        let order = ruled();
        wait(14);
        assert_noop!(appeal(BUYER, order), Error::<Test>::TooLate);
    });
}

#[test]
fn appeal_should_fail_when_the_bond_cannot_be_paid() {
    build_and_execute(|| {
        let order = ruled();
        block(VOUCHER, SELLER);
        assert!(appeal(SELLER, order).is_err());
        assert_eq!(appealed(case_of(order)), None);
        // The other party still can.
        assert_ok!(appeal(BUYER, order));
    });
}

#[test]
fn appeal_should_fail_when_an_old_key_signs() {
    build_and_execute(|| {
        let order = ruled();
        vaka_testing::Nation::<System>::replace(member(SELLER), 77);
        System::inc_sufficients(&77);
        assert_noop!(appeal(SELLER, order), Error::<Test>::NotParty);
        assert_ok!(Assets::transfer(signed(SELLER), VOUCHER, 77, 1_000));
        assert_ok!(appeal(77, order));
        assert_eq!(cents(77), 800);
    });
}

#[test]
fn appeal_should_fail_when_the_order_is_paid_in_steps_and_none_is_disputed() {
    build_and_execute(|| {
        let order = order(BUYER, offer(SELLER, house(&[1_000, 1_000]), plenty(1)), 1);
        accept(SELLER, order);
        deliver(SELLER, order, 1);
        assert_ok!(Marketplace::confirm(signed(BUYER), order));
        assert_noop!(appeal(BUYER, order), Error::<Test>::NotDisputed);
        assert_ok!(Marketplace::fund_step(signed(BUYER), order));
        deliver(SELLER, order, 1);
        assert_ok!(Marketplace::open_dispute(signed(BUYER), order, H256::zero()));
        appealable(case_of(order));
        assert_ok!(appeal(SELLER, order));
        assert_eq!(Marketplace::held(&CENTS), 1_150);
    });
}
