//! Credentials with balances, and people from a nation without a pallet. A day has ten slots.

use crate::{self as pallet_credentials, *};
use credential_award::{Hash, Opening};
use frame_support::{
    derive_impl, ord_parameter_types, parameter_types,
    traits::{fungible::HoldConsideration, ConstU32, LinearStoragePrice, UnixTime},
};
use frame_system::EnsureSignedBy;
use sp_core::{ed25519, Pair};
use sp_runtime::{BuildStorage, Permill};
use vaka_primitives::{Balance, BlockNumber, IssuerId, SchemaId};
use vaka_testing::{execute_and_check, Nation};

type Block = frame_system::mocking::MockBlockU32<Test>;
pub type AccountId = u64;

#[frame_support::runtime]
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
    #[runtime::pallet_index(1)]
    pub type Balances = pallet_balances;
    #[runtime::pallet_index(2)]
    pub type Credentials = pallet_credentials;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
    type Block = Block;
    type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
    type AccountStore = System;
    type Balance = Balance;
    type ExistentialDeposit = ExistentialDeposit;
    type RuntimeHoldReason = RuntimeHoldReason;
}

pub const DAY: BlockNumber = 10;
pub const UNIT: Balance = 1_000;

/// The second in which the tests begin, and the seconds of a slot.
pub const EPOCH: Seconds = 1_800_000_000;
const SECONDS: Seconds = 8_640;

pub const TREASURY: AccountId = 1;
pub const PEOPLE: AccountId = 2;
pub const APPEALS: AccountId = 3;
/// Acts for the accredited issuer.
pub const COLLEGE: AccountId = 10;
/// Acts for those to whom it delegates.
pub const CAMPUS: AccountId = 11;
pub const ROOM: AccountId = 12;
pub const TUTOR: AccountId = 13;
/// A member without a coin, and a person who is no member.
pub const MEMBER: AccountId = 20;
pub const OUTSIDER: AccountId = 21;
pub const CHALLENGER: AccountId = 30;
pub const STRANGER: AccountId = 31;

/// The deposit for a record.
pub const DEPOSIT: Balance = 10;

/// What each account but the member has.
pub const ENDOWMENT: Balance = 1_000 * UNIT;

ord_parameter_types! {
    pub const People: AccountId = PEOPLE;
    pub const Appeals: AccountId = APPEALS;
}

parameter_types! {
    pub const ExistentialDeposit: Balance = 1;
    pub const Treasury: AccountId = TREASURY;
    pub const DepositReason: RuntimeHoldReason =
        RuntimeHoldReason::Credentials(HoldReason::Deposit);
    pub const DepositBase: Balance = DEPOSIT;
    pub const DepositPerByte: Balance = 0;
    pub static TheRules: CredentialRules = usual_rules();
}

pub fn usual_rules() -> CredentialRules {
    CredentialRules {
        free_bindings: 16,
        least_stake: UNIT,
        unstaking: 30,
        bond: 10 * UNIT,
        unheard: 90,
        slash: Permill::from_percent(50),
        reward: Permill::from_percent(50),
    }
}

/// The time: it goes on with the blocks.
pub struct Time;

impl UnixTime for Time {
    fn now() -> core::time::Duration {
        core::time::Duration::from_secs(EPOCH + u64::from(System::block_number()) * SECONDS)
    }
}

impl Config for Test {
    type RuntimeHoldReason = RuntimeHoldReason;
    type Currency = Balances;
    type Consideration = HoldConsideration<
        AccountId,
        Balances,
        DepositReason,
        LinearStoragePrice<DepositBase, DepositPerByte, Balance>,
    >;
    type Clock = System;
    type SlotsPerDay = ConstU32<DAY>;
    type Time = Time;
    type Members = Nation<System>;
    type FreeCalls = Nation<System>;
    type AccreditationOrigin = EnsureSignedBy<People, AccountId>;
    type RulingOrigin = EnsureSignedBy<Appeals, AccountId>;
    type Treasury = Treasury;
    type Rules = TheRules;
    type WeightInfo = ();
    #[cfg(feature = "runtime-benchmarks")]
    type BenchmarkHelper = Helper;
}

