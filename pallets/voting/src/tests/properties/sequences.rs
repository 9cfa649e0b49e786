use super::nation::*;
use crate::mock::*;
use proptest::{collection, prelude::*, test_runner::TestRunner};
use std::cell::RefCell;

fn run(name: &'static str, cases: u32, length: usize, test: impl Fn(Vec<Op>, u64)) {
    let config = ProptestConfig {
        max_shrink_iters: 4_000,
        source_file: Some(file!()),
        test_name: Some(name),
        ..ProptestConfig::with_cases(cases)
    };
    let lives = (collection::vec(ops(), length..length * 2), any::<u64>());
    let outcome = TestRunner::new(config).run(&lives, |(ops, seed)| {
        test(ops, seed);
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
}

/// Lives a nation's whole life. Returns what was decided, and how often each thing happened.
fn live(ops: &[Op], wealth: Option<u64>) -> (Vec<String>, Counts) {
    ExtBuilder::default().build_and_execute(|| {
        let mut nation = Nation::begin();
        if let Some(seed) = wealth {
            nation.endow(seed);
        }
        for op in ops {
            nation.happen(*op);
        }
        (nation.outcomes(), nation.counts)
    })
}

#[test]
fn tally_should_be_a_recount_when_anything_happens_in_any_order() {
    let counts = RefCell::new(Counts::new());
    let name = "tally_should_be_a_recount_when_anything_happens_in_any_order";
    run(name, 600, 120, |ops, _| {
        let (_, happened) = live(&ops, None);
        for (what, times) in happened {
            *counts.borrow_mut().entry(what).or_default() += times;
        }
    });
    assert_eventful(&counts.into_inner());
}

#[test]
fn outcomes_should_be_the_same_whatever_people_own() {
    let name = "outcomes_should_be_the_same_whatever_people_own";
    run(name, 32, 80, |ops, seed| {
        let (poor, _) = live(&ops, None);
        let (rich, _) = live(&ops, Some(seed));
        assert_eq!(poor, rich);
    });
}

/// The village is large enough for the largest tree, and most of its people delegate to one.
#[test]
fn tally_should_be_a_recount_when_trees_are_full() {
    let full = RefCell::new(0);
    let name = "tally_should_be_a_recount_when_trees_are_full";
    run(name, 24, 80, |ops, _| {
        let builder = ExtBuilder::default().members([70, 10]);
        builder.build_and_execute(|| {
            let mut nation = Nation::begin();
            nation.crowd(63);
            for op in &ops {
                nation.happen(*op);
            }
            *full.borrow_mut() += nation.counts.get("TreeTooLarge").unwrap_or(&0);
        });
    });
    assert!(full.into_inner() > 5, "no tree was full");
}

/// The properties would show nothing if nothing happened.
fn assert_eventful(counts: &Counts) {
    const OFTEN: [&str; 24] = [
        "AccountTooNew",
        "Admit",
        "AlreadyDelegated",
        "CannotBeDelegate",
        "Cancel",
        "Cycle",
        "Delegate",
        "DelegationHolds",
        "EndDelegation",
        "JoinedLater",
        "Leave",
        "Move",
        "MovedLater",
        "NoBallot",
        "NotMember",
        "NotOfVillage",
        "Open",
        "PollNotOngoing",
        "Prune",
        "Replace",
        "Retract",
        "Return",
        "Suspended",
        "Vote",
    ];
    const AT_ALL: [&str; 7] = [
        "NotDelegated",
        "NothingToPrune",
        "PollOngoing",
        "Reinstate",
        "TreeTooDeep",
        "Undelegate",
        "UnknownTrack",
    ];
    let often = OFTEN.into_iter().map(|name| (name, 20));
    let at_all = AT_ALL.into_iter().map(|name| (name, 1));
    for (what, least) in often.chain(at_all) {
        let times = counts.get(what).copied().unwrap_or_default();
        assert!(times >= least, "{what}: {times} times in all is not enough: {counts:#?}");
    }
}
