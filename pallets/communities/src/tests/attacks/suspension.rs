use super::ballots::Poll;
use crate::{
    mock::{Communities, *},
    *,
};
use frame_support::{assert_noop, assert_ok};

#[test]
fn suspended_member_should_not_leave_and_come_back() {
    ExtBuilder::default().build_and_execute(|| {
        endow(5);
        assert_ok!(Communities::suspend(appeals(), member(5)));
        assert_noop!(Communities::leave(signed(5)), Error::<Test>::Suspended);
        assert_noop!(Communities::move_community(signed(5), ALOFI), Error::<Test>::Suspended);
        // The account stays that of the suspended member, so it cannot join anew either.
        for community in [APIA, ALOFI] {
            assert_noop!(
                Communities::request_membership(signed(5), community, None),
                Error::<Test>::AlreadyMember
            );
        }
    });
}

#[test]
fn suspended_member_should_not_escape_by_a_new_key() {
    ExtBuilder::default().build_and_execute(|| {
        let number = member(5);
        let id = replace(5, STRANGER, &[1, 2, 3]);
        assert_ok!(Communities::suspend(appeals(), number));
        wait(30);
        assert_ok!(Communities::confirm_replacement(signed(1), id));
        assert!(person(STRANGER).suspended);
        let mut poll = Poll::open(Track::Constitution);
        assert!(!poll.vote(STRANGER, true) && !poll.vote(5, true));
        // The old account is free, but its owner is a stranger again: to join takes a clerk, three
        // members and seven days.
        assert_ok!(Communities::reinstate(appeals(), number));
    });
}

#[test]
fn member_should_not_escape_a_verdict_by_withdrawing_or_leaving() {
    ExtBuilder::default().build_and_execute(|| {
        let (fake, moving) =
            (admit(STRANGER, APIA, &[1, 2, 3]), move_to(5, ALOFI, &[101, 102, 103]));
        challenge(fake, &[4, 6, 7]);
        challenge(moving, &[104, 105, 106]);
        for (who, id) in [(STRANGER, fake), (CLERK, fake), (5, moving)] {
            assert_noop!(Communities::withdraw_request(signed(who), id), Error::<Test>::NotOpen);
        }
        assert_noop!(Communities::withdraw_vouch(signed(1), fake), Error::<Test>::NotOpen);
        assert_noop!(Communities::leave(signed(5)), Error::<Test>::Appealed);
        assert_ok!(Communities::decide_request(appeals(), fake, Verdict::Fake));
        assert_ok!(Communities::decide_request(appeals(), moving, Verdict::Fake));
        assert!(person(CLERK).suspended && person(CLERK_OF_ALOFI).suspended);
    });
}

#[test]
fn member_should_not_vote_twice_by_leaving_and_rejoining() {
    ExtBuilder::default().build_and_execute(|| {
        let mut poll = Poll::open(Track::Constitution);
        assert!(poll.vote(5, true));
        let number = member(5);
        assert_ok!(Communities::leave(signed(5)));
        assert!(join(5, APIA, &[1, 2, 3]) != number);
        assert!(!poll.vote(5, true));
        assert_eq!(poll.tally(), (1, 0));
        // Nor is a founder's standing kept.
        let id = bring(CLERK, STRANGER, APIA);
        assert_noop!(Communities::vouch(signed(5), id), Error::<Test>::NotOfStanding);
    });
}

#[test]
fn suspended_member_should_vote_neither_then_nor_in_polls_that_opened_before_reinstatement() {
    ExtBuilder::default().build_and_execute(|| {
        let mut poll = Poll::open(Track::Constitution);
        assert_ok!(Communities::suspend(appeals(), member(5)));
        assert!(!poll.vote(5, true));
        assert_ok!(Communities::reinstate(appeals(), member(5)));
        assert!(!poll.vote(5, true));
        let (mut constitution, mut poll) =
            (Poll::open(Track::Constitution), Poll::open(Track::Treasury));
        assert!(!constitution.vote(5, true) && poll.vote(5, true));
        wait(91);
        let mut later = Poll::open(Track::Constitution);
        assert!(later.vote(5, true));
    });
}

/// A member whom a petition would suspend may leave before it is enacted. They gain no membership
/// by it.
#[test]
fn member_should_get_no_vote_back_by_leaving_before_a_suspension() {
    ExtBuilder::default().build_and_execute(|| {
        let number = member(5);
        assert_ok!(Communities::leave(signed(5)));
        // The petition finds nobody, and the account is nobody's.
        assert_noop!(Communities::suspend(appeals(), number), Error::<Test>::UnknownMember);
        let mut poll = Poll::open(Track::Constitution);
        assert!(!poll.vote(5, true));
        // To come back takes a clerk and three members who answer for it in the open for seven
        // days.
        let id = admit(5, APIA, &[1, 2, 3]);
        assert!(!poll.vote(5, true));
        challenge(id, &[4, 6, 7]);
        wait(7);
        assert_noop!(Communities::confirm_admission(signed(5), id), Error::<Test>::NotWaiting);
        assert_ok!(Communities::decide_request(appeals(), id, Verdict::Refuse));
        assert!(!is_member(5));
    });
}

#[test]
fn member_should_be_suspended_anew_when_they_left_and_nobody_looked() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(Communities::leave(signed(5)));
        let number = join(5, APIA, &[1, 2, 3]);
        assert_ok!(Communities::suspend(appeals(), number));
        assert_noop!(Communities::leave(signed(5)), Error::<Test>::Suspended);
    });
}
