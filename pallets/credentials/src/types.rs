//! The pallet's types.

use crate::rules;
use alloc::vec::Vec;
use codec::{Decode, Encode};
use credential_award::{Hash, Marks};
use frame_support::{stored, traits::ConstU32, BoundedBTreeSet, BoundedVec};
use scale_info::TypeInfo;
use vaka_primitives::{Balance, BlockNumber, Days, HolderId, IssuerId, SchemaId};

/// How much a schema asks: 0 is what anybody may attest, 10 the highest.
pub type Level = u8;

/// The number of an issuer's batch, counted from 0.
pub type Sequence = u32;

/// The number of a challenge.
pub type ChallengeId = u32;

/// Unix time.
pub type Seconds = u64;

/// An issuer's public key, by which it signs documents.
pub type Ed25519Key = [u8; 32];

/// A schema's title.
pub type Title = BoundedVec<u8, ConstU32<{ rules::MAX_TITLE }>>;

/// A deposit: who left it, and the ticket to get it back.
#[stored(no_skip_type_params)]
pub struct Deposit<AccountId, Ticket> {
    pub depositor: AccountId,
    pub ticket: Ticket,
}

/// What an award of this schema says that its holder can do.
#[stored(no_skip_type_params)]
pub struct Schema<AccountId, Ticket> {
    /// The account that registered it.
    pub owner: AccountId,
    /// The issuer of the owner that was accredited up to its level when it was registered.
    pub issuer: Option<IssuerId>,
    /// The blake2-256 hash of the text that defines it.
    pub definition: Hash,
    pub title: Title,
    pub level: Level,
    pub credit_hours: u16,
    /// The most days for which an award is valid. None: for ever.
    pub valid_for: Option<Days>,
    /// The schema that took its place.
    pub superseded_by: Option<SchemaId>,
    /// The longest chain of schemas that supersede one another and end in this one.
    pub generation: u8,
    pub deposit: Option<Deposit<AccountId, Ticket>>,
}

/// The schemas that an issuer may award.
#[stored]
pub enum ScopeOf {
    All,
    Only(BoundedBTreeSet<SchemaId, ConstU32<{ rules::MAX_SCHEMAS }>>),
}

/// What an issuer may award.
#[stored]
pub struct Scope {
    /// The highest level.
    pub level: Level,
    pub schemas: ScopeOf,
}

/// Batches that a withdrawal ended: those from the slot `since` to the slot `at`, both included.
#[stored]
#[derive(Copy)]
pub struct Withdrawal {
    pub since: BlockNumber,
    pub at: BlockNumber,
}

/// An issuer of awards.
#[stored(no_skip_type_params)]
pub struct Issuer<AccountId, Ticket> {
    /// The account that acts for it.
    pub account: AccountId,
    /// The issuer that delegated to it. None: the people accredited it.
    pub parent: Option<IssuerId>,
    pub scope: Scope,
    /// The slot from which it awards nothing any longer.
    pub until: BlockNumber,
    /// The most awards of it and of those below it. None: any number.
    pub quota: Option<u32>,
    /// The awards of it and of those below it.
    pub used: u32,
    /// An issuer above it ended the delegation.
    pub undelegated: bool,
    /// It was withdrawn and not renewed since.
    pub withdrawn: bool,
    pub withdrawals: BoundedVec<Withdrawal, ConstU32<{ rules::MAX_WITHDRAWALS }>>,
    /// The number of its next batch.
    pub next: Sequence,
    /// The number of its keys. The last one is in force.
    pub keys: u32,
    /// Its awards, decoys included.
    pub awards: u32,
    /// Its awards that were revoked.
    pub revoked: u32,
    /// The challenges of its awards that appeals upheld.
    pub upheld: u32,
    /// The open challenges of its awards, and of those below it.
    pub challenged: u32,
    pub deposit: Option<Deposit<AccountId, Ticket>>,
}

