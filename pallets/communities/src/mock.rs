//! A small nation: two villages, a day of ten blocks, real balances and fees.
//! [`ExtBuilder::build_and_execute`] runs a test and then checks every invariant.

use crate::{self as pallet_communities, *};
use frame_support::{
    derive_impl,
    dispatch::GetDispatchInfo,
    ord_parameter_types, parameter_types,
    traits::{
        fungible::{HoldConsideration, Mutate as _},
        ConstU32, LinearStoragePrice,
    },
    PalletId,
};
use frame_system::{EnsureRoot, EnsureRootWithSuccess, EnsureSignedBy};
use sp_core::{ed25519, Pair};
use sp_runtime::{
    traits::{DispatchTransaction, IdentityLookup},
    ApplyExtrinsicResult, BuildStorage, MultiSignature,
};
pub use vaka_primitives::{AccountId, Members as _, Track};
use vaka_testing::{bare, execute_and_check};

mod helping_pallet;

pub use helping_pallet::helping;

type Block = frame_system::mocking::MockBlockU32<Test>;
pub type Balance = u64;

frame_support::construct_runtime!(
    pub enum Test {
        System: frame_system,
        Balances: pallet_balances,
        TransactionPayment: pallet_transaction_payment,
        Communities: pallet_communities,
        Helping: helping,
    }
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
    type Block = Block;
    type AccountId = AccountId;
    type Lookup = IdentityLookup<AccountId>;
    type AccountData = pallet_balances::AccountData<Balance>;
    type DbWeight = frame_support::weights::constants::ParityDbWeight;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
    type AccountStore = System;
}

#[derive_impl(pallet_transaction_payment::config_preludes::TestDefaultConfig)]
impl pallet_transaction_payment::Config for Test {
    type OnChargeTransaction = pallet_transaction_payment::FungibleAdapter<Balances, ()>;
    type WeightToFee = frame_support::weights::IdentityFee<Balance>;
    type LengthToFee = frame_support::weights::IdentityFee<Balance>;
    type FeeMultiplierUpdate = ();
}

/// An outsider's deposit for a request, whatever its size.
pub const REQUEST_DEPOSIT: Balance = 500;

ord_parameter_types! {
    pub const ClerkTrack: AccountId = AccountId::new([201; 32]);
    pub const AppealsTrack: AccountId = AccountId::new([202; 32]);
}

parameter_types! {
    pub const CommunitiesPalletId: PalletId = PalletId(*b"vaka/com");
    pub const RequestHold: RuntimeHoldReason =
        RuntimeHoldReason::Communities(HoldReason::RequestDeposit);
    pub const RequestBase: Balance = REQUEST_DEPOSIT;
    pub const RequestPerByte: Balance = 0;
    pub static TheRules: Rules = Rules::default();
    /// The accounts on which something hangs that a member cannot take over.
    pub static InUse: Vec<AccountId> = Vec::new();
    /// The free calls that the holder of the office made today.
    pub static OfficeCalls: u32 = 0;
    /// The accounts that members left for others.
    pub static Moves: Vec<(AccountId, AccountId)> = Vec::new();
}

/// An office, whose holder stores remarks without a fee, three a day.
pub struct Office;

/// The person who holds the office. They are no member.
pub const HOLDER: u32 = 3_000;

impl vaka_primitives::FreeOffices<AccountId, RuntimeCall> for Office {
    fn may_call_free(who: &AccountId, call: &RuntimeCall, calls: u32) -> bool {
        let of_office =
            matches!(call, RuntimeCall::System(frame_system::Call::remark_with_event { .. }));
        of_office && *who == account(HOLDER) && OfficeCalls::get() + calls <= 3
    }

    fn use_free_call(who: &AccountId, call: &RuntimeCall, calls: u32) -> bool {
        let may = Self::may_call_free(who, call, calls);
        OfficeCalls::mutate(|used| *used += if may { calls } else { 0 });
        may
    }
}

/// What follows members to other accounts.
pub struct Belongings;

impl vaka_primitives::Follows<AccountId> for Belongings {
    fn may_take(account: &AccountId) -> bool {
        !InUse::get().contains(account)
    }

