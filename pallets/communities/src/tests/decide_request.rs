use crate::{
    mock::{Communities, *},
    *,
};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;

#[test]
fn decide_request_should_admit_at_once_when_granted() {
    ExtBuilder::default().build_and_execute(|| {
        let id = admit(STRANGER, APIA, &[1, 2, 3]);
        challenge(id, &[4, 5, 6]);
        assert_ok!(Communities::decide_request(appeals(), id, Verdict::Grant));
        assert!(is_member(STRANGER));
        has_event(Event::Decided { request: id, verdict: Verdict::Grant });
        assert!(!person(CLERK).suspended);
    });
}

#[test]
fn decide_request_should_admit_against_a_clerks_silence_when_members_vouched() {
    ExtBuilder::default().build_and_execute(|| {
        let id = bring(4, STRANGER, APIA);
        vouch(id, &[1, 2]);
        assert_noop!(
            Communities::decide_request(appeals(), id, Verdict::Grant),
            Error::<Test>::TooFewVouches
        );
        vouch(id, &[3]);
        assert_ok!(Communities::decide_request(appeals(), id, Verdict::Grant));
        assert!(is_member(STRANGER));
        // It uses up nothing of what clerks may admit.
        assert_eq!(Communities::community(APIA).unwrap().admissions_left, 2);
    });
}

#[test]
fn decide_request_should_only_close_it_when_refused() {
    ExtBuilder::default().build_and_execute(|| {
        let id = admit(STRANGER, APIA, &[1, 2, 3]);
        challenge(id, &[4, 5, 6]);
        assert_ok!(Communities::decide_request(appeals(), id, Verdict::Refuse));
        assert!(!is_member(STRANGER) && !person(CLERK).suspended);
        assert_eq!(person(1).banned_until, 0);
        assert_eq!(RequestOf::<Test>::get(account(STRANGER)), None);
    });
}

#[test]
fn decide_request_should_cost_vouchers_a_year_and_the_clerk_their_vote_when_it_is_a_fake() {
    ExtBuilder::default().build_and_execute(|| {
        let id = admit(STRANGER, APIA, &[1, 2, 3]);
        challenge(id, &[4, 5, 6]);
        let until = now() + 365 * DAY;
        assert_ok!(Communities::decide_request(appeals(), id, Verdict::Fake));
        assert!(!is_member(STRANGER));
        for voucher in [1, 2, 3] {
            assert_eq!(person(voucher).banned_until, until);
            has_event(Event::VouchingBanned { member: member(voucher), until });
        }
        assert!(person(CLERK).suspended);
        has_event(Event::Suspended { member: member(CLERK) });
        assert_eq!(electorates(), (9, 7, 16));
        assert_eq!(Communities::community(APIA).unwrap().clerks, NO_CLERKS);
    });
}

#[test]
fn decide_request_should_punish_a_fake_replacement_likewise() {
    ExtBuilder::default().build_and_execute(|| {
        let id = replace(5, STRANGER, &[1, 2, 3]);
        assert_ok!(Communities::object_to_replacement(signed(5), id));
        assert_ok!(Communities::decide_request(appeals(), id, Verdict::Fake));
        assert!(is_member(5) && person(CLERK).suspended);
        assert!(person(1).banned_until > now());
    });
}

#[test]
fn decide_request_should_punish_once_when_a_clerk_has_two_fakes() {
    ExtBuilder::default().build_and_execute(|| {
        let (id, other) =
            (admit(STRANGER, APIA, &[1, 2, 3]), admit(STRANGER + 1, APIA, &[4, 5, 6]));
        assert_eq!(person(CLERK).answers_for, 2);
        assert_ok!(Communities::decide_request(appeals(), id, Verdict::Fake));
        assert_eq!((person(CLERK).answers_for, person(4).answers_for), (1, 1));
        assert_ok!(Communities::decide_request(appeals(), other, Verdict::Fake));
        assert!(person(CLERK).suspended && person(4).banned_until > now());
    });
}

