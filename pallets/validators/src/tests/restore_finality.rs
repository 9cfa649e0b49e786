use super::nodes::{begin_block, end_block, run_to, told, Nodes};
use crate::{
    mock::{Validators, *},
    *,
};
use frame_support::{assert_noop, assert_ok};
use pallet_grandpa::{CurrentSetId, NextForced, PendingChange, SetIdSession, Stalled};
use sp_consensus_grandpa::ConsensusLog;
use sp_runtime::DispatchError;

/// Finality ends at block 34. Then 3 and 4 are lost, and 5 and 6 take their places, one after the
/// other.
fn lost() -> Nodes {
    let mut nodes = Nodes::default();
    run_to(12, &mut nodes, true);
    set_keys(2, 22);
    run_to(35, &mut nodes, true);
    assert_eq!((nodes.set_id, CurrentSetId::<Test>::get()), (1, 1), "the keys of 2 are in force");
    let finalized = nodes.finalized;
    set_keys(5, 5);
    set_keys(6, 6);
    assert_ok!(Validators::replace_validator(track(), 3, 5));
    run_to(45, &mut nodes, false);
    assert_ok!(Validators::replace_validator(track(), 4, 6));
    run_to(73, &mut nodes, false);
    assert_eq!(nodes.finalized, finalized);
    assert_eq!((nodes.set_id, nodes.pending.len()), (1, 2), "nodes wait for two changes");
    assert_eq!(CurrentSetId::<Test>::get(), 3, "which the chain has counted");
    nodes
}

#[test]
fn restore_finality_should_give_the_nodes_the_set_in_force_and_agree_on_its_id() {
    ExtBuilder::default().build_and_execute(|| {
        let mut nodes = lost();
        assert_ok!(Validators::restore_finality(track(), nodes.finalized, nodes.set_id));
        let (best_finalized, set_id) = (nodes.finalized, nodes.set_id);
        has_event(Event::RestorationBegun { best_finalized, set_id, at_once: true });
        let Some(ConsensusLog::ForcedChange(median, change)) = end_block() else {
            panic!("nodes are told nothing")
        };
        assert_eq!((median, change.delay), (best_finalized, RESTORATION_DELAY));
        let in_force = [1, 22, 5, 6].map(|key| (grandpa_key(key), 1));
        assert_eq!(change.next_authorities, in_force);
        nodes.import(now(), told());
        begin_block();
        run_to(78, &mut nodes, false);
        assert_eq!((nodes.refused, nodes.set_id), (false, 2));
        assert_eq!(CurrentSetId::<Test>::get(), nodes.set_id);
        assert!(SetIdSession::<Test>::get(3).is_none(), "no set that never was is remembered");
        // From then on chain and nodes count alike.
        set_keys(1, 11);
        run_to(105, &mut nodes, true);
        assert_eq!((nodes.set_id, CurrentSetId::<Test>::get()), (3, 3));
    });
}

#[test]
fn restore_finality_should_wait_for_the_next_session_when_it_begins_too_soon() {
    ExtBuilder::default().build_and_execute(|| {
        let mut nodes = lost();
        // A session begins four blocks from here, and might tell GRANDPA of another set.
        run_to(76, &mut nodes, false);
        set_keys(5, 55);
        assert_ok!(Validators::restore_finality(track(), nodes.finalized, nodes.set_id));
        has_event(Event::RestorationBegun {
            best_finalized: nodes.finalized,
            set_id: nodes.set_id,
            at_once: false,
        });
        run_to(80, &mut nodes, false);
        assert_eq!(nodes.forced, None);
        run_to(85, &mut nodes, false);
        assert_eq!((nodes.refused, nodes.set_id, nodes.forced), (false, 2, None));
        assert_eq!(CurrentSetId::<Test>::get(), 2);
        // The keys that came meanwhile are a change of the new set.
        run_to(105, &mut nodes, true);
        assert_eq!((nodes.set_id, CurrentSetId::<Test>::get()), (3, 3));
    });
}

#[test]
fn restore_finality_should_serve_a_set_that_only_stands_still() {
    ExtBuilder::default().build_and_execute(|| {
        let mut nodes = Nodes::default();
        run_to(23, &mut nodes, true);
        let finalized = nodes.finalized;
        run_to(43, &mut nodes, false);
        assert_ok!(Validators::restore_finality(track(), finalized, 0));
        run_to(49, &mut nodes, false);
        assert_eq!((nodes.refused, nodes.set_id, CurrentSetId::<Test>::get()), (false, 1, 1));
        // A double vote of the new set can be proven in this session already.
        assert_eq!(SetIdSession::<Test>::get(0), Some(session() - 1));
        assert_eq!(SetIdSession::<Test>::get(1), Some(session()));
    });
}

