//! A small network: real sessions of ten blocks with their history, and real offences. Keys and
//! accounts are numbers. [`ExtBuilder::build_and_execute`] runs a test and then checks every
//! invariant.

use crate::{self as pallet_validators, *};
use codec::Encode;
use frame_support::{
    derive_impl, ord_parameter_types,
    traits::{
        ConstU32, ConstU64, FindAuthor, KeyOwnerProofSystem, OnFinalize, OnInitialize,
        OneSessionHandler, ValidatorRegistration,
    },
};
use frame_system::EnsureSignedBy;
use pallet_session::{
    disabling::UpToLimitDisablingStrategy, historical::IdentificationTuple,
    FindAccountFromAuthorIndex, PeriodicSessions, SessionHandler, TestSessionHandler,
};
use sp_runtime::{
    impl_opaque_keys,
    key_types::DUMMY,
    testing::UintAuthorityId,
    traits::{BlockNumberProvider, Convert, OpaqueKeys},
    BuildStorage, ConsensusEngineId, DispatchResult, KeyTypeId, Perbill, RuntimeAppPublic,
};
use sp_staking::{
    offence::{Kind, OffenceError, ReportOffence},
    SessionIndex,
};
use vaka_testing::execute_and_check;

type Block = frame_system::mocking::MockBlockU32<Test>;
pub type Account = vaka_testing::AccountId;
pub type Balance = u64;

frame_support::construct_runtime!(
    pub enum Test {
        System: frame_system,
        Balances: pallet_balances,
        Authorship: pallet_authorship,
        Grandpa: pallet_grandpa,
        Offences: pallet_offences,
        Validators: pallet_validators,
        Historical: pallet_session::historical,
        Session: pallet_session,
    }
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
    type Block = Block;
    type AccountId = Account;
    type AccountData = pallet_balances::AccountData<Balance>;
    type DbWeight = frame_support::weights::constants::ParityDbWeight;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
    type AccountStore = System;
}

impl_opaque_keys! {
    pub struct Keys {
        pub dummy: UintAuthorityId,
    }
}

/// Blocks of a session.
pub const SESSION: BlockNumber = 10;
/// The deposit that session holds for keys.
pub const KEY_DEPOSIT: Balance = 10;
/// Communities, numbered from 0.
pub const COMMUNITIES: u32 = 20;
/// The most validators there may be.
pub const MAX_VALIDATORS: u32 = 12;
/// The blocks between the signal of a forced change and the change.
pub const RESTORATION_DELAY: BlockNumber = 4;
/// The sessions for which an equivocation can be proven.
pub const PROVABLE: SessionIndex = 20;

impl pallet_session::Config for Test {
    type RuntimeEvent = RuntimeEvent;
    type ValidatorId = Account;
    type ValidatorIdOf = sp_runtime::traits::ConvertInto;
    type ShouldEndSession = PeriodicSessions<ConstU32<SESSION>, ConstU32<0>>;
    type NextSessionRotation = PeriodicSessions<ConstU32<SESSION>, ConstU32<0>>;
    type SessionManager = pallet_session::historical::NoteHistoricalRoot<Self, Validators>;
    type SessionHandler = TellsGrandpa;
    type Keys = Keys;
    type DisablingStrategy = UpToLimitDisablingStrategy;
    type WeightInfo = ();
    type Currency = Balances;
    type KeyDeposit = ConstU64<KEY_DEPOSIT>;
}

/// Only GRANDPA is told of sessions. Its key of a validator repeats the number of the validator's
/// key.
pub struct TellsGrandpa;

pub fn grandpa_key(key: u64) -> pallet_grandpa::AuthorityId {
    sp_core::ed25519::Public::from_raw([key as u8; 32]).into()
}

fn grandpa_keys<K: OpaqueKeys>(
    validators: &[(Account, K)],
) -> impl Iterator<Item = (&Account, pallet_grandpa::AuthorityId)> {
    validators.iter().map(|(who, keys)| {
        let UintAuthorityId(key) = keys.get(DUMMY).expect("a key");
        (who, grandpa_key(key))
    })
}

