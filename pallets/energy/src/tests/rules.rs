use crate::{mock::*, *};

#[test]
fn rules_should_have_no_flaw_when_they_are_those_of_the_tests() {
    assert_eq!(RULES.flaw(), None);
}

#[test]
fn rules_should_have_a_flaw_when_a_figure_leaves_people_no_way() {
    let flawed = [
        EnergyRules { gathering_days: 0, ..RULES },
        EnergyRules { missing_days: 0, ..RULES },
        EnergyRules { baseline_days: 0, ..RULES },
        EnergyRules { free_readings: 0, ..RULES },
        EnergyRules { heard_days: 0, ..RULES },
        EnergyRules { dead_days: 7, ..RULES },
        EnergyRules { reserve_days: 0, ..RULES },
        EnergyRules { standing_days: 0, ..RULES },
        EnergyRules { billed_days: 0, ..RULES },
        EnergyRules { notice_days: 0, mending_days: 0, ..RULES },
        EnergyRules { mending_days: 7, ..RULES },
        EnergyRules { float_days: 7, ..RULES },
        EnergyRules { closing_days: 7, ..RULES },
        EnergyRules { closing_price_days: 40, ..RULES },
    ];
    let flaws = flawed.map(|rules| rules.flaw().expect("a flaw"));
    let distinct = flaws.iter().collect::<std::collections::BTreeSet<_>>();
    assert_eq!(distinct.len(), flaws.len(), "each figure has its own flaw: {flaws:?}");
}
