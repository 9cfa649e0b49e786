use crate::{mock::*, *};
use credential_award::MAX_AWARDS;
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{DispatchError, TokenError};

/// The seconds of a day.
const SECONDS: Seconds = 86_400;

/// An accredited college with a key, and a schema of level 3 whose awards are valid for ten days.
fn college_for_ten_days() -> Class {
    let issuer = accredit_with_key(COLLEGE);
    let title = b"Driver".to_vec().try_into().expect("short");
    let origin = signed(COLLEGE);
    let call = Credentials::register_schema(origin, Some(issuer), [7; 32], title, 3, 40, Some(10));
    assert_ok!(call);
    class(issuer, 0, &[100])
}

/// The second of the current slot.
fn second() -> Seconds {
    Credentials::seconds()
}

#[test]
fn issue_batch_should_keep_the_root_and_take_a_deposit() {
    build_and_execute(|| {
        let issuer = accredit_with_key(COLLEGE);
        let schema = register(COLLEGE, Some(issuer), 3);
        wait(1);
        let class = class(issuer, schema, &[100, 101, 102]);
        let until = Some(second() + SECONDS);
        assert_ok!(class.issue(COLLEGE, until));
        last_event(Event::BatchIssued { issuer, sequence: 0, schema, count: 3 });
        let batch = Batches::<Test>::get(issuer, 0).expect("issued");
        assert_eq!((batch.schema, batch.root, batch.count), (schema, class.root(), 3));
        assert_eq!((batch.valid_until, batch.issued, batch.key), (until, now(), 0));
        assert_eq!(batch.deposit.expect("left").depositor, COLLEGE);
        assert_eq!(held(HoldReason::Deposit, COLLEGE), 2 * DEPOSIT);
        let issuer = record(issuer);
        assert_eq!((issuer.next, issuer.awards, issuer.used), (1, 3, 3));
        for index in 0..3 {
            assert_eq!(class.standing(index), Standing::Valid);
        }
    });
}

#[test]
fn issue_batch_should_number_the_batches_of_each_issuer() {
    build_and_execute(|| {
        let class = college();
        let other = accredit_with_key(CAMPUS);
        assert_eq!(issue(CAMPUS, other, class.schema, &[100]).sequence, 0);
        for sequence in 1..4 {
            assert_eq!(issue(COLLEGE, 0, class.schema, &[100]).sequence, sequence);
        }
        assert_eq!((record(0).next, record(other).next), (4, 1));
    });
}

#[test]
fn issue_batch_should_take_one_to_4096_awards() {
    build_and_execute(|| {
        let class = college();
        for count in [1, 2, 512, 513, 4_095, MAX_AWARDS] {
            assert_ok!(issue_many(COLLEGE, 0, class.schema, count));
        }
        assert_eq!(record(0).awards, 5 + 1 + 2 + 512 + 513 + 4_095 + 4_096);
    });
}

#[test]
fn issue_batch_should_let_the_last_of_a_full_batch_verify() {
    build_and_execute(|| {
        let class = college();
        let seeds = (0..4_096u32).map(|n| (n % 7) as u8).collect::<Vec<_>>();
        let full = issue(COLLEGE, 0, class.schema, &seeds);
        let leaves = full.leaves();
        let tree = credential_award::Tree::new(&leaves).expect("a tree");
        for index in [0, 1, 511, 512, 4_094, 4_095] {
            let (leaf, proof) = (leaves[index as usize], tree.proof(index).expect("a proof"));
            assert_eq!(proof.len(), 12);
            let verdict = Credentials::verify(0, 1, index, leaf, proof.clone());
            assert_eq!(verdict.standing, Standing::Valid);
            let neighbour = Credentials::verify(0, 1, index ^ 1, leaf, proof);
            assert_eq!(neighbour.standing, Standing::NotInBatch);
        }
    });
}

