use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use marketplace_escrow::{Dates, Price, State};
use sp_core::H256;
use sp_runtime::{DispatchError, Permill, TokenError};
use vaka_primitives::Balance;

#[test]
fn place_orders_should_take_price_and_bond_and_reserve_the_stock() {
    build_and_execute(|| {
        let listing = fish();
        assert_ok!(try_order(BUYER, listing, 3));
        let (order, buyer) = (0, BUYER);
        last_event(Event::Placed { order, listing, lot: 0, buyer, quantity: 3, escrow: 3_150 });
        assert_eq!((cents(BUYER), Marketplace::held(&CENTS)), (WEALTH - 3_150, 3_150));
        assert_eq!((stock(listing), lot(listing, 0).orders), ((7, 3, 0, 0), 1));
        let record = Orders::<Test>::get(order).expect("an order");
        assert_eq!(record.buyer, Trader { account: BUYER, member: Some(member(BUYER)) });
        assert_eq!(state(order), State::Placed { until: now() + 3 * DAY });
    });
}

#[test]
fn place_orders_should_keep_what_is_in_force_now() {
    build_and_execute(|| {
        assert_ok!(Marketplace::set_fee(signed(PEOPLE), Permill::from_percent(2)));
        assert_ok!(Marketplace::set_confirmation(signed(VILLAGE), 5));
        let listing = fish();
        let orders =
            [order(BUYER, listing, 1), order(NURSE, listing, 1), order(OUTSIDER, listing, 1)];
        assert_ok!(Marketplace::set_fee(signed(PEOPLE), Permill::from_percent(3)));
        assert_ok!(Marketplace::set_confirmation(signed(VILLAGE), 6));
        // Only the buyer's own village counts.
        for (order, days) in orders.into_iter().zip([5, 14, 14]) {
            let terms = Orders::<Test>::get(order).expect("an order").escrowed.terms().clone();
            assert_eq!((terms.confirmation_days, terms.fee), (days, Permill::from_percent(2)));
            assert_eq!(terms.unjudged, Permill::from_percent(50));
        }
    });
}

#[test]
fn place_orders_should_be_accepted_at_once_where_the_listing_is_instant() {
    build_and_execute(|| {
        learn(NURSE, 7);
        let listing = offer(NURSE, Terms { instant: true, ..hour() }, plenty(1));
        let order = order(BUYER, listing, 1);
        assert!(matches!(state(order), State::Accepted { .. }));
        assert_eq!(engaged(), 1);
    });
}

#[test]
fn place_orders_should_order_of_several_listings_and_currencies() {
    build_and_execute(|| {
        let fish = fish();
        let rope = offer(OUTSIDER, Terms { currency: VAKA, ..terms() }, plenty(5));
        let orders = [new_order(fish, 1), new_order(rope, 2), new_order(fish, 2)];
        assert_ok!(Marketplace::place_orders(signed(STRANGER), new_orders(&orders)));
        assert_eq!((Marketplace::held(&CENTS), Marketplace::held(&VAKA)), (3_150, 2_100));
        assert_eq!(deposited(STRANGER), 3 * DEPOSIT);
    });
}

#[test]
fn place_orders_should_take_the_first_step_only() {
    build_and_execute(|| {
        let listing = offer(SELLER, house(&[10_000, 40_000]), plenty(2));
        let order = order(BUYER, listing, 1);
        assert_eq!(Marketplace::held(&CENTS), 10_500);
        let record = Orders::<Test>::get(order).expect("an order");
        assert!(matches!(record.escrowed.terms().price, Price::Steps(_)));
    });
}

#[test]
fn place_orders_should_let_a_member_spend_the_last_voucher() {
    build_and_execute(|| {
        let listing = fish();
        let spent = WEALTH - 2_100;
        use frame_support::traits::fungibles::Mutate;
        let keep = frame_support::traits::tokens::Preservation::Preserve;
        assert_ok!(<Assets as Mutate<_>>::transfer(VOUCHER, &BUYER, &STRANGER, spent, keep));
        let order = order(BUYER, listing, 2);
        assert_eq!(cents(BUYER), 0);
        // The membership keeps the account, and it can still cancel.
        assert_ok!(Marketplace::cancel(signed(BUYER), order));
        assert_eq!(cents(BUYER), 2_100);
    });
}

#[test]
fn place_orders_should_fail_when_nobody_signed_or_nothing_is_ordered() {
    build_and_execute(|| {
        let orders = new_orders(&[new_order(fish(), 1)]);
        assert_noop!(
            Marketplace::place_orders(RuntimeOrigin::root(), orders),
            DispatchError::BadOrigin
        );
        assert_noop!(
            Marketplace::place_orders(signed(BUYER), new_orders(&[])),
            Error::<Test>::NoOrders
        );
    });
}

#[test]
fn place_orders_should_place_none_when_one_cannot_be_placed() {
    build_and_execute(|| {
        let listing = fish();
        let orders = [new_order(listing, 6), new_order(listing, 5)];
        assert_noop!(
            Marketplace::place_orders(signed(BUYER), new_orders(&orders)),
            Error::<Test>::NotEnoughLeft
        );
        assert_eq!((Orders::<Test>::iter().count(), cents(BUYER)), (0, WEALTH));
    });
}

