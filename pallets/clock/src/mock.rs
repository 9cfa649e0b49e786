//! The clock with a real scheduler that goes by it. A day has twenty slots.

use crate::{self as pallet_clock, *};
use codec::Encode;
use frame_support::{
    assert_ok, derive_impl, parameter_types,
    traits::{
        schedule::{v3::Named, DispatchTime},
        ConstU32, EqualPrivilegeOnly, OnInitialize, StorePreimage,
    },
    weights::Weight,
};
use frame_system::EnsureRoot;
use sp_consensus_aura::{Slot, AURA_ENGINE_ID};
use sp_runtime::{BuildStorage, Digest, DigestItem};
use vaka_primitives::BlockNumber;
use vaka_testing::execute_and_check;

type Block = frame_system::mocking::MockBlockU32<Test>;
pub type AccountId = u64;

// As in the chain's runtime: hooks run in the order of declaration, not of the numbers.
#[frame_support::runtime(legacy_ordering)]
mod runtime {
    #[runtime::runtime]
    #[runtime::derive(
        RuntimeCall,
        RuntimeEvent,
        RuntimeError,
        RuntimeOrigin,
        RuntimeHoldReason,
        RuntimeFreezeReason,
        RuntimeTask
    )]
    pub struct Test;

    #[runtime::pallet_index(0)]
    pub type System = frame_system;
    #[runtime::pallet_index(9)]
    pub type Clock = pallet_clock;
    #[runtime::pallet_index(2)]
    pub type Preimage = pallet_preimage;
    #[runtime::pallet_index(3)]
    pub type Scheduler = pallet_scheduler;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
    type Block = Block;
}

impl pallet_preimage::Config for Test {
    type RuntimeEvent = RuntimeEvent;
    type WeightInfo = ();
    type Currency = ();
    type ManagerOrigin = EnsureRoot<AccountId>;
    type Consideration = ();
}

/// Tasks of a block.
pub const MAX_SCHEDULED: u32 = 4;

parameter_types! {
    pub static Halted: bool = false;
    pub static ScheduledWeight: Weight = Weight::from_parts(1_000_000_000_000, u64::MAX);
}

impl pallet_scheduler::Config for Test {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeOrigin = RuntimeOrigin;
    type PalletsOrigin = OriginCaller;
    type RuntimeCall = RuntimeCall;
    type MaximumWeight = ScheduledWeight;
    type ScheduleOrigin = EnsureRoot<AccountId>;
    type OriginPrivilegeCmp = EqualPrivilegeOnly;
    type MaxScheduledPerBlock = ConstU32<MAX_SCHEDULED>;
    type WeightInfo = ();
    type Preimages = Preimage;
    type BlockNumberProvider = Clock;
}

pub const DAY: BlockNumber = 20;

impl Config for Test {
    type Halted = Halted;
}

/// Runs a test from genesis on, then checks all invariants.
pub fn build_and_execute<R>(test: impl FnOnce() -> R) -> R {
    Halted::set(false);
    let clock = GenesisConfig::new(DAY);
    let genesis = RuntimeGenesisConfig { clock, ..Default::default() };
    let storage = genesis.build_storage().expect("valid");
    execute_and_check(storage.into(), test, check)
}

/// Checks all invariants.
pub fn check() {
    Clock::do_try_state().expect("the invariants hold");
}

/// The next block, in a slot.
pub fn block_in(slot: u64) {
    block(vec![DigestItem::PreRuntime(AURA_ENGINE_ID, Slot::from(slot).encode())]);
}

/// The next block, with these digests.
pub fn block(logs: Vec<DigestItem>) {
    let number = System::block_number() + 1;
    System::reset_events();
    System::initialize(&number, &Default::default(), &Digest { logs });
    AllPalletsWithSystem::on_initialize(number);
    check();
}

/// Schedules a task for a reading.
pub fn schedule(name: u8, at: BlockNumber) {
    let remark = frame_system::Call::remark { remark: vec![name] };
    let call = <Preimage as StorePreimage>::bound(RuntimeCall::from(remark));
    assert_ok!(<Scheduler as Named<_, _, _>>::schedule_named(
        [name; 32],
        DispatchTime::At(at),
        None,
        0,
        OriginCaller::from(frame_system::RawOrigin::Root),
        call.expect("small"),
    ));
}

/// The tasks that this block dispatched.
pub fn dispatched() -> Vec<u8> {
    let events = System::events().into_iter().filter_map(|record| match record.event {
        RuntimeEvent::Scheduler(pallet_scheduler::Event::Dispatched {
            id: Some(id),
            result,
            ..
        }) => {
            assert_ok!(result);
            Some(id[0])
        }
        _ => None,
    });
    events.collect()
}
