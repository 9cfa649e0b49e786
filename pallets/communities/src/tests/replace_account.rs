use crate::{
    mock::{Communities, *},
    *,
};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchResult;

fn ask(by: u32, lost: MemberId, new: u32) -> DispatchResult {
    Communities::replace_account(signed(by), lost, consent(new, Purpose::Replace(lost)))
}

#[test]
fn replace_account_should_ask_for_vouches() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(ask(CLERK, member(5), STRANGER));
        let made = request(0);
        assert_eq!(made.kind, Kind::Replace(member(5)));
        assert_eq!((made.community, made.stage), (APIA, Stage::Open));
        assert_eq!((made.sponsor, made.clerk), (Some(member(CLERK)), Some(member(CLERK))));
        assert_eq!(person(5).replacement, Some(0));
        has_event(Event::Requested {
            request: 0,
            community: APIA,
            account: account(STRANGER),
            kind: Kind::Replace(member(5)),
        });
    });
}

#[test]
fn replace_account_should_let_another_clerk_replace_a_clerks() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(Communities::appoint_clerk(clerk_track(), APIA, member(9)));
        let number = member(CLERK);
        assert_ok!(ask(9, number, STRANGER));
        vouch(0, &[1, 2, 3]);
        wait(30);
        assert_ok!(Communities::confirm_replacement(signed(1), 0));
        // The office belongs to the member, not to the account.
        assert!(Communities::community(APIA).unwrap().clerks.contains(&number));
        assert_ok!(Communities::freeze(signed(STRANGER), member(4)));
    });
}

#[test]
fn replace_account_should_fail_when_the_member_is_unknown() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(ask(CLERK, 999, STRANGER), Error::<Test>::UnknownMember);
    });
}

#[test]
fn replace_account_should_fail_when_not_by_a_clerk_of_the_members_community() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(ask(STRANGER, member(5), STRANGER + 1), Error::<Test>::NotMember);
        for other in [4, CLERK_OF_ALOFI] {
            assert_noop!(ask(other, member(5), STRANGER), Error::<Test>::NotClerk);
        }
        assert_ok!(Communities::appoint_clerk(clerk_track(), APIA, member(9)));
        assert_ok!(Communities::freeze(signed(9), member(CLERK)));
        assert_noop!(ask(CLERK, member(5), STRANGER), Error::<Test>::Frozen);
    });
}

#[test]
fn replace_account_should_fail_when_another_replacement_is_pending() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(ask(CLERK, member(5), STRANGER));
        assert_noop!(ask(CLERK, member(5), STRANGER + 1), Error::<Test>::ReplacementPending);
    });
}

#[test]
fn replace_account_should_fail_when_the_new_account_is_taken() {
    ExtBuilder::default().build_and_execute(|| {
        for taken in [6, 101] {
            assert_noop!(ask(CLERK, member(5), taken), Error::<Test>::AlreadyMember);
        }
        bring(1, STRANGER, APIA);
        assert_noop!(ask(CLERK, member(5), STRANGER), Error::<Test>::RequestPending);
    });
}

#[test]
fn replace_account_should_fail_when_the_clerk_has_asked_for_too_much() {
    ExtBuilder::default().build_and_execute(|| {
        for n in 0..16 {
            bring(CLERK, STRANGER + n, APIA);
        }
        assert_noop!(ask(CLERK, member(5), STRANGER + 16), Error::<Test>::TooManySponsored);
    });
}

#[test]
fn replace_account_should_fail_when_the_new_account_did_not_consent() {
    ExtBuilder::default().build_and_execute(|| {
        let with = |consent| Communities::replace_account(signed(CLERK), member(5), consent);
        let purpose = Purpose::Replace(member(5));
        assert_noop!(with(consent_until(STRANGER, purpose, now())), Error::<Test>::ConsentExpired);
        assert_noop!(
            with(consent_until(STRANGER, purpose, now() + 31 * DAY)),
            Error::<Test>::ConsentTooLong
        );
        for other in [Purpose::Replace(member(6)), Purpose::Join(APIA)] {
            assert_noop!(with(consent(STRANGER, other)), Error::<Test>::BadConsent);
        }
    });
}

#[test]
fn replace_account_should_fail_when_numbers_are_exhausted() {
    ExtBuilder::default().build().execute_with(|| {
        NextRequest::<Test>::put(u32::MAX);
        assert_noop!(ask(CLERK, member(5), STRANGER), Error::<Test>::NumbersExhausted);
    });
}

#[test]
fn replace_account_should_fail_when_the_new_account_has_belongings_of_its_own() {
    ExtBuilder::default().build_and_execute(|| {
        InUse::set(vec![account(STRANGER)]);
        assert_noop!(ask(CLERK, member(5), STRANGER), Error::<Test>::AccountInUse);
        assert_ok!(ask(CLERK, member(5), STRANGER + 1));
    });
}
