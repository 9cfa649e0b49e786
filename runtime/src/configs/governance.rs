//! How the people decide: referenda on the tracks, one vote for each member. What passes is
//! executed. Nothing but the constitution track reaches Root.

use super::{
    money::deposit,
    system::BlockWeights,
    time::{Days, SlotsPerDay},
};
use crate::{
    weights, AccountId, Balance, Balances, Clock, Communities, OriginCaller, Preimage, Referenda,
    Runtime, RuntimeCall, RuntimeEvent, RuntimeHoldReason, RuntimeOrigin, Scheduler,
};
use frame_support::{
    parameter_types,
    traits::{
        fungible::HoldConsideration, ConstU128, ConstU32, EqualPrivilegeOnly, LinearStoragePrice,
    },
    weights::Weight,
};
use frame_system::EnsureRoot;
use sp_runtime::Perbill;

/// The most tasks of the scheduler in a block.
pub const MAX_SCHEDULED: u32 = 128;

parameter_types! {
    pub const PreimageDeposit: RuntimeHoldReason =
        RuntimeHoldReason::Preimage(pallet_preimage::HoldReason::Preimage);
    pub const PreimageDepositBase: Balance = deposit(2, 64);
    pub const PreimageDepositPerByte: Balance = deposit(0, 1);
    /// Half of a block. The other half is left to the clearing of slots, and to users.
    pub ScheduledWeight: Weight = Perbill::from_percent(50) * BlockWeights::get().max_block;
}

impl pallet_preimage::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type WeightInfo = weights::pallet_preimage::WeightInfo<Runtime>;
    type Currency = Balances;
    type ManagerOrigin = EnsureRoot<AccountId>;
    type Consideration = HoldConsideration<
        AccountId,
        Balances,
        PreimageDeposit,
        LinearStoragePrice<PreimageDepositBase, PreimageDepositPerByte, Balance>,
    >;
}

impl pallet_scheduler::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeOrigin = RuntimeOrigin;
    type PalletsOrigin = OriginCaller;
    type RuntimeCall = RuntimeCall;
    type MaximumWeight = ScheduledWeight;
    type ScheduleOrigin = EnsureRoot<AccountId>;
    type OriginPrivilegeCmp = EqualPrivilegeOnly;
    type MaxScheduledPerBlock = ConstU32<MAX_SCHEDULED>;
    type WeightInfo = weights::pallet_scheduler::WeightInfo<Runtime>;
    type Preimages = Preimage;
    type BlockNumberProvider = Clock;
}

impl pallet_referenda::Config for Runtime {
    type RuntimeCall = RuntimeCall;
    type RuntimeEvent = RuntimeEvent;
    type WeightInfo = weights::pallet_referenda::WeightInfo<Runtime>;
    type Scheduler = Scheduler;
    type Currency = Balances;
    // Only petitions become referenda.
    type SubmitOrigin = pallet_petitions::Submitter<Runtime>;
    type CancelOrigin = EnsureRoot<AccountId>;
    type KillOrigin = EnsureRoot<AccountId>;
    type Slash = ();
    type Votes = u32;
    type Tally = pallet_voting::Tally<Runtime>;
    type SubmissionDeposit = ConstU128<0>;
    // Petitions wait for a free place, so nothing queues here. A full queue would drop the weakest
    // for ever.
    type MaxQueued = ConstU32<16>;
    // Longer than any track prepares.
    type UndecidingTimeout = Days<60>;
    type AlarmInterval = ConstU32<1>;
    type Tracks = pallet_voting::Tracks<Runtime>;
    type Preimages = Preimage;
    type BlockNumberProvider = Clock;
}

impl pallet_voting::Config for Runtime {
    type Communities = Communities;
    type Members = Communities;
    type FreeCalls = Communities;
    type Polls = Referenda;
    type SlotsPerDay = SlotsPerDay;
    type WeightInfo = pallet_voting::weights::SubstrateWeight<Runtime>;
}
