use crate::{
    mock::{Communities, *},
    *,
};
use frame_support::{assert_noop, assert_ok};

#[test]
fn confirm_admission_should_make_a_member_who_needs_no_balance() {
    ExtBuilder::default().build_and_execute(|| {
        let id = admit(STRANGER, APIA, &[1, 2, 3]);
        wait(7);
        // Anybody confirms.
        assert_ok!(Communities::confirm_admission(signed(STRANGER + 1), id));
        assert_eq!(member(STRANGER), 17);
        has_event(Event::Joined { member: 17, community: APIA, account: account(STRANGER) });
        let made = person(STRANGER);
        assert_eq!(
            (made.active_since, made.village_since, made.account_since),
            (now(), now(), now())
        );
        assert_eq!(made.standing_from, now() + 90 * DAY);
        assert_eq!(electorates(), (11, 7, 18));
        assert_eq!(System::sufficients(&account(STRANGER)), 1);
        assert_eq!(person(CLERK).sponsored, 0);
        assert_eq!(RequestOf::<Test>::get(account(STRANGER)), None);
    });
}

#[test]
fn confirm_admission_should_move_a_member() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(Communities::appoint_clerk(clerk_track(), APIA, member(5)));
        let (id, number, active) =
            (move_to(5, ALOFI, &[101, 102, 103]), member(5), person(5).active_since);
        wait(7);
        assert_ok!(Communities::confirm_admission(signed(STRANGER), id));
        has_event(Event::Moved { member: number, from: APIA, to: ALOFI });
        // The person is the same member, but new in the village and without an office.
        assert_eq!(member(5), number);
        let moved = person(5);
        assert_eq!((moved.active_since, moved.village_since), (active, now()));
        assert_eq!(moved.standing_from, now() + 90 * DAY);
        assert_eq!(moved.moves_from, now() + 180 * DAY);
        assert_eq!(electorates(), (9, 8, 17));
        assert_eq!(Communities::community(APIA).unwrap().clerks, vec![member(CLERK)]);
        assert_eq!(System::sufficients(&account(5)), 1);
    });
}

#[test]
fn confirm_admission_should_fail_when_the_request_is_unknown_or_of_another_kind() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(Communities::confirm_admission(signed(1), 0), Error::<Test>::UnknownRequest);
        let id = replace(5, STRANGER, &[1, 2, 3]);
        wait(30);
        assert_noop!(Communities::confirm_admission(signed(1), id), Error::<Test>::NotAdmission);
    });
}

#[test]
fn confirm_admission_should_fail_before_the_seven_days_are_over() {
    ExtBuilder::default().build_and_execute(|| {
        let id = bring(CLERK, STRANGER, APIA);
        assert_noop!(Communities::confirm_admission(signed(1), id), Error::<Test>::NotWaiting);
        vouch(id, &[1, 2, 3]);
        assert_ok!(Communities::admit(signed(CLERK), id));
        wait_almost(7);
        assert_noop!(Communities::confirm_admission(signed(1), id), Error::<Test>::PeriodNotOver);
    });
}

#[test]
fn confirm_admission_should_fail_when_nobody_confirmed_for_too_long() {
    ExtBuilder::default().build_and_execute(|| {
        let id = admit(STRANGER, APIA, &[1, 2, 3]);
        wait(37);
        assert_noop!(Communities::confirm_admission(signed(1), id), Error::<Test>::RequestExpired);
    });
}

#[test]
fn confirm_admission_should_fail_when_the_clerk_was_suspended_since() {
    ExtBuilder::default().build_and_execute(|| {
        let (fake, other) =
            (admit(STRANGER, APIA, &[1, 2, 3]), admit(STRANGER + 1, APIA, &[4, 5, 6]));
        assert_ok!(Communities::decide_request(appeals(), fake, Verdict::Fake));
        wait(7);
        assert_noop!(
            Communities::confirm_admission(signed(1), other),
            Error::<Test>::ClerkSuspended
        );
        assert_ok!(Communities::decide_request(appeals(), other, Verdict::Grant));
        assert!(is_member(STRANGER + 1));
    });
}

#[test]
fn confirm_admission_should_fail_when_who_moves_is_suspended_frozen_or_being_replaced() {
    ExtBuilder::default().build_and_execute(|| {
        let (one, other) =
            (move_to(5, ALOFI, &[101, 102, 103]), move_to(6, ALOFI, &[104, 105, 106]));
        assert_ok!(Communities::suspend(appeals(), member(5)));
        wait(7);
        assert_ok!(Communities::freeze(signed(CLERK), member(6)));
        assert_noop!(Communities::confirm_admission(signed(1), one), Error::<Test>::Suspended);
        assert_noop!(Communities::confirm_admission(signed(1), other), Error::<Test>::Frozen);
        wait(14);
        let replacement = replace(6, STRANGER, &[1, 2, 3]);
        assert_noop!(
            Communities::confirm_admission(signed(1), other),
            Error::<Test>::ReplacementPending
        );
        assert_ok!(Communities::decide_request(appeals(), replacement, Verdict::Refuse));
        assert_ok!(Communities::confirm_admission(signed(1), other));
    });
}

#[test]
fn confirm_admission_should_end_a_replacement_that_has_not_its_vouches() {
    ExtBuilder::default().build_and_execute(|| {
        let id = move_to(5, ALOFI, &[101, 102, 103]);
        let replacement = replace(5, STRANGER, &[1]);
        wait(7);
        assert_ok!(Communities::confirm_admission(signed(1), id));
        has_event(Event::RequestWithdrawn { request: replacement });
        assert_eq!(person(5).replacement, None);
    });
}
