//! Five guardians with a real collective, a real safe-mode, and calls that they should not be able
//! to make. A day has ten blocks.

use crate::{self as pallet_guardians, *};
use frame_support::{
    derive_impl,
    dispatch::GetDispatchInfo,
    parameter_types,
    traits::{ConstU32, Contains, Hooks, NeverEnsureOrigin},
    weights::Weight,
};
use frame_system::EnsureRoot;
use sp_runtime::{
    traits::{BlakeTwo256, BlockNumberProvider, Dispatchable, Hash},
    BuildStorage, DispatchResult,
};
use vaka_testing::{bare, execute_and_check};

type Block = frame_system::mocking::MockBlockU32<Test>;
pub type AccountId = u64;

frame_support::construct_runtime!(
    pub enum Test {
        System: frame_system,
        Balances: pallet_balances,
        Utility: pallet_utility,
        Council: pallet_collective::<Instance1>,
        SafeMode: pallet_safe_mode,
        Guardians: pallet_guardians,
    }
);

pub type TheSeats = pallet_collective::Instance1;

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
    type Block = Block;
    type AccountData = pallet_balances::AccountData<u64>;
    type BaseCallFilter = SafeMode;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
    type AccountStore = System;
}

impl pallet_utility::Config for Test {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeCall = RuntimeCall;
    type PalletsOrigin = OriginCaller;
    type WeightInfo = ();
}

parameter_types! {
    pub const MaxProposalWeight: Weight = Weight::from_parts(1_000_000_000_000, u64::MAX);
    pub const NoDeposit: Option<u64> = None;
    pub const NoDelay: Option<BlockNumber> = None;
    pub static TheRules: Rules = Rules::default();
    /// Slots without a block.
    pub static LeftOut: BlockNumber = 0;
}

impl pallet_collective::Config<TheSeats> for Test {
    type RuntimeOrigin = RuntimeOrigin;
    type Proposal = RuntimeCall;
    type RuntimeEvent = RuntimeEvent;
    type MotionDuration = ConstU32<{ 2 * DAY }>;
    type MaxProposals = ConstU32<MAX_MOTIONS>;
    type MaxMembers = ConstU32<20>;
    type DefaultVote = AbsentIsNay;
    type WeightInfo = ();
    type SetMembersOrigin = EnsureRoot<AccountId>;
    type MaxProposalWeight = MaxProposalWeight;
    type DisapproveOrigin = EnsureRoot<AccountId>;
    type KillOrigin = EnsureRoot<AccountId>;
    type Consideration = ();
}

/// The calls that go on in a halt.
pub struct Governance;

impl Contains<RuntimeCall> for Governance {
    fn contains(call: &RuntimeCall) -> bool {
        matches!(call, RuntimeCall::System(_) | RuntimeCall::Council(_))
    }
}

impl pallet_safe_mode::Config for Test {
    type RuntimeEvent = RuntimeEvent;
    type Currency = Balances;
    type RuntimeHoldReason = RuntimeHoldReason;
    type WhitelistedCalls = Governance;
    type EnterDuration = ConstU32<20>;
    type ExtendDuration = ConstU32<20>;
    type EnterDepositAmount = NoDeposit;
    type ExtendDepositAmount = NoDeposit;
    type ForceEnterOrigin = EnsureGuardians<Test, TheSeats>;
    type ForceExtendOrigin = NeverEnsureOrigin<BlockNumber>;
    type ForceExitOrigin = EnsureRoot<AccountId>;
    type ForceDepositOrigin = EnsureRoot<AccountId>;
    type Notify = Guardians;
    type ReleaseDelay = NoDelay;
    type WeightInfo = ();
}

/// Slots of a day.
pub const DAY: BlockNumber = 10;

/// The most motions at a time.
pub const MAX_MOTIONS: u32 = 10;

/// The slots that passed. Not every slot has a block.
pub struct Clock;

impl BlockNumberProvider for Clock {
    type BlockNumber = BlockNumber;

    fn current_block_number() -> BlockNumber {
        System::block_number() + LeftOut::get()
    }
}