    fn moved(old: &AccountId, new: &AccountId) {
        Moves::mutate(|moves| moves.push((old.clone(), new.clone())));
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn burden(_: &AccountId) {}
}

/// The calls that helpers make for others.
pub struct ForOthers;

impl vaka_primitives::AssistedCalls<RuntimeCall> for ForOthers {
    fn assisted(call: &RuntimeCall) -> Option<MemberId> {
        match call {
            RuntimeCall::Helping(helping::Call::act_for { member }) => Some(*member),
            _ => None,
        }
    }
}

impl Config for Test {
    type RuntimeHoldReason = RuntimeHoldReason;
    type Clock = System;
    type SlotsPerDay = ConstU32<DAY>;
    type FoundingOrigin = EnsureRoot<AccountId>;
    type ClerkOrigin = EnsureSignedBy<ClerkTrack, AccountId>;
    type AppealsOrigin = EnsureSignedBy<AppealsTrack, AccountId>;
    // Root stands in for the vote of one community.
    type AssistedCalls = ForOthers;
    type FreeOffices = Office;
    type Belongings = Belongings;
    type ActOrigin = EnsureRootWithSuccess<AccountId, ConstU32<APIA>>;
    type PalletId = CommunitiesPalletId;
    type RequestConsideration = HoldConsideration<
        AccountId,
        Balances,
        RequestHold,
        LinearStoragePrice<RequestBase, RequestPerByte, Balance>,
    >;
    type Signature = MultiSignature;
    type Rules = TheRules;
    type WeightInfo = ();
    #[cfg(feature = "runtime-benchmarks")]
    type BenchmarkHelper = Helper;
}

impl helping::Config for Test {
    type Members = Communities;
    type FreeCalls = Communities;
}

#[cfg(feature = "runtime-benchmarks")]
pub struct Helper;

#[cfg(feature = "runtime-benchmarks")]
impl BenchmarkHelper<AccountId, MultiSignature> for Helper {
    fn signer(n: u32) -> AccountId {
        account(77_000 + n)
    }

    fn sign(signer: &AccountId, message: &[u8]) -> MultiSignature {
        let n = (77_000..).find(|n| account(*n) == *signer).expect("a signer");
        pair(n).sign(message).into()
    }
}

// The people

/// The key of the person with this number.
pub fn pair(n: u32) -> ed25519::Pair {
    let mut seed = [9u8; 32];
    seed[..4].copy_from_slice(&n.to_le_bytes());
    ed25519::Pair::from_seed(&seed)
}

/// The account of the person with this number.
pub fn account(n: u32) -> AccountId {
    thread_local! {
        static ACCOUNTS: std::cell::RefCell<std::collections::BTreeMap<u32, AccountId>> =
            Default::default();
    }
    ACCOUNTS.with_borrow_mut(|accounts| {
        let make = || AccountId::new(pair(n).public().0);
        accounts.entry(n).or_insert_with(make).clone()
    })
}

pub fn signed(n: u32) -> RuntimeOrigin {
    RuntimeOrigin::signed(account(n))
}

pub fn root() -> RuntimeOrigin {
    RuntimeOrigin::root()
}

pub fn clerk_track() -> RuntimeOrigin {
    RuntimeOrigin::signed(ClerkTrack::get())
}

pub fn appeals() -> RuntimeOrigin {
    RuntimeOrigin::signed(AppealsTrack::get())
}

// The world

/// Blocks of a day.
pub const DAY: BlockNumber = 10;

/// The first village: its founders are the people from 0, its clerk is person 0.
pub const APIA: CommunityId = 0;
/// The second village: its founders are the people from 100, its clerk is person 100.
pub const ALOFI: CommunityId = 1;

/// Its clerks.
pub const CLERK: u32 = 0;
pub const CLERK_OF_ALOFI: u32 = 100;

/// The clerks of a village without clerks.
pub const NO_CLERKS: [MemberId; 0] = [];

/// The first of the people who are no members.
pub const STRANGER: u32 = 1_000;

/// The money that a person with money has.
pub const WEALTH: Balance = 1_000_000_000_000;

/// The beginning of a test's world: block 1, with the two villages of genesis.
pub struct ExtBuilder {
    founders: Vec<u32>,
}

impl Default for ExtBuilder {
    fn default() -> Self {
        Self { founders: vec![10, 7] }
    }
}

impl ExtBuilder {
    /// Sets the number of founders of each village.
    pub fn founders(mut self, founders: &[u32]) -> Self {
        self.founders = founders.to_vec();
        self
    }

