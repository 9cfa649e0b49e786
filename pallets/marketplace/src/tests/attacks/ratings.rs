//! Parties, their friends and strangers who want ratings to be other than they are.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_core::H256;
use vaka_testing::Nation;

#[test]
fn a_copied_hash_should_be_worth_nothing() {
    build_and_execute(|| {
        let (order, other) = (sold(), sold());
        let hash = rating_of(order, Side::Buyer, 5);
        commit(order, Side::Buyer, 5);
        // The seller copies it, in the hope to rate as the buyer does, whatever that is.
        assert_ok!(Marketplace::commit_rating(signed(SELLER), order, hash));
        // And so does the buyer, to another order.
        assert_ok!(Marketplace::commit_rating(signed(BUYER), other, hash));
        commit(other, Side::Seller, 5);
        reveal(order, Side::Buyer, 5);
        // Everybody knows the opening now.
        assert_noop!(try_reveal(order, Side::Seller, 5), Error::<Test>::WrongOpening);
        assert_noop!(try_reveal(other, Side::Buyer, 5), Error::<Test>::WrongOpening);
    });
}

#[test]
fn an_opening_should_fit_no_other_committer() {
    build_and_execute(|| {
        // Somebody sold as an outsider, and is a member now: two committers.
        let order = sold_by(OUTSIDER, BUYER);
        let as_account = rating_of(order, Side::Seller, 5);
        Nation::<System>::admit(OUTSIDER, 0);
        let member = Payee::from(Marketplace::trader(&OUTSIDER));
        let text = H256::zero();
        let as_member = Marketplace::rating_hash(order, Side::Seller, &member, 5, &text, &SALT);
        assert_ne!(as_account, as_member);
        assert_ok!(Marketplace::commit_rating(signed(OUTSIDER), order, as_member));
        commit(order, Side::Buyer, 5);
        assert_noop!(try_reveal(order, Side::Seller, 5), Error::<Test>::WrongOpening);
    });
}

#[test]
fn nobody_should_answer_a_rating_with_another_one() {
    build_and_execute(|| {
        let order = sold();
        commit(order, Side::Buyer, 1);
        // The seller has threatened to answer as bad with bad. Neither sees the other's first.
        assert_noop!(try_reveal(order, Side::Buyer, 1), Error::<Test>::TooEarlyToReveal);
        commit(order, Side::Seller, 5);
        reveal(order, Side::Buyer, 1);
        let worse = rating_of(order, Side::Seller, 1);
        assert_noop!(
            Marketplace::commit_rating(signed(SELLER), order, worse),
            Error::<Test>::TooLateToCommit
        );
        assert_noop!(try_reveal(order, Side::Seller, 1), Error::<Test>::WrongOpening);
        // All that is left is to withhold it, and that is shown.
        wait(28);
        settle(&[order; 2]);
        let withheld = Tally { withheld: 1, ..Tally::default() };
        assert_eq!(reputation(BUYER).as_buyer.by_members, withheld);
        assert_eq!(reputation(SELLER).as_seller.by_members, tally(1, 1));
    });
}

#[test]
fn a_seller_should_not_be_rid_of_a_bad_rating_by_silence() {
    build_and_execute(|| {
        let order = sold();
        commit(order, Side::Buyer, 1);
        wait(14);
        let late = || Marketplace::commit_rating(signed(SELLER), order, H256([1; 32]));
        assert_noop!(late(), Error::<Test>::TooLateToCommit);
        // A stranger who was given the opening reveals it, in the last slot.
        wait_slots(14 * DAY - 1);
        reveal(order, Side::Buyer, 1);
        assert_eq!(reputation(SELLER).as_seller.by_members, tally(1, 1));
    });
}

#[test]
fn rating_the_same_person_again_and_again_should_count_once() {
    build_and_execute(|| {
        for _ in 0..20 {
            rate(sold(), 5);
        }
        assert_eq!(reputation(SELLER).as_seller.by_members, tally(5, 1));
        // One account, or one key after the other, is the same member.
        Nation::<System>::replace(member(BUYER), 77);
        System::inc_sufficients(&77);
        assert_ok!(Assets::transfer(signed(BUYER), VOUCHER, 77, WEALTH / 2));
        rate(sold_by(SELLER, 77), 5);
        assert_eq!(reputation(SELLER).as_seller.by_members, tally(5, 1));
    });
}

