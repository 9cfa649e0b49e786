//! A small nation: two villages, a day of ten blocks, and the real pallets of referenda, preimages,
//! scheduling and batches. Votes are written into the tally. [`ExtBuilder::build_and_execute`] runs
//! a test and then checks every invariant.

use crate::{self as pallet_petitions, *};
use alloc::borrow::Cow;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
    derive_impl,
    dispatch::RawOrigin,
    parameter_types,
    traits::{
        ConstU32, ConstU64, EnsureOrigin, EqualPrivilegeOnly, Hooks, OriginTrait, Polling,
        VoteTally,
    },
    weights::Weight,
    PalletId,
};
use frame_system::EnsureRoot;
use pallet_referenda::{Curve, ReferendumInfo, ReferendumInfoFor, TracksInfo};
use scale_info::TypeInfo;
use sp_runtime::{
    traits::{TryConvert, TryConvertBack},
    BuildStorage, DispatchError, Perbill,
};
use vaka_primitives::{CommunityId, Membership, TrackId};
use vaka_testing::{bare, execute_and_check};

mod acts;
mod people;
mod world_pallet;

pub use acts::*;
pub use people::*;
pub use vaka_testing::AccountId;
pub use world_pallet::world;

type Block = frame_system::mocking::MockBlockU32<Test>;

frame_support::construct_runtime!(
    pub enum Test {
        System: frame_system,
        Scheduler: pallet_scheduler,
        Balances: pallet_balances,
        Preimage: pallet_preimage,
        Utility: pallet_utility,
        Referenda: pallet_referenda,
        World: world,
        Petitions: pallet_petitions,
    }
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
    type Block = Block;
    type AccountId = AccountId;
    type Lookup = sp_runtime::traits::IdentityLookup<AccountId>;
    type AccountData = pallet_balances::AccountData<u64>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
    type AccountStore = System;
}

impl pallet_preimage::Config for Test {
    type RuntimeEvent = RuntimeEvent;
    type WeightInfo = ();
    type Currency = Balances;
    type ManagerOrigin = EnsureRoot<AccountId>;
    type Consideration = ();
}

impl pallet_utility::Config for Test {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeCall = RuntimeCall;
    type PalletsOrigin = OriginCaller;
    type WeightInfo = ();
}

/// The most that a block may weigh: one second of computing.
pub const BLOCK: Weight = Weight::from_parts(1_000_000_000_000, u64::MAX);

parameter_types! {
    pub const ScheduledWeight: Weight = Weight::from_parts(800_000_000_000, u64::MAX);
    pub const MaxCallWeight: Weight = Weight::from_parts(390_000_000_000, u64::MAX / 4);
    pub const PetitionsId: PalletId = PalletId(*b"petition");
    pub static GrowingWeight: Weight = Weight::from_parts(1_000_000, 0);
    pub static TheRules: Rules = Rules::default();
    pub static MaxOngoing: u32 = 17;
    pub NationalPlaces: u32 = Track::NATIONAL.into_iter().map(max_deciding).sum();
    /// What has become of payments, if they are not paid.
    pub static PaymentStates: std::collections::BTreeMap<(bool, u32), PaymentState> =
        Default::default();
    /// Whether the filter knows that `nest` carries a call.
    pub static FilterKnows: bool = true;
}

impl pallet_scheduler::Config for Test {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeOrigin = RuntimeOrigin;
    type PalletsOrigin = OriginCaller;
    type RuntimeCall = RuntimeCall;
    type MaximumWeight = ScheduledWeight;
    type ScheduleOrigin = EnsureRoot<AccountId>;
    type MaxScheduledPerBlock = ConstU32<34>;
    type WeightInfo = ();
    type OriginPrivilegeCmp = EqualPrivilegeOnly;
    type Preimages = Preimage;
    type BlockNumberProvider = System;
}

impl world::Config for Test {
    type AnyTrack = AnyTrack;
}

/// Returns the track of an origin.
pub struct AnyTrack;

impl EnsureOrigin<RuntimeOrigin> for AnyTrack {
    type Success = Track;

