//! The members, as the pallet of communities tells them to all others.

use crate::BlockNumber;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// The number of a person's membership. The chain counts from 0 and never reuses a number. A
/// membership outlives the keys that a person loses.
pub type MemberId = u32;

/// The number of a village or island. The chain counts from 0, and no community is ever removed.
pub type CommunityId = u32;

/// A membership as other pallets see it. All times are blocks of the clock that [`Members::now`]
/// reads.
#[derive(
    Clone,
    Copy,
    Debug,
    Decode,
    DecodeWithMemTracking,
    Encode,
    Eq,
    MaxEncodedLen,
    PartialEq,
    TypeInfo,
)]
pub struct Membership {
    /// The member's number.
    pub member: MemberId,
    /// The community in whose electorate the person counts.
    pub community: CommunityId,
    /// The block since which it has been active without a break: that of the admission or the last
    /// reinstatement.
    pub active_since: BlockNumber,
    /// The block since which the person has belonged to this community.
    pub village_since: BlockNumber,
    /// The block since which this account has been theirs. A key that came later than a poll
    /// changes no ballot in it.
    pub account_since: BlockNumber,
    /// Whether appeals took the vote away. The person then counts in no electorate.
    pub suspended: bool,
    /// Whether a clerk has stopped the person for some days from acts that change memberships. It
    /// touches no votes.
    pub frozen: bool,
}

impl Membership {
    /// Whether the person may cast ballots in a poll that opened in this block. The poll is a
    /// community's, or the whole nation's.
    pub fn may_vote_since(&self, opened: BlockNumber, village: Option<CommunityId>) -> bool {
        let in_village =
            village.is_none_or(|of| of == self.community && self.village_since < opened);
        !self.suspended && self.active_since < opened && in_village
    }

    /// Whether this account may also change the ballots that the person has in such a poll.
    pub fn may_change_since(&self, opened: BlockNumber) -> bool {
        self.account_since < opened
    }
}

/// The members of all communities. One person, one membership, one account at a time.
pub trait Members<AccountId> {
    /// The membership of an account, suspended ones included.
    fn membership(who: &AccountId) -> Option<Membership>;

    /// A membership by its number.
    fn membership_of(member: MemberId) -> Option<Membership>;

    /// The account that a member has now.
    fn account_of(member: MemberId) -> Option<AccountId>;

    /// The number of members who are not suspended, in all communities.
    fn electorate() -> u32;

    /// The number of a community's members who are not suspended. None if there is no such
    /// community.
    fn electorate_of(community: CommunityId) -> Option<u32>;

    /// The number of communities. They are numbered from 0.
    fn communities() -> u32;

    /// The present block, by the clock in which all these times are told.
    fn now() -> BlockNumber;

    /// The number of calls that the account may still make today without a fee. Zero if it belongs
    /// to no member, or to a suspended one.
    fn free_calls(who: &AccountId) -> u32;

    /// Whether a call is free for its signer. A call for members asks this in
    /// `#[pallet::feeless_if]`.
    fn is_free(signer: Option<&AccountId>) -> bool {
        signer.is_some_and(|who| Self::free_calls(who) > 0)
    }

    /// Makes the account a member of the community, of standing. Founds communities as needed.
    #[cfg(feature = "runtime-benchmarks")]
    fn insert_member(who: &AccountId, community: CommunityId) -> MemberId;
}
