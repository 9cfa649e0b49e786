//! Communities and their members: the figures that bound them, and the origins that decide what
//! clerks and members cannot.

use super::{money::deposit, safety::GuardiansCalls, time::SlotsPerDay};
use crate::{
    AccountId, Balance, Balances, Clock, Credentials, Runtime, RuntimeCall, RuntimeHoldReason,
    Signature,
};
use frame_support::{
    parameter_types,
    traits::{fungible::HoldConsideration, LinearStoragePrice},
    PalletId,
};
use pallet_communities::{MemberId, Rules};
use pallet_voting::{EnsureAppeals, EnsureParameters, EnsureVillage};
use vaka_primitives::AssistedCalls;

parameter_types! {
    pub const CommunitiesPalletId: PalletId = PalletId(*b"vaka/com");
    /// The figures of the whole network, in one place.
    pub CommunityRules: Rules = Rules::default();
    pub const RequestDeposit: RuntimeHoldReason =
        RuntimeHoldReason::Communities(pallet_communities::HoldReason::RequestDeposit);
    pub const RequestDepositBase: Balance = deposit(3, 0);
    pub const RequestDepositPerByte: Balance = deposit(0, 1);
}

impl pallet_communities::Config for Runtime {
    type RuntimeHoldReason = RuntimeHoldReason;
    type Clock = Clock;
    type SlotsPerDay = SlotsPerDay;
    type FoundingOrigin = EnsureParameters;
    type ClerkOrigin = EnsureParameters;
    type AppealsOrigin = EnsureAppeals;
    type AssistedCalls = HelpersCalls;
    type FreeOffices = GuardiansCalls;
    type Belongings = Credentials;
    type ActOrigin = EnsureVillage;
    type PalletId = CommunitiesPalletId;
    type RequestConsideration = HoldConsideration<
        AccountId,
        Balances,
        RequestDeposit,
        LinearStoragePrice<RequestDepositBase, RequestDepositPerByte, Balance>,
    >;
    type Signature = Signature;
    type Rules = CommunityRules;
    type WeightInfo = pallet_communities::weights::SubstrateWeight<Runtime>;
    #[cfg(feature = "runtime-benchmarks")]
    type BenchmarkHelper = CommunityBenchmarks;
}

/// What helpers do is free on the allowance of the member for whom they do it.
pub struct HelpersCalls;

impl AssistedCalls<RuntimeCall> for HelpersCalls {
    fn assisted(call: &RuntimeCall) -> Option<MemberId> {
        match call {
            RuntimeCall::Voting(
                pallet_voting::Call::vote_for { member, .. }
                | pallet_voting::Call::retract_for { member, .. },
            )
            | RuntimeCall::Petitions(
                pallet_petitions::Call::endorse_for { member, .. }
                | pallet_petitions::Call::withdraw_for { member, .. },
            ) => Some(*member),
            _ => None,
        }
    }
}

/// What the pallet's benchmarks need of this chain.
#[cfg(feature = "runtime-benchmarks")]
pub struct CommunityBenchmarks;

#[cfg(feature = "runtime-benchmarks")]
impl pallet_communities::BenchmarkHelper<AccountId, Signature> for CommunityBenchmarks {
    fn signer(n: u32) -> AccountId {
        use sp_runtime::traits::IdentifyAccount;

        // The same key each time.
        let seed = Some(alloc::format!("//Benchmark//{n}").into_bytes());
        let key = sp_io::crypto::sr25519_generate(KEYS, seed);
        sp_runtime::MultiSigner::Sr25519(key).into_account()
    }

    fn sign(signer: &AccountId, message: &[u8]) -> Signature {
        let key = sp_core::sr25519::Public::from_raw(signer.clone().into());
        let signature = sp_io::crypto::sr25519_sign(KEYS, &key, message);
        Signature::Sr25519(signature.unwrap_or_default())
    }
}

/// The key type of the benchmarks' keys.
#[cfg(feature = "runtime-benchmarks")]
const KEYS: sp_core::crypto::KeyTypeId = sp_core::crypto::KeyTypeId(*b"vaka");
