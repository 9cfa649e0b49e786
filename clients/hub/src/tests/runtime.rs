//! Two runtimes of a chain, as far as the hub reads them: the second one has the energy pallet elsewhere, and
//! fields that the first one lacks, so that nothing of one is decoded by the other.

#![allow(dead_code)]

use codec::{Compact, CompactAs, Encode};
use scale_info::{meta_type, TypeInfo};
use subxt::ext::frame_metadata::v15::{
    CustomMetadata, ExtrinsicMetadata, OuterEnums, PalletCallMetadata, PalletEventMetadata,
    PalletMetadata, RuntimeMetadataV15,
};
use subxt::ext::frame_metadata::RuntimeMetadataPrefixed;

use super::records::{
    map, with, Batch, ClearedSlot, CommunitiesEvent, CredentialsEvent, Design, Listing,
    MarketplaceEvent, Meter, Person,
};
use crate::chain::Runtime;

/// An account has a type of its own in metadata.
#[derive(Clone, Copy, Encode, TypeInfo)]
pub struct Account(pub [u8; 32]);

/// Nothing, which may be compact.
#[derive(Clone, Encode, TypeInfo)]
pub struct Wrapped(pub ());

impl CompactAs for Wrapped {
    type As = ();

    fn encode_as(&self) -> &() {
        &self.0
    }

    fn decode_from((): ()) -> Result<Self, codec::Error> {
        Ok(Self(()))
    }
}

impl From<Compact<Wrapped>> for Wrapped {
    fn from(Compact(of): Compact<Wrapped>) -> Self {
        of
    }
}

#[derive(Clone, Encode, TypeInfo)]
pub enum DispatchError {
    BadOrigin,
}

pub type DispatchResult = Result<(), DispatchError>;

#[derive(Encode)]
pub enum Phase {
    ApplyExtrinsic(u32),
    Finalization,
    #[allow(dead_code)]
    Initialization,
}

#[derive(Clone, Encode, TypeInfo)]
pub enum Currency {
    Native,
    WithId(u32),
}

