//! What is shown of ratings, what is counted, and what is forgotten.

use crate::{mock::*, *};
use frame_support::assert_ok;
use sp_core::H256;
use vaka_primitives::BlockNumber;
use vaka_testing::Nation;

const HALF_YEAR: BlockNumber = 182 * DAY;

#[test]
fn rating_should_show_the_stage_and_what_was_given() {
    build_and_execute(|| {
        let order = sold();
        let ended = now();
        let view = |order| Marketplace::rating(order).expect("there");
        let first = view(order);
        assert_eq!((first.order, first.buyer, first.seller), (order, BUYER, SELLER));
        assert_eq!(first.ended, ended);
        assert_eq!(first.stage, RatingStage::Committing { until: ended + 14 * DAY });
        assert_eq!((first.by_buyer, first.by_seller), (GivenView::Nothing, GivenView::Nothing));
        commit(order, Side::Buyer, 4);
        assert_eq!(view(order).stage, first.stage);
        assert_eq!(view(order).by_buyer, GivenView::Sealed);
        commit(order, Side::Seller, 4);
        assert_eq!(view(order).stage, RatingStage::Revealing { until: ended + 28 * DAY });
        reveal(order, Side::Buyer, 4);
        let revealed = GivenView::Revealed { stars: 4, text: H256::zero() };
        assert_eq!((view(order).by_buyer, view(order).by_seller), (revealed, GivenView::Sealed));
        wait(28);
        assert_eq!(view(order).stage, RatingStage::Over);
        assert_eq!((view(order).by_buyer, view(order).by_seller), (revealed, GivenView::Withheld));
        assert_eq!((Marketplace::rating(9), Marketplace::rating(accepted(1))), (None, None));
        // The accounts are those of the day.
        Nation::<System>::replace(member(BUYER), 77);
        assert_eq!(view(order).buyer, 77);
    });
}

#[test]
fn a_rating_alone_should_be_revealed_from_the_fifteenth_day_on() {
    build_and_execute(|| {
        let order = sold();
        let until = now() + 28 * DAY;
        commit(order, Side::Buyer, 4);
        wait(14);
        let view = Marketplace::rating(order).expect("there");
        assert_eq!(view.stage, RatingStage::Revealing { until });
    });
}

#[test]
fn reputation_should_be_shown_from_five_raters_on_members_and_others_apart() {
    build_and_execute(|| {
        let raters = (0..5).map(|n| [neighbour(n), visitor(n)]).collect::<Vec<_>>();
        for (n, [member, other]) in raters.into_iter().enumerate() {
            assert_eq!(shown(SELLER), (None, None), "{n} raters");
            rate(sold_by(SELLER, member), 5);
            rate(sold_by(SELLER, other), 1);
        }
        assert_eq!(shown(SELLER), (Some(tally(5, 5)), Some(tally(1, 5))));
        let of_account = Marketplace::reputation(Payee::Account(SELLER));
        let of_member = Marketplace::reputation(Payee::Member(member(SELLER)));
        assert_eq!(of_account, of_member);
        assert_eq!(of_account.current.as_buyer, TalliesView::default());
    });
}

#[test]
fn withheld_ratings_should_be_counted_beside_and_show_nothing_alone() {
    build_and_execute(|| {
        let raters = (0..9).map(neighbour).collect::<Vec<_>>();
        let orders = raters.iter().map(|who| sold_by(SELLER, *who)).collect::<Vec<_>>();
        for order in &orders {
            commit(*order, Side::Buyer, 3);
        }
        wait(14);
        for order in &orders[..4] {
            reveal(*order, Side::Buyer, 3);
        }
        assert_eq!(shown(SELLER), (None, None));
        reveal(orders[4], Side::Buyer, 3);
        assert_eq!(shown(SELLER).0, Some(tally(3, 5)));
        wait(14);
        // Each comes from one queue into the other one first.
        settle(&orders);
        settle(&orders);
        let withheld = Tally { withheld: 4, ..tally(3, 5) };
        assert_eq!(shown(SELLER).0, Some(withheld));
    });
}

