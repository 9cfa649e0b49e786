use codec::{Decode, Encode, MaxEncodedLen};
use proptest::prelude::*;
use sp_arithmetic::{ArithmeticError::Overflow, Permill};

use super::support::*;
use crate::{clear, Clearing, Margin, Tariff, Totals, TICKS};

#[test]
fn book_should_take_a_byte_per_tick_and_side_when_empty() {
    assert_eq!(Totals::default().encode().len(), 2 * usize::from(TICKS) + 1);
}

#[test]
fn records_should_take_all_their_bytes_when_at_the_types_end() {
    let mut book = Totals::default();
    book.add_supply(0, u64::MAX / 2).unwrap();
    book.add_bank_only(u64::MAX / 2).unwrap();
    book.add_demand(0, u64::MAX / 2).unwrap();
    let dearest = Tariff { feed_in: u64::MAX, retail: u64::MAX, ..TARIFF };
    let widest = Tariff { network_charge: u64::MAX, k: Permill::one(), ..dearest };
    let result = clear(&widest, &book, u64::MAX);

    // A fraction takes four bytes of the five that its type has.
    assert_eq!(result.encode().len(), Clearing::max_encoded_len() - 2);
    assert_eq!(result.tariff.encode().len(), Tariff::max_encoded_len() - 2);
    assert_eq!(result.supply.encode().len(), Option::<Margin>::max_encoded_len());
}

#[test]
fn supply_should_be_refused_when_it_passes_the_totals_with_bank_only() {
    let mut book = Totals::default();
    book.add_supply(3, u64::MAX - 10).unwrap();
    book.add_bank_only(4).unwrap();
    let before = book.clone();

    assert_eq!(book.add_supply(3, 7), Err(Overflow));
    assert_eq!(book.add_supply(60, 7), Err(Overflow));
    assert_eq!(book.add_bank_only(7), Err(Overflow));
    assert_eq!(book, before);

    book.add_supply(60, 6).unwrap();
    assert_eq!(book.exported(), u64::MAX);
    assert_eq!(book.add_bank_only(1), Err(Overflow));
    // The other side has totals of its own.
    book.add_demand(0, u64::MAX).unwrap();
}

#[test]
fn demand_should_be_refused_when_it_passes_the_totals() {
    let mut book = Totals::default();
    book.add_demand(0, u64::MAX - 1).unwrap();
    let before = book.clone();

    assert_eq!(book.add_demand(63, 2), Err(Overflow));
    assert_eq!(book, before);

    book.add_demand(63, 1).unwrap();
    assert_eq!(book.add_demand(0, 1), Err(Overflow));
    // The other side has totals of its own.
    book.add_supply(0, u64::MAX).unwrap();
}

#[test]
fn quantity_should_be_refused_when_the_tick_does_not_exist() {
    let mut book = Totals::default();
    assert_eq!(book.add_supply(TICKS, 1), Err(Overflow));
    assert_eq!(book.add_demand(u8::MAX, 1), Err(Overflow));
    assert_eq!(book, Totals::default());
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn book_should_be_the_same_when_decoded(
        parties in parties(),
        tariff in tariffs(),
        room in rooms(),
    ) {
        let totals = book(&parties);
        let bytes = totals.encode();
        prop_assert!(bytes.len() <= Totals::max_encoded_len());
        prop_assert_eq!(Totals::decode(&mut &bytes[..]), Ok(totals.clone()));

        let result = clear(&tariff, &totals, room);
        let bytes = result.encode();
        prop_assert!(bytes.len() <= Clearing::max_encoded_len());
        prop_assert_eq!(Clearing::decode(&mut &bytes[..]), Ok(result));
    }

    #[test]
    fn book_should_be_the_same_when_positions_come_in_another_order(
        (ordered, shuffled) in parties()
            .prop_flat_map(|parties| (Just(parties.clone()), Just(parties).prop_shuffle())),
    ) {
        prop_assert_eq!(book(&ordered), book(&shuffled));
    }

    #[test]
    fn book_should_be_the_same_when_a_position_comes_in_parts(
        parties in parties(),
        share in 0..=100u64,
        tariff in tariffs(),
        room in rooms(),
    ) {
        let part = |q: u64| u64::try_from(u128::from(q) * u128::from(share) / 100).unwrap();
        let parts: Vec<_> = parties
            .iter()
            .flat_map(|party| {
                let mut one = *party;
                let mut other = *party;
                (one.export, one.import) = (part(party.export), part(party.import));
                other.export -= one.export;
                other.import -= one.import;
                [one, other]
            })
            .collect();
        prop_assert_eq!(book(&parties), book(&parts));

        // Splitting an order gains no mWh either. At most one is lost, by rounding twice.
        let result = clear(&tariff, &book(&parties), room);
        for (whole, parts) in parties.iter().zip(parts.chunks(2)) {
            for of in [sold, bought, unsold] {
                let together = parts.iter().map(|part| of(&result, part)).sum::<u64>();
                let alone = of(&result, whole);
                prop_assert!(together == alone || together + 1 == alone);
            }
        }
    }
}
