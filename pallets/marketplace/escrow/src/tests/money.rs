//! How a pot is shared, whatever led to it.

use proptest::{collection::vec, prelude::*};
use sp_arithmetic::Permill;

use super::support::*;
use crate::{
    payouts::{Cuts, Pot, Shares},
    Payouts, Royalties, Side, MAX_ROUNDS,
};

/// The fee's share and the royalties'.
type Rates = (Permill, Royalties);

const MILLION: u128 = 1_000_000;

fn share(pot: &Pot, to_seller: Permill, rounds: u8, (fee, royalties): &Rates) -> Payouts {
    pot.share(&Shares { to_seller, rounds, agreed: false }, &Cuts { fee: *fee, royalties })
}

fn agreed(pot: &Pot, to_seller: Permill, rounds: u8, (fee, royalties): &Rates) -> Payouts {
    pot.share(&Shares { to_seller, rounds, agreed: true }, &Cuts { fee: *fee, royalties })
}

fn free() -> Rates {
    (Permill::zero(), Royalties::default())
}

/// `⌊value · share⌋`, by another way than the library's.
fn floor(value: u128, share: Permill) -> u128 {
    let (whole, rest) = (value / MILLION, value % MILLION);
    let parts = u128::from(share.deconstruct());
    whole * parts + rest * parts / MILLION
}

fn pot(value: u128, appellant: Option<Side>) -> Pot {
    Pot { value, appellant }
}

/// Seller, buyer, judges, and what the seller owes besides.
fn parts(payouts: Payouts) -> (u128, u128, [u128; 2], u128) {
    (payouts.seller, payouts.buyer, payouts.judges, payouts.owed_by_seller)
}

#[test]
fn judges_should_be_paid_by_those_who_lose() {
    let ruled = |to_seller| parts(share(&pot(1_000, None), percent(to_seller), 1, &free()));
    // The fee is 50. A buyer who is wholly right gets all back, a seller who is gets all.
    assert_eq!(ruled(0), (0, 1_050, [0, 0], 50));
    assert_eq!(ruled(100), (1_000, 0, [50, 0], 0));
    assert_eq!(ruled(50), (475, 525, [50, 0], 0));
    // From 1/21 on, the seller's share pays the seller's part.
    assert_eq!(ruled(4), (0, 960 + 50 - 2, [42, 0], 8));
    assert_eq!(ruled(5), (50 - 48, 950 + 50 - 2, [50, 0], 0));
}

#[test]
fn judges_of_both_rounds_should_be_paid_when_the_appellant_is_wholly_wrong() {
    // Both fees are 100, as much as the bond of the appeal.
    let seller = pot(1_000, Some(Side::Seller));
    assert_eq!(parts(share(&seller, percent(0), 2, &free())), (0, 1_050, [50, 50], 0));
    let buyer = pot(1_000, Some(Side::Buyer));
    assert_eq!(parts(share(&buyer, percent(100), 2, &free())), (1_000, 50, [50, 50], 0));
}

#[test]
fn judges_should_get_what_there_is_when_the_loser_did_not_appeal() {
    let seller = pot(1_000, Some(Side::Seller));
    assert_eq!(parts(share(&seller, percent(100), 2, &free())), (1_100, 0, [25, 25], 0));
    let buyer = pot(1_000, Some(Side::Buyer));
    assert_eq!(parts(share(&buyer, percent(0), 2, &free())), (0, 1_150, [0, 0], 100));
}

#[test]
fn bond_of_the_appeal_should_return_when_only_one_round_served() {
    // No jury was found, so the first ruling stands.
    let seller = pot(1_000, Some(Side::Seller));
    assert_eq!(parts(share(&seller, percent(50), 1, &free())), (575, 525, [50, 0], 0));
}

#[test]
fn bond_of_the_appeal_should_pay_what_its_owner_owes_when_only_one_round_served() {
    let seller = pot(1_000, Some(Side::Seller));
    assert_eq!(parts(share(&seller, percent(0), 1, &free())), (50, 1_050, [50, 0], 0));
}

