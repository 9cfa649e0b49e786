use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResultWithPostInfo};
use sp_runtime::DispatchError;

/// A design of two payees, which earned 100 and 50 cents.
fn earned() -> DesignId {
    sell_a_design().0
}

fn try_claim(design: DesignId, currency: CurrencyId) -> DispatchResultWithPostInfo {
    Marketplace::claim_royalties(signed(STRANGER), design, currency)
}

#[test]
fn claim_royalties_should_pay_all_payees() {
    build_and_execute(|| {
        let design = earned();
        let done = try_claim(design, CENTS).expect("there is something");
        assert_eq!(done.actual_weight, Some(<() as WeightInfo>::claim_royalties(2)));
        last_event(Event::RoyaltiesClaimed { design, currency: CENTS, amount: 150 });
        assert_eq!((cents(MAKER), cents(ARTIST)), (WEALTH + 100, WEALTH + 50));
        assert_eq!(Marketplace::held(&CENTS), 0);
    });
}

#[test]
fn claim_royalties_should_keep_what_one_payee_cannot_take() {
    build_and_execute(|| {
        let design = earned();
        block(VOUCHER, MAKER);
        assert_ok!(try_claim(design, CENTS));
        last_event(Event::RoyaltiesClaimed { design, currency: CENTS, amount: 50 });
        assert_eq!((due(MAKER, &CENTS), cents(ARTIST)), (0, WEALTH + 50));
        assert_noop!(try_claim(design, CENTS), Error::<Test>::CannotPay);
        assert_ok!(Assets::thaw(signed(ISSUER), VOUCHER, MAKER));
        assert_ok!(try_claim(design, CENTS));
        assert_eq!((cents(MAKER), Marketplace::held(&CENTS)), (WEALTH + 100, 0));
    });
}

#[test]
fn claim_royalties_should_pay_what_was_due_before_too() {
    build_and_execute(|| {
        // The owner of the design sells something, and cannot be paid.
        let order = order(BUYER, offer(MAKER, terms(), plenty(1)), 1);
        accept(MAKER, order);
        deliver(MAKER, order, 1);
        block(VOUCHER, MAKER);
        assert_ok!(Marketplace::confirm(signed(BUYER), order));
        let design = earned();
        assert_ok!(Assets::thaw(signed(ISSUER), VOUCHER, MAKER));
        assert_ok!(try_claim(design, CENTS));
        assert_eq!((cents(MAKER), due(MAKER, &CENTS)), (WEALTH + 1_100, 0));
    });
}

#[test]
fn claim_royalties_should_add_up_until_somebody_claims() {
    build_and_execute(|| {
        let design = earned();
        let order = order(BUYER, 0, 3);
        accept(SELLER, order);
        deliver(SELLER, order, 3);
        assert_ok!(Marketplace::confirm(signed(BUYER), order));
        assert_ok!(try_claim(design, CENTS));
        assert_eq!((cents(MAKER), cents(ARTIST)), (WEALTH + 400, WEALTH + 200));
    });
}

#[test]
fn claim_royalties_should_fail_when_nobody_signed() {
    build_and_execute(|| {
        let design = earned();
        assert_noop!(
            Marketplace::claim_royalties(RuntimeOrigin::root(), design, CENTS),
            DispatchError::BadOrigin
        );
    });
}

#[test]
fn claim_royalties_should_fail_when_there_is_nothing() {
    build_and_execute(|| {
        assert_noop!(try_claim(0, CENTS), Error::<Test>::UnknownDesign);
        let design = earned();
        assert_noop!(try_claim(design, VAKA), Error::<Test>::NothingDue);
        assert_ok!(try_claim(design, CENTS));
        assert_noop!(try_claim(design, CENTS), Error::<Test>::NothingDue);
    });
}