/// A key of an issuer. It is in force until the next one's slot.
#[stored(no_skip_type_params)]
pub struct IssuerKey<AccountId, Ticket> {
    pub key: Ed25519Key,
    /// The slot in which it was set.
    pub since: BlockNumber,
    pub deposit: Option<Deposit<AccountId, Ticket>>,
}

/// Awards of one schema, issued together. Their leaves are not on the chain.
#[stored(no_skip_type_params)]
pub struct Batch<AccountId, Ticket> {
    pub schema: SchemaId,
    /// The root of the leaves' tree.
    pub root: Hash,
    /// The number of leaves.
    pub count: u32,
    /// The unix second from which the awards are not valid any longer. None: for ever.
    pub valid_until: Option<Seconds>,
    /// The slot of issue.
    pub issued: BlockNumber,
    /// The issuer's key in force then, by its number.
    pub key: u32,
    pub deposit: Option<Deposit<AccountId, Ticket>>,
}

/// An award, by its place.
#[stored]
#[derive(Copy, Ord, PartialOrd)]
pub struct Award {
    pub issuer: IssuerId,
    pub sequence: Sequence,
    pub index: u32,
}

/// What the chain says about an award.
#[stored]
#[derive(Copy)]
pub enum Standing {
    /// There is no such award.
    NotInBatch,
    /// It is revoked, for ever.
    Revoked,
    /// Its issuer, or one above it, was withdrawn from a slot on that is not after its issue.
    IssuerWithdrawn {
        since: BlockNumber,
    },
    /// It is suspended, and may be reinstated.
    Suspended,
    /// Its time is over.
    Expired,
    Valid,
}

/// What a verifier asks for: the standing, and what was awarded when.
#[stored]
#[derive(Copy)]
pub struct Verdict {
    pub standing: Standing,
    /// None if there is no such award.
    pub schema: Option<SchemaId>,
    /// The slot of issue.
    pub issued: Option<BlockNumber>,
}

/// A person who bound awards.
#[stored(no_skip_type_params)]
pub struct Holder<AccountId> {
    /// The account that speaks for them now.
    pub account: AccountId,
    /// The awards that they bound.
    pub bound: u32,
    /// Those among them that have no deposit.
    pub free: u32,
}

/// An award that its holder bound.
#[stored(no_skip_type_params)]
pub struct Binding<AccountId, Ticket> {
    pub award: Award,
    /// The slot in which it was bound.
    pub since: BlockNumber,
    /// The pieces of work that it answers for.
    pub engaged: u32,
    pub deposit: Option<Deposit<AccountId, Ticket>>,
}

/// What a stake is for.
#[stored]
#[derive(Copy)]
pub enum Purpose {
    /// An issuer's awards.
    Issuer(IssuerId),
    /// The signer's practice of a schema that they bound.
    Practice(SchemaId),
}

/// What a stake answers for.
#[stored]
#[derive(Copy)]
pub enum StakeKey {
    Issuer(IssuerId),
    Practice(HolderId, SchemaId),
}

/// A stake that is on its way out. It can be slashed until it is out.
#[stored]
#[derive(Copy)]
pub struct Leaving {
    pub amount: Balance,
    /// The slot from which it may be withdrawn.
    pub from: BlockNumber,
}

/// Money behind an issuer's awards, or behind somebody's practice.
#[stored(no_skip_type_params)]
pub struct Stake<AccountId> {
    /// The account in which it is on hold.
    pub held_at: AccountId,
    /// All of it, what is leaving included.
    pub amount: Balance,
    pub leaving: Option<Leaving>,
}

/// Somebody doubts an award.
#[stored(no_skip_type_params)]
pub struct Challenge<AccountId> {
    pub challenger: AccountId,
    pub award: Award,
    /// The blake2-256 hash of the evidence.
    pub evidence: Hash,
    /// What is on hold in the challenger's account.
    pub bond: Balance,
    /// The slot from which anyone may close it.
    pub closes: BlockNumber,
}

/// The open challenges of an award.
#[stored]
#[derive(Copy, Default)]
pub struct Doubt {
    /// How many there are.
    pub open: u32,
    /// One that was upheld took the stakes' share already. The others take nothing more.
    pub upheld: bool,
}

