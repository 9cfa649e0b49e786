//! Calls are charged for all that may come, and give back what did not.

use crate::{mock::*, *};
use frame_support::{
    assert_ok,
    dispatch::{DispatchResultWithPostInfo, GetDispatchInfo, PostDispatchInfo},
    traits::UnfilteredDispatchable,
    weights::Weight,
};
use marketplace_escrow::Dates;

/// The weights of these tests.
type W = ();

/// Makes a call. Returns what it weighed, and checks that it was charged for no less.
#[track_caller]
fn weight(who: AccountId, call: Call<Test>) -> Weight {
    let most = call.get_dispatch_info().call_weight;
    let done: DispatchResultWithPostInfo = call.dispatch_bypass_filter(signed(who));
    assert_ok!(done);
    let PostDispatchInfo { actual_weight, .. } = done.expect("it went well");
    let weight = actual_weight.expect("it gives back what it did not do");
    assert!(weight.all_lte(most), "{weight:?} is more than {most:?}");
    weight
}

/// What is sold for VAKA, where vouchers cost nothing.
fn plain() -> Terms {
    Terms { currency: VAKA, ..terms() }
}

/// An outsider's orders of it.
fn placed(count: usize) -> Vec<OrderId> {
    let listing = offer(SELLER, plain(), plenty(100));
    (0..count).map(|_| order(OUTSIDER, listing, 2)).collect()
}

#[test]
fn an_order_should_weigh_what_it_did_from_placing_to_its_end() {
    build_and_execute(|| {
        let listing = offer(SELLER, plain(), plenty(100));
        let orders = new_orders(&[new_order(listing, 2), new_order(listing, 3)]);
        let deposits = W::deposit_moved() * 2;
        let call = Call::place_orders { orders };
        assert_eq!(weight(OUTSIDER, call), W::place_orders(2) + deposits);
        let orders = ids(&[0, 1]);
        assert_eq!(weight(SELLER, Call::accept { orders: orders.clone() }), W::accept(2));
        let short = Delivery { order: 0, quantity: 1, code: None };
        let whole = Delivery { order: 1, quantity: 3, code: None };
        let deliveries = vec![short, whole].try_into().expect("few");
        let refund = W::voucher_paid();
        assert_eq!(weight(SELLER, Call::deliver { deliveries }), W::deliver(2) + refund);
        wait(14);
        assert_eq!(weight(STRANGER, Call::settle { orders }), W::settle(2));
    });
}

#[test]
fn a_voucher_should_weigh_more_for_each_payment() {
    build_and_execute(|| {
        let listing = fish();
        let orders = new_orders(&[new_order(listing, 2)]);
        let paid = W::voucher_paid();
        assert_eq!(weight(BUYER, Call::place_orders { orders }), W::place_orders(1) + paid);
        accept(SELLER, 0);
        let deliveries = delivery(0, 1, None);
        assert_eq!(weight(SELLER, Call::deliver { deliveries }), W::deliver(1) + paid);
        // To both parties.
        assert_eq!(weight(BUYER, Call::confirm { order: 0 }), W::confirm() + paid * 2);
    });
}

#[test]
fn what_cannot_be_paid_should_weigh_more() {
    build_and_execute(|| {
        let order = order(BUYER, fish(), 2);
        block(VOUCHER, BUYER);
        let call = Call::reject { orders: ids(&[order]) };
        let refund = W::reject(1) + W::voucher_paid() + W::due_changed();
        assert_eq!(weight(SELLER, call), refund);
    });
}

#[test]
fn an_award_should_weigh_more_and_a_refund_in_its_absence_most() {
    build_and_execute(|| {
        learn(NURSE, 7);
        let listing = offer(NURSE, Terms { currency: VAKA, ..hour() }, plenty(2));
        let orders = new_orders(&[new_order(listing, 1), new_order(listing, 1)]);
        let extra = W::award_found() * 2 + W::deposit_moved() * 2;
        assert_eq!(weight(OUTSIDER, Call::place_orders { orders }), W::place_orders(2) + extra);
        let accepted = weight(NURSE, Call::accept { orders: ids(&[0]) });
        assert_eq!(accepted, W::accept(1) + W::award_found());
        unlearn(NURSE, 7);
        let refunded = weight(NURSE, Call::accept { orders: ids(&[1]) });
        let end = W::reject(1) + W::award_found() + W::deposit_moved();
        assert_eq!(refunded, W::accept(1) + end);
    });
}

#[test]
fn a_listing_that_ends_with_an_order_should_weigh_more() {
    build_and_execute(|| {
        let order = placed(1)[0];
        assert_ok!(Marketplace::close_listing(signed(SELLER), 0));
        let call = Call::reject { orders: ids(&[order]) };
        let end = W::listing_forgotten() + W::deposit_moved();
        assert_eq!(weight(SELLER, call), W::reject(1) + end);
        assert!(Listings::<Test>::get(0).is_none());
    });
}

#[test]
fn a_code_should_weigh_as_an_end() {
    build_and_execute(|| {
        let listing = offer(SELLER, plain(), plenty(100));
        let code = Some(Marketplace::code_hash(&OUTSIDER, listing, 0, &CODE));
        let coded = NewOrder { code, ..new_order(listing, 1) };
        let orders = new_orders(&[coded, new_order(listing, 1)]);
        assert_ok!(Marketplace::place_orders(signed(OUTSIDER), orders));
        assert_ok!(Marketplace::accept(signed(SELLER), ids(&[0, 1])));
        let by_code = Delivery { order: 0, quantity: 1, code: Some(CODE) };
        let other = Delivery { order: 1, quantity: 1, code: None };
        let deliveries = vec![by_code, other].try_into().expect("few");
        let most = Call::<Test>::deliver { deliveries };
        assert_eq!(weight(SELLER, most), W::deliver(1) + W::deliver_by_code(1));
    });
}

#[test]
fn a_call_should_weigh_the_lots_that_it_looks_at_and_those_that_it_forgets() {
    build_and_execute(|| {
        let listing = publish(SELLER, plain());
        let open = LotTerms { quantity: 1, opens: None, dates: Dates::default() };
        let closes = Dates { closes: Some(in_days(1)), ..Dates::default() };
        let call = |terms| Call::<Test>::add_lot { listing, terms };
        for _ in 0..30 {
            let terms = LotTerms { dates: closes, ..open };
            assert_eq!(weight(SELLER, call(terms)), W::add_lot());
        }
        for _ in 0..2 {
            assert_eq!(weight(SELLER, call(open)), W::add_lot());
        }
        wait(1);
        let pruned = W::lots_left(2) + W::lots_forgotten(30);
        assert_eq!(weight(SELLER, call(open)), W::add_lot() + pruned);
        let call = Call::close_listing { listing };
        let pruned = W::lots_left(0) + W::lots_forgotten(3);
        assert_eq!(weight(SELLER, call), W::close_listing() + pruned);
    });
}

#[test]
fn what_is_charged_should_fit_into_a_block_many_times() {
    // Three quarters of two seconds.
    let block = Weight::from_parts(1_500_000_000_000, u64::MAX);
    let orders = vec![0; rules::MAX_BATCH as usize];
    let orders = || OrderIds::truncate_from(orders.clone());
    for call in [Call::<Test>::accept { orders: orders() }, Call::settle { orders: orders() }] {
        let most = call.get_dispatch_info().call_weight;
        assert!((most * 2).all_lte(block), "{most:?}");
    }
}