#[test]
fn what_restore_finality_refuses_nodes_would_not_have_survived() {
    ExtBuilder::default().build_and_execute(|| {
        let nodes = lost();
        let (first, second) = (nodes.pending[0], nodes.pending[1]);
        for wrong in [first, first + 1, second - 1, second, now() - 1] {
            assert_noop!(
                Validators::restore_finality(track(), wrong, nodes.set_id),
                Error::<Test>::NotTheSetOfThatBlock
            );
            // GRANDPA's own call takes it.
            let mut theirs = nodes.clone();
            theirs.import(now(), Some(forced(wrong)));
            theirs.import(now() + RESTORATION_DELAY, None);
            assert!(theirs.refused, "{wrong}");
        }
    });
}

#[test]
fn restore_finality_should_take_a_lower_block_of_the_same_set() {
    ExtBuilder::default().build_and_execute(|| {
        let mut nodes = lost();
        let began = 30;
        assert_noop!(
            Validators::restore_finality(track(), began - 1, nodes.set_id),
            Error::<Test>::NotTheSetOfThatBlock
        );
        assert_ok!(Validators::restore_finality(track(), began, nodes.set_id));
        run_to(78, &mut nodes, false);
        assert_eq!((nodes.refused, nodes.set_id, CurrentSetId::<Test>::get()), (false, 2, 2));
    });
}

/// Two petitions ask for the same restoration, and the second is carried out after finality came
/// back.
#[test]
fn restore_finality_should_refuse_what_was_done_before() {
    ExtBuilder::default().build_and_execute(|| {
        let mut nodes = lost();
        let (best, set) = (nodes.finalized, nodes.set_id);
        assert_ok!(Validators::restore_finality(track(), best, set));
        run_to(90, &mut nodes, false);
        run_to(110, &mut nodes, true);
        for (best, set) in [(best, set), (best - 1, set), (25, 0), (nodes.finalized, set)] {
            assert_noop!(
                Validators::restore_finality(track(), best, set),
                Error::<Test>::NotTheSetOfThatBlock
            );
        }
        assert_eq!(nodes.set_id, 2);
    });
}

#[test]
fn only_the_latest_sets_should_be_remembered() {
    ExtBuilder::default().build_and_execute(|| {
        let mut nodes = Nodes::default();
        for n in 0..40 {
            set_keys(1, 100 + n);
            let next = now() + SESSION;
            run_to(next, &mut nodes, true);
        }
        let sets = GrandpaSets::<Test>::get();
        assert_eq!(sets.len() as u32, MAX_GRANDPA_SETS);
        assert_eq!(sets.last().map(|set| set.id), Some(CurrentSetId::<Test>::get()));
        assert_noop!(
            Validators::restore_finality(track(), sets[0].since - 1, sets[0].id - 1),
            Error::<Test>::NotTheSetOfThatBlock
        );
        assert_ok!(Validators::restore_finality(track(), nodes.finalized, nodes.set_id));
    });
}

fn forced(median: BlockNumber) -> ConsensusLog<BlockNumber> {
    let next_authorities = vec![(grandpa_key(1), 1)];
    let change =
        sp_consensus_grandpa::ScheduledChange { next_authorities, delay: RESTORATION_DELAY };
    ConsensusLog::ForcedChange(median, change)
}

#[test]
fn restore_finality_should_refuse_a_block_that_is_not_there() {
    ExtBuilder::default().build_and_execute(|| {
        let nodes = lost();
        for ahead in [now(), now() + 1, BlockNumber::MAX] {
            assert_noop!(
                Validators::restore_finality(track(), ahead, 3),
                Error::<Test>::NotYetABlock
            );
        }
        assert_noop!(
            Validators::restore_finality(track(), nodes.finalized, 9),
            Error::<Test>::NotTheSetOfThatBlock
        );
    });
}

#[test]
fn restore_finality_should_refuse_a_second_change() {
    ExtBuilder::default().build_and_execute(|| {
        let mut nodes = lost();
        assert_ok!(Validators::restore_finality(track(), nodes.finalized, nodes.set_id));
        let refused = |nodes: &Nodes| {
            assert_noop!(
                Validators::restore_finality(track(), nodes.finalized, nodes.set_id),
                Error::<Test>::RestorationPending
            );
        };
        refused(&nodes);
        run_to(76, &mut nodes, false);
        refused(&nodes);
        // Twice the delay after it was signalled GRANDPA takes another one.
        let next = NextForced::<Test>::get().expect("one was made");
        assert_eq!(next, 73 + 2 * RESTORATION_DELAY);
        run_to(next - 1, &mut nodes, false);
        refused(&nodes);
        run_to(next + 3, &mut nodes, false);
        assert_ok!(Validators::restore_finality(track(), nodes.finalized, nodes.set_id));
        refused(&nodes);
        assert!(PendingChange::<Test>::exists() || Stalled::<Test>::exists());
    });
}

#[test]
fn restore_finality_should_be_for_the_track_alone() {
    ExtBuilder::default().build_and_execute(|| {
        next_session();
        for origin in [signed(1), RuntimeOrigin::none()] {
            assert_noop!(Validators::restore_finality(origin, 1, 0), DispatchError::BadOrigin);
        }
    });
}
