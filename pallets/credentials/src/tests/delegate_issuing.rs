use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{DispatchError, DispatchResult, TokenError};
use vaka_primitives::{BlockNumber, IssuerId};

/// The college lets the campus award.
fn call(issuer: IssuerId, scope: Scope, until: BlockNumber, quota: Option<u32>) -> DispatchResult {
    Credentials::delegate_issuing(signed(COLLEGE), issuer, CAMPUS, scope, until, quota)
}

/// The delegations above an issuer.
fn depth(issuer: IssuerId) -> usize {
    Credentials::issuer(issuer).expect("known").above.len()
}

#[test]
fn delegate_issuing_should_make_an_issuer_below_and_take_a_deposit() {
    build_and_execute(|| {
        let issuer = accredit(COLLEGE);
        let schema = register(COLLEGE, Some(issuer), 3);
        let before = held(HoldReason::Deposit, COLLEGE);
        assert_ok!(call(issuer, only(5, &[schema]), 100, Some(30)));
        last_event(Event::IssuingDelegated { issuer, child: 1, account: CAMPUS, until: 100 });
        let child = record(1);
        assert_eq!((child.account, child.parent, depth(1)), (CAMPUS, Some(issuer), 1));
        assert_eq!((child.scope, child.until), (only(5, &[schema]), 100));
        assert_eq!((child.quota, child.used, child.next, child.keys), (Some(30), 0, 0, 0));
        assert!(!child.undelegated && !child.withdrawn);
        // The one that delegates leaves the deposit.
        assert_eq!(held(HoldReason::Deposit, COLLEGE), before + DEPOSIT);
        assert_eq!(held(HoldReason::Deposit, CAMPUS), 0);
        assert!(Credentials::issuer(1).expect("made").accredited);
    });
}

#[test]
fn delegate_issuing_should_let_the_child_award_once_it_has_a_key() {
    build_and_execute(|| {
        let class = college();
        assert_ok!(call(0, scope(3), 100, None));
        let next = self::class(1, class.schema, &[105]);
        // The issuer above has a key, but not the child.
        assert_noop!(next.issue(CAMPUS, None), Error::<Test>::NoKey);
        set_key(1, CAMPUS, 2);
        assert_ok!(next.issue(CAMPUS, None));
        assert_eq!(next.standing(0), Standing::Valid);
        // The batch is the child's, and the child's deposit.
        assert_eq!((record(0).awards, record(1).awards), (5, 1));
        assert_eq!((record(0).used, record(1).used), (6, 1));
        assert_eq!(held(HoldReason::Deposit, CAMPUS), DEPOSIT);
    });
}

#[test]
fn delegate_issuing_should_go_three_deep() {
    build_and_execute(|| {
        let issuers = branches();
        assert_eq!(issuers.map(depth), [0, 1, 2, 3]);
        let tutor = issuers[3];
        assert_eq!(Credentials::issuer(tutor).expect("made").above, [2, 1, 0]);
        let until = record(tutor).until;
        let origin = signed(TUTOR);
        let call = || Credentials::delegate_issuing(origin, tutor, STRANGER, scope(1), until, None);
        assert_noop!(call(), Error::<Test>::TooDeep);
        let schema = register(COLLEGE, Some(0), 8);
        assert_eq!(issue(TUTOR, tutor, schema, &[100]).standing(0), Standing::Valid);
    });
}

#[test]
fn delegate_issuing_should_allow_what_the_issuer_has_itself() {
    build_and_execute(|| {
        let issuer = accredit(COLLEGE);
        let until = record(issuer).until;
        assert_ok!(call(issuer, scope(8), until, None));
        assert_ok!(call(issuer, scope(8), until, Some(u32::MAX)));
        assert_ok!(call(issuer, scope(0), now() + 1, Some(0)));
        assert_eq!(NextIssuer::<Test>::get(), 4);
    });
}

