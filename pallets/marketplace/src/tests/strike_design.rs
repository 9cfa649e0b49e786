use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_core::H256;
use sp_runtime::DispatchError;

#[test]
fn strike_design_should_end_orders_but_not_those_that_were_placed() {
    build_and_execute(|| {
        let design = design(10);
        let with_design = Terms { design: Some(design), ..terms() };
        let listing = offer(SELLER, with_design.clone(), plenty(10));
        let order = order(BUYER, listing, 1);
        assert_ok!(Marketplace::strike_design(signed(PEOPLE), design));
        last_event(Event::DesignStruck { design });
        assert_noop!(try_order(BUYER, listing, 1), Error::<Test>::DesignStruck);
        assert_noop!(Marketplace::publish(signed(NURSE), with_design), Error::<Test>::DesignStruck);
        accept(SELLER, order);
        deliver(SELLER, order, 1);
        assert_ok!(Marketplace::confirm(signed(BUYER), order));
        assert_eq!(ending(order).expect("ended").2.royalties, 100);
    });
}

#[test]
fn strike_design_should_keep_its_content_from_being_registered_again() {
    build_and_execute(|| {
        let design = design(10);
        assert_ok!(Marketplace::strike_design(signed(PEOPLE), design));
        let again = Marketplace::register_design(
            signed(ARTIST),
            H256([1; 32]),
            Default::default(),
            Default::default(),
        );
        assert_eq!(again, Err(Error::<Test>::DesignStruck.into()));
        // Nor is another one based on it.
        let parents = vec![H256([1; 32])].try_into().expect("few");
        let based = H256([2; 32]);
        let child =
            Marketplace::register_design(signed(ARTIST), based, Default::default(), parents);
        assert_eq!(child, Err(Error::<Test>::DesignStruck.into()));
    });
}

#[test]
fn strike_design_should_return_the_deposit_of_one_that_nothing_pays() {
    build_and_execute(|| {
        let design = design(10);
        assert_ok!(Marketplace::strike_design(signed(PEOPLE), design));
        assert_eq!((Designs::<Test>::iter().count(), deposited(MAKER)), (0, 0));
        assert_eq!(DesignByContent::<Test>::iter().count(), 0);
    });
}

#[test]
fn strike_design_should_return_the_deposit_once_all_royalties_are_claimed() {
    build_and_execute(|| {
        let design = design(10);
        let listing = offer(SELLER, Terms { design: Some(design), ..terms() }, plenty(10));
        let order = order(BUYER, listing, 1);
        assert_ok!(Marketplace::strike_design(signed(PEOPLE), design));
        accept(SELLER, order);
        deliver(SELLER, order, 1);
        assert_ok!(Marketplace::confirm(signed(BUYER), order));
        assert_ok!(Marketplace::close_listing(signed(SELLER), listing));
        assert_eq!((Designs::<Test>::iter().count(), deposited(MAKER)), (1, DEPOSIT));
        assert_ok!(Marketplace::claim_royalties(signed(STRANGER), design, CENTS));
        assert_eq!((Designs::<Test>::iter().count(), deposited(MAKER)), (0, 0));
    });
}

#[test]
fn strike_design_should_fail_when_the_people_did_not_decide() {
    build_and_execute(|| {
        let design = design(10);
        for origin in [signed(MAKER), signed(VILLAGE), RuntimeOrigin::root()] {
            assert_noop!(Marketplace::strike_design(origin, design), DispatchError::BadOrigin);
        }
    });
}

#[test]
fn strike_design_should_fail_when_it_is_unknown_or_struck() {
    build_and_execute(|| {
        let strike = |design| Marketplace::strike_design(signed(PEOPLE), design);
        assert_noop!(strike(0), Error::<Test>::UnknownDesign);
        let design = design(10);
        publish(SELLER, Terms { design: Some(design), ..terms() });
        assert_ok!(strike(design));
        assert_noop!(strike(design), Error::<Test>::DesignStruck);
    });
}
