//! A small nation of two villages. A test may change their members at will. The real referenda and
//! scheduler are around the pallet, wired as in a runtime. [`ExtBuilder::build_and_execute`] runs a
//! test and then checks every invariant.

use crate::{self as pallet_voting, *};
use frame_support::{
    derive_impl, parameter_types,
    traits::{schedule::DispatchTime, ConstU32, EqualPrivilegeOnly, Hooks, Polling, StorePreimage},
    weights::Weight,
};
use frame_system::EnsureRoot;
use pallet_referenda::ReferendumInfo;
use sp_runtime::BuildStorage;
use vaka_testing::execute_and_check;
pub use vaka_testing::{bare, AccountId};

type Block = frame_system::mocking::MockBlockU32<Test>;
pub type Balance = u64;

frame_support::construct_runtime!(
    pub enum Test {
        System: frame_system,
        Balances: pallet_balances,
        Preimage: pallet_preimage,
        Scheduler: pallet_scheduler,
        Referenda: pallet_referenda,
        Voting: pallet_voting,
    }
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
    type Block = Block;
    type AccountData = pallet_balances::AccountData<Balance>;
    type DbWeight = frame_support::weights::constants::ParityDbWeight;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
    type AccountStore = System;
    type ExistentialDeposit = frame_support::traits::ConstU64<1>;
}

impl pallet_preimage::Config for Test {
    type RuntimeEvent = RuntimeEvent;
    type WeightInfo = ();
    type Currency = Balances;
    type ManagerOrigin = EnsureRoot<AccountId>;
    type Consideration = ();
}

parameter_types! {
    pub const MaximumSchedulerWeight: Weight = Weight::from_parts(1_000_000_000_000, u64::MAX);
    pub static SlotsPerDay: BlockNumber = 1;
    pub static UndecidingTimeout: BlockNumber = 60;
}

impl pallet_scheduler::Config for Test {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeOrigin = RuntimeOrigin;
    type PalletsOrigin = OriginCaller;
    type RuntimeCall = RuntimeCall;
    type MaximumWeight = MaximumSchedulerWeight;
    type ScheduleOrigin = EnsureRoot<AccountId>;
    type MaxScheduledPerBlock = ConstU32<200>;
    type WeightInfo = ();
    type OriginPrivilegeCmp = EqualPrivilegeOnly;
    type Preimages = Preimage;
    type BlockNumberProvider = System;
}

impl pallet_referenda::Config for Test {
    type WeightInfo = ();
    type RuntimeCall = RuntimeCall;
    type RuntimeEvent = RuntimeEvent;
    type Scheduler = Scheduler;
    type Currency = Balances;
    type SubmitOrigin = frame_system::EnsureSigned<AccountId>;
    type CancelOrigin = EnsureRoot<AccountId>;
    type KillOrigin = EnsureRoot<AccountId>;
    type Slash = ();
    // Votes count people, not money.
    type Votes = u32;
    type Tally = Tally<Test>;
    type SubmissionDeposit = frame_support::traits::ConstU64<0>;
    type MaxQueued = ConstU32<10>;
    type UndecidingTimeout = UndecidingTimeout;
    type AlarmInterval = ConstU32<1>;
    type Tracks = Tracks<Test>;
    type Preimages = Preimage;
    type BlockNumberProvider = System;
}

impl Config for Test {
    type Communities = Nation;
    type Members = Nation;
    type FreeCalls = Nation;
    type Polls = Referenda;
    type SlotsPerDay = SlotsPerDay;
    type WeightInfo = ();
}

// The members

pub type Nation = vaka_testing::Nation<System>;

/// A person's first account. Everybody has more of them.
pub fn account(n: u32) -> AccountId {
    nth_account(n, 0)
}

pub fn nth_account(n: u32, nth: u32) -> AccountId {
    u64::from(n) * 1_000 + u64::from(nth) + 1
}

/// Admits a person.
pub fn admit(n: u32, community: CommunityId) -> MemberId {
    Nation::admit(account(n), community)
}

// The world

/// The first village: the members from 0.
pub const APIA: CommunityId = 0;
/// The second one: the members after those.
pub const ALOFI: CommunityId = 1;

/// A person who is no member.
pub const STRANGER: u32 = 9_000;

/// The beginning of a test's world: block 10, and two villages whose members are numbered as the
/// people.
pub struct ExtBuilder {
    members: [u32; 2],
}

impl Default for ExtBuilder {
    fn default() -> Self {
        Self { members: [10, 7] }
    }
}

impl ExtBuilder {
    /// Sets the number of members of each village.
    pub fn members(mut self, members: [u32; 2]) -> Self {
        self.members = members;
        self
    }

    pub fn build(self) -> sp_io::TestExternalities {
        SlotsPerDay::set(1);
        UndecidingTimeout::set(60);
        Nation::begin(2);
        let storage = RuntimeGenesisConfig::default().build_storage();
        let mut ext = sp_io::TestExternalities::new(storage.expect("valid"));
        ext.execute_with(|| {
            System::set_block_number(1);
            let villages = self.members.into_iter().zip([APIA, ALOFI]);
            let people = villages.flat_map(|(count, village)| vec![village; count as usize]);
            for (n, village) in people.enumerate() {
                admit(n as u32, village);
            }
            System::set_block_number(10);
        });
        ext
    }

