use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use marketplace_escrow::Price;
use sp_runtime::DispatchError;

#[test]
fn update_should_change_new_orders_and_none_that_was_placed() {
    build_and_execute(|| {
        let listing = fish();
        let old = order(BUYER, listing, 1);
        let before = Orders::<Test>::get(old);
        let dear = Terms {
            pricing: Pricing::Unit(5_000),
            accept_days: 9,
            requirement: hour().requirement,
            ..terms()
        };
        learn(SELLER, 7);
        assert_ok!(Marketplace::update(signed(SELLER), listing, dear));
        last_event(Event::Updated { listing });
        assert_eq!(Orders::<Test>::get(old), before);
        let new = order(BUYER, listing, 1);
        let new = Orders::<Test>::get(new).expect("an order");
        let terms = new.escrowed.terms();
        assert_eq!(terms.price, Price::Units { each: 5_000, quantity: 1 });
        assert_eq!((terms.accept_days, new.requirement), (9, hour().requirement));
    });
}

#[test]
fn update_should_let_an_order_pay_the_design_with_which_it_was_placed() {
    build_and_execute(|| {
        let design = design(10);
        let listing = offer(SELLER, Terms { design: Some(design), ..terms() }, plenty(10));
        let order = order(BUYER, listing, 1);
        assert_ok!(Marketplace::update(signed(SELLER), listing, terms()));
        let users = |design| Designs::<Test>::get(design).expect("known").earnings[0].users;
        assert_eq!(users(design), 1);
        accept(SELLER, order);
        deliver(SELLER, order, 1);
        assert_ok!(Marketplace::confirm(signed(BUYER), order));
        assert_eq!(users(design), 0);
        assert_eq!(Designs::<Test>::get(design).expect("known").earnings[0].due[0], 100);
    });
}

#[test]
fn update_should_take_another_design() {
    build_and_execute(|| {
        let one = design(10);
        let listing = publish(SELLER, Terms { design: Some(one), ..terms() });
        let other = Terms { design: Some(design_of(ARTIST, 2, 5)), ..terms() };
        assert_ok!(Marketplace::update(signed(SELLER), listing, other));
        assert!(Designs::<Test>::get(one).expect("known").earnings.is_empty());
    });
}

#[test]
fn update_should_fail_when_nobody_signed() {
    build_and_execute(|| {
        let listing = fish();
        assert_noop!(
            Marketplace::update(RuntimeOrigin::root(), listing, terms()),
            DispatchError::BadOrigin
        );
    });
}

#[test]
fn update_should_fail_when_the_listing_is_unknown_not_ones_own_or_closed() {
    build_and_execute(|| {
        let update = |who, listing| Marketplace::update(signed(who), listing, terms());
        assert_noop!(update(SELLER, 0), Error::<Test>::UnknownListing);
        let listing = fish();
        assert_noop!(update(BUYER, listing), Error::<Test>::NotSeller);
        order(BUYER, listing, 1);
        assert_ok!(Marketplace::close_listing(signed(SELLER), listing));
        assert_noop!(update(SELLER, listing), Error::<Test>::ListingClosed);
    });
}

#[test]
fn update_should_fail_when_it_changes_kind_or_currency() {
    build_and_execute(|| {
        let listing = fish();
        let update = |terms| Marketplace::update(signed(SELLER), listing, terms);
        assert_noop!(update(Terms { kind: Kind::Goods, ..terms() }), Error::<Test>::KindFixed);
        assert_noop!(update(Terms { currency: VAKA, ..terms() }), Error::<Test>::CurrencyFixed);
    });
}

#[test]
fn update_should_fail_when_terms_make_no_sense() {
    build_and_execute(|| {
        let listing = fish();
        let update = |terms| Marketplace::update(signed(SELLER), listing, terms);
        let free = Terms { pricing: Pricing::Unit(0), ..terms() };
        assert_noop!(update(free), Error::<Test>::NoPrice);
        let trained = Terms { requirement: hour().requirement, ..terms() };
        assert_noop!(update(trained), Error::<Test>::RequirementNotMet);
        let designed = Terms { design: Some(7), ..terms() };
        assert_noop!(update(designed), Error::<Test>::UnknownDesign);
    });
}
