//! Attacks on stakes: to save one's own, to take another's, or to lock it.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use vaka_primitives::Balance;

/// The stakes of [`staked_class`]: the college's and the outsider's.
fn stakes(class: &Class) -> [Balance; 2] {
    [StakeKey::Issuer(class.issuer), practice(OUTSIDER, class.schema)].map(staked)
}

#[test]
fn stake_should_not_leave_before_a_challenge_that_somebody_prepares() {
    build_and_execute(|| {
        let (class, purpose) = practising();
        request_unstake(OUTSIDER, purpose, 100 * UNIT);
        // The challenge comes in the last slot.
        System::set_block_number(now() + 30 * DAY - 1);
        let challenge = challenge(CHALLENGER, &class, 0);
        wait(60);
        let withdraw = || Credentials::withdraw_stake(signed(OUTSIDER), purpose);
        assert_noop!(withdraw(), Error::<Test>::StakeChallenged);
        rule(challenge, true);
        assert_ok!(withdraw());
        assert_eq!(money(OUTSIDER), ENDOWMENT - 50 * UNIT);
    });
}

#[test]
fn stake_should_answer_until_it_is_withdrawn_and_not_only_for_thirty_days() {
    build_and_execute(|| {
        let (class, _) = staked_class();
        request_unstake(COLLEGE, Purpose::Issuer(class.issuer), 40 * UNIT);
        wait(300);
        rule(challenge(CHALLENGER, &class, 0), true);
        assert_eq!(stakes(&class), [20 * UNIT, 50 * UNIT]);
    });
}

#[test]
fn challenge_of_oneself_should_cost_half_of_what_is_slashed() {
    for (who, accomplices) in [(OUTSIDER, [OUTSIDER, COLLEGE]), (COLLEGE, [COLLEGE, OUTSIDER])] {
        build_and_execute(|| {
            let (class, _) = staked_class();
            let have = || accomplices.map(money).into_iter().sum::<Balance>();
            let (before, staked) = (have(), stakes(&class).into_iter().sum::<Balance>());
            rule(challenge(who, &class, 0), true);
            let slashed = staked - stakes(&class).into_iter().sum::<Balance>();
            assert_eq!((slashed, before - have()), (70 * UNIT, 35 * UNIT));
        });
    }
}

#[test]
fn challenge_of_oneself_should_cost_half_at_least_however_it_is_rounded() {
    for amount in [1_001, 1_002, 1_003, 1_006] {
        build_and_execute(|| {
            let class = bound();
            stake(OUTSIDER, Purpose::Practice(class.schema), amount);
            let before = money(OUTSIDER);
            rule(challenge(OUTSIDER, &class, 0), true);
            let slashed = amount - staked(practice(OUTSIDER, class.schema));
            assert!(2 * slashed >= amount);
            assert!(2 * (before - money(OUTSIDER)) >= slashed);
        });
    }
}

#[test]
fn friends_who_challenge_the_same_award_should_slash_it_once() {
    build_and_execute(|| {
        let (class, _) = staked_class();
        let friends = [CHALLENGER, STRANGER, CHALLENGER, TUTOR];
        let challenges = friends.map(|who| challenge(who, &class, 0));
        for challenge in challenges {
            rule(challenge, true);
            assert_eq!(stakes(&class), [20 * UNIT, 50 * UNIT]);
            check();
        }
        // All have their bonds back. The first one has the reward.
        let have = [CHALLENGER, STRANGER, TUTOR].map(free);
        assert_eq!(have, [ENDOWMENT + 35 * UNIT, ENDOWMENT, ENDOWMENT]);
        let record = Issuers::<Test>::get(class.issuer).expect("known");
        assert_eq!((record.upheld, record.revoked), (1, 1));
        // Nobody can challenge it again.
        let Award { issuer, sequence, index } = class.award(0);
        let again = || Credentials::challenge(signed(STRANGER), issuer, sequence, index, [0; 32]);
        assert_noop!(again(), Error::<Test>::Revoked);
    });
}

#[test]
fn friends_should_slash_once_though_others_were_rejected_or_never_heard() {
    build_and_execute(|| {
        let (class, _) = staked_class();
        let challenges = [0; 4].map(|_| challenge(CHALLENGER, &class, 0));
        rule(challenges[0], false);
        assert_eq!(stakes(&class), [40 * UNIT, 100 * UNIT]);
        rule(challenges[1], true);
        wait(90);
        assert_ok!(Credentials::close_challenge(signed(STRANGER), challenges[2]));
        rule(challenges[3], true);
        assert_eq!(stakes(&class), [20 * UNIT, 50 * UNIT]);
        assert_eq!(Challenged::<Test>::iter().count(), 0);
    });
}

#[test]
fn issuer_should_not_save_its_stake_by_a_revocation() {
    build_and_execute(|| {
        let (class, _) = staked_class();
        let challenge = challenge(CHALLENGER, &class, 0);
        assert_ok!(class.revoke(COLLEGE, &[0]));
        rule(challenge, true);
        assert_eq!(stakes(&class), [20 * UNIT, 50 * UNIT]);
        let record = Issuers::<Test>::get(class.issuer).expect("known");
        assert_eq!((record.revoked, record.upheld), (1, 1));
    });
}

#[test]
fn issuer_should_not_save_its_stake_by_another_account() {
    build_and_execute(|| {
        let (class, _) = staked_class();
        let purpose = Purpose::Issuer(class.issuer);
        request_unstake(COLLEGE, purpose, 40 * UNIT);
        let challenge = challenge(CHALLENGER, &class, 0);
        assert_ok!(Credentials::set_issuer_account(signed(COLLEGE), class.issuer, CAMPUS));
        wait(30);
        let withdraw = || Credentials::withdraw_stake(signed(CAMPUS), purpose);
        assert_noop!(withdraw(), Error::<Test>::StakeChallenged);
        rule(challenge, true);
        assert_eq!(stakes(&class), [20 * UNIT, 50 * UNIT]);
        assert_ok!(withdraw());
    });
}

