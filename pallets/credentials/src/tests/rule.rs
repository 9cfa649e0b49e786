use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{DispatchError, Permill};
use vaka_primitives::Balance;

/// The stakes that were slashed, with the amounts, in their order.
fn slashes() -> Vec<(StakeKey, Balance)> {
    let events = System::events().into_iter().filter_map(|record| match record.event {
        RuntimeEvent::Credentials(Event::Slashed { stake, amount }) => Some((stake, amount)),
        _ => None,
    });
    events.collect()
}

#[test]
fn rule_should_revoke_the_award_and_slash_the_stakes_when_it_upholds() {
    build_and_execute(|| {
        let (class, _) = staked_class();
        let challenge = challenge(CHALLENGER, &class, 0);
        let before = money(TREASURY);
        assert_ok!(Credentials::rule(signed(APPEALS), challenge, true));
        let Award { issuer, sequence, .. } = class.award(0);
        last_event(Event::ChallengeRuled { challenge, award: class.award(0), upheld: true });
        has_event(Event::Revoked { issuer, sequence, indexes: list(&[0]) });
        assert_eq!(class.standing(0), Standing::Revoked);
        assert_eq!(class.standing(1), Standing::Valid);
        // Half of each stake is taken. Half of that goes to the challenger, with the bond.
        let practice = practice(OUTSIDER, class.schema);
        let expected = [(StakeKey::Issuer(issuer), 20 * UNIT), (practice, 50 * UNIT)];
        assert_eq!(slashes(), expected);
        stake_is(StakeKey::Issuer(issuer), 20 * UNIT, 0);
        stake_is(practice, 50 * UNIT, 0);
        assert_eq!(free(CHALLENGER), ENDOWMENT + 35 * UNIT);
        assert_eq!(money(TREASURY), before + 35 * UNIT);
        // Nothing of the challenge remains.
        assert!(!Challenges::<Test>::contains_key(challenge));
        assert!(!Challenged::<Test>::contains_key(class.award(0)));
        let record = Issuers::<Test>::get(issuer).expect("known");
        assert_eq!((record.upheld, record.revoked, record.challenged), (1, 1, 0));
    });
}

#[test]
fn rule_should_slash_the_issuer_and_each_one_above_it() {
    build_and_execute(|| {
        let top = accredit_with_key(COLLEGE);
        let schema = register(COLLEGE, Some(top), 3);
        let middle = delegate(COLLEGE, top, CAMPUS);
        let bottom = delegate(CAMPUS, middle, ROOM);
        let sibling = delegate(CAMPUS, middle, TUTOR);
        set_key(middle, CAMPUS, 2);
        let class = issue(CAMPUS, middle, schema, &[1]);
        let stakes = [(top, COLLEGE), (middle, CAMPUS), (bottom, ROOM), (sibling, TUTOR)];
        for (issuer, who) in stakes {
            stake(who, Purpose::Issuer(issuer), 8 * UNIT);
        }
        rule(challenge(CHALLENGER, &class, 0), true);
        // Those below the issuer did not award it, nor did those beside it.
        let left = stakes.map(|(issuer, _)| staked(StakeKey::Issuer(issuer)) / UNIT);
        assert_eq!(left, [4, 4, 8, 8]);
        assert_eq!(free(CHALLENGER), ENDOWMENT + 4 * UNIT);
        // The award counts for the one who made it.
        let upheld = stakes.map(|(issuer, _)| Issuers::<Test>::get(issuer).expect("known").upheld);
        assert_eq!(upheld, [0, 1, 0, 0]);
    });
}

#[test]
fn rule_should_slash_no_practice_but_that_of_the_award() {
    build_and_execute(|| {
        let (class, _) = practising();
        let other = register(COLLEGE, Some(class.issuer), 2);
        assert_ok!(issue(COLLEGE, class.issuer, other, &[1]).bind(OUTSIDER, 0));
        stake(OUTSIDER, Purpose::Practice(other), UNIT);
        assert_ok!(class.bind(STRANGER, 1));
        stake(STRANGER, Purpose::Practice(class.schema), UNIT);
        rule(challenge(CHALLENGER, &class, 0), true);
        assert_eq!(slashes(), [(practice(OUTSIDER, class.schema), 50 * UNIT)]);
    });
}

#[test]
fn rule_should_slash_what_is_on_its_way_out() {
    build_and_execute(|| {
        let (class, purpose) = practising();
        request_unstake(OUTSIDER, purpose, 100 * UNIT);
        wait(100);
        rule(challenge(CHALLENGER, &class, 0), true);
        stake_is(practice(OUTSIDER, class.schema), 50 * UNIT, 50 * UNIT);
        assert_ok!(Credentials::withdraw_stake(signed(OUTSIDER), purpose));
        assert_eq!(money(OUTSIDER), ENDOWMENT - 50 * UNIT);
    });
}

#[test]
fn rule_should_take_first_what_is_not_on_its_way_out() {
    build_and_execute(|| {
        let (class, purpose) = practising();
        request_unstake(OUTSIDER, purpose, 20 * UNIT);
        rule(challenge(CHALLENGER, &class, 0), true);
        stake_is(practice(OUTSIDER, class.schema), 50 * UNIT, 20 * UNIT);
    });
}