    fn try_origin(origin: RuntimeOrigin) -> Result<Track, RuntimeOrigin> {
        Origins::try_convert_back(origin.caller().clone()).map_err(|_| origin)
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn try_successful_origin() -> Result<RuntimeOrigin, ()> {
        Ok(RuntimeOrigin::root())
    }
}

/// The referenda that a village's track and the treasury's decide at once. The others decide one.
/// Each national track has one more place for what many endorsed.
pub const DECIDING: u32 = 3;
/// The most referenda of villages at a time.
pub const OF_VILLAGES: u32 = 5;
pub const PREPARE: BlockNumber = 2;
pub const DECISION: BlockNumber = 10;
pub const CONFIRM: BlockNumber = 2;
pub const ENACTMENT: BlockNumber = 3;

/// The origins of the tracks: those of all members, and those of the two villages.
pub struct Origins;

impl TryConvert<Track, OriginCaller> for Origins {
    fn try_convert(track: Track) -> Result<OriginCaller, Track> {
        match track {
            Track::Constitution => Ok(RawOrigin::Root.into()),
            Track::Village(village) if village > 1 => Err(track),
            _ => Ok(world::Origin(track).into()),
        }
    }
}

impl TryConvertBack<Track, OriginCaller> for Origins {
    fn try_convert_back(origin: OriginCaller) -> Result<Track, OriginCaller> {
        match origin {
            OriginCaller::system(RawOrigin::Root) => Ok(Track::Constitution),
            OriginCaller::World(world::Origin(track)) => Ok(track),
            other => Err(other),
        }
    }
}

/// The referenda that a track decides at once, whoever endorsed them.
pub fn deciding(track: Track) -> u32 {
    match track {
        Track::Treasury | Track::Village(_) => DECIDING,
        _ => 1,
    }
}

/// The referenda that a track decides at once.
pub fn max_deciding(track: Track) -> u32 {
    deciding(track) + u32::from(track.village().is_none())
}

pub struct Tracks;

impl TracksInfo<u64, BlockNumber> for Tracks {
    type Id = TrackId;
    type RuntimeOrigin = OriginCaller;

    fn tracks(
    ) -> impl Iterator<Item = Cow<'static, pallet_referenda::Track<TrackId, u64, BlockNumber>>>
    {
        let all = Track::NATIONAL.into_iter().chain([Track::Village(0), Track::Village(1)]);
        all.map(|track| {
            let falling = |ceil| Curve::LinearDecreasing {
                length: Perbill::from_percent(100),
                floor: Perbill::from_percent(50),
                ceil: Perbill::from_percent(ceil),
            };
            Cow::Owned(pallet_referenda::Track {
                id: track.id().expect("small"),
                info: pallet_referenda::TrackInfo {
                    name: [b'x'; 25],
                    max_deciding: max_deciding(track),
                    decision_deposit: 0,
                    prepare_period: PREPARE,
                    decision_period: DECISION,
                    confirm_period: CONFIRM,
                    min_enactment_period: ENACTMENT,
                    min_approval: falling(51),
                    min_support: falling(100),
                },
            })
        })
    }

    fn track_for(origin: &OriginCaller) -> Result<TrackId, ()> {
        let track = Origins::try_convert_back(origin.clone()).map_err(|_| ())?;
        track.id().ok_or(())
    }
}

impl pallet_referenda::Config for Test {
    type WeightInfo = ();
    type RuntimeCall = RuntimeCall;
    type RuntimeEvent = RuntimeEvent;
    type Scheduler = Scheduler;
    type Currency = Balances;
    type SubmitOrigin = Submitter<Test>;
    type CancelOrigin = EnsureRoot<AccountId>;
    type KillOrigin = EnsureRoot<AccountId>;
    type Slash = ();
    type Votes = u32;
    type Tally = Tally;
    type SubmissionDeposit = ConstU64<0>;
    type MaxQueued = ConstU32<4>;
    type UndecidingTimeout = ConstU32<40>;
    type AlarmInterval = ConstU32<1>;
    type Tracks = Tracks;
    type Preimages = Preimage;
    type BlockNumberProvider = System;
}

/// The ayes and nays, in per cent of the electorate.
#[derive(
    Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct Tally {
    pub ayes: u32,
    pub nays: u32,
}

impl VoteTally<u32, TrackId> for Tally {
    fn new(_: TrackId) -> Self {
        Self { ayes: 0, nays: 0 }
    }

    fn ayes(&self, _: TrackId) -> u32 {
        self.ayes
    }

    fn support(&self, _: TrackId) -> Perbill {
        Perbill::from_percent(self.ayes)
    }

