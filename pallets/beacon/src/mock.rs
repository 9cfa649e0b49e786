//! Validators that author in turn by Aura, with real keys and sessions.

use crate::{self as pallet_beacon, *};
use beacon_vrf::sign_data;
use codec::Encode;
use frame_support::{
    assert_ok, derive_impl,
    inherent::ProvideInherent,
    parameter_types,
    traits::{ConstBool, ConstU32, ConstU64, Contains, OnFinalize, OnInitialize},
};
use pallet_session::{PeriodicSessions, SessionManager};
use sp_consensus_aura::{sr25519::AuthorityId, Slot, AURA_ENGINE_ID};
use sp_core::{crypto::VrfSecret, sr25519::Pair, Pair as _};
use sp_inherents::InherentData;
use sp_runtime::{
    impl_opaque_keys,
    testing::TestSignature,
    traits::{ConvertInto, OpaqueKeys},
    BuildStorage, Digest, DigestItem, DispatchResult,
};
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};
use vaka_primitives::{BlockNumber, Draw, Hash, Seed, SessionIndex};
use vaka_testing::execute_and_check;

pub type Block = frame_system::mocking::MockBlockU32<Test, TestSignature>;
pub type Extrinsic = <Block as sp_runtime::traits::Block>::Extrinsic;
pub type AccountId = u64;

frame_support::construct_runtime!(
    pub enum Test {
        System: frame_system,
        Timestamp: pallet_timestamp,
        Balances: pallet_balances,
        Aura: pallet_aura,
        Session: pallet_session,
        Beacon: pallet_beacon,
    }
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
    type Block = Block;
    type AccountData = pallet_balances::AccountData<u64>;
    type BaseCallFilter = Filter;
    type DbWeight = frame_support::weights::constants::ParityDbWeight;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
    type AccountStore = System;
}

#[derive_impl(pallet_timestamp::config_preludes::TestDefaultConfig)]
impl pallet_timestamp::Config for Test {}

/// The most validators there may be.
pub const MAX_VALIDATORS: u32 = 128;

impl pallet_aura::Config for Test {
    type AuthorityId = AuthorityId;
    type MaxAuthorities = ConstU32<MAX_VALIDATORS>;
    type DisabledValidators = Session;
    type AllowMultipleBlocksPerSlot = ConstBool<false>;
    type SlotDuration = ConstU64<6_000>;
}

impl_opaque_keys! {
    pub struct Keys {
        pub aura: Aura,
    }
}

/// The sessions for which a seed is kept.
pub const KEPT: SessionIndex = 5;

