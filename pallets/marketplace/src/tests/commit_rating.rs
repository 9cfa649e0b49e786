use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use marketplace_escrow::How;
use sp_core::H256;
use sp_runtime::{Permill, TokenError};
use vaka_testing::Nation;

const HASH: H256 = H256([8; 32]);

fn try_commit(who: AccountId, order: OrderId) -> sp_runtime::DispatchResult {
    Marketplace::commit_rating(signed(who), order, HASH)
}

#[test]
fn each_party_should_commit_a_rating() {
    build_and_execute(|| {
        let order = sold();
        assert_ok!(try_commit(BUYER, order));
        last_event(Event::RatingCommitted { order, by: Side::Buyer });
        assert_ok!(try_commit(SELLER, order));
        last_event(Event::RatingCommitted { order, by: Side::Seller });
        let ended = EndedOrders::<Test>::get(order).expect("it can be rated");
        assert_eq!((ended.by_buyer, ended.by_seller), (Given::Sealed(HASH), Given::Sealed(HASH)));
        // Nothing is counted yet.
        assert_eq!(Reputations::<Test>::iter().count(), 0);
    });
}

#[test]
fn every_order_that_ended_after_its_acceptance_should_be_rated() {
    build_and_execute(|| {
        let half = Permill::from_percent(50);
        let ended = |order: OrderId, expected: How| {
            assert_eq!(ending(order).expect("ended").0, expected);
            assert_ok!(try_commit(BUYER, order));
            assert_ok!(try_commit(SELLER, order));
        };
        ended(sold(), How::Confirmed);
        let order = accepted(1);
        assert_ok!(Marketplace::reject(signed(SELLER), ids(&[order])));
        ended(order, How::Rejected);
        let order = accepted(1);
        assert_ok!(Marketplace::cancel(signed(BUYER), order));
        ended(order, How::Cancelled);
        let order = accepted(1);
        assert_ok!(Marketplace::propose_split(signed(SELLER), order, half));
        assert_ok!(Marketplace::accept_split(signed(BUYER), order, half));
        ended(order, How::Split(half));
        let order = accepted(1);
        let listing = NextListing::<Test>::get() - 1;
        assert_ok!(Marketplace::recall_lot(signed(SELLER), listing, 0));
        settle(&[order]);
        ended(order, How::Recalled);
        let order = disputed(1);
        let case = Orders::<Test>::get(order).and_then(|it| it.case).expect("a case");
        outcome(case, ruling(30));
        settle(&[order]);
        ended(order, How::Ruled(Permill::from_percent(30)));
        let (late, started, unjudged, forgotten) =
            (accepted(1), accepted(1), disputed(1), delivered(1));
        wait(1);
        assert_ok!(Marketplace::start(signed(SELLER), started));
        assert_ok!(Marketplace::cancel(signed(BUYER), started));
        ended(started, How::CancelledLate);
        wait(14);
        settle(&[late, unjudged, forgotten]);
        ended(late, How::Overdue);
        ended(unjudged, How::Unjudged);
        ended(forgotten, How::Unchallenged);
    });
}

#[test]
fn commit_rating_should_need_an_order_that_ended_after_its_acceptance() {
    build_and_execute(|| {
        let nothing = || Error::<Test>::NothingToRate;
        assert_noop!(try_commit(BUYER, 7), nothing());
        let (open, unanswered) = (accepted(1), ordered(1));
        assert_noop!(try_commit(BUYER, open), nothing());
        wait(3);
        settle(&[unanswered]);
        assert_eq!(ending(unanswered).expect("ended").0, How::Unanswered);
        assert_noop!(try_commit(BUYER, unanswered), nothing());
    });
}

#[test]
fn commit_rating_should_be_by_a_party() {
    build_and_execute(|| {
        let order = sold();
        assert_noop!(try_commit(STRANGER, order), Error::<Test>::NotParty);
        // The new key acts, the old one does not.
        Nation::<System>::replace(member(BUYER), 77);
        assert_noop!(try_commit(BUYER, order), Error::<Test>::NotParty);
        assert_ok!(try_commit(77, order));
        // The recorded account acts for a member who left. The place is not free any longer.
        Nation::<System>::leave(member(SELLER));
        assert_noop!(try_commit(SELLER, order), TokenError::FundsUnavailable);
    });
}

#[test]
fn commit_rating_should_replace_what_was_committed_until_both_have() {
    build_and_execute(|| {
        let order = sold();
        commit(order, Side::Buyer, 1);
        commit(order, Side::Buyer, 4);
        commit(order, Side::Seller, 5);
        let too_late = || Error::<Test>::TooLateToCommit;
        assert_noop!(try_commit(BUYER, order), too_late());
        assert_noop!(try_commit(SELLER, order), too_late());
        assert_noop!(try_reveal(order, Side::Buyer, 1), Error::<Test>::WrongOpening);
        reveal(order, Side::Buyer, 4);
    });
}

#[test]
fn commit_rating_should_be_within_fourteen_days() {
    build_and_execute(|| {
        let (order, other) = (sold(), sold());
        wait_slots(14 * DAY - 1);
        assert_ok!(try_commit(BUYER, order));
        wait_slots(1);
        assert_noop!(try_commit(SELLER, order), Error::<Test>::TooLateToCommit);
        assert_noop!(try_commit(BUYER, other), Error::<Test>::TooLateToCommit);
        wait(14);
        // Nobody has forgotten it yet, and still nobody rates it.
        assert!(EndedOrders::<Test>::contains_key(order));
        assert_noop!(try_commit(SELLER, order), Error::<Test>::NothingToRate);
    });
}

#[test]
fn a_halt_should_take_no_days_from_raters() {
    build_and_execute(|| {
        let order = sold();
        halt(60);
        commit(order, Side::Buyer, 3);
    });
}

#[test]
fn outsiders_should_leave_a_deposit_for_what_they_say_of_somebody() {
    build_and_execute(|| {
        let order = sold_by(SELLER, OUTSIDER);
        // The order's own one stays while it can be rated.
        assert_eq!(deposited(OUTSIDER), DEPOSIT);
        commit(order, Side::Buyer, 5);
        assert_eq!(deposited(OUTSIDER), 2 * DEPOSIT);
        // There is one for each person and half-year.
        let again = sold_by(SELLER, OUTSIDER);
        commit(again, Side::Buyer, 4);
        assert_eq!(deposited(OUTSIDER), 3 * DEPOSIT);
        assert_eq!(deposited(SELLER), 0);
    });
}

#[test]
fn commit_rating_should_fail_without_a_place_and_without_a_coin() {
    build_and_execute(|| {
        TheRules::mutate(|rules| rules.free_ratings = 1);
        let (one, two) = (sold(), sold_by(NURSE, BUYER));
        assert_ok!(try_commit(BUYER, one));
        assert_noop!(try_commit(BUYER, two), TokenError::FundsUnavailable);
        // A second rating of the same person takes no place.
        assert_ok!(try_commit(BUYER, sold()));
        Nation::<System>::suspend(member(NURSE));
        assert_noop!(try_commit(NURSE, two), TokenError::FundsUnavailable);
    });
}
