//! What must hold in whatever slots the blocks come, and whenever the chain is halted.

use crate::mock::{Clock, *};
use proptest::prelude::*;

/// A block: how many slots after the one before, and whether the chain is halted when it comes.
fn blocks() -> impl Strategy<Value = Vec<(u64, bool)>> {
    let gap = prop_oneof![6 => Just(1u64), 3 => 2..64u64, 2 => Just(61), 2 => 60..70u64, 1 => 0..200_000u64];
    prop::collection::vec((gap, prop::bool::weighted(0.2)), 1..80)
}

proptest! {
    #![proptest_config(vaka_testing::random::config(300))]

    #[test]
    fn clock_should_count_the_slots_of_each_step_up_to_the_longest(blocks in blocks()) {
        build_and_execute(|| {
            let mut slot = 10_000_000;
            block_in(slot);
            let (mut now, mut open) = (1, 1);
            for (gap, halted) in blocks {
                slot += gap;
                Halted::set(halted);
                block_in(slot);
                let step = gap.min(64) as u32;
                now += step;
                open += if halted { 0 } else { step };
                assert_eq!((Clock::now(), Clock::open()), (now, open));
            }
            // Never ahead of real time.
            assert!(u64::from(Clock::now()) <= slot - 10_000_000 + 1);
        });
    }
}