    pub fn genesis(&self) -> GenesisConfig<Test> {
        let villages = self.founders.iter().enumerate();
        let communities = villages.map(|(village, founders)| {
            let first = 100 * village as u32;
            GenesisCommunity {
                name: format!("Village {village}"),
                founders: (first..first + founders).map(account).collect(),
                clerks: vec![account(first)],
            }
        });
        GenesisConfig { communities: communities.collect() }
    }

    pub fn build(self) -> sp_io::TestExternalities {
        TheRules::set(Rules::default());
        InUse::take();
        OfficeCalls::take();
        Moves::take();
        let storage = RuntimeGenesisConfig { communities: self.genesis(), ..Default::default() };
        let mut ext = sp_io::TestExternalities::new(storage.build_storage().expect("valid"));
        ext.execute_with(|| System::set_block_number(1));
        ext
    }

    /// Runs a test, then checks all invariants.
    pub fn build_and_execute<R>(self, test: impl FnOnce() -> R) -> R {
        execute_and_check(self.build(), test, check)
    }
}

/// Checks all invariants. Also checks that members' accounts, and no others, have sufficient
/// references.
pub fn check() {
    Communities::do_try_state().expect("the invariants hold");
    for (who, info) in frame_system::Account::<Test>::iter() {
        let held = u32::from(MemberOf::<Test>::contains_key(&who));
        assert_eq!(info.sufficients, held, "a reference is a membership");
    }
    for request in Requests::<Test>::iter_values() {
        assert!(
            codec::Encode::encoded_size(&request)
                <= <Request<AccountId> as codec::MaxEncodedLen>::max_encoded_len()
        );
    }
}

/// Gives somebody money.
pub fn endow(n: u32) {
    Balances::set_balance(&account(n), WEALTH);
}

// Time

pub fn now() -> BlockNumber {
    System::block_number()
}

/// Lets days pass.
pub fn wait(days: Days) {
    System::set_block_number(now() + days * DAY);
}

/// Goes to the last block before this many days are over.
pub fn wait_almost(days: Days) {
    System::set_block_number(now() + days * DAY - 1);
}

// What people do

/// A person's word that others may bring their request.
pub fn consent(n: u32, purpose: Purpose) -> Consent<AccountId, MultiSignature> {
    consent_until(n, purpose, now() + 30 * DAY)
}

pub fn consent_until(
    n: u32,
    purpose: Purpose,
    until: BlockNumber,
) -> Consent<AccountId, MultiSignature> {
    let payload = Communities::consent_payload(purpose, account(n), until).bytes;
    Consent { account: account(n), until, signature: pair(n).sign(&payload).into() }
}

/// These people's consents to found a village of that name.
pub fn founders(
    name: &[u8],
    people: &[u32],
    clerks: &[u32],
) -> Vec<Consent<AccountId, MultiSignature>> {
    let accounts = |of: &[u32]| of.iter().copied().map(account).collect::<Vec<_>>();
    let name = name.to_vec().try_into().expect("short");
    let founding = Communities::founding(name, accounts(people), accounts(clerks));
    let until = now() + 180 * DAY;
    people.iter().map(|n| consent_until(*n, Purpose::Found(founding), until)).collect()
}

/// The number of the next request.
pub fn next_request() -> RequestId {
    NextRequest::<Test>::get()
}

/// A member of a village brings the request of a person without a balance.
#[track_caller]
pub fn bring(by: u32, applicant: u32, community: CommunityId) -> RequestId {
    let id = next_request();
    let consent = consent(applicant, Purpose::Join(community));
    Communities::request_membership(signed(by), community, Some(consent)).expect("brought");
    id
}

/// These people vouch for a request.
#[track_caller]
pub fn vouch(request: RequestId, by: &[u32]) {
    for n in by {
        Communities::vouch(signed(*n), request).expect("vouched");
    }
}

/// The clerk of a village brings and admits a person, with vouches of these people.
#[track_caller]
pub fn admit(applicant: u32, community: CommunityId, by: &[u32]) -> RequestId {
    let clerk = 100 * community;
    let request = bring(clerk, applicant, community);
    vouch(request, by);
    Communities::admit(signed(clerk), request).expect("admitted");
    request
}

/// A person becomes a member, seven days from now.
#[track_caller]
pub fn join(applicant: u32, community: CommunityId, by: &[u32]) -> MemberId {
    let request = admit(applicant, community, by);
    wait(7);
    Communities::confirm_admission(signed(STRANGER), request).expect("confirmed");
    member(applicant)
}

/// A person helps another: the one names them, and they accept.
#[track_caller]
pub fn help(helper: u32, helped: u32) {
    Communities::set_helper(signed(helped), Some(member(helper))).expect("named");
    Communities::accept_helping(signed(helper), member(helped)).expect("accepted");
}

/// Whether a person may act for a member now.
pub fn acts_for(n: u32, member: MemberId) -> bool {
    Helping::act_for(signed(n), member).is_ok()
}

/// A clerk asks for another account for a person, and these people vouch.
#[track_caller]
pub fn replace(lost: u32, new: u32, by: &[u32]) -> RequestId {
    let id = next_request();
    let clerk = 100 * person(lost).community;
    let consent = consent(new, Purpose::Replace(member(lost)));
    Communities::replace_account(signed(clerk), member(lost), consent).expect("asked for");
    vouch(id, by);
    id
}

/// A person asks to move; the request gets its vouches and its clerk.
#[track_caller]
pub fn move_to(mover: u32, to: CommunityId, by: &[u32]) -> RequestId {
    let id = next_request();
    Communities::move_community(signed(mover), to).expect("asked for");
    vouch(id, by);
    Communities::admit(signed(100 * to), id).expect("admitted");
    id
}

/// Three people of a village challenge.
#[track_caller]
pub fn challenge(request: RequestId, by: &[u32]) {
    for n in by {
        Communities::challenge_admission(signed(*n), request).expect("challenged");
    }
}

/// Two years in which nobody does anything, and the days within which what they did was noted.
pub fn sleep() {
    wait(760);
}

/// Somebody declares these people dormant.
pub fn declare(people: &[u32]) -> frame_support::dispatch::DispatchResult {
    let members = people.iter().copied().map(member).collect::<Vec<_>>();
    Communities::declare_dormant(signed(STRANGER), members.try_into().expect("few"))
}

/// These people do something that nobody sees but the chain, which notes it.
pub fn act(people: &[u32]) {
    for n in people {
        Communities::note_signer(&account(*n));
    }
}

// Fees

/// The extension that charges fees on a chain.
pub type Charge = FreeForMembers<Test, pallet_transaction_payment::ChargeTransactionPayment<Test>>;

pub fn charge() -> Charge {
    pallet_transaction_payment::ChargeTransactionPayment::<Test>::from(0).into()
}

/// Counts a free call of a person.
pub fn use_free_call(n: u32, bytes: usize) -> bool {
    Communities::use_free_call(member(n), false, bytes)
}

/// Sends a transaction as a block would apply it.
pub fn send(n: u32, call: impl Into<RuntimeCall>) -> ApplyExtrinsicResult {
    let call = call.into();
    let info = DispatchInfoWithWeight::of(&call);
    let applied = charge().dispatch_transaction(signed(n), call, &info, 100, 0)?;
    Ok(bare(applied))
}

struct DispatchInfoWithWeight;

impl DispatchInfoWithWeight {
    fn of(call: &RuntimeCall) -> frame_support::dispatch::DispatchInfo {
        use sp_runtime::traits::TransactionExtension;
        let mut info = call.get_dispatch_info();
        info.extension_weight = charge().weight(call);
        info
    }
}

// Figures

/// A person's number as a member.
#[track_caller]
pub fn member(n: u32) -> MemberId {
    MemberOf::<Test>::get(account(n)).expect("a member")
}

#[track_caller]
pub fn person(n: u32) -> Person<AccountId> {
    Members::<Test>::get(member(n)).expect("a member")
}

#[track_caller]
pub fn request(id: RequestId) -> Request<AccountId> {
    Requests::<Test>::get(id).expect("a request")
}

pub fn is_member(n: u32) -> bool {
    MemberOf::<Test>::contains_key(account(n))
}

/// The electorates of the first village, of the second, and of all.
pub fn electorates() -> (u32, u32, u32) {
    (
        Communities::electorate(Some(APIA)),
        Communities::electorate(Some(ALOFI)),
        Communities::electorate(None),
    )
}

#[track_caller]
pub fn has_event(event: Event<Test>) {
    System::assert_has_event(event.into());
}
