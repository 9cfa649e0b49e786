use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;

#[test]
fn retire_design_should_forget_one_that_nothing_pays_and_return_the_deposit() {
    build_and_execute(|| {
        let design = design(5);
        assert_ok!(Marketplace::retire_design(signed(MAKER), design));
        last_event(Event::DesignRetired { design });
        assert_eq!((Designs::<Test>::iter().count(), deposited(MAKER)), (0, 0));
        assert_eq!(DesignByContent::<Test>::iter().count(), 0);
    });
}

#[test]
fn retire_design_should_let_listings_go_on_and_pay() {
    build_and_execute(|| {
        let design = design(10);
        let listing = offer(SELLER, Terms { design: Some(design), ..terms() }, plenty(10));
        assert_ok!(Marketplace::retire_design(signed(MAKER), design));
        assert_noop!(
            Marketplace::publish(signed(NURSE), Terms { design: Some(design), ..terms() }),
            Error::<Test>::DesignRetired
        );
        // The terms may still change.
        let terms = Terms { design: Some(design), accept_days: 5, ..terms() };
        assert_ok!(Marketplace::update(signed(SELLER), listing, terms));
        let order = order(BUYER, listing, 1);
        accept(SELLER, order);
        deliver(SELLER, order, 1);
        assert_ok!(Marketplace::confirm(signed(BUYER), order));
        assert_eq!(ending(order).expect("ended").2.royalties, 100);
        // It is forgotten with the last listing and the last royalty.
        assert_ok!(Marketplace::close_listing(signed(SELLER), listing));
        assert_eq!(Designs::<Test>::iter().count(), 1);
        assert_ok!(Marketplace::claim_royalties(signed(STRANGER), design, CENTS));
        assert_eq!((Designs::<Test>::iter().count(), deposited(MAKER)), (0, 0));
        assert_eq!(cents(MAKER), WEALTH + 100);
    });
}

#[test]
fn retire_design_should_fail_when_nobody_signed() {
    build_and_execute(|| {
        let design = design(5);
        assert_noop!(
            Marketplace::retire_design(RuntimeOrigin::root(), design),
            DispatchError::BadOrigin
        );
    });
}

#[test]
fn retire_design_should_fail_when_it_is_unknown_not_ones_own_or_retired() {
    build_and_execute(|| {
        let retire = |who, design| Marketplace::retire_design(signed(who), design);
        assert_noop!(retire(MAKER, 0), Error::<Test>::UnknownDesign);
        let design = design(5);
        publish(SELLER, Terms { design: Some(design), ..terms() });
        assert_noop!(retire(SELLER, design), Error::<Test>::NotDesignOwner);
        assert_ok!(retire(MAKER, design));
        assert_noop!(retire(MAKER, design), Error::<Test>::DesignRetired);
    });
}
