//! Attacks of people who want to award more than they may, or something else.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchResult;
use vaka_primitives::{BlockNumber, IssuerId, Requirement, SchemaId};

fn delegate_to(
    who: AccountId,
    issuer: IssuerId,
    to: AccountId,
    scope: Scope,
    until: BlockNumber,
    quota: Option<u32>,
) -> DispatchResult {
    Credentials::delegate_issuing(signed(who), issuer, to, scope, until, quota)
}

fn meets(who: AccountId, schema: SchemaId) -> bool {
    Credentials::meets(who, Requirement { schema, stake: 0 })
}

// Calls that come twice or late

#[test]
fn replayed_batch_should_not_be_issued_twice() {
    build_and_execute(|| {
        let class = college();
        let next = self::class(0, class.schema, &[105, 106]);
        assert_ok!(next.issue(COLLEGE, None));
        for _ in 0..2 {
            assert_noop!(next.issue(COLLEGE, None), Error::<Test>::WrongSequence);
            wait(1);
        }
        // Nor after another one.
        issue(COLLEGE, 0, class.schema, &[107]);
        assert_noop!(next.issue(COLLEGE, None), Error::<Test>::WrongSequence);
        assert_eq!(record(0).awards, 5 + 2 + 1);
    });
}

#[test]
fn delayed_batch_should_not_be_issued_once_another_has_its_number() {
    build_and_execute(|| {
        let class = college();
        let delayed = self::class(0, class.schema, &[105, 106]);
        // The issuer gives up waiting, and issues another one.
        let anew = issue(COLLEGE, 0, class.schema, &[107]);
        assert_eq!(delayed.sequence, anew.sequence);
        assert_noop!(delayed.issue(COLLEGE, None), Error::<Test>::WrongSequence);
        assert_eq!(anew.standing(0), Standing::Valid);
        assert_eq!(delayed.standing(0), Standing::NotInBatch);
    });
}

#[test]
fn batches_should_not_be_issued_out_of_order() {
    build_and_execute(|| {
        let class = college();
        let first = self::class(0, class.schema, &[105]);
        let second = Class { sequence: first.sequence + 1, ..first.clone() };
        assert_noop!(second.issue(COLLEGE, None), Error::<Test>::WrongSequence);
        assert_ok!(first.issue(COLLEGE, None));
        assert_ok!(second.issue(COLLEGE, None));
    });
}

#[test]
fn delayed_batch_should_be_judged_by_what_holds_when_it_comes() {
    let refused = |change: fn(&Class), error: Error<Test>| {
        build_and_execute(|| {
            let class = college();
            let delayed = self::class(0, class.schema, &[105]);
            // It would have been issued in time.
            change(&class);
            let until = Some(EPOCH + 86_400);
            assert_noop!(delayed.issue(COLLEGE, until), error);
            assert_eq!(delayed.standing(0), Standing::NotInBatch);
        });
    };
    refused(|_| withdraw(0, now()), Error::NotAccredited);
    refused(|_| wait(ALL), Error::NotAccredited);
    refused(|_| renew(0, COLLEGE, scope(2)), Error::OutOfScope);
    refused(|_| renew(0, CAMPUS, scope(8)), Error::NotIssuerAccount);
    refused(|_| wait(1), Error::AlreadyExpired);
    refused(
        |class| supersede(COLLEGE, class.schema, register(COLLEGE, Some(0), 3)),
        Error::Superseded,
    );
    build_and_execute(|| {
        let class = college();
        let in_time = self::class(0, class.schema, &[105]);
        assert_ok!(in_time.issue(COLLEGE, Some(EPOCH + 86_400)));
    });
}

// Schemas that would be worth more than they were

#[test]
fn level_0_should_not_make_nurses_by_superseding() {
    build_and_execute(|| {
        let class = college();
        let nurse = register(COLLEGE, Some(0), 8);
        // Anybody has a schema of level 0, but not the nurses' one.
        let own = register(STRANGER, None, 0);
        let call = || Credentials::supersede_schema(signed(STRANGER), nurse, own);
        assert_noop!(call(), Error::<Test>::NotSchemaOwner);
        // The nurses' own college cannot, either, be it accredited for the lower level or not.
        let attends = register(COLLEGE, None, 0);
        for low in [attends, class.schema] {
            let call = || Credentials::supersede_schema(signed(COLLEGE), nurse, low);
            assert_noop!(call(), Error::<Test>::LevelTooLow);
        }
        renew(0, COLLEGE, scope(3));
        let call = || Credentials::supersede_schema(signed(COLLEGE), nurse, class.schema);
        assert_noop!(call(), Error::<Test>::LevelTooLow);
    });
}

