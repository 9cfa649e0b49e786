//! What accounts can do together and for each other: batches, multisigs, proxies.

use super::money::{deposit, VAKA};
use crate::{
    weights, AccountId, Balance, Balances, Clock, OriginCaller, Runtime, RuntimeCall, RuntimeEvent,
    RuntimeHoldReason, System,
};
use frame_support::{
    parameter_types, stored,
    traits::{
        fungible::HoldConsideration, tokens::imbalance::ResolveTo, ConstU32, InstanceFilter,
        LinearStoragePrice,
    },
};
use pallet_credentials::Call as CredentialsCall;
use pallet_energy::Call as EnergyCall;
use pallet_marketplace::Call as MarketplaceCall;
use pallet_proxy::Call as ProxyCall;
use pallet_treasury::TreasuryAccountId;
use sp_runtime::traits::BlakeTwo256;

parameter_types! {
    pub const MultisigDepositBase: Balance = deposit(1, 88);
    pub const MultisigDepositFactor: Balance = deposit(0, 32);
    pub const ProxyDepositBase: Balance = deposit(1, 8);
    pub const ProxyDepositFactor: Balance = deposit(0, 33);
    pub const AnnouncementDepositBase: Balance = deposit(1, 8);
    pub const AnnouncementDepositFactor: Balance = deposit(0, 66);
}

impl pallet_utility::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeCall = RuntimeCall;
    type PalletsOrigin = OriginCaller;
    type WeightInfo = weights::pallet_utility::WeightInfo<Runtime>;
}

impl pallet_multisig::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeCall = RuntimeCall;
    type Currency = Balances;
    type DepositBase = MultisigDepositBase;
    type DepositFactor = MultisigDepositFactor;
    type MaxSignatories = ConstU32<32>;
    // Names a call by where it stands in the chain, and waits for nothing.
    type BlockNumberProvider = System;
    type WeightInfo = weights::pallet_multisig::WeightInfo<Runtime>;
}

parameter_types! {
    pub const FriendsDeposit: RuntimeHoldReason =
        RuntimeHoldReason::Recovery(pallet_recovery::HoldReason::FriendGroupsStorage);
    pub const AttemptDeposit: RuntimeHoldReason =
        RuntimeHoldReason::Recovery(pallet_recovery::HoldReason::AttemptStorage);
    pub const InheritorDeposit: RuntimeHoldReason =
        RuntimeHoldReason::Recovery(pallet_recovery::HoldReason::InheritorStorage);
    pub const RecoveryDepositBase: Balance = deposit(1, 32);
    pub const RecoveryDepositPerByte: Balance = deposit(0, 1);
    /// The amount that a thief loses who asks for another's account, when its owner refuses.
    pub const RecoverySecurity: Balance = 10 * VAKA;
}

/// The deposit for the storage of a recovery.
type RecoveryConsideration<Reason> = HoldConsideration<
    AccountId,
    Balances,
    Reason,
    LinearStoragePrice<RecoveryDepositBase, RecoveryDepositPerByte, Balance>,
>;

/// Recovers the money of an account whose key is lost. A membership moves by
/// `communities.replace_account`, not by this.
impl pallet_recovery::Config for Runtime {
    type RuntimeCall = RuntimeCall;
    type RuntimeHoldReason = RuntimeHoldReason;
    type BlockNumberProvider = Clock;
    type Currency = Balances;
    type FriendGroupsConsideration = RecoveryConsideration<FriendsDeposit>;
    type AttemptConsideration = RecoveryConsideration<AttemptDeposit>;
    type InheritorConsideration = RecoveryConsideration<InheritorDeposit>;
    type SecurityDeposit = RecoverySecurity;
    type Slash = ResolveTo<TreasuryAccountId<Runtime>, Balances>;
    type MaxFriendsPerConfig = ConstU32<16>;
    type WeightInfo = weights::pallet_recovery::WeightInfo<Runtime>;
}

/// The calls that a proxy may make in an account's name.
#[stored]
#[derive(Copy, Ord, PartialOrd, Default)]
pub enum ProxyType {
    /// All calls.
    #[default]
    Any,
    /// All calls but those that move money or tokens to somebody.
    NonTransfer,
}

impl InstanceFilter<RuntimeCall> for ProxyType {
    fn filter(&self, call: &RuntimeCall) -> bool {
        match self {
            Self::Any => true,
            Self::NonTransfer => !matches!(
                call,
                RuntimeCall::Balances(_)
                    | RuntimeCall::Assets(_)
                    // These reach the money of another account, whose friend, proxy or signatory
                    // this one is.
                    | RuntimeCall::Recovery(_)
                    | RuntimeCall::Proxy(
                        ProxyCall::proxy { .. }
                            | ProxyCall::proxy_announced { .. }
                            | ProxyCall::announce { .. }
                    )
                    | RuntimeCall::Multisig(_)
                    // Money that is paid into a meter or a grid belongs to its owner.
                    | RuntimeCall::Energy(
                        EnergyCall::top_up { .. }
                            | EnergyCall::fund_float { .. }
                            | EnergyCall::deposit_tokens { .. }
                            // A refund goes to a meter's owner, what is accepted to the operator,
                            // and an offer gives a meter or a grid away.
                            | EnergyCall::correct { .. }
                            | EnergyCall::accept_registers { .. }
                            | EnergyCall::transfer_meter { .. }
                            | EnergyCall::set_operator { .. }
                    )
                    // A stake can be lost to somebody, and a bond to an issuer.
                    | RuntimeCall::Credentials(
                        CredentialsCall::stake { .. } | CredentialsCall::challenge { .. }
                    )
                    // The buyer's money goes to the seller, or is shared; cancelling late costs the
                    // start share; judges are paid for a dispute. A village's proxy may sell.
                    | RuntimeCall::Marketplace(
                        MarketplaceCall::place_orders { .. }
                            | MarketplaceCall::confirm { .. }
                            | MarketplaceCall::cancel { .. }
                            | MarketplaceCall::fund_step { .. }
                            | MarketplaceCall::propose_split { .. }
                            | MarketplaceCall::accept_split { .. }
                            | MarketplaceCall::open_dispute { .. }
                            | MarketplaceCall::appeal { .. }
                    )
            ),
        }
    }

    fn is_superset(&self, other: &Self) -> bool {
        self == &Self::Any || self == other
    }
}

impl pallet_proxy::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeCall = RuntimeCall;
    type Currency = Balances;
    type ProxyType = ProxyType;
    type ProxyDepositBase = ProxyDepositBase;
    type ProxyDepositFactor = ProxyDepositFactor;
    type MaxProxies = ConstU32<32>;
    type MaxPending = ConstU32<32>;
    type CallHasher = BlakeTwo256;
    type AnnouncementDepositBase = AnnouncementDepositBase;
    type AnnouncementDepositFactor = AnnouncementDepositFactor;
    type BlockNumberProvider = Clock;
    type WeightInfo = weights::pallet_proxy::WeightInfo<Runtime>;
}
