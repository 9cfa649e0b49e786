//! What takes space leaves a deposit, or is one of a member's first ones.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::TokenError;

#[test]
fn member_without_a_coin_should_have_sixteen_listings_and_sixteen_open_orders() {
    build_and_execute(|| {
        let listings = (0..16).map(|_| offer(SELLER, terms(), plenty(10))).collect::<Vec<_>>();
        assert_noop!(Marketplace::publish(signed(SELLER), terms()), TokenError::FundsUnavailable);
        let orders = (0..16).map(|n| order(BUYER, listings[n], 1)).collect::<Vec<_>>();
        assert_noop!(try_order(BUYER, listings[0], 1), TokenError::FundsUnavailable);
        assert_eq!((deposited(SELLER), deposited(BUYER)), (0, 0));
        // What is over makes room.
        assert_ok!(Marketplace::cancel(signed(BUYER), orders[3]));
        order(BUYER, listings[0], 1);
        assert_ok!(Marketplace::close_listing(signed(SELLER), listings[3]));
        publish(SELLER, terms());
    });
}

#[test]
fn member_with_coins_should_have_more() {
    build_and_execute(|| {
        use frame_support::traits::fungible::Mutate;
        TheRules::mutate(|rules| rules.free_orders = 1);
        let listing = fish();
        order(BUYER, listing, 1);
        assert_ok!(Balances::mint_into(&BUYER, 1_000));
        let order = order(BUYER, listing, 1);
        assert_eq!(deposited(BUYER), DEPOSIT);
        assert_ok!(Marketplace::cancel(signed(BUYER), order));
        assert_eq!(deposited(BUYER), 0);
    });
}

#[test]
fn outsiders_should_leave_a_deposit_and_get_it_back() {
    build_and_execute(|| {
        let order = order(OUTSIDER, fish(), 1);
        assert_eq!(deposited(OUTSIDER), DEPOSIT);
        assert_ok!(Marketplace::reject(signed(SELLER), ids(&[order])));
        assert_eq!((deposited(OUTSIDER), money(&VAKA, OUTSIDER)), (0, WEALTH));
    });
}

#[test]
fn suspended_members_should_trade_as_outsiders_do() {
    build_and_execute(|| {
        let listing = fish();
        vaka_testing::Nation::<System>::suspend(member(BUYER));
        assert_noop!(try_order(BUYER, listing, 1), TokenError::FundsUnavailable);
    });
}

#[test]
fn free_space_should_be_left_by_a_member_who_left() {
    build_and_execute(|| {
        let order = ordered(1);
        vaka_testing::Nation::<System>::leave(member(BUYER));
        assert_ok!(Marketplace::cancel(signed(BUYER), order));
        assert!(Allowances::<Test>::iter_values().all(|it| it.orders == 0));
    });
}

#[test]
fn lots_should_give_back_their_own_deposits() {
    build_and_execute(|| {
        let listing = publish(OUTSIDER, terms());
        add_lot(OUTSIDER, listing, plenty(1));
        add_lot(OUTSIDER, listing, plenty(1));
        assert_eq!(deposited(OUTSIDER), 3 * DEPOSIT);
        assert_ok!(Marketplace::write_off(signed(OUTSIDER), listing, 1, 1));
        assert_eq!(deposited(OUTSIDER), 2 * DEPOSIT);
    });
}

#[test]
fn nothing_should_remain_of_what_is_over() {
    let keys = || {
        let mut key = Vec::new();
        let mut keys = Vec::new();
        let prefix = frame_support::storage::storage_prefix(b"Marketplace", b"")[..16].to_vec();
        while let Some(next) = sp_io::storage::next_key(&key) {
            if next.starts_with(&prefix) {
                keys.push(next.clone());
            }
            key = next;
        }
        keys
    };
    build_and_execute(|| {
        let design = Some(design(10));
        let listing = offer(OUTSIDER, Terms { design, ..terms() }, plenty(20));
        let before = keys();
        let accounts = frame_system::Account::<Test>::iter_keys().count();
        let orders = (0..16).map(|_| order_by_code(BUYER, listing, 1, CODE)).collect::<Vec<_>>();
        // An open order takes little.
        let added = keys().into_iter().filter(|key| !before.contains(key));
        let size = |key: Vec<u8>| key.len() + sp_io::storage::get(&key).expect("there").len();
        let bytes = added.map(size).sum::<usize>();
        // Accounts have 32 bytes on a chain, and 8 here.
        let bytes = bytes / 16 + 24;
        assert!(bytes <= 400, "{bytes} bytes an order");
        wait(3);
        settle(&orders);
        let one_more = keys().into_iter().filter(|key| !before.contains(key)).collect::<Vec<_>>();
        // The number of the next order.
        assert_eq!(one_more, [NextOrder::<Test>::hashed_key().to_vec()]);
        assert_eq!(frame_system::Account::<Test>::iter_keys().count(), accounts);
    });
}
