use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;
use vaka_primitives::{Requirement, SchemaId};

/// Registers so many schemas of level 3 for the college's issuer.
fn schemas<const N: usize>() -> [SchemaId; N] {
    let issuer = accredit_with_key(COLLEGE);
    core::array::from_fn(|_| register(COLLEGE, Some(issuer), 3))
}

fn meets(who: AccountId, schema: SchemaId) -> bool {
    Credentials::meets(who, Requirement { schema, stake: 0 })
}

fn generation(schema: SchemaId) -> u8 {
    Schemas::<Test>::get(schema).expect("known").generation
}

fn successor(schema: SchemaId) -> Option<SchemaId> {
    Credentials::schema(schema).expect("known").superseded_by
}

fn call(who: AccountId, old: SchemaId, new: SchemaId) -> sp_runtime::DispatchResult {
    Credentials::supersede_schema(signed(who), old, new)
}

#[test]
fn supersede_schema_should_put_the_new_one_in_the_old_ones_place() {
    build_and_execute(|| {
        let [old, new] = schemas();
        let before = issue(COLLEGE, 0, old, &[100]);
        supersede(COLLEGE, old, new);
        last_event(Event::SchemaSuperseded { old, new });
        assert_eq!((successor(old), successor(new)), (Some(new), None));
        assert_eq!((generation(old), generation(new)), (0, 1));
        // Nothing is awarded under the old one any more. What was awarded stays as it is.
        assert_noop!(class(0, old, &[101]).issue(COLLEGE, None), Error::<Test>::Superseded);
        issue(COLLEGE, 0, new, &[101]);
        assert_eq!(before.standing(0), Standing::Valid);
        // Both deposits stay: both schemas are stored.
        assert_eq!(held(HoldReason::Deposit, COLLEGE), 4 * DEPOSIT);
    });
}

#[test]
fn supersede_schema_should_let_the_new_one_meet_what_asks_for_the_old_one_never_the_reverse() {
    build_and_execute(|| {
        let [old, new, other] = schemas();
        let (olds, news) = (issue(COLLEGE, 0, old, &[100]), issue(COLLEGE, 0, new, &[101]));
        assert_ok!(olds.bind(OUTSIDER, 0));
        assert_ok!(news.bind(MEMBER, 0));
        assert!(!meets(MEMBER, old));
        supersede(COLLEGE, old, new);
        assert!(meets(MEMBER, old) && meets(MEMBER, new));
        assert!(meets(OUTSIDER, old));
        assert!(!meets(OUTSIDER, new));
        assert!(!meets(MEMBER, other) && !meets(OUTSIDER, other));
    });
}

#[test]
fn supersede_schema_should_allow_a_higher_level() {
    build_and_execute(|| {
        let issuer = accredit(COLLEGE);
        let (old, new) = (register(COLLEGE, None, 0), register(COLLEGE, Some(issuer), 8));
        supersede(COLLEGE, old, new);
        assert_eq!(successor(old), Some(new));
    });
}

#[test]
fn supersede_schema_should_allow_a_chain_of_four() {
    build_and_execute(|| {
        let [first, second, third, fourth, fifth, sixth] = schemas();
        let last = issue(COLLEGE, 0, fifth, &[100]);
        assert_ok!(last.bind(MEMBER, 0));
        for (old, new) in [(first, second), (second, third), (third, fourth), (fourth, fifth)] {
            assert!(!meets(MEMBER, first));
            supersede(COLLEGE, old, new);
        }
        assert_eq!(generation(fifth), 4);
        assert!(meets(MEMBER, first));
        assert_noop!(call(COLLEGE, fifth, sixth), Error::<Test>::ChainTooLong);
    });
}

#[test]
fn supersede_schema_should_count_the_longest_chain_when_several_end_in_one() {
    build_and_execute(|| {
        let [one, two, three, four, five, six, seven, eight] = schemas();
        // One and two lead to three. A short chain to three does not make it younger.
        supersede(COLLEGE, one, two);
        supersede(COLLEGE, two, three);
        supersede(COLLEGE, four, three);
        assert_eq!(generation(three), 2);
        // Five leads to six. The longer chain counts.
        supersede(COLLEGE, five, six);
        supersede(COLLEGE, three, six);
        assert_eq!(generation(six), 3);
        supersede(COLLEGE, six, seven);
        assert_noop!(call(COLLEGE, seven, eight), Error::<Test>::ChainTooLong);
    });
}

