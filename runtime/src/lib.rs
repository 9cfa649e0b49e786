//! The runtime of Vaka: its pallets, their order, and nothing else.
//!
//! Each pallet's configuration is in the file of its concern under [`configs`], the runtime APIs
//! are in [`apis`], and the genesis of the networks in [`presets`]. There is no logic here: a rule
//! belongs to a pallet.

#![cfg_attr(not(feature = "std"), no_std)]
// `construct_runtime` and the runtime APIs expand to deep types.
#![recursion_limit = "256"]

extern crate alloc;

#[cfg(feature = "std")]
include!(concat!(env!("OUT_DIR"), "/wasm_binary.rs"));

pub mod apis;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarks;
pub mod configs;
mod fees;
pub mod presets;
pub mod weights;

#[cfg(test)]
mod tests;

use alloc::vec::Vec;
use sp_runtime::{generic, impl_opaque_keys};
use sp_version::RuntimeVersion;

pub use vaka_primitives::{
    AccountId, Address, Balance, BlockNumber, Hash, Header, Nonce, OpaqueBlock, Signature,
};

/// The keys with which a validator authors blocks (Aura) and finalises them (GRANDPA).
pub mod session_keys {
    use super::*;

    impl_opaque_keys! {
        pub struct SessionKeys {
            pub aura: Aura,
            pub grandpa: Grandpa,
        }
    }
}
pub use session_keys::SessionKeys;

#[sp_version::runtime_version]
pub const VERSION: RuntimeVersion = RuntimeVersion {
    spec_name: alloc::borrow::Cow::Borrowed("vaka"),
    impl_name: alloc::borrow::Cow::Borrowed("vaka-node"),
    authoring_version: 1,
    spec_version: 1,
    impl_version: 1,
    apis: apis::RUNTIME_API_VERSIONS,
    transaction_version: 1,
    system_version: 1,
};

pub type Block = generic::Block<Header, UncheckedExtrinsic>;

/// The transaction extensions. To a wallet all of them are standard, so it needs no custom types.
pub type TxExtension = (
    frame_system::AuthorizeCall<Runtime>,
    frame_system::CheckNonZeroSender<Runtime>,
    frame_system::CheckSpecVersion<Runtime>,
    frame_system::CheckTxVersion<Runtime>,
    frame_system::CheckGenesis<Runtime>,
    frame_system::CheckEra<Runtime>,
    frame_system::CheckNonce<Runtime>,
    frame_system::CheckWeight<Runtime>,
    // It carries the bytes of the extension that it wraps, and has its metadata.
    pallet_communities::FreeForMembers<
        Runtime,
        pallet_transaction_payment::ChargeTransactionPayment<Runtime>,
    >,
    frame_metadata_hash_extension::CheckMetadataHash<Runtime>,
    frame_system::WeightReclaim<Runtime>,
);

pub type UncheckedExtrinsic =
    generic::UncheckedExtrinsic<Address, RuntimeCall, Signature, TxExtension>;

pub type Executive = frame_executive::Executive<
    Runtime,
    Block,
    frame_system::ChainContext<Runtime>,
    Runtime,
    AllPalletsWithSystem,
>;

// Indices are part of the interface, so a pallet keeps its number for ever. They leave room by
// concern. Genesis and hooks run in the order in which the pallets stand here (`legacy_ordering`).
#[frame_support::runtime(legacy_ordering)]
mod runtime {
    #[runtime::runtime]
    #[runtime::derive(
        RuntimeCall,
        RuntimeEvent,
        RuntimeError,
        RuntimeOrigin,
        RuntimeFreezeReason,
        RuntimeHoldReason,
        RuntimeSlashReason,
        RuntimeLockId,
        RuntimeTask,
        RuntimeViewFunction
    )]
    pub struct Runtime;

    // The base.
    #[runtime::pallet_index(0)]
    pub type System = frame_system;
    #[runtime::pallet_index(1)]
    pub type Timestamp = pallet_timestamp;
    // Before all that asks what time it is.
    #[runtime::pallet_index(6)]
    pub type Clock = pallet_clock;
    // What the people decided comes before all that could fill a block, because a task that finds
    // no room is dropped.
    #[runtime::pallet_index(2)]
    pub type Preimage = pallet_preimage;
    #[runtime::pallet_index(3)]
    pub type Scheduler = pallet_scheduler;

    // Money, which validators need for their keys at genesis.
    #[runtime::pallet_index(4)]
    pub type Balances = pallet_balances;
    #[runtime::pallet_index(5)]
    pub type TransactionPayment = pallet_transaction_payment;

    // People and validators: a validator belongs to a community, and the session asks for the
    // validators.
    #[runtime::pallet_index(8)]
    pub type Communities = pallet_communities;
    #[runtime::pallet_index(9)]
    pub type Validators = pallet_validators;

    // Consensus. Authorship comes before session, offences and GRANDPA use both.
    #[runtime::pallet_index(10)]
    pub type Aura = pallet_aura;
    #[runtime::pallet_index(11)]
    pub type Authorship = pallet_authorship;
    #[runtime::pallet_index(12)]
    pub type Offences = pallet_offences;
    #[runtime::pallet_index(13)]
    pub type Historical = pallet_session::historical;
    #[runtime::pallet_index(14)]
    pub type Session = pallet_session;
    #[runtime::pallet_index(15)]
    pub type Grandpa = pallet_grandpa;

    // More money.
    #[runtime::pallet_index(20)]
    pub type Assets = pallet_assets;
    #[runtime::pallet_index(21)]
    pub type AssetsHolder = pallet_assets_holder;
    #[runtime::pallet_index(22)]
    pub type Treasury = pallet_treasury;

    // Accounts.
    #[runtime::pallet_index(30)]
    pub type Utility = pallet_utility;
    #[runtime::pallet_index(31)]
    pub type Multisig = pallet_multisig;
    #[runtime::pallet_index(32)]
    pub type Proxy = pallet_proxy;
    #[runtime::pallet_index(33)]
    pub type Recovery = pallet_recovery;

    // Governance.
    #[runtime::pallet_index(40)]
    pub type Referenda = pallet_referenda;
    #[runtime::pallet_index(41)]
    pub type Voting = pallet_voting;
    #[runtime::pallet_index(42)]
    pub type Petitions = pallet_petitions;

    // The halt.
    #[runtime::pallet_index(45)]
    pub type GuardianCouncil = pallet_collective;
    #[runtime::pallet_index(46)]
    pub type Guardians = pallet_guardians;
    #[runtime::pallet_index(47)]
    pub type SafeMode = pallet_safe_mode;

    // The market.
    #[runtime::pallet_index(50)]
    pub type Energy = pallet_energy;

    // What people can do.
    #[runtime::pallet_index(51)]
    pub type Credentials = pallet_credentials;
    // What judges between them. The beacon comes after the session, whose validators it asks.
    #[runtime::pallet_index(52)]
    pub type Beacon = pallet_beacon;
    #[runtime::pallet_index(53)]
    pub type Disputes = pallet_disputes;
    #[runtime::pallet_index(54)]
    pub type Marketplace = pallet_marketplace;
}
