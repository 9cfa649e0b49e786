//! Tests of credentials in the whole composition: who decides, who may act for others, halts, and a
//! person who gets another account.

use super::*;
use frame_support::{
    assert_ok,
    dispatch::RawOrigin,
    traits::{Contains, InstanceFilter},
};
use pallet_credentials::{Call, Purpose, Scope, ScopeOf};
use pallet_voting::{Origin, Track, TrackOrigin};
use sp_runtime::{traits::Dispatchable, DispatchError};
use vaka_primitives::Follows;

type Filter = <Runtime as frame_system::Config>::BaseCallFilter;

fn person() -> AccountId {
    Sr25519Keyring::Alice.to_account_id()
}

fn accredit() -> Call<Runtime> {
    let scope = Scope { level: 3, schemas: ScopeOf::All };
    Call::accredit_issuer { issuer: None, account: person(), scope, until: 1_000 }
}

fn calls() -> Vec<Call<Runtime>> {
    let (issuer, sequence, index, schema) = (0, 0, 0, 0);
    let purpose = Purpose::Issuer(issuer);
    vec![
        accredit(),
        Call::withdraw_accreditation { issuer, since: 0 },
        Call::set_issuer_account { issuer, account: person() },
        Call::supersede_schema { old: 0, new: 1 },
        Call::undelegate { child: 1 },
        Call::issue_batch { issuer, sequence, schema, root: [0; 32], count: 1, valid_until: None },
        Call::revoke { issuer, sequence, indexes: Default::default() },
        Call::suspend { issuer, sequence, indexes: Default::default() },
        Call::reinstate { issuer, sequence, indexes: Default::default() },
        Call::unbind { schema },
        Call::stake { purpose, amount: 1 },
        Call::request_unstake { purpose, amount: 1 },
        Call::withdraw_stake { purpose },
        Call::challenge { issuer, sequence, index, evidence: [0; 32] },
        Call::rule { challenge: 0, upheld: true },
        Call::close_challenge { challenge: 0 },
    ]
}

fn sent(origin: impl Into<RuntimeOrigin>, call: Call<Runtime>) -> Result<(), DispatchError> {
    let sent = RuntimeCall::Credentials(call).dispatch(origin.into());
    sent.map(|_| ()).map_err(|failed| failed.error)
}

#[test]
fn accreditation_should_be_the_parameters_tracks_and_a_ruling_that_of_appeals() {
    let rule = || Call::<Runtime>::rule { challenge: 0, upheld: true };
    let unknown = || pallet_credentials::Error::<Runtime>::UnknownChallenge.into();
    externalities("local_testnet").execute_with(|| {
        for track in Track::NATIONAL.into_iter().chain([Track::Village(0)]) {
            let origin = || TrackOrigin::<Runtime>::origin_of(track).unwrap();
            let expected = match track {
                Track::Parameters => Ok(()),
                _ => Err(DispatchError::BadOrigin),
            };
            assert_eq!(sent(origin(), accredit()), expected, "{track:?}");
            // It gets as far as the challenge, which is not there.
            let expected = match track {
                Track::Appeals => unknown(),
                _ => DispatchError::BadOrigin,
            };
            assert_eq!(sent(origin(), rule()), Err(expected), "{track:?}");
        }
        let anyone = RawOrigin::Signed(person());
        assert_eq!(sent(anyone.clone(), accredit()), Err(DispatchError::BadOrigin));
        assert_eq!(sent(anyone, rule()), Err(DispatchError::BadOrigin));
    });
}

#[test]
fn parameters_should_be_able_to_revoke() {
    externalities("local_testnet").execute_with(|| {
        let revoke = Call::revoke { issuer: 0, sequence: 0, indexes: Default::default() };
        let unknown = pallet_credentials::Error::<Runtime>::UnknownBatch;
        let parameters = pallet_voting::Origin::Parameters;
        assert_eq!(sent(parameters, revoke.clone()), Err(unknown.into()));
        let above = pallet_credentials::Error::<Runtime>::NotAbove;
        assert_eq!(sent(RawOrigin::Signed(person()), revoke.clone()), Err(above.into()));
        assert_eq!(sent(Origin::Appeals, revoke), Err(DispatchError::BadOrigin));
    });
}

#[test]
fn halt_should_stop_all_of_credentials() {
    externalities("local_testnet").execute_with(|| {
        for call in calls() {
            assert!(Filter::contains(&call.into()));
        }
        pallet_safe_mode::EnteredUntil::<Runtime>::put(1_000);
        for call in calls() {
            assert!(!Filter::contains(&call.clone().into()), "{call:?}");
        }
    });
}

#[test]
fn proxy_that_moves_no_money_should_put_none_at_risk() {
    let purpose = Purpose::Practice(0);
    let stake = Call::stake { purpose, amount: 1 };
    let challenge = Call::challenge { issuer: 0, sequence: 0, index: 0, evidence: [0; 32] };
    for risky in [stake, challenge] {
        assert!(!configs::ProxyType::NonTransfer.filter(&risky.into()));
    }
    // What is staked comes back to the one who staked.
    let back = Call::withdraw_stake { purpose };
    assert!(configs::ProxyType::NonTransfer.filter(&back.into()));
}

