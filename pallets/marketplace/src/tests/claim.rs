use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;

fn try_claim(payee: AccountId, currency: CurrencyId) -> sp_runtime::DispatchResult {
    Marketplace::claim(signed(STRANGER), Marketplace::trader(&payee).into(), currency)
}

/// The seller delivered a unit, and could not be paid.
fn kept() -> OrderId {
    let order = delivered(1);
    block(VOUCHER, SELLER);
    assert_ok!(Marketplace::confirm(signed(BUYER), order));
    let payee = Payee::Member(member(SELLER));
    has_event(Event::PaymentKept { payee, currency: CENTS, due: 1_000 });
    order
}

fn unblock(who: AccountId) {
    assert_ok!(Assets::thaw(signed(ISSUER), VOUCHER, who));
}

#[test]
fn claim_should_pay_what_is_due() {
    build_and_execute(|| {
        kept();
        unblock(SELLER);
        assert_ok!(try_claim(SELLER, CENTS));
        let payee = Payee::Member(member(SELLER));
        last_event(Event::Claimed { payee, currency: CENTS, amount: 1_000 });
        assert_eq!((cents(SELLER), due(SELLER, &CENTS)), (WEALTH + 1_000, 0));
        assert_eq!(Dues::<Test>::iter().count(), 0);
    });
}

#[test]
fn claim_should_pay_the_members_account_of_the_day() {
    build_and_execute(|| {
        kept();
        vaka_testing::Nation::<System>::replace(member(SELLER), 77);
        System::inc_sufficients(&77);
        let payee = Payee::Member(member(77));
        assert_ok!(Marketplace::claim(signed(STRANGER), payee, CENTS));
        assert_eq!((cents(77), cents(SELLER)), (1_000, WEALTH));
    });
}

#[test]
fn claim_should_pay_the_recorded_account_of_a_member_who_left() {
    build_and_execute(|| {
        kept();
        unblock(SELLER);
        let payee = Payee::Member(member(SELLER));
        vaka_testing::Nation::<System>::leave(member(SELLER));
        assert_ok!(Marketplace::claim(signed(STRANGER), payee, CENTS));
        assert_eq!(cents(SELLER), WEALTH + 1_000);
    });
}

#[test]
fn claim_should_come_by_itself_with_the_next_payment() {
    build_and_execute(|| {
        kept();
        unblock(SELLER);
        let order = delivered(2);
        assert_ok!(Marketplace::confirm(signed(BUYER), order));
        let payee = Payee::Member(member(SELLER));
        has_event(Event::Claimed { payee, currency: CENTS, amount: 1_000 });
        assert_eq!((cents(SELLER), due(SELLER, &CENTS)), (WEALTH + 3_000, 0));
    });
}

#[test]
fn claim_should_let_small_amounts_add_up() {
    build_and_execute(|| {
        // The treasury has no account in this voucher, whose least balance is 10.
        let currency = SHELLS;
        assert_ok!(Marketplace::set_fee(signed(PEOPLE), sp_runtime::Permill::from_percent(3)));
        let all = money(&SHELLS, TREASURY);
        assert_ok!(Assets::transfer_all(signed(TREASURY), POOR_VOUCHER, ISSUER, false));
        assert!(all > 0 && money(&SHELLS, TREASURY) == 0);
        let cheap = Terms { currency, pricing: Pricing::Unit(200), ..terms() };
        let listing = offer(OUTSIDER, cheap, plenty(10));
        for kept in [6, 0] {
            let order = order(STRANGER, listing, 1);
            accept(OUTSIDER, order);
            deliver(OUTSIDER, order, 1);
            assert_ok!(Marketplace::confirm(signed(STRANGER), order));
            assert_eq!(due(TREASURY, &SHELLS), kept);
        }
        assert_eq!(money(&SHELLS, TREASURY), 12);
    });
}

#[test]
fn claim_should_fail_when_nobody_signed() {
    build_and_execute(|| {
        kept();
        let payee = Payee::Member(member(SELLER));
        assert_noop!(
            Marketplace::claim(RuntimeOrigin::root(), payee, CENTS),
            DispatchError::BadOrigin
        );
    });
}

#[test]
fn claim_should_fail_when_nothing_is_due() {
    build_and_execute(|| {
        kept();
        assert_noop!(try_claim(SELLER, SHELLS), Error::<Test>::NothingDue);
        assert_noop!(try_claim(BUYER, CENTS), Error::<Test>::NothingDue);
        // An account's due is another one than that of its member.
        assert_noop!(
            Marketplace::claim(signed(STRANGER), Payee::Account(SELLER), CENTS),
            Error::<Test>::NothingDue
        );
    });
}

#[test]
fn claim_should_fail_when_the_payee_cannot_be_paid() {
    build_and_execute(|| {
        kept();
        assert_noop!(try_claim(SELLER, CENTS), Error::<Test>::CannotPay);
    });
}
