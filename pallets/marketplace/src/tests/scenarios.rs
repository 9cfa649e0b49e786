//! What users elsewhere complained of, each by the name that the complaint has.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use marketplace_escrow::{Dates, How, Quantity};
use sp_runtime::Permill;
use vaka_primitives::Balance;

#[test]
fn the_seller_never_answered_refund_the_buyer_does_nothing() {
    build_and_execute(|| {
        let order = ordered(2);
        wait(3);
        // Anybody at all says so.
        settle(&[order]);
        assert_eq!(ending(order).expect("ended").0, How::Unanswered);
        assert_eq!(cents(BUYER), WEALTH);
    });
}

#[test]
fn the_buyer_forgets_the_seller_is_paid() {
    build_and_execute(|| {
        let order = delivered(2);
        wait(14);
        settle(&[order]);
        assert_eq!(cents(SELLER), WEALTH + 2_000);
        assert_eq!(cents(BUYER), WEALTH - 2_000);
    });
}

#[test]
fn the_dispute_runs_out_nothing_is_locked() {
    build_and_execute(|| {
        let order = disputed(2);
        wait(14);
        settle(&[order]);
        assert_eq!(ending(order).expect("ended").0, How::Unjudged);
        assert_eq!((Marketplace::held(&CENTS), engaged()), (0, 0));
        assert_eq!(Orders::<Test>::iter().count(), 0);
    });
}

#[test]
fn two_buy_the_last_one() {
    build_and_execute(|| {
        let listing = offer(SELLER, terms(), plenty(1));
        order(BUYER, listing, 1);
        // In the same block: the second one is told, and pays nothing.
        assert_noop!(try_order(STRANGER, listing, 1), Error::<Test>::NotEnoughLeft);
        assert_eq!(cents(STRANGER), WEALTH);
        assert_eq!(stock(listing), (0, 1, 0, 0));
    });
}

#[test]
fn the_fish_weighed_less_refund_to_the_unit_on_record() {
    build_and_execute(|| {
        // 2,345 grams were ordered, at 3 a gram; 2,178 were brought.
        let by_gram = Terms { pricing: Pricing::Unit(3), ..terms() };
        let order = order(BUYER, offer(SELLER, by_gram, plenty(5_000)), 2_345);
        assert_eq!(cents(BUYER), WEALTH - 7_386);
        accept(SELLER, order);
        deliver(SELLER, order, 2_178);
        let refund = 7_386 - (2_178 * 3 + 2_178 * 3 / 20);
        last_event(Event::Delivered { order, quantity: 2_178, refund });
        assert_eq!(stock(0), (2_655, 0, 2_178, 167));
        assert_ok!(Marketplace::confirm(signed(BUYER), order));
        assert_eq!(ending(order).expect("ended").1, 2_178);
        assert_eq!((cents(BUYER), cents(SELLER)), (WEALTH - 6_534, WEALTH + 6_534));
    });
}

#[test]
fn cancelled_orders_are_in_no_total() {
    build_and_execute(|| {
        let listing = fish();
        let orders = [1, 2, 3].map(|quantity| order(BUYER, listing, quantity));
        assert_ok!(Marketplace::cancel(signed(BUYER), orders[1]));
        accept(SELLER, orders[2]);
        deliver(SELLER, orders[2], 3);
        let view = Marketplace::lots(listing)[0];
        let totals = (view.available, view.reserved, view.delivered, view.written_off);
        assert_eq!((totals, view.orders), ((6, 1, 3, 0), 2));
        assert_eq!(ending(orders[1]).expect("ended").1, 0);
        assert_eq!(Marketplace::held(&CENTS), 4_200);
    });
}

#[test]
fn the_windows_dates_do_not_move_once_open() {
    build_and_execute(|| {
        let listing = offer(SELLER, terms(), weekly(10));
        let order = order(BUYER, listing, 1);
        let (dates, of_lot) = (
            || Orders::<Test>::get(order).expect("one").escrowed.terms().dates,
            || lot(listing, 0).terms,
        );
        let before = (dates(), of_lot());
        // All that a seller can do to the listing and the lot.
        assert_ok!(Marketplace::update(
            signed(SELLER),
            listing,
            Terms { accept_days: 9, ..terms() }
        ));
        assert_ok!(Marketplace::write_off(signed(SELLER), listing, 0, 5));
        add_lot(SELLER, listing, plenty(9));
        assert_ok!(Marketplace::close_listing(signed(SELLER), listing));
        assert_eq!((dates(), of_lot()), before);
        assert_ok!(Marketplace::recall_lot(signed(SELLER), listing, 0));
        assert_eq!((dates(), of_lot()), before);
    });
}