/// What the benchmarks need of this mock.
#[cfg(feature = "runtime-benchmarks")]
pub struct Helper;

#[cfg(feature = "runtime-benchmarks")]
impl BenchmarkHelper for Helper {
    fn sign(seed: u8, message: &[u8]) -> (Ed25519Key, Ed25519Signature) {
        (pair(seed).public().0, pair(seed).sign(message).0)
    }
}

// The world

pub fn build() -> sp_io::TestExternalities {
    TheRules::set(usual_rules());
    let rich = [TREASURY, COLLEGE, CAMPUS, ROOM, TUTOR, OUTSIDER, CHALLENGER, STRANGER];
    let balances = pallet_balances::GenesisConfig::<Test> {
        balances: rich.iter().map(|who| (*who, ENDOWMENT)).collect(),
        ..Default::default()
    };
    let genesis = RuntimeGenesisConfig { balances, ..Default::default() };
    let mut ext = sp_io::TestExternalities::new(genesis.build_storage().expect("valid"));
    ext.execute_with(|| {
        Nation::<System>::begin(1);
        System::set_block_number(1);
        frame_system::BlockHash::<Test>::insert(0, sp_core::H256([9; 32]));
        Nation::<System>::admit(MEMBER, 0);
    });
    ext
}

/// Runs a test, then checks all invariants.
pub fn build_and_execute<R>(test: impl FnOnce() -> R) -> R {
    execute_and_check(build(), test, check)
}

/// Checks all invariants.
pub fn check() {
    Credentials::do_try_state().expect("the invariants hold");
    let mut deposits = std::collections::BTreeMap::<AccountId, u32>::new();
    let all = Schemas::<Test>::iter_values().map(|schema| schema.deposit);
    let all = all.chain(Issuers::<Test>::iter_values().map(|issuer| issuer.deposit));
    let all = all.chain(Keys::<Test>::iter_values().map(|key| key.deposit));
    let all = all.chain(Batches::<Test>::iter_values().map(|batch| batch.deposit));
    let all = all.chain(Bindings::<Test>::iter_values().map(|binding| binding.deposit));
    for Deposit { depositor, .. } in all.flatten() {
        *deposits.entry(depositor).or_default() += 1;
    }
    for who in frame_system::Account::<Test>::iter_keys() {
        let records = deposits.remove(&who).unwrap_or_default();
        let held = held(HoldReason::Deposit, who);
        assert_eq!(held, DEPOSIT * Balance::from(records), "deposits are what is stored");
    }
    assert!(deposits.is_empty(), "who left a deposit exists");
}

pub fn signed(who: AccountId) -> RuntimeOrigin {
    RuntimeOrigin::signed(who)
}

pub fn now() -> BlockNumber {
    System::block_number()
}

/// Lets days pass.
pub fn wait(days: u32) {
    System::set_block_number(now() + days * DAY);
}

// Acts

pub const ALL: u32 = 10_000;

pub fn scope(level: Level) -> Scope {
    Scope { level, schemas: ScopeOf::All }
}

pub fn only(level: Level, schemas: &[SchemaId]) -> Scope {
    let schemas = schemas.iter().copied().collect::<std::collections::BTreeSet<_>>();
    Scope { level, schemas: ScopeOf::Only(schemas.try_into().expect("few")) }
}

/// Accredits an issuer up to level 8, for years. Returns its number.
pub fn accredit(account: AccountId) -> IssuerId {
    let issuer = NextIssuer::<Test>::get();
    let until = now() + ALL * DAY;
    frame_support::assert_ok!(Credentials::accredit_issuer(
        signed(PEOPLE),
        None,
        account,
        scope(8),
        until
    ));
    issuer
}

