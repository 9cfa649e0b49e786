//! Random lives.

use super::{life::*, ops::ops};
use crate::mock::*;
use proptest::collection;
use vaka_testing::random::{each, live};

#[test]
fn approved_calls_should_be_made_once_or_fail_visibly_whatever_happens() {
    live(384, collection::vec(ops(), 150..250), floors(), |ops| {
        ExtBuilder.build_and_execute(|| {
            let mut life = Life::begin();
            for op in ops {
                life.happen(op);
            }
            life.end();
            life.counts
        })
    });
}

fn floors() -> impl Iterator<Item = (&'static str, u64)> {
    const AT_ALL: &[&str] = &[
        "HelperSuspended",
        "MemberEndorsed",
        "NotHelper",
        "help",
        "AlreadyEndorsed",
        "AlreadyExecuted",
        "AlreadySubmitted",
        "CallRefused",
        "Dormant",
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
        "wake_helped",
    ];
    let calls = each(call_names().iter().copied(), 5);
    calls.chain(each(AT_ALL.iter().copied(), 1)).chain([("made", 50)])
}
