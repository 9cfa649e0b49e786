use super::ballots::Poll;
use crate::{
    mock::{Communities, *},
    *,
};
use frame_support::{assert_noop, assert_ok};

#[test]
fn key_replacement_should_give_no_second_vote() {
    ExtBuilder::default().build_and_execute(|| {
        let id = replace(5, STRANGER, &[1, 2, 3]);
        wait(29);
        let mut poll = Poll::open(Track::Constitution);
        assert!(poll.vote(5, true));
        wait(1);
        assert_ok!(Communities::confirm_replacement(signed(1), id));
        // The new key is the same member: it neither votes again nor changes what was cast before
        // it came.
        assert!(!poll.vote(STRANGER, false));
        assert!(!poll.vote(5, false));
        assert_eq!(poll.tally(), (1, 0));
        // In a poll that opens now it has the one vote.
        let mut poll = Poll::open(Track::Village(APIA));
        assert!(poll.vote(STRANGER, true) && poll.vote(STRANGER, false));
        assert_eq!(poll.tally(), (0, 1));
    });
}

#[test]
fn key_replacement_should_give_no_second_vote_when_done_twice() {
    ExtBuilder::default().build_and_execute(|| {
        let first = replace(5, STRANGER, &[1, 2, 3]);
        wait(30);
        assert_ok!(Communities::confirm_replacement(signed(1), first));
        let mut poll = Poll::open(Track::Constitution);
        assert!(poll.vote(STRANGER, true));
        // Back to the first account, whose key never voted in this poll.
        let second = replace(STRANGER, 5, &[4, 6, 7]);
        wait(30);
        assert_ok!(Communities::confirm_replacement(signed(1), second));
        assert!(!poll.vote(5, false) && !poll.vote(STRANGER, false));
        assert_eq!(poll.tally(), (1, 0));
    });
}

#[test]
fn thief_should_not_get_a_key_replaced_when_its_owner_objects() {
    ExtBuilder::default().build_and_execute(|| {
        // A clerk and three members are in it.
        let id = replace(5, STRANGER, &[1, 2, 3]);
        wait_almost(30);
        // The owner has no balance; objecting is free.
        assert_ok!(send(5, Call::object_to_replacement { request: id }));
        wait(30);
        assert_noop!(
            Communities::confirm_replacement(signed(STRANGER), id),
            Error::<Test>::NotWaiting
        );
        assert_ok!(Communities::decide_request(appeals(), id, Verdict::Fake));
        assert_eq!(person(5).account_since, 0);
        // And cannot try again soon: the clerk is suspended, the three may not vouch for a year.
        let again = consent(STRANGER, Purpose::Replace(member(5)));
        assert_noop!(
            Communities::replace_account(signed(CLERK), member(5), again),
            Error::<Test>::NotClerk
        );
        assert_ok!(Communities::appoint_clerk(clerk_track(), APIA, member(9)));
        let id = next_request();
        let again = consent(STRANGER, Purpose::Replace(member(5)));
        assert_ok!(Communities::replace_account(signed(9), member(5), again));
        for voucher in [1, 2, 3] {
            assert_noop!(Communities::vouch(signed(voucher), id), Error::<Test>::VouchingBanned);
        }
    });
}

#[test]
fn thief_of_keys_should_get_no_more_of_them_than_admissions_would_give() {
    ExtBuilder::default().build_and_execute(|| {
        // A vouch for a replacement is a vouch: three members help a thief to one membership in
        // thirty days.
        replace(5, STRANGER, &[1, 2, 3]);
        let other = replace(6, STRANGER + 1, &[]);
        let fake = bring(CLERK, STRANGER + 2, APIA);
        for voucher in [1, 2, 3] {
            for id in [other, fake] {
                assert_noop!(Communities::vouch(signed(voucher), id), Error::<Test>::VouchedLately);
            }
        }
    });
}

