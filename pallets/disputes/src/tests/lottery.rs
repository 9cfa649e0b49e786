use crate::lottery::{Lottery, Shuffled};
use proptest::prelude::*;
use std::collections::BTreeMap;
use vaka_primitives::Hash;

fn lottery(seed: u64) -> Lottery {
    Lottery::new(&Hash::from_low_u64_be(seed), 3)
}

#[test]
fn numbers_should_be_below_the_bound_and_about_as_likely() {
    // 7,000 draws below 7: a thousand each, give or take four times the deviation of 29.
    let mut lottery = lottery(1);
    let mut counts = BTreeMap::<u32, u32>::new();
    for _ in 0..7_000 {
        *counts.entry(lottery.below(7)).or_default() += 1;
    }
    assert_eq!(counts.keys().copied().collect::<Vec<_>>(), (0..7).collect::<Vec<_>>());
    assert!(counts.values().all(|count| count.abs_diff(1_000) < 120), "{counts:?}");
}

#[test]
fn numbers_below_a_large_bound_should_have_no_bias() {
    // Of a modulo over 32 bits the lower third would come twice as often.
    let (bound, mut lottery) = (3u32 << 30, lottery(2));
    let low = (0..6_000).filter(|_| lottery.below(bound) < 1 << 30).count();
    assert!(low.abs_diff(2_000) < 150, "{low}");
}

#[test]
fn numbers_should_be_zero_where_there_is_nothing_else() {
    assert_eq!((lottery(1).below(0), lottery(1).below(1)), (0, 0));
}

#[test]
fn lots_should_differ_by_seed_case_and_member() {
    let hash = Hash::from_low_u64_be(1);
    let lots = [
        Lottery::new(&hash, 1).lot_of(1),
        Lottery::new(&hash, 1).lot_of(2),
        Lottery::new(&hash, 2).lot_of(1),
        lottery(2).lot_of(1),
    ];
    let different = lots.iter().collect::<std::collections::BTreeSet<_>>();
    assert_eq!(different.len(), 4);
}

#[test]
fn each_order_should_be_about_as_likely() {
    let mut counts = BTreeMap::<Vec<u32>, u32>::new();
    for seed in 0..6_000 {
        *counts.entry(Shuffled::new(lottery(seed), 3).collect()).or_default() += 1;
    }
    assert_eq!(counts.len(), 6);
    assert!(counts.values().all(|count| count.abs_diff(1_000) < 120), "{counts:?}");
}

proptest! {
    #[test]
    fn shuffled_numbers_should_come_once_each(seed: u64, size in 0u32..200) {
        let mut numbers = Shuffled::new(lottery(seed), size).collect::<Vec<_>>();
        numbers.sort();
        prop_assert_eq!(numbers, (0..size).collect::<Vec<_>>());
    }

    #[test]
    fn shuffled_numbers_should_be_below_any_size(seed: u64, size: u32) {
        let numbers = Shuffled::new(lottery(seed), size).take(64).collect::<Vec<_>>();
        prop_assert!(numbers.iter().all(|number| *number < size));
        prop_assert_eq!(numbers.len() as u32, size.min(64));
    }
}
