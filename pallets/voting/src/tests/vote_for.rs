use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use Vote::*;

const TRACK: Track = Track::Parameters;

fn cast(poll: PollIndex, member: MemberId) -> Option<Ballot> {
    Ballots::<Test>::get(poll, member)
}

#[test]
fn vote_for_should_cast_the_members_ballot_and_name_the_helper() {
    ExtBuilder::default().build_and_execute(|| {
        Nation::help(9, 1);
        let poll = open(TRACK);
        assert_ok!(Voting::vote_for(signed(9), 1, poll, Aye));
        has_event(Event::Voted { poll, member: 1, vote: Aye, ballots: 1, helper: Some(9) });
        assert_eq!(cast(poll, 1), Some(Ballot { vote: Aye, by: None, helper: Some(9) }));
        // The helper's own ballot is another.
        assert_eq!((cast(poll, 9), tally(poll)), (None, (1, 0, 0)));
        vote(9, poll, Nay);
        assert_eq!(tally(poll), (1, 1, 0));
    });
}

#[test]
fn vote_for_should_change_what_a_helper_cast() {
    ExtBuilder::default().build_and_execute(|| {
        Nation::help(9, 1);
        let poll = open(TRACK);
        for said in [Aye, Nay, Nay, Abstain] {
            assert_ok!(Voting::vote_for(signed(9), 1, poll, said));
            assert_eq!(cast(poll, 1).map(|ballot| ballot.vote), Some(said));
        }
        // Another helper, whom the member chose since, changes it too; the one before does not.
        Nation::help(8, 1);
        assert_noop!(bare(Voting::vote_for(signed(9), 1, poll, Aye)), Error::<Test>::NotHelper);
        assert_ok!(Voting::vote_for(signed(8), 1, poll, Aye));
        assert_eq!(cast(poll, 1), Some(Ballot { vote: Aye, by: None, helper: Some(8) }));
        assert_eq!(tally(poll), (1, 0, 0));
    });
}

#[test]
fn vote_for_should_give_way_to_the_member() {
    ExtBuilder::default().build_and_execute(|| {
        Nation::help(9, 1);
        let poll = open(TRACK);
        assert_ok!(Voting::vote_for(signed(9), 1, poll, Aye));
        vote(1, poll, Nay);
        assert_eq!(cast(poll, 1), Some(Ballot { vote: Nay, by: None, helper: None }));
        assert_eq!(tally(poll), (0, 1, 0));
        // The same vote is theirs as well, once they say it.
        let other = open(TRACK);
        assert_ok!(Voting::vote_for(signed(9), 1, other, Aye));
        assert_ok!(Voting::vote(signed(1), other, Aye));
        has_event(Event::Voted { poll: other, member: 1, vote: Aye, ballots: 1, helper: None });
        for poll in [poll, other] {
            assert_noop!(
                bare(Voting::vote_for(signed(9), 1, poll, Abstain)),
                Error::<Test>::MemberVoted
            );
        }
    });
}

#[test]
fn vote_for_should_go_before_a_delegates_vote() {
    ExtBuilder::default().build_and_execute(|| {
        Nation::help(9, 1);
        delegate(1, TRACK, 0);
        delegate(2, TRACK, 1);
        let poll = open(TRACK);
        vote(0, poll, Aye);
        // The helper's word is the member's: it reaches those who delegate to the member,
        let done = Voting::vote_for(signed(9), 1, poll, Nay).expect("voted");
        assert_eq!(done.actual_weight, Some(<() as WeightInfo>::vote_for(2)));
        has_event(Event::Voted { poll, member: 1, vote: Nay, ballots: 2, helper: Some(9) });
        assert_eq!(cast(poll, 2), Some(Ballot { vote: Nay, by: Some(1), helper: None }));
        assert_eq!(tally(poll), (1, 2, 0));
        // and the delegate no longer speaks for them.
        vote(0, poll, Abstain);
        assert_eq!(tally(poll), (0, 2, 1));
    });
}

#[test]
fn vote_for_should_be_open_to_a_helper_who_is_the_delegate() {
    ExtBuilder::default().build_and_execute(|| {
        Nation::help(0, 1);
        delegate(1, TRACK, 0);
        let poll = open(TRACK);
        vote(0, poll, Aye);
        assert_ok!(Voting::vote_for(signed(0), 1, poll, Nay));
        assert_eq!(cast(poll, 1), Some(Ballot { vote: Nay, by: None, helper: Some(0) }));
        // They speak as a delegate again when they take it back.
        assert_ok!(Voting::retract_for(signed(0), 1, poll));
        assert_eq!(cast(poll, 1), Some(Ballot { vote: Aye, by: Some(0), helper: None }));
    });
}

#[test]
fn vote_for_should_stay_when_the_help_ends() {
    ExtBuilder::default().build_and_execute(|| {
        Nation::help(9, 1);
        let poll = open(TRACK);
        assert_ok!(Voting::vote_for(signed(9), 1, poll, Aye));
        Nation::leave(9);
        assert_eq!(tally(poll), (1, 0, 0));
        // The member may still change it.
        vote(1, poll, Nay);
        assert_eq!(tally(poll), (0, 1, 0));
    });
}

#[test]
fn vote_for_should_be_by_the_frozen_and_for_the_frozen() {
    ExtBuilder::default().build_and_execute(|| {
        Nation::help(9, 1);
        let poll = open(TRACK);
        for member in [1, 9] {
            Nation::change(member, |membership| membership.frozen = true);
        }
        assert_ok!(Voting::vote_for(signed(9), 1, poll, Aye));
    });
}

