//! Credentials: who accredits and rules, and the figures that bound both.

use super::{
    money::{deposit, VAKA},
    time::SlotsPerDay,
};
use crate::{AccountId, Balance, Balances, Communities, Runtime, RuntimeHoldReason, Timestamp};
use frame_support::{
    parameter_types,
    traits::{fungible::HoldConsideration, LinearStoragePrice},
};
use pallet_clock::Open;
use pallet_credentials::CredentialRules;
use pallet_treasury::TreasuryAccountId;
use pallet_voting::{EnsureAppeals, EnsureParameters};
use sp_runtime::Permill;

parameter_types! {
    /// The figures of the whole network, in one place.
    pub const TheCredentialRules: CredentialRules = CredentialRules {
        free_bindings: 16,
        least_stake: VAKA,
        unstaking: 30,
        bond: 10 * VAKA,
        unheard: 90,
        slash: Permill::from_percent(50),
        reward: Permill::from_percent(50),
    };
    pub const CredentialDeposit: RuntimeHoldReason =
        RuntimeHoldReason::Credentials(pallet_credentials::HoldReason::Deposit);
    pub const CredentialDepositBase: Balance = deposit(1, 0);
    pub const CredentialDepositPerByte: Balance = deposit(0, 1);
}

impl pallet_credentials::Config for Runtime {
    type RuntimeHoldReason = RuntimeHoldReason;
    type Currency = Balances;
    type Consideration = HoldConsideration<
        AccountId,
        Balances,
        CredentialDeposit,
        LinearStoragePrice<CredentialDepositBase, CredentialDepositPerByte, Balance>,
    >;
    // Nobody can stake, rule or deliver in a halt.
    type Clock = Open<Runtime>;
    type SlotsPerDay = SlotsPerDay;
    type Time = Timestamp;
    type Members = Communities;
    type FreeCalls = Communities;
    type AccreditationOrigin = EnsureParameters;
    type RulingOrigin = EnsureAppeals;
    type Treasury = TreasuryAccountId<Runtime>;
    type Rules = TheCredentialRules;
    type WeightInfo = pallet_credentials::weights::SubstrateWeight<Runtime>;
    #[cfg(feature = "runtime-benchmarks")]
    type BenchmarkHelper = CredentialBenchmarks;
}

/// What the pallet's benchmarks need of this chain.
#[cfg(feature = "runtime-benchmarks")]
pub struct CredentialBenchmarks;

#[cfg(feature = "runtime-benchmarks")]
impl pallet_credentials::BenchmarkHelper for CredentialBenchmarks {
    fn sign(
        seed: u8,
        message: &[u8],
    ) -> (pallet_credentials::Ed25519Key, pallet_credentials::Ed25519Signature) {
        let seed = alloc::format!("//Benchmark//{seed}").into_bytes();
        let keys = sp_core::crypto::KeyTypeId(*b"vaka");
        let key = sp_io::crypto::ed25519_generate(keys, Some(seed));
        let signature = sp_io::crypto::ed25519_sign(keys, &key, message);
        (key.0, signature.unwrap_or_default().0)
    }
}
