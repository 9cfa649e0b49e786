use crate::{mock::*, *};
use codec::{Decode, Encode};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{DispatchError, DispatchResult};
use vaka_primitives::{BlockNumber, IssuerId};

fn call(issuer: Option<IssuerId>, scope: Scope, until: BlockNumber) -> DispatchResult {
    Credentials::accredit_issuer(signed(PEOPLE), issuer, COLLEGE, scope, until)
}

#[test]
fn accredit_issuer_should_make_an_issuer_without_a_deposit() {
    build_and_execute(|| {
        assert_ok!(call(None, scope(8), 100));
        last_event(Event::IssuerAccredited { issuer: 0, account: COLLEGE, until: 100 });
        let shown = IssuerView {
            account: COLLEGE,
            above: vec![],
            accredited: true,
            scope: scope(8),
            until: 100,
            quota: None,
            used: 0,
            withdrawals: vec![],
            next: 0,
            keys: 0,
            latest_keys: vec![],
            stake: 0,
            awards: 0,
            revoked: 0,
            upheld: 0,
            challenged: 0,
        };
        assert_eq!(Credentials::issuer(0), Some(shown));
        for who in [COLLEGE, PEOPLE] {
            assert_eq!(held(HoldReason::Deposit, who), 0);
        }
    });
}

#[test]
fn accredit_issuer_should_number_issuers_from_0() {
    build_and_execute(|| {
        // One account may act for several.
        for issuer in 0..3 {
            assert_ok!(call(None, scope(issuer as Level), 100));
            last_event(Event::IssuerAccredited { issuer, account: COLLEGE, until: 100 });
        }
        assert_eq!((0..3).map(|id| record(id).scope.level).collect::<Vec<_>>(), [0, 1, 2]);
        assert_eq!(NextIssuer::<Test>::get(), 3);
    });
}

#[test]
fn accredit_issuer_should_take_the_highest_level_and_32_schemas() {
    build_and_execute(|| {
        let schemas = (0..32).map(|_| register(STRANGER, None, 0)).collect::<Vec<_>>();
        assert_ok!(call(None, only(10, &schemas), 100));
        assert_eq!(record(0).scope, only(10, &schemas));
        // A call that names more cannot be decoded.
        let bytes = (10u8, 1u8, (0..33u32).collect::<Vec<_>>()).encode();
        assert!(Scope::decode(&mut &bytes[..]).is_err());
        let bytes = (10u8, 1u8, schemas.clone()).encode();
        assert_eq!(Scope::decode(&mut &bytes[..]), Ok(only(10, &schemas)));
    });
}

#[test]
fn accredit_issuer_should_renew_account_scope_and_end_and_keep_the_rest() {
    build_and_execute(|| {
        let class = college();
        assert_ok!(class.revoke(COLLEGE, &[4]));
        let before = record(0);
        let call = Credentials::accredit_issuer(
            signed(PEOPLE),
            Some(0),
            CAMPUS,
            only(5, &[class.schema]),
            77,
        );
        assert_ok!(call);
        last_event(Event::IssuerAccredited { issuer: 0, account: CAMPUS, until: 77 });
        let scope = only(5, &[class.schema]);
        assert_eq!(record(0), Issuer { account: CAMPUS, scope, until: 77, ..before });
        assert_eq!((record(0).awards, record(0).revoked, record(0).keys), (5, 1, 1));
        assert_eq!(NextIssuer::<Test>::get(), 1);
        // The new account goes on where the old one ended.
        let next = issue(CAMPUS, 0, class.schema, &[105]);
        assert_eq!((next.sequence, next.standing(0)), (1, Standing::Valid));
        assert_noop!(
            self::class(0, class.schema, &[106]).issue(COLLEGE, None),
            Error::<Test>::NotIssuerAccount
        );
    });
}

#[test]
fn accredit_issuer_should_renew_one_whose_time_is_over() {
    build_and_execute(|| {
        let class = college();
        wait(ALL);
        assert!(!Credentials::issuer(0).expect("known").accredited);
        let next = self::class(0, class.schema, &[105]);
        assert_noop!(next.issue(COLLEGE, None), Error::<Test>::NotAccredited);
        renew(0, COLLEGE, scope(8));
        assert_ok!(next.issue(COLLEGE, None));
        // What it awarded before its end was valid all the time.
        assert_eq!((class.standing(0), next.standing(0)), (Standing::Valid, Standing::Valid));
    });
}

