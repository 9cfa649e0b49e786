use super::attacks::ballots::Poll;
use crate::{
    mock::{Communities, *},
    *,
};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;

#[test]
fn here_should_wake_a_member() {
    ExtBuilder::default().build_and_execute(|| {
        sleep();
        assert_ok!(declare(&[5]));
        let since = now();
        wait(3);
        assert_ok!(Communities::here(signed(5)));
        has_event(Event::Woke { member: member(5) });
        assert_eq!(electorates(), (10, 7, 17));
        let dormancy = Dormancy { since, until: Some(now()) };
        assert_eq!((person(5).dormancy, person(5).last_active), (Some(dormancy), now()));
    });
}

#[test]
fn here_should_keep_standing_and_seasoning() {
    ExtBuilder::default().build_and_execute(|| {
        sleep();
        assert_ok!(declare(&[5]));
        assert_ok!(Communities::here(signed(5)));
        let id = bring(CLERK, STRANGER, APIA);
        assert_ok!(Communities::vouch(signed(5), id));
        let mut poll = Poll::open(Track::Constitution);
        assert!(poll.vote(5, true));
    });
}

#[test]
fn here_should_let_a_member_vote_in_polls_that_open_later() {
    ExtBuilder::default().build_and_execute(|| {
        for track in [Track::Constitution, Track::Treasury, Track::Village(APIA)] {
            sleep();
            let mut before = Poll::open(track);
            assert_ok!(declare(&[5]));
            let mut meanwhile = Poll::open(track);
            assert_ok!(Communities::here(signed(5)));
            let mut after = Poll::open(track);
            // They were counted when the first one opened.
            let may = [&mut before, &mut meanwhile, &mut after].map(|poll| poll.vote(5, true));
            assert_eq!(may, [true, false, true], "{track:?}");
        }
    });
}

#[test]
fn here_should_be_free_for_who_has_nothing() {
    ExtBuilder::default().build_and_execute(|| {
        sleep();
        assert_ok!(declare(&[5]));
        assert_eq!(Balances::free_balance(account(5)), 0);
        assert_ok!(send(5, Call::here {}));
        assert!(!person(5).is_dormant());
    });
}

#[test]
fn here_should_change_nothing_for_who_acted_of_late() {
    ExtBuilder::default().build_and_execute(|| {
        let before = person(5);
        wait_almost(29);
        assert_ok!(Communities::here(signed(5)));
        assert_eq!(person(5), before);
        System::set_block_number(30 * DAY);
        assert_ok!(Communities::here(signed(5)));
        assert_eq!(person(5).last_active, 30 * DAY);
    });
}

#[test]
fn here_should_fail_when_it_is_no_member_or_suspended() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(Communities::here(signed(STRANGER)), Error::<Test>::NotMember);
        assert_ok!(Communities::suspend(appeals(), member(5)));
        assert_noop!(Communities::here(signed(5)), Error::<Test>::Suspended);
        assert_noop!(Communities::here(root()), DispatchError::BadOrigin);
    });
}