#[test]
fn holders_of_level_0_should_not_become_nurses_when_nurses_supersede_them() {
    build_and_execute(|| {
        let issuer = accredit_with_key(COLLEGE);
        let attends = register(COLLEGE, None, 0);
        let nurse = register(COLLEGE, Some(issuer), 8);
        let class = issue(COLLEGE, issuer, attends, &[100]);
        assert_ok!(class.bind(OUTSIDER, 0));
        supersede(COLLEGE, attends, nurse);
        assert!(meets(OUTSIDER, attends));
        assert!(!meets(OUTSIDER, nurse));
    });
}

#[test]
fn narrowed_college_should_not_supersede_nurses_by_what_it_may_not_award() {
    build_and_execute(|| {
        let issuer = accredit_with_key(COLLEGE);
        let (nurse, other) = (register(COLLEGE, Some(issuer), 8), register(COLLEGE, Some(0), 8));
        // It owns both for ever. But it may award neither now.
        renew(issuer, COLLEGE, scope(7));
        let call = || Credentials::supersede_schema(signed(COLLEGE), nurse, other);
        assert_noop!(call(), Error::<Test>::OutOfScope);
        withdraw(issuer, now());
        assert_noop!(call(), Error::<Test>::NotAccredited);
    });
}

#[test]
fn delegate_should_not_register_above_its_level_by_a_stranger() {
    build_and_execute(|| {
        let issuer = accredit(COLLEGE);
        assert_ok!(delegate_to(COLLEGE, issuer, CAMPUS, scope(2), 100, None));
        // Neither in its own name nor in that of the issuer above.
        let title: Title = b"Surgeon".to_vec().try_into().expect("short");
        let call = |issuer| {
            let origin = signed(CAMPUS);
            let title = title.clone();
            Credentials::register_schema(origin, issuer, [1; 32], title, 3, 1, None)
        };
        assert_noop!(call(Some(1)), Error::<Test>::OutOfScope);
        assert_noop!(call(Some(issuer)), Error::<Test>::NotIssuerAccount);
        assert_noop!(call(None), Error::<Test>::NotAccredited);
    });
}

// Delegations

#[test]
fn delegation_to_a_stranger_should_take_nothing_from_them() {
    build_and_execute(|| {
        let class = college();
        // The stranger has an issuer of their own, with a stake.
        let own = accredit_with_key(STRANGER);
        stake(STRANGER, Purpose::Issuer(own), 100 * UNIT);
        let (issuer, account) = (record(own), frame_system::Account::<Test>::get(STRANGER));
        let child = delegate(COLLEGE, 0, STRANGER);
        // Nothing of theirs changed.
        assert_eq!(record(own), issuer);
        assert_eq!(frame_system::Account::<Test>::get(STRANGER), account);
        // Without their signature nothing is awarded in their name, and no key is set for them.
        let next = self::class(child, class.schema, &[105]);
        assert_noop!(next.issue(COLLEGE, None), Error::<Test>::NotIssuerAccount);
        let (key, proof) = ([1; 32], [1; 64]);
        let call = || Credentials::rotate_issuer_key(signed(COLLEGE), child, key, proof);
        assert_noop!(call(), Error::<Test>::NotIssuerAccount);
        // If the one above ends it, or is withdrawn, what is theirs is as before.
        undelegate(COLLEGE, child);
        withdraw(0, 0);
        issue(STRANGER, own, class.schema, &[105]);
        assert_eq!(Credentials::issuer(own).expect("known").stake, 100 * UNIT);
        // The one who delegated cannot mark what they award.
        let theirs = Class { issuer: own, ..class };
        assert_noop!(theirs.revoke(COLLEGE, &[0]), Error::<Test>::NotAbove);
    });
}

#[test]
fn delegation_should_not_make_an_account() {
    build_and_execute(|| {
        let issuer = accredit(COLLEGE);
        assert_ok!(delegate_to(COLLEGE, issuer, 999, scope(1), 100, None));
        assert!(!frame_system::Account::<Test>::contains_key(999));
        assert_eq!(held(HoldReason::Deposit, COLLEGE), DEPOSIT);
    });
}

