use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;

#[test]
fn withdraw_accreditation_should_end_the_batches_from_a_slot_on() {
    build_and_execute(|| {
        let before = college();
        wait(1);
        let since = now();
        let first = issue(COLLEGE, 0, before.schema, &[105]);
        wait(1);
        let later = issue(COLLEGE, 0, before.schema, &[106]);
        withdraw(0, since);
        last_event(Event::AccreditationWithdrawn { issuer: 0, since });
        assert_eq!(before.standing(0), Standing::Valid);
        for class in [&first, &later] {
            assert_eq!(class.standing(0), Standing::IssuerWithdrawn { since });
        }
        assert_eq!(record(0).withdrawals.to_vec(), [Withdrawal { since, at: now() }]);
        assert!(!Credentials::issuer(0).expect("known").accredited);
    });
}

#[test]
fn withdraw_accreditation_should_end_what_was_awarded_in_this_very_slot() {
    build_and_execute(|| {
        let class = college();
        withdraw(0, now());
        assert_eq!(class.standing(0), Standing::IssuerWithdrawn { since: now() });
    });
}

#[test]
fn withdraw_accreditation_should_spare_the_batches_of_the_slot_before() {
    build_and_execute(|| {
        let class = college();
        let since = now() + 1;
        wait(1);
        withdraw(0, since);
        assert_eq!(class.standing(0), Standing::Valid);
        withdraw(0, since - 1);
        assert_eq!(class.standing(0), Standing::IssuerWithdrawn { since: since - 1 });
    });
}

#[test]
fn withdraw_accreditation_should_stop_the_issuer_and_its_delegates() {
    build_and_execute(|| {
        let issuers = branches();
        let schema = register(COLLEGE, Some(issuers[0]), 3);
        withdraw(issuers[0], now());
        for (issuer, account) in issuers.into_iter().zip(BRANCHES) {
            let call = || class(issuer, schema, &[100]).issue(account, None);
            assert_noop!(call(), Error::<Test>::NotAccredited);
            let until = now() + 1;
            let call = || {
                Credentials::delegate_issuing(
                    signed(account),
                    issuer,
                    STRANGER,
                    scope(1),
                    until,
                    None,
                )
            };
            assert_noop!(call(), Error::<Test>::NotAccredited);
        }
    });
}

#[test]
fn withdraw_accreditation_should_end_the_delegates_batches_too() {
    build_and_execute(|| {
        let issuers = branches();
        let schema = register(COLLEGE, Some(issuers[0]), 3);
        let award = |seed| {
            let classes = issuers.into_iter().zip(BRANCHES);
            classes.map(|(issuer, who)| issue(who, issuer, schema, &[seed])).collect::<Vec<_>>()
        };
        let before = award(100);
        wait(1);
        let since = now();
        let later = award(101);
        withdraw(issuers[0], since);
        for class in before {
            assert_eq!(class.standing(0), Standing::Valid);
        }
        for class in later {
            assert_eq!(class.standing(0), Standing::IssuerWithdrawn { since });
        }
    });
}

#[test]
fn withdraw_accreditation_should_end_a_delegate_alone() {
    build_and_execute(|| {
        let issuers = branches();
        let [college, campus, room, _] = issuers;
        let schema = register(COLLEGE, Some(college), 3);
        let above = issue(COLLEGE, college, schema, &[100]);
        let own = issue(CAMPUS, campus, schema, &[101]);
        let below = issue(ROOM, room, schema, &[102]);
        withdraw(campus, now());
        assert_eq!(above.standing(0), Standing::Valid);
        for class in [own, below] {
            assert_eq!(class.standing(0), Standing::IssuerWithdrawn { since: now() });
        }
        issue(COLLEGE, college, schema, &[103]);
        let next = class(room, schema, &[104]);
        assert_noop!(next.issue(ROOM, None), Error::<Test>::NotAccredited);
    });
}

#[test]
fn withdraw_accreditation_should_tell_the_earliest_slot_of_all_above() {
    build_and_execute(|| {
        let [college, campus, room, _] = branches();
        let schema = register(COLLEGE, Some(college), 3);
        wait(1);
        let class = issue(ROOM, room, schema, &[100]);
        let withdrawn = |since| assert_eq!(class.standing(0), Standing::IssuerWithdrawn { since });
        withdraw(campus, 9);
        withdrawn(9);
        withdraw(room, 10);
        withdrawn(9);
        withdraw(college, 8);
        withdrawn(8);
    });
}