#[test]
fn a_pair_should_count_once_in_a_half_year_by_its_newest_order() {
    build_and_execute(|| {
        let first = sold();
        wait(1);
        let second = sold();
        for order in [first, second] {
            commit(order, Side::Buyer, 1 + (order % 2) as u8);
        }
        wait(14);
        let stars = |order| 1 + (order % 2) as u8;
        let by_members = || reputation(SELLER).as_seller.by_members;
        reveal(second, Side::Buyer, stars(second));
        // Of the older order it comes later, and does not count.
        reveal(first, Side::Buyer, stars(first));
        assert_eq!(by_members(), tally(stars(second), 1));
        let third = sold();
        rate(third, 5);
        assert_eq!(by_members(), tally(5, 1));
        // As a buyer the same person counts apart.
        rate(sold_by(BUYER, SELLER), 4);
        assert_eq!(
            (by_members(), reputation(BUYER).as_seller.by_members),
            (tally(5, 1), tally(4, 1))
        );
        assert_eq!(reputation(BUYER).as_buyer.by_members, tally(5, 1));
    });
}

#[test]
fn what_was_withheld_of_an_older_order_should_not_count_over_a_newer_one() {
    build_and_execute(|| {
        let older = sold();
        commit(older, Side::Buyer, 1);
        wait(1);
        rate(sold(), 5);
        wait(28);
        settle(&[older, older, older]);
        has_event(Event::RatingWithheld { order: older, by: Side::Buyer });
        assert_eq!(reputation(SELLER).as_seller.by_members, tally(5, 1));
    });
}

#[test]
fn reputation_should_be_of_the_present_half_year_and_the_last_one() {
    build_and_execute(|| {
        TheRules::mutate(|rules| rules.shown_from = 1);
        let view = || Marketplace::reputation(Payee::Account(SELLER));
        // The chain's first half-year has none before it.
        rate(sold(), 1);
        assert_eq!((view().current.half_year, view().current.since, view().last), (0, 0, None));
        assert_eq!(view().current.as_seller.by_members, Some(tally(1, 1)));
        wait_slots(HALF_YEAR);
        // A pair counts once in each.
        rate(sold(), 2);
        let last = view().last.expect("one");
        assert_eq!((last.half_year, last.as_seller.by_members), (0, Some(tally(1, 1))));
        assert_eq!((view().current.half_year, view().current.since), (1, HALF_YEAR));
        assert_eq!(view().current.as_seller.by_members, Some(tally(2, 1)));
        wait_slots(HALF_YEAR);
        assert_eq!(view().last.expect("one").as_seller.by_members, Some(tally(2, 1)));
        assert_eq!(view().current.as_seller.by_members, None);
        wait_slots(HALF_YEAR);
        assert_eq!(view().last.expect("one").as_seller.by_members, None);
    });
}

#[test]
fn a_rating_should_count_in_the_half_year_in_which_the_order_ended() {
    build_and_execute(|| {
        wait_slots(HALF_YEAR - DAY);
        let order = sold();
        assert_eq!(Marketplace::half_year_of(now()), 0);
        wait(2);
        commit(order, Side::Buyer, 3);
        wait(12);
        reveal(order, Side::Buyer, 3);
        assert_eq!(reputation(SELLER), Reputation::default());
        let last = Reputations::<Test>::get(0, Payee::from(Marketplace::trader(&SELLER)));
        assert_eq!(last.as_seller.by_members, tally(3, 1));
    });
}

#[test]
fn ratings_of_past_half_years_should_be_forgotten_with_their_deposits() {
    build_and_execute(|| {
        let raters = (0..4).map(visitor).collect::<Vec<_>>();
        for who in &raters {
            rate(sold_by(SELLER, *who), 4);
        }
        wait_slots(2 * HALF_YEAR);
        // Commitments forget some of them.
        let before = Ratings::<Test>::iter().count();
        assert_eq!(before, 8);
        commit(sold(), Side::Buyer, 3);
        assert_eq!(Ratings::<Test>::iter().count(), before - 2 + 1);
        // `settle` forgets the rest, whatever it names.
        settle(&[99; 32]);
        assert_eq!(Ratings::<Test>::iter().count(), 1);
        assert_eq!(Reputations::<Test>::iter().count(), 0);
        assert!(raters.into_iter().all(|who| deposited(who) == 0));
        let free = Allowances::<Test>::get(member(SELLER)).ratings;
        assert_eq!((free, Allowances::<Test>::get(member(BUYER)).ratings), (0, 1));
    });
}

