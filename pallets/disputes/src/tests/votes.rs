use crate::{mock::*, procedure::median};
use proptest::prelude::*;
use sp_runtime::Permill;

#[test]
fn median_should_be_the_middle_or_the_mean_of_two() {
    let of = |shares: &[u32]| median(shares.iter().map(|share| percent(*share)).collect());
    assert_eq!(of(&[]), percent(0));
    assert_eq!(of(&[40]), percent(40));
    assert_eq!(of(&[90, 10, 20]), percent(20));
    assert_eq!(of(&[0, 100, 30, 50]), percent(40));
    assert_eq!(of(&[0, 0, 100, 100]), percent(50));
    let odd = [Permill::from_parts(1), Permill::from_parts(2)].to_vec();
    assert_eq!(median(odd), Permill::from_parts(1));
}

proptest! {
    /// A juror moves the median no further than to the next vote.
    #[test]
    fn one_vote_should_move_the_median_to_the_next_one_at_most(
        others in proptest::collection::vec(0u32..=1_000_000, 2..7),
        vote in 0u32..=1_000_000,
    ) {
        let permill = |parts: &u32| Permill::from_parts(*parts);
        let without = median(others.iter().map(permill).collect());
        let mut all = others.clone();
        all.push(vote);
        let with = median(all.iter().map(permill).collect());
        let mut sorted = others;
        sorted.sort();
        let parts = without.deconstruct();
        let below = sorted.iter().rev().find(|share| **share < parts).copied().unwrap_or(0);
        let above = sorted.iter().find(|share| **share > parts).copied().unwrap_or(1_000_000);
        prop_assert!((below..=above).contains(&with.deconstruct()));
    }
}
