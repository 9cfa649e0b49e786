use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;
use vaka_primitives::{Balance, CredentialCheck, Requirement};

fn try_request(who: AccountId, purpose: Purpose, amount: Balance) -> sp_runtime::DispatchResult {
    Credentials::request_unstake(signed(who), purpose, amount)
}

#[test]
fn request_unstake_should_let_money_leave_after_thirty_days() {
    build_and_execute(|| {
        let (class, purpose) = practising();
        assert_ok!(try_request(OUTSIDER, purpose, 30 * UNIT));
        let from = now() + 30 * DAY;
        last_event(Event::UnstakeRequested { who: OUTSIDER, purpose, from });
        // It is on hold as before.
        assert_eq!(held(HoldReason::Stake, OUTSIDER), 100 * UNIT);
        let record = Stakes::<Test>::get(practice(OUTSIDER, class.schema)).expect("a stake");
        let leaving = Some(Leaving { amount: 30 * UNIT, from });
        assert_eq!(record, Stake { held_at: OUTSIDER, amount: 100 * UNIT, leaving });
    });
}

#[test]
fn request_unstake_should_add_to_the_first_and_begin_anew() {
    build_and_execute(|| {
        let issuer = accredit(COLLEGE);
        let purpose = Purpose::Issuer(issuer);
        stake(COLLEGE, purpose, 10 * UNIT);
        request_unstake(COLLEGE, purpose, 4 * UNIT);
        wait(29);
        request_unstake(COLLEGE, purpose, 6 * UNIT);
        let record = Stakes::<Test>::get(StakeKey::Issuer(issuer)).expect("a stake");
        let leaving = Leaving { amount: 10 * UNIT, from: now() + 30 * DAY };
        assert_eq!(record.leaving, Some(leaving));
    });
}

#[test]
fn request_unstake_should_count_against_requirements_at_once() {
    build_and_execute(|| {
        let (class, purpose) = practising();
        let requirement = Requirement { schema: class.schema, stake: 70 * UNIT };
        request_unstake(OUTSIDER, purpose, 30 * UNIT);
        assert!(Credentials::meets(OUTSIDER, requirement));
        request_unstake(OUTSIDER, purpose, 1);
        assert!(!Credentials::meets(OUTSIDER, requirement));
    });
}

#[test]
fn request_unstake_should_not_mind_challenges_and_engagements() {
    build_and_execute(|| {
        let (class, purpose) = practising();
        let requirement = Requirement { schema: class.schema, stake: UNIT };
        assert_ok!(Credentials::engage(&OUTSIDER, &requirement));
        challenge(CHALLENGER, &class, 0);
        assert_ok!(try_request(OUTSIDER, purpose, 100 * UNIT));
    });
}

#[test]
fn request_unstake_should_fail_when_nobody_signed() {
    build_and_execute(|| {
        let (_, purpose) = practising();
        let done = || Credentials::request_unstake(RuntimeOrigin::none(), purpose, UNIT);
        assert_noop!(done(), DispatchError::BadOrigin);
    });
}

#[test]
fn request_unstake_should_fail_when_there_is_no_such_issuer() {
    build_and_execute(|| {
        let done = || try_request(COLLEGE, Purpose::Issuer(7), UNIT);
        assert_noop!(done(), Error::<Test>::UnknownIssuer);
    });
}

#[test]
fn request_unstake_should_fail_when_another_acts_for_the_issuer() {
    build_and_execute(|| {
        let issuer = accredit(COLLEGE);
        stake(COLLEGE, Purpose::Issuer(issuer), UNIT);
        let done = || try_request(COLLEGE, Purpose::Issuer(issuer), UNIT);
        assert_ok!(Credentials::set_issuer_account(signed(COLLEGE), issuer, CAMPUS));
        assert_noop!(done(), Error::<Test>::NotIssuerAccount);
    });
}

#[test]
fn request_unstake_should_fail_when_no_award_of_the_schema_is_bound() {
    build_and_execute(|| {
        let (_, purpose) = practising();
        assert_noop!(try_request(STRANGER, purpose, UNIT), Error::<Test>::NotBound);
        assert_noop!(try_request(OUTSIDER, Purpose::Practice(9), UNIT), Error::<Test>::NotBound);
    });
}

#[test]
fn request_unstake_should_fail_when_nothing_is_staked() {
    build_and_execute(|| {
        let class = bound();
        assert_noop!(
            try_request(OUTSIDER, Purpose::Practice(class.schema), UNIT),
            Error::<Test>::NoStake
        );
        assert_noop!(
            try_request(COLLEGE, Purpose::Issuer(class.issuer), UNIT),
            Error::<Test>::NoStake
        );
    });
}

#[test]
fn request_unstake_should_fail_when_less_is_staked_and_not_leaving() {
    build_and_execute(|| {
        let (_, purpose) = practising();
        let done = || try_request(OUTSIDER, purpose, 100 * UNIT + 1);
        assert_noop!(done(), Error::<Test>::NotSoMuchStaked);
        request_unstake(OUTSIDER, purpose, 60 * UNIT);
        let done = || try_request(OUTSIDER, purpose, 40 * UNIT + 1);
        assert_noop!(done(), Error::<Test>::NotSoMuchStaked);
        assert_ok!(try_request(OUTSIDER, purpose, 40 * UNIT));
    });
}

#[test]
fn request_unstake_should_fail_when_nothing_is_asked_for_or_too_little_would_remain() {
    build_and_execute(|| {
        let (_, purpose) = practising();
        for amount in [0, 99 * UNIT + 1, 100 * UNIT - 1] {
            let done = || try_request(OUTSIDER, purpose, amount);
            assert_noop!(done(), Error::<Test>::StakeTooSmall);
        }
        assert_ok!(try_request(OUTSIDER, purpose, 99 * UNIT));
    });
}