parameter_types! {
    /// The blocks of a session.
    pub static Period: BlockNumber = 12;
    /// The validators that are planned when a session begins, for the next one.
    pub static Planned: Vec<AccountId> = vec![];
    /// Whether no output is let in.
    pub static Closed: bool = false;
    pub static KeptSessions: SessionIndex = KEPT;
    /// What the manager within was told, newest last.
    pub static Told: Vec<(&'static str, SessionIndex)> = vec![];
    pub Figures: BeaconRules = BeaconRules { kept: KeptSessions::get() };
}

/// Lets in all calls, but those of the beacon only while it is not closed.
pub struct Filter;

impl Contains<RuntimeCall> for Filter {
    fn contains(call: &RuntimeCall) -> bool {
        !Closed::get() || !matches!(call, RuntimeCall::Beacon(_))
    }
}

/// Plans what a test wants.
pub struct Manager;

impl Manager {
    fn tell(what: &'static str, index: SessionIndex) {
        Told::mutate(|told| told.push((what, index)));
    }
}

impl SessionManager<AccountId> for Manager {
    fn new_session(index: SessionIndex) -> Option<Vec<AccountId>> {
        Self::tell("new", index);
        Some(Planned::get())
    }

    fn new_session_genesis(index: SessionIndex) -> Option<Vec<AccountId>> {
        Self::tell("genesis", index);
        Some(Planned::get())
    }

    fn start_session(index: SessionIndex) {
        Self::tell("start", index);
    }

    fn end_session(index: SessionIndex) {
        Self::tell("end", index);
    }
}

impl pallet_session::Config for Test {
    type RuntimeEvent = RuntimeEvent;
    type ValidatorId = AccountId;
    type ValidatorIdOf = ConvertInto;
    type ShouldEndSession = PeriodicSessions<Period, ConstU32<0>>;
    type NextSessionRotation = PeriodicSessions<Period, ConstU32<0>>;
    type SessionManager = Rounds<Test, Manager>;
    type SessionHandler = <Keys as OpaqueKeys>::KeyTypeIdProviders;
    type Keys = Keys;
    type DisablingStrategy = pallet_session::disabling::UpToLimitDisablingStrategy;
    type WeightInfo = ();
    type Currency = Balances;
    type KeyDeposit = ConstU64<0>;
}

impl Config for Test {
    type Rules = Figures;
    type WeightInfo = ();
}

// The world

/// The accounts that have keys from genesis on.
pub const PEOPLE: AccountId = 12;

/// Runs a test from genesis on, with validators 1 to `n`, then checks all invariants.
pub fn build_and_execute<R>(n: AccountId, test: impl FnOnce() -> R) -> R {
    execute_and_check(genesis(n), test, check)
}

/// The state of genesis, with validators 1 to `n`.
pub fn genesis(n: AccountId) -> sp_io::TestExternalities {
    Planned::set((1..=n).collect());
    Told::set(vec![]);
    Period::set(12);
    Closed::set(false);
    KeptSessions::set(KEPT);
    let keys = |who: AccountId| (who, who, Keys { aura: pair(who, 0).public().into() });
    let storage = RuntimeGenesisConfig {
        session: pallet_session::GenesisConfig {
            keys: (1..=n).map(keys).collect(),
            non_authority_keys: (n + 1..=PEOPLE).map(keys).collect(),
        },
        ..Default::default()
    };
    storage.build_storage().expect("valid").into()
}

/// Checks all invariants.
pub fn check() {
    Beacon::do_try_state().expect("the invariants hold");
}

// Keys

/// The key of a validator after so many changes of keys.
pub fn pair(who: AccountId, changes: u8) -> Pair {
    Pair::from_seed(&[who as u8 + 16 * changes; 32])
}

/// Gives a validator another key, as of the second session after this one.
pub fn change_key(who: AccountId, changes: u8) {
    let keys = Keys { aura: pair(who, changes).public().into() };
    pallet_session::NextKeys::<Test>::insert(who, keys);
}

thread_local! {
    /// Signing takes long without optimisation, and many tests sign the same.
    static SIGNED: RefCell<BTreeMap<Vec<u8>, Output>> = RefCell::default();
}

/// An output by the key that is wanted, the same each time.
pub fn sign(wanted: &Wanted) -> Output {
    let known = SIGNED.with_borrow(|signed| signed.get(&wanted.encode()).copied());
    known.unwrap_or_else(|| {
        let output = sign_anew(wanted);
        SIGNED.with_borrow_mut(|signed| signed.insert(wanted.encode(), output));
        output
    })
}

/// An output by the key that is wanted, with a proof that was never made before.
pub fn sign_anew(wanted: &Wanted) -> Output {
    let mut keys = (1..=PEOPLE).flat_map(|who| (0..4).map(move |changes| pair(who, changes)));
    let key = keys.find(|key| key.public() == wanted.key).expect("a key of somebody's");
    key.vrf_sign(&sign_data(&wanted.input)).encode().try_into().expect("96 bytes")
}

// Blocks

/// The hash of the genesis block.
pub const GENESIS: Hash = Hash::repeat_byte(42);

pub fn now() -> BlockNumber {
    System::block_number()
}

pub fn session() -> SessionIndex {
    <Beacon as Draw>::session()
}

/// The slot of this block.
pub fn slot() -> u64 {
    pallet_aura::CurrentSlot::<Test>::get().into()
}

/// The validators of this session.
pub fn validators() -> Vec<AccountId> {
    Session::validators()
}

/// The author of a slot in this session.
pub fn author_of(slot: u64) -> AccountId {
    let validators = validators();
    validators[(slot % validators.len() as u64) as usize]
}

/// This validator's next slot.
pub fn next_slot_of(who: AccountId) -> u64 {
    (slot() + 1..).find(|slot| author_of(*slot) == who).expect("a slot")
}

/// Whether a session begins in the next block.
pub fn session_ends() -> bool {
    (now() + 1).is_multiple_of(Period::get())
}

/// What the node of the author in this slot is asked for, in the state before its block.
pub fn wanted(slot: u64) -> Option<Wanted> {
    Beacon::wanted(Slot::from(slot))
}

/// Begins a block in a slot.
pub fn begin_block(slot: u64) {
    let number = now() + 1;
    System::reset_events();
    let logs = vec![DigestItem::PreRuntime(AURA_ENGINE_ID, Slot::from(slot).encode())];
    let parent = if number == 1 { GENESIS } else { Hash::from_low_u64_be(number.into()) };
    System::initialize(&number, &parent, &Digest { logs });
    AllPalletsWithSystem::on_initialize(number);
    check();
}

pub fn end_block() {
    Beacon::on_finalize(now());
    check();
}

/// What a node hands over.
pub fn data(output: impl Encode) -> InherentData {
    let mut data = InherentData::new();
    data.put_data(beacon_vrf::IDENTIFIER, &output).expect("the first");
    data
}

/// The call that the block takes from what a node hands over.
pub fn inherent(output: Output) -> Option<Call<Test>> {
    Beacon::create_inherent(&data(output))
}

pub fn contribute(output: Output) -> DispatchResult {
    let done = Beacon::contribute(RuntimeOrigin::none(), output);
    check();
    done
}

/// A block in a slot, as an honest node makes it. Returns whether there is an output in it.
pub fn block_in(slot: u64) -> bool {
    let wanted = wanted(slot);
    begin_block(slot);
    let call = wanted.and_then(|wanted| inherent(sign(&wanted)));
    if let Some(Call::contribute { output }) = &call {
        assert_ok!(contribute(*output));
    }
    end_block();
    call.is_some()
}

/// A block in a slot, whose author gives nothing.
pub fn silent_block_in(slot: u64) {
    begin_block(slot);
    end_block();
}

/// The next block, whose author gives if it is one of these.
pub fn next_block(givers: &[AccountId]) {
    block_without(givers, &[]);
}

/// The next block, whose author gives if it is one of these. The slots of those who are away stay
/// empty.
pub fn block_without(givers: &[AccountId], away: &[AccountId]) {
    let slot = (slot() + 1..).find(|slot| !away.contains(&author_of(*slot))).expect("a slot");
    if givers.contains(&author_of(slot)) {
        block_in(slot);
    } else {
        silent_block_in(slot);
    }
}

/// Goes to the first block of the next session. Until then these give, and the others author blocks
/// without an output. Returns the session that ended.
pub fn end_session(givers: &[AccountId]) -> SessionIndex {
    let ended = session();
    while !session_ends() {
        next_block(givers);
    }
    silent_block_in(slot() + 1);
    assert_eq!(session(), ended + 1);
    ended
}

// What came of it

pub fn round() -> Round {
    CurrentRound::<Test>::get().expect("a round")
}

/// The validators that had this part until now.
pub fn had(part: Part) -> BTreeSet<AccountId> {
    let view = Beacon::round().expect("a round").validators.into_iter();
    view.filter(|one| one.part == part).map(|one| one.validator).collect()
}

/// The seed of a session, if it has one and it is kept.
pub fn seed_of(session: SessionIndex) -> Option<Seed> {
    Seeds::<Test>::iter_values().find(|seed| seed.session == session)
}

pub fn has_event(event: Event<Test>) {
    System::assert_has_event(event.into());
}

/// The beacon's events of this block.
pub fn events() -> Vec<Event<Test>> {
    System::read_events_for_pallet()
}
