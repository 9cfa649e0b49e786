//! Disputes with people from a nation without a pallet, seeds that a test makes, and credentials that
//! it awards. A day has ten slots.

use crate::{self as pallet_disputes, panel::ArbiterDraw, selection::Selection, *};
use frame_support::{
    assert_ok, derive_impl, ord_parameter_types, parameter_types,
    traits::{ConstU32, Contains},
};
use frame_system::EnsureSignedBy;
use sp_runtime::{traits::BlockNumberProvider, BuildStorage, DispatchError, Permill};
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};
use vaka_primitives::{
    Arbitration, Balance, BlockNumber, CaseId, CommunityId, CredentialCheck, Disputant, Draw,
    Engagement, Hash, MemberId, Members as _, NewCase, Outcome, Requirement, Ruling, SchemaId,
    Seed, SessionIndex, Side,
};
use vaka_testing::execute_and_check;

type Block = frame_system::mocking::MockBlockU32<Test>;
pub type AccountId = u64;
pub type Nation = vaka_testing::Nation<System>;

#[frame_support::runtime]
mod runtime {
    #[runtime::runtime]
    #[runtime::derive(RuntimeCall, RuntimeEvent, RuntimeError, RuntimeOrigin, RuntimeTask)]
    pub struct Test;

    #[runtime::pallet_index(0)]
    pub type System = frame_system;
    #[runtime::pallet_index(1)]
    pub type Disputes = pallet_disputes;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
    type Block = Block;
}

pub const DAY: BlockNumber = 10;
/// The session in which tests begin: lists close at its end.
pub const FIRST_SESSION: SessionIndex = 11;
/// The slot in which tests begin: all have standing.
pub const START: BlockNumber = 1_000;
/// The communities. The buyer is of the first one, the seller of the second.
pub const COMMUNITIES: u32 = 6;

pub const PEOPLE: AccountId = 9;
pub const BUYER: AccountId = 1;
pub const SELLER: AccountId = 2;
/// An account of nobody who is a member.
pub const STRANGER: AccountId = 3;
/// Members of communities 2 to 5 in turn. The people appoint them in [`panel`].
pub const ARBITERS: [AccountId; 6] = [10, 11, 12, 13, 14, 15];
/// Members of communities 2 to 5 in turn.
pub const JURORS: [AccountId; 16] =
    [30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45];

/// What some cases require.
pub const NURSE: Requirement = Requirement { schema: 7, stake: 0 };

ord_parameter_types! {
    pub const People: AccountId = PEOPLE;
}

parameter_types! {
    pub static TheRules: DisputeRules = usual_rules();
    /// The slots of halts, which the clock of deadlines leaves out.
    pub static Halted: BlockNumber = 0;
}

pub fn usual_rules() -> DisputeRules {
    DisputeRules {
        ruling: 7,
        recusal: 5,
        appeal: 7,
        commit: 5,
        reveal: 5,
        waiting: 60,
        barred: 180,
        cases_at_a_time: 3,
        tolerance: Permill::from_percent(25),
    }
}

/// The clock that stands still in halts.
pub struct Open;

impl BlockNumberProvider for Open {
    type BlockNumber = BlockNumber;

    fn current_block_number() -> BlockNumber {
        System::block_number() - Halted::get()
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn set_block_number(now: BlockNumber) {
        System::set_block_number(now + Halted::get());
    }
}

/// The members who have been in their community for 90 days.
pub struct Standing;

impl Contains<MemberId> for Standing {
    fn contains(member: &MemberId) -> bool {
        let since = Nation::membership_of(*member).map(|membership| membership.village_since);
        since.is_some_and(|since| since + 90 * DAY <= System::block_number())
    }
}

#[derive(Default)]
struct World {
    session: SessionIndex,
    seeds: BTreeMap<SessionIndex, Hash>,
    /// The newest session of which a seed was forgotten.
    forgotten: SessionIndex,
    skilled: BTreeSet<(AccountId, SchemaId)>,
}

thread_local! {
    static WORLD: RefCell<World> = RefCell::default();
}

/// The seeds that a test made.
pub struct Beacon;

impl Draw for Beacon {
    fn session() -> SessionIndex {
        WORLD.with_borrow(|world| world.session)
    }

