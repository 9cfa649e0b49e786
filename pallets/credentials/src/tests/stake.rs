use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{DispatchError, TokenError};
use vaka_primitives::Balance;

#[test]
fn stake_should_put_money_on_hold_behind_a_practice() {
    build_and_execute(|| {
        let class = bound();
        let purpose = Purpose::Practice(class.schema);
        assert_ok!(Credentials::stake(signed(OUTSIDER), purpose, UNIT));
        last_event(Event::Staked { who: OUTSIDER, purpose, amount: UNIT });
        assert_eq!(held(HoldReason::Stake, OUTSIDER), UNIT);
        let record = Stakes::<Test>::get(practice(OUTSIDER, class.schema)).expect("a stake");
        assert_eq!(record, Stake { held_at: OUTSIDER, amount: UNIT, leaving: None });
    });
}

#[test]
fn stake_should_put_money_on_hold_behind_an_issuer() {
    build_and_execute(|| {
        let college = accredit(COLLEGE);
        let campus = delegate(COLLEGE, college, CAMPUS);
        for (issuer, who) in [(college, COLLEGE), (campus, CAMPUS)] {
            let purpose = Purpose::Issuer(issuer);
            assert_ok!(Credentials::stake(signed(who), purpose, 5 * UNIT));
            last_event(Event::Staked { who, purpose, amount: 5 * UNIT });
            assert_eq!(held(HoldReason::Stake, who), 5 * UNIT);
            stake_is(StakeKey::Issuer(issuer), 5 * UNIT, 0);
        }
    });
}

#[test]
fn stake_should_add_any_amount_to_what_there_is() {
    build_and_execute(|| {
        let (class, purpose) = practising();
        request_unstake(OUTSIDER, purpose, 40 * UNIT);
        assert_ok!(Credentials::stake(signed(OUTSIDER), purpose, 1));
        // What is leaving goes on leaving.
        stake_is(practice(OUTSIDER, class.schema), 100 * UNIT + 1, 40 * UNIT);
        assert_eq!(held(HoldReason::Stake, OUTSIDER), 100 * UNIT + 1);
    });
}

#[test]
fn stake_should_move_all_of_it_to_the_account_that_acts_now() {
    build_and_execute(|| {
        let issuer = accredit(COLLEGE);
        let purpose = Purpose::Issuer(issuer);
        stake(COLLEGE, purpose, 20 * UNIT);
        request_unstake(COLLEGE, purpose, 5 * UNIT);
        assert_ok!(Credentials::set_issuer_account(signed(COLLEGE), issuer, CAMPUS));
        stake(CAMPUS, purpose, UNIT);
        assert_eq!(held(HoldReason::Stake, COLLEGE), 0);
        assert_eq!(held(HoldReason::Stake, CAMPUS), 21 * UNIT);
        assert_eq!((money(COLLEGE), money(CAMPUS)), (ENDOWMENT - 20 * UNIT, ENDOWMENT + 20 * UNIT));
        stake_is(StakeKey::Issuer(issuer), 21 * UNIT, 5 * UNIT);
        let record = Stakes::<Test>::get(StakeKey::Issuer(issuer)).expect("a stake");
        assert_eq!(record.held_at, CAMPUS);
    });
}

#[test]
fn stake_should_fail_when_nobody_signed() {
    build_and_execute(|| {
        let issuer = accredit(COLLEGE);
        let done = || Credentials::stake(RuntimeOrigin::root(), Purpose::Issuer(issuer), UNIT);
        assert_noop!(done(), DispatchError::BadOrigin);
    });
}

#[test]
fn stake_should_fail_when_there_is_no_such_issuer() {
    build_and_execute(|| {
        let done = || Credentials::stake(signed(COLLEGE), Purpose::Issuer(0), UNIT);
        assert_noop!(done(), Error::<Test>::UnknownIssuer);
    });
}

#[test]
fn stake_should_fail_when_another_acts_for_the_issuer() {
    build_and_execute(|| {
        let issuer = accredit(COLLEGE);
        let child = delegate(COLLEGE, issuer, CAMPUS);
        // One above is another, too.
        for (who, issuer) in [(STRANGER, issuer), (CAMPUS, issuer), (COLLEGE, child)] {
            let done = || Credentials::stake(signed(who), Purpose::Issuer(issuer), UNIT);
            assert_noop!(done(), Error::<Test>::NotIssuerAccount);
        }
    });
}

#[test]
fn stake_should_fail_when_no_award_of_the_schema_is_bound() {
    build_and_execute(|| {
        let class = bound();
        let other = register(COLLEGE, Some(class.issuer), 2);
        for (who, schema) in [(STRANGER, class.schema), (OUTSIDER, other), (OUTSIDER, 99)] {
            let done = || Credentials::stake(signed(who), Purpose::Practice(schema), UNIT);
            assert_noop!(done(), Error::<Test>::NotBound);
        }
    });
}

#[test]
fn stake_should_fail_when_it_is_too_small() {
    build_and_execute(|| {
        let class = bound();
        let purpose = Purpose::Practice(class.schema);
        for amount in [0, 1, UNIT - 1] {
            let done = || Credentials::stake(signed(OUTSIDER), purpose, amount);
            assert_noop!(done(), Error::<Test>::StakeTooSmall);
        }
        stake(OUTSIDER, purpose, UNIT);
        let done = || Credentials::stake(signed(OUTSIDER), purpose, 0);
        assert_noop!(done(), Error::<Test>::StakeTooSmall);
    });
}

#[test]
fn stake_should_fail_when_the_sum_would_be_too_large() {
    build_and_execute(|| {
        let (_, purpose) = practising();
        let done = || Credentials::stake(signed(OUTSIDER), purpose, Balance::MAX);
        assert_noop!(done(), Error::<Test>::NumbersExhausted);
    });
}

#[test]
fn stake_should_fail_when_the_balance_is_too_low() {
    build_and_execute(|| {
        let class = bound();
        let purpose = Purpose::Practice(class.schema);
        let done = || Credentials::stake(signed(OUTSIDER), purpose, ENDOWMENT);
        assert_noop!(done(), TokenError::FundsUnavailable);
        // Nor does the money of the account before move then.
        let purpose = Purpose::Issuer(class.issuer);
        stake(COLLEGE, purpose, UNIT);
        assert_ok!(Credentials::set_issuer_account(signed(COLLEGE), class.issuer, CAMPUS));
        let done = || Credentials::stake(signed(CAMPUS), purpose, 2 * ENDOWMENT);
        assert_noop!(done(), TokenError::FundsUnavailable);
    });
}