#[test]
fn thief_should_not_object_for_ever() {
    ExtBuilder::default().build_and_execute(|| {
        // The thief has the old key and objects to its replacement.
        let (id, number) = (replace(5, STRANGER, &[1, 2, 3]), member(5));
        assert_ok!(Communities::object_to_replacement(signed(5), id));
        assert_noop!(Communities::object_to_replacement(signed(5), id), Error::<Test>::Appealed);
        // Appeals decide, and it is done in the same block: nothing is left to object to.
        assert_ok!(Communities::decide_request(appeals(), id, Verdict::Grant));
        assert_eq!(member(STRANGER), number);
        assert_noop!(
            Communities::object_to_replacement(signed(5), id),
            Error::<Test>::UnknownRequest
        );
        assert_noop!(Communities::leave(signed(5)), Error::<Test>::NotMember);
    });
}

/// What a thief gains who objects each time, if appeals decide nothing: 210 days a round, and one
/// vote in them. The owner's neighbours vouch again each time. One verdict ends it.
#[test]
fn thief_should_gain_only_time_when_appeals_let_a_replacement_lapse() {
    ExtBuilder::default().build_and_execute(|| {
        let number = member(5);
        for _ in 0..2 {
            let begun = now();
            // Before it has its vouches there is nothing to object to, nor is there anything lost
            // by trying.
            let id = replace(5, STRANGER, &[1, 2]);
            assert_noop!(
                Communities::object_to_replacement(signed(5), id),
                Error::<Test>::NotWaiting
            );
            vouch(id, &[3]);
            wait_almost(30);
            assert_ok!(Communities::object_to_replacement(signed(5), id));
            assert!(request(id).until - begun < 210 * DAY);
            let mut poll = Poll::open(Track::Constitution);
            assert!(poll.vote(5, true) && !poll.vote(STRANGER, false));
            wait(180);
            assert_noop!(
                Communities::decide_request(appeals(), id, Verdict::Grant),
                Error::<Test>::RequestExpired
            );
            assert_ok!(Communities::prune_request(signed(STRANGER), id));
            // Nobody is worse off than before but for the time.
            assert_eq!((member(5), person(5).replacement), (number, None));
            assert_eq!((person(1).answers_for, person(1).banned_until), (0, 0));
        }
        let id = replace(5, STRANGER, &[1, 2, 3]);
        assert_ok!(Communities::object_to_replacement(signed(5), id));
        assert_ok!(Communities::decide_request(appeals(), id, Verdict::Grant));
        assert_eq!(member(STRANGER), number);
    });
}

#[test]
fn thief_should_not_end_the_membership_while_it_is_being_replaced() {
    ExtBuilder::default().build_and_execute(|| {
        let id = replace(5, STRANGER, &[1, 2, 3]);
        assert_noop!(Communities::leave(signed(5)), Error::<Test>::ReplacementPending);
        assert_ok!(Communities::object_to_replacement(signed(5), id));
        assert_noop!(Communities::leave(signed(5)), Error::<Test>::ReplacementPending);
        // Nor move away with it.
        let moving = move_to(5, ALOFI, &[101, 102, 103]);
        wait(7);
        assert_noop!(
            Communities::confirm_admission(signed(5), moving),
            Error::<Test>::ReplacementPending
        );
    });
}

#[test]
fn thief_should_lose_the_vote_when_the_clerk_and_appeals_act() {
    ExtBuilder::default().build_and_execute(|| {
        // The thief votes as long as the key is the member's; that is what the theft gains.
        let mut poll = Poll::open(Track::Constitution);
        assert!(poll.vote(5, true));
        assert_ok!(Communities::freeze(signed(CLERK), member(5)));
        let id = replace(5, STRANGER, &[1, 2, 3]);
        let vouching = bring(CLERK, STRANGER + 1, APIA);
        assert_noop!(Communities::vouch(signed(5), vouching), Error::<Test>::Frozen);
        wait(30);
        assert_ok!(Communities::confirm_replacement(signed(1), id));
        let mut poll = Poll::open(Track::Constitution);
        assert!(!poll.vote(5, true) && poll.vote(STRANGER, false));
    });
}
