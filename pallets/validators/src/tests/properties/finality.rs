//! Finality that comes and goes while keys change and restorations are voted, with right figures,
//! wrong ones and old ones: chain and nodes must count alike at the end of every block, and nodes
//! survive whatever the chain takes.

use crate::{
    mock::{Validators, *},
    tests::nodes::{run_to, Nodes},
    *,
};
use frame_support::assert_ok;
use pallet_grandpa::{CurrentSetId, NextForced, PendingChange, Stalled};
use proptest::prelude::*;
use vaka_testing::random::{each, live, Counts};

#[derive(Clone, Debug)]
enum Step {
    Blocks(u32),
    /// Whether blocks are final from now on.
    Finality(bool),
    /// A validator has other keys.
    Keys(Account, u64),
    /// The figures that nodes report are voted.
    Restore,
    /// Figures that nodes reported before.
    Old(usize),
    /// A block so much lower than the one that is final, with the set of the nodes.
    Lower(u32),
    /// A block after the one that is final, with the set of the nodes.
    Higher(u32),
    /// The set that the chain counts, with the block that is final.
    ChainsSet,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => (1..25u32).prop_map(Step::Blocks),
        2 => any::<bool>().prop_map(Step::Finality),
        3 => (1..5u64, 2..25u64).prop_map(|(who, key)| Step::Keys(who, key * 10 + who)),
        2 => Just(Step::Restore),
        2 => any::<usize>().prop_map(Step::Old),
        1 => (1..15u32).prop_map(Step::Lower),
        1 => (1..40u32).prop_map(Step::Higher),
        1 => Just(Step::ChainsSet),
    ];
    prop::collection::vec(step, 5..40)
}

/// Whether nodes are told of a forced change, or will be: in this block, or as the next session
/// begins.
fn under_way() -> bool {
    let change = PendingChange::<Test>::get();
    Stalled::<Test>::exists() || change.is_some_and(|change| change.forced.is_some())
}

/// One life, and what came of what was voted.
fn life(steps: Vec<Step>) -> Counts {
    let mut counts = Counts::default();
    let mut nodes = Nodes::default();
    let mut finalises = true;
    // Beside each how many changes had become final.
    let mut reported = vec![(0, (0, 0))];
    for step in steps {
        let figures = match step {
            Step::Restore => (nodes.finalized, nodes.set_id),
            // If finality has gone over a change since, the chain cannot know that the figures are
            // old; the overview says so.
            Step::Old(n) => {
                let finals = nodes.set_id - nodes.made;
                reported.retain(|(then, _)| *then == finals);
                match reported.len() {
                    0 => continue,
                    some => reported[n % some].1,
                }
            }
            Step::Lower(n) => (nodes.finalized.saturating_sub(n), nodes.set_id),
            Step::Higher(n) => (nodes.finalized + n, nodes.set_id),
            Step::ChainsSet => (nodes.finalized, CurrentSetId::<Test>::get()),
            Step::Blocks(n) => {
                run_to(now() + n, &mut nodes, finalises);
                continue;
            }
            Step::Finality(on) => {
                // That it comes back while a change is under way is what the overview warns of.
                finalises = on && nodes.forced.is_none() && !under_way();
                continue;
            }
            Step::Keys(who, key) => {
                assert_ok!(try_set_keys(who, key));
                continue;
            }
        };
        let finals = nodes.set_id - nodes.made;
        reported.push((finals, (nodes.finalized, nodes.set_id)));
        let refused = |error: Error<Test>| sp_runtime::DispatchError::from(error);
        let (best, set) = figures;
        let pending = under_way() || NextForced::<Test>::get().is_some_and(|next| next > now());
        let outcome = Validators::restore_finality(track(), best, set);
        counts.outcome("taken", &outcome);
        if matches!(step, Step::Restore) && best < now() {
            // What nodes report is always taken, but while it is being done.
            let expected = match pending {
                true => Err(refused(Error::RestorationPending)),
                false => Ok(()),
            };
            assert_eq!(outcome, expected, "{nodes:?}");
        }
        if outcome.is_ok() {
            assert_eq!(set, nodes.set_id, "the set is that of the nodes");
            finalises = false;
        }
        run_to(now() + 1, &mut nodes, finalises);
        assert!(!nodes.refused, "nodes stopped");
    }
    counts
}

#[test]
fn chain_and_nodes_should_count_alike_whatever_is_voted() {
    let floors = each(["taken", "NotYetABlock", "RestorationPending", "NotTheSetOfThatBlock"], 31);
    live(300, steps(), floors, |steps| ExtBuilder::default().build_and_execute(|| life(steps)));
}