#[test]
fn rule_should_round_for_the_treasury() {
    build_and_execute(|| {
        let class = bound();
        stake(OUTSIDER, Purpose::Practice(class.schema), UNIT + 1);
        let before = money(TREASURY);
        rule(challenge(CHALLENGER, &class, 0), true);
        // 501 of 1,001, and 250 of these.
        stake_is(practice(OUTSIDER, class.schema), 500, 0);
        assert_eq!(free(CHALLENGER), ENDOWMENT + 250);
        assert_eq!(money(TREASURY), before + 251);
    });
}

#[test]
fn rule_should_take_all_when_the_figures_say_so() {
    build_and_execute(|| {
        TheRules::mutate(|rules| rules.slash = Permill::one());
        let (class, purpose) = practising();
        request_unstake(OUTSIDER, purpose, 10 * UNIT);
        rule(challenge(CHALLENGER, &class, 0), true);
        assert_eq!(Stakes::<Test>::iter().count(), 0);
        assert_eq!(held(HoldReason::Stake, OUTSIDER), 0);
        // Nothing keeps the award bound.
        assert_ok!(Credentials::unbind(signed(OUTSIDER), class.schema));
        assert_eq!(money(OUTSIDER), ENDOWMENT - 100 * UNIT);
    });
}

#[test]
fn rule_should_revoke_when_nothing_is_staked() {
    build_and_execute(|| {
        let class = bound();
        rule(challenge(CHALLENGER, &class, 0), true);
        assert_eq!(slashes(), []);
        assert_eq!(class.standing(0), Standing::Revoked);
        assert_eq!((free(CHALLENGER), money(OUTSIDER)), (ENDOWMENT, ENDOWMENT));
    });
}

#[test]
fn rule_should_revoke_a_suspended_award_when_it_upholds() {
    build_and_execute(|| {
        let class = college();
        let challenge = challenge(CHALLENGER, &class, 0);
        assert_ok!(class.suspend(COLLEGE, &[0]));
        rule(challenge, true);
        assert_eq!(class.standing(0), Standing::Revoked);
        assert_noop!(class.reinstate(COLLEGE, &[0]), Error::<Test>::Revoked);
    });
}

#[test]
fn rule_should_give_the_bond_to_the_treasury_when_it_rejects() {
    build_and_execute(|| {
        let (class, _) = staked_class();
        let challenge = challenge(CHALLENGER, &class, 0);
        let before = money(TREASURY);
        assert_ok!(Credentials::rule(signed(APPEALS), challenge, false));
        last_event(Event::ChallengeRuled { challenge, award: class.award(0), upheld: false });
        assert_eq!(money(TREASURY), before + 10 * UNIT);
        assert_eq!(money(CHALLENGER), ENDOWMENT - 10 * UNIT);
        assert_eq!(held(HoldReason::Bond, CHALLENGER), 0);
        // The award and the stakes are as they were.
        assert_eq!(class.standing(0), Standing::Valid);
        assert_eq!(slashes(), []);
        stake_is(practice(OUTSIDER, class.schema), 100 * UNIT, 0);
        let record = Issuers::<Test>::get(class.issuer).expect("known");
        assert_eq!((record.upheld, record.revoked, record.challenged), (0, 0, 0));
        assert!(!Challenged::<Test>::contains_key(class.award(0)));
    });
}

#[test]
fn rule_should_end_one_challenge_of_several() {
    build_and_execute(|| {
        let class = college();
        let [first, second] = [CHALLENGER, STRANGER].map(|who| challenge(who, &class, 0));
        rule(first, false);
        assert_eq!(Challenged::<Test>::get(class.award(0)), Doubt { open: 1, upheld: false });
        assert_eq!(Issuers::<Test>::get(class.issuer).expect("known").challenged, 1);
        rule(second, true);
        assert_eq!(class.standing(0), Standing::Revoked);
        assert_eq!(free(STRANGER), ENDOWMENT);
    });
}

#[test]
fn rule_should_be_possible_at_any_time_until_somebody_closes_it() {
    build_and_execute(|| {
        let class = college();
        let challenge = challenge(CHALLENGER, &class, 0);
        wait(1_000);
        rule(challenge, true);
        assert_eq!(class.standing(0), Standing::Revoked);
    });
}

#[test]
fn rule_should_fail_when_appeals_did_not_rule() {
    build_and_execute(|| {
        let class = college();
        let challenge = challenge(CHALLENGER, &class, 0);
        for who in [COLLEGE, CHALLENGER, PEOPLE] {
            for upheld in [false, true] {
                let done = || Credentials::rule(signed(who), challenge, upheld);
                assert_noop!(done(), DispatchError::BadOrigin);
            }
        }
    });
}

#[test]
fn rule_should_fail_when_there_is_no_such_challenge() {
    build_and_execute(|| {
        let class = college();
        let done = || Credentials::rule(signed(APPEALS), 0, true);
        assert_noop!(done(), Error::<Test>::UnknownChallenge);
        rule(challenge(CHALLENGER, &class, 0), false);
        assert_noop!(done(), Error::<Test>::UnknownChallenge);
    });
}
