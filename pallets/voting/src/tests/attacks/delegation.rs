//! With trees of delegations.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use Vote::*;

const TRACK: Track = Track::Constitution;

#[test]
fn cycles_should_be_impossible_however_they_are_made() {
    ExtBuilder::default().build_and_execute(|| {
        for (below, above) in [(1, 0), (2, 1)] {
            delegate(below, TRACK, above);
        }
        for to in [1, 2] {
            assert_noop!(Voting::delegate(signed(0), TRACK, to), Error::<Test>::Cycle);
        }
        // Nor while one is suspended, nor with another key.
        Nation::suspend(1);
        assert_noop!(Voting::delegate(signed(0), TRACK, 2), Error::<Test>::Cycle);
        Nation::replace(0, nth_account(0, 1));
        assert_noop!(
            Voting::delegate(RuntimeOrigin::signed(nth_account(0, 1)), TRACK, 2),
            Error::<Test>::Cycle
        );
        let poll = open(TRACK);
        vote(2, poll, Aye);
        assert_eq!(tally(poll), (1, 0, 0));
    });
}

#[test]
fn voting_and_delegating_should_not_count_twice() {
    ExtBuilder::default().build_and_execute(|| {
        let poll = open(TRACK);
        for to in 1..6 {
            vote(0, poll, Aye);
            delegate(0, TRACK, to);
            vote(to, poll, Aye);
        }
        assert_eq!(tally(poll), (6, 0, 0));
        // Taking the own one back, time and again, gives no more either.
        for to in 1..6 {
            assert_ok!(Voting::retract(signed(0), poll));
            vote(0, poll, Aye);
            delegate(0, TRACK, to);
            vote(to, poll, Aye);
        }
        assert_eq!(tally(poll), (6, 0, 0));
    });
}

#[test]
fn delegations_should_not_be_made_for_others() {
    ExtBuilder::default().build_and_execute(|| {
        delegate(1, TRACK, 0);
        let poll = open(TRACK);
        vote(0, poll, Aye);
        // Nobody but the two can end it, and only 1 can begin another.
        assert_noop!(Voting::end_delegation(signed(2), TRACK, 1), Error::<Test>::DelegationHolds);
        assert_ok!(Voting::end_delegation(signed(0), TRACK, 1));
        assert_eq!(tally(poll), (2, 0, 0));
    });
}

#[test]
fn crowd_that_hangs_itself_on_somebody_should_be_turned_away() {
    let builder = ExtBuilder::default().members([MAX_TREE + 1, 0]);
    builder.build_and_execute(|| {
        for n in 1..MAX_TREE {
            delegate(n, TRACK, 0);
        }
        let friend = MAX_TREE;
        assert_noop!(Voting::delegate(signed(friend), TRACK, 0), Error::<Test>::TreeTooLarge);
        assert_ok!(Voting::end_delegation(signed(0), TRACK, 7));
        delegate(friend, TRACK, 0);
    });
}

#[test]
fn people_who_left_should_not_fill_a_tree_for_ever() {
    let builder = ExtBuilder::default().members([MAX_TREE + 1, 0]);
    builder.build_and_execute(|| {
        for n in 1..MAX_TREE {
            delegate(n, TRACK, n.min(2) - 1);
        }
        Nation::leave(1);
        // All who relied on who left go with them: one call.
        assert_ok!(Voting::end_delegation(signed(STRANGER), TRACK, 1));
        assert_eq!(Voting::delegation(TRACK, 0), None);
        delegate(5, TRACK, 0);
        delegate(MAX_TREE, TRACK, 0);
    });
}