#[test]
fn decide_request_should_punish_those_who_are_left_when_it_is_open() {
    ExtBuilder::default().build_and_execute(|| {
        let id = bring(CLERK, STRANGER, APIA);
        vouch(id, &[1, 2]);
        // A member who may still take their vouch back may leave.
        assert_ok!(Communities::leave(signed(1)));
        assert_ok!(Communities::decide_request(appeals(), id, Verdict::Fake));
        assert!(person(2).banned_until > now());
    });
}

#[test]
fn decide_request_should_not_replace_when_too_few_vouched() {
    ExtBuilder::default().build_and_execute(|| {
        let id = replace(5, STRANGER, &[1, 2]);
        // No objection sends it to appeals before it has its vouches.
        assert_noop!(Communities::object_to_replacement(signed(5), id), Error::<Test>::NotWaiting);
        assert_noop!(
            Communities::decide_request(appeals(), id, Verdict::Grant),
            Error::<Test>::TooFewVouches
        );
        vouch(id, &[3]);
        assert_ok!(Communities::object_to_replacement(signed(5), id));
        assert_ok!(Communities::decide_request(appeals(), id, Verdict::Grant));
        assert!(is_member(STRANGER) && !is_member(5));
    });
}

#[test]
fn decide_request_should_replace_at_once_when_granted_against_an_objection() {
    ExtBuilder::default().build_and_execute(|| {
        let (id, number) = (replace(5, STRANGER, &[1, 2, 3]), member(5));
        assert_ok!(Communities::object_to_replacement(signed(5), id));
        assert_ok!(Communities::decide_request(appeals(), id, Verdict::Grant));
        assert_eq!(member(STRANGER), number);
    });
}

#[test]
fn decide_request_should_fail_when_not_called_by_appeals() {
    ExtBuilder::default().build_and_execute(|| {
        let id = admit(STRANGER, APIA, &[1, 2, 3]);
        for origin in [signed(CLERK), root(), clerk_track()] {
            assert_noop!(
                Communities::decide_request(origin, id, Verdict::Grant),
                DispatchError::BadOrigin
            );
        }
    });
}

#[test]
fn decide_request_should_fail_when_the_request_is_gone_or_expired() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(
            Communities::decide_request(appeals(), 0, Verdict::Fake),
            Error::<Test>::UnknownRequest
        );
        let id = admit(STRANGER, APIA, &[1, 2, 3]);
        challenge(id, &[4, 5, 6]);
        wait(180);
        assert_noop!(
            Communities::decide_request(appeals(), id, Verdict::Fake),
            Error::<Test>::RequestExpired
        );
    });
}

#[test]
fn decide_request_should_fail_when_who_moves_was_suspended() {
    ExtBuilder::default().build_and_execute(|| {
        let id = move_to(5, ALOFI, &[101, 102, 103]);
        assert_ok!(Communities::suspend(appeals(), member(5)));
        assert_noop!(
            Communities::decide_request(appeals(), id, Verdict::Grant),
            Error::<Test>::Suspended
        );
    });
}

#[test]
fn decide_request_should_fail_when_who_moves_is_frozen_or_to_be_replaced() {
    ExtBuilder::default().build_and_execute(|| {
        let id = move_to(6, ALOFI, &[104, 105, 106]);
        assert_ok!(Communities::freeze(signed(CLERK), member(6)));
        assert_noop!(
            Communities::decide_request(appeals(), id, Verdict::Grant),
            Error::<Test>::Frozen
        );
        wait(14);
        replace(6, STRANGER, &[1, 2, 3]);
        assert_noop!(
            Communities::decide_request(appeals(), id, Verdict::Grant),
            Error::<Test>::ReplacementPending
        );
    });
}

