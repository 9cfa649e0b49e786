//! Attacks of helpers, and by way of them.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use Vote::*;

const TRACK: Track = Track::Constitution;

/// The thief's key of a member.
fn stolen(n: u32) -> RuntimeOrigin {
    RuntimeOrigin::signed(nth_account(n, 9))
}

#[test]
fn member_should_have_one_vote_however_they_and_their_helpers_take_turns() {
    ExtBuilder::default().build_and_execute(|| {
        let poll = open(TRACK);
        for helper in [7, 8, 9] {
            Nation::help(helper, 1);
            for said in [Aye, Nay] {
                let _ = Voting::vote_for(signed(helper), 1, poll, said);
                let _ = Voting::delegate(signed(1), TRACK, u32::from(helper == 8) + 2);
                let _ = Voting::vote(signed(2), poll, Aye);
                let _ = Voting::retract(signed(1), poll);
            }
            vote(1, poll, Abstain);
            assert_ok!(Voting::retract(signed(1), poll));
        }
        let (ayes, nays, abstentions) = tally(poll);
        // Members 1 and 2.
        assert_eq!(ayes + nays + abstentions, 2);
    });
}

#[test]
fn helper_who_sells_the_ballots_should_lose_those_of_members_who_look() {
    ExtBuilder::default().build_and_execute(|| {
        for member in 1..=5 {
            Nation::help(9, member);
        }
        let poll = open(TRACK);
        for member in 1..=5 {
            assert_ok!(Voting::vote_for(signed(9), member, poll, Nay));
        }
        vote(9, poll, Nay);
        assert_eq!(tally(poll), (0, 6, 0));
        // The ballot says by whom. Two look, and say what they want.
        assert_eq!(Voting::ballot(poll, 1).expect("cast").helper, Some(9));
        for n in [1, 2] {
            vote(n, poll, Aye);
            assert_noop!(
                bare(Voting::vote_for(signed(9), n, poll, Nay)),
                Error::<Test>::MemberVoted
            );
            assert_noop!(bare(Voting::retract_for(signed(9), n, poll)), Error::<Test>::MemberVoted);
        }
        assert_eq!(tally(poll), (2, 4, 0));
        // A third chooses another helper, in the midst of the poll.
        Nation::help(8, 3);
        assert_ok!(Voting::vote_for(signed(8), 3, poll, Aye));
        assert_noop!(bare(Voting::vote_for(signed(9), 3, poll, Nay)), Error::<Test>::NotHelper);
        assert_eq!(tally(poll), (3, 3, 0));
    });
}

#[test]
fn thief_by_replacement_should_change_no_ballot_as_a_helper() {
    ExtBuilder::default().build_and_execute(|| {
        Nation::help(9, 1);
        let poll = open(TRACK);
        assert_ok!(Voting::vote_for(signed(9), 1, poll, Aye));
        // The helper's key is taken: all help ends with it.
        Nation::replace(9, nth_account(9, 9));
        for member in [1, 2] {
            assert_noop!(
                bare(Voting::vote_for(stolen(9), member, poll, Nay)),
                Error::<Test>::NotHelper
            );
        }
        // The member's key is taken, and names an accomplice.
        Nation::replace(1, nth_account(1, 9));
        Nation::help(8, 1);
        for done in [
            bare(Voting::vote_for(signed(8), 1, poll, Nay)),
            bare(Voting::retract_for(signed(8), 1, poll)),
        ] {
            assert_eq!(done, Err(Error::<Test>::AccountTooNew.into()));
        }
        assert_eq!(tally(poll), (1, 0, 0));
    });
}

#[test]
fn helper_should_not_speak_for_the_suspended_nor_for_those_who_left() {
    ExtBuilder::default().build_and_execute(|| {
        for member in [1, 2] {
            Nation::help(9, member);
        }
        let poll = open(TRACK);
        Nation::suspend(1);
        Nation::leave(2);
        assert_noop!(bare(Voting::vote_for(signed(9), 1, poll, Aye)), Error::<Test>::Suspended);
        assert_noop!(bare(Voting::vote_for(signed(9), 2, poll, Aye)), Error::<Test>::NotHelper);
    });
}

#[test]
fn helper_should_not_delegate_for_the_member() {
    ExtBuilder::default().build_and_execute(|| {
        Nation::help(9, 1);
        // There is no such call, and the helper's own delegation is the helper's.
        delegate(9, TRACK, 3);
        let poll = open(TRACK);
        vote(3, poll, Aye);
        assert_eq!(Voting::delegation(TRACK, 1), None);
        assert_eq!((ballot(poll, 1), tally(poll)), (None, (2, 0, 0)));
    });
}

/// A helper's hand may cast the votes of six full trees, if all these people want it so.
#[test]
fn one_hand_should_cast_the_ballots_of_six_trees_at_most() {
    let people = 6 * MAX_TREE;
    ExtBuilder::default().members([people, 0]).build_and_execute(|| {
        let roots = (0..6).map(|n| n * MAX_TREE).collect::<Vec<_>>();
        for root in &roots {
            (1..MAX_TREE).for_each(|n| delegate(root + n, TRACK, *root));
        }
        for member in &roots[1..] {
            Nation::help(0, *member);
        }
        let poll = open(TRACK);
        vote(0, poll, Aye);
        for member in &roots[1..] {
            assert_ok!(Voting::vote_for(signed(0), *member, poll, Aye));
        }
        assert_eq!(tally(poll), (people, 0, 0));
    });
}
