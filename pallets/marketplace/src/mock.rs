//! The marketplace with real balances, vouchers and holds, and people from a nation without a
//! pallet. The test says who has which awards, and what judges rule.

mod acts;
mod people;

pub use acts::*;
pub use people::*;

use crate::{self as pallet_marketplace, *};
use frame_support::{
    assert_ok, derive_impl,
    dispatch::DispatchResultWithPostInfo,
    ord_parameter_types, parameter_types,
    traits::{
        fungible::{HoldConsideration, NativeFromLeft, UnionOf},
        fungibles::{Create, Inspect as _, Mutate as _},
        AsEnsureOriginWithArg, ConstU128, ConstU32, EnsureOrigin, EnsureOriginWithArg,
        LinearStoragePrice, OriginTrait, UnixTime,
    },
};
use frame_system::{EnsureRoot, EnsureSigned, EnsureSignedBy};
use marketplace_escrow::{Dates, Moment, Quantity};
use sp_core::H256;
use sp_runtime::{BoundedVec, BuildStorage, DispatchError, DispatchResult, Permill};
use std::collections::BTreeMap;
use vaka_primitives::{
    Arbitration, Balance, BlockNumber, CaseId, CommunityId, CredentialCheck, Days, Members as _,
    Requirement,
};
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
    pub type Assets = pallet_assets;
    #[runtime::pallet_index(3)]
    pub type AssetsHolder = pallet_assets_holder;
    #[runtime::pallet_index(4)]
    pub type Marketplace = pallet_marketplace;
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
    type ExistentialDeposit = ConstU128<EXISTENTIAL_DEPOSIT>;
    type RuntimeHoldReason = RuntimeHoldReason;
}

#[derive_impl(pallet_assets::config_preludes::TestDefaultConfig)]
impl pallet_assets::Config for Test {
    type Balance = Balance;
    type AssetId = u32;
    type AssetIdParameter = u32;
    type Currency = Balances;
    type CreateOrigin = EnsureVoucher;
    type ForceOrigin = EnsureRoot<AccountId>;
    type Holder = AssetsHolder;
    type Freezer = ();
    #[cfg(feature = "runtime-benchmarks")]
    type BenchmarkHelper = ();
}

impl pallet_assets_holder::Config for Test {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeHoldReason = RuntimeHoldReason;
}

/// As the runtime's: nobody makes a voucher that would be taken for one in use.
pub struct EnsureVoucher;

impl EnsureOriginWithArg<RuntimeOrigin, u32> for EnsureVoucher {
    type Success = AccountId;

    fn try_origin(origin: RuntimeOrigin, id: &u32) -> Result<AccountId, RuntimeOrigin> {
        if Marketplace::in_use(&CurrencyId::WithId(*id)) {
            return Err(origin);
        }
        AsEnsureOriginWithArg::<EnsureSigned<AccountId>>::try_origin(origin, id)
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn try_successful_origin(id: &u32) -> Result<RuntimeOrigin, ()> {
        AsEnsureOriginWithArg::<EnsureSigned<AccountId>>::try_successful_origin(id)
    }
}

pub const EXISTENTIAL_DEPOSIT: Balance = 10;
pub const DAY: BlockNumber = 14_400;

/// The second in which the tests begin, and the seconds of a day and of a slot.
pub const EPOCH: Moment = 1_800_000_000;
pub const DAY_SECONDS: Moment = 86_400;
const SLOT_SECONDS: Moment = 6;

pub const TREASURY: AccountId = 1;
pub const PEOPLE: AccountId = 2;
/// The villages are accounts, too.
pub const VILLAGE: AccountId = 100;
pub const OTHER_VILLAGE: AccountId = 101;
/// Issues the voucher.
pub const ISSUER: AccountId = 3;
/// Members of the first village without a coin of VAKA, but with vouchers.
pub const SELLER: AccountId = 10;
pub const BUYER: AccountId = 11;
/// A member of the other village.
pub const NURSE: AccountId = 12;
/// People who are no members.
pub const OUTSIDER: AccountId = 20;
pub const STRANGER: AccountId = 21;
/// Payees of designs.
pub const MAKER: AccountId = 30;
pub const ARTIST: AccountId = 31;

pub const MEMBERS: [(AccountId, CommunityId); 3] = [(SELLER, 0), (BUYER, 0), (NURSE, 1)];

/// Where stakes lie.
pub const STAKES: AccountId = 50;

/// What it costs to open a dispute.
pub const FLOOR: Balance = 700;

/// The deposit for a record.
pub const DEPOSIT: Balance = 100;

/// What everybody has of the voucher, and those who are no members have of VAKA, too.
pub const WEALTH: Balance = 1_000_000_000;

/// A voucher that gives an account a reference of its own, and one that does not.
pub const VOUCHER: u32 = 1;
pub const POOR_VOUCHER: u32 = 2;
pub const VAKA: CurrencyId = CurrencyId::Native;
pub const CENTS: CurrencyId = CurrencyId::WithId(VOUCHER);
pub const SHELLS: CurrencyId = CurrencyId::WithId(POOR_VOUCHER);

ord_parameter_types! {
    pub const People: AccountId = PEOPLE;
}

parameter_types! {
    pub const Treasury: AccountId = TREASURY;
    pub const DepositReason: RuntimeHoldReason =
        RuntimeHoldReason::Marketplace(HoldReason::Deposit);
    pub const DepositBase: Balance = DEPOSIT;
    pub const DepositPerByte: Balance = 0;
    pub static TheRules: MarketRules = usual_rules();
    /// The seconds that the chain was halted.
    pub static Halted: Moment = 0;
}

pub fn usual_rules() -> MarketRules {
    MarketRules {
        free_listings: 16,
        free_orders: 16,
        free_designs: 16,
        confirmation: 14,
        free_ended: 64,
        free_ratings: 256,
        rating_days: 14,
        half_year: 182,
        shown_from: 5,
        dispute_floor: FLOOR,
        free_disputes: 2,
        free_disputes_days: 90,
        damages_prices: 5,
        damages_stake: Permill::from_percent(50),
        unclaimed_days: 180,
    }
}

/// The time: it goes on with the blocks, and in halts.
pub struct Time;

impl UnixTime for Time {
    fn now() -> core::time::Duration {
        let slots = Moment::from(System::block_number());
        core::time::Duration::from_secs(EPOCH + slots * SLOT_SECONDS + Halted::get())
    }
}

pub struct Villages;

impl EnsureOrigin<RuntimeOrigin> for Villages {
    type Success = CommunityId;

