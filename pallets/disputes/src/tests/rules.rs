use crate::{mock::*, rules::*};
use frame_support::traits::Hooks;
use sp_runtime::Permill;

#[test]
fn rules_should_be_without_a_flaw() {
    let rules = usual_rules();
    assert_eq!(rules.flaw(), None);
    assert_eq!((rules.longest(), rules.longest_with_waiting()), (45, 105));
    // The least that makes sense.
    let least = DisputeRules {
        ruling: 1,
        recusal: 1,
        appeal: 1,
        commit: 1,
        reveal: 1,
        waiting: 1,
        barred: 1,
        cases_at_a_time: 1,
        tolerance: Permill::zero(),
    };
    assert_eq!(least.flaw(), None);
}

#[test]
fn rules_should_be_flawed_when_they_make_no_sense() {
    let vote = "jurors must have time to vote";
    type Change = fn(&mut DisputeRules);
    let flawed: [(Change, &str); _] = [
        (|rules| rules.ruling = 0, "an arbiter must have time to rule"),
        (|rules| rules.recusal = 0, "a party must have time to recuse"),
        (|rules| rules.recusal = 8, "nobody recuses an arbiter whose time is over"),
        (|rules| rules.appeal = 0, "a party must have time to appeal"),
        (|rules| rules.commit = 0, vote),
        (|rules| rules.reveal = 0, vote),
        (|rules| rules.waiting = 0, "a case must be able to wait for a seed"),
        (|rules| rules.ruling = 8, "a case must end within 45 days"),
        (|rules| rules.commit = 10, "a case must end within 45 days"),
        (|rules| rules.waiting = 61, "a case must not wait for more than 60 days"),
        (|rules| rules.barred = 0, "a juror who does not reveal must lose something"),
        (|rules| rules.cases_at_a_time = 0, "a juror must be able to serve"),
        (|rules| rules.tolerance = Permill::one(), "a vote far from the others must earn nothing"),
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
    Disputes::integrity_test();
}

#[test]
#[should_panic(expected = "the figures must make sense")]
fn integrity_test_should_stop_when_rules_are_flawed() {
    TheRules::set(DisputeRules { barred: 0, ..usual_rules() });
    Disputes::integrity_test();
}

#[test]
fn bounds_should_be_the_issues() {
    assert_eq!((LEAST_PANEL, LEAST_ELIGIBLE, MAX_OF_COMMUNITY, LEAST_REVEALS), (3, 9, 4, 3));
    assert_eq!((MAX_EVIDENCE, MAX_DAYS, MAX_WAITING), (8, 45, 60));
    assert_eq!(vaka_primitives::MAX_JUDGES, 7);
}
