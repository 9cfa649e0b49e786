use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, traits::UnixTime};
use vaka_primitives::{Balance, CredentialCheck, Engagement, Requirement, SchemaId};

fn asks(schema: SchemaId, stake: Balance) -> Requirement {
    Requirement { schema, stake }
}

fn meets(who: AccountId, schema: SchemaId, stake: Balance) -> bool {
    let requirement = asks(schema, stake);
    let answer = <Credentials as CredentialCheck<_>>::meets(&who, &requirement);
    assert_eq!(Credentials::meets(who, requirement), answer, "the view says the same");
    answer
}

fn engaged(engagement: Engagement) -> u32 {
    let Engagement { holder, schema } = engagement;
    Bindings::<Test>::get(holder, schema).expect("bound").engaged
}

/// A schema of the college's that takes the place of the class's.
fn successor(class: &Class) -> SchemaId {
    let new = register(COLLEGE, Some(class.issuer), 3);
    assert_ok!(Credentials::supersede_schema(signed(COLLEGE), class.schema, new));
    new
}

#[test]
fn meets_should_ask_for_a_bound_award_of_the_schema() {
    build_and_execute(|| {
        let class = college();
        let other = register(COLLEGE, Some(class.issuer), 3);
        assert!(!meets(OUTSIDER, class.schema, 0));
        assert_ok!(class.bind(OUTSIDER, 0));
        assert!(meets(OUTSIDER, class.schema, 0));
        assert!(!meets(STRANGER, class.schema, 0));
        assert!(!meets(OUTSIDER, other, 0));
        assert!(!meets(OUTSIDER, 99, 0));
        assert_ok!(Credentials::unbind(signed(OUTSIDER), class.schema));
        assert!(!meets(OUTSIDER, class.schema, 0));
    });
}

#[test]
fn meets_should_ask_whether_the_award_is_valid_now() {
    build_and_execute(|| {
        let class = bound();
        let valid = || meets(OUTSIDER, class.schema, 0);
        assert_ok!(class.suspend(COLLEGE, &[0]));
        assert!(!valid());
        assert_ok!(class.reinstate(COLLEGE, &[0]));
        assert!(valid());
        // The end of an accreditation, or of a delegation, is none of the award.
        wait(ALL);
        assert!(valid());
        assert_ok!(Credentials::withdraw_accreditation(signed(PEOPLE), class.issuer, 2));
        assert!(valid());
        assert_ok!(Credentials::withdraw_accreditation(signed(PEOPLE), class.issuer, 1));
        assert!(!valid());
    });
}

#[test]
fn meets_should_be_false_from_the_second_on_in_which_the_award_expires() {
    build_and_execute(|| {
        let class = college();
        let short = mock::class(class.issuer, class.schema, &[1]);
        // A slot has 8,640 seconds.
        assert_ok!(short.issue(COLLEGE, Some(Time::now().as_secs() + 86_400)));
        assert_ok!(short.bind(OUTSIDER, 0));
        System::set_block_number(10);
        assert!(meets(OUTSIDER, class.schema, 0));
        System::set_block_number(11);
        assert!(!meets(OUTSIDER, class.schema, 0));
    });
}

#[test]
fn meets_should_be_false_when_the_award_is_revoked() {
    build_and_execute(|| {
        let class = bound();
        assert_ok!(class.revoke(COLLEGE, &[0]));
        assert!(!meets(OUTSIDER, class.schema, 0));
        // Another award takes its place.
        assert_ok!(class.bind(OUTSIDER, 1));
        assert!(meets(OUTSIDER, class.schema, 0));
    });
}

#[test]
fn meets_should_ask_for_the_stake_that_is_not_on_its_way_out() {
    build_and_execute(|| {
        let class = bound();
        let purpose = Purpose::Practice(class.schema);
        assert!(!meets(OUTSIDER, class.schema, 1));
        // What is behind the issuer is not behind the holder.
        stake(COLLEGE, Purpose::Issuer(class.issuer), 50 * UNIT);
        assert!(!meets(OUTSIDER, class.schema, 1));
        stake(OUTSIDER, purpose, 5 * UNIT);
        assert!(meets(OUTSIDER, class.schema, 5 * UNIT));
        assert!(!meets(OUTSIDER, class.schema, 5 * UNIT + 1));
        request_unstake(OUTSIDER, purpose, 5 * UNIT);
        assert!(!meets(OUTSIDER, class.schema, 1));
        assert!(meets(OUTSIDER, class.schema, 0));
    });
}

