use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use Vote::*;

const TRACK: Track = Track::Parameters;

#[test]
fn retract_should_leave_no_ballot_when_nobody_votes_for_the_member() {
    ExtBuilder::default().build_and_execute(|| {
        let poll = open(TRACK);
        vote(0, poll, Aye);
        assert_ok!(Voting::retract(signed(0), poll));
        has_event(Event::Retracted { poll, member: 0, ballots: 1, helper: None });
        assert_eq!(tally(poll), (0, 0, 0));
        assert_eq!(ballot(poll, 0), None);
        vote(0, poll, Nay);
        assert_eq!(tally(poll), (0, 1, 0));
    });
}

#[test]
fn retract_should_bring_back_the_nearest_delegates_vote() {
    ExtBuilder::default().build_and_execute(|| {
        // 4 is below 3, below 2, below 1, below 0.
        for (below, above) in [(1, 0), (2, 1), (3, 2), (4, 3)] {
            delegate(below, TRACK, above);
        }
        let poll = open(TRACK);
        vote(0, poll, Aye);
        vote(1, poll, Abstain);
        vote(3, poll, Nay);
        assert_eq!(tally(poll), (1, 2, 2));
        let done = Voting::retract(signed(3), poll).expect("retracted");
        assert_eq!(done.actual_weight, Some(<() as WeightInfo>::retract(2)));
        // 2 has no ballot of its own, so 1's vote counts for 3, and for 4, who followed 3.
        assert_eq!(tally(poll), (1, 0, 4));
        for below in [3, 4] {
            assert_eq!(ballot(poll, below), Some((Abstain, Some(1))));
        }
        has_event(Event::Retracted { poll, member: 3, ballots: 2, helper: None });
    });
}

#[test]
fn retract_should_take_the_followers_ballots_along_when_nobody_votes_for_them() {
    ExtBuilder::default().build_and_execute(|| {
        for (below, above) in [(1, 0), (2, 1), (3, 0)] {
            delegate(below, TRACK, above);
        }
        let poll = open(TRACK);
        vote(0, poll, Aye);
        vote(3, poll, Nay);
        assert_ok!(Voting::retract(signed(0), poll));
        assert_eq!(tally(poll), (0, 1, 0));
    });
}

#[test]
fn retract_should_leave_the_ballots_of_those_who_stopped_or_began_to_follow() {
    ExtBuilder::default().build_and_execute(|| {
        for (below, above) in [(1, 0), (3, 2)] {
            delegate(below, TRACK, above);
        }
        let poll = open(TRACK);
        vote(0, poll, Aye);
        vote(2, poll, Nay);
        assert_ok!(Voting::undelegate(signed(1), TRACK));
        delegate(2, TRACK, 0);
        assert_ok!(Voting::retract(signed(0), poll));
        assert_eq!(ballot(poll, 0), None);
        assert_eq!(ballot(poll, 1), Some((Aye, Some(0))));
        assert_eq!(ballot(poll, 3), Some((Nay, Some(2))));
        assert_eq!(tally(poll), (1, 2, 0));
    });
}

#[test]
fn retract_should_not_bring_back_the_retracted_vote_itself() {
    ExtBuilder::default().build_and_execute(|| {
        delegate(1, TRACK, 0);
        let poll = open(TRACK);
        vote(0, poll, Aye);
        // The two change places. 1's ballot still repeats 0's vote.
        assert_ok!(Voting::undelegate(signed(1), TRACK));
        delegate(0, TRACK, 1);
        assert_ok!(Voting::retract(signed(0), poll));
        assert_eq!(ballot(poll, 0), None);
        assert_eq!(tally(poll), (1, 0, 0));
    });
}

#[test]
fn retract_should_ask_no_delegate_who_is_suspended() {
    ExtBuilder::default().build_and_execute(|| {
        delegate(1, TRACK, 0);
        let poll = open(TRACK);
        vote(0, poll, Aye);
        vote(1, poll, Nay);
        Nation::suspend(0);
        assert_ok!(Voting::retract(signed(1), poll));
        assert_eq!(tally(poll), (1, 0, 0));
        assert_eq!(ballot(poll, 1), None);
    });
}

#[test]
fn retract_should_fail_when_there_is_no_ballot_or_only_a_delegates() {
    ExtBuilder::default().build_and_execute(|| {
        delegate(1, TRACK, 0);
        let poll = open(TRACK);
        assert_noop!(bare(Voting::retract(signed(0), poll)), Error::<Test>::NoBallot);
        vote(0, poll, Aye);
        assert_noop!(bare(Voting::retract(signed(1), poll)), Error::<Test>::NoBallot);
    });
}

#[test]
fn retract_should_fail_when_the_poll_is_over() {
    ExtBuilder::default().build_and_execute(|| {
        let poll = open(TRACK);
        vote(0, poll, Aye);
        cancel(poll);
        assert_noop!(bare(Voting::retract(signed(0), poll)), Error::<Test>::PollNotOngoing);
    });
}

#[test]
fn retract_should_fail_when_the_member_may_not_vote() {
    ExtBuilder::default().build_and_execute(|| {
        let poll = open(Track::Village(APIA));
        for n in 0..3 {
            vote(n, poll, Aye);
        }
        Nation::suspend(0);
        Nation::move_to(1, ALOFI);
        Nation::move_to(2, ALOFI);
        Nation::move_to(2, APIA);
        Nation::suspend(3);
        Nation::reinstate(3);
        for (n, error) in [
            (0, Error::<Test>::Suspended),
            (1, Error::NotOfVillage),
            (2, Error::MovedLater),
            (3, Error::JoinedLater),
            (STRANGER, Error::NotMember),
        ] {
            assert_noop!(bare(Voting::retract(signed(n), poll)), error);
        }
        assert_eq!(tally(poll), (3, 0, 0));
    });
}

#[test]
fn retract_should_fail_when_the_key_is_newer_than_the_poll() {
    ExtBuilder::default().build_and_execute(|| {
        let poll = open(TRACK);
        vote(0, poll, Aye);
        Nation::replace(0, nth_account(0, 1));
        assert_noop!(
            bare(Voting::retract(RuntimeOrigin::signed(nth_account(0, 1)), poll)),
            Error::<Test>::AccountTooNew
        );
    });
}

/// As the benchmark: the vote comes from as far above as possible, for as many people as possible.
#[test]
fn retract_should_cover_a_full_tree() {
    let builder = ExtBuilder::default().members([MAX_TREE, 0]);
    builder.build_and_execute(|| {
        let poll = open(TRACK);
        vote(0, poll, Nay);
        for n in 1..MAX_TREE {
            delegate(n, TRACK, n.min(MAX_DEPTH) - 1);
        }
        vote(3, poll, Aye);
        let people = MAX_TREE - 3;
        assert_eq!(tally(poll), (people, 1, 0));
        let done = Voting::retract(signed(3), poll).expect("retracted");
        assert_eq!(done.actual_weight, Some(<() as WeightInfo>::retract(people)));
        assert_eq!(tally(poll), (0, people + 1, 0));
        assert_eq!(ballot(poll, 63), Some((Nay, Some(0))));
    });
}
