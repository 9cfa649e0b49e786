//! What the pallet asks of a runtime.

use frame_support::pallet_macros::pallet_section;

/// The configuration, imported into the pallet.
#[pallet_section]
mod config {
    #[pallet::config]
    pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
        /// The runtime's hold reasons, which include ours.
        type RuntimeHoldReason: From<HoldReason>;

        /// The currencies that grids settle in: the native token and vouchers.
        type Currency: fungibles::Inspect<Self::AccountId, AssetId = CurrencyId, Balance = Balance>
            + fungibles::Unbalanced<Self::AccountId>
            + fungibles::hold::Inspect<Self::AccountId, Reason = Self::RuntimeHoldReason>
            + fungibles::hold::Mutate<Self::AccountId>;

        /// The energy tokens. A grid's pool account owns them. If their metadata takes a deposit,
        /// that account must be able to pay it, so it is better to take none.
        type Tokens: fungibles::Create<Self::AccountId, AssetId = u32, Balance = Balance>
            + fungibles::Mutate<Self::AccountId>
            + fungibles::metadata::Mutate<Self::AccountId>;

        /// The asset id of a grid's energy token. Nobody else must be able to create assets with
        /// these ids.
        type TokenId: Convert<GridId, u32>;

        /// The clock.
        type Time: UnixTime;

        /// For how long the chain has been open, in seconds: the time of the clock without what
        /// passed in outages and halts. Books are due by it, because nobody can bring a reading
        /// while the chain stands still.
        type OpenTime: Get<Seconds>;

        /// The origin that founds grids.
        type GridOrigin: EnsureOrigin<Self::RuntimeOrigin>;

        /// The origin that bounds the prices of all grids that settle in a currency.
        type PriceCapOrigin: EnsureOrigin<Self::RuntimeOrigin>;

        /// The deposit that an operator leaves for the state of a meter.
        type MeterConsideration: Consideration<Self::AccountId, Footprint>;

        /// The figures that bound what operators, owners and relayers can do.
        #[pallet::constant]
        type Rules: Get<EnergyRules>;

        /// The id from which the grids' pool accounts are derived.
        #[pallet::constant]
        type PalletId: Get<PalletId>;

        /// The most readings of a batch.
        #[pallet::constant]
        type MaxBatch: Get<u32>;

        /// The most books of a batch, at least two.
        #[pallet::constant]
        type MaxBooks: Get<u32>;

        /// The most meters of a [`settle`](Call::settle).
        #[pallet::constant]
        type MaxSettle: Get<u32>;

        /// The most that the hook may spend on closing slots in a block.
        #[pallet::constant]
        type ClosingWeight: Get<Weight>;

        /// Weights of the calls and of the hook's steps.
        type WeightInfo: WeightInfo;

        /// What benchmarks need.
        #[cfg(feature = "runtime-benchmarks")]
        type BenchmarkHelper: BenchmarkHelper<Self::AccountId>;
    }
}
