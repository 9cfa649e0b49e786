use crate::{
    mock::{Communities, *},
    *,
};
use sp_runtime::BuildStorage;

fn build(change: impl FnOnce(&mut GenesisConfig<Test>)) -> sp_io::TestExternalities {
    let mut communities = ExtBuilder::default().genesis();
    change(&mut communities);
    let storage = RuntimeGenesisConfig { communities, ..Default::default() };
    storage.build_storage().expect("valid").into()
}

#[test]
fn genesis_should_seed_communities_and_founders_of_long_standing() {
    build(|_| ()).execute_with(|| {
        assert_eq!(electorates(), (10, 7, 17));
        assert_eq!((member(0), member(9), member(100)), (0, 9, 10));
        let village = Communities::community(APIA).unwrap();
        assert_eq!(village.name.to_vec(), b"Village 0");
        assert_eq!(village.clerks, vec![member(CLERK)]);
        assert_eq!(person(5).standing_from, 0);
        System::set_block_number(1);
        let id = bring(CLERK, STRANGER, APIA);
        vouch(id, &[5]);
        // Durations are counted in the days of this chain.
        assert_eq!(request(id).until, 1 + 90 * DAY);
        check();
    });
}

#[test]
#[should_panic(expected = "a community of genesis must be valid")]
fn genesis_should_stop_when_founders_are_too_few() {
    build(|config| config.communities[0].founders.truncate(4));
}

#[test]
#[should_panic(expected = "a community of genesis must be valid")]
fn genesis_should_stop_when_somebody_founds_two() {
    build(|config| config.communities[1].founders.push(account(1)));
}

#[test]
#[should_panic(expected = "a community's name must be short")]
fn genesis_should_stop_when_a_name_is_long() {
    build(|config| config.communities[0].name = "Taumatawhakatangi".repeat(4));
}