#[test]
fn accredit_issuer_should_make_nothing_valid_that_a_withdrawal_ended() {
    build_and_execute(|| {
        let class = college();
        let since = now();
        wait(1);
        withdraw(0, since);
        wait(1);
        renew(0, COLLEGE, scope(8));
        assert!(Credentials::issuer(0).expect("known").accredited);
        assert_eq!(class.standing(0), Standing::IssuerWithdrawn { since });
        let next = issue(COLLEGE, 0, class.schema, &[105]);
        assert_eq!(next.standing(0), Standing::Valid);
        // Nor does a second renewal.
        renew(0, COLLEGE, scope(8));
        assert_eq!(class.standing(0), Standing::IssuerWithdrawn { since });
    });
}

#[test]
fn accredit_issuer_should_end_at_its_slot() {
    build_and_execute(|| {
        let class = college();
        assert_ok!(call(Some(0), scope(8), 21));
        System::set_block_number(20);
        issue(COLLEGE, 0, class.schema, &[105]);
        System::set_block_number(21);
        assert_noop!(
            self::class(0, class.schema, &[106]).issue(COLLEGE, None),
            Error::<Test>::NotAccredited
        );
    });
}

#[test]
fn accredit_issuer_should_fail_when_the_people_do_not_call() {
    build_and_execute(|| {
        accredit(COLLEGE);
        for origin in
            [signed(COLLEGE), signed(APPEALS), RuntimeOrigin::root(), RuntimeOrigin::none()]
        {
            for issuer in [None, Some(0)] {
                let origin = origin.clone();
                let call = || Credentials::accredit_issuer(origin, issuer, COLLEGE, scope(9), 100);
                assert_noop!(call(), DispatchError::BadOrigin);
            }
        }
    });
}

#[test]
fn accredit_issuer_should_fail_when_there_is_none_to_renew() {
    build_and_execute(|| {
        assert_noop!(call(Some(0), scope(8), 100), Error::<Test>::UnknownIssuer);
    });
}

#[test]
fn accredit_issuer_should_fail_when_it_is_a_delegate() {
    build_and_execute(|| {
        let issuer = accredit(COLLEGE);
        let child = delegate(COLLEGE, issuer, CAMPUS);
        assert_noop!(call(Some(child), scope(8), 100), Error::<Test>::IsDelegate);
    });
}

#[test]
fn accredit_issuer_should_fail_when_it_would_end_in_the_past() {
    build_and_execute(|| {
        wait(1);
        accredit(COLLEGE);
        for issuer in [None, Some(0)] {
            for until in [0, now() - 1, now()] {
                assert_noop!(call(issuer, scope(8), until), Error::<Test>::EndsInPast);
            }
            assert_ok!(call(issuer, scope(8), now() + 1));
        }
    });
}

#[test]
fn accredit_issuer_should_fail_when_there_is_no_such_level() {
    build_and_execute(|| {
        accredit(COLLEGE);
        for issuer in [None, Some(0)] {
            assert_noop!(call(issuer, scope(11), 100), Error::<Test>::LevelTooHigh);
        }
    });
}

#[test]
fn accredit_issuer_should_fail_when_it_names_an_unknown_schema() {
    build_and_execute(|| {
        let issuer = accredit(COLLEGE);
        let known = register(COLLEGE, Some(issuer), 3);
        for issuer in [None, Some(0)] {
            let scope = only(8, &[known, known + 1]);
            assert_noop!(call(issuer, scope, 100), Error::<Test>::UnknownSchema);
            assert_ok!(call(issuer, only(8, &[known]), 100));
        }
    });
}

#[test]
fn accredit_issuer_should_fail_when_it_was_withdrawn_too_often() {
    build_and_execute(|| {
        accredit(COLLEGE);
        for _ in 1..rules::MAX_WITHDRAWALS {
            withdraw(0, now());
            wait(1);
            renew(0, COLLEGE, scope(8));
        }
        // There is always room for one more withdrawal, but not for a renewal after it.
        withdraw(0, now());
        wait(1);
        let call = || call(Some(0), scope(8), now() + 1);
        assert_noop!(call(), Error::<Test>::TooManyWithdrawals);
        assert_eq!(record(0).withdrawals.len(), 16);
        // The last one can still be extended.
        withdraw(0, 0);
    });
}

#[test]
fn accredit_issuer_should_fail_when_the_numbers_are_used_up() {
    build_and_execute(|| {
        NextIssuer::<Test>::put(u32::MAX);
        assert_noop!(call(None, scope(8), 100), Error::<Test>::NumbersExhausted);
    });
}
