//! The scenario of the overview, as it is told there.

use crate::{
    mock::{Clock, *},
    *,
};

/// The slot of this block.
fn slot() -> u64 {
    Shown::<Test>::get().expect("shown").slot
}

/// Lets slots pass, with blocks that come so many slots apart.
fn pass(slots: u32, apart: u32) {
    for _ in 0..slots / apart {
        block_in(slot() + u64::from(apart));
    }
}

#[docify::export]
#[test]
fn scenario_should_go_as_the_overview_tells_it() {
    // A day has 14,400 slots. A task of the scheduler stands in for the end of a vote.
    const DAY: u32 = 14_400;
    const VOTE: u8 = 1;
    const NEXT_VOTE: u8 = 2;
    build_and_execute(|| {
        block_in(1_000_000);
        // A vote has two days to go when the cable breaks. Authors hold back, and there is a block
        // every 61 slots. The vote ends two days later, in the first block that can end it.
        let ends = slot() + 2 * u64::from(DAY);
        schedule(VOTE, Clock::now() + 2 * DAY);
        pass(2 * DAY, 61);
        assert!(dispatched().is_empty());
        pass(61, 61);
        assert_eq!(dispatched(), [VOTE]);
        assert!((ends..ends + 61).contains(&slot()));

        // Another vote has a day to go when a storm takes the power of all for a week. The first
        // block after it moves the clock on by 64 slots: the vote lost six minutes of its day.
        let before = Clock::now();
        schedule(NEXT_VOTE, before + DAY);
        block_in(slot() + 7 * u64::from(DAY));
        assert_eq!(Clock::now(), before + 64);
        pass(DAY - 64 - 1, 1);
        assert!(dispatched().is_empty());
        pass(1, 1);
        assert_eq!(dispatched(), [NEXT_VOTE]);

        // A payment is due in a day, counted by `open`, when the chain is halted for two days. It
        // has a day left afterwards, too.
        let (halted, due) = (Clock::now(), Clock::open() + DAY);
        Halted::set(true);
        pass(2 * DAY, 60);
        Halted::set(false);
        assert_eq!(Clock::now(), halted + 2 * DAY);
        assert_eq!(due - Clock::open(), DAY);
    });
}