#[test]
fn child_should_be_wider_in_no_dimension() {
    build_and_execute(|| {
        let issuer = accredit(COLLEGE);
        let [first, second, third] = [0, 1, 2].map(|_| register(COLLEGE, Some(issuer), 1));
        let within = only(5, &[first, second]);
        assert_ok!(delegate_to(COLLEGE, issuer, CAMPUS, within.clone(), 100, Some(10)));
        let wider = [
            // A higher level,
            (only(6, &[first, second]), 100, Some(10)),
            (only(10, &[first]), 100, Some(10)),
            // all schemas, another one, one more,
            (scope(5), 100, Some(10)),
            (scope(0), 100, Some(10)),
            (only(5, &[third]), 100, Some(10)),
            (only(5, &[first, second, third]), 100, Some(10)),
            // a later end,
            (within.clone(), 101, Some(10)),
            (within.clone(), u32::MAX, Some(10)),
            // and more awards.
            (within.clone(), 100, Some(11)),
            (within.clone(), 100, None),
        ];
        for (scope, until, quota) in wider {
            let call = || delegate_to(CAMPUS, 1, ROOM, scope, until, quota);
            assert_noop!(call(), Error::<Test>::WiderThanParent);
        }
        for (scope, until, quota) in [
            (within, 100, Some(10)),
            (only(5, &[second]), 100, Some(10)),
            (only(0, &[]), 2, Some(0)),
        ] {
            assert_ok!(delegate_to(CAMPUS, 1, ROOM, scope, until, quota));
        }
    });
}

#[test]
fn child_should_not_be_wider_than_any_issuer_above() {
    build_and_execute(|| {
        let [college, _, room, _] = branches();
        let schema = register(COLLEGE, Some(college), 3);
        let until = record(room).until;
        // The people narrow the college. The room's own record still says more.
        let call = |scope, until| delegate_to(ROOM, room, STRANGER, scope, until, None);
        renew(college, COLLEGE, only(5, &[schema]));
        for wide in [scope(5), only(6, &[schema])] {
            assert_noop!(call(wide, until), Error::<Test>::WiderThanParent);
        }
        let sooner = only(8, &[schema]);
        assert_ok!(Credentials::accredit_issuer(signed(PEOPLE), Some(0), COLLEGE, sooner, 50));
        assert_noop!(call(only(5, &[schema]), 51), Error::<Test>::WiderThanParent);
        assert_ok!(call(only(5, &[schema]), 50));
    });
}

#[test]
fn parent_that_is_narrowed_should_narrow_the_child() {
    build_and_execute(|| {
        let [college, campus, room, tutor] = branches();
        let schema = register(COLLEGE, Some(college), 3);
        let other = register(COLLEGE, Some(college), 2);
        let issuers = [(college, COLLEGE), (campus, CAMPUS), (room, ROOM), (tutor, TUTOR)];
        let before = issuers.map(|(issuer, who)| issue(who, issuer, schema, &[100]));
        let refused = |error: fn() -> Error<Test>| {
            for (issuer, who) in issuers {
                let next = class(issuer, schema, &[101]);
                assert_noop!(next.issue(who, None), error());
            }
        };
        // In level,
        renew(college, COLLEGE, scope(2));
        refused(|| Error::OutOfScope);
        issue(TUTOR, tutor, other, &[101]);
        // in schemas,
        renew(college, COLLEGE, only(8, &[other]));
        refused(|| Error::OutOfScope);
        issue(TUTOR, tutor, other, &[101]);
        // and in time.
        let sooner = now() + DAY;
        let call =
            Credentials::accredit_issuer(signed(PEOPLE), Some(college), COLLEGE, scope(8), sooner);
        assert_ok!(call);
        issue(TUTOR, tutor, schema, &[101]);
        wait(1);
        refused(|| Error::NotAccredited);
        // What was awarded before stays valid.
        for class in before {
            assert_eq!(class.standing(0), Standing::Valid);
        }
    });
}

#[test]
fn widened_parent_should_not_widen_the_child() {
    build_and_execute(|| {
        let issuer = accredit(COLLEGE);
        renew(issuer, COLLEGE, scope(3));
        let child = delegate(COLLEGE, issuer, CAMPUS);
        set_key(child, CAMPUS, 2);
        renew(issuer, COLLEGE, scope(8));
        let schema = register(COLLEGE, Some(issuer), 4);
        let next = class(child, schema, &[100]);
        assert_noop!(next.issue(CAMPUS, None), Error::<Test>::OutOfScope);
    });
}