/// Accredits an issuer and gives it a key.
pub fn accredit_with_key(account: AccountId) -> IssuerId {
    let issuer = accredit(account);
    set_key(issuer, account, 1);
    issuer
}

pub fn pair(seed: u8) -> ed25519::Pair {
    ed25519::Pair::from_seed(&[seed; 32])
}

pub fn set_key(issuer: IssuerId, account: AccountId, seed: u8) {
    let key = pair(seed).public().0;
    let proof = pair(seed).sign(&Credentials::key_payload(issuer, key)).0;
    frame_support::assert_ok!(Credentials::rotate_issuer_key(signed(account), issuer, key, proof));
}

/// Registers a schema. Returns its number.
pub fn register(owner: AccountId, issuer: Option<IssuerId>, level: Level) -> SchemaId {
    let schema = NextSchema::<Test>::get();
    frame_support::assert_ok!(Credentials::register_schema(
        signed(owner),
        issuer,
        [7; 32],
        b"Solar installer".to_vec().try_into().expect("short"),
        level,
        40,
        None,
    ));
    schema
}

/// Lets an issuer delegate, with its own scope and end, to any number of awards. Returns the child's
/// number.
pub fn delegate(account: AccountId, issuer: IssuerId, to: AccountId) -> IssuerId {
    let child = NextIssuer::<Test>::get();
    let Issuer { scope, until, quota, .. } = Issuers::<Test>::get(issuer).expect("known");
    frame_support::assert_ok!(Credentials::delegate_issuing(
        signed(account),
        issuer,
        to,
        scope,
        until,
        quota
    ));
    child
}

/// What the holder of an award knows, by the seed of the holder's key.
pub fn opening(seed: u8) -> Opening {
    Opening { subject: pair(seed).public().0, salt: [seed; 32], vc: [1; 32], sd_jwt: [2; 32] }
}

/// A batch whose awards go to the keys of these seeds, in this order.
#[derive(Clone, Debug)]
pub struct Class {
    pub issuer: IssuerId,
    pub sequence: Sequence,
    pub schema: SchemaId,
    pub seeds: Vec<u8>,
}

impl Class {
    pub fn award(&self, index: u32) -> Award {
        Award { issuer: self.issuer, sequence: self.sequence, index }
    }

    pub fn opening(&self, index: u32) -> Opening {
        opening(self.seeds[index as usize])
    }

    pub fn leaf(&self, index: u32) -> Hash {
        Credentials::leaf(&self.award(index), &self.opening(index))
    }

    pub fn leaves(&self) -> Vec<Hash> {
        (0..self.seeds.len() as u32).map(|index| self.leaf(index)).collect()
    }

    pub fn root(&self) -> Hash {
        credential_award::root(&self.leaves()).expect("a root")
    }

    pub fn proof(&self, index: u32) -> Vec<Hash> {
        credential_award::proof(&self.leaves(), index).expect("a proof")
    }

    /// The call that issues it.
    pub fn issue(
        &self,
        who: AccountId,
        valid_until: Option<Seconds>,
    ) -> sp_runtime::DispatchResult {
        Credentials::issue_batch(
            signed(who),
            self.issuer,
            self.sequence,
            self.schema,
            self.root(),
            self.seeds.len() as u32,
            valid_until,
        )
    }

    /// The call that binds an award, signed by its subject key for that account.
    pub fn bind(&self, who: AccountId, index: u32) -> sp_runtime::DispatchResult {
        self.bind_by(who, index, self.seeds[index as usize])
    }

    /// The call that binds an award, signed by the key of a seed.
    pub fn bind_by(&self, who: AccountId, index: u32, seed: u8) -> sp_runtime::DispatchResult {
        let Award { issuer, sequence, .. } = self.award(index);
        let message = Credentials::bind_payload(issuer, sequence, index, who);
        Credentials::bind(
            signed(who),
            issuer,
            sequence,
            index,
            self.opening(index),
            self.proof(index).try_into().expect("short"),
            pair(seed).sign(&message).0,
        )
    }

