use codec::{Decode, Encode, MaxEncodedLen};
use proptest::{collection::vec, prelude::*};

use super::support::*;
use crate::{chunk, Mark, Marks, CHUNK, MAX_AWARDS};

const REVOKED: Mark = Mark { revoked: true, suspended: false };
const SUSPENDED: Mark = Mark { revoked: false, suspended: true };
const BOTH: Mark = Mark { revoked: true, suspended: true };
const NONE: Mark = Mark { revoked: false, suspended: false };

fn marks() -> impl Strategy<Value = Mark> {
    prop_oneof![Just(NONE), Just(REVOKED), Just(SUSPENDED), Just(BOTH)]
}

/// What is set, one after the other: places at the chunk's beginning and end often.
fn changes() -> impl Strategy<Value = Vec<(u32, Mark)>> {
    let places = prop_oneof![0..CHUNK, 0..9u32, CHUNK - 9..CHUNK];
    vec((places, marks()), 0..80)
}

#[test]
fn marks_should_take_one_byte_when_no_award_is_marked() {
    let marks = Marks::default();
    assert!(marks.is_empty());
    assert_eq!(marks.encode(), [0]);
    assert_eq!((marks.revoked(), marks.suspended()), (0, 0));
    assert!((0..CHUNK).all(|at| marks.get(at) == NONE));
}

#[test]
fn marks_should_take_128_bytes_when_every_award_is_marked() {
    let mut marks = Marks::default();
    for at in 0..CHUNK {
        marks.set(at, BOTH);
    }
    assert_eq!(marks.as_bytes(), [0xff; 128]);
    assert_eq!((marks.revoked(), marks.suspended()), (CHUNK, CHUNK));
    assert_eq!(marks.encode().len(), Marks::max_encoded_len());
    assert_eq!(Marks::max_encoded_len(), 130);
}

#[test]
fn marks_should_end_with_the_last_when_it_is_taken_away() {
    let mut marks = Marks::default();
    marks.set(0, REVOKED);
    marks.set(300, SUSPENDED);
    marks.set(511, BOTH);
    assert_eq!(marks.as_bytes().len(), 128);
    marks.set(511, NONE);
    assert_eq!(marks.as_bytes().len(), 76);
    marks.set(300, NONE);
    assert_eq!(marks.as_bytes(), [1]);
    marks.set(400, NONE);
    assert_eq!(marks.as_bytes(), [1]);
    marks.set(0, NONE);
    assert_eq!(marks, Marks::default());
}

#[test]
fn marks_should_not_decode_when_they_are_longer_than_a_chunk() {
    assert!(Marks::decode(&mut &vec![1u8; 128].encode()[..]).is_ok());
    for length in [129, 130, 1_000, 100_000] {
        assert!(Marks::decode(&mut &vec![1u8; length].encode()[..]).is_err(), "{length}");
    }
}

#[test]
fn marks_should_not_decode_when_their_last_byte_has_no_mark() {
    assert!(Marks::decode(&mut &vec![0u8, 1].encode()[..]).is_ok());
    assert!(Marks::decode(&mut &vec![1u8, 0].encode()[..]).is_err());
    assert!(Marks::decode(&mut &vec![0u8; 128].encode()[..]).is_err());
}

#[test]
fn chunk_should_be_one_of_eight_when_the_batch_is_full() {
    assert_eq!((chunk(0), chunk(511), chunk(512), chunk(MAX_AWARDS - 1)), (0, 0, 1, 7));
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn marks_should_be_those_last_set_when_many_are_set(changes in changes()) {
        let (mut marks, mut model) = (Marks::default(), vec![NONE; CHUNK as usize]);
        for (at, mark) in changes {
            marks.set(at, mark);
            model[at as usize] = mark;

            let last = model.iter().rposition(|&mark| mark != NONE);
            prop_assert_eq!(marks.as_bytes().len(), last.map_or(0, |last| last / 4 + 1));
            prop_assert_eq!(marks.is_empty(), last.is_none());
        }
        for (at, mark) in (0..).zip(&model) {
            prop_assert_eq!(marks.get(at), *mark);
        }
        let count = |is: fn(&&Mark) -> bool| model.iter().filter(is).count() as u32;
        prop_assert_eq!(marks.revoked(), count(|mark| mark.revoked));
        prop_assert_eq!(marks.suspended(), count(|mark| mark.suspended));
        prop_assert_eq!(Marks::decode(&mut &marks.encode()[..]), Ok(marks.clone()));
        prop_assert!(marks.encoded_size() <= Marks::max_encoded_len());
    }

    #[test]
    fn marks_should_be_equal_when_each_award_is(one in changes(), other in changes()) {
        let all = |changes: &[(u32, Mark)]| {
            let mut marks = Marks::default();
            changes.iter().for_each(|&(at, mark)| marks.set(at, mark));
            marks
        };
        let (one, other) = (all(&one), all(&other));
        let same = (0..CHUNK).all(|at| one.get(at) == other.get(at));
        prop_assert_eq!(one == other, same);
        prop_assert_eq!(one.encode() == other.encode(), same);
    }

    #[test]
    fn marks_should_be_of_the_award_when_they_are_asked_by_its_index(
        index in any::<u32>(),
        mark in marks(),
    ) {
        let (mut by_index, mut by_place) = (Marks::default(), Marks::default());
        by_index.set(index, mark);
        by_place.set(index % CHUNK, mark);
        prop_assert_eq!(&by_index, &by_place);
        prop_assert_eq!((by_index.get(index), by_index.get(index % CHUNK)), (mark, mark));
    }

    #[test]
    fn marks_should_decode_when_the_bytes_are_few_and_the_last_is_not_zero(
        bytes in vec(prop_oneof![Just(0u8), any::<u8>()], 0..=140),
    ) {
        let decoded = Marks::decode(&mut &bytes.encode()[..]);
        let canonical = bytes.len() <= 128 && bytes.last() != Some(&0);
        prop_assert_eq!(decoded.is_ok(), canonical);
        if let Ok(marks) = decoded {
            prop_assert_eq!(marks.as_bytes(), &bytes[..]);
        }
    }
}
