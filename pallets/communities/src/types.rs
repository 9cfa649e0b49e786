//! The types of the pallet's storage, calls and views.

use crate::{rules::Day, window::Window};
use alloc::{string::String, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode};
use frame_support::{pallet_prelude::ConstU32, stored, BoundedVec};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use vaka_primitives::Membership;

pub use vaka_primitives::{BlockNumber, CommunityId, Days, Dormancy, Hash, MemberId};

/// The number of a request. The chain counts from 0 and never reuses a number, so that a vote of
/// appeals can mean no other request.
pub type RequestId = u32;

/// The most bytes of a community's name.
pub const MAX_NAME: u32 = 64;
/// The most founders that a call can name.
pub const MAX_FOUNDERS: u32 = 64;
/// The most clerks that a community can have.
pub const MAX_CLERKS: u32 = 8;
/// The most vouches that a request can hold. [`Rules::vouches`](crate::Rules::vouches) is the number
/// that it needs.
pub const MAX_VOUCHES: u32 = 8;
/// The most challenges that a request can hold. [`Rules::challenges`](crate::Rules::challenges) is
/// the number that sends it to appeals.
pub const MAX_CHALLENGES: u32 = 8;
/// The most members that a helper can have. [`Rules::helped`](crate::Rules::helped) is the number that
/// one may have.
pub const MAX_HELPED: u32 = 8;
/// The most days for which members who are not seasoned yet are counted.
pub const MAX_SEASONING_DAYS: u32 = 91;
/// A community of more members has enough of them for every rule. In a smaller one they are looked
/// at.
pub const SMALL_VILLAGE: u32 = 64;
/// The most members that one call can declare dormant.
pub const MAX_DECLARED: u32 = 64;
/// The most requests that a view returns at once.
pub const MAX_SHOWN: u32 = 256;

/// The bytes with which every consent begins.
pub const CONSENT_DOMAIN: [u8; 14] = *b"vaka/consent/1";

/// A community's name.
pub type Name = BoundedVec<u8, ConstU32<MAX_NAME>>;

/// A member who admits and freezes.
#[stored]
#[derive(Copy)]
pub struct Clerk {
    /// The member.
    #[codec(compact)]
    pub member: MemberId,
    /// The slot from which they may freeze again.
    pub freezes_from: BlockNumber,
}

/// A village or island.
#[stored]
pub struct Community {
    /// What people call it.
    pub name: Name,
    /// Members who are neither suspended nor dormant.
    #[codec(compact)]
    pub electorate: u32,
    /// The members who admit.
    pub clerks: BoundedVec<Clerk, ConstU32<MAX_CLERKS>>,
    /// The recent admissions, which are bounded.
    pub admissions: Window,
    /// The members who were declared dormant of late. They are bounded, too.
    pub dormancies: Window,
}

impl Community {
    /// Whether the member is a clerk here.
    pub fn has_clerk(&self, member: MemberId) -> bool {
        self.clerks.iter().any(|clerk| clerk.member == member)
    }
}

/// A person's membership.
#[stored(no_skip_type_params)]
pub struct Person<AccountId> {
    /// The account that speaks for them now.
    pub account: AccountId,
    /// The community that they belong to.
    #[codec(compact)]
    pub community: CommunityId,
    /// The slot since which they have been a member without a suspension.
    pub active_since: BlockNumber,
    /// The slot from which they vote on the constitution: the first of a day, 90 days after they
    /// became active. Zero for members of genesis.
    pub seasoned_from: BlockNumber,
    /// The slot since which they have belonged to this community.
    pub village_since: BlockNumber,
    /// The slot since which the account has been theirs.
    pub account_since: BlockNumber,
    /// The slot from which they are of standing in this community.
    pub standing_from: BlockNumber,
    /// The slot from which they may move again.
    pub moves_from: BlockNumber,
    /// Whether appeals took their vote and rights away.
    pub suspended: bool,
    /// The slot until which they are frozen.
    pub frozen_until: BlockNumber,
    /// The slot from which they may be frozen again.
    pub freezable_from: BlockNumber,
    /// The slot from which they may vouch again.
    pub vouches_from: BlockNumber,
    /// The slot until which they may neither vouch nor leave, because they vouched for a fake.
    pub banned_until: BlockNumber,
    /// The number of pending requests that they brought for others.
    #[codec(compact)]
    pub sponsored: u32,
    /// The number of requests past the open stage that they vouched for, or whose clerk they are.
    /// Until these are closed they may not leave.
    #[codec(compact)]
    pub answers_for: u32,
    /// The pending request to replace their account.
    pub replacement: Option<RequestId>,
    /// The pending request that they challenged.
    pub challenging: Option<RequestId>,
    /// The slot from which they may challenge again, because appeals overruled them.
    pub challenges_from: BlockNumber,
    /// The slot in which they acted, noted at most once in 30 days. They may have acted later, by
    /// less than these.
    pub last_active: BlockNumber,
    /// The last time for which they were dormant.
    pub dormancy: Option<Dormancy>,
}

