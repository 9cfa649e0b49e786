//! A small chain with real balances, vouchers, holds and clock. [`ExtBuilder::build_and_execute`]
//! runs a test and then checks every invariant.

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

/// Makes it so that the lengths of times were always these.
pub fn set_timing(timing: Settings, now: Seconds) {
    Timing::<Test>::put(timing);
    set_time(now);
    let calendar = crate::calendar::Calendar::read::<Test>();
    Grids::<Test>::translate(|id, mut grid: Grid<AccountId>| {
        grid.heard = Default::default();
        let own = Meters::<Test>::iter_values().filter(|meter| meter.grid == id && !meter.retired);
        own.for_each(|meter| grid.hear(&calendar, meter.slot));
        Some(grid)
    });
}

/// Makes it so that prices were announced in time, and hold from a slot on.
pub fn announced(id: GridId, from: Slot, tariff: impl Into<TariffSchedule>) {
    Grids::<Test>::mutate(id, |grid| {
        let tariffs = &mut grid.as_mut().expect("a grid").tariffs;
        tariffs.try_push(TariffVersion::new(from, tariff.into())).expect("not too many");
    });
}

/// The operator lowers the capacity, in Wh, as if that had been announced in time.
pub fn lower_capacity(id: GridId, wh: WattHours) {
    Energy::set_capacity(signed(operator()), id, wh).expect("by the operator");
    Grids::<Test>::mutate(id, |grid| {
        let next = grid.as_mut().and_then(|grid| grid.lowering.as_mut()).expect("lower");
        next.from = slot_now();
    });
    // A call that touches the grid, and changes nothing else.
    Energy::set_capacity(signed(operator()), id, wh).expect("by the operator");
}

/// Makes it so that a meter was read up to another slot.
pub fn read_up_to(id: MeterId, slot: Slot) {
    let calendar = crate::calendar::Calendar::read::<Test>();
    let mut record = meter(id);
    Grids::<Test>::mutate(record.grid, |grid| {
        let grid = grid.as_mut().expect("a meter's grid");
        grid.unhear(&calendar, record.slot);
        grid.hear(&calendar, slot);
    });
    (record.slot, record.charged) = (slot, slot / BAND_DAY);
    Meters::<Test>::insert(id, record);
}

/// Checks all invariants.
pub fn check() {
    Energy::do_try_state().expect("the invariants hold");
}

// Time

pub fn now() -> Seconds {
    pallet_timestamp::Now::<Test>::get() / 1_000
}

/// Sets the clock, without a block or its hook.
pub fn set_time(time: Seconds) {
    pallet_timestamp::Now::<Test>::put(time * 1_000);
}

pub fn slot_now() -> Slot {
    (now() / SLOT) as Slot
}

/// Sets the clock to the start of a slot, then makes a block. Its hook sees that time.
pub fn go_to(slot: Slot) {
    go_to_time(Seconds::from(slot) * SLOT);
}

/// Sets the clock, then makes a block. Its hook sees that time.
pub fn go_to_time(time: Seconds) {
    set_time(time);
    next_block();
}

/// The chain stands still for so many seconds: an outage of everybody, or a halt. Then there is a
/// block.
pub fn stand_still(seconds: Seconds) {
    StoodStill::set(&(StoodStill::get() + seconds));
    go_to_time(now() + seconds);
}

/// Makes a block: what is due is cleared as far as the hook's budget reaches.
pub fn next_block() -> Weight {
    System::set_block_number(System::block_number() + 1);
    Energy::on_initialize(System::block_number())
}

/// Books that were found due and are not cleared.
pub fn due() -> usize {
    Due::<Test>::iter_values().map(|slots| slots.len()).sum()
}

// Readings

/// A reading of a meter, signed by its key, since the last slot that the chain knows.
pub fn reading(
    meter: MeterId,
    slot: Slot,
    import_wh: WattHours,
    export_wh: WattHours,
) -> SignedReading {
    let since = Meters::<Test>::get(meter).map_or(0, |record| record.slot);
    reading_since(meter, since, slot, import_wh, export_wh)
}

/// A reading of a meter, signed by its key.
pub fn reading_since(
    meter: MeterId,
    since_slot: Slot,
    slot: Slot,
    import_wh: WattHours,
    export_wh: WattHours,
) -> SignedReading {
    signed_by(&key(meter), meter, since_slot, slot, import_wh, export_wh)
}

