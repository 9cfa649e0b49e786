use std::collections::BTreeSet;

use codec::{Decode, Encode, MaxEncodedLen};
use proptest::prelude::*;

use super::support::*;
use crate::{Opening, Place, DOMAIN};

/// The message that a leaf hashes, by SCALE: fields of fixed width, integers little-endian.
fn message(opening: &Opening, place: &Place) -> Vec<u8> {
    [DOMAIN, &place.encode(), &opening.encode()].concat()
}

#[test]
fn message_should_have_195_bytes_when_the_fields_have_their_fixed_width() {
    assert_eq!(message(&OPENING, &PLACE).len(), 195);
    assert_eq!(DOMAIN.len(), 23);
    assert_eq!((Place::max_encoded_len(), Opening::max_encoded_len()), (44, 128));
}

#[test]
fn leaf_should_be_another_when_two_fields_are_exchanged() {
    let Opening { subject, salt, vc, sd_jwt } = OPENING;
    let Place { genesis, issuer, sequence, index } = PLACE;
    let awards = [
        (OPENING, PLACE),
        (Opening { subject: salt, salt: subject, ..OPENING }, PLACE),
        (Opening { salt: vc, vc: salt, ..OPENING }, PLACE),
        (Opening { vc: sd_jwt, sd_jwt: vc, ..OPENING }, PLACE),
        (Opening { subject: genesis, ..OPENING }, Place { genesis: subject, ..PLACE }),
        (OPENING, Place { issuer: sequence, sequence: issuer, ..PLACE }),
        (OPENING, Place { sequence: index, index: sequence, ..PLACE }),
        (OPENING, Place { issuer: index, index: issuer, ..PLACE }),
    ];
    let leaves: BTreeSet<_> = awards.iter().map(|(opening, place)| opening.leaf(place)).collect();
    assert_eq!(leaves.len(), awards.len());
}

#[test]
fn leaf_should_be_another_when_any_bit_of_any_field_is_another() {
    let fields = (PLACE, OPENING).encode();
    let mut leaves = BTreeSet::from([OPENING.leaf(&PLACE)]);
    for bit in 0..8 * fields.len() {
        let mut flipped = fields.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        let (place, opening) = <(Place, Opening)>::decode(&mut &flipped[..]).unwrap();
        leaves.insert(opening.leaf(&place));
    }
    assert_eq!(leaves.len(), 8 * fields.len() + 1);
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn leaf_should_hash_the_fields_in_order_when_they_are_any(
        opening in openings(),
        place in places(),
    ) {
        prop_assert_eq!(opening.leaf(&place), blake2b(&message(&opening, &place)));
    }

    #[test]
    fn leaf_should_be_the_same_when_only_all_fields_are(
        (one, at) in (openings(), places()),
        (other, there) in (openings(), places()),
    ) {
        let same = (one, at) == (other, there);
        prop_assert_eq!(one.leaf(&at) == other.leaf(&there), same);
        prop_assert_eq!(one.leaf(&at) == one.leaf(&there), at == there);
        prop_assert_eq!(one.leaf(&at) == other.leaf(&at), one == other);
    }
}
