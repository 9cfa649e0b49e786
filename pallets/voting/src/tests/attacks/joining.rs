//! Attacks by joining, leaving, moving and suspension.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use Vote::*;

const TRACK: Track = Track::Constitution;

#[test]
fn members_admitted_after_the_opening_should_not_decide_it() {
    ExtBuilder::default().build_and_execute(|| {
        let poll = open(TRACK);
        for n in 50..60 {
            admit(n, APIA);
            delegate(n, TRACK, 0);
            assert_noop!(bare(Voting::vote(signed(n), poll, Aye)), Error::<Test>::JoinedLater);
        }
        // A delegate does not help, nor does waiting.
        wait(20);
        vote(0, poll, Aye);
        assert_eq!(tally(poll), (1, 0, 0));
        assert_eq!(Voting::poll(poll).expect("a poll").electorate, 17);
    });
}

#[test]
fn who_left_and_came_back_should_not_vote_again() {
    ExtBuilder::default().build_and_execute(|| {
        let poll = open(TRACK);
        vote(3, poll, Aye);
        Nation::leave(3);
        wait(1);
        let again = admit(3, APIA);
        assert_ne!(again, 3);
        assert_noop!(bare(Voting::vote(signed(3), poll, Aye)), Error::<Test>::JoinedLater);
        assert_noop!(bare(Voting::retract(signed(3), poll)), Error::<Test>::JoinedLater);
        delegate(3, TRACK, 4);
        vote(4, poll, Aye);
        // The earlier ballot stays, and the person has no other.
        assert_eq!(tally(poll), (2, 0, 0));
        assert_eq!(ballot(poll, again), None);
    });
}

#[test]
fn who_is_suspended_should_keep_the_ballot_and_cast_none() {
    ExtBuilder::default().build_and_execute(|| {
        delegate(1, TRACK, 0);
        delegate(2, TRACK, 1);
        let poll = open(TRACK);
        vote(0, poll, Aye);
        assert_eq!(tally(poll), (3, 0, 0));
        Nation::suspend(1);
        vote(0, poll, Nay);
        // The delegate speaks neither for the suspended member nor for those who rely on them. What
        // was cast stays.
        assert_eq!(tally(poll), (2, 1, 0));
        assert_noop!(bare(Voting::vote(signed(1), poll, Nay)), Error::<Test>::Suspended);
        assert_noop!(bare(Voting::retract(signed(1), poll)), Error::<Test>::Suspended);
        // A member who relied on them votes for themselves.
        vote(2, poll, Nay);
        assert_eq!(tally(poll), (1, 2, 0));
    });
}

#[test]
fn who_is_reinstated_should_vote_in_later_polls_only() {
    ExtBuilder::default().build_and_execute(|| {
        delegate(1, TRACK, 0);
        let poll = open(TRACK);
        Nation::suspend(1);
        Nation::reinstate(1);
        assert_noop!(bare(Voting::vote(signed(1), poll, Aye)), Error::<Test>::JoinedLater);
        vote(0, poll, Aye);
        assert_eq!(tally(poll), (1, 0, 0));
        wait(1);
        let later = open(TRACK);
        vote(0, later, Aye);
        assert_eq!(tally(later), (2, 0, 0));
    });
}

#[test]
fn who_was_suspended_when_it_opened_should_not_be_counted_among_the_electorate_nor_vote() {
    ExtBuilder::default().members([4, 0]).build_and_execute(|| {
        Nation::suspend(3);
        let poll = open(TRACK);
        Nation::reinstate(3);
        for n in 0..3 {
            vote(n, poll, Aye);
        }
        assert_noop!(bare(Voting::vote(signed(3), poll, Aye)), Error::<Test>::JoinedLater);
        assert_eq!(Voting::poll(poll).expect("a poll").electorate, 3);
    });
}

#[test]
fn who_moves_should_not_vote_in_two_villages_on_the_same_days() {
    ExtBuilder::default().build_and_execute(|| {
        let (here, there) = (Track::Village(APIA), Track::Village(ALOFI));
        delegate(1, here, 0);
        let (one, other) = (open(here), open(there));
        vote(1, one, Aye);
        Nation::move_to(1, ALOFI);
        wait(1);
        assert_noop!(bare(Voting::vote(signed(1), other, Aye)), Error::<Test>::MovedLater);
        assert_noop!(bare(Voting::vote(signed(1), one, Nay)), Error::<Test>::NotOfVillage);
        assert_eq!(tally(one), (1, 0, 0));
    });
}

#[test]
fn who_moves_and_comes_back_should_not_vote_in_what_opened_before() {
    ExtBuilder::default().build_and_execute(|| {
        let track = Track::Village(APIA);
        delegate(1, track, 0);
        let poll = open(track);
        Nation::move_to(1, ALOFI);
        vote(0, poll, Aye);
        assert_eq!(tally(poll), (1, 0, 0));
        Nation::move_to(1, APIA);
        wait(1);
        assert_noop!(bare(Voting::vote(signed(1), poll, Aye)), Error::<Test>::MovedLater);
        vote(0, poll, Nay);
        assert_eq!(tally(poll), (0, 1, 0));
    });
}

#[test]
fn delegates_who_moved_away_should_carry_nobodys_vote_in_the_village() {
    ExtBuilder::default().build_and_execute(|| {
        let track = Track::Village(APIA);
        delegate(2, track, 1);
        delegate(1, track, 0);
        Nation::move_to(1, ALOFI);
        let poll = open(track);
        vote(0, poll, Aye);
        assert_noop!(bare(Voting::vote(signed(1), poll, Aye)), Error::<Test>::NotOfVillage);
        assert_eq!(tally(poll), (1, 0, 0));
        assert_ok!(Voting::undelegate(signed(2), track));
        delegate(2, track, 0);
        vote(0, poll, Aye);
        assert_eq!(tally(poll), (2, 0, 0));
    });
}

/// A weaker track may make members. They are too new to decide on the constitution, in the
/// electorate as in the ballots, by themselves and through delegates.
#[test]
fn new_members_should_neither_count_nor_vote_on_the_constitution() {
    ExtBuilder::default().build_and_execute(|| {
        UndecidingTimeout::set(200);
        const FIRST_PUPPET: MemberId = 17;
        for n in 50..70 {
            let puppet = admit(n, APIA);
            Nation::change(puppet, |one| one.seasoned_from = now() + 90);
            delegate(n, TRACK, 0);
        }
        // A puppet carries nobody's vote either.
        delegate(1, TRACK, FIRST_PUPPET);
        wait(1);
        let (poll, other) = (open(TRACK), open(Track::Parameters));
        let electorate = |poll| Voting::poll(poll).expect("a poll").electorate;
        assert_eq!((electorate(poll), electorate(other)), (17, 37));
        for n in 50..70 {
            let refused = Voting::vote(signed(n), poll, Aye);
            assert_noop!(bare(refused), Error::<Test>::NotSeasoned);
            let refusal = Voting::eligible(poll, account(n)).refusal;
            assert_eq!(refusal, Some(Refusal::NotSeasoned));
            vote(n, other, Aye);
        }
        vote(0, poll, Aye);
        // The delegate speaks for the member below the puppet, who is seasoned, and for no puppet.
        assert_eq!((tally(poll), tally(other)), ((2, 0, 0), (20, 0, 0)));
        // They never vote in this poll, and do in those that open when they are seasoned.
        wait(90);
        assert_noop!(bare(Voting::vote(signed(50), poll, Aye)), Error::<Test>::NotSeasoned);
        let later = open(TRACK);
        vote(50, later, Aye);
        assert_eq!(electorate(later), 37);
    });
}
