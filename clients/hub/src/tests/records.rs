//! What the two runtimes have alike: records in storage, and the events that name them.

#![allow(dead_code)]

use codec::Encode;
use scale_info::{meta_type, TypeInfo};
use subxt::ext::frame_metadata::v15::{
    PalletMetadata, PalletStorageMetadata, StorageEntryMetadata, StorageEntryModifier,
    StorageEntryType, StorageHasher,
};

use super::runtime::{Account, Currency};

#[derive(Clone, Copy, Encode, TypeInfo)]
pub struct Limits {
    pub ask: Option<u8>,
    pub bid: Option<u8>,
    pub owed_first: bool,
}

#[derive(Clone, Encode, TypeInfo)]
pub struct NextLimits {
    pub from: u32,
    pub limits: Limits,
}

#[derive(Clone, Encode, TypeInfo)]
pub struct Meter {
    #[codec(compact)]
    pub grid: u32,
    pub owner: Account,
    pub key: [u8; 32],
    #[codec(compact)]
    pub breaker_w: u32,
    #[codec(compact)]
    pub slot: u32,
    #[codec(compact)]
    pub import_wh: u64,
    #[codec(compact)]
    pub export_wh: u64,
    pub limits: Limits,
    pub next: Option<NextLimits>,
    #[codec(compact)]
    pub credit: u128,
    #[codec(compact)]
    pub arrears: u128,
    #[codec(compact)]
    pub owed: u64,
    pub retired: bool,
    pub positions: Vec<u32>,
}

#[derive(Clone, Encode, TypeInfo)]
pub struct ClearedSlot {
    pub clearing: energy_clearing::Clearing,
    #[codec(compact)]
    pub pot: u128,
}

#[derive(Clone, Encode, TypeInfo)]
pub struct Batch {
    pub schema: u32,
    pub root: [u8; 32],
    pub count: u32,
    pub valid_until: Option<u64>,
}

#[derive(Clone, Encode, TypeInfo)]
pub struct Person {
    pub account: Account,
    #[codec(compact)]
    pub community: u32,
}

#[derive(Clone, Encode, TypeInfo)]
pub struct Trader {
    pub account: Account,
    pub member: Option<u32>,
}

#[derive(Clone, Encode, TypeInfo)]
pub enum Kind {
    Food,
    Service,
}

#[derive(Clone, Encode, TypeInfo)]
pub struct Priced {
    pub price: u128,
    pub days: u8,
}

#[derive(Clone, Encode, TypeInfo)]
pub enum Pricing {
    Unit(u128),
    Steps(Vec<Priced>),
}

#[derive(Clone, Encode, TypeInfo)]
pub struct Terms {
    pub kind: Kind,
    pub currency: Currency,
    pub pricing: Pricing,
    pub title: Vec<u8>,
    pub details: Option<[u8; 32]>,
    pub instant: bool,
    pub design: Option<u32>,
}

#[derive(Clone, Encode, TypeInfo)]
pub enum Standing {
    Open,
    Closed,
}

#[derive(Clone, Encode, TypeInfo)]
pub struct Listing {
    pub seller: Trader,
    pub terms: Terms,
    pub revision: u32,
    pub standing: Standing,
}

#[derive(Clone, Encode, TypeInfo)]
pub struct Design {
    pub content: [u8; 32],
    pub owner: Trader,
    pub retired: bool,
    pub struck: bool,
}

#[derive(Clone, Encode, TypeInfo)]
pub enum CommunitiesEvent {
    Joined { member: u32, community: u32, account: Account },
    Moved { member: u32, from: u32, to: u32 },
    AccountReplaced { member: u32, old: Account, new: Account },
    Left { member: u32, community: u32 },
}

#[derive(Clone, Encode, TypeInfo)]
pub enum CredentialsEvent {
    IssuerAccredited { issuer: u32, account: Account, until: u32 },
    AccreditationWithdrawn { issuer: u32, since: u32 },
    IssuerKeySet { issuer: u32, key: [u8; 32] },
    IssuerAccountSet { issuer: u32, account: Account },
    BatchIssued { issuer: u32, sequence: u32, schema: u32, count: u32 },
    Revoked { issuer: u32, sequence: u32, indexes: Vec<u32> },
    Suspended { issuer: u32, sequence: u32, indexes: Vec<u32> },
    Reinstated { issuer: u32, sequence: u32, indexes: Vec<u32> },
}

#[derive(Clone, Encode, TypeInfo)]
pub enum Payee {
    Member(u32),
    Account(Account),
}

#[derive(Clone, Encode, TypeInfo)]
pub struct LotTerms {
    pub quantity: u32,
    pub opens: Option<u64>,
}

#[derive(Clone, Encode, TypeInfo)]
pub enum How {
    Confirmed,
    Split(u32),
}

#[derive(Clone, Encode, TypeInfo)]
pub enum MarketplaceEvent {
    Published { listing: u32, seller: Account },
    Updated { listing: u32 },
    ListingClosed { listing: u32 },
    ListingStruck { listing: u32 },
    LotAdded { listing: u32, lot: u32, terms: LotTerms },
    WrittenOff { listing: u32, lot: u32, quantity: u32 },
    LotRecalled { listing: u32, lot: u32 },
    DesignRegistered { design: u32, content: [u8; 32], owner: Account },
    DesignStruck { design: u32 },
    Placed { order: u64, listing: u32, lot: u32, buyer: Account, quantity: u32, escrow: u128 },
    Accepted { order: u64 },
    Started { order: u64 },
    Delivered { order: u64, quantity: u32, refund: u128 },
    StepPaid { order: u64, step: u8 },
    StepFunded { order: u64, step: u8, escrow: u128 },
    SplitProposed { order: u64, to_seller: u32 },
    DisputeOpened { order: u64, case: u32 },
    Appealed { order: u64, bond: u128 },
    DisputeCost { order: u64, judges: u32 },
    Ended { order: u64, how: How, delivered: u32 },
    RatingCommitted { order: u64 },
    RatingRevealed { order: u64, stars: u8 },
    RatingWithheld { order: u64 },
    PaymentKept { payee: Payee, currency: Currency, due: u128 },
    Claimed { payee: Payee, currency: Currency, amount: u128 },
}

/// A map of so many numbers to a record.
pub fn map<Record: TypeInfo + 'static>(name: &'static str, keys: usize) -> StorageEntryMetadata {
    let key = match keys {
        1 => meta_type::<u32>(),
        _ => meta_type::<(u32, u32)>(),
    };
    let hashers = vec![StorageHasher::Twox64Concat; keys];
    let ty = StorageEntryType::Map { hashers, key, value: meta_type::<Record>() };
    let modifier = StorageEntryModifier::Optional;
    StorageEntryMetadata { name, modifier, ty, default: vec![0], docs: vec![] }
}

/// A pallet with such maps.
pub fn with(
    prefix: &'static str,
    entries: Vec<StorageEntryMetadata>,
    pallet: PalletMetadata,
) -> PalletMetadata {
    PalletMetadata { storage: Some(PalletStorageMetadata { prefix, entries }), ..pallet }
}