#[test]
fn meets_should_be_true_of_who_holds_a_successor_and_never_the_reverse() {
    build_and_execute(|| {
        let class = bound();
        let new = successor(&class);
        // The old award meets what asks for the old schema, and not what asks for the new one.
        assert!(meets(OUTSIDER, class.schema, 0));
        assert!(!meets(OUTSIDER, new, 0));
        let newer = issue(COLLEGE, class.issuer, new, &[1, 2]);
        assert_ok!(newer.bind(STRANGER, 0));
        assert!(meets(STRANGER, class.schema, 0));
        assert!(meets(STRANGER, new, 0));
    });
}

#[test]
fn meets_should_follow_a_whole_chain_of_schemas() {
    build_and_execute(|| {
        let class = bound();
        let mut chain = vec![class.schema];
        for _ in 0..rules::MAX_SUPERSEDED {
            let old = Class { schema: *chain.last().expect("one"), ..class.clone() };
            chain.push(successor(&old));
        }
        let last = *chain.last().expect("one");
        let newest = issue(COLLEGE, class.issuer, last, &[1]);
        assert_ok!(newest.bind(STRANGER, 0));
        for schema in &chain {
            assert!(meets(STRANGER, *schema, 0));
        }
        for schema in &chain[1..] {
            assert!(!meets(OUTSIDER, *schema, 0));
        }
    });
}

#[test]
fn meets_should_ask_for_award_and_stake_of_one_schema() {
    build_and_execute(|| {
        let (class, _) = practising();
        let new = successor(&class);
        let newer = issue(COLLEGE, class.issuer, new, &[1]);
        assert_ok!(newer.bind(OUTSIDER, 0));
        // The stake stands behind the old award, which meets the old requirement.
        assert!(meets(OUTSIDER, class.schema, UNIT));
        assert!(!meets(OUTSIDER, new, UNIT));
        // A stake behind an award that is no longer valid is worth nothing.
        assert_ok!(class.revoke(COLLEGE, &[0]));
        assert!(meets(OUTSIDER, class.schema, 0));
        assert!(!meets(OUTSIDER, class.schema, UNIT));
        stake(OUTSIDER, Purpose::Practice(new), UNIT);
        assert!(meets(OUTSIDER, class.schema, UNIT));
    });
}

#[test]
fn engage_should_keep_award_and_stake_where_they_are() {
    build_and_execute(|| {
        let (class, purpose) = practising();
        let requirement = asks(class.schema, UNIT);
        let first = Credentials::engage(&OUTSIDER, &requirement).expect("met");
        assert_eq!(first, Engagement { holder: holder(OUTSIDER), schema: class.schema });
        let second = Credentials::engage(&OUTSIDER, &requirement).expect("met");
        assert_eq!(engaged(first), 2);
        request_unstake(OUTSIDER, purpose, 100 * UNIT);
        wait(30);
        let withdraw = || Credentials::withdraw_stake(signed(OUTSIDER), purpose);
        Credentials::release(first);
        assert_eq!(engaged(second), 1);
        assert_noop!(withdraw(), Error::<Test>::Engaged);
        Credentials::release(second);
        assert_eq!(engaged(second), 0);
        assert_ok!(withdraw());
    });
}

#[test]
fn engage_should_engage_the_award_that_meets_the_requirement() {
    build_and_execute(|| {
        let class = bound();
        let new = successor(&class);
        let newer = issue(COLLEGE, class.issuer, new, &[1]);
        assert_ok!(newer.bind(OUTSIDER, 0));
        stake(OUTSIDER, Purpose::Practice(new), UNIT);
        let with_stake = Credentials::engage(&OUTSIDER, &asks(class.schema, UNIT)).expect("met");
        assert_eq!(with_stake.schema, new);
        let without = Credentials::engage(&OUTSIDER, &asks(class.schema, 0)).expect("met");
        assert_eq!(without.schema, class.schema);
        assert_eq!((engaged(with_stake), engaged(without)), (1, 1));
    });
}

