//! What the pallet stores and what its calls and views speak in.

use alloc::{string::String, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode};
use frame_support::{pallet_prelude::ConstU32, stored, BoundedVec};
use scale_info::TypeInfo;
use sp_runtime::Perbill;

pub use vaka_primitives::{
    BlockNumber, CommunityId, Days, MemberId, Membership, Track, TrackId, FIRST_VILLAGE_TRACK,
};

/// A poll, numbered by pallet-referenda from 0; never reused.
pub type PollIndex = u32;

/// People in a tree of delegations, the one at its root among them.
pub const MAX_TREE: u32 = 64;
/// People who can delegate to the same person: all others of the tree.
pub const MAX_DELEGATORS: u32 = MAX_TREE - 1;
/// Delegations that lie between a person and the root of their tree.
pub const MAX_DEPTH: u32 = 4;
/// Ballots that one call prunes.
pub const MAX_PRUNED: u32 = 256;
/// Tracks that a view shows at once.
pub const MAX_SHOWN: u32 = 256;

/// What a member says.
#[stored]
#[derive(Copy)]
pub enum Vote {
    /// It shall be done.
    Aye,
    /// It shall not be done.
    Nay,
    /// I leave it to the others. Counts neither for nor against, and not as support.
    Abstain,
}

/// A member's ballot in a poll.
#[stored]
#[derive(Copy)]
pub struct Ballot {
    /// What it says.
    pub vote: Vote,
    /// The delegate whose vote it repeats; none if the member cast it.
    pub by: Option<MemberId>,
}

impl Ballot {
    /// Whether the member cast it: no delegate's vote replaces it.
    pub fn is_direct(&self) -> bool {
        self.by.is_none()
    }
}

/// A person in a tree of delegations on one track.
#[stored]
#[derive(Default)]
pub struct Delegation {
    /// Who votes for this person; none for the root.
    pub to: Option<MemberId>,
    /// Those for whom this person votes directly.
    pub delegators: BoundedVec<MemberId, ConstU32<MAX_DELEGATORS>>,
}

impl Delegation {
    /// Whether it says nothing and need not be stored.
    pub fn is_empty(&self) -> bool {
        self.to.is_none() && self.delegators.is_empty()
    }
}

/// Why somebody may not vote.
#[stored]
#[derive(Copy)]
pub enum Refusal {
    /// The poll is over, or there is none of that number.
    PollNotOngoing,
    /// The account is no member's.
    NotMember,
    /// The member is suspended.
    Suspended,
    /// The member was admitted or reinstated after the poll opened.
    JoinedLater,
    /// The poll is of a village that the member does not belong to.
    NotOfVillage,
    /// The member moved to the village after the poll opened.
    MovedLater,
    /// The member has a ballot already, and the account has been theirs only since after the poll
    /// opened.
    AccountTooNew,
}

// Views

/// Whether an account may vote in a poll.
#[stored]
#[derive(Copy)]
pub struct Eligibility {
    /// Whose account it is.
    pub member: Option<MemberId>,
    /// Why the account may not vote; none if it may.
    pub refusal: Option<Refusal>,
}

/// An ongoing poll.
#[derive(Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct PollView {
    /// What it may decide.
    pub track: Track,
    /// The block in which it opened.
    pub opened: BlockNumber,
    /// Members who could vote then.
    pub electorate: u32,
    /// Ballots for it.
    pub ayes: u32,
    /// Ballots against it.
    pub nays: u32,
    /// Ballots that leave it to the others.
    pub abstentions: u32,
    /// Ayes of the electorate; nothing while they are too few to decide.
    pub support: Perbill,
    /// Ayes of those who said aye or nay.
    pub approval: Perbill,
    /// Ayes that it needs in all at the end of its decision period, for its support.
    pub ayes_needed: u32,
}

/// A member's place in a tree of delegations.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct DelegationView {
    /// Who votes for them.
    pub to: Option<MemberId>,
    /// Those for whom they vote directly.
    pub delegators: Vec<MemberId>,
    /// They and all those below them.
    pub people: u32,
    /// Delegations between them and the root.
    pub depth: u32,
}

/// A track and its figures, durations in blocks.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct TrackView {
    /// Its number in pallet-referenda.
    pub id: TrackId,
    /// What it may decide.
    pub track: Track,
    /// Its name.
    pub name: String,
    /// Polls that are decided at a time.
    pub max_deciding: u32,
    /// How long a poll waits before it is decided. Ballots count already.
    pub prepare: BlockNumber,
    /// How long it may take to be approved.
    pub decision: BlockNumber,
    /// How long it must stay approved.
    pub confirm: BlockNumber,
    /// How long after that it is carried out, at the least.
    pub enactment: BlockNumber,
    /// The approval that it needs when the decision period begins, and when it ends.
    pub approval: Range,
    /// The support that it needs when the decision period begins, and when it ends.
    pub support: Range,
}

/// What falls in a straight line over the decision period.
#[stored]
#[derive(Copy)]
pub struct Range {
    /// When it begins.
    pub begin: Perbill,
    /// When it ends.
    pub end: Perbill,
}