    fn try_origin(origin: RuntimeOrigin) -> Result<CommunityId, RuntimeOrigin> {
        match origin.clone().into_signer() {
            Some(VILLAGE) => Ok(0),
            Some(OTHER_VILLAGE) => Ok(1),
            _ => Err(origin),
        }
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn try_successful_origin() -> Result<RuntimeOrigin, ()> {
        Ok(signed(VILLAGE))
    }
}

impl Config for Test {
    type RuntimeHoldReason = RuntimeHoldReason;
    type Currency = UnionOf<Balances, AssetsHolder, NativeFromLeft, CurrencyId, AccountId>;
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
    type Credentials = Skills;
    type Arbitration = Judges;
    type ParametersOrigin = EnsureSignedBy<People, AccountId>;
    type VillageOrigin = Villages;
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
impl BenchmarkHelper<AccountId> for Helper {
    fn fund(who: &AccountId) -> CurrencyId {
        use frame_support::traits::fungible::Mutate as _;
        Balances::set_balance(who, WEALTH);
        let _ = Assets::mint_into(POOR_VOUCHER, who, WEALTH);
        SHELLS
    }

    fn qualify(who: &AccountId) -> Requirement {
        learn(*who, 7);
        Requirement { schema: 7, stake: 0 }
    }

    fn set_time(now: Moment) {
        Halted::set(now.saturating_sub(EPOCH));
    }
}

// The world

pub fn build() -> sp_io::TestExternalities {
    TheRules::set(usual_rules());
    Halted::set(0);
    people::begin();
    let rich = [TREASURY, ISSUER, OUTSIDER, STRANGER, MAKER, ARTIST];
    let balances = pallet_balances::GenesisConfig::<Test> {
        balances: rich.iter().map(|who| (*who, WEALTH)).collect(),
        ..Default::default()
    };
    let genesis = RuntimeGenesisConfig { balances, ..Default::default() };
    let mut ext = sp_io::TestExternalities::new(genesis.build_storage().expect("valid"));
    ext.execute_with(|| {
        Nation::<System>::begin(2);
        System::set_block_number(1);
        frame_system::BlockHash::<Test>::insert(0, H256([9; 32]));
        for (who, community) in MEMBERS {
            Nation::<System>::admit(who, community);
            // As communities do.
            System::inc_sufficients(&who);
        }
        assert_ok!(<Assets as Create<_>>::create(VOUCHER, ISSUER, true, 10));
        assert_ok!(<Assets as Create<_>>::create(POOR_VOUCHER, ISSUER, false, 10));
        for who in rich.into_iter().chain(MEMBERS.map(|(who, _)| who)) {
            assert_ok!(Assets::mint_into(VOUCHER, &who, WEALTH));
        }
        for who in rich {
            assert_ok!(Assets::mint_into(POOR_VOUCHER, &who, WEALTH));
        }
    });
    // A benchmark goes back to here after each of its runs.
    ext.commit_all().expect("it can be stored");
    ext
}

/// Runs a test, then checks all invariants.
pub fn build_and_execute<R>(test: impl FnOnce() -> R) -> R {
    execute_and_check(build(), test, check)
}

/// Checks all invariants.
pub fn check() {
    Marketplace::do_try_state().expect("the invariants hold");
    let answer = Orders::<Test>::iter_values().filter(|order| order.engagement.is_some());
    assert_eq!(engaged(), answer.count() as u32, "awards answer for open orders");
    let mut deposits = BTreeMap::<AccountId, u32>::new();
    let listings = Listings::<Test>::iter_values()
        .filter_map(|listing| listing.deposit.map(|_| listing.seller.account));
    let lots = Lots::<Test>::iter_values().filter_map(|lot| lot.deposit.map(|it| it.depositor));
    let orders = Orders::<Test>::iter_values()
        .filter_map(|order| order.deposit.map(|_| order.buyer.account));
    let designs = Designs::<Test>::iter_values()
        .filter_map(|design| design.deposit.map(|_| design.owner.account));
    let ended = EndedOrders::<Test>::iter_values()
        .filter_map(|it| matches!(it.place, Place::Deposit(_)).then_some(it.buyer.account));
    let ratings =
        Ratings::<Test>::iter_values().filter_map(|rating| rating.deposit.map(|it| it.depositor));
    for who in listings.chain(lots).chain(orders).chain(designs).chain(ended).chain(ratings) {
        *deposits.entry(who).or_default() += 1;
    }
    for who in frame_system::Account::<Test>::iter_keys() {
        let records = deposits.remove(&who).unwrap_or_default();
        assert_eq!(deposited(who), DEPOSIT * Balance::from(records), "deposits are what is stored");
    }
    assert!(deposits.is_empty(), "who left a deposit exists");
}

pub fn signed(who: AccountId) -> RuntimeOrigin {
    RuntimeOrigin::signed(who)
}