#[test]
fn issue_batch_should_allow_what_the_schema_allows() {
    build_and_execute(|| {
        let class = college_for_ten_days();
        assert_ok!(class.issue(COLLEGE, Some(second() + 10 * SECONDS)));
        let next = self::class(0, 0, &[100]);
        assert_ok!(next.issue(COLLEGE, Some(second() + 1)));
        wait(11);
        assert_eq!((class.standing(0), next.standing(0)), (Standing::Expired, Standing::Expired));
    });
}

#[test]
fn issue_batch_should_allow_any_end_when_the_schema_has_none() {
    build_and_execute(|| {
        let class = college();
        for until in [None, Some(second() + 1), Some(Seconds::MAX)] {
            assert_ok!(self::class(0, class.schema, &[100]).issue(COLLEGE, until));
        }
    });
}

#[test]
fn issue_batch_should_outlive_the_accreditation() {
    build_and_execute(|| {
        let class = college();
        wait(2 * ALL);
        assert_eq!(class.standing(0), Standing::Valid);
    });
}

#[test]
fn issue_batch_should_fail_when_it_is_not_signed() {
    build_and_execute(|| {
        let class = college();
        for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
            let call = || Credentials::issue_batch(origin, 0, 1, class.schema, [0; 32], 1, None);
            assert_noop!(call(), DispatchError::BadOrigin);
        }
    });
}

#[test]
fn issue_batch_should_fail_when_there_is_no_such_issuer() {
    build_and_execute(|| {
        let origin = signed(COLLEGE);
        let call = || Credentials::issue_batch(origin, 0, 0, 0, [0; 32], 1, None);
        assert_noop!(call(), Error::<Test>::UnknownIssuer);
    });
}

#[test]
fn issue_batch_should_fail_when_another_account_calls() {
    build_and_execute(|| {
        let [college, campus, ..] = branches();
        let schema = register(COLLEGE, Some(college), 3);
        // Not even the issuer above awards in the name of the one below.
        for (who, issuer) in
            [(COLLEGE, campus), (CAMPUS, college), (STRANGER, college), (PEOPLE, college)]
        {
            let call = || class(issuer, schema, &[100]).issue(who, None);
            assert_noop!(call(), Error::<Test>::NotIssuerAccount);
        }
    });
}

#[test]
fn issue_batch_should_fail_when_the_number_is_not_the_next_one() {
    build_and_execute(|| {
        let class = college();
        for sequence in [0, 2, u32::MAX] {
            let call = || Class { sequence, ..class.clone() }.issue(COLLEGE, None);
            assert_noop!(call(), Error::<Test>::WrongSequence);
        }
    });
}

#[test]
fn issue_batch_should_fail_when_there_are_none_or_too_many() {
    build_and_execute(|| {
        let class = college();
        for count in [0, MAX_AWARDS + 1, u32::MAX] {
            let call = || issue_many(COLLEGE, 0, class.schema, count);
            assert_noop!(call(), Error::<Test>::WrongCount);
        }
    });
}

#[test]
fn issue_batch_should_fail_when_there_is_no_such_schema() {
    build_and_execute(|| {
        let class = college();
        let call = || self::class(0, class.schema + 1, &[100]).issue(COLLEGE, None);
        assert_noop!(call(), Error::<Test>::UnknownSchema);
    });
}

#[test]
fn issue_batch_should_fail_when_the_schema_is_superseded() {
    build_and_execute(|| {
        let class = college();
        let new = register(COLLEGE, Some(0), 3);
        supersede(COLLEGE, class.schema, new);
        let call = || self::class(0, class.schema, &[100]).issue(COLLEGE, None);
        assert_noop!(call(), Error::<Test>::Superseded);
    });
}

#[test]
fn issue_batch_should_fail_when_the_accreditation_is_over() {
    build_and_execute(|| {
        let class = college();
        let next = self::class(0, class.schema, &[100]);
        withdraw(0, now());
        assert_noop!(next.issue(COLLEGE, None), Error::<Test>::NotAccredited);
        renew(0, COLLEGE, scope(8));
        wait(ALL);
        assert_noop!(next.issue(COLLEGE, None), Error::<Test>::NotAccredited);
        renew(0, COLLEGE, scope(8));
        assert_ok!(next.issue(COLLEGE, None));
    });
}

