//! Money: the native token VAKA, community vouchers, the fees, and the asset ids of the energy
//! tokens.

use crate::{
    weights, AccountId, AssetsHolder, Balance, Balances, Energy, Marketplace, Runtime,
    RuntimeEvent, RuntimeFreezeReason, RuntimeHoldReason, RuntimeOrigin, System,
};
use frame_support::{
    parameter_types,
    traits::{
        fungible::NativeOrWithId, tokens::imbalance::ResolveTo, AsEnsureOriginWithArg, ConstU128,
        ConstU32, ConstU8, EnsureOriginWithArg, VariantCountOf,
    },
    weights::{ConstantMultiplier, IdentityFee},
};
use frame_system::{EnsureRoot, EnsureSigned};
use pallet_treasury::TreasuryAccountId;
use sp_runtime::{FixedPointNumber, Perquintill};

/// One token, with 12 decimals.
pub const VAKA: Balance = 1_000_000_000_000;
pub const MILLI: Balance = VAKA / 1_000;

/// An account with less than this and without another reference is removed. It is a thousandth, so
/// that cents can be held.
pub const EXISTENTIAL_DEPOSIT: Balance = MILLI;

/// Asset ids from here on belong to the grids' energy tokens. Vouchers take those below.
pub const ENERGY_TOKENS: u32 = 0x8000_0000;

pub const fn is_energy_token(id: u32) -> bool {
    id >= ENERGY_TOKENS
}

/// A deposit for storage, so that nobody fills the state of a small machine for nothing. It is
/// given back.
pub const fn deposit(items: u32, bytes: u32) -> Balance {
    items as Balance * 10 * MILLI + bytes as Balance * MILLI / 10
}

parameter_types! {
    /// A transfer of some 150 bytes pays 0.00015 VAKA for the bytes that every thin link must
    /// carry.
    pub const FeePerByte: Balance = VAKA / 1_000_000;
    /// It covers a voucher's metadata, too (at most 100 bytes), so that these take no deposit of
    /// their own. The energy pallet makes the accounts that own the energy tokens, and they have no
    /// VAKA for one.
    pub const AssetDeposit: Balance = VAKA;
    pub const AssetAccountDeposit: Balance = deposit(1, 64);
    pub const MetadataDeposit: Balance = 0;
    pub const ApprovalDeposit: Balance = deposit(1, 48);
    pub TargetBlockFullness: Perquintill = Perquintill::from_percent(50);
    pub AdjustmentVariable: pallet_transaction_payment::Multiplier =
        pallet_transaction_payment::Multiplier::saturating_from_rational(1, 1_000);
    pub MinimumMultiplier: pallet_transaction_payment::Multiplier =
        pallet_transaction_payment::Multiplier::saturating_from_integer(1);
    pub MaximumMultiplier: pallet_transaction_payment::Multiplier =
        pallet_transaction_payment::Multiplier::saturating_from_integer(100);
}

impl pallet_balances::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeHoldReason = RuntimeHoldReason;
    type RuntimeFreezeReason = RuntimeFreezeReason;
    type Balance = Balance;
    type DustRemoval = ();
    type ExistentialDeposit = ConstU128<EXISTENTIAL_DEPOSIT>;
    type AccountStore = System;
    type ReserveIdentifier = [u8; 8];
    type FreezeIdentifier = RuntimeFreezeReason;
    type MaxLocks = ConstU32<16>;
    type MaxReserves = ConstU32<16>;
    type MaxFreezes = VariantCountOf<RuntimeFreezeReason>;
    type DoneSlashHandler = ();
    type WeightInfo = weights::pallet_balances::WeightInfo<Runtime>;
}

impl pallet_transaction_payment::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type OnChargeTransaction = pallet_transaction_payment::FungibleAdapter<
        Balances,
        ResolveTo<TreasuryAccountId<Runtime>, Balances>,
    >;
    type OperationalFeeMultiplier = ConstU8<5>;
    // A second of compute costs one VAKA, so a transfer costs very little.
    type WeightToFee = IdentityFee<Balance>;
    type LengthToFee = ConstantMultiplier<Balance, FeePerByte>;
    // Fees are near zero in daily life, and rise up to a hundredfold while somebody keeps blocks
    // more than half full of compute. Bytes do not get dearer: to fill a block with them costs 1.6
    // VAKA, and members' free calls go before.
    type FeeMultiplierUpdate = pallet_transaction_payment::TargetedFeeAdjustment<
        Self,
        TargetBlockFullness,
        AdjustmentVariable,
        MinimumMultiplier,
        MaximumMultiplier,
    >;
    type WeightInfo = weights::pallet_transaction_payment::WeightInfo<Runtime>;
}

/// Anybody may issue a voucher, except under the id of an energy token, or of a voucher that was
/// destroyed while a grid settled in it, or while a listing, a due or a design of the market named it.
/// There the new voucher would be taken for the old one.
pub struct EnsureVoucher;

impl EnsureOriginWithArg<RuntimeOrigin, u32> for EnsureVoucher {
    type Success = AccountId;

    fn try_origin(origin: RuntimeOrigin, id: &u32) -> Result<AccountId, RuntimeOrigin> {
        let currency = NativeOrWithId::WithId(*id);
        let in_use = Energy::settles_in(&currency) || Marketplace::in_use(&currency);
        if is_energy_token(*id) || in_use {
            return Err(origin);
        }
        AsEnsureOriginWithArg::<EnsureSigned<AccountId>>::try_origin(origin, id)
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn try_successful_origin(id: &u32) -> Result<RuntimeOrigin, ()> {
        AsEnsureOriginWithArg::<EnsureSigned<AccountId>>::try_successful_origin(id)
    }
}

impl pallet_assets::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type Balance = Balance;
    type RemoveItemsLimit = ConstU32<1_000>;
    type AssetId = u32;
    type AssetIdParameter = codec::Compact<u32>;
    type ReserveData = ();
    type Currency = Balances;
    type CreateOrigin = EnsureVoucher;
    type ForceOrigin = EnsureRoot<AccountId>;
    type AssetDeposit = AssetDeposit;
    type AssetAccountDeposit = AssetAccountDeposit;
    type MetadataDepositBase = MetadataDeposit;
    type MetadataDepositPerByte = MetadataDeposit;
    type ApprovalDeposit = ApprovalDeposit;
    type StringLimit = ConstU32<50>;
    type Holder = AssetsHolder;
    type Freezer = ();
    type Extra = ();
    type WeightInfo = weights::pallet_assets::WeightInfo<Runtime>;
    type CallbackHandle = ();
    type AssetIdAllocator = ();
    #[cfg(feature = "runtime-benchmarks")]
    type BenchmarkHelper = ();
}

impl pallet_assets_holder::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeHoldReason = RuntimeHoldReason;
}