#[test]
fn place_orders_should_fail_when_listing_or_lot_is_unknown() {
    build_and_execute(|| {
        assert_noop!(try_order(BUYER, 0, 1), Error::<Test>::UnknownListing);
        let listing = publish(SELLER, terms());
        assert_noop!(try_order(BUYER, listing, 1), Error::<Test>::UnknownLot);
    });
}

#[test]
fn place_orders_should_fail_when_it_is_not_the_time() {
    build_and_execute(|| {
        let dates = Dates { closes: Some(in_days(2)), due: None, best_before: None };
        let terms_of = LotTerms { quantity: 5, opens: Some(in_days(1)), dates };
        let listing = offer(SELLER, terms(), terms_of);
        assert_noop!(try_order(BUYER, listing, 1), Error::<Test>::LotNotOpen);
        wait(1);
        assert_ok!(try_order(BUYER, listing, 1));
        wait(1);
        assert_noop!(try_order(BUYER, listing, 1), Error::<Test>::LotClosed);
        let dates = Dates { closes: None, due: None, best_before: Some(in_days(1)) };
        let listing = offer(SELLER, terms(), LotTerms { quantity: 5, opens: None, dates });
        wait(1);
        assert_ok!(try_order(BUYER, listing, 1));
        wait_slots(1);
        assert_noop!(try_order(BUYER, listing, 1), Error::<Test>::PastBestBefore);
    });
}

#[test]
fn place_orders_should_fail_when_it_is_of_oneself() {
    build_and_execute(|| {
        let listing = fish();
        assert_noop!(try_order(SELLER, listing, 1), Error::<Test>::OwnListing);
        // Nor by the member's new account.
        vaka_testing::Nation::<System>::replace(member(SELLER), 77);
        assert_noop!(try_order(77, listing, 1), Error::<Test>::OwnListing);
    });
}

#[test]
fn place_orders_should_fail_when_it_costs_more_than_the_buyer_said() {
    build_and_execute(|| {
        let (fish, house) = (fish(), offer(SELLER, house(&[300, 700]), plenty(1)));
        for listing in [fish, house] {
            let with_max = |max_unit_price| {
                let new = NewOrder { max_unit_price, ..new_order(listing, 1) };
                Marketplace::place_orders(signed(BUYER), new_orders(&[new]))
            };
            assert_noop!(with_max(999), Error::<Test>::PriceTooHigh);
            assert_ok!(with_max(1_000));
        }
    });
}

#[test]
fn place_orders_should_fail_when_the_quantity_makes_no_sense() {
    build_and_execute(|| {
        let (fish, house) = (fish(), offer(SELLER, house(&[1, 1]), plenty(5)));
        assert_noop!(try_order(BUYER, fish, 0), Error::<Test>::NoQuantity);
        assert_noop!(try_order(BUYER, fish, 11), Error::<Test>::NotEnoughLeft);
        for quantity in [0, 2] {
            assert_noop!(try_order(BUYER, house, quantity), Error::<Test>::OneAtATime);
        }
    });
}

#[test]
fn place_orders_should_fail_when_the_price_cannot_be_counted() {
    build_and_execute(|| {
        let dear = Terms { pricing: Pricing::Unit(Balance::MAX / 2), ..terms() };
        let listing = offer(SELLER, dear, plenty(10));
        assert_noop!(try_order(BUYER, listing, 3), Error::<Test>::TooExpensive);
        assert_noop!(try_order(BUYER, listing, 2), Error::<Test>::TooExpensive);
    });
}

#[test]
fn place_orders_should_fail_when_steps_have_a_code() {
    build_and_execute(|| {
        let listing = offer(SELLER, house(&[1, 1]), plenty(1));
        let new = NewOrder { code: Some(H256::zero()), ..new_order(listing, 1) };
        assert_noop!(
            Marketplace::place_orders(signed(BUYER), new_orders(&[new])),
            Error::<Test>::CodeWithSteps
        );
    });
}

#[test]
fn place_orders_should_fail_when_the_seller_does_not_meet_the_requirement_any_longer() {
    build_and_execute(|| {
        learn(NURSE, 7);
        let listing = offer(NURSE, hour(), plenty(5));
        assert_ok!(try_order(BUYER, listing, 1));
        unlearn(NURSE, 7);
        assert_noop!(try_order(BUYER, listing, 1), Error::<Test>::RequirementNotMet);
    });
}

#[test]
fn place_orders_should_fail_when_the_buyer_cannot_pay() {
    build_and_execute(|| {
        let listing = offer(SELLER, Terms { currency: VAKA, ..terms() }, plenty(5));
        assert_noop!(try_order(BUYER, listing, 1), TokenError::FundsUnavailable);
        // What keeps an account alive is not spent.
        let dear = Terms { currency: VAKA, pricing: Pricing::Unit(WEALTH), ..terms() };
        let listing = offer(SELLER, dear, plenty(5));
        assert_noop!(try_order(STRANGER, listing, 1), TokenError::FundsUnavailable);
    });
}

#[test]
fn place_orders_should_fail_when_numbers_are_used_up() {
    build_and_execute(|| {
        let listing = fish();
        NextOrder::<Test>::put(OrderId::MAX);
        assert_noop!(try_order(BUYER, listing, 1), Error::<Test>::NumbersExhausted);
    });
}