#[test]
fn five_friends_of_a_village_should_show_nothing_and_six_what_they_are() {
    build_and_execute(|| {
        let friends = (0..6).map(neighbour).collect::<Vec<_>>();
        let rate_all = |friends: &[AccountId]| {
            for seller in friends {
                for buyer in friends.iter().filter(|buyer| *buyer != seller) {
                    rate(sold_by(*seller, *buyer), 5);
                }
            }
        };
        rate_all(&friends[..5]);
        assert!(friends.iter().all(|who| shown(*who) == (None, None)));
        rate_all(&friends);
        // Five members say so, and that is what is shown: how many, and nothing of how often.
        assert!(friends.iter().all(|who| shown(*who) == (Some(tally(5, 5)), None)));
    });
}

#[test]
fn a_flood_of_outsiders_should_touch_no_members_tally_and_leave_deposits() {
    build_and_execute(|| {
        for n in 0..30 {
            rate(sold_by(SELLER, visitor(n)), 1);
        }
        for n in 0..5 {
            rate(sold_by(SELLER, neighbour(n)), 5);
        }
        assert_eq!(shown(SELLER), (Some(tally(5, 5)), Some(tally(1, 30))));
        // Each for the order, and for what it said.
        assert!((0..30).all(|n| deposited(3_000 + n) == 2 * DEPOSIT));
    });
}

#[test]
fn a_buyer_should_not_escape_ratings_by_filling_the_own_places() {
    build_and_execute(|| {
        // Sham orders of a friend take all 64.
        for _ in 0..70 {
            sold_by(NURSE, BUYER);
        }
        let order = sold();
        assert_eq!(
            EndedOrders::<Test>::get(order).map(|it| it.place),
            Some(Place::Free(Side::Seller))
        );
        commit(order, Side::Seller, 1);
        wait(14);
        reveal(order, Side::Seller, 1);
        assert_eq!(reputation(BUYER).as_buyer.by_members, tally(1, 1));
    });
}

#[test]
fn members_without_a_coin_should_store_a_bounded_number_of_ended_orders() {
    build_and_execute(|| {
        for _ in 0..200 {
            sold();
        }
        assert_eq!(EndedOrders::<Test>::iter().count(), 128);
        let queued = RatingQueue::<Test>::iter_values().map(|part| part.len());
        assert_eq!(queued.sum::<usize>(), 128);
    });
}

#[test]
fn an_order_that_can_be_rated_should_take_little_space() {
    build_and_execute(|| {
        use codec::MaxEncodedLen;
        // Of 32-byte accounts, with both ratings and a deposit: 16 bytes of the amount.
        type Account = sp_core::crypto::AccountId32;
        let (key, queue) = (32 + 8 + 8, 32 + 9 + 16 + 8);
        let order = EndedOrder::<Account, u128>::max_encoded_len() + key + queue;
        assert!(order <= 300, "{order} bytes");
        let person = 16 + Payee::<Account>::max_encoded_len();
        let rating = Rating::<Account, u128>::max_encoded_len() + 32 + 12 + person + 1 + person;
        let reputation = Reputation::max_encoded_len() + 32 + 12 + person;
        assert!(rating + reputation <= 500, "{rating} and {reputation} bytes");
    });
}

#[test]
fn an_old_key_should_neither_rate_nor_reveal_something_else() {
    build_and_execute(|| {
        let order = sold();
        commit(order, Side::Buyer, 2);
        Nation::<System>::replace(member(BUYER), 77);
        let other = rating_of(order, Side::Buyer, 5);
        assert_noop!(
            Marketplace::commit_rating(signed(BUYER), order, other),
            Error::<Test>::NotParty
        );
        commit(order, Side::Seller, 5);
        // What the person committed is revealed, whatever the key of the day.
        reveal(order, Side::Buyer, 2);
    });
}
