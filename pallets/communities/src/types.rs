//! What the pallet stores and what its calls and views speak in.

use crate::rules::{Day, Rules};
use alloc::{string::String, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode};
use frame_support::{pallet_prelude::ConstU32, stored, BoundedVec};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use vaka_primitives::Membership;

pub use vaka_primitives::{BlockNumber, CommunityId, Days, MemberId};

/// A pending request, numbered by the chain from 0; never reused, so that a vote of appeals can
/// mean no other.
pub type RequestId = u32;

/// Bytes of a community's name.
pub const MAX_NAME: u32 = 64;
/// Founders that a call can name.
pub const MAX_FOUNDERS: u32 = 64;
/// Clerks that a community can have.
pub const MAX_CLERKS: u32 = 8;
/// The most vouches that a request can hold; [`Rules::vouches`] says how many it needs.
pub const MAX_VOUCHES: u32 = 8;
/// The most challenges that a request can hold; [`Rules::challenges`] says how many matter.
pub const MAX_CHALLENGES: u32 = 8;
/// Days of admissions that a community remembers: the window, and the day in which it begins.
pub const MAX_WINDOW_DAYS: u32 = 31;
/// Requests that a view shows at once.
pub const MAX_SHOWN: u32 = 256;

/// What is signed to consent to a request begins with this.
pub const CONSENT_DOMAIN: [u8; 14] = *b"vaka/consent/1";

/// A community's name.
pub type Name = BoundedVec<u8, ConstU32<MAX_NAME>>;

/// A member who admits and freezes.
#[stored]
#[derive(Copy)]
pub struct Clerk {
    /// Who it is.
    #[codec(compact)]
    pub member: MemberId,
    /// From then on they may freeze again.
    pub freezes_from: BlockNumber,
}

/// Admissions of a day.
#[stored]
#[derive(Copy)]
pub struct DayCount {
    /// The day.
    #[codec(compact)]
    pub day: Day,
    /// Admissions by clerks.
    #[codec(compact)]
    pub count: u32,
}

/// The admissions that clerks made within the window, by day, oldest first.
#[stored]
#[derive(Default)]
pub struct Admissions {
    /// Days with admissions.
    pub days: BoundedVec<DayCount, ConstU32<MAX_WINDOW_DAYS>>,
    /// What bounded them when the last one was made.
    #[codec(compact)]
    pub bound: u32,
}

impl Admissions {
    /// Admissions in the window. It reaches back to the whole of the day in which it begins, so
    /// that no span of its length, whenever it begins, has more than the bound.
    pub fn within(&self, today: Day, rules: &Rules) -> u32 {
        let oldest = today.saturating_sub(rules.admission_window);
        self.days
            .iter()
            .filter(|entry| entry.day >= oldest)
            .fold(0, |sum, entry| sum.saturating_add(entry.count))
    }

    /// Counts an admission; says no if there may be none.
    pub fn admit(&mut self, today: Day, electorate: u32, rules: &Rules) -> bool {
        let bound = rules.admissions(electorate);
        if self.within(today, rules) >= bound {
            return false;
        }
        let oldest = today.saturating_sub(rules.admission_window);
        self.days.retain(|entry| entry.day >= oldest);
        self.bound = bound;
        match self.days.last_mut() {
            Some(last) if last.day == today => {
                last.count = last.count.saturating_add(1);
                true
            }
            _ => self.days.try_push(DayCount { day: today, count: 1 }).is_ok(),
        }
    }
}

impl Rules {
    /// The most admissions that clerks may make in a window, in a community of this electorate.
    pub fn admissions(&self, electorate: u32) -> u32 {
        self.admissions_least.max(self.admissions_share.mul_floor(electorate))
    }
}

/// A village or island.
#[stored]
pub struct Community {
    /// What people call it.
    pub name: Name,
    /// Members who are not suspended.
    #[codec(compact)]
    pub electorate: u32,
    /// Who admits.
    pub clerks: BoundedVec<Clerk, ConstU32<MAX_CLERKS>>,
    /// How many were admitted lately.
    pub admissions: Admissions,
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
    /// Where they belong.
    #[codec(compact)]
    pub community: CommunityId,
    /// Since when they have been a member without a suspension.
    pub active_since: BlockNumber,
    /// Since when they have belonged to this community.
    pub village_since: BlockNumber,
    /// Since when the account has been theirs.
    pub account_since: BlockNumber,
    /// From then on they are of long standing in this community.
    pub standing_from: BlockNumber,
    /// From then on they may move again.
    pub moves_from: BlockNumber,
    /// Appeals took vote and rights away.
    pub suspended: bool,
    /// Until then they are frozen.
    pub frozen_until: BlockNumber,
    /// From then on they may be frozen again.
    pub freezable_from: BlockNumber,
    /// From then on they may vouch again.
    pub vouches_from: BlockNumber,
    /// Until then they may neither vouch nor leave, for they vouched for a fake.
    pub banned_until: BlockNumber,
    /// Requests of others that they have open.
    #[codec(compact)]
    pub sponsored: u32,
    /// Requests that they vouched for, or are the clerk of, and that are past the open stage: until
    /// these are decided they may not leave.
    #[codec(compact)]
    pub answers_for: u32,
    /// The request to replace their account.
    pub replacement: Option<RequestId>,
}