#[test]
fn issue_batch_should_fail_when_the_schema_is_out_of_scope() {
    build_and_execute(|| {
        let class = college();
        let other = register(COLLEGE, Some(0), 2);
        let next = self::class(0, class.schema, &[100]);
        for narrow in [scope(2), only(8, &[other]), only(8, &[])] {
            renew(0, COLLEGE, narrow);
            assert_noop!(next.issue(COLLEGE, None), Error::<Test>::OutOfScope);
        }
        renew(0, COLLEGE, only(3, &[class.schema]));
        assert_ok!(next.issue(COLLEGE, None));
    });
}

#[test]
fn issue_batch_should_fail_when_the_quota_is_used_up() {
    build_and_execute(|| {
        let class = college();
        let until = now() + 100;
        let origin = signed(COLLEGE);
        assert_ok!(Credentials::delegate_issuing(origin, 0, CAMPUS, scope(8), until, Some(10)));
        set_key(1, CAMPUS, 2);
        let call = |count| issue_many(CAMPUS, 1, class.schema, count);
        assert_noop!(call(11), Error::<Test>::QuotaExceeded);
        assert_ok!(call(7));
        assert_noop!(call(4), Error::<Test>::QuotaExceeded);
        assert_ok!(call(3));
        assert_noop!(call(1), Error::<Test>::QuotaExceeded);
        assert_eq!(record(1).used, 10);
    });
}

#[test]
fn issue_batch_should_fail_when_there_is_no_key() {
    build_and_execute(|| {
        let issuer = accredit(COLLEGE);
        let schema = register(COLLEGE, Some(issuer), 3);
        let next = class(issuer, schema, &[100]);
        assert_noop!(next.issue(COLLEGE, None), Error::<Test>::NoKey);
        set_key(issuer, COLLEGE, 1);
        assert_ok!(next.issue(COLLEGE, None));
    });
}

#[test]
fn issue_batch_should_fail_when_it_would_have_expired() {
    build_and_execute(|| {
        let class = college();
        let next = self::class(0, class.schema, &[100]);
        for until in [0, second() - 1, second()] {
            assert_noop!(next.issue(COLLEGE, Some(until)), Error::<Test>::AlreadyExpired);
        }
        assert_ok!(next.issue(COLLEGE, Some(second() + 1)));
    });
}

#[test]
fn issue_batch_should_fail_when_it_would_be_valid_for_longer_than_the_schema_allows() {
    build_and_execute(|| {
        let class = college_for_ten_days();
        for until in [None, Some(second() + 10 * SECONDS + 1), Some(Seconds::MAX)] {
            assert_noop!(class.issue(COLLEGE, until), Error::<Test>::ValidTooLong);
        }
    });
}

#[test]
fn issue_batch_should_fail_when_the_numbers_are_used_up() {
    let refused = |change: fn(&mut IssuerOf<Test>)| {
        build().execute_with(|| {
            let class = college();
            let child = delegate(COLLEGE, 0, CAMPUS);
            set_key(child, CAMPUS, 2);
            Issuers::<Test>::mutate_extant(0, change);
            let call = || issue_many(COLLEGE, 0, class.schema, 1);
            assert_noop!(call(), Error::<Test>::NumbersExhausted);
        });
    };
    refused(|issuer| issuer.next = u32::MAX);
    refused(|issuer| issuer.used = u32::MAX);
}

#[test]
fn issue_batch_should_fail_when_there_is_no_money_for_the_deposit() {
    build_and_execute(|| {
        let issuer = accredit_with_key(MEMBER);
        let schema = register(STRANGER, None, 0);
        let next = class(issuer, schema, &[100]);
        assert_noop!(next.issue(MEMBER, None), TokenError::FundsUnavailable);
        // The number is not used.
        assert_eq!(record(issuer).next, 0);
    });
}
