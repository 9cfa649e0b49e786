//! Tests of what only the whole composition can show.

mod arbitration;
mod calls;
mod clock;
mod consensus;
mod credentials;
mod fees;
mod governance;
mod money;
mod nation;
mod outcomes;
mod people;
mod root;
mod seizing;
mod views;

use crate::{configs, presets, *};
use frame_support::dispatch::DispatchClass;
use sp_keyring::Sr25519Keyring;
use sp_runtime::BuildStorage;

fn externalities(preset: &str) -> sp_io::TestExternalities {
    let patch = presets::get(&preset.into()).expect("the preset exists");
    externalities_of(serde_json::from_slice(&patch).unwrap())
}

pub fn externalities_of(patch: serde_json::Value) -> sp_io::TestExternalities {
    let mut config = serde_json::to_value(RuntimeGenesisConfig::default()).unwrap();
    merge(&mut config, patch);
    let config = serde_json::from_value::<RuntimeGenesisConfig>(config).unwrap();
    config.build_storage().unwrap().into()
}

fn merge(into: &mut serde_json::Value, patch: serde_json::Value) {
    match (into, patch) {
        (serde_json::Value::Object(into), serde_json::Value::Object(patch)) => {
            for (key, value) in patch {
                merge(into.entry(key).or_insert(serde_json::Value::Null), value);
            }
        }
        (into, patch) => *into = patch,
    }
}

#[test]
fn presets_should_build_when_they_are_named() {
    for name in presets::names() {
        externalities(name.as_ref()).execute_with(|| {
            assert!(!Session::validators().is_empty());
            assert_eq!(Session::validators().len(), Grandpa::grandpa_authorities().len());
        });
    }
}

#[test]
fn preset_should_be_refused_when_its_name_is_unknown() {
    assert!(presets::get(&"mainnet".into()).is_none());
}

#[test]
fn block_limits_should_be_the_designs() {
    let weights = configs::BlockWeights::get();
    assert_eq!(weights.max_block.ref_time(), 2_000_000_000_000);
    let normal = weights.get(DispatchClass::Normal).max_total.unwrap();
    assert_eq!(normal.ref_time(), 1_500_000_000_000);
    assert_eq!(*configs::BlockLength::get().max.get(DispatchClass::Operational), 2 * 1024 * 1024);
    assert_eq!(*configs::BlockLength::get().max.get(DispatchClass::Normal), 3 * 512 * 1024);
    assert_eq!(<Runtime as frame_system::Config>::BlockHashCount::get(), 65_536);
}

#[test]
fn demo_meters_should_be_those_of_the_profiles() {
    let profiles = include_str!("../../../e2e/data/profiles.json");
    let profiles: serde_json::Value = serde_json::from_str(profiles).unwrap();
    let households = profiles["households"].as_array().unwrap();
    assert_eq!(households.len(), presets::demo::HOUSEHOLDS.len());
    for (ours, theirs) in presets::demo::HOUSEHOLDS.iter().zip(households) {
        let presets::demo::Household(grid, breaker_w, ask, bid, owed_first) = ours;
        assert_eq!(theirs["grid"], *grid);
        assert_eq!(theirs["breaker_w"], *breaker_w);
        assert_eq!(theirs["ask_tick"], serde_json::json!(ask));
        assert_eq!(theirs["bid_tick"], serde_json::json!(bid));
        assert_eq!(theirs["owed_first"], *owed_first);
    }
}
