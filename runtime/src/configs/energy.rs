//! The energy market: the currencies of grids, their tokens, and what the hook may spend.

use super::{
    money::{deposit, ENERGY_TOKENS},
    time::SLOT_DURATION,
};
use crate::{
    AccountId, Assets, AssetsHolder, Balance, Balances, Runtime, RuntimeHoldReason, Timestamp,
};
use frame_support::{
    parameter_types,
    traits::{
        fungible::{HoldConsideration, NativeFromLeft, NativeOrWithId, UnionOf},
        ConstU32, Get, LinearStoragePrice,
    },
    weights::Weight,
    PalletId,
};
use pallet_clock::Open;
use pallet_energy::{EnergyRules, GridId, Seconds};
use pallet_voting::EnsureParameters;
use sp_runtime::{
    traits::{BlockNumberProvider, Convert},
    Perbill,
};

/// VAKA or a voucher.
pub type Currency = UnionOf<Balances, AssetsHolder, NativeFromLeft, NativeOrWithId<u32>, AccountId>;

/// The energy token of grid `n` is the asset `ENERGY_TOKENS + n`.
pub struct EnergyTokenId;

impl Convert<GridId, u32> for EnergyTokenId {
    fn convert(grid: GridId) -> u32 {
        ENERGY_TOKENS.saturating_add(grid)
    }
}

/// For how long the chain was open, in seconds: the slots of the clock without outages and halts.
pub struct OpenTime;

impl Get<Seconds> for OpenTime {
    fn get() -> Seconds {
        Seconds::from(Open::<Runtime>::current_block_number()).saturating_mul(SLOT_DURATION / 1_000)
    }
}

parameter_types! {
    /// The figures of the whole network, in one place.
    pub const TheEnergyRules: EnergyRules = EnergyRules {
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
    pub const EnergyPalletId: PalletId = PalletId(*b"vaka/nrg");
    pub const MeterDeposit: RuntimeHoldReason =
        RuntimeHoldReason::Energy(pallet_energy::HoldReason::MeterDeposit);
    pub const MeterDepositBase: Balance = deposit(1, 0);
    pub const MeterDepositPerByte: Balance = deposit(0, 1);
    /// A fifth of a block, so that users' calls go on however many slots are due.
    pub ClosingWeight: Weight = Perbill::from_percent(20) * super::BlockWeights::get().max_block;
}

impl pallet_energy::Config for Runtime {
    type RuntimeHoldReason = RuntimeHoldReason;
    type Currency = Currency;
    type Tokens = Assets;
    type TokenId = EnergyTokenId;
    type Time = Timestamp;
    type OpenTime = OpenTime;
    type GridOrigin = EnsureParameters;
    type PriceCapOrigin = EnsureParameters;
    type MeterConsideration = HoldConsideration<
        AccountId,
        Balances,
        MeterDeposit,
        LinearStoragePrice<MeterDepositBase, MeterDepositPerByte, Balance>,
    >;
    type Rules = TheEnergyRules;
    type PalletId = EnergyPalletId;
    type MaxBatch = ConstU32<512>;
    type MaxBooks = ConstU32<64>;
    type MaxSettle = ConstU32<16>;
    type ClosingWeight = ClosingWeight;
    type WeightInfo = pallet_energy::weights::SubstrateWeight<Runtime>;
    #[cfg(feature = "runtime-benchmarks")]
    type BenchmarkHelper = EnergyBenchmarks;
}

/// What the pallet's benchmarks need of this chain.
#[cfg(feature = "runtime-benchmarks")]
pub struct EnergyBenchmarks;

#[cfg(feature = "runtime-benchmarks")]
impl pallet_energy::BenchmarkHelper<AccountId> for EnergyBenchmarks {
    fn fund(who: &AccountId, amount: Balance) -> NativeOrWithId<u32> {
        fund_with_voucher(who, amount)
    }

    fn set_time(now: u64) {
        pallet_timestamp::Now::<Runtime>::put(now.saturating_mul(1_000));
    }
}

/// Gives somebody VAKA, and so much of a voucher, whose transfers cost more than those of VAKA.
#[cfg(feature = "runtime-benchmarks")]
pub(super) fn fund_with_voucher(who: &AccountId, amount: Balance) -> NativeOrWithId<u32> {
    use frame_support::traits::{
        fungible::Mutate as _,
        fungibles::{Create, Mutate},
    };

    const VOUCHER: u32 = 1;
    let native = super::EXISTENTIAL_DEPOSIT.saturating_mul(1_000);
    let _ = Balances::mint_into(who, native);
    let _ = <Assets as Create<_>>::create(VOUCHER, who.clone(), true, 1);
    let _ = <Assets as Mutate<_>>::mint_into(VOUCHER, who, amount.saturating_add(1));
    NativeOrWithId::WithId(VOUCHER)
}