#[test]
fn quota_should_hold_through_all_levels() {
    build_and_execute(|| {
        let issuer = accredit_with_key(COLLEGE);
        let schema = register(COLLEGE, Some(issuer), 3);
        let until = 1_000;
        assert_ok!(delegate_to(COLLEGE, issuer, CAMPUS, scope(8), until, Some(10)));
        // Each of two rooms may make eight, but the campus ten in all.
        for _ in 0..2 {
            assert_ok!(delegate_to(CAMPUS, 1, ROOM, scope(8), until, Some(8)));
        }
        assert_ok!(delegate_to(ROOM, 2, TUTOR, scope(8), until, Some(8)));
        for (child, who, seed) in [(1, CAMPUS, 2), (2, ROOM, 3), (3, ROOM, 4), (4, TUTOR, 5)] {
            set_key(child, who, seed);
        }
        let call = |who, issuer, count| issue_many(who, issuer, schema, count);
        let used = || [0, 1, 2, 3, 4].map(|issuer| record(issuer).used);
        assert_ok!(call(TUTOR, 4, 5));
        assert_eq!(used(), [5, 5, 5, 0, 5]);
        // The tutor has three left, and so has its room.
        assert_noop!(call(TUTOR, 4, 4), Error::<Test>::QuotaExceeded);
        assert_noop!(call(ROOM, 2, 4), Error::<Test>::QuotaExceeded);
        assert_ok!(call(ROOM, 2, 2));
        assert_eq!(used(), [7, 7, 7, 0, 5]);
        assert_noop!(call(TUTOR, 4, 2), Error::<Test>::QuotaExceeded);
        // The other room has eight, but the campus three.
        assert_noop!(call(ROOM, 3, 4), Error::<Test>::QuotaExceeded);
        assert_noop!(call(CAMPUS, 1, 4), Error::<Test>::QuotaExceeded);
        assert_ok!(call(ROOM, 3, 3));
        assert_eq!(used(), [10, 10, 7, 3, 5]);
        for (who, issuer) in [(TUTOR, 4), (ROOM, 2), (ROOM, 3), (CAMPUS, 1)] {
            assert_noop!(call(who, issuer, 1), Error::<Test>::QuotaExceeded);
        }
        // The people set the college none.
        assert_ok!(call(COLLEGE, issuer, 4_096));
        assert_eq!(used(), [4_106, 10, 7, 3, 5]);
    });
}

#[test]
fn quota_should_not_come_back_when_awards_are_revoked() {
    build_and_execute(|| {
        let class = college();
        assert_ok!(delegate_to(COLLEGE, 0, CAMPUS, scope(8), 1_000, Some(1)));
        set_key(1, CAMPUS, 2);
        let only = issue(CAMPUS, 1, class.schema, &[105]);
        assert_ok!(only.revoke(CAMPUS, &[0]));
        let call = || issue_many(CAMPUS, 1, class.schema, 1);
        assert_noop!(call(), Error::<Test>::QuotaExceeded);
    });
}

#[test]
fn quota_should_not_come_back_by_a_delegation_to_oneself() {
    build_and_execute(|| {
        let class = college();
        assert_ok!(delegate_to(COLLEGE, 0, CAMPUS, scope(8), 1_000, Some(3)));
        assert_ok!(delegate_to(CAMPUS, 1, CAMPUS, scope(8), 1_000, Some(3)));
        set_key(1, CAMPUS, 2);
        set_key(2, CAMPUS, 3);
        assert_ok!(issue_many(CAMPUS, 1, class.schema, 2));
        let call = || issue_many(CAMPUS, 2, class.schema, 2);
        assert_noop!(call(), Error::<Test>::QuotaExceeded);
        assert_ok!(issue_many(CAMPUS, 2, class.schema, 1));
    });
}

#[test]
fn deposits_should_stay_with_who_left_them_when_an_issuer_is_given_away() {
    build_and_execute(|| {
        college();
        let before = held(HoldReason::Deposit, COLLEGE);
        let money = free(STRANGER);
        assert_ok!(Credentials::set_issuer_account(signed(COLLEGE), 0, STRANGER));
        assert_eq!(held(HoldReason::Deposit, COLLEGE), before);
        assert_eq!((held(HoldReason::Deposit, STRANGER), free(STRANGER)), (0, money));
    });
}