#[test]
fn decide_request_should_release_all_who_stood_by_it_whatever_the_verdict() {
    for verdict in [Verdict::Grant, Verdict::Refuse, Verdict::Fake] {
        ExtBuilder::default().build_and_execute(|| {
            let id = admit(STRANGER, APIA, &[1, 2, 3]);
            challenge(id, &[4, 5, 6]);
            assert_eq!((person(CLERK).answers_for, person(4).challenging), (1, Some(id)));
            assert_ok!(Communities::decide_request(appeals(), id, verdict));
            for n in [CLERK, 1, 2, 3] {
                assert_eq!(person(n).answers_for, 0);
            }
            for n in [4, 5, 6] {
                assert_eq!(person(n).challenging, None);
                let banned = person(n).challenges_from > now();
                assert_eq!(banned, verdict == Verdict::Grant);
                assert_ok!(Communities::leave(signed(n)));
            }
        });
    }
}

/// A village of five: its clerk, and four who vouch.
fn village_of_five() -> ExtBuilder {
    ExtBuilder::default().founders(&[5, 7])
}

#[test]
fn decide_request_should_replace_without_vouches_when_two_of_five_lost_their_phones() {
    village_of_five().build_and_execute(|| {
        let number = member(1);
        let first = replace(1, STRANGER, &[3, 4]);
        let grant = |id| Communities::decide_request(appeals(), id, Verdict::Grant);
        // As far as the chain knows, the other one still has a phone.
        assert_noop!(grant(first), Error::<Test>::TooFewVouches);
        let second = replace(2, STRANGER + 1, &[]);
        assert_ok!(grant(first));
        let ripe = now() + 30 * DAY;
        assert_eq!((request(first).stage, request(first).granted), (Stage::Waiting { ripe }, true));
        has_event(Event::ReplacementVouched { request: first, member: number, ripe });
        assert_eq!((person(CLERK).answers_for, person(3).answers_for), (1, 1));
        wait(30);
        assert_ok!(Communities::confirm_replacement(signed(1), first));
        assert_eq!((member(STRANGER), person(CLERK).answers_for), (number, 0));
        // Now three can vouch for the second.
        assert_noop!(grant(second), Error::<Test>::TooFewVouches);
        vouch(second, &[STRANGER, 3, 4]);
        wait(30);
        assert_ok!(Communities::confirm_replacement(signed(3), second));
    });
}

#[test]
fn decide_request_should_admit_without_vouches_when_two_of_five_lost_their_phones() {
    village_of_five().build_and_execute(|| {
        for n in 1..=2 {
            replace(n, STRANGER + n, &[]);
        }
        let joins = bring(CLERK, STRANGER, APIA);
        vouch(joins, &[3, 4]);
        assert_ok!(Communities::decide_request(appeals(), joins, Verdict::Grant));
        assert!(is_member(STRANGER));
        // It counts as a member made by a vote.
        assert_eq!(Communities::nation().founders_left, 4);
        // So does somebody who moves here.
        let moves = next_request();
        assert_ok!(Communities::move_community(signed(101), APIA));
        assert_ok!(Communities::decide_request(appeals(), moves, Verdict::Grant));
        assert_eq!(person(101).community, APIA);
        assert_eq!(Communities::nation().founders_left, 3);
    });
}

#[test]
fn decide_request_should_fail_when_votes_granted_too_much_without_vouches() {
    village_of_five().build_and_execute(|| {
        let lost = (1..=4).map(|n| replace(n, STRANGER + n, &[])).collect::<Vec<_>>();
        let grant = |id| Communities::decide_request(appeals(), id, Verdict::Grant);
        assert_ok!(grant(lost[0]));
        assert_eq!(Communities::nation().suspensions_left, 0);
        assert_noop!(grant(lost[1]), Error::<Test>::TooManyGranted);
        for n in 0..6 {
            let joins = bring(CLERK, STRANGER + 10 + n, APIA);
            if n < 5 {
                assert_ok!(grant(joins));
            } else {
                assert_noop!(grant(joins), Error::<Test>::TooManyGranted);
            }
        }
        wait(31);
        assert_ok!(grant(lost[1]));
    });
}