#[test]
fn nothing_should_remain_once_nobody_can_rate_any_longer() {
    build_and_execute(|| {
        let orders = (0..40).map(|_| sold()).collect::<Vec<_>>();
        assert_eq!(EndedOrders::<Test>::iter().count(), 40);
        wait_slots(14 * DAY - 1);
        settle(&orders);
        assert_eq!(EndedOrders::<Test>::iter().count(), 40);
        wait_slots(1);
        // The end of another order forgets one, and `settle` one for each order named.
        sold();
        assert_eq!(EndedOrders::<Test>::iter().count(), 40);
        settle(&orders);
        assert_eq!(EndedOrders::<Test>::iter().count(), 1);
        wait(14);
        settle(&orders);
        let left = EndedOrders::<Test>::iter().count()
            + RatingQueue::<Test>::iter().count()
            + Allowances::<Test>::iter().count();
        assert_eq!((left, RatingSpans::<Test>::exists()), (0, false));
    });
}

#[test]
fn an_open_order_should_need_no_place_of_an_ended_one() {
    build_and_execute(|| {
        TheRules::mutate(|rules| (rules.free_orders, rules.free_ended) = (1, 2));
        // The buyer orders on. What there is no place for is not rated.
        let orders = (0..6).map(|_| sold()).collect::<Vec<_>>();
        let rated = orders.iter().filter(|order| EndedOrders::<Test>::contains_key(order));
        assert_eq!(rated.count(), 4, "two of the buyer's places, and two of the seller's");
        let place = |order: OrderId| EndedOrders::<Test>::get(order).expect("there").place;
        assert_eq!(place(orders[1]), Place::Free(Side::Buyer));
        assert_eq!(place(orders[2]), Place::Free(Side::Seller));
        wait(14);
        let next = sold();
        assert_eq!(place(next), Place::Free(Side::Buyer));
    });
}

#[test]
fn ratings_of_members_who_left_or_are_suspended_should_count_as_others() {
    build_and_execute(|| {
        let (gone, fake) = (neighbour(0), neighbour(1));
        let orders = [gone, fake].map(|who| sold_by(SELLER, who));
        for order in orders {
            commit(order, Side::Buyer, 5);
            commit(order, Side::Seller, 5);
        }
        Nation::<System>::leave(member(gone));
        Nation::<System>::suspend(member(fake));
        for order in orders {
            reveal(order, Side::Buyer, 5);
        }
        assert_eq!(reputation(SELLER).as_seller.by_others, tally(5, 2));
        assert_eq!(reputation(SELLER).as_seller.by_members, Tally::default());
        // Once reinstated, the next rating counts as a member's, in place of that one.
        Nation::<System>::reinstate(member(fake));
        rate(sold_by(SELLER, fake), 4);
        assert_eq!(reputation(SELLER).as_seller.by_others, tally(5, 1));
        assert_eq!(reputation(SELLER).as_seller.by_members, tally(4, 1));
    });
}

#[test]
fn deposits_should_come_back_to_those_who_left_them() {
    build_and_execute(|| {
        let order = sold_by(SELLER, OUTSIDER);
        rate(order, 5);
        wait(14);
        // Both are revealed, so nothing is waited for.
        settle(&[order]);
        assert_eq!((EndedOrders::<Test>::iter().count(), deposited(OUTSIDER)), (0, DEPOSIT));
        wait_slots(2 * HALF_YEAR);
        assert_ok!(Marketplace::settle(signed(STRANGER), ids(&[order; 8])));
        assert_eq!((deposited(OUTSIDER), Ratings::<Test>::iter().count()), (0, 0));
    });
}