#[test]
fn issuer_above_should_not_save_its_stake_by_the_end_of_a_delegation() {
    build_and_execute(|| {
        let (first, _) = staked_class();
        let campus = delegate(COLLEGE, first.issuer, CAMPUS);
        set_key(campus, CAMPUS, 2);
        let class = issue(CAMPUS, campus, first.schema, &[60]);
        let challenge = challenge(CHALLENGER, &class, 0);
        assert_ok!(Credentials::undelegate(signed(COLLEGE), campus));
        assert_ok!(Credentials::withdraw_accreditation(signed(PEOPLE), first.issuer, now()));
        rule(challenge, true);
        assert_eq!(stakes(&first), [20 * UNIT, 100 * UNIT]);
    });
}

#[test]
fn binding_should_not_move_while_a_stake_is_behind_it() {
    build_and_execute(|| {
        let (class, _) = practising();
        let challenge = challenge(CHALLENGER, &class, 0);
        assert_noop!(Credentials::unbind(signed(OUTSIDER), class.schema), Error::<Test>::Staked);
        // Not to another account of the same person, nor to another award.
        assert_noop!(class.bind(STRANGER, 0), Error::<Test>::BoundByOther);
        assert_noop!(class.bind(OUTSIDER, 1), Error::<Test>::AlreadyBound);
        rule(challenge, true);
        stake_is(practice(OUTSIDER, class.schema), 50 * UNIT, 0);
    });
}

#[test]
fn holder_should_not_bind_another_award_before_the_ruling() {
    build_and_execute(|| {
        let (class, _) = practising();
        let challenges = [0; 2].map(|_| challenge(CHALLENGER, &class, 0));
        // The issuer helps, and a second award waits.
        for end in [Class::suspend as fn(&_, _, &_) -> _, Class::revoke] {
            assert_ok!(end(&class, COLLEGE, &[0]));
            assert_noop!(class.bind(OUTSIDER, 1), Error::<Test>::AwardChallenged);
        }
        rule(challenges[0], true);
        stake_is(practice(OUTSIDER, class.schema), 50 * UNIT, 0);
        // The second challenge takes nothing more, but it is open.
        assert_noop!(class.bind(OUTSIDER, 1), Error::<Test>::AwardChallenged);
        rule(challenges[1], true);
        assert_ok!(class.bind(OUTSIDER, 1));
        stake_is(practice(OUTSIDER, class.schema), 50 * UNIT, 0);
    });
}

#[test]
fn stake_should_not_be_locked_for_ever_by_a_challenge_that_nobody_hears() {
    build_and_execute(|| {
        let (class, purpose) = staked_class();
        let issuer = Purpose::Issuer(class.issuer);
        request_unstake(OUTSIDER, purpose, 100 * UNIT);
        request_unstake(COLLEGE, issuer, 40 * UNIT);
        let challenges = [0; 3].map(|_| challenge(CHALLENGER, &class, 0));
        wait(90);
        // The challenger pays for the delay. Anyone ends it.
        let before = money(TREASURY);
        for challenge in challenges {
            assert_ok!(Credentials::close_challenge(signed(OUTSIDER), challenge));
        }
        assert_eq!(money(TREASURY), before + 30 * UNIT);
        assert_eq!(money(CHALLENGER), ENDOWMENT - 30 * UNIT);
        assert_ok!(Credentials::withdraw_stake(signed(OUTSIDER), purpose));
        assert_ok!(Credentials::withdraw_stake(signed(COLLEGE), issuer));
        assert_eq!(Stakes::<Test>::iter().count(), 0);
    });
}

#[test]
fn issuer_should_pay_when_it_locks_the_stakes_of_others_by_challenging_itself() {
    build_and_execute(|| {
        let (class, purpose) = staked_class();
        request_unstake(OUTSIDER, purpose, 100 * UNIT);
        let challenge = challenge(COLLEGE, &class, 0);
        let before = money(COLLEGE);
        wait(30);
        let out = || Credentials::withdraw_stake(signed(OUTSIDER), purpose);
        assert_noop!(out(), Error::<Test>::StakeChallenged);
        wait(60);
        assert_ok!(Credentials::close_challenge(signed(STRANGER), challenge));
        assert_eq!(money(COLLEGE), before - 10 * UNIT);
        assert_ok!(out());
    });
}

#[test]
fn challenge_should_not_be_closed_by_its_challenger_who_fears_the_ruling() {
    build_and_execute(|| {
        let (class, _) = staked_class();
        let challenge = challenge(CHALLENGER, &class, 0);
        System::set_block_number(now() + 90 * DAY - 1);
        let close = || Credentials::close_challenge(signed(CHALLENGER), challenge);
        assert_noop!(close(), Error::<Test>::MayBeHeard);
        rule(challenge, false);
        assert_noop!(close(), Error::<Test>::UnknownChallenge);
        assert_eq!(money(CHALLENGER), ENDOWMENT - 10 * UNIT);
    });
}

#[test]
fn stake_on_hold_should_not_be_spent() {
    build_and_execute(|| {
        practising();
        let rest = free(OUTSIDER);
        let pay = |amount| Balances::transfer_allow_death(signed(OUTSIDER), STRANGER, amount);
        assert!(pay(rest + 1).is_err());
        assert_ok!(pay(rest - 1));
        assert_eq!(held(HoldReason::Stake, OUTSIDER), 100 * UNIT);
    });
}