#[test]
fn judges_should_be_paid_in_full_when_both_parties_agreed() {
    let split =
        |to_seller, rounds| parts(agreed(&pot(1_000, None), percent(to_seller), rounds, &free()));
    // What the seller cannot pay, the buyer does; and the other way round.
    assert_eq!(split(0, 1), (0, 1_000, [50, 0], 0));
    assert_eq!(split(0, 2), (0, 950, [50, 50], 0));
    assert_eq!(split(100, 2), (950, 0, [50, 50], 0));
    // Where each can pay, it is as if judges had ruled so.
    assert_eq!(split(50, 1), parts(share(&pot(1_000, None), percent(50), 1, &free())));
}

#[test]
fn fee_and_royalties_should_come_out_of_what_the_seller_earns_only() {
    let rates = (percent(3), royalties(&[10, 20]));
    let seller = pot(1_000, Some(Side::Seller));
    let payouts = share(&seller, percent(50), 1, &rates);
    // 500 less 25 for the judges. The bond of 100 is no income.
    assert_eq!((payouts.fee, payouts.royalties[0], payouts.royalties[1]), (14, 47, 95));
    assert_eq!(payouts.seller, 475 - 14 - 47 - 95 + 100);
    assert_eq!(payouts.buyer, 525);
}

#[test]
fn seller_should_not_get_less_for_more_when_there_are_many_payees() {
    let rates = (percent(3), royalties(&[3; 10]));
    let seller = |value| share(&pot(value, None), Permill::one(), 0, &rates).seller;
    assert_eq!((seller(99), seller(100)), (67, 67));
    assert!((0..5_000).all(|value| seller(value) <= seller(value + 1)));
}

#[test]
fn odd_unit_should_be_the_first_rounds_when_two_share() {
    let payouts = share(&pot(30, Some(Side::Seller)), percent(0), 2, &free());
    assert_eq!(parts(payouts), (1, 31, [1, 1], 0));
    let payouts = share(&pot(60, Some(Side::Seller)), Permill::one(), 2, &free());
    assert_eq!(parts(payouts), (66, 0, [2, 1], 0));
}

#[test]
fn nothing_should_be_lost_when_the_value_is_too_small_to_be_shared() {
    let rates = (percent(3), royalties(&[30]));
    for value in 0..40 {
        for to_seller in [0, 1, 50, 99, 100] {
            let pot = pot(value, None);
            assert_eq!(share(&pot, percent(to_seller), 1, &rates).total(), pot.total());
        }
    }
}

/// Values of all orders of magnitude, to the highest that an order can have.
fn values() -> impl Strategy<Value = u128> {
    let highest = u128::MAX / 116 * 100;
    prop_oneof![0..200u128, 0..1_000_000u128, any::<u64>().prop_map(u128::from), 0..=highest]
}

fn shares() -> impl Strategy<Value = Permill> {
    let ends = prop_oneof![Just(0), Just(1), Just(999_999), Just(1_000_000)];
    prop_oneof![ends, 0..=1_000_000u32, (0..=100u32).prop_map(|percent| percent * 10_000)]
        .prop_map(Permill::from_parts)
}

prop_compose! {
    fn rates()(
        fee in 0..=30_000u32,
        royalties in vec(0..=30_000u32, 0..=10),
    ) -> Rates {
        let royalties = royalties.into_iter().map(Permill::from_parts);
        (Permill::from_parts(fee), Royalties::new(royalties).unwrap())
    }
}

