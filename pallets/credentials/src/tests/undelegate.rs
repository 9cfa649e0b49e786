use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;

#[test]
fn undelegate_should_stop_the_child_and_those_below_it() {
    build_and_execute(|| {
        let issuers = branches();
        let [college, campus, room, tutor] = issuers;
        let schema = register(COLLEGE, Some(college), 3);
        let before = issue(ROOM, room, schema, &[100]);
        assert_ok!(Credentials::undelegate(signed(COLLEGE), campus));
        last_event(Event::IssuingUndelegated { child: campus });
        for (issuer, who) in [(campus, CAMPUS), (room, ROOM), (tutor, TUTOR)] {
            let next = class(issuer, schema, &[101]);
            assert_noop!(next.issue(who, None), Error::<Test>::NotAccredited);
        }
        assert!(!Credentials::issuer(room).expect("known").accredited);
        // What they awarded stays valid, and the issuer above goes on.
        assert_eq!(before.standing(0), Standing::Valid);
        issue(COLLEGE, college, schema, &[101]);
        // The deposit stays: the issuer is stored for ever.
        assert_eq!(held(HoldReason::Deposit, COLLEGE), 3 * DEPOSIT);
    });
}

#[test]
fn undelegate_should_be_any_issuers_above() {
    for who in [COLLEGE, CAMPUS, ROOM] {
        build_and_execute(|| {
            let [.., room, tutor] = branches();
            assert_ok!(Credentials::undelegate(signed(who), tutor));
            last_event(Event::IssuingUndelegated { child: tutor });
            assert!(record(tutor).undelegated);
            assert!(!record(room).undelegated);
        });
    }
}

#[test]
fn undelegate_should_work_when_the_accreditation_is_over() {
    build_and_execute(|| {
        let [college, campus, room, _] = branches();
        withdraw(college, now());
        wait(ALL + 1);
        undelegate(COLLEGE, campus);
        undelegate(CAMPUS, room);
        assert!(record(campus).undelegated && record(room).undelegated);
    });
}

#[test]
fn undelegate_should_not_be_undone_by_a_renewal() {
    build_and_execute(|| {
        let [college, campus, ..] = branches();
        let schema = register(COLLEGE, Some(college), 3);
        undelegate(COLLEGE, campus);
        renew(college, COLLEGE, scope(8));
        let next = class(campus, schema, &[100]);
        assert_noop!(next.issue(CAMPUS, None), Error::<Test>::NotAccredited);
        // A new delegation makes a new issuer.
        let anew = delegate(COLLEGE, college, CAMPUS);
        set_key(anew, CAMPUS, 9);
        issue(CAMPUS, anew, schema, &[100]);
    });
}

#[test]
fn undelegate_should_fail_when_it_is_not_signed() {
    build_and_execute(|| {
        let [_, campus, ..] = branches();
        for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
            assert_noop!(Credentials::undelegate(origin, campus), DispatchError::BadOrigin);
        }
    });
}

#[test]
fn undelegate_should_fail_when_there_is_no_such_issuer() {
    build_and_execute(|| {
        let call = || Credentials::undelegate(signed(COLLEGE), 0);
        assert_noop!(call(), Error::<Test>::UnknownIssuer);
    });
}

#[test]
fn undelegate_should_fail_when_the_caller_is_not_above() {
    build_and_execute(|| {
        let [college, campus, room, _] = branches();
        // Not itself, not one below, not the people; and nobody is above the people's issuer.
        for (who, child) in [
            (CAMPUS, campus),
            (ROOM, campus),
            (TUTOR, room),
            (PEOPLE, campus),
            (STRANGER, room),
            (COLLEGE, college),
        ] {
            let call = || Credentials::undelegate(signed(who), child);
            assert_noop!(call(), Error::<Test>::NotAbove);
        }
    });
}

#[test]
fn undelegate_should_fail_when_the_delegation_has_ended() {
    build_and_execute(|| {
        let [_, _, room, _] = branches();
        undelegate(CAMPUS, room);
        for who in [COLLEGE, CAMPUS] {
            let call = || Credentials::undelegate(signed(who), room);
            assert_noop!(call(), Error::<Test>::AlreadyUndelegated);
        }
    });
}