#[derive(Clone, Encode, TypeInfo)]
pub enum Track {
    Constitution,
    Village(#[codec(compact)] u32),
}

#[derive(Clone, Encode, TypeInfo)]
pub enum VoteOf {
    Aye,
    Nay,
    Abstain,
}

#[derive(Clone, Encode, TypeInfo)]
pub struct Band {
    #[codec(compact)]
    pub from: u32,
    #[codec(compact)]
    pub feed_in: u64,
    #[codec(compact)]
    pub retail: u64,
}

#[derive(Clone, Encode, TypeInfo)]
pub struct Tariff {
    pub bands: Vec<Band>,
    pub offset: i8,
    #[codec(compact)]
    pub network_charge: u64,
    #[codec(compact)]
    pub standing_charge: u64,
    #[codec(compact)]
    pub k: u32,
    #[codec(compact)]
    pub trim: u32,
}

/// A tariff of two bands, of which the second one is cheaper for those who buy.
pub fn tariff(retail: u64) -> Tariff {
    let band = |from, retail| Band { from, feed_in: 1, retail };
    let bands = vec![band(28, retail), band(40, retail - 1)];
    Tariff { bands, offset: -44, network_charge: 2, standing_charge: 3, k: 5, trim: 6 }
}

#[derive(Clone, Encode, TypeInfo)]
pub struct TariffVersion {
    pub from: u32,
    pub tariff: Tariff,
}

#[derive(Clone, Encode, TypeInfo)]
pub enum Obstacle {
    TrackFull,
    Behind(u32),
}

#[derive(Clone, Encode, TypeInfo)]
pub enum TimestampCall {
    #[allow(non_camel_case_types)]
    set {
        #[codec(compact)]
        now: u64,
    },
}

#[derive(Clone, Encode, TypeInfo)]
pub enum SystemEvent {
    ExtrinsicSuccess,
    ExtrinsicFailed(DispatchError),
}

#[derive(Clone, Encode, TypeInfo)]
pub enum UtilityEvent {
    BatchInterrupted { index: u32, error: DispatchError },
    BatchCompleted,
    BatchCompletedWithErrors,
    ItemCompleted,
    ItemFailed { error: DispatchError },
    IfElseMainSuccess,
    IfElseFallbackCalled { main_error: DispatchError },
}

#[derive(Clone, Encode, TypeInfo)]
pub enum ProxyEvent {
    ProxyExecuted { result: DispatchResult },
}

#[derive(Clone, Encode, TypeInfo)]
pub enum MultisigEvent {
    NewMultisig { approving: Account },
    MultisigExecuted { approving: Account, result: DispatchResult },
}

#[derive(Clone, Encode, TypeInfo)]
pub enum RecoveryEvent {
    RecoveredAccountControlled { recovered: Account, call_result: DispatchResult },
}

#[derive(Clone, Encode, TypeInfo)]
pub enum PetitionsEvent {
    Opened { petition: u32, opener: u32, track: Track, text: [u8; 32] },
    Endorsed { petition: u32, member: u32, endorsements: u32, helper: Option<u32> },
    EndorsementWithdrawn { petition: u32, member: u32, helper: Option<u32> },
    EndorsementStruck { petition: u32, member: u32 },
    Withdrawn { petition: u32 },
    Waits { petition: u32, obstacle: Obstacle },
    Submitted { petition: u32, referendum: u32 },
    MergeBegun { from: u32, into: u32 },
    Merged { from: u32, into: u32 },
    Executed { petition: u32 },
    ExecutionFailed { petition: u32 },
    Ended { petition: u32 },
    Removed { petition: u32 },
}

#[derive(Clone, Encode, TypeInfo)]
pub enum ReferendaEvent {
    DecisionStarted { index: u32 },
    ConfirmStarted { index: u32 },
    ConfirmAborted { index: u32 },
    Confirmed { index: u32, ayes: u128 },
    Approved { index: u32 },
    Rejected { index: u32 },
    TimedOut { index: u32 },
    Cancelled { index: u32 },
    Killed { index: u32 },
}

#[derive(Clone, Encode, TypeInfo)]
pub enum VotingEvent {
    Voted { poll: u32, member: u32, vote: VoteOf, ballots: u32, helper: Option<u32> },
    Retracted { poll: u32, member: u32, ballots: u32, helper: Option<u32> },
}

#[derive(Clone, Encode, TypeInfo)]
pub enum ValidatorsEvent {
    ValidatorAdded { who: Account, community: u32 },
    ValidatorRemoved { who: Account },
    ValidatorLeft { who: Account },
    LeaveWaits { who: Account },
    LeaveWithdrawn { who: Account },
    Offended { who: Account, session: u32 },
    Pardoned { who: Account },
    MinimumSet { minimum: u32 },
    KeysPurged { who: Account },
    RestorationBegun { best_finalized: u32, set_id: u64, at_once: bool },
    SetPlanned { session: u32, validators: u32 },
}

#[derive(Clone, Encode, TypeInfo)]
pub enum GrandpaEvent {
    NewAuthorities { authority_set: Vec<([u8; 32], u64)> },
}

macro_rules! runtime {
    ($name:ident, spec: $spec:tt, energy: $energy:tt, new fields: { $($new:ident: $ty:ty)? }) => {
        pub mod $name {
            use super::*;

            pub const SPEC: u32 = $spec;

            #[derive(Clone, Encode, TypeInfo)]
            pub struct SignedReading {
                $(pub $new: $ty,)?
                #[codec(compact)]
                pub meter: u32,
                #[codec(compact)]
                pub since_slot: u32,
                #[codec(compact)]
                pub slot: u32,
                #[codec(compact)]
                pub import_wh: u64,
                #[codec(compact)]
                pub export_wh: u64,
                pub signature: [u8; 64],
            }

            #[derive(Clone, Encode, TypeInfo)]
            #[allow(non_camel_case_types)]
            pub enum EnergyCall {
                submit_readings { readings: Vec<SignedReading> },
            }

            #[derive(Clone, Encode, TypeInfo)]
            pub enum EnergyEvent {
                GridRegistered { grid: u32, operator: Account, currency: Currency },
                OperatorSet { grid: u32, operator: Account },
                TariffSet { grid: u32, from: u32, tariff: Tariff },
                ReadingsAccepted { grid: u32, slot: u32, count: u32 },
                ReadingRejected { index: u32 },
                MeterRegistered { meter: u32, grid: u32, owner: Account },
                MeterKeyRotated { meter: u32 },
                MeterCorrected { meter: u32 },
                MeterRetired { meter: u32 },
                WrittenOff { meter: u32 },
                MeterRemoved { meter: u32 },
                MeterTransferred { meter: u32, owner: Account },
                LimitsSet { meter: u32, from: u32 },
                ToppedUp { meter: u32, who: Account, amount: u128 },
                CreditWithdrawn { meter: u32, amount: u128 },
                Reconnected { meter: u32 },
                InArrears { meter: u32 },
                SlotCleared {
                    $($new: $ty,)?
                    grid: u32,
                    slot: u32,
                    price: u64,
                    volume: u64,
                    banked: u64,
                    curtailed: u64,
                },
            }

            #[derive(Clone, Encode, TypeInfo)]
            #[allow(non_camel_case_types)]
            pub enum SystemCall {
                remark { remark: Vec<u8> },
                // Calls of other pallets have no arguments: `communities.leave`, `validators.leave`.
                halt,
                nothing {},
                empty { of: () },
                // An account's number in `MultiAddress`.
                compact {
                    #[codec(compact)]
                    of: (),
                },
                wrapped {
                    #[codec(compact)]
                    of: Wrapped,
                },
            }

            #[derive(Clone, Encode, TypeInfo)]
            #[allow(non_camel_case_types)]
            pub enum UtilityCall {
                batch { calls: Vec<RuntimeCall> },
                batch_all { calls: Vec<RuntimeCall> },
                force_batch { calls: Vec<RuntimeCall> },
                if_else { main: Box<RuntimeCall>, fallback: Box<RuntimeCall> },
                as_derivative { index: u16, call: Box<RuntimeCall> },
            }

            #[derive(Clone, Encode, TypeInfo)]
            #[allow(non_camel_case_types)]
            pub enum ProxyCall {
                proxy { real: Account, call: Box<RuntimeCall> },
            }

            #[derive(Clone, Encode, TypeInfo)]
            #[allow(non_camel_case_types)]
            pub enum MultisigCall {
                as_multi { threshold: u16, call: Box<RuntimeCall>, max_weight: u64 },
            }

            #[derive(Clone, Encode, TypeInfo)]
            #[allow(non_camel_case_types)]
            pub enum RecoveryCall {
                control_inherited_account { recovered: Account, call: Box<RuntimeCall> },
            }

            #[derive(Clone, Encode, TypeInfo)]
            #[allow(non_camel_case_types)]
            pub enum PetitionsCall {
                open { track: Track, title: Vec<u8>, text: [u8; 32], call: Box<RuntimeCall> },
            }

            #[derive(Clone, Encode, TypeInfo)]
            pub enum RuntimeCall {
                #[codec(index = 0)]
                System(SystemCall),
                #[codec(index = 1)]
                Timestamp(TimestampCall),
                #[codec(index = 30)]
                Utility(UtilityCall),
                #[codec(index = 31)]
                Multisig(MultisigCall),
                #[codec(index = 32)]
                Proxy(ProxyCall),
                #[codec(index = 33)]
                Recovery(RecoveryCall),
                #[codec(index = 42)]
                Petitions(PetitionsCall),
                #[codec(index = $energy)]
                Energy(EnergyCall),
            }

            #[derive(Clone, Encode, TypeInfo)]
            pub enum RuntimeEvent {
                #[codec(index = 0)]
                System(SystemEvent),
                #[codec(index = 8)]
                Communities(CommunitiesEvent),
                #[codec(index = 9)]
                Validators(ValidatorsEvent),
                #[codec(index = 15)]
                Grandpa(GrandpaEvent),
                #[codec(index = 30)]
                Utility(UtilityEvent),
                #[codec(index = 31)]
                Multisig(MultisigEvent),
                #[codec(index = 32)]
                Proxy(ProxyEvent),
                #[codec(index = 33)]
                Recovery(RecoveryEvent),
                #[codec(index = 40)]
                Referenda(ReferendaEvent),
                #[codec(index = 41)]
                Voting(VotingEvent),
                #[codec(index = 42)]
                Petitions(PetitionsEvent),
                #[codec(index = $energy)]
                Energy(EnergyEvent),
                #[codec(index = 70)]
                Credentials(CredentialsEvent),
                #[codec(index = 71)]
                Marketplace(MarketplaceEvent),
            }

            #[derive(Encode, TypeInfo)]
            pub struct Grid {
                $(pub $new: $ty,)?
                pub operator: Account,
                pub currency: Currency,
                pub tariffs: Vec<TariffVersion>,
            }

            /// The value of a grid in storage, with a price that it has from a slot on.
            pub fn grid(from: u32, retail: u64) -> Vec<u8> {
                let tariff = tariff(retail);
                let grid = Grid {
                    $($new: <$ty>::MAX,)?
                    operator: Account([3; 32]),
                    currency: Currency::Native,
                    tariffs: vec![TariffVersion { from, tariff }],
                };
                grid.encode()
            }

            #[derive(TypeInfo)]
            enum RuntimeError {}

            pub fn runtime() -> Runtime {
                let energy = pallet::<EnergyCall, EnergyEvent>("Energy", $energy);
                let maps =
                    vec![map::<Grid>("Grids", 1), map::<Meter>("Meters", 1), map::<ClearedSlot>("Cleared", 2)];
                let communities = pallet::<(), CommunitiesEvent>("Communities", 8);
                let credentials = pallet::<(), CredentialsEvent>("Credentials", 70);
                let marketplace = pallet::<(), MarketplaceEvent>("Marketplace", 71);
                let pallets = vec![
                    with("Energy", maps, energy),
                    with("Communities", vec![map::<Person>("Members", 1)], communities),
                    with("Credentials", vec![map::<Batch>("Batches", 2)], credentials),
                    with("Marketplace", vec![map::<Listing>("Listings", 1), map::<Design>("Designs", 1)], marketplace),
                    pallet::<SystemCall, SystemEvent>("System", 0),
                    pallet::<TimestampCall, ()>("Timestamp", 1),
                    pallet::<(), ValidatorsEvent>("Validators", 9),
                    pallet::<(), GrandpaEvent>("Grandpa", 15),
                    pallet::<UtilityCall, UtilityEvent>("Utility", 30),
                    pallet::<MultisigCall, MultisigEvent>("Multisig", 31),
                    pallet::<ProxyCall, ProxyEvent>("Proxy", 32),
                    pallet::<RecoveryCall, RecoveryEvent>("Recovery", 33),
                    pallet::<(), ReferendaEvent>("Referenda", 40),
                    pallet::<(), VotingEvent>("Voting", 41),
                    pallet::<PetitionsCall, PetitionsEvent>("Petitions", 42),
                ];
                let extrinsic = ExtrinsicMetadata {
                    version: 4,
                    address_ty: meta_type::<Account>(),
                    call_ty: meta_type::<RuntimeCall>(),
                    signature_ty: meta_type::<[u8; 64]>(),
                    extra_ty: meta_type::<()>(),
                    signed_extensions: Vec::new(),
                };
                let outer_enums = OuterEnums {
                    call_enum_ty: meta_type::<RuntimeCall>(),
                    event_enum_ty: meta_type::<RuntimeEvent>(),
                    error_enum_ty: meta_type::<RuntimeError>(),
                };
                let custom = CustomMetadata { map: Default::default() };
                let ty = meta_type::<()>();
                let metadata =
                    RuntimeMetadataV15::new(pallets, extrinsic, ty, vec![], outer_enums, custom);
                let metadata = RuntimeMetadataPrefixed::from(metadata).encode();
                Runtime { spec: $spec, transaction: 1, metadata }
            }

            /// A call as it stands in a block, unsigned.
            pub fn extrinsic(call: RuntimeCall) -> Vec<u8> {
                let mut bytes = vec![4];
                call.encode_to(&mut bytes);
                bytes.encode()
            }

            /// The events of a block, each with the extrinsic that it is of.
            pub fn events(events: Vec<(Option<u32>, RuntimeEvent)>) -> Vec<u8> {
                let record = |(of, event): (Option<u32>, RuntimeEvent)| {
                    let phase = of.map_or(Phase::Finalization, Phase::ApplyExtrinsic);
                    (phase, event, Vec::<[u8; 32]>::new())
                };
                events.into_iter().map(record).collect::<Vec<_>>().encode()
            }

            pub fn set_time(now: u64) -> RuntimeCall {
                RuntimeCall::Timestamp(TimestampCall::set { now })
            }

            pub fn submit(registers: &[(u32, u32, u64)]) -> RuntimeCall {
                let reading = |(meter, slot, import_wh): &(u32, u32, u64)| SignedReading {
                    $($new: <$ty>::MAX,)?
                    meter: *meter,
                    since_slot: slot - 1,
                    slot: *slot,
                    import_wh: *import_wh,
                    export_wh: import_wh / 2,
                    signature: [7; 64],
                };
                let readings = registers.iter().map(reading).collect();
                RuntimeCall::Energy(EnergyCall::submit_readings { readings })
            }

            pub fn accepted(count: u32) -> RuntimeEvent {
                RuntimeEvent::Energy(EnergyEvent::ReadingsAccepted { grid: 0, slot: 1, count })
            }

            pub fn rejected(index: u32) -> RuntimeEvent {
                RuntimeEvent::Energy(EnergyEvent::ReadingRejected { index })
            }

            pub fn cleared(grid: u32, slot: u32, price: u64) -> RuntimeEvent {
                RuntimeEvent::Energy(EnergyEvent::SlotCleared {
                    $($new: <$ty>::MAX,)?
                    grid,
                    slot,
                    price,
                    volume: 3_000,
                    banked: 500,
                    curtailed: 20,
                })
            }
        }
    };
}

fn pallet<Call: TypeInfo + 'static, Event: TypeInfo + 'static>(
    name: &'static str,
    index: u8,
) -> PalletMetadata {
    let some = |ty, none| (ty != none).then_some(ty);
    let (call, event) = (meta_type::<Call>(), meta_type::<Event>());
    PalletMetadata {
        name,
        storage: None,
        calls: some(call, meta_type::<()>()).map(|ty| PalletCallMetadata { ty }),
        event: some(event, meta_type::<()>()).map(|ty| PalletEventMetadata { ty }),
        constants: Vec::new(),
        error: None,
        index,
        docs: Vec::new(),
    }
}

runtime!(old, spec: 1, energy: 50, new fields: {});
runtime!(new, spec: 2, energy: 60, new fields: { quality: u64 });