    fn seed_after(session: SessionIndex) -> Option<Seed> {
        WORLD.with_borrow(|world| {
            if world.forgotten > session {
                return None;
            }
            let mut later = world.seeds.range(session + 1..);
            later.next().map(|(session, value)| Seed { session: *session, value: *value })
        })
    }
}

/// A session ends without a seed. The next one begins, and with it what its validators give.
pub fn session() {
    WORLD.with_borrow_mut(|world| world.session += 1);
}

/// A session ends with this seed.
pub fn session_with_seed(value: u64) {
    WORLD.with_borrow_mut(|world| {
        let value = Hash::from_low_u64_be(value);
        world.seeds.insert(world.session, value);
        world.session += 1;
    });
}

/// Sessions end until the lists have closed for each case that waits, and then one with this seed.
pub fn seed(value: u64) {
    WORLD.with_borrow_mut(|world| world.session = (world.session | 1) + 1);
    session_with_seed(value);
}

/// All seeds that there are get too old.
pub fn forget_seeds() {
    WORLD.with_borrow_mut(|world| {
        world.forgotten = world.seeds.pop_last().map_or(0, |(session, _)| session);
        world.seeds.clear();
    });
}

/// The skills that a test gives.
pub struct Skills;

impl CredentialCheck<AccountId> for Skills {
    fn meets(who: &AccountId, requirement: &Requirement) -> bool {
        WORLD.with_borrow(|world| world.skilled.contains(&(*who, requirement.schema)))
    }

    fn engage(_: &AccountId, _: &Requirement) -> Result<Engagement, DispatchError> {
        Err(DispatchError::Unavailable)
    }

    fn release(_: Engagement) {}

    fn staked(_: Engagement) -> Balance {
        0
    }

    fn slash(_: Engagement, _: Balance, _: &AccountId) -> Balance {
        0
    }
}

pub fn skill(who: AccountId) {
    WORLD.with_borrow_mut(|world| world.skilled.insert((who, NURSE.schema)));
}

impl Config for Test {
    type Clock = Open;
    type SlotsPerDay = ConstU32<DAY>;
    type Members = Nation;
    type Standing = Standing;
    type FreeCalls = Nation;
    type Credentials = Skills;
    type Draw = Beacon;
    type PanelOrigin = EnsureSignedBy<People, AccountId>;
    type Rules = TheRules;
    type WeightInfo = ();
    #[cfg(feature = "runtime-benchmarks")]
    type BenchmarkHelper = Helper;
}

/// What the benchmarks need of this mock.
#[cfg(feature = "runtime-benchmarks")]
pub struct Helper;

#[cfg(feature = "runtime-benchmarks")]
impl BenchmarkHelper<AccountId> for Helper {
    fn make_seed() {
        seed(1);
    }

