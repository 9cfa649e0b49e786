//! With a key that came by replacement after the poll opened.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use Vote::*;

const TRACK: Track = Track::Constitution;

/// The thief's key of a member.
fn stolen(n: u32) -> RuntimeOrigin {
    RuntimeOrigin::signed(nth_account(n, 9))
}

fn steal(member: MemberId) {
    Nation::replace(member, nth_account(member, 9));
}

#[test]
fn replacing_a_key_should_not_double_a_vote() {
    ExtBuilder::default().build_and_execute(|| {
        let poll = open(TRACK);
        for n in 0..3 {
            vote(n, poll, Aye);
            steal(n);
            for said in [Aye, Nay, Abstain] {
                assert_noop!(
                    bare(Voting::vote(stolen(n), poll, said)),
                    Error::<Test>::AccountTooNew
                );
            }
            assert_noop!(bare(Voting::vote(signed(n), poll, Nay)), Error::<Test>::NotMember);
        }
        assert_eq!(tally(poll), (3, 0, 0));
    });
}

#[test]
fn thief_should_not_change_a_ballot_by_delegating_to_an_accomplice() {
    ExtBuilder::default().build_and_execute(|| {
        delegate(1, TRACK, 0);
        let poll = open(TRACK);
        // 1 has a delegate's ballot.
        vote(0, poll, Aye);
        steal(1);
        assert_ok!(Voting::delegate(stolen(1), TRACK, 9));
        vote(9, poll, Nay);
        assert_eq!(ballot(poll, 1), Some((Aye, Some(0))));
        assert_eq!(tally(poll), (1 + 1, 1, 0));
        assert_noop!(bare(Voting::retract(stolen(1), poll)), Error::<Test>::NoBallot);
    });
}

#[test]
fn thief_should_not_change_the_ballots_of_those_who_rely_on_the_victim() {
    ExtBuilder::default().build_and_execute(|| {
        for (below, above) in [(2, 1), (3, 2), (1, 0)] {
            delegate(below, TRACK, above);
        }
        let poll = open(TRACK);
        vote(0, poll, Aye);
        steal(1);
        // To an accomplice with an old key.
        assert_ok!(Voting::delegate(stolen(1), TRACK, 9));
        vote(9, poll, Nay);
        assert_eq!(tally(poll), (4, 1, 0));
        // Or to nobody, to vote alone.
        assert_ok!(Voting::undelegate(stolen(1), TRACK));
        assert_noop!(bare(Voting::vote(stolen(1), poll, Nay)), Error::<Test>::AccountTooNew);
        assert_eq!(tally(poll), (4, 1, 0));
    });
}

#[test]
fn thief_who_casts_a_first_ballot_should_replace_nobody_elses() {
    ExtBuilder::default().build_and_execute(|| {
        let poll = open(TRACK);
        // 2 has a ballot by 0 and delegates to 1 now, who has none.
        delegate(2, TRACK, 0);
        vote(0, poll, Aye);
        delegate(2, TRACK, 1);
        delegate(3, TRACK, 1);
        steal(1);
        assert_ok!(Voting::vote(stolen(1), poll, Nay));
        assert_eq!(ballot(poll, 2), Some((Aye, Some(0))));
        // Who has none yet is spoken for, as by the member.
        assert_eq!(ballot(poll, 3), Some((Nay, Some(1))));
        assert_eq!(tally(poll), (2, 2, 0));
        // And the thief cannot change that again.
        assert_noop!(bare(Voting::vote(stolen(1), poll, Abstain)), Error::<Test>::AccountTooNew);
    });
}

#[test]
fn thief_should_not_change_a_ballot_by_a_retraction_above() {
    ExtBuilder::default().build_and_execute(|| {
        delegate(1, TRACK, 0);
        let poll = open(TRACK);
        vote(0, poll, Aye);
        steal(1);
        assert_ok!(Voting::retract(signed(0), poll));
        assert_eq!(ballot(poll, 1), Some((Aye, Some(0))));
        assert_eq!(tally(poll), (1, 0, 0));
    });
}

#[test]
fn members_who_delegate_to_a_thief_should_be_able_to_say_no() {
    ExtBuilder::default().build_and_execute(|| {
        delegate(2, TRACK, 1);
        let poll = open(TRACK);
        steal(1);
        assert_ok!(Voting::vote(stolen(1), poll, Nay));
        assert_eq!(tally(poll), (0, 2, 0));
        vote(2, poll, Aye);
        assert_eq!(tally(poll), (1, 1, 0));
    });
}

#[test]
fn key_should_be_as_good_as_any_in_polls_that_open_later() {
    ExtBuilder::default().build_and_execute(|| {
        delegate(2, TRACK, 1);
        steal(1);
        let same_block = open(TRACK);
        let later = open(TRACK);
        for poll in [same_block, later] {
            assert_ok!(Voting::vote(stolen(1), poll, Nay));
        }
        assert_noop!(bare(Voting::vote(stolen(1), same_block, Aye)), Error::<Test>::AccountTooNew);
        assert_ok!(Voting::vote(stolen(1), later, Aye));
        assert_eq!(tally(later), (2, 0, 0));
        assert_eq!(tally(same_block), (0, 2, 0));
    });
}
