//! Random lives of small nations.

use super::{census::call_names, nation::Nation, ops::ops};
use crate::mock::*;
use proptest::{collection, prelude::*, test_runner::TestRunner};
use std::{cell::RefCell, collections::BTreeMap};

const CASES: u32 = 128;

#[test]
fn invariants_should_hold_when_anything_is_called_in_any_order() {
    let counts = RefCell::new(BTreeMap::<String, u64>::new());
    let config = ProptestConfig {
        max_shrink_iters: 4_000,
        source_file: Some(file!()),
        test_name: Some("invariants_should_hold_when_anything_is_called_in_any_order"),
        ..ProptestConfig::with_cases(CASES)
    };
    let lives = collection::vec(ops(), 150..250);
    let outcome = TestRunner::new(config).run(&lives, |ops| {
        ExtBuilder::default().build_and_execute(|| {
            let mut nation = Nation::begin();
            for op in ops {
                nation.happen(op);
            }
            nation.watch.end();
            for (what, times) in &nation.watch.counts {
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

/// The properties would show nothing if nothing happened. So every call must have succeeded, and a
/// call with many reasons to be refused must have been refused for nearly all of them. Usually more
/// than ten times these floors happen.
fn assert_eventful(counts: &BTreeMap<String, u64>) {
    const OFTEN: [&str; 24] = [
        "AlreadyMember",
        "AlreadyOfCommunity",
        "Bad origin",
        "ClerkMayNotVouch",
        "EnoughVouches",
        "FreezesAnother",
        "Frozen",
        "NotAdmission",
        "NotClerk",
        "NotMember",
        "NotOfCommunity",
        "NotReplacement",
        "NotSuspended",
        "NotWaiting",
        "NotYourRequest",
        "PeriodNotOver",
        "PeriodOver",
        "RequestExpired",
        "RequestPending",
        "Suspended",
        "TooFewVouches",
        "UnknownCommunity",
        "UnknownRequest",
        "VouchedLately",
    ];
    const AT_ALL: [&str; 16] = [
        "AlreadyChallenged",
        "AlreadyClerk",
        "AlreadyVouched",
        "AnswersForRequest",
        "BadConsent",
        "ClerkSuspended",
        "ConsentExpired",
        "ConsentTooLong",
        "FrozenLately",
        "NotExpired",
        "NotVouched",
        "NotYourAccount",
        "ReplacementPending",
        "TooFewFounders",
        "TooManyAdmissions",
        "TooManySponsored",
    ];
    let calls = call_names().iter().map(|name| (*name, 5));
    let often = OFTEN.into_iter().map(|name| (name, 5));
    let at_all = AT_ALL.into_iter().map(|name| (name, 1));
    for (what, least) in calls.chain(often).chain(at_all) {
        let times = counts.get(what).copied().unwrap_or_default();
        assert!(times >= least, "{what}: {times} times in all is not enough: {counts:#?}");
    }
}
