//! The common purse: fees go in, and the people vote what is paid out.

use super::time::Days;
use crate::{weights, AccountId, Assets, Balance, Balances, Clock, Runtime, RuntimeEvent};
use frame_support::{
    parameter_types,
    traits::{
        fungible::{NativeFromLeft, NativeOrWithId, UnionOf},
        tokens::{pay::PayAssetFromAccount, UnityAssetBalanceConversion},
        ConstU32,
    },
    PalletId,
};
use frame_system::{EnsureRoot, EnsureWithSuccess};
use pallet_treasury::TreasuryAccountId;
use sp_runtime::{traits::IdentityLookup, Permill};

/// VAKA, and every voucher that somebody gave the purse.
pub type AllMoney = UnionOf<Balances, Assets, NativeFromLeft, NativeOrWithId<u32>, AccountId>;

parameter_types! {
    pub const TreasuryPalletId: PalletId = PalletId(*b"vaka/pur");
    /// Unspent money is never burnt.
    pub const Burn: Permill = Permill::zero();
    /// There is no bound on a spend but the money that the purse has.
    pub const Everything: Balance = Balance::MAX;
}

impl pallet_treasury::Config for Runtime {
    type Currency = Balances;
    type RejectOrigin = EnsureRoot<AccountId>;
    type RuntimeEvent = RuntimeEvent;
    type SpendPeriod = Days<1>;
    type Burn = Burn;
    type PalletId = TreasuryPalletId;
    type BurnDestination = ();
    type WeightInfo = weights::pallet_treasury::WeightInfo<Runtime>;
    type SpendFunds = ();
    type MaxApprovals = ConstU32<64>;
    type SpendOrigin = EnsureWithSuccess<pallet_voting::EnsureTreasury, AccountId, Everything>;
    type AssetKind = NativeOrWithId<u32>;
    type Beneficiary = AccountId;
    type BeneficiaryLookup = IdentityLookup<AccountId>;
    type Paymaster = PayAssetFromAccount<AllMoney, TreasuryAccountId<Runtime>>;
    type BalanceConverter = UnityAssetBalanceConversion;
    type PayoutPeriod = Days<90>;
    #[cfg(feature = "runtime-benchmarks")]
    type BenchmarkHelper = TreasuryBenchmarks;
    type BlockNumberProvider = Clock;
}

/// What the pallet's benchmarks need of this chain.
#[cfg(feature = "runtime-benchmarks")]
pub struct TreasuryBenchmarks;

#[cfg(feature = "runtime-benchmarks")]
impl pallet_treasury::ArgumentsFactory<NativeOrWithId<u32>, AccountId> for TreasuryBenchmarks {
    fn create_asset_kind(_: u32) -> NativeOrWithId<u32> {
        NativeOrWithId::Native
    }

    fn create_beneficiary(seed: [u8; 32]) -> AccountId {
        use frame_support::traits::fungible::Mutate;

        // The benchmarks pay less than an account needs to exist.
        let beneficiary = AccountId::from(seed);
        Balances::set_balance(&beneficiary, super::money::EXISTENTIAL_DEPOSIT);
        beneficiary
    }
}
