use crate::{mock::*, GenesisConfig};
use sp_runtime::BuildStorage;

fn slots_per_day(clock: GenesisConfig<Test>) -> u32 {
    let genesis = RuntimeGenesisConfig { clock, ..Default::default() };
    let storage = genesis.build_storage().expect("valid");
    vaka_testing::execute_and_check(storage.into(), Clock::slots_per_day, check)
}

#[test]
fn genesis_should_have_days_of_fourteen_thousand_slots_unless_told_otherwise() {
    assert_eq!(slots_per_day(GenesisConfig::default()), 14_400);
    assert_eq!(slots_per_day(GenesisConfig::new(1)), 1);
}

#[test]
#[should_panic(expected = "a day must have slots")]
fn genesis_should_stop_when_a_day_has_no_slots() {
    slots_per_day(GenesisConfig::new(0));
}