#[test]
fn delegate_issuing_should_fail_when_it_is_not_signed() {
    build_and_execute(|| {
        let issuer = accredit(COLLEGE);
        for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
            let call =
                || Credentials::delegate_issuing(origin, issuer, CAMPUS, scope(1), 100, None);
            assert_noop!(call(), DispatchError::BadOrigin);
        }
    });
}

#[test]
fn delegate_issuing_should_fail_when_there_is_no_such_issuer() {
    build_and_execute(|| {
        assert_noop!(call(0, scope(1), 100, None), Error::<Test>::UnknownIssuer);
    });
}

#[test]
fn delegate_issuing_should_fail_when_another_account_calls() {
    build_and_execute(|| {
        let [college, campus, ..] = branches();
        // The college may not delegate for the campus, nor the campus for the college.
        for (who, issuer) in
            [(COLLEGE, campus), (CAMPUS, college), (STRANGER, college), (PEOPLE, college)]
        {
            let origin = signed(who);
            let call =
                || Credentials::delegate_issuing(origin, issuer, STRANGER, scope(1), 100, None);
            assert_noop!(call(), Error::<Test>::NotIssuerAccount);
        }
    });
}

#[test]
fn delegate_issuing_should_fail_when_the_accreditation_is_over() {
    build_and_execute(|| {
        let [college, campus, room, _] = branches();
        let refused = |issuer, who| {
            let (origin, until) = (signed(who), now() + 1);
            let call =
                || Credentials::delegate_issuing(origin, issuer, STRANGER, scope(1), until, None);
            assert_noop!(call(), Error::<Test>::NotAccredited);
        };
        undelegate(COLLEGE, campus);
        refused(campus, CAMPUS);
        refused(room, ROOM);
        withdraw(college, now());
        refused(college, COLLEGE);
        renew(college, COLLEGE, scope(8));
        wait(ALL);
        refused(college, COLLEGE);
    });
}

#[test]
fn delegate_issuing_should_fail_when_it_would_end_in_the_past() {
    build_and_execute(|| {
        let issuer = accredit(COLLEGE);
        wait(1);
        for until in [0, now() - 1, now()] {
            assert_noop!(call(issuer, scope(1), until, None), Error::<Test>::EndsInPast);
        }
        assert_ok!(call(issuer, scope(1), now() + 1, None));
    });
}

#[test]
fn delegate_issuing_should_fail_when_there_is_no_such_level() {
    build_and_execute(|| {
        let issuer = accredit(COLLEGE);
        assert_noop!(call(issuer, scope(11), 100, None), Error::<Test>::LevelTooHigh);
    });
}

#[test]
fn delegate_issuing_should_fail_when_it_names_an_unknown_schema() {
    build_and_execute(|| {
        let issuer = accredit(COLLEGE);
        let scope = only(1, &[0]);
        assert_noop!(call(issuer, scope, 100, None), Error::<Test>::UnknownSchema);
    });
}

#[test]
fn delegate_issuing_should_fail_when_it_is_wider_than_the_issuer() {
    build_and_execute(|| {
        let issuer = accredit(COLLEGE);
        let until = record(issuer).until;
        assert_noop!(call(issuer, scope(9), 100, None), Error::<Test>::WiderThanParent);
        assert_noop!(call(issuer, scope(8), until + 1, None), Error::<Test>::WiderThanParent);
    });
}

#[test]
fn delegate_issuing_should_fail_when_the_numbers_are_used_up() {
    build_and_execute(|| {
        let issuer = accredit(COLLEGE);
        NextIssuer::<Test>::put(u32::MAX);
        assert_noop!(call(issuer, scope(1), 100, None), Error::<Test>::NumbersExhausted);
    });
}

#[test]
fn delegate_issuing_should_fail_when_there_is_no_money_for_the_deposit() {
    build_and_execute(|| {
        let issuer = accredit(MEMBER);
        let origin = signed(MEMBER);
        let call = || Credentials::delegate_issuing(origin, issuer, CAMPUS, scope(1), 100, None);
        assert_noop!(call(), TokenError::FundsUnavailable);
    });
}