    /// Runs a test, then checks all invariants.
    pub fn build_and_execute<R>(self, test: impl FnOnce() -> R) -> R {
        execute_and_check(self.build(), test, check)
    }
}

/// Checks all invariants, and that a poll without ballots has an empty tally.
pub fn check() {
    Voting::do_try_state().expect("the invariants hold");
    for (poll, info) in pallet_referenda::ReferendumInfoFor::<Test>::iter() {
        if let ReferendumInfo::Ongoing(status) = info {
            let tally = status.tally;
            let counted = tally.ayes + tally.nays + tally.abstentions;
            let ballots = Ballots::<Test>::iter_key_prefix(poll).count();
            assert_eq!(counted as usize, ballots, "what is counted is there");
        }
    }
}

// Time

pub fn now() -> BlockNumber {
    System::block_number()
}

/// Goes to a block, by way of those in which something is scheduled.
pub fn run_to(block: BlockNumber) {
    while now() < block {
        let agendas = pallet_scheduler::Agenda::<Test>::iter_keys();
        let next = agendas.filter(|at| *at > now()).min();
        System::set_block_number(next.map_or(block, |next| next.min(block)));
        // Otherwise the scheduler would look for agendas in all the blocks that are left out.
        pallet_scheduler::IncompleteSince::<Test>::kill();
        Scheduler::on_initialize(now());
    }
}

/// Lets blocks pass.
pub fn wait(blocks: BlockNumber) {
    run_to(now() + blocks);
}

// Polls

pub fn signed(n: u32) -> RuntimeOrigin {
    RuntimeOrigin::signed(account(n))
}

/// The origin with which a track's decisions are carried out.
pub fn origin_of(track: Track) -> OriginCaller {
    TrackOrigin::<Test>::origin_of(track).expect("a track")
}

/// Opens a poll in this block, and goes to the next block. Without a decision deposit it is not
/// decided.
#[track_caller]
pub fn open(track: Track) -> PollIndex {
    let poll = pallet_referenda::ReferendumCount::<Test>::get();
    let remark = frame_system::Call::remark { remark: poll.to_le_bytes().to_vec() };
    let proposal = <Preimage as StorePreimage>::bound(RuntimeCall::from(remark)).expect("small");
    let origin = Box::new(origin_of(track));
    let when = DispatchTime::After(0);
    Referenda::submit(signed(STRANGER), origin, proposal, when).expect("opened");
    wait(1);
    poll
}

/// Opens a poll that is decided in time.
#[track_caller]
pub fn open_and_decide(track: Track) -> PollIndex {
    let poll = open(track);
    Referenda::place_decision_deposit(signed(STRANGER), poll).expect("placed");
    poll
}

/// Ends a poll without a decision.
#[track_caller]
pub fn cancel(poll: PollIndex) {
    Referenda::cancel(RuntimeOrigin::root(), poll).expect("cancelled");
}

pub fn info(poll: PollIndex) -> pallet_referenda::ReferendumInfoOf<Test, ()> {
    pallet_referenda::ReferendumInfoFor::<Test>::get(poll).expect("a poll")
}

pub fn is_ongoing(poll: PollIndex) -> bool {
    <Referenda as Polling<Tally<Test>>>::as_ongoing(poll).is_some()
}

/// The number of proposals that were dispatched with success.
pub fn dispatched() -> usize {
    let done = |event: &pallet_scheduler::Event<Test>| {
        matches!(event, pallet_scheduler::Event::Dispatched { id: Some(_), result: Ok(()), .. })
    };
    let events = System::events().into_iter();
    let of_scheduler = events.filter_map(|record| match record.event {
        RuntimeEvent::Scheduler(event) => Some(event),
        _ => None,
    });
    of_scheduler.filter(done).count()
}

/// Ayes, nays, abstentions.
#[track_caller]
pub fn tally(poll: PollIndex) -> (u32, u32, u32) {
    let (tally, _) = <Referenda as Polling<Tally<Test>>>::as_ongoing(poll).expect("a poll");
    (tally.ayes, tally.nays, tally.abstentions)
}

#[track_caller]
pub fn vote(n: u32, poll: PollIndex, vote: Vote) {
    Voting::vote(signed(n), poll, vote).expect("voted");
}

#[track_caller]
pub fn delegate(n: u32, track: Track, to: MemberId) {
    Voting::delegate(signed(n), track, to).expect("delegated");
}

/// A member's vote, and the member whose vote it repeats.
pub fn ballot(poll: PollIndex, member: MemberId) -> Option<(Vote, Option<MemberId>)> {
    Ballots::<Test>::get(poll, member).map(|ballot| (ballot.vote, ballot.by))
}

#[track_caller]
pub fn has_event(event: Event<Test>) {
    System::assert_has_event(event.into());
}
