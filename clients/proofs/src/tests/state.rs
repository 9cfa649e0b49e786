use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::testing::prove;

/// A storage of many values, some of them long, and what a node proves about some keys.
fn proof(keys: &[&[u8]]) -> (Hash, Vec<Vec<u8>>) {
    let value = |n: u8| vec![n; if n.is_multiple_of(2) { 8 } else { 80 }];
    let values: BTreeMap<_, _> =
        (0..100).map(|n| ([b"key".as_slice(), &[n]].concat(), value(n))).collect();
    let names: Vec<_> = keys.iter().map(|key| key.to_vec()).collect();
    prove(&values, &names)
}

fn read(root: Hash, nodes: Vec<Vec<u8>>, keys: &[&[u8]]) -> Result<Vec<Option<Vec<u8>>>, Flaw> {
    let mut storage = Storage::open(root, nodes)?;
    let values = keys.iter().map(|key| storage.get(key)).collect::<Result<_, _>>()?;
    storage.close()?;
    Ok(values)
}

const SHORT: &[u8] = b"key\x02";
const LONG: &[u8] = b"key\x03";
const ABSENT: &[u8] = b"key\xff";

#[test]
fn values_should_be_read_or_shown_to_be_absent() {
    let keys = [SHORT, LONG, ABSENT, b"", b"k", b"key\x02\x00"];
    let (root, nodes) = proof(&keys);
    let values = read(root, nodes, &keys).unwrap();
    let there = vec![Some(vec![2; 8]), Some(vec![3; 80])];
    assert_eq!(values, [there, vec![None; 4]].concat());
}

#[test]
fn a_missing_node_should_be_refused() {
    let (root, nodes) = proof(&[SHORT, LONG]);
    for left_out in 0..nodes.len() {
        let mut nodes = nodes.clone();
        nodes.remove(left_out);
        assert_eq!(read(root, nodes, &[SHORT, LONG]), Err(Flaw::Incomplete));
    }
}

#[test]
fn a_value_that_was_not_proven_should_not_read_as_absent() {
    let (root, nodes) = proof(&[SHORT]);
    assert_eq!(read(root, nodes, &[SHORT, LONG]), Err(Flaw::Incomplete));
    assert_eq!(read(root, vec![], &[SHORT]), Err(Flaw::Incomplete));
}

#[test]
fn junk_should_be_refused() {
    let (root, nodes) = proof(&[SHORT, LONG]);
    let with = |node: &[u8]| [nodes.clone(), vec![node.to_vec()]].concat();
    assert_eq!(read(root, with(b"junk"), &[SHORT, LONG]), Err(Flaw::Unused));
    assert_eq!(read(root, with(&nodes[0]), &[SHORT, LONG]), Err(Flaw::Doubled));
    // What proves a value that nobody asked for is junk, too.
    assert_eq!(read(root, nodes, &[SHORT]), Err(Flaw::Unused));
}

#[test]
fn another_block_should_be_refused() {
    let (_, nodes) = proof(&[SHORT]);
    assert_eq!(read([1; 32], nodes, &[SHORT]), Err(Flaw::Incomplete));
}

#[test]
fn what_is_too_large_should_be_refused() {
    let nodes = (0..=MAX_NODES as u32).map(|n| n.to_le_bytes().to_vec()).collect();
    assert_eq!(read([0; 32], nodes, &[]), Err(Flaw::TooLarge));
}

proptest! {
    #[test]
    fn one_changed_byte_should_be_refused(at in any::<prop::sample::Index>(), change in 1_u8..) {
        let (root, mut nodes) = proof(&[SHORT, LONG, ABSENT]);
        let place = at.index(nodes.iter().map(Vec::len).sum());
        let mut bytes = nodes.iter_mut().flatten();
        *bytes.nth(place).unwrap() ^= change;
        prop_assert!(read(root, nodes, &[SHORT, LONG, ABSENT]).is_err());
    }

    #[test]
    fn any_key_should_read_as_it_was_written(key in prop::collection::vec(any::<u8>(), 0..6), n in 0_u8..120) {
        for key in [key, [b"key".as_slice(), &[n]].concat()] {
            let (root, nodes) = proof(&[&key]);
            let expected = match key.as_slice() {
                [b'k', b'e', b'y', n] if *n < 100 => Some(vec![*n; if n.is_multiple_of(2) { 8 } else { 80 }]),
                _ => None,
            };
            prop_assert_eq!(read(root, nodes, &[&key]), Ok(vec![expected]));
        }
    }
}