#[test]
fn sixty_orders_on_pickup_day_one_call() {
    build_and_execute(|| {
        let listing = offer(SELLER, terms(), weekly(200));
        let orders = (0..60).map(|_| order(STRANGER, listing, 2)).collect::<Vec<_>>();
        assert_ok!(Marketplace::accept(signed(SELLER), ids(&orders)));
        wait(4);
        let brought = |order| 1 + Quantity::from(order % 2 == 0);
        let deliveries = orders
            .iter()
            .map(|order| Delivery { order: *order, quantity: brought(*order), code: None })
            .collect::<Vec<_>>();
        let deliveries = deliveries.try_into().expect("at most 64");
        assert_ok!(Marketplace::deliver(signed(SELLER), deliveries));
        assert_eq!(stock(listing), (80, 0, 90, 30));
        wait(14);
        settle(&orders);
        assert_eq!(cents(SELLER), WEALTH + 90_000);
        // Nobody rates them, so the deposits are back in two weeks.
        wait(14);
        settle(&orders);
        assert_eq!(deposited(STRANGER), 0);
    });
}

#[test]
fn a_blocked_payee_delays_nobody() {
    build_and_execute(|| {
        let listing = fish();
        let orders = [order(BUYER, listing, 1), order(STRANGER, listing, 1)];
        assert_ok!(Marketplace::set_fee(signed(PEOPLE), Permill::from_percent(1)));
        let third = order(NURSE, listing, 1);
        for order in orders.into_iter().chain([third]) {
            accept(SELLER, order);
        }
        assert_ok!(Marketplace::reject(signed(SELLER), ids(&[orders[0]])));
        deliver(SELLER, orders[1], 1);
        deliver(SELLER, third, 1);
        // The issuer blocks the seller, a buyer and the treasury.
        for who in [SELLER, STRANGER, TREASURY] {
            block(VOUCHER, who);
        }
        wait(14);
        settle(&[orders[1], third]);
        assert_eq!(Orders::<Test>::iter().count(), 0);
        assert_eq!(cents(NURSE), WEALTH - 1_000);
        let dues = [SELLER, STRANGER, TREASURY].map(|who| due(who, &CENTS));
        assert_eq!(dues, [1_990, 50, 10]);
        assert_eq!(Marketplace::held(&CENTS), dues.iter().sum::<Balance>());
        // Each is paid when the block ends.
        for who in [SELLER, STRANGER, TREASURY] {
            assert_ok!(Assets::thaw(signed(ISSUER), VOUCHER, who));
            let payee = Marketplace::trader(&who).into();
            assert_ok!(Marketplace::claim(signed(BUYER), payee, CENTS));
        }
        assert_eq!((Marketplace::held(&CENTS), cents(SELLER)), (0, WEALTH + 1_990));
    });
}

#[test]
fn rating_oneself_changes_nothing() {
    build_and_execute(|| {
        // A member does not buy from oneself.
        let listing = fish();
        assert_noop!(try_order(SELLER, listing, 1), Error::<Test>::OwnListing);
        // Other accounts of the same person do, as often as they like.
        for n in 0..4 {
            let sham = visitor(n);
            for _ in 0..3 {
                rate(sold_by(SELLER, sham), 5);
            }
        }
        assert_eq!(shown(SELLER), (None, None));
        // With enough accounts it is shown, and as what it is: by people who are no members, each
        // once. Members' ratings are what they were.
        rate(sold_by(SELLER, visitor(4)), 5);
        assert_eq!(shown(SELLER), (None, Some(tally(5, 5))));
        for n in 0..5 {
            rate(sold_by(SELLER, neighbour(n)), 2);
        }
        assert_eq!(shown(SELLER), (Some(tally(2, 5)), Some(tally(5, 5))));
    });
}

#[test]
fn a_cancelled_hour_is_bookable_again_pending_ones_do_not_double_book() {
    build_and_execute(|| {
        learn(NURSE, 7);
        let dates = Dates { closes: None, due: Some(in_days(2)), best_before: None };
        let listing = offer(NURSE, hour(), LotTerms { quantity: 1, opens: None, dates });
        let first = order(BUYER, listing, 1);
        // Nobody accepted it yet, and still nobody else books it.
        assert_noop!(try_order(STRANGER, listing, 1), Error::<Test>::NotEnoughLeft);
        accept(NURSE, first);
        assert_noop!(try_order(STRANGER, listing, 1), Error::<Test>::NotEnoughLeft);
        assert_ok!(Marketplace::cancel(signed(BUYER), first));
        let second = order(STRANGER, listing, 1);
        assert_ok!(Marketplace::reject(signed(NURSE), ids(&[second])));
        order(BUYER, listing, 1);
        assert_noop!(try_order(STRANGER, listing, 1), Error::<Test>::NotEnoughLeft);
    });
}

#[test]
fn an_unlawful_listing_is_taken_down_by_vote() {
    build_and_execute(|| {
        for decided_by in [PEOPLE, VILLAGE] {
            let listing = fish();
            assert_ok!(Marketplace::strike_listing(signed(decided_by), listing));
            assert_noop!(try_order(BUYER, listing, 1), Error::<Test>::UnknownListing);
        }
    });
}
