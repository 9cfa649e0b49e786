use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;
use vaka_primitives::{CredentialCheck, Requirement};

fn try_withdraw(who: AccountId, purpose: Purpose) -> sp_runtime::DispatchResult {
    Credentials::withdraw_stake(signed(who), purpose)
}

#[test]
fn withdraw_stake_should_pay_out_what_was_asked_for() {
    build_and_execute(|| {
        let (class, purpose) = practising();
        let before = free(OUTSIDER);
        request_unstake(OUTSIDER, purpose, 30 * UNIT);
        wait(30);
        assert_ok!(try_withdraw(OUTSIDER, purpose));
        last_event(Event::StakeWithdrawn { who: OUTSIDER, purpose, amount: 30 * UNIT });
        assert_eq!(free(OUTSIDER), before + 30 * UNIT);
        stake_is(practice(OUTSIDER, class.schema), 70 * UNIT, 0);
    });
}

#[test]
fn withdraw_stake_should_leave_nothing_when_all_was_asked_for() {
    build_and_execute(|| {
        let issuer = accredit(COLLEGE);
        let purpose = Purpose::Issuer(issuer);
        stake(COLLEGE, purpose, 30 * UNIT);
        request_unstake(COLLEGE, purpose, 30 * UNIT);
        wait(30);
        assert_ok!(try_withdraw(COLLEGE, purpose));
        assert_eq!(free(COLLEGE), ENDOWMENT);
        assert!(!Stakes::<Test>::contains_key(StakeKey::Issuer(issuer)));
    });
}

#[test]
fn withdraw_stake_should_pay_the_account_that_acts_now() {
    build_and_execute(|| {
        let issuer = accredit(COLLEGE);
        let purpose = Purpose::Issuer(issuer);
        stake(COLLEGE, purpose, 30 * UNIT);
        request_unstake(COLLEGE, purpose, 10 * UNIT);
        // An account that does not exist yet.
        assert_ok!(Credentials::set_issuer_account(signed(COLLEGE), issuer, 77));
        wait(30);
        assert_ok!(try_withdraw(77, purpose));
        assert_eq!(free(77), 10 * UNIT);
        // The rest stays where it was staked.
        assert_eq!(held(HoldReason::Stake, COLLEGE), 20 * UNIT);
        assert_eq!(money(COLLEGE), ENDOWMENT - 10 * UNIT);
        stake_is(StakeKey::Issuer(issuer), 20 * UNIT, 0);
    });
}

#[test]
fn withdraw_stake_should_not_ask_whether_the_award_or_the_issuer_is_in_force() {
    build_and_execute(|| {
        let (class, purpose) = practising();
        let issuer = Purpose::Issuer(class.issuer);
        stake(COLLEGE, issuer, UNIT);
        assert_ok!(class.revoke(COLLEGE, &[0]));
        assert_ok!(Credentials::withdraw_accreditation(signed(PEOPLE), class.issuer, 1));
        request_unstake(OUTSIDER, purpose, 100 * UNIT);
        request_unstake(COLLEGE, issuer, UNIT);
        wait(30);
        assert_ok!(try_withdraw(OUTSIDER, purpose));
        assert_ok!(try_withdraw(COLLEGE, issuer));
        assert_eq!(Stakes::<Test>::iter().count(), 0);
    });
}

#[test]
fn withdraw_stake_should_fail_when_nobody_signed() {
    build_and_execute(|| {
        let (_, purpose) = practising();
        let done = || Credentials::withdraw_stake(RuntimeOrigin::root(), purpose);
        assert_noop!(done(), DispatchError::BadOrigin);
    });
}

#[test]
fn withdraw_stake_should_fail_when_there_is_no_such_issuer() {
    build_and_execute(|| {
        assert_noop!(try_withdraw(COLLEGE, Purpose::Issuer(3)), Error::<Test>::UnknownIssuer);
    });
}

#[test]
fn withdraw_stake_should_fail_when_another_acts_for_the_issuer() {
    build_and_execute(|| {
        let issuer = accredit(COLLEGE);
        let purpose = Purpose::Issuer(issuer);
        stake(COLLEGE, purpose, UNIT);
        request_unstake(COLLEGE, purpose, UNIT);
        wait(30);
        assert_noop!(try_withdraw(STRANGER, purpose), Error::<Test>::NotIssuerAccount);
        assert_ok!(Credentials::set_issuer_account(signed(PEOPLE), issuer, CAMPUS));
        assert_noop!(try_withdraw(COLLEGE, purpose), Error::<Test>::NotIssuerAccount);
    });
}