impl SessionHandler<Account> for TellsGrandpa {
    const KEY_TYPE_IDS: &'static [KeyTypeId] =
        <TestSessionHandler as SessionHandler<Account>>::KEY_TYPE_IDS;

    fn on_genesis_session<K: OpaqueKeys>(validators: &[(Account, K)]) {
        <Grandpa as OneSessionHandler<Account>>::on_genesis_session(grandpa_keys(validators));
    }

    fn on_new_session<K: OpaqueKeys>(
        changed: bool,
        validators: &[(Account, K)],
        queued: &[(Account, K)],
    ) {
        <Grandpa as OneSessionHandler<Account>>::on_new_session(
            changed,
            grandpa_keys(validators),
            grandpa_keys(queued),
        );
    }

    fn on_disabled(_: u32) {}
}

impl pallet_grandpa::Config for Test {
    type RuntimeEvent = RuntimeEvent;
    type WeightInfo = ();
    type MaxAuthorities = ConstU32<MAX_VALIDATORS>;
    type MaxNominators = ConstU32<0>;
    type MaxSetIdSessionEntries = ConstU64<{ PROVABLE as u64 }>;
    type KeyOwnerProof = sp_session::MembershipProof;
    type EquivocationReportSystem = ();
}

pub struct NothingMore;

impl Convert<Account, Option<()>> for NothingMore {
    fn convert(_: Account) -> Option<()> {
        Some(())
    }
}

impl pallet_session::historical::Config for Test {
    type RuntimeEvent = RuntimeEvent;
    type FullIdentification = ();
    type FullIdentificationOf = NothingMore;
}

impl pallet_authorship::Config for Test {
    type FindAuthor = FindAccountFromAuthorIndex<Self, InTurn>;
    type EventHandler = Validators;
}

/// The validators author in turn, as with Aura. Disabled ones miss their turn.
pub struct InTurn;

impl FindAuthor<u32> for InTurn {
    fn find_author<'a, I>(_: I) -> Option<u32>
    where
        I: 'a + IntoIterator<Item = (ConsensusEngineId, &'a [u8])>,
    {
        let turn = now().checked_rem(Session::validators().len() as u32)?;
        (!Session::disabled_validators().contains(&turn)).then_some(turn)
    }
}

impl pallet_offences::Config for Test {
    type RuntimeEvent = RuntimeEvent;
    type IdentificationTuple = IdentificationTuple<Self>;
    type OnOffenceHandler = Validators;
}

ord_parameter_types! {
    pub const Track: Account = TRACK;
}

pub type Nation = vaka_testing::Nation<System>;

/// It does not show the block number, so that a test sees where one is taken for the other.
pub struct Clock;

impl BlockNumberProvider for Clock {
    type BlockNumber = BlockNumber;

    fn current_block_number() -> BlockNumber {
        System::block_number() + 1_000
    }
}

impl Config for Test {
    type ValidatorsOrigin = EnsureSignedBy<Track, Account>;
    type Communities = Nation;
    type FreeCalls = Nation;
    type Clock = Clock;
    type MaxValidators = ConstU32<MAX_VALIDATORS>;
    type ProvableSessions = ConstU32<PROVABLE>;
    type RestorationDelay = ConstU32<RESTORATION_DELAY>;
    type WeightInfo = ();
    #[cfg(feature = "runtime-benchmarks")]
    type BenchmarkHelper = Helper;
}

#[cfg(feature = "runtime-benchmarks")]
pub struct Helper;

#[cfg(feature = "runtime-benchmarks")]
impl BenchmarkHelper<Account, Keys> for Helper {
    fn keys(owner: &Account) -> (Keys, Vec<u8>) {
        keys(*owner, *owner)
    }
}

// The people

/// The validators' track.
pub const TRACK: Account = 1_000;
/// A person without keys or money.
pub const STRANGER: Account = 999;

pub fn track() -> RuntimeOrigin {
    RuntimeOrigin::signed(TRACK)
}

pub fn signed(who: Account) -> RuntimeOrigin {
    RuntimeOrigin::signed(who)
}

