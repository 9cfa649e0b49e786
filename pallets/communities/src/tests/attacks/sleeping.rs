//! What people win by declaring others dormant, by sleeping, or by the keys of the dead.

use super::ballots::Poll;
use crate::{
    mock::{Communities, *},
    *,
};
use frame_support::{assert_noop, assert_ok};

/// Somebody sees that the sleepers wake to vote against, and declares them dormant meanwhile.
#[test]
fn declaring_dormant_should_take_no_vote_from_a_poll_that_is_open() {
    ExtBuilder::default().build_and_execute(|| {
        sleep();
        let mut poll = Poll::open(Track::Constitution);
        assert_ok!(declare(&[1, 2, 101, 102]));
        // They were counted when it opened, so they vote in it: woken, or by somebody for whom no key
        // of theirs signs.
        act(&[1, 101]);
        assert!([1, 2, 101, 102].iter().all(|n| poll.vote(*n, false)));
        assert_eq!(poll.tally(), (0, 4));
    });
}

/// Somebody declares dormant whom they can, opens a poll in the same block, and nobody who wakes has
/// a vote in it.
#[test]
fn sleeping_majority_should_not_be_left_out_of_a_poll_at_once() {
    ExtBuilder::default().founders(&[95, 5]).build_and_execute(|| {
        wait(700);
        act(&[100, 101, 102, 103, 104]);
        wait(60);
        // A quarter would be with those five when four fifths of the nation are gone.
        let (mut sleepers, mut days) = ((0..95).collect::<Vec<_>>(), 0);
        while electorates().2 > 20 {
            while declare(&sleepers[..1]).is_ok() {
                sleepers.remove(0);
            }
            assert_noop!(declare(&sleepers[..1]), Error::<Test>::TooManyDormant);
            wait(1);
            days += 1;
        }
        // That takes years, in which everybody can read who was declared.
        assert_eq!(days, 993);
        assert_eq!(electorates(), (15, 5, 20));
        // Whoever acts in time is not declared, and whoever reads it wakes.
        act(&sleepers[..1]);
        act(&[0]);
        assert_noop!(declare(&sleepers[..1]), Error::<Test>::NotDormant);
        assert_eq!(electorates().2, 21);
    });
}

/// Somebody keeps many keys that were silent for years, and wakes them for one vote.
#[test]
fn army_that_wakes_should_vote_in_no_poll_that_did_not_count_it() {
    ExtBuilder::default().build_and_execute(|| {
        sleep();
        let army = [1, 2, 101, 102];
        assert_ok!(declare(&army));
        let mut poll = Poll::open(Track::Constitution);
        act(&army);
        assert!(!army.iter().any(|n| poll.vote(*n, true)));
        // They vote in the next one, which counts them all.
        let mut later = Poll::open(Track::Constitution);
        assert_eq!(electorates().2, 17);
        assert!(army.iter().all(|n| later.vote(*n, true)));
        // And are awake for two years: they cannot hide again.
        wait(730);
        assert_noop!(declare(&army), Error::<Test>::NotDormant);
    });
}

/// Somebody finds the old phone of a clerk who died.
#[test]
fn key_of_a_dead_clerk_should_have_one_vote_and_no_office() {
    ExtBuilder::default().build_and_execute(|| {
        sleep();
        let mut poll = Poll::open(Track::Appeals);
        assert_ok!(declare(&[CLERK]));
        let mut next = Poll::open(Track::Appeals);
        assert_ok!(send(CLERK, Call::here {}));
        // The vote that they were counted for, and none in what opened while they slept.
        assert!(poll.vote(CLERK, true) && !next.vote(CLERK, true));
        let id = bring(1, STRANGER, APIA);
        vouch(id, &[2, 3, 4]);
        assert_noop!(Communities::admit(signed(CLERK), id), Error::<Test>::NotClerk);
        assert_noop!(Communities::freeze(signed(CLERK), member(5)), Error::<Test>::NotClerk);
        // The neighbours know. Appeals take the vote away, as from any stolen key.
        assert_ok!(Communities::suspend(appeals(), member(CLERK)));
        assert_eq!(electorates(), (9, 7, 16));
    });
}