#[test]
fn withdraw_accreditation_should_go_further_back_when_called_again() {
    build_and_execute(|| {
        let class = college();
        wait(2);
        let later = issue(COLLEGE, 0, class.schema, &[105]);
        let (at, since) = (now(), now() - 5);
        withdraw(0, since);
        assert_eq!(class.standing(0), Standing::Valid);
        wait(1);
        withdraw(0, 1);
        last_event(Event::AccreditationWithdrawn { issuer: 0, since: 1 });
        for class in [&class, &later] {
            assert_eq!(class.standing(0), Standing::IssuerWithdrawn { since: 1 });
        }
        // It is one withdrawal, made when it was made.
        assert_eq!(record(0).withdrawals.to_vec(), [Withdrawal { since: 1, at }]);
    });
}

#[test]
fn withdraw_accreditation_should_leave_alone_what_is_awarded_after_a_renewal() {
    build_and_execute(|| {
        let first = college();
        withdraw(0, 0);
        wait(1);
        renew(0, COLLEGE, scope(8));
        let second = issue(COLLEGE, 0, first.schema, &[105]);
        wait(1);
        let third = issue(COLLEGE, 0, first.schema, &[106]);
        withdraw(0, now());
        wait(1);
        renew(0, COLLEGE, scope(8));
        let fourth = issue(COLLEGE, 0, first.schema, &[107]);
        assert_eq!(first.standing(0), Standing::IssuerWithdrawn { since: 0 });
        assert_eq!(second.standing(0), Standing::Valid);
        assert_eq!(third.standing(0), Standing::IssuerWithdrawn { since: now() - DAY });
        assert_eq!(fourth.standing(0), Standing::Valid);
    });
}

#[test]
fn withdraw_accreditation_should_tell_the_earliest_slot_when_two_end_a_batch() {
    build_and_execute(|| {
        let class = college();
        wait(1);
        let late = issue(COLLEGE, 0, class.schema, &[105]);
        withdraw(0, now());
        wait(1);
        renew(0, COLLEGE, scope(8));
        wait(1);
        withdraw(0, 1);
        for class in [class, late] {
            assert_eq!(class.standing(0), Standing::IssuerWithdrawn { since: 1 });
        }
    });
}

#[test]
fn withdraw_accreditation_should_work_when_the_time_is_over() {
    build_and_execute(|| {
        let class = college();
        wait(ALL + 1);
        assert_eq!(class.standing(0), Standing::Valid);
        withdraw(0, 1);
        assert_eq!(class.standing(0), Standing::IssuerWithdrawn { since: 1 });
    });
}

#[test]
fn withdraw_accreditation_should_fail_when_the_people_do_not_call() {
    build_and_execute(|| {
        let issuer = accredit(COLLEGE);
        let child = delegate(COLLEGE, issuer, CAMPUS);
        for origin in
            [signed(COLLEGE), signed(APPEALS), RuntimeOrigin::root(), RuntimeOrigin::none()]
        {
            for issuer in [issuer, child] {
                let call = || Credentials::withdraw_accreditation(origin.clone(), issuer, 0);
                assert_noop!(call(), DispatchError::BadOrigin);
            }
        }
    });
}

#[test]
fn withdraw_accreditation_should_fail_when_there_is_no_such_issuer() {
    build_and_execute(|| {
        let call = || Credentials::withdraw_accreditation(signed(PEOPLE), 0, 0);
        assert_noop!(call(), Error::<Test>::UnknownIssuer);
    });
}

#[test]
fn withdraw_accreditation_should_fail_when_it_is_of_the_future() {
    build_and_execute(|| {
        accredit(COLLEGE);
        let call = |since| Credentials::withdraw_accreditation(signed(PEOPLE), 0, since);
        assert_noop!(call(now() + 1), Error::<Test>::SinceInFuture);
        assert_ok!(call(now()));
    });
}

#[test]
fn withdraw_accreditation_should_fail_when_it_is_withdrawn_since_then_already() {
    build_and_execute(|| {
        accredit(COLLEGE);
        wait(1);
        withdraw(0, 5);
        for since in [5, 6, now()] {
            let call = || Credentials::withdraw_accreditation(signed(PEOPLE), 0, since);
            assert_noop!(call(), Error::<Test>::AlreadyWithdrawn);
        }
        withdraw(0, 4);
    });
}