    pub fn standing(&self, index: u32) -> Standing {
        let Award { issuer, sequence, .. } = self.award(index);
        Credentials::verify(issuer, sequence, index, self.leaf(index), self.proof(index)).standing
    }

    pub fn revoke(&self, who: AccountId, indexes: &[u32]) -> sp_runtime::DispatchResult {
        Credentials::revoke(signed(who), self.issuer, self.sequence, list(indexes))
    }

    pub fn suspend(&self, who: AccountId, indexes: &[u32]) -> sp_runtime::DispatchResult {
        Credentials::suspend(signed(who), self.issuer, self.sequence, list(indexes))
    }

    pub fn reinstate(&self, who: AccountId, indexes: &[u32]) -> sp_runtime::DispatchResult {
        Credentials::reinstate(signed(who), self.issuer, self.sequence, list(indexes))
    }
}

pub fn list(indexes: &[u32]) -> Indexes {
    indexes.to_vec().try_into().expect("short")
}

/// The next batch of an issuer, to these keys. It is not issued yet.
pub fn class(issuer: IssuerId, schema: SchemaId, seeds: &[u8]) -> Class {
    let sequence = Issuers::<Test>::get(issuer).expect("known").next;
    Class { issuer, sequence, schema, seeds: seeds.to_vec() }
}

/// Issues a batch to these keys, without an end.
pub fn issue(who: AccountId, issuer: IssuerId, schema: SchemaId, seeds: &[u8]) -> Class {
    let class = class(issuer, schema, seeds);
    frame_support::assert_ok!(class.issue(who, None));
    class
}

/// An accredited college with a key, a schema of level 3 and a class of five, whose keys have the
/// seeds 100 to 104.
pub fn college() -> Class {
    let issuer = accredit_with_key(COLLEGE);
    let schema = register(COLLEGE, Some(issuer), 3);
    issue(COLLEGE, issuer, schema, &[100, 101, 102, 103, 104])
}

/// The money of an account that is on hold for a reason.
pub fn held(reason: HoldReason, who: AccountId) -> Balance {
    use frame_support::traits::fungible::hold::Inspect;
    <Balances as Inspect<_>>::balance_on_hold(&reason.into(), &who)
}

pub fn free(who: AccountId) -> Balance {
    Balances::free_balance(who)
}

// Bindings, stakes and challenges

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

/// The college's class. The outsider bound the first award.
pub fn bound() -> Class {
    let class = college();
    frame_support::assert_ok!(class.bind(OUTSIDER, 0));
    class
}

/// As [`bound`]. The outsider staked 100 VAKA behind the practice of it.
pub fn practising() -> (Class, Purpose) {
    let class = bound();
    let purpose = Purpose::Practice(class.schema);
    stake(OUTSIDER, purpose, 100 * UNIT);
    (class, purpose)
}

/// As [`practising`], with 40 VAKA behind the college.
pub fn staked_class() -> (Class, Purpose) {
    let (class, purpose) = practising();
    stake(COLLEGE, Purpose::Issuer(class.issuer), 40 * UNIT);
    (class, purpose)
}

#[track_caller]
pub fn stake(who: AccountId, purpose: Purpose, amount: Balance) {
    frame_support::assert_ok!(Credentials::stake(signed(who), purpose, amount));
}

#[track_caller]
pub fn request_unstake(who: AccountId, purpose: Purpose, amount: Balance) {
    frame_support::assert_ok!(Credentials::request_unstake(signed(who), purpose, amount));
}

/// Challenges an award. Returns the challenge's number.
#[track_caller]
pub fn challenge(who: AccountId, class: &Class, index: u32) -> ChallengeId {
    let challenge = NextChallenge::<Test>::get();
    let Award { issuer, sequence, .. } = class.award(index);
    frame_support::assert_ok!(Credentials::challenge(
        signed(who),
        issuer,
        sequence,
        index,
        [5; 32]
    ));
    challenge
}

