//! Sessions and their history, and the validators in them.

use super::{
    consensus::{
        ProvableSessions, RestorationDelay, SessionOffset, SessionPeriod, ValidatorId,
        MAX_AUTHORITIES,
    },
    money::deposit,
};
use crate::{
    weights, Balance, Balances, Clock, Communities, Runtime, RuntimeEvent, SessionKeys, Validators,
};
use frame_support::{parameter_types, traits::ConstU32};
use pallet_voting::EnsureValidators;
use sp_runtime::traits::{Convert, ConvertInto, OpaqueKeys};

parameter_types! {
    /// Anybody may register session keys: two of 32 bytes, and whose each of them is.
    pub const KeyDeposit: Balance = deposit(3, 224);
}

impl pallet_session::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type ValidatorId = ValidatorId;
    type ValidatorIdOf = ConvertInto;
    type ShouldEndSession = pallet_session::PeriodicSessions<SessionPeriod, SessionOffset>;
    type NextSessionRotation = pallet_session::PeriodicSessions<SessionPeriod, SessionOffset>;
    type SessionManager = pallet_beacon::Rounds<
        Self,
        pallet_session::historical::NoteHistoricalRoot<Self, Validators>,
    >;
    type SessionHandler = <SessionKeys as OpaqueKeys>::KeyTypeIdProviders;
    type Keys = SessionKeys;
    type DisablingStrategy = pallet_session::disabling::UpToLimitDisablingStrategy;
    type WeightInfo = weights::pallet_session::WeightInfo<Runtime>;
    type Currency = Balances;
    type KeyDeposit = KeyDeposit;
}

impl pallet_session::historical::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type FullIdentification = ();
    type FullIdentificationOf = NothingMore;
}

/// The account is all that identifies a validator, because nobody stakes behind it.
pub struct NothingMore;

impl Convert<ValidatorId, Option<()>> for NothingMore {
    fn convert(_: ValidatorId) -> Option<()> {
        Some(())
    }
}

impl pallet_validators::Config for Runtime {
    type ValidatorsOrigin = EnsureValidators;
    type Communities = Communities;
    type FreeCalls = Communities;
    type Clock = Clock;
    type MaxValidators = ConstU32<MAX_AUTHORITIES>;
    type ProvableSessions = ProvableSessions;
    type RestorationDelay = RestorationDelay;
    type WeightInfo = pallet_validators::weights::SubstrateWeight<Runtime>;
    #[cfg(feature = "runtime-benchmarks")]
    type BenchmarkHelper = ValidatorBenchmarks;
}

/// What the pallet's benchmarks need of this chain.
#[cfg(feature = "runtime-benchmarks")]
pub struct ValidatorBenchmarks;

#[cfg(feature = "runtime-benchmarks")]
impl pallet_validators::BenchmarkHelper<ValidatorId, SessionKeys> for ValidatorBenchmarks {
    fn keys(owner: &ValidatorId) -> (SessionKeys, alloc::vec::Vec<u8>) {
        use codec::Encode;

        let generated = SessionKeys::generate(&owner.encode(), None);
        (generated.keys, generated.proof.encode())
    }
}
