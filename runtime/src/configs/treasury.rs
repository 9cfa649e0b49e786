//! The common purse: fees go in, and the people vote what is paid out.

use super::time::Days;
use crate::{
    weights, AccountId, Assets, Balance, Balances, BlockNumber, Clock, Runtime, RuntimeEvent,
};
use frame_support::{
    parameter_types,
    traits::{
        fungible::{NativeFromLeft, NativeOrWithId, UnionOf},
        tokens::{pay::PayAssetFromAccount, UnityAssetBalanceConversion},
        ConstU32, Get,
    },
    PalletId,
};
use frame_system::{EnsureRoot, EnsureWithSuccess};
use pallet_petitions::{Payment, PaymentNumbers, PaymentState, Payments};
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

/// The time for which a payment that was not collected is remembered after it lapsed: as long as the
/// receipt of the petition that granted it.
fn remembered() -> BlockNumber {
    let days = super::petitions::PetitionRules::get().receipt_life;
    vaka_primitives::slots_of(days, super::time::SlotsPerDay::get())
}

/// Returns whether a granted payment may be forgotten (`treasury.check_status`). Its record shows
/// people whether it was paid, for as long as there is a receipt of their vote.
pub fn may_be_forgotten(index: pallet_treasury::SpendIndex) -> bool {
    let spend = pallet_treasury::Spends::<Runtime>::get(index);
    spend.is_none_or(|spend| Clock::now() >= spend.expire_at.saturating_add(remembered()))
}

/// What petitions grant from the purse: spends, which somebody collects, and proposals, which are
/// paid by themselves.
pub struct Purse;

impl Payments for Purse {
    fn next() -> PaymentNumbers {
        PaymentNumbers {
            collected: pallet_treasury::SpendCount::<Runtime>::get(),
            automatic: pallet_treasury::ProposalCount::<Runtime>::get(),
        }
    }

    fn state(payment: Payment) -> PaymentState {
        match payment {
            Payment::Collected(index) => {
                let Some(spend) = pallet_treasury::Spends::<Runtime>::get(index) else {
                    return PaymentState::Withdrawn;
                };
                let until = spend.expire_at;
                match spend.status {
                    pallet_treasury::PaymentState::Attempted { .. } => PaymentState::Paid,
                    _ if Clock::now() >= until => PaymentState::Lapsed,
                    _ => PaymentState::Granted { until: Some(until) },
                }
            }
            Payment::Automatic(index) => {
                let waits = pallet_treasury::Approvals::<Runtime>::get().contains(&index);
                if waits {
                    PaymentState::Granted { until: None }
                } else if pallet_treasury::Proposals::<Runtime>::contains_key(index) {
                    PaymentState::Withdrawn
                } else {
                    PaymentState::Paid
                }
            }
        }
    }
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