impl<AccountId> Person<AccountId> {
    /// Whether a clerk froze them.
    pub fn is_frozen(&self, now: BlockNumber) -> bool {
        now < self.frozen_until
    }
}

/// What a request is for.
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
/// `Open → Waiting`: a clerk admits (join, move), or the last vouch comes (replacement). `Waiting →
/// done`: anyone confirms, once the period is over. `Waiting → Appealed`: members challenge, or the
/// old key objects. `Open, Waiting, Appealed → done`: appeals decide. Whatever is still there at
/// its deadline anyone may prune. From `Waiting` on it has its clerk and vouches, and these answer
/// for it.
#[stored]
#[derive(Copy)]
pub enum Stage {
    /// Collects vouches and waits for a clerk.
    Open,
    /// May be challenged, or objected to, before this block, and confirmed from it on.
    Waiting {
        /// The end of the period.
        ripe: BlockNumber,
    },
    /// Appeals decide.
    Appealed,
}

/// A vouch.
#[stored]
#[derive(Copy)]
pub struct Vouch {
    /// By whom.
    #[codec(compact)]
    pub member: MemberId,
    /// When.
    pub at: BlockNumber,
}

/// Something that members and clerks have to agree on: a person who joins or moves, or another
/// account for one.
#[stored(no_skip_type_params)]
pub struct Request<AccountId> {
    /// The account that is to become a member's, or already is (a move).
    pub account: AccountId,
    /// The community.
    #[codec(compact)]
    pub community: CommunityId,
    /// What for.
    pub kind: Kind,
    /// The member who brought it for somebody else.
    pub sponsor: Option<MemberId>,
    /// The clerk who admitted, or who asked for the replacement.
    pub clerk: Option<MemberId>,
    /// Who vouched.
    pub vouches: BoundedVec<Vouch, ConstU32<MAX_VOUCHES>>,
    /// Who challenged.
    pub challenges: BoundedVec<MemberId, ConstU32<MAX_CHALLENGES>>,
    /// How far it has come.
    pub stage: Stage,
    /// From then on anyone may prune it, and nothing else can be done with it.
    pub until: BlockNumber,
}

/// What appeals decide about a request.
#[stored]
#[derive(Copy)]
pub enum Verdict {
    /// It is carried out at once.
    Grant,
    /// Nothing comes of it, and nobody is to blame.
    Refuse,
    /// It is a fake: nothing comes of it, who vouched may neither vouch nor leave for a year, and
    /// the clerk is suspended.
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
}

/// An account's word that others may bring its request, signed over
/// [`consent_payload`](crate::Pallet::consent_payload).
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct Consent<AccountId, Signature> {
    /// The account.
    pub account: AccountId,
    /// From this block on it does not hold any more.
    pub until: BlockNumber,
    /// By the account.
    pub signature: Signature,
}

/// What an account signs to consent. A field of its own, because clients do not agree on a bare
/// answer of bytes: some take its length for a part of it.
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
    /// How many.
    pub used: u32,
}

// Views

/// A member, as views show them.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct MemberView<AccountId> {
    /// What other pallets know.
    pub membership: Membership,
    /// The account.
    pub account: AccountId,
    /// Whether they are a clerk of their community.
    pub is_clerk: bool,
    /// From this block on they may vouch; later if something happens.
    pub vouches_from: BlockNumber,
    /// From this block on they may move.
    pub moves_from: BlockNumber,
    /// Until this block they are frozen.
    pub frozen_until: BlockNumber,
    /// Until this block they may neither vouch nor leave, for they vouched for a fake.
    pub banned_until: BlockNumber,
    /// Requests for which they answer: until these are decided they may not leave.
    pub answers_for: u32,
    /// The request to replace their account.
    pub replacement: Option<RequestId>,
    /// Calls left today without a fee.
    pub free_calls: u32,
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
    /// Admissions that its clerks may still make now.
    pub admissions_left: u32,
}

/// A pending request, as views show it.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct RequestView<AccountId> {
    /// Its number.
    pub id: RequestId,
    /// All that is stored of it, deadlines among it.
    pub request: Request<AccountId>,
    /// How many of its vouches would count now.
    pub valid_vouches: u32,
}

// Genesis

/// A community that exists from the first block.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GenesisCommunity<AccountId> {
    /// Its name.
    pub name: String,
    /// Its first members, of long standing.
    pub founders: Vec<AccountId>,
    /// Those of them who are clerks.
    pub clerks: Vec<AccountId>,
}