impl Config for Test {
    type SafeMode = SafeMode;
    type Clock = Clock;
    type SlotsPerDay = ConstU32<DAY>;
    type Motions = CollectiveMotions<Test, TheSeats>;
    type MaxMotions = ConstU32<MAX_MOTIONS>;
    type Seats = CollectiveMotions<Test, TheSeats>;
    type MaxSeats = ConstU32<20>;
    type Rules = TheRules;
}

/// Builds the world: block 1, and guardians 1 to 5, who have money.
pub fn build() -> sp_io::TestExternalities {
    TheRules::set(Rules::default());
    LeftOut::set(0);
    let storage = RuntimeGenesisConfig {
        balances: pallet_balances::GenesisConfig {
            balances: (1..=20).map(|who| (who, 1_000)).collect(),
            ..Default::default()
        },
        council: pallet_collective::GenesisConfig {
            members: (1..=5).collect(),
            ..Default::default()
        },
        ..Default::default()
    };
    let mut ext = sp_io::TestExternalities::new(storage.build_storage().expect("valid"));
    ext.execute_with(|| System::set_block_number(1));
    ext
}

/// Runs a test, then checks all invariants.
pub fn build_and_execute<R>(test: impl FnOnce() -> R) -> R {
    execute_and_check(build(), test, check)
}

/// Checks all invariants.
pub fn check() {
    Guardians::do_try_state().expect("the invariants hold");
}

// Time

/// What the clock shows.
pub fn now() -> BlockNumber {
    Clock::current_block_number()
}

pub fn run(blocks: BlockNumber) {
    run_slowly(blocks, 1);
}

/// Makes so many blocks, each so many slots after the one before.
pub fn run_slowly(blocks: BlockNumber, apart: BlockNumber) {
    for _ in 0..blocks {
        System::set_block_number(System::block_number() + 1);
        LeftOut::mutate(|slots| *slots += apart - 1);
        Guardians::on_initialize(System::block_number());
        SafeMode::on_initialize(System::block_number());
    }
}

// What people do

pub fn enter() -> RuntimeCall {
    RuntimeCall::SafeMode(pallet_safe_mode::Call::force_enter {})
}

pub fn transfer() -> RuntimeCall {
    RuntimeCall::Balances(pallet_balances::Call::transfer_allow_death { dest: 7, value: 100 })
}

pub fn signed(who: AccountId) -> RuntimeOrigin {
    RuntimeOrigin::signed(who)
}

/// Makes a call as a transaction would.
pub fn send(by: RuntimeOrigin, call: RuntimeCall) -> DispatchResult {
    bare(call.dispatch(by))
}

pub fn guardians() -> Vec<AccountId> {
    pallet_collective::Members::<Test, TheSeats>::get()
}

/// This many guardians vote aye, and the motion passes with as many. Returns the result of its
/// call. None if it did not pass.
pub fn motion(ayes: u32, call: RuntimeCall) -> Option<DispatchResult> {
    motion_at(ayes, ayes, call)
}

/// Some guardians vote aye on a motion with this threshold, and all others are absent.
pub fn motion_at(ayes: u32, threshold: u32, call: RuntimeCall) -> Option<DispatchResult> {
    let seats = guardians();
    let (hash, length) = (BlakeTwo256::hash_of(&call), 10_000);
    let weight = call.get_dispatch_info().call_weight;
    let index = pallet_collective::ProposalCount::<Test, TheSeats>::get();
    System::reset_events();
    Council::propose(signed(seats[0]), threshold, Box::new(call), length).expect("proposed");
    if threshold >= 2 {
        for who in seats.iter().take(ayes as usize) {
            Council::vote(signed(*who), hash, index, true).expect("voted");
        }
        if ayes < threshold {
            run(2 * DAY);
        }
        Council::close(signed(99), hash, index, weight, length).expect("closed");
    }
    System::events().into_iter().rev().find_map(|record| match record.event {
        RuntimeEvent::Council(pallet_collective::Event::Executed { result, .. }) => Some(result),
        _ => None,
    })
}

/// Root replaces the guardians.
pub fn appoint(seats: &[AccountId], prime: Option<AccountId>) {
    let old = guardians().len() as u32;
    Council::set_members(RuntimeOrigin::root(), seats.to_vec(), prime, old).expect("appointed");
}

pub fn is_halted() -> bool {
    pallet_safe_mode::EnteredUntil::<Test>::exists()
}
