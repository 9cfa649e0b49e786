//! Tests of what a seed is made of.

use super::support::*;
use crate::*;
use sp_core::H256;
use std::collections::BTreeSet;

#[test]
fn sum_should_not_depend_on_the_order() {
    let input = some_input();
    let outputs = [1, 2, 3].map(|seed| output(seed, &input));
    let sum = |order: [usize; 3]| {
        order.into_iter().fold(H256::zero(), |sum, one| add(sum, &outputs[one]))
    };
    let sums = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]].map(sum);
    assert_eq!(BTreeSet::from(sums).len(), 1);
}

#[test]
fn sum_should_not_depend_on_the_proofs() {
    let input = some_input();
    let (one, other) = (output(1, &input), output(1, &input));
    assert_ne!(one, other);
    assert_eq!(add(H256::zero(), &one), add(H256::zero(), &other));
}

#[test]
fn seed_should_depend_on_all_that_it_is_made_of() {
    let (input, sum) = (some_input(), add(H256::zero(), &output(1, &some_input())));
    let other = add(sum, &output(2, &input));
    let seeds = [
        seed(&input, 1, sum),
        seed(&input, 2, sum),
        seed(&input, 1, other),
        seed(&H256::zero(), 1, sum),
    ];
    assert_eq!(BTreeSet::from(seeds).len(), seeds.len());
}