#[test]
fn supersede_schema_should_not_join_two_chains_to_one_that_is_too_long() {
    build_and_execute(|| {
        let [one, two, three, four, five, six] = schemas();
        // A chain of three and one of two have the same end.
        supersede(COLLEGE, one, two);
        supersede(COLLEGE, two, three);
        supersede(COLLEGE, three, four);
        supersede(COLLEGE, five, six);
        supersede(COLLEGE, six, four);
        assert_eq!(generation(four), 3);
        let [seven, eight] = [0, 1].map(|_| register(COLLEGE, Some(0), 3));
        supersede(COLLEGE, four, seven);
        assert_noop!(call(COLLEGE, seven, eight), Error::<Test>::ChainTooLong);
        // A chain of one that ends in the same one makes it no longer.
        supersede(COLLEGE, eight, seven);
        assert_eq!(generation(seven), 4);
    });
}

#[test]
fn supersede_schema_should_fail_when_it_is_not_signed() {
    build_and_execute(|| {
        let [old, new] = schemas();
        for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
            let call = || Credentials::supersede_schema(origin, old, new);
            assert_noop!(call(), DispatchError::BadOrigin);
        }
    });
}

#[test]
fn supersede_schema_should_fail_when_there_is_no_such_schema() {
    build_and_execute(|| {
        let [known] = schemas();
        for (old, new) in [(known, 1), (1, known)] {
            assert_noop!(call(COLLEGE, old, new), Error::<Test>::UnknownSchema);
        }
    });
}

#[test]
fn supersede_schema_should_fail_when_one_of_them_is_anothers() {
    build_and_execute(|| {
        let [mine, other] = schemas();
        let theirs = register(STRANGER, None, 0);
        for (who, old, new) in [
            (COLLEGE, theirs, mine),
            (COLLEGE, mine, theirs),
            (STRANGER, theirs, mine),
            (STRANGER, mine, other),
        ] {
            assert_noop!(call(who, old, new), Error::<Test>::NotSchemaOwner);
        }
    });
}

#[test]
fn supersede_schema_should_fail_when_it_is_the_same_one() {
    build_and_execute(|| {
        let [schema] = schemas();
        assert_noop!(call(COLLEGE, schema, schema), Error::<Test>::SameSchema);
    });
}

#[test]
fn supersede_schema_should_fail_when_one_of_them_is_superseded() {
    build_and_execute(|| {
        let [old, new, other] = schemas();
        supersede(COLLEGE, old, new);
        // Once for ever: not by another one, not by the same one, and in no circle.
        for (old, new) in [(old, other), (old, new), (other, old), (new, old)] {
            assert_noop!(call(COLLEGE, old, new), Error::<Test>::Superseded);
        }
    });
}

#[test]
fn supersede_schema_should_fail_when_the_new_level_is_lower() {
    build_and_execute(|| {
        let issuer = accredit(COLLEGE);
        let (high, low) = (register(COLLEGE, Some(issuer), 3), register(COLLEGE, Some(issuer), 2));
        assert_noop!(call(COLLEGE, high, low), Error::<Test>::LevelTooLow);
        supersede(COLLEGE, low, high);
    });
}

#[test]
fn supersede_schema_should_fail_when_the_new_one_has_no_accredited_issuer() {
    build_and_execute(|| {
        // Nobody is accredited for a schema of level 0 without an issuer.
        let (one, two) = (register(STRANGER, None, 0), register(STRANGER, None, 0));
        assert_noop!(call(STRANGER, one, two), Error::<Test>::NotAccredited);
        let [old, new] = schemas();
        withdraw(0, now());
        assert_noop!(call(COLLEGE, old, new), Error::<Test>::NotAccredited);
        renew(0, COLLEGE, scope(8));
        wait(ALL);
        assert_noop!(call(COLLEGE, old, new), Error::<Test>::NotAccredited);
        renew(0, COLLEGE, scope(8));
        supersede(COLLEGE, old, new);
    });
}

#[test]
fn supersede_schema_should_fail_when_the_new_one_is_out_of_scope() {
    build_and_execute(|| {
        let [old, new] = schemas();
        for narrow in [scope(2), only(8, &[old]), only(8, &[])] {
            renew(0, COLLEGE, narrow);
            assert_noop!(call(COLLEGE, old, new), Error::<Test>::OutOfScope);
        }
        renew(0, COLLEGE, only(3, &[new]));
        supersede(COLLEGE, old, new);
    });
}

#[test]
fn supersede_schema_should_fail_when_another_account_acts_for_the_issuer() {
    build_and_execute(|| {
        let [old, new] = schemas();
        assert_ok!(Credentials::set_issuer_account(signed(COLLEGE), 0, CAMPUS));
        assert_noop!(call(COLLEGE, old, new), Error::<Test>::NotIssuerAccount);
        // The new account does not own the schemas.
        assert_noop!(call(CAMPUS, old, new), Error::<Test>::NotSchemaOwner);
    });
}