#[test]
fn local_networks_should_have_a_college_with_two_schemas() {
    for preset in ["development", "local_testnet"] {
        externalities(preset).execute_with(|| {
            let college = Credentials::issuer(0).unwrap();
            assert_eq!(college.account, presets::demo::college());
            assert!(college.accredited);
            assert!(Balances::free_balance(&college.account) > configs::VAKA);
            let levels = [0, 1].map(|schema| Credentials::schema(schema).unwrap().level);
            assert_eq!(levels, [4, 6]);
            assert!(levels.iter().all(|level| *level <= college.scope.level));
            assert!(Credentials::schema(2).is_none());
        });
    }
}

#[test]
fn accreditation_should_last_as_long_after_a_halt_as_before() {
    externalities("local_testnet").execute_with(|| {
        use sp_runtime::traits::BlockNumberProvider;

        let end = pallet_clock::Open::<Runtime>::current_block_number() + 10;
        let scope = Scope { level: 3, schemas: ScopeOf::All };
        let call = Call::accredit_issuer { issuer: None, account: person(), scope, until: end };
        assert_ok!(sent(Origin::Parameters, call));
        // In a halt only `now` goes on.
        Clock::set_block_number(1_000);
        let open = pallet_clock::Open::<Runtime>::current_block_number();
        assert!(open < end);
        assert!(Credentials::issuer(1).unwrap().accredited);
        pallet_clock::Open::<Runtime>::set_block_number(end);
        assert!(!Credentials::issuer(1).unwrap().accredited);
    });
}

#[test]
fn account_that_bound_awards_should_not_take_over_a_membership() {
    externalities("local_testnet").execute_with(|| {
        type Belongings = <Runtime as pallet_communities::Config>::Belongings;
        let other = Sr25519Keyring::Bob.to_account_id();
        assert!(Belongings::may_take(&other));
        pallet_credentials::HolderOf::<Runtime>::insert(&other, 0);
        assert!(!Belongings::may_take(&other));
    });
}

/// What `vaka-credential` reads in proofs without a node. Its own tests decode the same lines.
#[test]
fn storage_should_be_as_clients_without_a_node_read_it() {
    use codec::{Decode, Encode};
    use pallet_credentials::*;
    use sp_core::hexdisplay::HexDisplay;

    let account = AccountId::from([1; 32]);
    let ticket = || Decode::decode(&mut &7_u128.encode()[..]).unwrap();
    let deposit = || Some(Deposit { depositor: account.clone(), ticket: ticket() });
    let issuer = Issuer {
        account: account.clone(),
        parent: Some(2),
        scope: Scope {
            level: 5,
            schemas: ScopeOf::Only(std::collections::BTreeSet::from([1, 7]).try_into().unwrap()),
        },
        until: 9_000,
        quota: Some(100),
        used: 4,
        undelegated: true,
        withdrawn: false,
        withdrawals: vec![Withdrawal { since: 1, at: 9 }].try_into().unwrap(),
        next: 34,
        keys: 2,
        awards: 40,
        revoked: 2,
        upheld: 1,
        challenged: 0,
        deposit: deposit(),
    };
    let schema = Schema {
        owner: account.clone(),
        issuer: Some(2),
        definition: [3; 32],
        title: b"Boat builder".to_vec().try_into().unwrap(),
        level: 4,
        credit_hours: 120,
        valid_for: Some(1_825),
        superseded_by: Some(7),
        generation: 0,
        deposit: None,
    };
    let batch = Batch {
        schema: 1,
        root: [2; 32],
        count: 4,
        valid_until: Some(1_951_257_600),
        issued: 500,
        key: 1,
        deposit: deposit(),
    };
    let mut marks = credential_award::Marks::default();
    marks.set(2, credential_award::Mark { revoked: false, suspended: true });

    externalities("local_testnet").execute_with(|| {
        Batches::<Runtime>::insert(3, 33, batch);
        Issuers::<Runtime>::insert(3, issuer);
        Keys::<Runtime>::insert(3, 1, IssuerKey { key: [9; 32], since: 499, deposit: deposit() });
        Marked::<Runtime>::insert((3, 33, 0), marks);
        Schemas::<Runtime>::insert(1, schema);
        let version = frame_support::traits::StorageVersion::storage_key::<Credentials>().to_vec();
        let keys = [
            ("Batches", Batches::<Runtime>::hashed_key_for(3, 33)),
            ("Issuers", Issuers::<Runtime>::hashed_key_for(3)),
            ("Keys", Keys::<Runtime>::hashed_key_for(3, 1)),
            ("Marked", Marked::<Runtime>::hashed_key_for((3, 33, 0))),
            ("Schemas", Schemas::<Runtime>::hashed_key_for(1)),
            ("Version", version),
            ("Genesis", frame_system::BlockHash::<Runtime>::hashed_key_for(0)),
            ("Now", pallet_timestamp::Now::<Runtime>::hashed_key().to_vec()),
        ];
        pallet_timestamp::Now::<Runtime>::put(1_796_083_200_999);
        frame_system::BlockHash::<Runtime>::insert(0, Hash::repeat_byte(0x5a));
        let lines = keys.map(|(name, key)| {
            let value = sp_io::storage::get(&key).unwrap();
            format!("{name} {} {}\n", HexDisplay::from(&key), HexDisplay::from(&&value[..]))
        });
        assert_eq!(lines.concat(), include_str!("../../../pallets/credentials/storage.txt"));
    });
}