#[test]
fn engage_should_fail_when_the_requirement_is_not_met() {
    build_and_execute(|| {
        let (class, _) = practising();
        let more = asks(class.schema, 100 * UNIT + 1);
        for (who, requirement) in [(STRANGER, asks(class.schema, 0)), (OUTSIDER, more)] {
            assert_noop!(Credentials::engage(&who, &requirement), Error::<Test>::RequirementNotMet);
        }
    });
}

#[test]
fn engage_should_fail_when_the_numbers_are_used_up() {
    build_and_execute(|| {
        let class = bound();
        let holder = holder(OUTSIDER);
        Bindings::<Test>::mutate(holder, class.schema, |binding| {
            let binding = binding.as_mut().expect("bound");
            binding.engaged = u32::MAX;
        });
        let requirement = asks(class.schema, 0);
        assert_noop!(Credentials::engage(&OUTSIDER, &requirement), Error::<Test>::NumbersExhausted);
    });
}

#[test]
fn release_should_do_nothing_when_nothing_is_engaged() {
    build_and_execute(|| {
        let class = bound();
        let engagement = Engagement { holder: holder(OUTSIDER), schema: class.schema };
        Credentials::release(engagement);
        assert_eq!(engaged(engagement), 0);
        let unknown = Engagement { schema: 99, ..engagement };
        Credentials::release(unknown);
        assert!(!Bindings::<Test>::contains_key(unknown.holder, 99));
    });
}

#[test]
fn slash_should_pay_so_much_of_the_stake() {
    build_and_execute(|| {
        let (class, purpose) = practising();
        let work = Credentials::engage(&OUTSIDER, &asks(class.schema, UNIT)).expect("met");
        request_unstake(OUTSIDER, purpose, 30 * UNIT);
        assert_eq!(Credentials::staked(work), 100 * UNIT);
        let taken = Credentials::slash(work, 10 * UNIT, &STRANGER);
        assert_eq!(taken, 10 * UNIT);
        let key = practice(OUTSIDER, class.schema);
        last_event(Event::Slashed { stake: key, amount: 10 * UNIT });
        assert_eq!(free(STRANGER), ENDOWMENT + 10 * UNIT);
        stake_is(key, 90 * UNIT, 30 * UNIT);
        assert_eq!(Credentials::staked(work), 90 * UNIT);
        // An award is engaged until it is released.
        assert_eq!(engaged(work), 1);
        assert_eq!(class.standing(0), Standing::Valid);
    });
}

#[test]
fn slash_should_take_all_and_no_more() {
    build_and_execute(|| {
        let (class, _) = practising();
        let work = Credentials::engage(&OUTSIDER, &asks(class.schema, UNIT)).expect("met");
        let slash = || Credentials::slash(work, 100 * UNIT + 1, &STRANGER);
        assert_eq!(slash(), 100 * UNIT);
        assert!(!Stakes::<Test>::contains_key(practice(OUTSIDER, class.schema)));
        assert_eq!(
            (money(OUTSIDER), money(STRANGER)),
            (ENDOWMENT - 100 * UNIT, ENDOWMENT + 100 * UNIT)
        );
        // There is nothing left.
        System::reset_events();
        assert_eq!((Credentials::staked(work), slash()), (0, 0));
        assert_eq!(System::events(), []);
    });
}

#[test]
fn slash_should_free_what_it_pays_to_the_holder() {
    build_and_execute(|| {
        let (class, _) = practising();
        let work = Credentials::engage(&OUTSIDER, &asks(class.schema, UNIT)).expect("met");
        let before = free(OUTSIDER);
        Credentials::slash(work, 50 * UNIT, &OUTSIDER);
        assert_eq!(free(OUTSIDER), before + 50 * UNIT);
        stake_is(practice(OUTSIDER, class.schema), 50 * UNIT, 0);
    });
}
