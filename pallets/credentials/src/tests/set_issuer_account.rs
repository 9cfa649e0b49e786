use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{DispatchError, DispatchResult};
use vaka_primitives::IssuerId;

fn call(who: AccountId, issuer: IssuerId, account: AccountId) -> DispatchResult {
    Credentials::set_issuer_account(signed(who), issuer, account)
}

#[test]
fn set_issuer_account_should_let_the_new_account_act_and_the_old_one_no_longer() {
    build_and_execute(|| {
        let class = college();
        let before = record(0);
        assert_ok!(call(COLLEGE, 0, STRANGER));
        last_event(Event::IssuerAccountSet { issuer: 0, account: STRANGER });
        assert_eq!(record(0), Issuer { account: STRANGER, ..before });
        assert_noop!(class.revoke(COLLEGE, &[0]), Error::<Test>::NotAbove);
        assert_noop!(call(COLLEGE, 0, COLLEGE), Error::<Test>::NotIssuerAccount);
        let next = self::class(0, class.schema, &[105]);
        assert_noop!(next.issue(COLLEGE, None), Error::<Test>::NotIssuerAccount);
        assert_ok!(next.issue(STRANGER, None));
        assert_ok!(class.revoke(STRANGER, &[0]));
        // Each account leaves the deposits of what it did itself.
        assert_eq!(held(HoldReason::Deposit, COLLEGE), 2 * DEPOSIT);
        assert_eq!(held(HoldReason::Deposit, STRANGER), DEPOSIT);
    });
}

#[test]
fn set_issuer_account_should_be_the_peoples_when_the_key_is_lost() {
    build_and_execute(|| {
        let [college, campus, ..] = branches();
        for issuer in [college, campus] {
            assert_ok!(call(PEOPLE, issuer, STRANGER));
            last_event(Event::IssuerAccountSet { issuer, account: STRANGER });
            assert_eq!(record(issuer).account, STRANGER);
        }
    });
}

#[test]
fn set_issuer_account_should_work_when_the_accreditation_is_over() {
    build_and_execute(|| {
        let class = college();
        withdraw(0, now());
        wait(ALL + 1);
        assert_ok!(call(COLLEGE, 0, CAMPUS));
        assert_ok!(class.revoke(CAMPUS, &[0]));
        assert_ok!(call(PEOPLE, 0, ROOM));
        assert_ok!(class.revoke(ROOM, &[1]));
    });
}

#[test]
fn set_issuer_account_should_move_the_right_over_those_below() {
    build_and_execute(|| {
        let [college, campus, ..] = branches();
        let schema = register(COLLEGE, Some(college), 3);
        let class = issue(CAMPUS, campus, schema, &[100]);
        assert_ok!(call(COLLEGE, college, STRANGER));
        assert_noop!(class.revoke(COLLEGE, &[0]), Error::<Test>::NotAbove);
        let undelegate = || Credentials::undelegate(signed(COLLEGE), campus);
        assert_noop!(undelegate(), Error::<Test>::NotAbove);
        assert_ok!(class.revoke(STRANGER, &[0]));
    });
}

#[test]
fn set_issuer_account_should_fail_when_nobody_signed() {
    build_and_execute(|| {
        accredit(COLLEGE);
        for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
            let call = || Credentials::set_issuer_account(origin, 0, STRANGER);
            assert_noop!(call(), DispatchError::BadOrigin);
        }
    });
}

#[test]
fn set_issuer_account_should_fail_when_there_is_no_such_issuer() {
    build_and_execute(|| {
        for who in [COLLEGE, PEOPLE] {
            assert_noop!(call(who, 0, STRANGER), Error::<Test>::UnknownIssuer);
        }
    });
}

#[test]
fn set_issuer_account_should_fail_when_another_account_calls() {
    build_and_execute(|| {
        let [college, campus, ..] = branches();
        // Not even the issuer above may, nor one below.
        for (who, issuer) in
            [(COLLEGE, campus), (CAMPUS, college), (STRANGER, college), (APPEALS, college)]
        {
            assert_noop!(call(who, issuer, STRANGER), Error::<Test>::NotIssuerAccount);
        }
    });
}
