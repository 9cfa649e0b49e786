use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResultWithPostInfo};
use sp_runtime::DispatchError;

/// The days for which payees can claim.
const DAYS: u32 = 180;

/// A design of two payees, which earned 100 and 50 cents by its only listing. That is closed.
fn sold() -> DesignId {
    let (design, listing) = sell_a_design();
    assert_ok!(Marketplace::close_listing(signed(SELLER), listing));
    design
}

fn try_write_off(design: DesignId, currency: CurrencyId) -> DispatchResultWithPostInfo {
    Marketplace::write_off_royalties(signed(STRANGER), design, currency)
}

fn retire(design: DesignId) {
    assert_ok!(Marketplace::retire_design(signed(MAKER), design));
}

#[test]
fn write_off_royalties_should_pay_who_can_take_them_and_give_the_rest_to_the_treasury() {
    build_and_execute(|| {
        let design = sold();
        retire(design);
        block(VOUCHER, MAKER);
        wait(DAYS);
        let done = try_write_off(design, CENTS).expect("they waited long enough");
        let of_payees = <() as WeightInfo>::write_off_royalties(2);
        assert_eq!(done.actual_weight, Some(of_payees + <() as WeightInfo>::claim()));
        last_event(Event::RoyaltiesWrittenOff { design, currency: CENTS, amount: 100 });
        assert_eq!((cents(MAKER), cents(ARTIST)), (WEALTH, WEALTH + 50));
        assert_eq!((cents(TREASURY), Marketplace::held(&CENTS)), (WEALTH + 100, 0));
        // The owner has the deposit back, and the voucher can be destroyed.
        assert_eq!((deposited(MAKER), Designs::<Test>::get(design)), (0, None));
        assert!(!Marketplace::in_use(&CENTS));
    });
}

#[test]
fn write_off_royalties_should_wait_for_the_treasury_where_the_issuer_blocks_it_too() {
    build_and_execute(|| {
        let design = sold();
        retire(design);
        [MAKER, ARTIST, TREASURY].into_iter().for_each(|who| block(VOUCHER, who));
        wait(DAYS);
        assert_ok!(try_write_off(design, CENTS));
        assert_eq!((due(TREASURY, &CENTS), Marketplace::held(&CENTS)), (150, 150));
        assert_eq!(Designs::<Test>::get(design), None);
    });
}

#[test]
fn write_off_royalties_should_fail_while_payees_can_still_claim() {
    build_and_execute(|| {
        let design = sold();
        retire(design);
        block(VOUCHER, MAKER);
        wait(DAYS);
        System::set_block_number(now() - 1);
        assert_noop!(try_write_off(design, CENTS), Error::<Test>::StillClaimable);
        wait_slots(1);
        assert_ok!(try_write_off(design, CENTS));
    });
}

#[test]
fn write_off_royalties_should_leave_small_sums_that_are_in_nobodys_way() {
    build_and_execute(|| {
        let design = sold();
        block(VOUCHER, MAKER);
        wait(DAYS * 10);
        assert_noop!(try_write_off(design, CENTS), Error::<Test>::StillClaimable);
        assert_ok!(Marketplace::claim_royalties(signed(STRANGER), design, CENTS));
        assert_ok!(Assets::thaw(signed(ISSUER), VOUCHER, MAKER));
        assert_ok!(Marketplace::claim_royalties(signed(STRANGER), design, CENTS));
        assert_eq!((cents(MAKER), cents(ARTIST)), (WEALTH + 100, WEALTH + 50));
    });
}

#[test]
fn write_off_royalties_should_count_from_the_last_sale() {
    build_and_execute(|| {
        let design = sold();
        wait(DAYS - 1);
        let listing = publish(SELLER, Terms { design: Some(design), ..terms() });
        retire(design);
        wait(DAYS);
        assert_noop!(try_write_off(design, CENTS), Error::<Test>::StillClaimable);
        assert_ok!(Marketplace::close_listing(signed(SELLER), listing));
        wait(DAYS - 1);
        assert_noop!(try_write_off(design, CENTS), Error::<Test>::StillClaimable);
        wait(1);
        assert_ok!(try_write_off(design, CENTS));
    });
}

#[test]
fn write_off_royalties_should_fail_when_nobody_signed_or_nothing_is_there() {
    build_and_execute(|| {
        assert_noop!(try_write_off(0, CENTS), Error::<Test>::UnknownDesign);
        let design = sold();
        assert_noop!(try_write_off(design, VAKA), Error::<Test>::NothingDue);
        let unsigned = || Marketplace::write_off_royalties(RuntimeOrigin::root(), design, CENTS);
        assert_noop!(unsigned(), DispatchError::BadOrigin);
    });
}
