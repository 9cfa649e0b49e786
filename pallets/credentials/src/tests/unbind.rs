use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;
use vaka_primitives::{CredentialCheck, Requirement};

#[test]
fn unbind_should_unbind_the_award_and_return_the_deposit() {
    build_and_execute(|| {
        let class = bound();
        let (id, schema) = (holder(OUTSIDER), class.schema);
        assert_ok!(Credentials::unbind(signed(OUTSIDER), schema));
        last_event(Event::Unbound { who: OUTSIDER, schema });
        assert_eq!((free(OUTSIDER), held(HoldReason::Deposit, OUTSIDER)), (ENDOWMENT, 0));
        assert!(!Bindings::<Test>::contains_key(id, schema));
        assert!(!BoundBy::<Test>::contains_key(class.award(0)));
        // Nothing of the person remains.
        assert!(!Holders::<Test>::contains_key(id));
        assert!(!HolderOf::<Test>::contains_key(OUTSIDER));
    });
}

#[test]
fn unbind_should_leave_the_other_awards_as_they_are() {
    build_and_execute(|| {
        let class = bound();
        let other = register(COLLEGE, Some(class.issuer), 2);
        let other = issue(COLLEGE, class.issuer, other, &[100]);
        assert_ok!(other.bind(OUTSIDER, 0));
        assert_ok!(Credentials::unbind(signed(OUTSIDER), class.schema));
        let id = holder(OUTSIDER);
        assert_eq!(BoundBy::<Test>::get(other.award(0)), Some(id));
        assert_eq!(Holders::<Test>::get(id).expect("known").bound, 1);
        assert_eq!(held(HoldReason::Deposit, OUTSIDER), DEPOSIT);
    });
}

#[test]
fn unbind_should_let_a_member_bind_another_award_without_a_deposit() {
    build_and_execute(|| {
        TheRules::mutate(|rules| rules.free_bindings = 1);
        let class = college();
        let other = register(COLLEGE, Some(class.issuer), 2);
        let other = issue(COLLEGE, class.issuer, other, &[100]);
        assert_ok!(class.bind(MEMBER, 0));
        assert_noop!(other.bind(MEMBER, 0), sp_runtime::TokenError::FundsUnavailable);
        assert_ok!(Credentials::unbind(signed(MEMBER), class.schema));
        assert_ok!(other.bind(MEMBER, 0));
        let record = Holders::<Test>::get(holder(MEMBER)).expect("known");
        assert_eq!((record.bound, record.free, money(MEMBER)), (1, 1, 0));
    });
}

#[test]
fn unbind_should_let_the_award_be_bound_again() {
    build_and_execute(|| {
        let class = bound();
        assert_ok!(Credentials::unbind(signed(OUTSIDER), class.schema));
        assert_ok!(class.bind(STRANGER, 0));
        assert_eq!(BoundBy::<Test>::get(class.award(0)), Some(holder(STRANGER)));
    });
}

#[test]
fn unbind_should_unbind_what_is_revoked_or_challenged() {
    build_and_execute(|| {
        let class = bound();
        challenge(CHALLENGER, &class, 0);
        assert_ok!(class.revoke(COLLEGE, &[0]));
        assert_ok!(Credentials::unbind(signed(OUTSIDER), class.schema));
        assert_eq!(free(OUTSIDER), ENDOWMENT);
    });
}

#[test]
fn unbind_should_fail_when_nobody_signed() {
    build_and_execute(|| {
        let class = bound();
        let done = || Credentials::unbind(RuntimeOrigin::root(), class.schema);
        assert_noop!(done(), DispatchError::BadOrigin);
    });
}

#[test]
fn unbind_should_fail_when_no_award_of_the_schema_is_bound() {
    build_and_execute(|| {
        let class = bound();
        let other = register(COLLEGE, Some(class.issuer), 2);
        assert_noop!(Credentials::unbind(signed(OUTSIDER), other), Error::<Test>::NotBound);
        assert_noop!(Credentials::unbind(signed(STRANGER), class.schema), Error::<Test>::NotBound);
    });
}

#[test]
fn unbind_should_fail_while_a_stake_is_behind_the_award() {
    build_and_execute(|| {
        let (class, purpose) = practising();
        let refused = || {
            assert_noop!(
                Credentials::unbind(signed(OUTSIDER), class.schema),
                Error::<Test>::Staked
            );
        };
        refused();
        request_unstake(OUTSIDER, purpose, 100 * UNIT);
        refused();
        wait(30);
        refused();
        assert_ok!(Credentials::withdraw_stake(signed(OUTSIDER), purpose));
        assert_ok!(Credentials::unbind(signed(OUTSIDER), class.schema));
    });
}

#[test]
fn unbind_should_fail_while_the_award_is_engaged() {
    build_and_execute(|| {
        let class = bound();
        let requirement = Requirement { schema: class.schema, stake: 0 };
        let engagement = Credentials::engage(&OUTSIDER, &requirement).expect("met");
        let done = || Credentials::unbind(signed(OUTSIDER), class.schema);
        assert_noop!(done(), Error::<Test>::Engaged);
        assert_ok!(class.revoke(COLLEGE, &[0]));
        assert_noop!(done(), Error::<Test>::Engaged);
        Credentials::release(engagement);
        assert_ok!(done());
    });
}