fn pots() -> impl Strategy<Value = Pot> {
    let appellants = prop_oneof![Just(None), Just(Some(Side::Buyer)), Just(Some(Side::Seller))];
    (values(), appellants).prop_map(|(value, appellant)| Pot { value, appellant })
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn payouts_should_be_all_that_is_in_escrow(
        pot in pots(),
        to_seller in shares(),
        rounds in 0..=3u8,
        rates in rates(),
    ) {
        let payouts = share(&pot, to_seller, rounds, &rates);
        let royalties = payouts.royalties.iter().sum::<u128>();
        let judges = payouts.judges.iter().sum::<u128>();
        let total = payouts.seller + payouts.buyer + payouts.fee + royalties + judges;
        prop_assert_eq!(total, pot.total());
        prop_assert_eq!(total, payouts.total());
    }

    #[test]
    fn higher_ruling_should_never_pay_the_seller_less_or_the_buyer_more(
        pot in pots(),
        (one, other) in (shares(), shares()),
        rounds in 0..=MAX_ROUNDS,
        rates in rates(),
    ) {
        let lower = share(&pot, one.min(other), rounds, &rates);
        let higher = share(&pot, one.max(other), rounds, &rates);
        prop_assert!(lower.seller <= higher.seller);
        prop_assert!(lower.buyer >= higher.buyer);
        prop_assert!(lower.fee <= higher.fee);
        prop_assert!(lower.owed_by_seller >= higher.owed_by_seller);
    }

    #[test]
    fn more_value_should_never_pay_the_seller_less(
        (one, other) in (values(), values()),
        more in 0..200u128,
        rates in rates(),
    ) {
        // In full, as any delivery: near each other, where rounding shows, and far apart.
        let seller = |value| share(&pot(value, None), Permill::one(), 0, &rates).seller;
        prop_assert!(seller(one.min(other)) <= seller(one.max(other)));
        prop_assert!(seller(one) <= seller(one + more));
    }

    #[test]
    fn cuts_should_be_what_their_shares_come_to(
        value in values(),
        rates in rates(),
    ) {
        let (fee, royalties) = &rates;
        let payouts = share(&pot(value, None), Permill::one(), 0, &rates);
        prop_assert_eq!(payouts.fee, floor(value, *fee));
        let mut cuts = payouts.fee;
        for (at, royalty) in royalties.shares().enumerate() {
            let (got, exact) = (payouts.royalties[at], floor(value, royalty));
            prop_assert!(got == exact || got == exact + 1);
            cuts += got;
        }
        // Together they are rounded down.
        let rate = fee.deconstruct() + royalties.total().deconstruct();
        prop_assert_eq!(cuts, floor(value, Permill::from_parts(rate)));
        prop_assert_eq!(payouts.seller, value - cuts);
    }

    #[test]
    fn judges_should_be_paid_in_full_but_for_what_the_loser_has_not(
        pot in pots(),
        to_seller in shares(),
        rounds in 0..=MAX_ROUNDS,
    ) {
        let payouts = share(&pot, to_seller, rounds, &free());
        let fees = pot.value / 20 * u128::from(rounds);
        let judges = payouts.judges.iter().sum::<u128>();
        prop_assert!(judges <= fees);
        let missing = fees - judges;
        prop_assert!(missing >= payouts.owed_by_seller);
        // Somebody who still has something owes nothing.
        prop_assert!(payouts.owed_by_seller == 0 || payouts.seller == 0);
        prop_assert!(missing == payouts.owed_by_seller || payouts.buyer == 0);
        prop_assert!(payouts.judges[0] - payouts.judges[1] <= 1 || rounds == 1);
    }

    #[test]
    fn judges_should_miss_nothing_when_both_parties_agreed(
        pot in pots(),
        to_seller in shares(),
        rounds in 0..=MAX_ROUNDS,
        rates in rates(),
    ) {
        let payouts = agreed(&pot, to_seller, rounds, &rates);
        prop_assert_eq!(payouts.total(), pot.total());
        prop_assert_eq!(payouts.judges.iter().sum::<u128>(), pot.value / 20 * u128::from(rounds));
        prop_assert_eq!(payouts.owed_by_seller, 0);
        // Nobody pays more than if judges had ruled so, unless the other one cannot pay.
        let ruled = share(&pot, to_seller, rounds, &rates);
        prop_assert!(payouts.seller <= ruled.seller && payouts.buyer <= ruled.buyer);
        prop_assert!(payouts.seller == ruled.seller || ruled.buyer == 0);
        prop_assert!(payouts.buyer == ruled.buyer || ruled.seller == 0);
    }

    #[test]
    fn bond_should_return_to_its_owner_when_nobody_judged(
        value in values(),
        to_seller in shares(),
    ) {
        let share_of = |appellant| share(&pot(value, appellant), to_seller, 0, &free());
        let sellers = floor(value, to_seller);
        let buyers = value - sellers + value / 20;
        let parts = |payouts: Payouts| (payouts.seller, payouts.buyer);
        prop_assert_eq!(parts(share_of(None)), (sellers, buyers));
        let seller_appealed = (sellers + value / 10, buyers);
        prop_assert_eq!(parts(share_of(Some(Side::Seller))), seller_appealed);
        let buyer_appealed = (sellers, buyers + value / 10);
        prop_assert_eq!(parts(share_of(Some(Side::Buyer))), buyer_appealed);
    }
}
