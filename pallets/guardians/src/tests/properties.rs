//! A halt ends within two days of its entry, and begins at the earliest fourteen days after the end
//! of the one before, whatever the guardians, Root and others try, in any order.

use crate::mock::*;
use proptest::{collection, prelude::*};
use vaka_testing::random::{each, live, Counts};

#[derive(Clone, Copy, Debug)]
enum Op {
    /// This many blocks, each this many slots after the one before.
    Blocks(u32, u32),
    /// This many of them vote for a halt.
    Enter(u32),
    /// They put it in a batch.
    EnterInBatch(u32),
    Extend(u32),
    /// Root tries to end it, or the guardians do.
    Exit(bool),
    /// Somebody tries to enter or extend for a deposit.
    Pay(bool),
    Appoint(u64),
}

fn ops() -> impl Strategy<Value = Op> {
    prop_oneof![
        4 => (1..10u32, 1..4u32).prop_map(|(blocks, apart)| Op::Blocks(blocks, apart)),
        4 => (10..150u32).prop_map(|blocks| Op::Blocks(blocks, 1)),
        1 => (1..8u32, 20..64u32).prop_map(|(blocks, apart)| Op::Blocks(blocks, apart)),
        8 => (0..8u32).prop_map(Op::Enter),
        2 => (0..8u32).prop_map(Op::EnterInBatch),
        2 => (0..8u32).prop_map(Op::Extend),
        2 => any::<bool>().prop_map(Op::Exit),
        1 => any::<bool>().prop_map(Op::Pay),
        1 => (1..8u64).prop_map(Op::Appoint),
    ]
}

/// When halts began and ended, as seen by somebody who looks at each block.
#[derive(Default)]
struct Watch {
    entered: Option<u32>,
    ended: Option<u32>,
    counts: Counts,
}

impl Watch {
    fn look(&mut self, seats: usize) {
        check();
        match (is_halted(), self.entered) {
            (true, None) => {
                assert!(seats >= 3);
                let rested = self.ended.is_none_or(|ended| now() >= ended + 14 * DAY);
                assert!(rested, "a halt too soon");
                self.entered = Some(now());
                self.counts.count("entered");
            }
            (true, Some(entered)) => assert!(now() <= entered + 2 * DAY, "a halt too long"),
            (false, Some(_)) => {
                self.entered = None;
                self.ended = Some(now());
                self.counts.count("ended");
            }
            (false, None) => (),
        }
    }

    fn happen(&mut self, op: Op) {
        let seats = guardians().len();
        let ayes = |wanted: u32| wanted.clamp(1, seats as u32);
        match op {
            Op::Blocks(blocks, apart) => {
                for _ in 0..blocks {
                    run_slowly(1, apart);
                    self.look(seats);
                }
            }
            Op::Enter(wanted) => {
                let result = motion(ayes(wanted), enter());
                if result.is_some_and(|result| result.is_err()) {
                    self.counts.count("refused");
                }
            }
            Op::EnterInBatch(wanted) => {
                let calls = vec![transfer(), enter(), enter()];
                let batch = pallet_utility::Call::force_batch { calls };
                motion(ayes(wanted), RuntimeCall::Utility(batch));
            }
            Op::Extend(wanted) => {
                let call = pallet_safe_mode::Call::force_extend {};
                let result = motion(ayes(wanted), RuntimeCall::SafeMode(call));
                assert!(result.is_some_and(|result| result.is_err()));
            }
            Op::Exit(true) => {
                let was = is_halted();
                assert_eq!(SafeMode::force_exit(RuntimeOrigin::root()).is_ok(), was);
            }
            Op::Exit(false) => {
                let call = pallet_safe_mode::Call::force_exit {};
                let result = motion(seats as u32, RuntimeCall::SafeMode(call));
                assert!(result.is_some_and(|result| result.is_err()));
            }
            Op::Pay(true) => assert!(SafeMode::enter(signed(9)).is_err()),
            Op::Pay(false) => assert!(SafeMode::extend(signed(9)).is_err()),
            Op::Appoint(seats) => appoint(&(1..=seats).collect::<Vec<_>>(), Some(1)),
        }
        self.look(seats);
    }
}

#[test]
fn halts_should_end_and_be_rare_whatever_anybody_tries() {
    let floors = each(["entered", "ended", "refused"], 100);
    live(256, collection::vec(ops(), 20..80), floors, |ops| {
        build_and_execute(|| {
            let mut watch = Watch::default();
            for op in ops {
                watch.happen(op);
            }
            for _ in 0..=2 * DAY {
                run(1);
                watch.look(3);
            }
            assert!(!is_halted(), "a halt always ends");
            watch.counts
        })
    });
    let rules: crate::Rules = TheRules::get();
    assert_eq!((rules.halt, rules.rest), (2, 14));
}