/// A reading signed by some key.
pub fn signed_by(
    key: &ed25519::Pair,
    meter: MeterId,
    since_slot: Slot,
    slot: Slot,
    import_wh: WattHours,
    export_wh: WattHours,
) -> SignedReading {
    let payload = Energy::reading_payload(meter, since_slot, slot, import_wh, export_wh);
    let signature = key.sign(&payload);
    SignedReading { meter, since_slot, slot, import_wh, export_wh, signature }
}

/// A reading of the meter's next slot with this much flow in it.
pub fn flow(meter: MeterId, import_wh: WattHours, export_wh: WattHours) -> SignedReading {
    let record = Meters::<Test>::get(meter).expect("a meter");
    let (import, export) = (record.import_wh + import_wh, record.export_wh + export_wh);
    reading(meter, record.slot + 1, import, export)
}

/// Readings of the meter's next slots with these flows (import Wh, export Wh) in them.
pub fn catch_up(meter: MeterId, flows: &[(WattHours, WattHours)]) -> Vec<SignedReading> {
    let record = Meters::<Test>::get(meter).expect("a meter");
    let (mut slot, mut import, mut export) = (record.slot, record.import_wh, record.export_wh);
    flows
        .iter()
        .map(|(import_wh, export_wh)| {
            (slot, import, export) = (slot + 1, import + import_wh, export + export_wh);
            reading_since(meter, slot - 1, slot, import, export)
        })
        .collect()
}

/// Submits readings. Returns the index and the reason of each that was refused.
pub fn submit(readings: Vec<SignedReading>) -> Vec<(u32, Rejection)> {
    let before = System::events().len();
    submit_raw(readings).expect("a batch never fails");
    System::events()[before..]
        .iter()
        .filter_map(|record| match record.event {
            RuntimeEvent::Energy(Event::ReadingRejected { index, reason }) => Some((index, reason)),
            _ => None,
        })
        .collect()
}

/// Submits readings. None of them may be refused.
#[track_caller]
pub fn submit_ok(readings: Vec<SignedReading>) {
    assert_eq!(submit(readings), vec![]);
}

/// Submits readings as the relayer.
pub fn submit_raw(
    readings: Vec<SignedReading>,
) -> DispatchResultWithInfo<frame_support::dispatch::PostDispatchInfo> {
    let readings = readings.try_into().expect("not too many");
    Energy::submit_readings(signed(relayer()), readings)
}

/// Enters the meters' flows of one slot (meter, import Wh, export Wh), and clears it.
pub fn play(slot: Slot, flows: &[(MeterId, WattHours, WattHours)]) {
    go_to(slot + 1);
    submit_ok(flows.iter().map(|(meter, import, export)| flow(*meter, *import, *export)).collect());
    go_to_time(Seconds::from(slot + 1) * SLOT + GRACE);
}

/// Settles all that can be settled of these meters.
pub fn settle(meters: &[MeterId]) {
    let meters = meters.to_vec().try_into().expect("not too many");
    Energy::settle(signed(relayer()), meters).expect("settled");
}

// Figures

pub fn meter(id: MeterId) -> Meter<AccountId> {
    Meters::<Test>::get(id).expect("a meter")
}

pub fn grid(id: GridId) -> Grid<AccountId> {
    Grids::<Test>::get(id).expect("a grid")
}

/// How much somebody has of the voucher.
pub fn cents(who: &AccountId) -> Balance {
    Assets::balance(VOUCHER, who)
}

/// How much somebody has of a grid's energy token.
pub fn tokens(grid: GridId, who: &AccountId) -> Balance {
    Assets::balance(TOKENS + grid, who)
}

/// What the bank of a grid owes in all, in mWh.
pub fn outstanding(id: GridId) -> MilliWattHours {
    Energy::outstanding(id, &grid(id))
}

/// How much there is of both currencies in all, including what is in the pools.
pub fn issuance() -> (Balance, Balance) {
    (Balances::total_issuance(), Assets::total_issuance(VOUCHER))
}

#[track_caller]
pub fn has_event(event: Event<Test>) {
    System::assert_has_event(event.into());
}

/// This pallet's events so far.
pub fn events() -> Vec<Event<Test>> {
    System::events()
        .into_iter()
        .filter_map(|record| match record.event {
            RuntimeEvent::Energy(event) => Some(event),
            _ => None,
        })
        .collect()
}
