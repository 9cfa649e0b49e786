use crate::{mock::*, *};
use sp_runtime::BuildStorage;

#[test]
fn genesis_should_begin_with_validators_whose_keys_can_be_proven() {
    ExtBuilder::default().build_and_execute(|| {
        assert_eq!(roster(), vec![1, 2, 3, 4]);
        assert_eq!((active(), queued()), (roster(), roster()));
        assert_eq!(Minimum::<Test>::get(), 4);
        for who in 1..=4 {
            assert_eq!(owner(who, prove(who)), Some(who));
        }
        assert!(pallet_session::historical::HistoricalSessions::<Test>::contains_key(0));
        next_session();
        assert!(!was_planned());
    });
}

#[test]
fn genesis_should_take_one_validator_for_a_network_for_tests() {
    ExtBuilder::default()
        .of(&[(1, 0)])
        .minimum(1)
        .build_and_execute(|| assert_eq!(active(), vec![1]));
}

#[test]
fn genesis_should_leave_a_chain_without_validators_alone() {
    let storage = RuntimeGenesisConfig::default().build_storage().unwrap();
    sp_io::TestExternalities::new(storage).execute_with(|| {
        assert_eq!((roster(), active()), (vec![], vec![]));
        assert_eq!(Minimum::<Test>::get(), 1);
        Validators::do_try_state().unwrap();
    });
}

#[test]
fn genesis_should_take_keys_of_others_who_may_be_validators_later() {
    ExtBuilder::default()
        .with_keys(&[1, 2, 3, 4, 5])
        .build_and_execute(|| assert_eq!(active(), vec![1, 2, 3, 4]));
}

#[test]
#[should_panic(expected = "validator 4 of genesis has no keys in the genesis of session")]
fn genesis_should_stop_when_keys_are_missing() {
    ExtBuilder::default().with_keys(&[1, 2, 3]).build();
}

#[test]
#[should_panic(expected = "there are keys in the genesis of session, but no validators")]
fn genesis_should_stop_when_there_are_keys_only() {
    ExtBuilder::default().of(&[]).with_keys(&[1]).build();
}

#[test]
#[should_panic(expected = "there must be at least one validator at all times")]
fn genesis_should_stop_when_there_is_no_minimum() {
    ExtBuilder::default().minimum(0).build();
}

#[test]
#[should_panic(expected = "3 validators of genesis are fewer than the minimum of 4")]
fn genesis_should_stop_when_there_are_too_few() {
    ExtBuilder::default().validators(3).build();
}

#[test]
#[should_panic(expected = "13 validators of genesis are more than 12")]
fn genesis_should_stop_when_there_are_too_many() {
    ExtBuilder::default().validators(13).build();
}

#[test]
#[should_panic(expected = "validator 2 of genesis is named twice")]
fn genesis_should_stop_when_somebody_is_named_twice() {
    ExtBuilder::default().of(&[(1, 1), (2, 2), (3, 3), (2, 4)]).with_keys(&[1, 2, 3]).build();
}

#[test]
#[should_panic(expected = "validator 1 of genesis is of community 20, but there are 20")]
fn genesis_should_stop_when_a_community_is_unknown() {
    ExtBuilder::default().of(&[(1, 20)]).minimum(1).build();
}

#[test]
#[should_panic(expected = "community 1 has 2 of 4 validators of genesis; it may have 1")]
fn genesis_should_stop_when_a_community_has_a_third() {
    ExtBuilder::default().of(&[(1, 1), (2, 2), (3, 3), (4, 1)]).build();
}

#[test]
#[should_panic(expected = "the validators must be built before session")]
fn genesis_should_stop_when_session_was_built_before() {
    ExtBuilder::default().build().execute_with(|| {
        crate::genesis::build::<Test>(&ExtBuilder::default().genesis());
    });
}
