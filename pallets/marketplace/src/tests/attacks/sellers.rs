//! Sellers who want more than their due.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use marketplace_escrow::{How, State};
use sp_runtime::Permill;

#[test]
fn seller_should_not_raise_the_price_between_a_look_and_an_order() {
    build_and_execute(|| {
        let listing = fish();
        let seen = Marketplace::listing(listing).expect("there").terms.unit_price();
        let dear = Terms { pricing: Pricing::Unit(9_000), ..terms() };
        assert_ok!(Marketplace::update(signed(SELLER), listing, dear));
        let new = NewOrder { max_unit_price: seen, ..new_order(listing, 1) };
        assert_noop!(
            Marketplace::place_orders(signed(BUYER), new_orders(&[new])),
            Error::<Test>::PriceTooHigh
        );
    });
}

#[test]
fn seller_should_not_change_any_term_between_a_look_and_an_order() {
    let changes: [fn(&mut Terms); _] = [
        |it| it.pricing = Pricing::Unit(900),
        |it| it.pricing = house(&[500, 500]).pricing,
        |it| it.title = b"Tuna".to_vec().try_into().expect("short"),
        |it| it.details = None,
        |it| it.accept_days = 14,
        |it| it.overdue_days = 60,
        |it| it.start_share = Permill::from_percent(50),
        // Without a judge the seller would get all of it.
        |it| it.unjudged = Some(Permill::one()),
        |it| it.instant = true,
        |it| it.requirement = Some(vaka_primitives::Requirement { schema: 7, stake: 0 }),
        |it| it.design = Some(0),
        // Back to what it was: somebody may have seen what was in between.
        |_| {},
    ];
    for change in changes {
        build_and_execute(|| {
            learn(SELLER, 7);
            design(10);
            let listing = fish();
            let seen = new_order(listing, 1);
            let mut changed = terms();
            change(&mut changed);
            assert_ok!(Marketplace::update(signed(SELLER), listing, changed));
            let place = |new| Marketplace::place_orders(signed(BUYER), new_orders(&[new]));
            assert_noop!(place(seen), Error::<Test>::TermsChanged);
            // Looking again helps.
            let revision = Marketplace::listing(listing).expect("there").revision;
            assert_ok!(place(NewOrder { revision, ..new_order(listing, 1) }));
        });
    }
}

#[test]
fn seller_should_not_oversell_in_one_block() {
    build_and_execute(|| {
        let listing = offer(SELLER, terms(), plenty(10));
        let mut sold = 0;
        for quantity in [4, 4, 4, 2, 1] {
            sold += if try_order(BUYER, listing, quantity).is_ok() { quantity } else { 0 };
        }
        assert_eq!((sold, stock(listing)), (10, (0, 10, 0, 0)));
    });
}

#[test]
fn seller_should_not_buy_from_oneself() {
    build_and_execute(|| {
        let listing = offer(OUTSIDER, terms(), plenty(10));
        assert_noop!(try_order(OUTSIDER, listing, 1), Error::<Test>::OwnListing);
        // Becoming a member does not make another person.
        vaka_testing::Nation::<System>::admit(OUTSIDER, 0);
        assert_noop!(try_order(OUTSIDER, listing, 1), Error::<Test>::OwnListing);
    });
}

#[test]
fn seller_should_not_keep_the_start_share_of_what_was_never_delivered() {
    build_and_execute(|| {
        let order = accepted(1);
        wait(1);
        assert_ok!(Marketplace::start(signed(SELLER), order));
        wait(2);
        settle(&[order]);
        assert_eq!((cents(SELLER), cents(BUYER)), (WEALTH, WEALTH));
    });
}

#[test]
fn seller_should_not_start_at_once_so_that_cancelling_costs() {
    build_and_execute(|| {
        let order = accepted(1);
        assert_noop!(Marketplace::start(signed(SELLER), order), Error::<Test>::StillFree);
        assert_ok!(Marketplace::cancel(signed(BUYER), order));
        assert_eq!(cents(BUYER), WEALTH);
    });
}

#[test]
fn seller_whose_accreditation_was_withdrawn_should_not_work() {
    build_and_execute(|| {
        learn(NURSE, 7);
        let listing = offer(NURSE, hour(), plenty(5));
        let orders = (0..2).map(|_| order(BUYER, listing, 1)).collect::<Vec<_>>();
        accept(NURSE, orders[0]);
        unlearn(NURSE, 7);
        wait(1);
        // Neither the one that was accepted nor the other one.
        assert_ok!(Marketplace::start(signed(NURSE), orders[0]));
        assert_ok!(Marketplace::accept(signed(NURSE), ids(&orders[1..])));
        assert_noop!(try_order(BUYER, listing, 1), Error::<Test>::RequirementNotMet);
        assert_eq!((cents(BUYER), cents(NURSE), engaged()), (WEALTH, WEALTH, 0));
    });
}

#[test]
fn seller_should_not_escape_a_dispute_by_a_recall() {
    build_and_execute(|| {
        let order = disputed(2);
        assert_ok!(Marketplace::recall_lot(signed(SELLER), 0, 0));
        outcome(0, ruling(0));
        settle(&[order]);
        assert_eq!(ending(order).expect("ended").0, How::Ruled(Permill::zero()));
    });
}

#[test]
fn seller_should_not_be_paid_for_a_lot_that_was_called_back() {
    build_and_execute(|| {
        let order = delivered(2);
        assert_ok!(Marketplace::recall_lot(signed(SELLER), 0, 0));
        // All days have passed, and the recall still comes first.
        wait(14);
        settle(&[order]);
        assert_eq!((ending(order).expect("ended").0, cents(BUYER)), (How::Recalled, WEALTH));
    });
}

#[test]
fn seller_should_not_close_a_listing_to_be_rid_of_orders() {
    build_and_execute(|| {
        let order = ordered(2);
        assert_ok!(Marketplace::close_listing(signed(SELLER), 0));
        assert!(matches!(state(order), State::Placed { .. }));
        wait(3);
        settle(&[order]);
        assert_eq!(cents(BUYER), WEALTH);
    });
}

#[test]
fn seller_should_not_fill_a_designs_currencies_against_vaka() {
    build_and_execute(|| {
        let design = Some(design(10));
        // All places but one, with vouchers that are worth nothing.
        for n in 0..7 {
            let listing = publish(OUTSIDER, Terms { currency: voucher(n), design, ..terms() });
            assert_eq!(listing, n);
        }
        let listing = publish(SELLER, Terms { currency: VAKA, design, ..terms() });
        // The people take one of the others down, and there is a place for another voucher.
        assert_noop!(
            Marketplace::publish(signed(SELLER), Terms { design, ..terms() }),
            Error::<Test>::TooManyCurrencies
        );
        assert_ok!(Marketplace::strike_listing(signed(PEOPLE), 0));
        publish(SELLER, Terms { design, ..terms() });
        assert_ok!(Marketplace::close_listing(signed(SELLER), listing));
    });
}
