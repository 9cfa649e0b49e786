use crate::{mock::*, *};
use frame_support::traits::Hooks;
use sp_runtime::Permill;

#[test]
fn rules_should_be_without_a_flaw() {
    let rules = usual_rules();
    assert_eq!(rules.flaw(), None);
    // The least and the most that make sense.
    let least = CredentialRules {
        free_bindings: 1,
        least_stake: 1,
        unstaking: 1,
        bond: 1,
        unheard: 1,
        slash: Permill::from_parts(1),
        reward: Permill::from_parts(1),
    };
    assert_eq!(least.flaw(), None);
    let most =
        CredentialRules { slash: Permill::one(), reward: Permill::from_parts(999_999), ..rules };
    assert_eq!(most.flaw(), None);
}

#[test]
fn rules_should_be_flawed_when_they_make_no_sense() {
    let wrong = "an upheld challenge must cost those who were wrong, and reward who showed it";
    type Change = fn(&mut CredentialRules);
    let flawed: [(Change, &str); _] = [
        (|rules| rules.free_bindings = 0, "a member without a coin must be able to bind an award"),
        (|rules| rules.least_stake = 0, "a stake must be worth its space"),
        (|rules| rules.unstaking = 0, "a stake must not leave before a challenge"),
        (|rules| rules.bond = 0, "a challenge must cost something"),
        (|rules| rules.unheard = 0, "appeals must have time to hear a challenge"),
        (|rules| rules.slash = Permill::zero(), wrong),
        (|rules| rules.reward = Permill::zero(), wrong),
        (|rules| rules.reward = Permill::one(), "a challenge of oneself must cost something"),
    ];
    for (flaw, name) in flawed {
        let mut rules = usual_rules();
        flaw(&mut rules);
        assert_eq!(rules.flaw(), Some(name), "{rules:?}");
    }
}

#[test]
fn integrity_test_should_pass_when_rules_are_without_a_flaw() {
    TheRules::set(usual_rules());
    Credentials::integrity_test();
}

#[test]
#[should_panic(expected = "the figures must make sense")]
fn integrity_test_should_stop_when_rules_are_flawed() {
    TheRules::set(CredentialRules { bond: 0, ..usual_rules() });
    Credentials::integrity_test();
}

#[test]
fn bounds_should_be_the_issues() {
    // What the issue says, in one place.
    assert_eq!((rules::MAX_LEVEL, rules::MAX_TITLE, rules::MAX_SCHEMAS), (10, 64, 32));
    assert_eq!((rules::MAX_DEPTH, rules::MAX_SUPERSEDED, rules::MAX_MARKED), (3, 4, 64));
    assert_eq!((credential_award::MAX_AWARDS, credential_award::CHUNK), (4_096, 512));
}