    fn approval(&self, _: TrackId) -> Perbill {
        if self.ayes + self.nays > 0 {
            Perbill::from_rational(self.ayes, self.ayes + self.nays)
        } else {
            Perbill::zero()
        }
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn unanimity(_: TrackId) -> Self {
        Self { ayes: 100, nays: 0 }
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn rejection(_: TrackId) -> Self {
        Self { ayes: 0, nays: 100 }
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn from_requirements(support: Perbill, approval: Perbill, _: TrackId) -> Self {
        let ayes = support.mul_ceil(100u32);
        let nays = ayes - approval.mul_floor(ayes);
        Self { ayes, nays }
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn setup(_: TrackId, _: Perbill) {}
}

/// What calls carry. Only batches that fail as a whole may carry others.
pub struct Carried;

impl InnerCalls<RuntimeCall> for Carried {
    fn of(call: &RuntimeCall) -> Inner<'_, RuntimeCall> {
        match call {
            RuntimeCall::Utility(pallet_utility::Call::batch_all { calls }) => Inner::Calls(calls),
            RuntimeCall::World(world::Call::nest { .. }) if FilterKnows::get() => Inner::Refused,
            RuntimeCall::World(_) | RuntimeCall::System(_) | RuntimeCall::Balances(_) => {
                Inner::None
            }
            _ => Inner::Refused,
        }
    }
}

impl Config for Test {
    type RuntimeCall = RuntimeCall;
    type Communities = Nation;
    type Members = Nation;
    type FreeCalls = Nation;
    type TrackOrigin = Origins;
    type Payments = Purse;
    type CallFilter = Nested<Carried>;
    type PalletId = PetitionsId;
    type MaxCallWeight = MaxCallWeight;
    type MaxCallLen = ConstU32<2_048>;
    type MaxOngoing = MaxOngoing;
    type NationalPlaces = NationalPlaces;
    type MaxScheduledWeight = ScheduledWeight;
    type MaxScheduledPerBlock = ConstU32<34>;
    type SlotsPerDay = ConstU32<DAY>;
    type Rules = TheRules;
    type WeightInfo = ();
}

/// A purse that grants a payment with each call that notes a number, of the kind that is not
/// collected if the number is even.
pub struct Purse;

impl Payments for Purse {
    fn next() -> PaymentNumbers {
        let made = |even: bool| {
            let all = world::Made::<Test>::iter().filter(|(n, _)| n.is_multiple_of(2) == even);
            all.map(|(_, times)| times).sum()
        };
        PaymentNumbers { collected: made(false), automatic: made(true) }
    }

    fn state(payment: Payment) -> PaymentState {
        PaymentStates::get().get(&payment_key(payment)).copied().unwrap_or(PaymentState::Paid)
    }
}

/// A payment as a key.
pub fn payment_key(payment: Payment) -> (bool, u32) {
    match payment {
        Payment::Collected(n) => (true, n),
        Payment::Automatic(n) => (false, n),
    }
}

/// Blocks of a day.
pub const DAY: BlockNumber = 10;

/// The world of a test. It begins in block 1.
#[derive(Default)]
pub struct ExtBuilder;

impl ExtBuilder {
    pub fn build(self) -> sp_io::TestExternalities {
        TheRules::set(Rules::default());
        GrowingWeight::set(Weight::from_parts(1_000_000, 0));
        FilterKnows::set(true);
        PaymentStates::take();
        MaxOngoing::set(17);
        Nation::begin(2);
        (1..=20).for_each(|who| add_person(who, 0));
        (101..=110).for_each(|who| add_person(who, 1));
        let storage = RuntimeGenesisConfig::default().build_storage().expect("valid");
        let mut ext = sp_io::TestExternalities::new(storage);
        ext.execute_with(|| System::set_block_number(1));
        ext
    }

    /// Runs a test, then checks all invariants.
    pub fn build_and_execute<R>(self, test: impl FnOnce() -> R) -> R {
        execute_and_check(self.build(), test, check)
    }
}

/// Checks all invariants.
pub fn check() {
    Petitions::do_try_state().expect("the invariants hold");
    for petition in crate::Petitions::<Test>::iter_values() {
        assert!(petition.encoded_size() <= PetitionOf::<Test>::max_encoded_len());
    }
}