#[track_caller]
pub fn rule(challenge: ChallengeId, upheld: bool) {
    frame_support::assert_ok!(Credentials::rule(signed(APPEALS), challenge, upheld));
}

/// The holder that an account speaks for.
#[track_caller]
pub fn holder(who: AccountId) -> vaka_primitives::HolderId {
    HolderOf::<Test>::get(who).expect("a holder")
}

/// What an account's practice of a schema answers with.
#[track_caller]
pub fn practice(who: AccountId, schema: SchemaId) -> StakeKey {
    StakeKey::Practice(holder(who), schema)
}

/// All that is staked under a key, what is leaving included.
pub fn staked(key: StakeKey) -> Balance {
    Stakes::<Test>::get(key).map_or(0, |stake| stake.amount)
}

/// All that an account has, what is on hold included.
pub fn money(who: AccountId) -> Balance {
    <Balances as frame_support::traits::fungible::Inspect<_>>::total_balance(&who)
}

// Accreditations and delegations

/// An issuer as it is stored.
#[track_caller]
pub fn record(issuer: IssuerId) -> IssuerOf<Test> {
    Issuers::<Test>::get(issuer).expect("known")
}

/// Renews an accreditation, for years.
#[track_caller]
pub fn renew(issuer: IssuerId, account: AccountId, scope: Scope) {
    let until = now() + ALL * DAY;
    frame_support::assert_ok!(Credentials::accredit_issuer(
        signed(PEOPLE),
        Some(issuer),
        account,
        scope,
        until
    ));
}

#[track_caller]
pub fn withdraw(issuer: IssuerId, since: BlockNumber) {
    let origin = signed(PEOPLE);
    frame_support::assert_ok!(Credentials::withdraw_accreditation(origin, issuer, since));
}

#[track_caller]
pub fn undelegate(who: AccountId, child: IssuerId) {
    frame_support::assert_ok!(Credentials::undelegate(signed(who), child));
}

#[track_caller]
pub fn supersede(who: AccountId, old: SchemaId, new: SchemaId) {
    frame_support::assert_ok!(Credentials::supersede_schema(signed(who), old, new));
}

/// The accounts of [`branches`].
pub const BRANCHES: [AccountId; 4] = [COLLEGE, CAMPUS, ROOM, TUTOR];

/// The college, and three issuers below it, each below the one before. Each may do all that the
/// college may, and has a key.
pub fn branches() -> [IssuerId; 4] {
    let college = accredit_with_key(COLLEGE);
    let campus = delegate(COLLEGE, college, CAMPUS);
    let room = delegate(CAMPUS, campus, ROOM);
    let tutor = delegate(ROOM, room, TUTOR);
    for (issuer, account, seed) in [(campus, CAMPUS, 2), (room, ROOM, 3), (tutor, TUTOR, 4)] {
        set_key(issuer, account, seed);
    }
    [college, campus, room, tutor]
}

/// A batch of so many awards that nobody has to open. Its root is made up.
pub fn issue_many(
    who: AccountId,
    issuer: IssuerId,
    schema: SchemaId,
    count: u32,
) -> sp_runtime::DispatchResult {
    let sequence = record(issuer).next;
    Credentials::issue_batch(signed(who), issuer, sequence, schema, [6; 32], count, None)
}

/// Gives money to an account.
#[track_caller]
pub fn fund(who: AccountId, amount: Balance) {
    frame_support::assert_ok!(Balances::transfer_allow_death(signed(TREASURY), who, amount));
}

/// Checks all invariants, and that a stake is this much, of which so much is leaving.
#[track_caller]
pub fn stake_is(key: StakeKey, amount: Balance, leaving: Balance) {
    check();
    let stake = Stakes::<Test>::get(key).expect("a stake");
    assert_eq!((stake.amount, stake.leaving()), (amount, leaving));
}
