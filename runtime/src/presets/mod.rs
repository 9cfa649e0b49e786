//! The genesis of the networks that anybody may start: `development` (one validator) and `local`
//! (four validators, the demo's grids and meters). Their keys are well known, so neither is for a
//! real launch.

pub mod demo;
#[cfg(feature = "std")]
pub mod launch;

use crate::{
    configs::VAKA, AccountId, AssetsConfig, Balance, BalancesConfig, CommunitiesConfig,
    EnergyConfig, GuardianCouncilConfig, RuntimeGenesisConfig, SessionConfig, SessionKeys,
    ValidatorsConfig,
};
use alloc::{vec, vec::Vec};
use frame_support::build_struct_json_patch;
use pallet_validators::GenesisValidator;
use serde_json::Value;
use sp_genesis_builder::PresetId;
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};

/// The minimum of validators: the least that can lose one and go on finalising. A network with
/// fewer begins with what it has.
pub const MINIMUM: u32 = 4;

/// The money that each well-known account and each community holds at genesis.
const ENDOWMENT: Balance = 1_000_000 * VAKA;

pub fn names() -> Vec<PresetId> {
    vec![
        PresetId::from(sp_genesis_builder::DEV_RUNTIME_PRESET),
        PresetId::from(sp_genesis_builder::LOCAL_TESTNET_RUNTIME_PRESET),
    ]
}

pub fn get(id: &PresetId) -> Option<Vec<u8>> {
    let genesis = match id.as_ref() {
        sp_genesis_builder::DEV_RUNTIME_PRESET => development(),
        sp_genesis_builder::LOCAL_TESTNET_RUNTIME_PRESET => local(),
        _ => return None,
    };
    serde_json::to_vec(&genesis).ok()
}

fn development() -> Value {
    let validators = vec![validator(Sr25519Keyring::Alice, Ed25519Keyring::Alice)];
    let alices = demo::community("Nuku'alofa");
    let communities = CommunitiesConfig { communities: vec![alices] };
    let energy = demo::smallest_energy();
    genesis(validators, AssetsConfig::default(), energy, communities)
}

fn local() -> Value {
    let validators = vec![
        validator(Sr25519Keyring::Alice, Ed25519Keyring::Alice),
        validator(Sr25519Keyring::Bob, Ed25519Keyring::Bob),
        validator(Sr25519Keyring::Charlie, Ed25519Keyring::Charlie),
        validator(Sr25519Keyring::Dave, Ed25519Keyring::Dave),
    ];
    genesis(validators, demo::assets(), demo::energy(), demo::communities())
}

/// A validator whose account and Aura key are the first, and whose GRANDPA key is the second.
fn validator(account: Sr25519Keyring, grandpa: Ed25519Keyring) -> (AccountId, SessionKeys) {
    let keys = SessionKeys { aura: account.public().into(), grandpa: grandpa.public().into() };
    (account.to_account_id(), keys)
}

/// A genesis in which the n-th validator is of the n-th community.
fn genesis(
    validators: Vec<(AccountId, SessionKeys)>,
    assets: AssetsConfig,
    energy: EnergyConfig,
    communities: CommunitiesConfig,
) -> Value {
    let endowed = Sr25519Keyring::well_known().map(|key| key.to_account_id());
    let villages = (0..).zip(&communities.communities);
    let endowed = endowed.chain(villages.map(|(id, _)| demo::community_account(id)));
    let endowed = endowed.chain([demo::college()]);
    let guardians = [Sr25519Keyring::Eve, Sr25519Keyring::Ferdie, Sr25519Keyring::One]
        .map(|key| key.to_account_id());
    let minimum = MINIMUM.min(validators.len() as u32);
    build_struct_json_patch!(RuntimeGenesisConfig {
        balances: BalancesConfig { balances: endowed.map(|who| (who, ENDOWMENT)).collect() },
        validators: ValidatorsConfig {
            minimum,
            validators: validators
                .iter()
                .zip(0..)
                .map(|((account, _), community)| GenesisValidator {
                    account: account.clone(),
                    community,
                })
                .collect(),
        },
        session: SessionConfig {
            keys: validators.into_iter().map(|(who, keys)| (who.clone(), who, keys)).collect(),
        },
        assets,
        clock: demo::clock(),
        communities,
        credentials: demo::credentials(),
        energy,
        guardian_council: GuardianCouncilConfig { members: guardians.into(), ..Default::default() },
    })
}