    fn qualify(who: &AccountId) -> Requirement {
        skill(*who);
        NURSE
    }
}

// The world

pub fn build() -> sp_io::TestExternalities {
    TheRules::set(usual_rules());
    Halted::set(0);
    WORLD.set(World { session: FIRST_SESSION, ..World::default() });
    let genesis = RuntimeGenesisConfig::default();
    let mut ext = sp_io::TestExternalities::new(genesis.build_storage().expect("valid"));
    ext.execute_with(|| {
        Nation::begin(COMMUNITIES);
        System::set_block_number(1);
        frame_system::BlockHash::<Test>::insert(0, Hash::repeat_byte(9));
        Nation::admit(BUYER, 0);
        Nation::admit(SELLER, 1);
        for (n, who) in (0..).zip(ARBITERS) {
            Nation::admit(who, 2 + n % 4);
        }
        for (n, who) in (0..).zip(JURORS) {
            Nation::admit(who, 2 + n % 4);
        }
        System::set_block_number(START);
    });
    ext
}

/// Runs a test, then checks all invariants.
pub fn build_and_execute<R>(test: impl FnOnce() -> R) -> R {
    execute_and_check(build(), test, check)
}

/// Checks all invariants.
pub fn check() {
    Disputes::do_try_state().expect("the invariants hold");
}

pub fn signed(who: AccountId) -> RuntimeOrigin {
    RuntimeOrigin::signed(who)
}

pub fn now() -> BlockNumber {
    Disputes::now()
}

/// Lets slots pass.
pub fn pass(slots: BlockNumber) {
    System::set_block_number(System::block_number() + slots);
}

/// Lets days pass.
pub fn wait(days: u32) {
    pass(days * DAY);
}

/// Lets a halt pass.
pub fn halt(days: u32) {
    Halted::mutate(|slots| *slots += days * DAY);
    wait(days);
}

/// The number of a member.
#[track_caller]
pub fn member(who: AccountId) -> MemberId {
    Nation::membership(&who).expect("a member").member
}

/// The account of a member.
#[track_caller]
pub fn account(member: MemberId) -> AccountId {
    Nation::account_of(member).expect("a member")
}

pub fn members(all: &[AccountId]) -> Vec<MemberId> {
    all.iter().map(|who| member(*who)).collect()
}

/// Checks what the last event says.
#[track_caller]
pub fn last_event(event: Event<Test>) {
    System::assert_last_event(event.into());
}

/// Checks that there was such an event.
#[track_caller]
pub fn has_event(event: Event<Test>) {
    System::assert_has_event(event.into());
}

// Acts

#[track_caller]
pub fn appoint(who: AccountId) {
    assert_ok!(Disputes::appoint_arbiter(signed(PEOPLE), member(who)));
}

/// Appoints arbiters, who join the panel.
#[track_caller]
pub fn panel(all: &[AccountId]) {
    for who in all {
        appoint(*who);
        assert_ok!(Disputes::join_panel(signed(*who)));
    }
}

/// Lets members join the list of jurors.
#[track_caller]
pub fn jurors(all: &[AccountId]) {
    for who in all {
        assert_ok!(Disputes::join_jury(signed(*who)));
    }
}

/// All arbiters and all jurors are there, since a slot.
pub fn court() {
    panel(&ARBITERS);
    jurors(&JURORS);
    pass(1);
}

/// A party as the marketplace names it.
pub fn disputant(account: AccountId) -> Disputant<AccountId> {
    let member = Nation::membership(&account).map(|membership| membership.member);
    Disputant { account, member }
}

pub fn new_case(
    buyer: AccountId,
    seller: AccountId,
    requirement: Option<Requirement>,
) -> NewCase<AccountId> {
    let (buyer, seller) = (disputant(buyer), disputant(seller));
    NewCase { buyer, seller, requirement, evidence: Hash::repeat_byte(1) }
}

#[track_caller]
pub fn open_between(
    buyer: AccountId,
    seller: AccountId,
    requirement: Option<Requirement>,
) -> CaseId {
    let opened = <Disputes as Arbitration<_>>::open(new_case(buyer, seller, requirement));
    opened.expect("a number").0
}

/// Opens a case between the buyer and the seller.
#[track_caller]
pub fn open() -> CaseId {
    open_between(BUYER, SELLER, None)
}

#[track_caller]
pub fn advance(case: CaseId) {
    assert_ok!(vaka_testing::bare(Disputes::advance(signed(STRANGER), case)));
}

/// The case has its draw, by this seed.
#[track_caller]
pub fn draw(case: CaseId, value: u64) {
    seed(value);
    advance(case);
}

pub fn record(case: CaseId) -> CaseOf<Test> {
    Cases::<Test>::get(case).expect("a case")
}

pub fn stage(case: CaseId) -> Stage {
    Disputes::case_now(case).expect("a case").stage
}

/// The lists for the draw for which a case waits. If it does not, those for one that begins to wait
/// now.
pub fn lists(case: CaseId) -> Lists {
    match record(case).stage {
        Stage::Waiting { lists, .. } => lists,
        _ => Disputes::lists_now(),
    }
}

/// What a seed would draw for a case out of the panel.
pub fn arbiter_by(case: CaseId, seed: &Hash) -> ArbiterDraw {
    Disputes::draw_arbiter(case, &record(case), &lists(case), seed)
}

/// What a seed would draw for a case out of the list of jurors.
pub fn jury_by(case: CaseId, seed: &Hash) -> Selection {
    Disputes::draw_jury(case, &record(case), &lists(case), seed)
}

/// The member who has the case as its arbiter.
#[track_caller]
pub fn arbiter(case: CaseId) -> MemberId {
    match stage(case) {
        Stage::Arbiter { member, .. } => member,
        other => panic!("no arbiter: {other:?}"),
    }
}

/// A case that has an arbiter.
#[track_caller]
pub fn with_arbiter() -> (CaseId, AccountId) {
    court();
    let case = open();
    draw(case, 1);
    (case, account(arbiter(case)))
}

pub fn percent(share: u32) -> Permill {
    Permill::from_percent(share)
}

/// The arbiter rules.
#[track_caller]
pub fn rule(case: CaseId, to_seller: u32, damages: Balance) {
    let who = account(arbiter(case));
    assert_ok!(Disputes::rule(signed(who), case, percent(to_seller), damages));
}

#[track_caller]
pub fn appeal(case: CaseId, by: Side) {
    assert_ok!(<Disputes as Arbitration<AccountId>>::appeal(case, by));
}

/// A case that an arbiter ruled, half to the seller.
#[track_caller]
pub fn ruled() -> CaseId {
    let (case, _) = with_arbiter();
    rule(case, 50, 0);
    case
}

/// A case in which seven jurors vote on appeal, and the jurors.
#[track_caller]
pub fn with_jury() -> (CaseId, Vec<MemberId>) {
    let case = ruled();
    appeal(case, Side::Buyer);
    draw(case, 2);
    (case, jury(case))
}

/// The jurors of a case.
pub fn jury(case: CaseId) -> Vec<MemberId> {
    record(case).jury.iter().map(|vote| vote.juror).collect()
}

pub fn salt(juror: MemberId) -> Salt {
    [juror as u8; 32]
}

pub fn commitment(case: CaseId, juror: MemberId, share: u32) -> Hash {
    Disputes::commitment(case, juror, percent(share), &salt(juror))
}

#[track_caller]
pub fn commit(case: CaseId, juror: MemberId, share: u32) {
    let hash = commitment(case, juror, share);
    assert_ok!(Disputes::commit_vote(signed(account(juror)), case, hash));
}

#[track_caller]
pub fn reveal(case: CaseId, juror: MemberId, share: u32) {
    let (share, salt) = (percent(share), salt(juror));
    assert_ok!(Disputes::reveal_vote(signed(STRANGER), case, juror, share, salt));
}

/// The jurors commit these votes, and reveal them when it is time.
#[track_caller]
pub fn vote(case: CaseId, votes: &[(MemberId, u32)]) {
    for (juror, share) in votes {
        commit(case, *juror, *share);
    }
    wait(5);
    for (juror, share) in votes {
        reveal(case, *juror, *share);
    }
}

pub fn outcome(case: CaseId) -> Outcome {
    <Disputes as Arbitration<AccountId>>::outcome(case)
}

pub fn withdraw(case: CaseId) -> Vec<Vec<MemberId>> {
    let rounds = <Disputes as Arbitration<AccountId>>::withdraw(case);
    rounds.into_iter().map(|served| served.into_inner()).collect()
}

pub fn close(case: CaseId) {
    <Disputes as Arbitration<AccountId>>::close(case);
}

/// A ruling, by shares, damages and the members who served in each round.
pub fn ruling(to_seller: u32, damages: Balance, rounds: &[&[MemberId]]) -> Ruling {
    let served = rounds.iter().map(|served| served.to_vec().try_into().expect("seven at most"));
    let served = served.collect::<Vec<_>>().try_into().expect("two at most");
    Ruling { to_seller: percent(to_seller), damages, served }
}

/// Checks that nothing of a case is left.
#[track_caller]
pub fn is_forgotten(case: CaseId) {
    check();
    assert!(!Cases::<Test>::contains_key(case));
    assert!(!Evidence::<Test>::contains_key(case));
}

/// Admits many jurors, from an account on, of as many communities in turn. They join the list.
#[track_caller]
pub fn many_jurors(first: AccountId, count: u64, communities: core::ops::Range<CommunityId>) {
    Nation::found(communities.end);
    let width = u64::from(communities.end - communities.start);
    for n in 0..count {
        let (who, community) = (first + n, communities.start + (n % width) as u32);
        let number = Nation::admit(who, community);
        Nation::change(number, |membership| {
            membership.active_since = 0;
            membership.village_since = 0;
        });
        assert_ok!(Disputes::join_jury(signed(who)));
    }
}
