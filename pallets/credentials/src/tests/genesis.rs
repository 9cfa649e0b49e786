use crate::{mock::*, *};
use sp_runtime::BuildStorage;

/// A college up to level 8 for a year, and a schema of it.
fn usual() -> GenesisConfig<Test> {
    GenesisConfig {
        issuers: vec![GenesisIssuer { account: COLLEGE, level: 8, days: 365 }],
        schemas: vec![GenesisSchema {
            issuer: 0,
            definition: sp_core::H256([3; 32]),
            title: "Nurse".into(),
            level: 8,
            credit_hours: 1_800,
            valid_for: Some(730),
        }],
    }
}

fn build_with(change: impl FnOnce(&mut GenesisConfig<Test>)) -> sp_io::TestExternalities {
    TheRules::set(usual_rules());
    let mut credentials = usual();
    change(&mut credentials);
    let storage = RuntimeGenesisConfig { credentials, ..Default::default() };
    storage.build_storage().expect("valid").into()
}

#[test]
fn genesis_should_seed_issuers_and_schemas_without_deposits() {
    let second = |config: &mut GenesisConfig<Test>| {
        config.issuers.push(GenesisIssuer { account: CAMPUS, level: 0, days: 1 });
        let schema = GenesisSchema {
            issuer: 1,
            title: "Attends".into(),
            level: 0,
            valid_for: None,
            ..config.schemas[0].clone()
        };
        config.schemas.push(schema);
    };
    build_with(second).execute_with(|| {
        let college = record(0);
        assert_eq!((college.account, college.scope), (COLLEGE, scope(8)));
        // Durations are counted in the days of this chain.
        assert_eq!((college.until, record(1).until), (365 * DAY, DAY));
        assert_eq!((NextIssuer::<Test>::get(), NextSchema::<Test>::get()), (2, 2));
        let nurse = Credentials::schema(0).expect("seeded");
        assert_eq!((nurse.owner, nurse.issuer, nurse.level), (COLLEGE, Some(0), 8));
        assert_eq!(nurse.title.to_vec(), b"Nurse");
        assert_eq!((nurse.definition, nurse.credit_hours), ([3; 32], 1_800));
        assert_eq!((nurse.valid_for, nurse.superseded_by), (Some(730), None));
        let attends = Credentials::schema(1).expect("seeded");
        assert_eq!((attends.owner, attends.issuer, attends.valid_for), (CAMPUS, Some(1), None));
        check();
    });
}

#[test]
fn genesis_should_leave_a_chain_without_issuers_alone() {
    let nothing = |config: &mut GenesisConfig<Test>| *config = GenesisConfig::default();
    build_with(nothing).execute_with(|| {
        assert_eq!((NextIssuer::<Test>::get(), NextSchema::<Test>::get()), (0, 0));
        check();
    });
}

#[test]
#[should_panic(expected = "an issuer of genesis must be valid")]
fn genesis_should_stop_when_an_issuers_time_is_none() {
    build_with(|config| config.issuers[0].days = 0);
}

#[test]
#[should_panic(expected = "an issuer of genesis must be valid")]
fn genesis_should_stop_when_there_is_no_such_level() {
    build_with(|config| config.issuers[0].level = 11);
}

#[test]
#[should_panic(expected = "a schema of genesis has an issuer")]
fn genesis_should_stop_when_a_schema_has_no_issuer() {
    build_with(|config| config.schemas[0].issuer = 1);
}

#[test]
#[should_panic(expected = "a schema's title must be short")]
fn genesis_should_stop_when_a_title_is_long() {
    build_with(|config| config.schemas[0].title = "n".repeat(65));
}

#[test]
#[should_panic(expected = "a schema needs a title")]
fn genesis_should_stop_when_there_is_no_title() {
    build_with(|config| config.schemas[0].title.clear());
}

#[test]
#[should_panic(expected = "a schema's issuer must reach its level")]
fn genesis_should_stop_when_the_issuer_does_not_reach_the_level() {
    build_with(|config| config.schemas[0].level = 9);
}

#[test]
#[should_panic(expected = "awards must be valid for a day at least")]
fn genesis_should_stop_when_awards_would_never_be_valid() {
    build_with(|config| config.schemas[0].valid_for = Some(0));
}
