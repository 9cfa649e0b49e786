use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_core::H256;

#[test]
fn anyone_with_the_opening_should_reveal_once_both_committed() {
    build_and_execute(|| {
        let order = sold();
        commit(order, Side::Buyer, 4);
        assert_noop!(try_reveal(order, Side::Buyer, 4), Error::<Test>::TooEarlyToReveal);
        commit(order, Side::Seller, 2);
        reveal(order, Side::Buyer, 4);
        let (by, stars, text) = (Side::Buyer, 4, H256::zero());
        last_event(Event::RatingRevealed { order, by, stars, text });
        reveal(order, Side::Seller, 2);
        assert_eq!(reputation(SELLER).as_seller.by_members, tally(4, 1));
        assert_eq!(reputation(BUYER).as_buyer.by_members, tally(2, 1));
        assert_eq!(reputation(BUYER).as_seller, Tallies::default());
    });
}

#[test]
fn a_rating_should_be_revealed_alone_after_fourteen_days() {
    build_and_execute(|| {
        let order = sold();
        commit(order, Side::Seller, 3);
        wait_slots(14 * DAY - 1);
        assert_noop!(try_reveal(order, Side::Seller, 3), Error::<Test>::TooEarlyToReveal);
        wait_slots(1);
        reveal(order, Side::Seller, 3);
        assert_noop!(try_reveal(order, Side::Buyer, 3), Error::<Test>::NothingCommitted);
    });
}

#[test]
fn a_rating_should_be_revealed_within_twenty_eight_days() {
    build_and_execute(|| {
        let order = sold();
        commit(order, Side::Buyer, 4);
        commit(order, Side::Seller, 4);
        wait_slots(28 * DAY - 1);
        reveal(order, Side::Buyer, 4);
        wait_slots(1);
        assert_noop!(try_reveal(order, Side::Seller, 4), Error::<Test>::NothingToRate);
    });
}

#[test]
fn what_is_revealed_should_be_what_was_committed() {
    build_and_execute(|| {
        let order = sold();
        let (text, other) = (H256([4; 32]), H256([5; 32]));
        let committer = Payee::from(Marketplace::trader(&BUYER));
        let hash = Marketplace::rating_hash(order, Side::Buyer, &committer, 4, &text, &SALT);
        assert_ok!(Marketplace::commit_rating(signed(BUYER), order, hash));
        commit(order, Side::Seller, 1);
        let reveal = |stars, text, salt| {
            Marketplace::reveal_rating(signed(STRANGER), order, Side::Buyer, stars, text, salt)
        };
        let wrong = || Error::<Test>::WrongOpening;
        assert_noop!(reveal(5, text, SALT), wrong());
        assert_noop!(reveal(4, other, SALT), wrong());
        assert_noop!(reveal(4, text, [9; 32]), wrong());
        assert_ok!(reveal(4, text, SALT));
        assert_noop!(reveal(4, text, SALT), Error::<Test>::AlreadyRevealed);
    });
}

#[test]
fn reveal_rating_should_need_an_order_that_can_be_rated() {
    build_and_execute(|| {
        assert_noop!(try_reveal(7, Side::Buyer, 4), Error::<Test>::NothingToRate);
        let open = accepted(1);
        assert_noop!(try_reveal(open, Side::Buyer, 4), Error::<Test>::NothingToRate);
    });
}

#[test]
fn a_rating_should_have_one_to_five_stars() {
    build_and_execute(|| {
        let order = sold();
        commit(order, Side::Buyer, 6);
        commit(order, Side::Seller, 0);
        for (by, stars) in [(Side::Buyer, 6), (Side::Seller, 0), (Side::Buyer, 255)] {
            assert_noop!(try_reveal(order, by, stars), Error::<Test>::NotStars);
        }
        // So neither is ever revealed.
        wait(28);
        settle(&[order]);
        settle(&[order]);
        has_event(Event::RatingWithheld { order, by: Side::Buyer });
        has_event(Event::RatingWithheld { order, by: Side::Seller });
        let withheld = Tally { withheld: 1, ..Tally::default() };
        assert_eq!(reputation(SELLER).as_seller.by_members, withheld);
        assert_eq!(reputation(BUYER).as_buyer.by_members, withheld);
    });
}

#[test]
fn a_hash_should_be_what_the_overview_tells() {
    build_and_execute(|| {
        use codec::Encode;
        let (text, salt) = (H256([0x11; 32]), [0x22; 32]);
        let member = Payee::Member(5);
        let hash = Marketplace::rating_hash(7, Side::Buyer, &member, 4, &text, &salt);
        let genesis = H256([9; 32]);
        let domain = *b"vaka/marketplace/rating";
        let bytes = (domain, genesis, 7u64, [0u8, 0u8], 5u32, 4u8, text, salt).encode();
        assert_eq!(bytes.len(), 134);
        assert_eq!(hash, H256(sp_io::hashing::blake2_256(&bytes)));
        let vector =
            sp_core::hex2array!("2c42e3f095c375ee325fe263bbaaf55d4d92d9ba323884142d3b04c45fa67c8c");
        assert_eq!(hash, H256(vector));
        // By a seller who is no member. Accounts have 8 bytes here.
        let account = Payee::Account(20);
        let hash = Marketplace::rating_hash(7, Side::Seller, &account, 4, &text, &salt);
        let bytes = (domain, genesis, 7u64, [1u8, 1u8], 20u64, 4u8, text, salt).encode();
        assert_eq!(hash, H256(sp_io::hashing::blake2_256(&bytes)));
    });
}
