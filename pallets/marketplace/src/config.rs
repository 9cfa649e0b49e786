//! What the pallet asks of a runtime.

use frame_support::pallet_macros::pallet_section;

/// The configuration, imported into the pallet.
#[pallet_section]
mod config {
    #[pallet::config]
    pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
        /// The runtime's hold reasons, which include ours.
        type RuntimeHoldReason: From<HoldReason>;

        /// The money of the market: VAKA, vouchers and energy tokens.
        type Currency: fungibles::hold::Mutate<
            Self::AccountId,
            AssetId = CurrencyId,
            Balance = Balance,
            Reason = <Self as Config>::RuntimeHoldReason,
        >;

        /// The deposit for space, of those who are no members, and of members for more than is
        /// free.
        type Consideration: Consideration<Self::AccountId, Footprint>;

        /// The clock of deadlines. It stands still in a halt, when nobody could act.
        type Clock: BlockNumberProvider<BlockNumber = BlockNumber>;

        /// Slots of a day, in which all durations are counted. Never 0.
        type SlotsPerDay: Get<BlockNumber>;

        /// The time of dates: unix time.
        type Time: UnixTime;

        /// The members, who trade as persons, and have some space without a deposit.
        type Members: Members<Self::AccountId>;

        /// The members whose calls are free.
        type FreeCalls: FreeCalls<Self::AccountId>;

        /// What a listing can require of its seller.
        type Credentials: CredentialCheck<Self::AccountId>;

        /// Those who judge between buyers and sellers.
        type Arbitration: Arbitration<Self::AccountId>;

        /// The origin that sets the fee, and takes down listings and designs.
        type ParametersOrigin: EnsureOrigin<Self::RuntimeOrigin>;

        /// The origin of a village, which sets its buyers' days and takes down its members'
        /// listings.
        type VillageOrigin: EnsureOrigin<Self::RuntimeOrigin, Success = CommunityId>;

        /// The account that gets the fee.
        type Treasury: TypedGet<Type = Self::AccountId>;

        /// The figures.
        #[pallet::constant]
        type Rules: Get<MarketRules>;

        /// Weights of the calls.
        type WeightInfo: WeightInfo;

        /// What benchmarks need.
        #[cfg(feature = "runtime-benchmarks")]
        type BenchmarkHelper: BenchmarkHelper<Self::AccountId>;
    }
}