#[test]
fn withdraw_stake_should_fail_when_no_award_of_the_schema_is_bound() {
    build_and_execute(|| {
        let (_, purpose) = practising();
        assert_noop!(try_withdraw(STRANGER, purpose), Error::<Test>::NotBound);
        assert_noop!(try_withdraw(OUTSIDER, Purpose::Practice(9)), Error::<Test>::NotBound);
    });
}

#[test]
fn withdraw_stake_should_fail_when_nothing_is_staked() {
    build_and_execute(|| {
        let class = bound();
        assert_noop!(
            try_withdraw(OUTSIDER, Purpose::Practice(class.schema)),
            Error::<Test>::NoStake
        );
        assert_noop!(try_withdraw(COLLEGE, Purpose::Issuer(class.issuer)), Error::<Test>::NoStake);
    });
}

#[test]
fn withdraw_stake_should_fail_when_nothing_was_asked_for() {
    build_and_execute(|| {
        let (_, purpose) = practising();
        wait(30);
        assert_noop!(try_withdraw(OUTSIDER, purpose), Error::<Test>::NothingLeaving);
        request_unstake(OUTSIDER, purpose, UNIT);
        wait(30);
        assert_ok!(try_withdraw(OUTSIDER, purpose));
        assert_noop!(try_withdraw(OUTSIDER, purpose), Error::<Test>::NothingLeaving);
    });
}

#[test]
fn withdraw_stake_should_fail_when_it_is_too_early() {
    build_and_execute(|| {
        let (_, purpose) = practising();
        request_unstake(OUTSIDER, purpose, UNIT);
        let from = now() + 30 * DAY;
        System::set_block_number(from - 1);
        assert_noop!(try_withdraw(OUTSIDER, purpose), Error::<Test>::TooEarly);
        // A second request begins anew.
        request_unstake(OUTSIDER, purpose, UNIT);
        System::set_block_number(from);
        assert_noop!(try_withdraw(OUTSIDER, purpose), Error::<Test>::TooEarly);
        System::set_block_number(from + 30 * DAY - 1);
        assert_ok!(try_withdraw(OUTSIDER, purpose));
        has_event(Event::StakeWithdrawn { who: OUTSIDER, purpose, amount: 2 * UNIT });
    });
}

#[test]
fn withdraw_stake_should_fail_while_an_award_is_challenged() {
    build_and_execute(|| {
        let (first, purpose) = practising();
        let campus = delegate(COLLEGE, first.issuer, CAMPUS);
        set_key(campus, CAMPUS, 2);
        let second = issue(CAMPUS, campus, first.schema, &[60]);
        let above = Purpose::Issuer(first.issuer);
        let below = Purpose::Issuer(campus);
        let stakes = [(OUTSIDER, purpose), (COLLEGE, above), (CAMPUS, below)];
        stake(COLLEGE, above, UNIT);
        stake(CAMPUS, below, UNIT);
        for (who, purpose) in stakes {
            request_unstake(who, purpose, UNIT);
        }
        wait(30);
        // A challenge of the campus's award locks the stakes of the campus and of the college.
        let doubt = challenge(CHALLENGER, &second, 0);
        for (who, purpose) in &stakes[1..] {
            assert_noop!(try_withdraw(*who, *purpose), Error::<Test>::StakeChallenged);
        }
        rule(doubt, false);
        // A challenge of the college's award locks its stake, and the holder's.
        let doubt = challenge(CHALLENGER, &first, 0);
        for (who, purpose) in &stakes[..2] {
            assert_noop!(try_withdraw(*who, *purpose), Error::<Test>::StakeChallenged);
        }
        assert_ok!(try_withdraw(CAMPUS, below));
        rule(doubt, false);
        // Another's award is no reason for the holder's stake to stay.
        challenge(CHALLENGER, &first, 1);
        assert_ok!(try_withdraw(OUTSIDER, purpose));
        assert_noop!(try_withdraw(COLLEGE, above), Error::<Test>::StakeChallenged);
    });
}

#[test]
fn withdraw_stake_should_fail_while_the_award_is_engaged() {
    build_and_execute(|| {
        let (class, purpose) = practising();
        let requirement = Requirement { schema: class.schema, stake: UNIT };
        let works = [0; 2].map(|_| Credentials::engage(&OUTSIDER, &requirement).expect("met"));
        request_unstake(OUTSIDER, purpose, 100 * UNIT);
        wait(30);
        for work in works {
            assert_noop!(try_withdraw(OUTSIDER, purpose), Error::<Test>::Engaged);
            Credentials::release(work);
        }
        assert_ok!(try_withdraw(OUTSIDER, purpose));
    });
}
