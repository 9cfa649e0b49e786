//! A small chain with real balances, vouchers, holds and clock. [`ExtBuilder::build_and_execute`]
//! runs a test and then checks every invariant.

mod acts;

pub use acts::*;

use crate::{self as pallet_energy, *};
use frame_support::{
    derive_impl, parameter_types,
    traits::{
        fungible::{HoldConsideration, Mutate as _, NativeFromLeft, NativeOrWithId, UnionOf},
        fungibles::{Inspect as _, Mutate as _},
        AsEnsureOriginWithArg, ConstU128, ConstU32, ConstU64, Get, Hooks, LinearStoragePrice,
    },
    weights::Weight,
    PalletId,
};
use frame_system::{EnsureRoot, EnsureSigned};
use sp_core::{ed25519, Pair, H256};
use sp_runtime::{
    traits::IdentityLookup, AccountId32, BuildStorage, DispatchResultWithInfo, Permill,
};
use vaka_testing::execute_and_check;

pub type AccountId = AccountId32;
type Block = frame_system::mocking::MockBlock<Test>;

frame_support::construct_runtime!(
    pub enum Test {
        System: frame_system,
        Timestamp: pallet_timestamp,
        Balances: pallet_balances,
        Assets: pallet_assets,
        AssetsHolder: pallet_assets_holder,
        Energy: pallet_energy,
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

#[derive_impl(pallet_timestamp::config_preludes::TestDefaultConfig)]
impl pallet_timestamp::Config for Test {
    type MinimumPeriod = ConstU64<1>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
    type Balance = Balance;
    type ExistentialDeposit = ConstU128<EXISTENTIAL_DEPOSIT>;
    type AccountStore = System;
}

pub const EXISTENTIAL_DEPOSIT: Balance = 10;

#[derive_impl(pallet_assets::config_preludes::TestDefaultConfig)]
impl pallet_assets::Config for Test {
    type Balance = Balance;
    type AssetId = u32;
    type AssetIdParameter = u32;
    type Currency = Balances;
    type CreateOrigin = AsEnsureOriginWithArg<EnsureSigned<AccountId>>;
    type ForceOrigin = EnsureRoot<AccountId>;
    // The pools own the energy tokens and have no money for deposits.
    type MetadataDepositBase = ConstU128<0>;
    type MetadataDepositPerByte = ConstU128<0>;
    type Holder = AssetsHolder;
    type Freezer = ();
    #[cfg(feature = "runtime-benchmarks")]
    type BenchmarkHelper = ();
}

impl pallet_assets_holder::Config for Test {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeHoldReason = RuntimeHoldReason;
}

/// Where the tokens' asset ids begin.
pub const TOKENS: u32 = 0x8000_0000;

pub struct TokenId;

impl sp_runtime::traits::Convert<GridId, u32> for TokenId {
    fn convert(grid: GridId) -> u32 {
        TOKENS + grid
    }
}

/// An operator's deposit for a meter, whatever its size.
pub const METER_DEPOSIT: Balance = 500;

/// The figures of these tests.
pub const RULES: EnergyRules = EnergyRules {
    gathering_days: 3,
    missing_days: 3,
    baseline_days: 1,
    free_readings: 16,
    heard_days: 7,
    dead_days: 14,
    reserve_days: 7,
    billed_days: 30,
    notice_days: 7,
    mending_days: 1,
    standing_days: 40,
    float_days: 40,
    closing_days: 90,
    closing_price_days: 180,
};

parameter_types! {
    pub const EnergyPalletId: PalletId = PalletId(*b"vaka/enr");
    pub const MeterHold: RuntimeHoldReason = RuntimeHoldReason::Energy(HoldReason::MeterDeposit);
    pub const MeterBase: Balance = METER_DEPOSIT;
    pub const MeterPerByte: Balance = 0;
    pub const Rules: EnergyRules = RULES;
    /// For how long the chain stood still, in seconds.
    pub storage StoodStill: Seconds = 0;
    pub static ClosingWeight: Weight = Weight::from_parts(200_000_000_000, u64::MAX);
    pub static MaxBooks: u32 = 64;
}

impl Config for Test {
    type RuntimeHoldReason = RuntimeHoldReason;
    type Currency =
        UnionOf<Balances, AssetsAndHolds, NativeFromLeft, NativeOrWithId<u32>, AccountId>;
    type Tokens = Assets;
    type TokenId = TokenId;
    type Time = Timestamp;
    type OpenTime = OpenTime;
    type GridOrigin = EnsureRoot<AccountId>;
    type PriceCapOrigin = EnsureRoot<AccountId>;
    type MeterConsideration = HoldConsideration<
        AccountId,
        Balances,
        MeterHold,
        LinearStoragePrice<MeterBase, MeterPerByte, Balance>,
    >;
    type Rules = Rules;
    type PalletId = EnergyPalletId;
    type MaxBatch = ConstU32<512>;
    type MaxBooks = MaxBooks;
    type MaxSettle = ConstU32<32>;
    type ClosingWeight = ClosingWeight;
    type WeightInfo = ();
    #[cfg(feature = "runtime-benchmarks")]
    type BenchmarkHelper = Helper;
}

/// The clock, less what the chain stood still.
pub struct OpenTime;

impl Get<Seconds> for OpenTime {
    fn get() -> Seconds {
        now().saturating_sub(StoodStill::get())
    }
}

/// Vouchers are held through pallet-assets-holder, which speaks for pallet-assets as well.
pub type AssetsAndHolds = AssetsHolder;

#[cfg(feature = "runtime-benchmarks")]
pub struct Helper;

#[cfg(feature = "runtime-benchmarks")]
impl BenchmarkHelper<AccountId> for Helper {
    fn fund(who: &AccountId, amount: Balance) -> CurrencyId {
        Balances::set_balance(who, amount.saturating_mul(2));
        CurrencyId::Native
    }

    fn set_time(now: Seconds) {
        pallet_timestamp::Now::<Test>::put(now.saturating_mul(1_000));
    }
}

// Who is who

pub fn account(n: u32) -> AccountId {
    let mut bytes = [0u8; 32];
    bytes[..4].copy_from_slice(&n.to_le_bytes());
    bytes[31] = 1;
    AccountId::new(bytes)
}

/// Operates both of the grids that most tests use.
pub fn operator() -> AccountId {
    account(1_000_000)
}

/// Issues the voucher.
pub fn issuer() -> AccountId {
    account(1_000_001)
}

/// Relays readings.
pub fn relayer() -> AccountId {
    account(1_000_002)
}

/// The owner of the meter with this number.
pub fn owner(meter: MeterId) -> AccountId {
    account(meter)
}

/// The key of the meter with this number.
pub fn key(meter: MeterId) -> ed25519::Pair {
    let mut seed = [7u8; 32];
    seed[..4].copy_from_slice(&meter.to_le_bytes());
    ed25519::Pair::from_seed(&seed)
}

pub fn signed(who: AccountId) -> RuntimeOrigin {
    RuntimeOrigin::signed(who)
}

// The world

/// The voucher that some grids settle in.
pub const VOUCHER: u32 = 1;
pub const NATIVE: CurrencyId = CurrencyId::Native;
pub const CENTS: CurrencyId = CurrencyId::WithId(VOUCHER);

/// What everybody is given of both currencies.
pub const WEALTH: Balance = 1_000_000_000;

/// A slot to begin with: some day in 2024, far from zero, at midnight.
pub const START: Slot = 1_900_800;

pub const SLOT: Seconds = 900;
pub const GRACE: Seconds = 1_800;
pub const PATIENCE: u32 = 3_840;
pub const DAY: Seconds = 86_400;
/// How long a book that was opened late waits for half of the meters.
pub const GATHERING: Seconds = 3 * DAY;

/// The most that a grid may ask per kWh.
pub const CAP: Price = Price::MAX;

/// From 10 to 73 cents per kWh, so that tick `i` costs 10 + i.
pub fn tariff() -> Tariff {
    Tariff {
        feed_in: 10,
        retail: 73,
        network_charge: 0,
        k: Permill::from_percent(50),
        trim: Permill::from_percent(25),
    }
}

pub fn limits(ask: Option<u8>, bid: Option<u8>) -> Limits {
    Limits { ask, bid, owed_first: false }
}

/// The world of a test. It begins at the start of slot [`START`], with one grid (number 0) settling
/// in the voucher, with a capacity of 100 kWh and a float of 10,000 cents, and no meters.
pub struct ExtBuilder {
    pub grids: Vec<(CurrencyId, WattHours, Balance)>,
    pub tariff: TariffSchedule,
    pub meters: u32,
    pub limits: Limits,
    pub credit: Balance,
}

impl Default for ExtBuilder {
    fn default() -> Self {
        Self {
            grids: vec![(CENTS, 100_000, 10_000)],
            tariff: tariff().into(),
            meters: 0,
            limits: limits(Some(0), Some(63)),
            credit: 1_000,
        }
    }
}

impl ExtBuilder {
    /// The grids: currency, capacity in Wh, float.
    pub fn grids(mut self, grids: &[(CurrencyId, WattHours, Balance)]) -> Self {
        self.grids = grids.to_vec();
        self
    }

    pub fn tariff(mut self, tariff: impl Into<TariffSchedule>) -> Self {
        self.tariff = tariff.into();
        self
    }

    /// The number of meters. They are given to the grids in turn, with registers at zero at the end
    /// of slot `START
    /// - 1`.
    pub fn meters(mut self, meters: u32) -> Self {
        self.meters = meters;
        self
    }

    /// The limits of every meter.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// The credit of every meter, in the currency's smallest unit.
    pub fn credit(mut self, credit: Balance) -> Self {
        self.credit = credit;
        self
    }

    pub fn build(self) -> sp_io::TestExternalities {
        let storage = RuntimeGenesisConfig::default();
        let mut ext = sp_io::TestExternalities::new(storage.build_storage().expect("valid"));
        ext.execute_with(|| self.furnish());
        ext
    }

    /// Runs a test, then checks all invariants.
    pub fn build_and_execute<R>(self, test: impl FnOnce() -> R) -> R {
        execute_and_check(self.build(), test, check)
    }

    fn furnish(self) {
        System::set_block_number(1);
        frame_system::BlockHash::<Test>::insert(0, H256::repeat_byte(0xAA));
        set_time(Seconds::from(START) * SLOT);
        Balances::set_balance(&issuer(), WEALTH);
        <Assets as frame_support::traits::fungibles::Create<AccountId>>::create(
            VOUCHER,
            issuer(),
            false,
            1,
        )
        .expect("a new asset");
        for who in [operator(), relayer()].into_iter().chain((0..self.meters.max(8)).map(owner)) {
            endow(&who);
        }
        for currency in [NATIVE, CENTS] {
            PriceCaps::<Test>::insert(currency, CAP);
        }
        for (currency, capacity, float) in &self.grids {
            let (id, currency) = (NextGrid::<Test>::get(), currency.clone());
            let root = RuntimeOrigin::root();
            Energy::register_grid(root, operator(), currency, *capacity, self.tariff.clone())
                .expect("a valid grid");
            if *float > 0 {
                Energy::fund_float(signed(operator()), id, *float).expect("the operator is rich");
            }
        }
        for meter in 0..self.meters {
            let grid = meter % self.grids.len() as u32;
            register(grid, owner(meter));
            // As if the limits had been set long ago.
            Meters::<Test>::mutate(meter, |record| {
                record.as_mut().expect("registered").limits = self.limits
            });
            if self.credit > 0 {
                Energy::top_up(signed(owner(meter)), meter, self.credit).expect("rich");
            }
        }
        System::reset_events();
    }
}

/// Gives somebody plenty of both currencies.
pub fn endow(who: &AccountId) {
    Balances::set_balance(who, WEALTH);
    Assets::mint_into(VOUCHER, who, WEALTH).expect("minted");
}

/// Registers the next meter, with its own key, no limits and registers at zero at the end of the
/// slot before the present one.
pub fn register(grid: GridId, owner: AccountId) -> MeterId {
    let id = NextMeter::<Test>::get();
    let baseline = Baseline { slot: slot_now() - 1, import_wh: 0, export_wh: 0 };
    let (key, no_limits) = (key(id).public(), Some(Limits::default()));
    Energy::register_meter(signed(operator()), grid, owner, key, 100_000, baseline, no_limits)
        .expect("registered");
    id
}
