//! Random lives.

use super::{life::*, ops::ops};
use crate::mock::*;
use proptest::{collection, prelude::*, test_runner::TestRunner};
use std::{cell::RefCell, collections::BTreeMap};

const CASES: u32 = 384;

#[test]
fn approved_calls_should_be_made_once_or_fail_visibly_whatever_happens() {
    let counts = RefCell::new(BTreeMap::<String, u64>::new());
    let config = ProptestConfig {
        max_shrink_iters: 4_000,
        source_file: Some(file!()),
        test_name: Some("approved_calls_should_be_made_once_or_fail_visibly_whatever_happens"),
        ..ProptestConfig::with_cases(CASES)
    };
    let lives = collection::vec(ops(), 150..250);
    let outcome = TestRunner::new(config).run(&lives, |ops| {
        ExtBuilder.build_and_execute(|| {
            let mut life = Life::begin();
            for op in ops {
                life.happen(op);
            }
            life.end();
            for (what, times) in &life.counts {
                *counts.borrow_mut().entry(what.clone()).or_default() += *times;
            }
        });
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
    assert_eventful(&counts.into_inner());
}

/// Nothing of the above would say anything if nothing happened.
fn assert_eventful(counts: &BTreeMap<String, u64>) {
    const AT_ALL: [&str; 23] = [
        "AlreadyEndorsed",
        "AlreadyExecuted",
        "AlreadySubmitted",
        "CallRefused",
        "NotApproved",
        "NotDue",
        "NotMember",
        "NotOpen",
        "NotOfVillage",
        "NotYourPetition",
        "NothingToClose",
        "NothingToRetry",
        "OtherTrack",
        "SamePetition",
        "StillEligible",
        "TooFewEndorsements",
        "Bad origin",
        "failed for good",
        "lost",
        "WeightTooLow",
        "behind another",
        "first of several",
        "moved up",
    ];
    let calls = call_names().iter().map(|name| (*name, 5));
    let at_all = AT_ALL.into_iter().map(|name| (name, 1));
    for (what, least) in calls.chain(at_all).chain([("made", 50)]) {
        let times = counts.get(what).copied().unwrap_or_default();
        assert!(times >= least, "{what}: {times} times in all is not enough: {counts:#?}");
    }
}
