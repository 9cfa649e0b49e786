use crate::{
    mock::{Communities, *},
    *,
};
use frame_support::{assert_noop, assert_ok};

#[test]
fn confirm_replacement_should_give_the_member_another_account() {
    ExtBuilder::default().build_and_execute(|| {
        let (id, number) = (replace(5, STRANGER, &[1, 2, 3]), member(5));
        wait(30);
        assert_ok!(Communities::confirm_replacement(signed(STRANGER + 1), id));
        assert_eq!(member(STRANGER), number);
        assert!(!is_member(5));
        has_event(Event::AccountReplaced {
            member: number,
            old: account(5),
            new: account(STRANGER),
        });
        let made = person(STRANGER);
        assert_eq!((made.active_since, made.village_since), (0, 0));
        assert_eq!((made.account_since, made.replacement), (now(), None));
        assert_eq!(electorates(), (10, 7, 17));
        // The reference moved to the new account.
        assert_eq!(System::sufficients(&account(5)), 0);
        assert_eq!(System::sufficients(&account(STRANGER)), 1);
    });
}

#[test]
fn confirm_replacement_should_take_a_pending_move_along() {
    ExtBuilder::default().build_and_execute(|| {
        let replacement = replace(5, STRANGER, &[1, 2, 3]);
        wait(29);
        let id = next_request();
        assert_ok!(Communities::move_community(signed(5), ALOFI));
        wait(1);
        assert_ok!(Communities::confirm_replacement(signed(1), replacement));
        assert_eq!(request(id).account, account(STRANGER));
        assert_eq!(RequestOf::<Test>::get(account(5)), None);
        vouch(id, &[101, 102, 103]);
        assert_ok!(Communities::admit(signed(CLERK_OF_ALOFI), id));
        wait(7);
        assert_ok!(Communities::confirm_admission(signed(1), id));
        assert_eq!(person(STRANGER).community, ALOFI);
    });
}

#[test]
fn confirm_replacement_should_keep_a_suspension() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(Communities::suspend(appeals(), member(5)));
        let id = replace(5, STRANGER, &[1, 2, 3]);
        wait(30);
        assert_ok!(Communities::confirm_replacement(signed(1), id));
        assert!(person(STRANGER).suspended);
        assert_eq!(electorates(), (9, 7, 16));
    });
}

#[test]
fn confirm_replacement_should_fail_when_the_request_is_unknown_or_of_another_kind() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(Communities::confirm_replacement(signed(1), 0), Error::<Test>::UnknownRequest);
        let id = admit(STRANGER, APIA, &[1, 2, 3]);
        wait(7);
        assert_noop!(
            Communities::confirm_replacement(signed(1), id),
            Error::<Test>::NotReplacement
        );
    });
}

#[test]
fn confirm_replacement_should_fail_before_vouches_and_thirty_days() {
    ExtBuilder::default().build_and_execute(|| {
        let id = replace(5, STRANGER, &[1, 2]);
        wait(30);
        assert_noop!(Communities::confirm_replacement(signed(1), id), Error::<Test>::NotWaiting);
        vouch(id, &[3]);
        wait_almost(30);
        assert_noop!(Communities::confirm_replacement(signed(1), id), Error::<Test>::PeriodNotOver);
    });
}

#[test]
fn confirm_replacement_should_fail_when_it_expired_or_the_clerk_was_suspended() {
    ExtBuilder::default().build_and_execute(|| {
        let id = replace(5, STRANGER, &[1, 2, 3]);
        wait(30);
        assert_ok!(Communities::suspend(appeals(), member(CLERK)));
        assert_noop!(
            Communities::confirm_replacement(signed(1), id),
            Error::<Test>::ClerkSuspended
        );
        wait(30);
        assert_noop!(
            Communities::confirm_replacement(signed(1), id),
            Error::<Test>::RequestExpired
        );
    });
}

#[test]
fn confirm_replacement_should_fail_when_the_clerk_left_before_the_last_vouch() {
    ExtBuilder::default().build_and_execute(|| {
        let id = replace(5, STRANGER, &[1, 2]);
        assert_ok!(Communities::leave(signed(CLERK)));
        vouch(id, &[3]);
        wait(30);
        assert_noop!(
            Communities::confirm_replacement(signed(1), id),
            Error::<Test>::ClerkSuspended
        );
        assert_ok!(Communities::decide_request(appeals(), id, Verdict::Grant));
        assert!(is_member(STRANGER));
    });
}

#[test]
fn confirm_replacement_should_take_the_members_belongings_along() {
    ExtBuilder::default().build_and_execute(|| {
        let id = replace(5, STRANGER, &[1, 2, 3]);
        wait(30);
        assert!(Moves::get().is_empty());
        assert_ok!(Communities::confirm_replacement(signed(1), id));
        assert_eq!(Moves::get(), [(account(5), account(STRANGER))]);
    });
}

#[test]
fn confirm_replacement_should_fail_while_the_new_account_has_belongings_of_its_own() {
    ExtBuilder::default().build_and_execute(|| {
        let id = replace(5, STRANGER, &[1, 2, 3]);
        wait(30);
        InUse::set(vec![account(STRANGER)]);
        assert_noop!(Communities::confirm_replacement(signed(1), id), Error::<Test>::AccountInUse);
        // Its owner can unbind them, and then it goes on.
        InUse::take();
        assert_ok!(Communities::confirm_replacement(signed(1), id));
    });
}