/// The key with this number, and the proof that an account has it.
pub fn keys(who: Account, key: u64) -> (Keys, Vec<u8>) {
    let dummy = UintAuthorityId(key);
    let proof = dummy.sign(&who.encode()).expect("a signature").encode();
    (Keys { dummy }, proof)
}

// The world

/// The beginning of a test's world: block 1, with validators 1, 2, 3 and 4 of communities 1, 2, 3
/// and 4, which are the minimum.
pub struct ExtBuilder {
    pub validators: Vec<(Account, CommunityId)>,
    pub minimum: u32,
    /// The accounts whose keys session's genesis has, if not just the validators'.
    pub with_keys: Option<Vec<Account>>,
}

impl Default for ExtBuilder {
    fn default() -> Self {
        Self { validators: (1..=4).map(|n| (n, n as u32)).collect(), minimum: 4, with_keys: None }
    }
}

impl ExtBuilder {
    /// Sets the number of validators. Each belongs to the community with its own number.
    pub fn validators(mut self, n: u64) -> Self {
        self.validators = (1..=n).map(|n| (n, n as u32)).collect();
        self
    }

    pub fn of(mut self, validators: &[(Account, CommunityId)]) -> Self {
        self.validators = validators.to_vec();
        self
    }

    pub fn minimum(mut self, minimum: u32) -> Self {
        self.minimum = minimum;
        self
    }

    pub fn with_keys(mut self, who: &[Account]) -> Self {
        self.with_keys = Some(who.to_vec());
        self
    }

    pub fn genesis(&self) -> GenesisConfig<Test> {
        let validators = self.validators.iter();
        let validators = validators.map(|(account, community)| GenesisValidator {
            account: *account,
            community: *community,
        });
        GenesisConfig { minimum: self.minimum, validators: validators.collect() }
    }

    pub fn build(self) -> sp_io::TestExternalities {
        Nation::begin(COMMUNITIES);
        let accounts = self.validators.iter().map(|(account, _)| *account);
        let with_keys = self.with_keys.clone().unwrap_or(accounts.collect());
        let storage = RuntimeGenesisConfig {
            balances: pallet_balances::GenesisConfig {
                balances: (1..100).map(|who| (who, 1_000)).collect(),
                ..Default::default()
            },
            validators: self.genesis(),
            session: pallet_session::GenesisConfig {
                keys: (with_keys.iter()).map(|who| (*who, *who, keys(*who, *who).0)).collect(),
                ..Default::default()
            },
            ..Default::default()
        };
        let mut ext = sp_io::TestExternalities::new(storage.build_storage().expect("valid"));
        ext.execute_with(|| System::set_block_number(1));
        ext
    }

    /// Runs a test, then checks all invariants.
    pub fn build_and_execute<R>(self, test: impl FnOnce() -> R) -> R {
        execute_and_check(self.build(), test, check)
    }
}

/// Checks all invariants, and that no more validators are disabled than may be.
pub fn check() {
    Validators::do_try_state().expect("the invariants hold");
    let limit = UpToLimitDisablingStrategy::<3>::disable_limit(active().len());
    assert!(Session::disabled_validators().len() <= limit);
    assert!(Minimum::<Test>::get() > 0);
}

// Time

/// What the clock shows.
pub fn clock() -> BlockNumber {
    Clock::current_block_number()
}

pub fn now() -> BlockNumber {
    System::block_number()
}

pub fn session() -> SessionIndex {
    Session::current_index()
}

/// Goes to the next block.
pub fn next_block() {
    AllPalletsWithSystem::on_finalize(now());
    System::set_block_number(now() + 1);
    AllPalletsWithSystem::on_initialize(now());
}

/// Goes to the first block of the next session, without the events of the blocks before.
pub fn next_session() {
    let before = session();
    while session() == before {
        System::reset_events();
        next_block();
    }
    check();
}

pub fn sessions(n: u32) {
    (0..n).for_each(|_| next_session());
}

// What people do

/// Gives an account keys, as operators do.
pub fn try_set_keys(who: Account, key: u64) -> DispatchResult {
    let (keys, proof) = keys(who, key);
    Session::set_keys(signed(who), keys, proof)
}