#[test]
fn vote_for_should_fail_when_the_signer_is_not_the_helper() {
    ExtBuilder::default().build_and_execute(|| {
        Nation::help(9, 1);
        let poll = open(TRACK);
        for (n, member) in [(8, 1), (9, 2), (1, 9), (1, 1), (STRANGER, 1), (9, 999)] {
            assert_noop!(
                bare(Voting::vote_for(signed(n), member, poll, Aye)),
                Error::<Test>::NotHelper
            );
        }
        assert_noop!(
            bare(Voting::vote_for(RuntimeOrigin::root(), 1, poll, Aye)),
            sp_runtime::DispatchError::BadOrigin
        );
    });
}

#[test]
fn vote_for_should_fail_when_either_is_suspended() {
    ExtBuilder::default().build_and_execute(|| {
        Nation::help(9, 1);
        let poll = open(TRACK);
        Nation::suspend(1);
        let refused = Voting::vote_for(signed(9), 1, poll, Aye);
        let failed = refused.expect_err("refused");
        assert_eq!(failed.error, Error::<Test>::Suspended.into());
        assert_eq!(failed.post_info.actual_weight, Some(<() as WeightInfo>::vote_for(1)));
        Nation::suspend(9);
        assert_noop!(
            bare(Voting::vote_for(signed(9), 1, poll, Aye)),
            Error::<Test>::HelperSuspended
        );
    });
}

#[test]
fn vote_for_should_fail_when_the_member_may_not_vote_in_the_poll() {
    ExtBuilder::default().build_and_execute(|| {
        // The helper may: they are of the village, and seasoned.
        for member in [1, 12] {
            Nation::help(9, member);
        }
        Nation::change(1, |membership| membership.seasoned_from = 999);
        let (constitution, village) = (open(Track::Constitution), open(Track::Village(APIA)));
        let new = admit(50, APIA);
        Nation::help(9, new);
        for (member, poll, error) in [
            (1, constitution, Error::<Test>::NotSeasoned),
            (12, village, Error::<Test>::NotOfVillage),
            (new, village, Error::<Test>::JoinedLater),
            (1, 999, Error::<Test>::PollNotOngoing),
        ] {
            assert_noop!(bare(Voting::vote_for(signed(9), member, poll, Aye)), error);
        }
        Nation::move_to(12, APIA);
        assert_noop!(
            bare(Voting::vote_for(signed(9), 12, village, Aye)),
            Error::<Test>::MovedLater
        );
        // A helper who may not vote themselves votes for one who may.
        Nation::help(new, 2);
        assert_ok!(Voting::vote_for(signed(50), 2, village, Aye));
    });
}

#[test]
fn vote_for_should_fail_when_the_member_slept_when_the_poll_opened() {
    ExtBuilder::default().build_and_execute(|| {
        Nation::help(9, 1);
        let before = open(TRACK);
        wait(1);
        Nation::send_to_sleep(1);
        let meanwhile = open(TRACK);
        let refused = || bare(Voting::vote_for(signed(9), 1, meanwhile, Aye));
        assert_noop!(refused(), Error::<Test>::WasDormant);
        wait(1);
        // What the helper sends wakes the member: for the polls that open from then on.
        Nation::wake(1);
        assert_noop!(refused(), Error::<Test>::WasDormant);
        wait(1);
        let after = open(TRACK);
        for poll in [before, after] {
            assert_ok!(Voting::vote_for(signed(9), 1, poll, Aye));
            assert_eq!(tally(poll), (1, 0, 0));
        }
        assert_eq!(tally(meanwhile), (0, 0, 0));
    });
}

#[test]
fn vote_for_should_count_for_a_member_who_fell_asleep_since_the_poll_opened() {
    ExtBuilder::default().build_and_execute(|| {
        Nation::help(9, 1);
        let poll = open(TRACK);
        wait(1);
        Nation::send_to_sleep(1);
        assert_ok!(Voting::vote_for(signed(9), 1, poll, Aye));
        assert_ok!(Voting::retract_for(signed(9), 1, poll));
        assert_ok!(Voting::vote_for(signed(9), 1, poll, Nay));
        assert_eq!(tally(poll), (0, 1, 0));
    });
}

#[test]
fn vote_for_should_fail_when_a_newer_key_of_the_member_would_change_a_ballot() {
    ExtBuilder::default().build_and_execute(|| {
        Nation::help(9, 1);
        let poll = open(TRACK);
        assert_ok!(Voting::vote_for(signed(9), 1, poll, Aye));
        // The new key names the same helper again.
        Nation::replace(1, nth_account(1, 1));
        assert_noop!(bare(Voting::vote_for(signed(9), 1, poll, Nay)), Error::<Test>::NotHelper);
        Nation::help(9, 1);
        assert_noop!(bare(Voting::vote_for(signed(9), 1, poll, Nay)), Error::<Test>::AccountTooNew);
        assert_noop!(bare(Voting::retract_for(signed(9), 1, poll)), Error::<Test>::AccountTooNew);
    });
}

#[test]
fn eligible_for_should_say_why_not() {
    ExtBuilder::default().build_and_execute(|| {
        Nation::help(9, 1);
        let poll = open(TRACK);
        let shown = |n, member| Voting::eligible_for(poll, account(n), member);
        let may = |refusal| Eligibility { member: Some(1), refusal };
        assert_eq!(shown(9, 1), may(None));
        assert_eq!(shown(8, 1), may(Some(Refusal::NotHelper)));
        vote(1, poll, Aye);
        assert_eq!(shown(9, 1), may(Some(Refusal::MemberVoted)));
        Nation::suspend(1);
        assert_eq!(shown(9, 1), may(Some(Refusal::Suspended)));
        Nation::suspend(9);
        assert_eq!(shown(9, 1), may(Some(Refusal::HelperSuspended)));
        cancel(poll);
        assert_eq!(shown(9, 1), may(Some(Refusal::PollNotOngoing)));
    });
}
