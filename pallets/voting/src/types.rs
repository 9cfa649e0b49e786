//! The types of the pallet's storage, calls and views.

use alloc::{string::String, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode};
use frame_support::{pallet_prelude::ConstU32, stored, BoundedVec};
use scale_info::TypeInfo;
use sp_runtime::Perbill;

pub use vaka_primitives::{
    BlockNumber, CommunityId, Days, MemberId, Membership, Track, TrackId, FIRST_VILLAGE_TRACK,
};

/// The number of a poll. pallet-referenda counts from 0 and never reuses a number.
pub type PollIndex = u32;

/// The most people in a tree of delegations, its root included.
pub const MAX_TREE: u32 = 64;
/// The most people who can delegate to the same person: all others of the tree.
pub const MAX_DELEGATORS: u32 = MAX_TREE - 1;
/// The most delegations between a person and the root of their tree.
pub const MAX_DEPTH: u32 = 4;
/// The most ballots that one call prunes.
pub const MAX_PRUNED: u32 = 256;
/// The most tracks that a view returns at once.
pub const MAX_SHOWN: u32 = 256;

/// A member's vote.
#[stored]
#[derive(Copy)]
pub enum Vote {
    /// The member is for the proposal.
    Aye,
    /// The member is against the proposal.
    Nay,
    /// The member leaves it to the others. It counts neither for nor against, and not as support.
    Abstain,
}

/// A member's ballot in a poll.
#[stored]
#[derive(Copy)]
pub struct Ballot {
    /// The vote.
    pub vote: Vote,
    /// The delegate whose vote it repeats; none if the member cast it, or their helper did.
    pub by: Option<MemberId>,
    /// The helper who cast it for the member; none if the member cast it, or it repeats another.
    pub helper: Option<MemberId>,
}

impl Ballot {
    /// Whether the member cast it, or their helper did for them. No delegate's vote replaces such a
    /// ballot.
    pub fn is_direct(&self) -> bool {
        self.by.is_none()
    }

    /// Whether the member cast it themselves. No helper's vote replaces such a ballot.
    pub fn is_own(&self) -> bool {
        self.is_direct() && self.helper.is_none()
    }
}

/// A person in a tree of delegations on one track.
#[stored]
#[derive(Default)]
pub struct Delegation {
    /// The delegate who votes for this person. None for the root.
    pub to: Option<MemberId>,
    /// The members for whom this person votes directly.
    pub delegators: BoundedVec<MemberId, ConstU32<MAX_DELEGATORS>>,
}

impl Delegation {
    /// Whether it is empty and need not be stored.
    pub fn is_empty(&self) -> bool {
        self.to.is_none() && self.delegators.is_empty()
    }
}

/// The reasons why somebody may not vote.
#[stored]
#[derive(Copy)]
pub enum Refusal {
    /// The poll is over, or there is no poll with that number.
    PollNotOngoing,
    /// The account belongs to no member.
    NotMember,
    /// The member is suspended.
    Suspended,
    /// The member was admitted or reinstated after the poll opened.
    JoinedLater,
    /// The poll is a village's, and the member does not belong to it.
    NotOfVillage,
    /// The member moved to the village after the poll opened.
    MovedLater,
    /// The member has a ballot already, and the account became theirs after the poll opened.
    AccountTooNew,
    /// The poll is on the constitution, and the member had been active for less than 90 days when
    /// it opened.
    NotSeasoned,
    /// The member has not named the account's owner as their helper, or they have not accepted.
    NotHelper,
    /// The helper is suspended.
    HelperSuspended,
    /// The time for which the member named the helper is over.
    HelpOver,
    /// The member voted in this poll themselves.
    MemberVoted,
    /// The member was dormant when the poll opened.
    WasDormant,
}

// Views

/// Whether an account may vote in a poll.
#[stored]
#[derive(Copy)]
pub struct Eligibility {
    /// The member whose account it is.
    pub member: Option<MemberId>,
    /// The reason why the account may not vote. None if it may.
    pub refusal: Option<Refusal>,
}

/// An ongoing poll.
#[derive(Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct PollView {
    /// Its track: what it may decide.
    pub track: Track,
    /// The slot in which it opened.
    pub opened: BlockNumber,
    /// The members who could vote when it opened.
    pub electorate: u32,
    /// Ballots for it.
    pub ayes: u32,
    /// Ballots against it.
    pub nays: u32,
    /// Ballots that leave it to the others.
    pub abstentions: u32,
    /// Ayes as a share of the electorate. Zero while they are too few to decide.
    pub support: Perbill,
    /// Ayes as a share of the ayes and nays.
    pub approval: Perbill,
    /// The ayes that its support needs at the end of its decision period.
    pub ayes_needed: u32,
}

/// A member's place in a tree of delegations.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct DelegationView {
    /// The delegate who votes for them. None for the root.
    pub to: Option<MemberId>,
    /// The members for whom they vote directly.
    pub delegators: Vec<MemberId>,
    /// The number of people: they and all below them.
    pub people: u32,
    /// The number of delegations between them and the root.
    pub depth: u32,
}

/// A track and its figures, durations in slots.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct TrackView {
    /// Its number in pallet-referenda.
    pub id: TrackId,
    /// What its polls may decide.
    pub track: Track,
    /// Its name.
    pub name: String,
    /// The most polls that are decided at a time.
    pub max_deciding: u32,
    /// The slots that a poll waits before it is decided. Ballots count already.
    pub prepare: BlockNumber,
    /// The slots that it may take to be approved.
    pub decision: BlockNumber,
    /// The slots that it must stay approved.
    pub confirm: BlockNumber,
    /// The least slots between that and its enactment.
    pub enactment: BlockNumber,
    /// The approval that it needs when the decision period begins, and when it ends.
    pub approval: Range,
    /// The support that it needs when the decision period begins, and when it ends.
    pub support: Range,
}

/// A requirement that falls in a straight line over the decision period.
#[stored]
#[derive(Copy)]
pub struct Range {
    /// The share when the period begins.
    pub begin: Perbill,
    /// The share when the period ends.
    pub end: Perbill,
}
