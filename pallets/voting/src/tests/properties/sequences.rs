use super::life::*;
use crate::mock::*;
use proptest::{collection, prelude::*};
use vaka_testing::random::{each, live, Counts};

fn lives(length: usize) -> impl Strategy<Value = Vec<Op>> {
    collection::vec(ops(), length..length * 2)
}

/// Lives a nation's whole life. Returns what was decided, and how often each thing happened.
fn outcomes_of(ops: &[Op], wealth: Option<u64>) -> (Vec<String>, Counts) {
    ExtBuilder::default().build_and_execute(|| {
        let mut life = Life::begin();
        if let Some(seed) = wealth {
            life.endow(seed);
        }
        for op in ops {
            life.happen(*op);
        }
        (life.outcomes(), life.counts)
    })
}

#[test]
fn tally_should_be_a_recount_when_anything_happens_in_any_order() {
    live(600, lives(120), floors(), |ops| outcomes_of(&ops, None).1);
}

#[test]
fn outcomes_should_be_the_same_whatever_people_own() {
    live(32, (lives(80), any::<u64>()), [("vote", 100)], |(ops, seed)| {
        let (poor, counts) = outcomes_of(&ops, None);
        let (rich, _) = outcomes_of(&ops, Some(seed));
        assert_eq!(poor, rich);
        counts
    });
}

/// The village is large enough for the largest tree, and most of its people delegate to one.
#[test]
fn tally_should_be_a_recount_when_trees_are_full() {
    live(24, lives(100), [("TreeTooLarge", 1)], |ops| {
        ExtBuilder::default().members([70, 10]).build_and_execute(|| {
            let mut life = Life::begin();
            life.crowd(63);
            for op in ops {
                life.happen(op);
            }
            life.counts
        })
    });
}

fn floors() -> impl Iterator<Item = (&'static str, u64)> {
    const OFTEN: &[&str] = &[
        "AccountTooNew",
        "AlreadyDelegated",
        "CannotBeDelegate",
        "Cycle",
        "DelegationHolds",
        "JoinedLater",
        "MemberVoted",
        "MovedLater",
        "NoBallot",
        "NotHelper",
        "NotMember",
        "NotOfVillage",
        "PollNotOngoing",
        "Suspended",
        "admit",
        "cancel",
        "delegate",
        "end_delegation",
        "help",
        "leave",
        "move",
        "open",
        "prune",
        "replace",
        "retract",
        "retract_for",
        "return",
        "vote",
        "vote_for",
    ];
    const AT_ALL: &[&str] = &[
        "HelperSuspended",
        "NotDelegated",
        "NotSeasoned",
        "NothingToPrune",
        "PollOngoing",
        "TreeTooDeep",
        "UnknownTrack",
        "WasDormant",
        "reinstate",
        "sleep",
        "undelegate",
        "wake",
        "vote_for_sleeper",
        "wake_helped",
    ];
    each(OFTEN.iter().copied(), 20).chain(each(AT_ALL.iter().copied(), 1))
}