/// An issuer that exists from the first block.
#[derive(Clone, Debug, Eq, PartialEq, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GenesisIssuer<AccountId> {
    pub account: AccountId,
    /// The highest level that it awards.
    pub level: Level,
    /// The days of its accreditation.
    pub days: Days,
}

/// A schema that exists from the first block.
#[derive(Clone, Debug, Eq, PartialEq, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GenesisSchema {
    /// The issuer, by its number. Its account owns the schema.
    pub issuer: IssuerId,
    pub definition: sp_core::H256,
    pub title: alloc::string::String,
    pub level: Level,
    pub credit_hours: u16,
    pub valid_for: Option<Days>,
}

/// The awards of a batch that a call marks.
pub type Indexes = BoundedVec<u32, ConstU32<{ rules::MAX_MARKED }>>;

/// The hashes from a leaf to a root.
pub type Path = BoundedVec<Hash, ConstU32<{ credential_award::MAX_DEPTH }>>;

/// A signature by an Ed25519 key.
pub type Ed25519Signature = [u8; 64];

/// An award that an account bound, as clients see it.
#[stored]
pub struct BindingView {
    pub schema: SchemaId,
    pub award: Award,
    pub standing: Standing,
    /// The slot in which it was bound.
    pub since: BlockNumber,
    /// What is staked behind it and is not on its way out, in the smallest unit of VAKA.
    pub stake: Balance,
    pub leaving: Option<Leaving>,
    /// The pieces of work that it answers for.
    pub engaged: u32,
    /// The open challenges of the award.
    pub challenges: u32,
}

/// A schema as clients see it.
#[stored(no_skip_type_params)]
pub struct SchemaView<AccountId> {
    pub owner: AccountId,
    pub issuer: Option<IssuerId>,
    pub definition: Hash,
    pub title: Title,
    pub level: Level,
    pub credit_hours: u16,
    /// The most days for which an award is valid. None: for ever.
    pub valid_for: Option<Days>,
    pub superseded_by: Option<SchemaId>,
}

/// An issuer as clients see it: what it did, and no score.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub struct IssuerView<AccountId> {
    pub account: AccountId,
    /// The issuers above it, the nearest one first.
    pub above: Vec<IssuerId>,
    /// Whether it may award now: it and all above it are accredited.
    pub accredited: bool,
    /// What it may award: the intersection of its scope with the scopes above it.
    pub scope: Scope,
    /// The slot from which it awards nothing any longer, at the latest.
    pub until: BlockNumber,
    /// The most awards of it and of those below it, and how many there are.
    pub quota: Option<u32>,
    pub used: u32,
    pub withdrawals: Vec<Withdrawal>,
    /// The number of its next batch.
    pub next: Sequence,
    /// The number of its keys, and the last 16, the newest last.
    pub keys: u32,
    pub latest_keys: Vec<KeyView>,
    /// What is staked behind its awards and is not on its way out, in the smallest unit of VAKA.
    pub stake: Balance,
    /// Its awards, those that were revoked, and the challenges of them that appeals upheld.
    pub awards: u32,
    pub revoked: u32,
    pub upheld: u32,
    /// The open challenges of its awards, and of those below it.
    pub challenged: u32,
}

/// A key of an issuer as clients see it.
#[stored]
pub struct KeyView {
    pub key: Ed25519Key,
    /// The slot in which it was set. It is in force until the next one's.
    pub since: BlockNumber,
}

/// The marks of a batch.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub struct StatusList {
    pub schema: SchemaId,
    pub count: u32,
    /// The unix second from which the awards are not valid any longer. None: for ever.
    pub valid_until: Option<Seconds>,
    /// The slot from which a withdrawal ended the batch, if one did.
    pub withdrawn_since: Option<BlockNumber>,
    /// The chunks of 512 awards in which something is marked, by their numbers.
    pub chunks: Vec<(u8, Marks)>,
}
