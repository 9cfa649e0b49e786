use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use Vote::*;

const TRACK: Track = Track::Parameters;

#[test]
fn retract_for_should_take_back_what_a_helper_cast() {
    ExtBuilder::default().build_and_execute(|| {
        Nation::help(9, 1);
        delegate(1, TRACK, 0);
        delegate(2, TRACK, 1);
        let poll = open(TRACK);
        vote(0, poll, Aye);
        assert_ok!(Voting::vote_for(signed(9), 1, poll, Nay));
        let done = Voting::retract_for(signed(9), 1, poll).expect("retracted");
        assert_eq!(done.actual_weight, Some(<() as WeightInfo>::retract_for(2)));
        has_event(Event::Retracted { poll, member: 1, ballots: 2, helper: Some(9) });
        // The delegate's vote is the member's again, and that of those below.
        for member in [1, 2] {
            let repeated = Ballot { vote: Aye, by: Some(0), helper: None };
            assert_eq!(Ballots::<Test>::get(poll, member), Some(repeated));
        }
        assert_eq!(tally(poll), (3, 0, 0));
    });
}

#[test]
fn retract_for_should_be_open_to_a_helper_who_came_later() {
    ExtBuilder::default().build_and_execute(|| {
        Nation::help(9, 1);
        let poll = open(TRACK);
        assert_ok!(Voting::vote_for(signed(9), 1, poll, Nay));
        Nation::help(8, 1);
        assert_ok!(Voting::retract_for(signed(8), 1, poll));
        assert_eq!(tally(poll), (0, 0, 0));
    });
}

#[test]
fn retract_should_take_back_what_a_helper_cast() {
    ExtBuilder::default().build_and_execute(|| {
        Nation::help(9, 1);
        let poll = open(TRACK);
        assert_ok!(Voting::vote_for(signed(9), 1, poll, Nay));
        assert_ok!(Voting::retract(signed(1), poll));
        has_event(Event::Retracted { poll, member: 1, ballots: 1, helper: None });
        assert_eq!(tally(poll), (0, 0, 0));
    });
}

#[test]
fn retract_for_should_fail_when_the_member_voted_themselves() {
    ExtBuilder::default().build_and_execute(|| {
        Nation::help(9, 1);
        let poll = open(TRACK);
        vote(1, poll, Aye);
        assert_noop!(bare(Voting::retract_for(signed(9), 1, poll)), Error::<Test>::MemberVoted);
    });
}

#[test]
fn retract_for_should_fail_when_there_is_no_ballot_or_only_a_delegates() {
    ExtBuilder::default().build_and_execute(|| {
        Nation::help(9, 1);
        delegate(1, TRACK, 0);
        let poll = open(TRACK);
        let retract = || bare(Voting::retract_for(signed(9), 1, poll));
        assert_noop!(retract(), Error::<Test>::NoBallot);
        vote(0, poll, Aye);
        assert_noop!(retract(), Error::<Test>::NoBallot);
    });
}

#[test]
fn retract_for_should_fail_when_the_signer_may_not_act_for_the_member() {
    ExtBuilder::default().build_and_execute(|| {
        Nation::help(9, 1);
        let poll = open(TRACK);
        assert_ok!(Voting::vote_for(signed(9), 1, poll, Nay));
        for (n, member) in [(8, 1), (9, 2), (1, 1), (STRANGER, 1)] {
            assert_noop!(
                bare(Voting::retract_for(signed(n), member, poll)),
                Error::<Test>::NotHelper
            );
        }
        let failed = Voting::retract_for(signed(8), 1, poll).expect_err("refused");
        assert_eq!(failed.post_info.actual_weight, Some(<() as WeightInfo>::retract_for(1)));
        Nation::suspend(1);
        assert_noop!(bare(Voting::retract_for(signed(9), 1, poll)), Error::<Test>::Suspended);
        Nation::suspend(9);
        assert_noop!(bare(Voting::retract_for(signed(9), 1, poll)), Error::<Test>::HelperSuspended);
    });
}
