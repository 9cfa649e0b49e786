//! The halt: two thirds of the guardians may halt everything but governance for two days.

use super::{
    system::BlockWeights,
    time::{Days, SlotsPerDay},
};
use crate::{
    weights, AccountId, Balance, Balances, BlockNumber, Clock, Guardians, Runtime, RuntimeCall,
    RuntimeEvent, RuntimeHoldReason, RuntimeOrigin, SafeMode,
};
use frame_support::{
    parameter_types,
    traits::{ConstU32, Contains, NeverEnsureOrigin},
    weights::Weight,
};
use frame_system::EnsureRoot;
use sp_runtime::Perbill;
use vaka_primitives::FreeOffices;

/// The most guardians there may be.
const MAX_GUARDIANS: u32 = 13;

/// The most of their motions at a time.
const MAX_MOTIONS: u32 = 8;

parameter_types! {
    pub GuardianRules: pallet_guardians::Rules = pallet_guardians::Rules::default();
    pub MotionWeight: Weight = Perbill::from_percent(10) * BlockWeights::get().max_block;
    /// Nobody buys a halt of the chain.
    pub const NoDeposit: Option<Balance> = None;
    pub const NoRelease: Option<BlockNumber> = None;
}

impl pallet_collective::Config for Runtime {
    type RuntimeOrigin = RuntimeOrigin;
    type Proposal = RuntimeCall;
    type RuntimeEvent = RuntimeEvent;
    type MotionDuration = Days<2>;
    type MaxProposals = ConstU32<MAX_MOTIONS>;
    type MaxMembers = ConstU32<MAX_GUARDIANS>;
    #[cfg(not(feature = "runtime-benchmarks"))]
    type DefaultVote = pallet_guardians::AbsentIsNay;
    // The benchmarks expect a motion to pass by the absent, which costs as much as one that does not.
    #[cfg(feature = "runtime-benchmarks")]
    type DefaultVote = pallet_collective::PrimeDefaultVote;
    type WeightInfo = weights::pallet_collective::WeightInfo<Runtime>;
    // A referendum of all members on the constitution track.
    type SetMembersOrigin = EnsureRoot<AccountId>;
    type MaxProposalWeight = MotionWeight;
    type DisapproveOrigin = EnsureRoot<AccountId>;
    type KillOrigin = EnsureRoot<AccountId>;
    type Consideration = ();
}

impl pallet_safe_mode::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type Currency = Balances;
    type RuntimeHoldReason = RuntimeHoldReason;
    type WhitelistedCalls = AllowedInSafeMode;
    type EnterDuration = ConstU32<0>;
    type ExtendDuration = ConstU32<0>;
    type EnterDepositAmount = NoDeposit;
    type ExtendDepositAmount = NoDeposit;
    type ForceEnterOrigin = pallet_guardians::EnsureGuardians<Runtime, ()>;
    type ForceExtendOrigin = NeverEnsureOrigin<BlockNumber>;
    type ForceExitOrigin = EnsureRoot<AccountId>;
    type ForceDepositOrigin = EnsureRoot<AccountId>;
    type Notify = Guardians;
    type ReleaseDelay = NoRelease;
    type WeightInfo = weights::pallet_safe_mode::WeightInfo<Runtime>;
}

impl pallet_guardians::Config for Runtime {
    type SafeMode = SafeMode;
    type Clock = Clock;
    type SlotsPerDay = SlotsPerDay;
    type Motions = pallet_guardians::CollectiveMotions<Runtime>;
    type MaxMotions = ConstU32<MAX_MOTIONS>;
    type Seats = pallet_guardians::CollectiveMotions<Runtime>;
    type MaxSeats = ConstU32<MAX_GUARDIANS>;
    type Rules = GuardianRules;
}

/// What guardians do is free, because a halt forbids sending them any VAKA.
pub struct GuardiansCalls;

impl FreeOffices<AccountId, RuntimeCall> for GuardiansCalls {
    fn may_call_free(who: &AccountId, call: &RuntimeCall, calls: u32) -> bool {
        let of_office = matches!(
            call,
            RuntimeCall::GuardianCouncil(
                pallet_collective::Call::propose { .. }
                    | pallet_collective::Call::vote { .. }
                    | pallet_collective::Call::close { .. }
            )
        );
        of_office && Guardians::free_calls(who.clone()) >= calls
    }

    fn use_free_call(who: &AccountId, call: &RuntimeCall, calls: u32) -> bool {
        Self::may_call_free(who, call, calls) && Guardians::use_free_calls(who, calls)
    }
}

/// What goes on in safe-mode: blocks and their finality, and all of governance, so that the people
/// can answer.
pub struct AllowedInSafeMode;

impl Contains<RuntimeCall> for AllowedInSafeMode {
    fn contains(call: &RuntimeCall) -> bool {
        matches!(
            call,
            RuntimeCall::System(_)
                | RuntimeCall::Timestamp(_)
                | RuntimeCall::Session(_)
                | RuntimeCall::Grandpa(_)
                // An author that gives its output must not lose its block by it.
                | RuntimeCall::Beacon(_)
                | RuntimeCall::Preimage(_)
                | RuntimeCall::Referenda(_)
                | RuntimeCall::GuardianCouncil(_)
                | RuntimeCall::SafeMode(_)
                | RuntimeCall::Communities(_)
                | RuntimeCall::Voting(_)
                | RuntimeCall::Petitions(_)
                | RuntimeCall::Validators(_)
        )
    }
}
