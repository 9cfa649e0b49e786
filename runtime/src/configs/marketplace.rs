//! The marketplace: its money, who rules on it, and the figures.

use super::{
    energy::Currency,
    money::{deposit, VAKA},
    time::SlotsPerDay,
};
use crate::{
    AccountId, Balance, Balances, Communities, Disputes, Runtime, RuntimeHoldReason, Timestamp,
};
use frame_support::{
    parameter_types,
    traits::{fungible::HoldConsideration, LinearStoragePrice},
};
use pallet_clock::Open;
use pallet_marketplace::MarketRules;
use pallet_treasury::TreasuryAccountId;
use pallet_voting::{EnsureParameters, EnsureVillage};
use sp_runtime::Permill;

parameter_types! {
    /// The figures of the whole network, in one place.
    pub const TheMarketRules: MarketRules = MarketRules {
        free_listings: 16,
        free_orders: 16,
        free_designs: 16,
        confirmation: 14,
        free_ended: 64,
        free_ratings: 256,
        rating_days: 14,
        half_year: 182,
        shown_from: 5,
        dispute_floor: VAKA,
        free_disputes: 2,
        free_disputes_days: 90,
        damages_prices: 5,
        damages_stake: Permill::from_percent(50),
        unclaimed_days: 180,
    };
    pub const MarketDeposit: RuntimeHoldReason =
        RuntimeHoldReason::Marketplace(pallet_marketplace::HoldReason::Deposit);
    pub const MarketDepositBase: Balance = deposit(1, 0);
    pub const MarketDepositPerByte: Balance = deposit(0, 1);
}

impl pallet_marketplace::Config for Runtime {
    type RuntimeHoldReason = RuntimeHoldReason;
    type Currency = Currency;
    type Consideration = HoldConsideration<
        AccountId,
        Balances,
        MarketDeposit,
        LinearStoragePrice<MarketDepositBase, MarketDepositPerByte, Balance>,
    >;
    // Nobody can accept, deliver or dispute in a halt.
    type Clock = Open<Runtime>;
    type SlotsPerDay = SlotsPerDay;
    type Time = Timestamp;
    type Members = Communities;
    type FreeCalls = Communities;
    type Credentials = crate::Credentials;
    type Arbitration = Disputes;
    type ParametersOrigin = EnsureParameters;
    type VillageOrigin = EnsureVillage;
    type Treasury = TreasuryAccountId<Runtime>;
    type Rules = TheMarketRules;
    type WeightInfo = pallet_marketplace::weights::SubstrateWeight<Runtime>;
    #[cfg(feature = "runtime-benchmarks")]
    type BenchmarkHelper = MarketBenchmarks;
}

/// What the pallet's benchmarks need of this chain.
#[cfg(feature = "runtime-benchmarks")]
pub struct MarketBenchmarks;

#[cfg(feature = "runtime-benchmarks")]
impl pallet_marketplace::BenchmarkHelper<AccountId> for MarketBenchmarks {
    fn fund(who: &AccountId) -> pallet_marketplace::CurrencyId {
        use frame_support::traits::fungible::Mutate;

        // For deposits, for what it costs to open disputes, and for a stake.
        crate::Balances::set_balance(who, VAKA.saturating_mul(1_000_000));
        super::energy::fund_with_voucher(who, u64::MAX.into())
    }

    fn qualify(who: &AccountId) -> vaka_primitives::Requirement {
        pallet_credentials::qualify::<Runtime>(who)
    }

    fn set_time(now: u64) {
        pallet_timestamp::Now::<Runtime>::put(now.saturating_mul(1_000));
    }
}