#[track_caller]
pub fn set_keys(who: Account, key: u64) {
    try_set_keys(who, key).expect("keys");
}

/// Takes an account's keys away, which no call can do.
#[track_caller]
pub fn lose_keys(who: Account) {
    Session::purge_keys(signed(who)).expect("keys");
}

/// An account with keys is admitted.
#[track_caller]
pub fn add(who: Account, community: CommunityId) {
    set_keys(who, who);
    Validators::add_validator(track(), who, community).expect("admitted");
}

#[track_caller]
pub fn remove(who: Account) {
    Validators::remove_validator(track(), who).expect("removed");
}

#[track_caller]
pub fn leave(who: Account) {
    Validators::leave(signed(who)).expect("left");
}

/// A double vote.
pub struct DoubleVote {
    pub offenders: Vec<Account>,
    pub session: SessionIndex,
    pub round: u64,
}

impl sp_staking::offence::Offence<IdentificationTuple<Test>> for DoubleVote {
    const ID: Kind = *b"double-vote-----";
    type Slot = (SessionIndex, u64);

    fn offenders(&self) -> Vec<IdentificationTuple<Test>> {
        self.offenders.iter().map(|who| (*who, ())).collect()
    }

    fn session_index(&self) -> SessionIndex {
        self.session
    }

    fn validator_set_count(&self) -> u32 {
        active().len() as u32
    }

    fn slot(&self) -> Self::Slot {
        (self.session, self.round)
    }

    fn slash_fraction(&self, offenders: u32) -> Perbill {
        Perbill::from_rational(3 * offenders, self.validator_set_count()).square()
    }
}

/// Reports a double vote in this round.
pub fn report_at(who: Account, session: SessionIndex, round: u64) -> Result<(), OffenceError> {
    let offence = DoubleVote { offenders: vec![who], session, round };
    Offences::report_offence(vec![], offence)
}

/// A validator votes twice in this session, in a round in which nobody else does.
#[track_caller]
pub fn offend(who: Account) {
    let round = 1_000 * who + u64::from(now());
    report_at(who, session(), round).expect("a new offence");
}

// Figures

pub fn active() -> Vec<Account> {
    Session::validators()
}

pub fn queued() -> Vec<Account> {
    let queued = Session::queued_keys().into_iter();
    queued.map(|(who, _)| who).collect()
}

pub fn disabled() -> Vec<Account> {
    let disabled = Session::disabled_validators().into_iter();
    disabled.map(|index| active()[index as usize]).collect()
}

pub fn roster() -> Vec<Account> {
    let roster = Roster::<Test>::get().into_iter();
    roster.map(|validator| validator.account).collect()
}

pub fn leavers() -> Vec<Account> {
    let leavers = Leavers::<Test>::get().into_iter();
    leavers.map(|validator| validator.account).collect()
}

pub fn is_registered(who: Account) -> bool {
    Session::is_registered(&who)
}

/// A proof that a key belongs to a validator in this session.
pub type Proof = <Historical as KeyOwnerProofSystem<(KeyTypeId, Vec<u8>)>>::Proof;

fn key(key: u64) -> (KeyTypeId, Vec<u8>) {
    (DUMMY, UintAuthorityId(key).encode())
}

#[track_caller]
pub fn prove(of: u64) -> Proof {
    Historical::prove(key(of)).expect("a root")
}

/// The validator to whom the key belongs, by that proof.
pub fn owner(of: u64, proof: Proof) -> Option<Account> {
    Historical::check_proof(key(of), proof).map(|(who, ())| who)
}

/// An account as views show it.
#[track_caller]
pub fn shown(who: Account) -> ValidatorView<Account> {
    let all = Validators::validators().into_iter();
    let mut found = all.filter(|view| view.account == who);
    found.next().expect("a validator")
}

/// Whether a new set was queued in this block.
pub fn was_planned() -> bool {
    System::read_events_for_pallet::<pallet_session::Event<Test>>()
        .contains(&pallet_session::Event::NewQueued)
}

#[track_caller]
pub fn has_event(event: Event<Test>) {
    System::assert_has_event(event.into());
}