/// A helper goes on voting for somebody who died.
#[test]
fn helper_should_keep_the_dead_counted_for_as_long_as_help_lasts_and_no_longer() {
    ExtBuilder::default().build_and_execute(|| {
        help(2, 1);
        let act_for = || helping::Call::act_for { member: member(1) };
        for _ in 0..24 {
            wait(30);
            assert_eq!(send(2, act_for()), Ok(Ok(())));
        }
        // The member's key would have to name them again.
        wait(10);
        endow(2);
        assert!(matches!(send(2, act_for()), Ok(Err(_))));
        wait_almost(750);
        assert_noop!(declare(&[1]), Error::<Test>::NotDormant);
        System::set_block_number(now() + 1);
        assert_ok!(declare(&[1]));
        // The helper has no word for them any more, and wakes nobody.
        assert!(matches!(send(2, act_for()), Ok(Err(_))));
        assert!(person(1).is_dormant());
    });
}

/// Three of five went abroad.
#[test]
fn village_whose_people_went_away_should_still_be_helped() {
    ExtBuilder::default().founders(&[5, 20]).build_and_execute(|| {
        wait(700);
        act(&[CLERK, 1]);
        wait(60);
        let id = bring(CLERK, STRANGER, APIA);
        vouch(id, &[1]);
        let grant = || Communities::decide_request(appeals(), id, Verdict::Grant);
        // While they are counted, four members could vouch.
        assert_noop!(grant(), Error::<Test>::TooFewVouches);
        assert_ok!(declare(&[2, 3]));
        assert_eq!(electorates(), (3, 20, 23));
        assert_ok!(grant());
        assert!(is_member(STRANGER));
        // One who wakes vouches as before, and is needed again.
        act(&[2, 3]);
        let id = bring(CLERK, STRANGER + 1, APIA);
        vouch(id, &[2, 3]);
        assert_eq!(Communities::request(id).unwrap().valid_vouches, 2);
    });
}

/// Those who answer for a request do nothing more, so that no verdict finds them.
#[test]
fn who_answers_for_a_request_should_not_be_dormant_before_it_is_decided() {
    ExtBuilder::default().build_and_execute(|| {
        act(&[CLERK, 1, 2, 3]);
        let id = admit(STRANGER, APIA, &[1, 2, 3]);
        challenge(id, &[4, 6, 7]);
        wait(180);
        assert_noop!(declare(&[1]), Error::<Test>::NotDormant);
        assert_ok!(Communities::prune_request(signed(1), id));
    });
}

/// Three of ten are awake. They declare the others dormant, and open a poll of the village in the
/// same block.
#[test]
fn village_should_not_be_taken_from_its_sleepers_at_once() {
    ExtBuilder::default().founders(&[10, 90]).build_and_execute(|| {
        sleep();
        act(&[1, 2, 3]);
        assert_eq!(Communities::nation().dormancies_left, 5);
        assert_noop!(declare(&[4, 5, 6, 7, 8]), Error::<Test>::TooManyDormant);
        assert_ok!(declare(&[4, 5]));
        let mut poll = Poll::open(Track::Village(APIA));
        act(&[4, 5, 6, 7, 8, 9]);
        assert!([6, 7, 8, 9].iter().all(|n| poll.vote(*n, false)));
        assert!(![4, 5].iter().any(|n| poll.vote(*n, false)));
    });
}

#[test]
fn nation_that_sleeps_should_decide_nothing_and_wake_by_itself() {
    ExtBuilder::default().founders(&[5, 5]).build_and_execute(|| {
        sleep();
        for month in [[0, 1, 100, 101], [2, 3, 102, 103]] {
            assert_ok!(declare(&month));
            wait(31);
        }
        assert_ok!(declare(&[4, 104]));
        assert_eq!(electorates(), (0, 0, 0));
        let nation = Communities::nation();
        assert_eq!((nation.electorate, nation.seasoned), (0, 0));
        let mut poll = Poll::open(Track::Constitution);
        assert!(!poll.vote(1, true));
        // Whoever acts first is counted alone, and so is everybody who hears of it.
        assert_ok!(send(1, Call::here {}));
        assert_eq!(electorates(), (1, 0, 1));
        assert_ok!(send(101, Call::here {}));
        assert_eq!(electorates(), (1, 1, 2));
        let mut poll = Poll::open(Track::Constitution);
        assert!(poll.vote(1, true) && poll.vote(101, false) && !poll.vote(2, true));
    });
}
