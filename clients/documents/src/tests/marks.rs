use serde_json::json;

use super::*;
use crate::tests::support;

fn parse(batches: Value) -> Result<StatusBits, NotExported> {
    let bits =
        json!({ "genesis": Bytes32([0; 32]), "issuer": 3, "at": support::NOW, "batches": batches });
    StatusBits::parse(bits.to_string().as_bytes())
}

fn lists(batches: Value) -> Result<Vec<List>, NotExported> {
    parse(batches)?.lists(&support::issuer(), support::LISTS)
}

#[test]
fn marks_should_stand_in_the_lists_of_their_batches() {
    // In chunk 1 of batch 33, awards 512 and 517 are revoked, 513 and 517 suspended.
    let lists = lists(json!([
        { "sequence": 0, "count": 1, "chunks": [] },
        { "sequence": 33, "count": 600, "chunks": [[1, "0x090c"]] },
    ]));
    let lists = lists.unwrap();
    let names: Vec<_> = lists.iter().map(|list| (list.number, list.purpose)).collect();
    let [revoked, suspended] = Purpose::ALL;
    assert_eq!(names, [(0, revoked), (0, suspended), (1, revoked), (1, suspended)]);
    for (list, marked) in lists.iter().zip([vec![], vec![], vec![512, 517], vec![513, 517]]) {
        let verified = proof::verify(list.document.clone()).unwrap();
        let (address, bits) =
            status::read(verified.document.document(), list.purpose, support::NOW).unwrap();
        assert_eq!(address, status::address(support::LISTS, list.purpose, list.number));
        let first = Entry::of(33, 0).at;
        let expected: Vec<u32> = marked.iter().map(|index| first + index).collect();
        let found: Vec<u32> = (0..131_072).filter(|at| bits.get(*at) == Some(true)).collect();
        assert_eq!(found, expected);
    }
}

#[test]
fn marks_beyond_the_batch_should_be_left_out() {
    let lists = lists(json!([{ "sequence": 0, "count": 1, "chunks": [[0, "0x05"]] }])).unwrap();
    let (_, bits) = status::read(&lists[0].document, Purpose::Revocation, support::NOW).unwrap();
    assert_eq!([0, 1].map(|at| bits.get(at)), [Some(true), Some(false)]);
}

#[test]
fn other_files_should_be_refused() {
    assert!(matches!(StatusBits::parse(b"{}"), Err(NotExported::Json(_))));
    assert!(matches!(parse(json!([{ "sequence": 0 }])), Err(NotExported::Json(_))));
}

#[test]
fn a_batch_that_cannot_be_should_be_refused() {
    for batches in [
        json!([{ "sequence": 7, "count": 0, "chunks": [] }]),
        json!([{ "sequence": 7, "count": 4_097, "chunks": [] }]),
        json!([{ "sequence": 7, "count": 512, "chunks": [[1, "0x01"]] }]),
        json!([{ "sequence": 7, "count": 512, "chunks": [[0, "0x01"], [0, "0x02"]] }]),
        json!([
            { "sequence": 7, "count": 1, "chunks": [] },
            { "sequence": 7, "count": 1, "chunks": [] },
        ]),
    ] {
        assert!(matches!(parse(batches), Err(NotExported::Batch(7))));
    }
}

#[test]
fn marks_that_the_chain_does_not_write_should_be_refused() {
    let long = format!("0x{}", "01".repeat(129));
    for bytes in ["", "01", "0x0", "0x00", "0x0100", "0x0g", &long] {
        let refused = lists(json!([{ "sequence": 7, "count": 1, "chunks": [[0, bytes]] }]));
        assert!(matches!(refused, Err(NotExported::Marks(7, 0))), "{bytes}");
    }
}

#[test]
fn awards_that_a_withdrawal_ended_should_be_revoked() {
    let batch =
        json!({ "sequence": 0, "count": 3, "withdrawnSince": 9, "schema": 1, "chunks": [] });
    let lists = lists(json!([batch])).unwrap();
    let read =
        |at: usize| status::read(&lists[at].document, Purpose::ALL[at], support::NOW).unwrap();
    assert_eq!([0, 2, 3].map(|at| read(0).1.get(at)), [true, true, false].map(Some));
    assert_eq!(read(1).1.get(0), Some(false));
}

#[test]
fn the_same_bits_should_make_the_same_lists() {
    let make = || lists(json!([{ "sequence": 0, "count": 4, "chunks": [[0, "0x09"]] }])).unwrap();
    for (one, two) in make().into_iter().zip(make()) {
        assert_eq!(one.document, two.document);
    }
}
