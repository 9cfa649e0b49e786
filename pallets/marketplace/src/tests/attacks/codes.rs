//! Codes that fit nothing else.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

fn try_code(
    seller: AccountId,
    order: OrderId,
    code: Code,
) -> frame_support::dispatch::DispatchResultWithPostInfo {
    Marketplace::deliver(signed(seller), delivery(order, 1, Some(code)))
}

#[test]
fn a_copied_hash_should_help_nobody() {
    build_and_execute(|| {
        let listing = fish();
        let of_buyer = order_by_code(BUYER, listing, 1, CODE);
        let copied = Orders::<Test>::get(of_buyer).expect("one").code;
        let new = NewOrder { code: copied, ..new_order(listing, 1) };
        let of_copier = NextOrder::<Test>::get();
        assert_ok!(Marketplace::place_orders(signed(STRANGER), new_orders(&[new])));
        assert_ok!(Marketplace::accept(signed(SELLER), ids(&[of_buyer, of_copier])));
        assert_ok!(try_code(SELLER, of_buyer, CODE));
        // Everybody knows the code now, and it does not fit the copier's order.
        assert_noop!(try_code(SELLER, of_copier, CODE), Error::<Test>::WrongCode);
    });
}

#[test]
fn a_code_that_was_shown_should_fit_no_order_of_another_lot_or_listing() {
    build_and_execute(|| {
        let listing = fish();
        add_lot(SELLER, listing, plenty(10));
        let other = offer(NURSE, terms(), plenty(10));
        let here = order_by_code(BUYER, listing, 1, CODE);
        let hash = Orders::<Test>::get(here).expect("one").code;
        // A careless buyer uses the same hash everywhere.
        let orders = [
            NewOrder { lot: 1, code: hash, ..new_order(listing, 1) },
            NewOrder { code: hash, ..new_order(other, 1) },
        ];
        assert_ok!(Marketplace::place_orders(signed(BUYER), new_orders(&orders)));
        assert_ok!(Marketplace::accept(signed(SELLER), ids(&[here, here + 1])));
        accept(NURSE, here + 2);
        assert_ok!(try_code(SELLER, here, CODE));
        assert_noop!(try_code(SELLER, here + 1, CODE), Error::<Test>::WrongCode);
        assert_noop!(try_code(NURSE, here + 2, CODE), Error::<Test>::WrongCode);
    });
}

#[test]
fn a_code_should_complete_nothing_that_was_not_accepted() {
    build_and_execute(|| {
        let order = order_by_code(BUYER, fish(), 1, CODE);
        assert_noop!(try_code(SELLER, order, CODE), Error::<Test>::NotAccepted);
    });
}

#[test]
fn a_hash_should_be_what_the_overview_tells() {
    build_and_execute(|| {
        use codec::Encode;
        let genesis = sp_core::H256([9; 32]);
        let bytes = (*b"vaka/market/code", genesis, BUYER, 3u32, 4u32, CODE).encode();
        let hash = sp_io::hashing::blake2_256(&bytes);
        assert_eq!(Marketplace::code_hash(&BUYER, 3, 4, &CODE), sp_core::H256(hash));
    });
}
