//! A small nation of two villages. A test may change their members at will. The real referenda and
//! scheduler are around the pallet, wired as in a runtime. [`ExtBuilder::build_and_execute`] runs a
//! test and then checks every invariant.

use crate::{self as pallet_voting, *};
use frame_support::{
    derive_impl,
    dispatch::{DispatchResult, DispatchResultWithPostInfo},
    parameter_types,
    traits::{schedule::DispatchTime, ConstU32, EqualPrivilegeOnly, Hooks, Polling, StorePreimage},
    weights::Weight,
};
use frame_system::EnsureRoot;
use pallet_referenda::ReferendumInfo;
use sp_runtime::BuildStorage;
use std::{cell::RefCell, collections::BTreeMap};

type Block = frame_system::mocking::MockBlockU32<Test>;
pub type Balance = u64;
pub type AccountId = u64;

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
    pub static BlocksPerDay: BlockNumber = 1;
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
    type Members = World;
    type Polls = Referenda;
    type BlocksPerDay = BlocksPerDay;
    type WeightInfo = ();
}

// The members

/// All members, as the pallet that keeps them would tell them.
#[derive(Clone, Default)]
pub struct World {
    members: BTreeMap<MemberId, (AccountId, Membership)>,
    next: MemberId,
    communities: u32,
}

thread_local! {
    static WORLD: RefCell<World> = RefCell::default();
}

impl World {
    fn count(is: impl Fn(&Membership) -> bool) -> u32 {
        WORLD.with_borrow(|world| {
            let members = world.members.values();
            members.filter(|(_, one)| !one.suspended && is(one)).count() as u32
        })
    }

    /// Changes a membership.
    #[track_caller]
    fn change(member: MemberId, f: impl FnOnce(&mut AccountId, &mut Membership)) {
        WORLD.with_borrow_mut(|world| {
            let (account, membership) = world.members.get_mut(&member).expect("a member");
            f(account, membership);
        });
    }
}

impl vaka_primitives::Members<AccountId> for World {
    fn membership(who: &AccountId) -> Option<Membership> {
        WORLD.with_borrow(|world| {
            let mut members = world.members.values();
            members.find(|(account, _)| account == who).map(|one| one.1)
        })
    }

    fn membership_of(member: MemberId) -> Option<Membership> {
        WORLD.with_borrow(|world| world.members.get(&member).map(|one| one.1))
    }

    fn account_of(member: MemberId) -> Option<AccountId> {
        WORLD.with_borrow(|world| world.members.get(&member).map(|one| one.0))
    }

    fn electorate() -> u32 {
        Self::count(|_| true)
    }

    fn electorate_of(community: CommunityId) -> Option<u32> {
        (community < Self::communities()).then(|| Self::count(|one| one.community == community))
    }

    fn communities() -> u32 {
        WORLD.with_borrow(|world| world.communities)
    }

    fn now() -> BlockNumber {
        System::block_number()
    }

    fn free_calls(who: &AccountId) -> u32 {
        match Self::membership(who) {
            Some(membership) if !membership.suspended => 20,
            _ => 0,
        }
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn insert_member(who: &AccountId, community: CommunityId) -> MemberId {
        found(community + 1);
        admit_account(*who, community)
    }
}

/// Makes at least this many villages exist.
pub fn found(communities: u32) {
    WORLD.with_borrow_mut(|world| world.communities = world.communities.max(communities));
}

/// Makes an account a new member, from now on.
pub fn admit_account(account: AccountId, community: CommunityId) -> MemberId {
    let now = System::block_number();
    WORLD.with_borrow_mut(|world| {
        let member = world.next;
        world.next += 1;
        let membership = Membership {
            member,
            community,
            active_since: now,
            village_since: now,
            account_since: now,
            suspended: false,
            frozen: false,
        };
        world.members.insert(member, (account, membership));
        member
    })
}

/// A person's first account. Everybody has more of them.
pub fn account(n: u32) -> AccountId {
    nth_account(n, 0)
}

pub fn nth_account(n: u32, nth: u32) -> AccountId {
    u64::from(n) * 1_000 + u64::from(nth) + 1
}

/// Admits a person.
pub fn admit(n: u32, community: CommunityId) -> MemberId {
    admit_account(account(n), community)
}

pub fn suspend(member: MemberId) {
    World::change(member, |_, membership| membership.suspended = true);
}

pub fn reinstate(member: MemberId) {
    World::change(member, |_, membership| {
        membership.suspended = false;
        membership.active_since = now();
    });
}

pub fn move_to(member: MemberId, community: CommunityId) {
    World::change(member, |_, membership| {
        membership.community = community;
        membership.village_since = now();
    });
}

/// Gives a member another account.
pub fn replace(member: MemberId, new: AccountId) {
    World::change(member, |account, membership| {
        *account = new;
        membership.account_since = now();
    });
}

pub fn leave(member: MemberId) {
    WORLD.with_borrow_mut(|world| world.members.remove(&member));
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
        BlocksPerDay::set(1);
        UndecidingTimeout::set(60);
        WORLD.set(World::default());
        let storage = RuntimeGenesisConfig::default().build_storage();
        let mut ext = sp_io::TestExternalities::new(storage.expect("valid"));
        ext.execute_with(|| {
            System::set_block_number(1);
            found(2);
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
        self.build().execute_with(|| {
            let result = test();
            check();
            result
        })
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

/// The result of a call, without its weight.
pub fn bare(done: DispatchResultWithPostInfo) -> DispatchResult {
    done.map(|_| ()).map_err(|failed| failed.error)
}

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
