//! Attacks by declaring others dormant, by waking, and with the voices of those who sleep.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use Vote::*;

const TRACK: Track = Track::Constitution;

#[test]
fn who_was_dormant_when_it_opened_should_neither_be_counted_nor_vote() {
    ExtBuilder::default().build_and_execute(|| {
        delegate(1, TRACK, 0);
        Nation::send_to_sleep(1);
        wait(1);
        let poll = open(TRACK);
        assert_eq!(Voting::poll(poll).expect("a poll").electorate, 16);
        // Neither by a delegate, nor by themselves.
        vote(0, poll, Aye);
        assert_eq!(tally(poll), (1, 0, 0));
        let refused = || bare(Voting::vote(signed(1), poll, Aye));
        assert_noop!(refused(), Error::<Test>::WasDormant);
        Nation::wake(1);
        wait(1);
        assert_noop!(refused(), Error::<Test>::WasDormant);
        assert_eq!(Voting::eligible(poll, account(1)).refusal, Some(Refusal::WasDormant));
        vote(0, poll, Nay);
        assert_eq!(tally(poll), (0, 1, 0));
        // In the next one they are counted, and the delegation that they made holds.
        let later = open(TRACK);
        assert_eq!(Voting::poll(later).expect("a poll").electorate, 17);
        vote(0, later, Aye);
        assert_eq!(tally(later), (2, 0, 0));
    });
}

#[test]
fn who_is_declared_dormant_later_should_vote_and_be_voted_for() {
    ExtBuilder::default().build_and_execute(|| {
        delegate(1, TRACK, 0);
        delegate(2, TRACK, 1);
        let poll = open(TRACK);
        for n in 1..=3 {
            Nation::send_to_sleep(n);
        }
        vote(0, poll, Aye);
        assert_eq!(tally(poll), (3, 0, 0));
        // The sleeper hears of it, and wakes.
        Nation::wake(1);
        vote(1, poll, Nay);
        assert_eq!(tally(poll), (1, 2, 0));
        assert_ok!(Voting::retract(signed(1), poll));
        assert_eq!(tally(poll), (3, 0, 0));
        vote(3, poll, Nay);
        assert_eq!(tally(poll), (3, 1, 0));
    });
}

#[test]
fn electorate_should_not_shrink_under_an_open_poll() {
    ExtBuilder::default().build_and_execute(|| {
        let poll = open(TRACK);
        for n in 0..10 {
            Nation::send_to_sleep(n);
        }
        for n in 10..14 {
            vote(n, poll, Aye);
        }
        // Four of seventeen, not of seven.
        let shown = Voting::poll(poll).expect("a poll");
        assert_eq!((shown.electorate, shown.ayes_needed), (17, 5));
        let later = open(TRACK);
        let shown = Voting::poll(later).expect("a poll");
        assert_eq!((shown.electorate, shown.ayes_needed), (7, 3));
    });
}

#[test]
fn word_of_who_sleeps_should_carry_nobodys_vote() {
    ExtBuilder::default().build_and_execute(|| {
        for (below, above) in [(1, 0), (2, 1), (3, 2)] {
            delegate(below, TRACK, above);
        }
        Nation::send_to_sleep(1);
        wait(1);
        let poll = open(TRACK);
        vote(0, poll, Aye);
        assert_eq!(tally(poll), (1, 0, 0));
        // Those who relied on the sleeper vote, and take back, without the people above.
        vote(3, poll, Nay);
        assert_ok!(Voting::retract(signed(3), poll));
        assert_eq!(tally(poll), (1, 0, 0));
        // A member who wakes is only too new for the poll, and hands on what comes from above.
        Nation::wake(1);
        vote(0, poll, Aye);
        assert_eq!(tally(poll), (3, 0, 0));
        assert_eq!((ballot(poll, 1), ballot(poll, 3)), (None, Some((Aye, Some(0)))));
    });
}

#[test]
fn retract_should_ask_no_delegate_who_sleeps() {
    ExtBuilder::default().build_and_execute(|| {
        delegate(2, TRACK, 1);
        delegate(1, TRACK, 0);
        Nation::send_to_sleep(1);
        wait(1);
        let poll = open(TRACK);
        vote(0, poll, Aye);
        vote(2, poll, Nay);
        assert_ok!(Voting::retract(signed(2), poll));
        assert_eq!((tally(poll), ballot(poll, 2)), ((1, 0, 0), None));
    });
}

#[test]
fn who_sleeps_should_not_become_a_delegate() {
    ExtBuilder::default().build_and_execute(|| {
        Nation::send_to_sleep(0);
        assert_noop!(Voting::delegate(signed(1), TRACK, 0), Error::<Test>::CannotBeDelegate);
        Nation::wake(0);
        delegate(1, TRACK, 0);
    });
}

/// A village of five of which four went away, and one of which all did.
#[test]
fn village_that_sleeps_should_decide_by_who_is_left_or_not_at_all() {
    ExtBuilder::default().members([5, 3]).build_and_execute(|| {
        let (here, there) = (Track::Village(APIA), Track::Village(ALOFI));
        for n in (1..5).chain(5..8) {
            Nation::send_to_sleep(n);
        }
        wait(1);
        let (one, none) = (open(here), open(there));
        vote(0, one, Aye);
        let shown = Voting::poll(one).expect("a poll");
        assert_eq!((shown.electorate, shown.ayes_needed, shown.ayes), (1, 1, 1));
        assert!(shown.support.is_one());
        for n in 5..8 {
            Nation::wake(n);
            assert_noop!(bare(Voting::vote(signed(n), none, Aye)), Error::<Test>::WasDormant);
        }
        let shown = Voting::poll(none).expect("a poll");
        assert_eq!((shown.electorate, shown.support.is_zero()), (0, true));
        wait(1);
        let later = open(there);
        assert_eq!(Voting::poll(later).expect("a poll").electorate, 3);
    });
}