impl<AccountId> Person<AccountId> {
    /// Whether a clerk froze them.
    pub fn is_frozen(&self, now: BlockNumber) -> bool {
        now < self.frozen_until
    }

    /// Whether they are dormant.
    pub fn is_dormant(&self) -> bool {
        self.dormancy.is_some_and(|dormancy| dormancy.goes_on())
    }

    /// Whether the electorates count them.
    pub fn is_counted(&self) -> bool {
        !self.suspended && !self.is_dormant()
    }
}

/// What was written when a member acted.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Noted {
    /// Nothing: it is no member, or was noted in the last 30 days.
    Nothing,
    /// The slot in which they acted.
    Active,
    /// The member was dormant, and woke.
    Woken,
}

/// What a request asks for.
#[stored]
#[derive(Copy)]
pub enum Kind {
    /// A person joins.
    Join,
    /// A member of another community moves here.
    Move(MemberId),
    /// A member of this community gets another account.
    Replace(MemberId),
}

/// How far a request has come.
///
/// - `Open → Waiting`: a clerk admits (join, move), or the last vouch comes (replacement), or
///   appeals stand in for the vouches (replacement, in a small community).
/// - `Waiting → done`: anyone confirms, once the period is over.
/// - `Waiting → Appealed`: members challenge, or the old key objects.
/// - `Open, Waiting, Appealed → done`: appeals decide.
/// - At its deadline anyone may prune a request at any stage.
///
/// From `Waiting` on a request has its clerk and vouches, unless appeals stood in for the vouches.
/// These members answer for it.
#[stored]
#[derive(Copy)]
pub enum Stage {
    /// It collects vouches and waits for a clerk.
    Open,
    /// Its period runs: it can be challenged or objected to before a slot, and confirmed from that
    /// slot on.
    Waiting {
        /// The slot in which the period is over.
        ripe: BlockNumber,
    },
    /// Only appeals can decide it.
    Appealed,
}

/// A vouch.
#[stored]
#[derive(Copy)]
pub struct Vouch {
    /// The member who vouched.
    #[codec(compact)]
    pub member: MemberId,
    /// The slot of the vouch.
    pub at: BlockNumber,
}

/// Something on which members and clerks have to agree: a person joins or moves, or a member gets
/// another account.
#[stored(no_skip_type_params)]
pub struct Request<AccountId> {
    /// The account that is to belong to a member, or already does (a move).
    pub account: AccountId,
    /// The community.
    #[codec(compact)]
    pub community: CommunityId,
    /// What it asks for.
    pub kind: Kind,
    /// The member who brought it for somebody else.
    pub sponsor: Option<MemberId>,
    /// The clerk who admitted, or who asked for the replacement.
    pub clerk: Option<MemberId>,
    /// Whether appeals granted a replacement in place of vouches that a small community could not
    /// give. The old key may still object.
    pub granted: bool,
    /// The vouches.
    pub vouches: BoundedVec<Vouch, ConstU32<MAX_VOUCHES>>,
    /// The members who challenged.
    pub challenges: BoundedVec<MemberId, ConstU32<MAX_CHALLENGES>>,
    /// How far it has come.
    pub stage: Stage,
    /// The deadline. From this slot on anyone may prune the request, and nothing else can be done
    /// with it.
    pub until: BlockNumber,
}

/// What appeals decide about a request.
#[stored]
#[derive(Copy)]
pub enum Verdict {
    /// The request is carried out at once. The members who challenged it may not challenge for a
    /// year. If a small community cannot give the vouches for a replacement, it gets the period in
    /// which the old key may object.
    Grant,
    /// The request is closed, and nobody is to blame.
    Refuse,
    /// The request is a fake. It is closed, the members who vouched may neither vouch nor leave for
    /// a year, and the clerk is suspended.
    Fake,
}

/// What an account without a balance consents to.
#[stored]
#[derive(Copy)]
pub enum Purpose {
    /// To join a community.
    Join(CommunityId),
    /// To become the account of a member.
    Replace(MemberId),
    /// To found a community: that of this name, with these founders and clerks
    /// ([`founding`](crate::Pallet::founding)).
    Found(Hash),
}

