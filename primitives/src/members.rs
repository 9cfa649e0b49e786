//! Who is a member: what the pallet of communities tells all others.

use crate::BlockNumber;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// A person's membership, numbered by the chain from 0; never reused. It outlives the keys that a
/// person loses.
pub type MemberId = u32;

/// A village or island, numbered by the chain from 0; never removed.
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
    /// Whose it is.
    pub member: MemberId,
    /// The community in whose electorate the person counts.
    pub community: CommunityId,
    /// Since when it has been active without a break: admission, or the last reinstatement.
    pub active_since: BlockNumber,
    /// Since when the person has belonged to this community.
    pub village_since: BlockNumber,
    /// Since when this account has been theirs: a key that came later than a poll changes no ballot
    /// of it.
    pub account_since: BlockNumber,
    /// Appeals took the vote away; the person counts in no electorate.
    pub suspended: bool,
    /// A clerk stopped the person from changing who is a member, for some days. Touches no votes.
    pub frozen: bool,
}

impl Membership {
    /// Whether the person may cast ballots in a poll that opened in that block, of the whole nation
    /// or of one community.
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

    /// How many members are not suspended, in all.
    fn electorate() -> u32;

    /// How many members of a community are not suspended; none if there is no such community.
    fn electorate_of(community: CommunityId) -> Option<u32>;

    /// How many communities there are; they are numbered from 0.
    fn communities() -> u32;

    /// The block of the clock that all times here are told in.
    fn now() -> BlockNumber;

    /// Calls that the account may still make today without a fee: none for who is no member, or
    /// suspended.
    fn free_calls(who: &AccountId) -> u32;

    /// Whether a call is free for its signer. What `#[pallet::feeless_if]` of a call for members
    /// asks.
    fn is_free(signer: Option<&AccountId>) -> bool {
        signer.is_some_and(|who| Self::free_calls(who) > 0)
    }

    /// Makes the account a member of the community, of long standing; founds communities as needed.
    #[cfg(feature = "runtime-benchmarks")]
    fn insert_member(who: &AccountId, community: CommunityId) -> MemberId;
}