/// An account's word that others may bring its request, signed over
/// [`consent_payload`](crate::Pallet::consent_payload).
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct Consent<AccountId, Signature> {
    /// The account.
    pub account: AccountId,
    /// The slot in which the consent expires.
    pub until: BlockNumber,
    /// The account's signature.
    pub signature: Signature,
}

/// What an account signs to consent. The bytes have a field, because clients do not agree on how to
/// read a bare answer of bytes: some take its length as a part of it.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct ConsentPayload {
    /// The bytes to sign: raw, or wrapped in `<Bytes>` as wallets do.
    pub bytes: Vec<u8>,
}

impl From<Vec<u8>> for ConsentPayload {
    fn from(bytes: Vec<u8>) -> Self {
        Self { bytes }
    }
}

/// Calls that a member made without a fee on a day.
#[stored]
#[derive(Copy, Default)]
pub struct FreeCallsUsed {
    /// The day.
    pub day: Day,
    /// The number of calls, those of a helper included.
    pub used: u32,
    /// The number of those that a helper made for the member.
    pub by_helper: u32,
}

/// The helper whom a member named.
#[stored]
#[derive(Copy)]
pub struct Help {
    /// The helper.
    #[codec(compact)]
    pub helper: MemberId,
    /// The slot in which the member named them, or last named them again.
    pub named: BlockNumber,
    /// Whether the helper accepted. Only then they may act for the member.
    pub accepted: bool,
}

// Views

/// A member, as views show them.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct MemberView<AccountId> {
    /// The membership, as other pallets know it.
    pub membership: Membership,
    /// The account.
    pub account: AccountId,
    /// Whether they are a clerk of their community.
    pub is_clerk: bool,
    /// The slot from which they may vouch, as things stand now. It can become later.
    pub vouches_from: BlockNumber,
    /// The slot from which they may move.
    pub moves_from: BlockNumber,
    /// The slot until which they are frozen.
    pub frozen_until: BlockNumber,
    /// The slot until which they may neither vouch nor leave, because they vouched for a fake.
    pub banned_until: BlockNumber,
    /// The number of requests for which they answer. Until these are closed they may not leave.
    pub answers_for: u32,
    /// The request to replace their account.
    pub replacement: Option<RequestId>,
    /// The pending request that they challenged. Until it is closed they may challenge no other.
    pub challenging: Option<RequestId>,
    /// The slot from which they may challenge, as things stand now. It can become later.
    pub challenges_from: BlockNumber,
    /// The number of calls that they may still make today without a fee.
    pub free_calls: u32,
    /// The slot in which they acted, noted at most once in 30 days.
    pub last_active: BlockNumber,
    /// The slot from which anyone may declare them dormant, if they make no call until then.
    pub dormant_from: BlockNumber,
}

/// A member's helper, and the members whom they help, as views show them.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct HelpView {
    /// The helper whom they named.
    pub helper: Option<Help>,
    /// The slot until which that helper may act for them.
    pub until: Option<BlockNumber>,
    /// The number of calls that the helper may still make for them today without a fee.
    pub free_calls: u32,
    /// The members for whom they vote and endorse.
    pub helps: Vec<MemberId>,
    /// The members who named them, and whom they have not accepted yet, at most 256.
    pub asked_by: Vec<MemberId>,
}

/// A community, as views show it.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct CommunityView {
    /// Its name.
    pub name: Name,
    /// Members who may vote.
    pub electorate: u32,
    /// Its clerks.
    pub clerks: Vec<MemberId>,
    /// The number of admissions that its clerks may still make now.
    pub admissions_left: u32,
    /// The number of its members who may still be declared dormant now, as far as this depends on
    /// the community.
    pub dormancies_left: u32,
}

/// All communities together, as views show them.
#[derive(Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct NationView {
    /// The number of communities. They are numbered from 0.
    pub communities: u32,
    /// Members who may vote.
    pub electorate: u32,
    /// Members who would vote in a poll on the constitution that opened now.
    pub seasoned: u32,
    /// The number of members who may still be made by founding communities now.
    pub founders_left: u32,
    /// The number of members who may still be suspended now.
    pub suspensions_left: u32,
    /// The number of members who may still be declared dormant now.
    pub dormancies_left: u32,
}

/// A pending request, as views show it.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct RequestView<AccountId> {
    /// Its number.
    pub id: RequestId,
    /// The stored record, with its deadlines.
    pub request: Request<AccountId>,
    /// The number of its vouches that would count now.
    pub valid_vouches: u32,
}

// Genesis

/// A community that exists from the first block.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GenesisCommunity<AccountId> {
    /// Its name.
    pub name: String,
    /// Its first members. They are of standing from the start.
    pub founders: Vec<AccountId>,
    /// The founders who are clerks.
    pub clerks: Vec<AccountId>,
}
