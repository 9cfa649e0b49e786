//! Communities, members and free calls: what the pallet of communities tells all others.

use crate::{BlockNumber, Track};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// The number of a person's membership. The chain counts from 0 and never reuses a number. A
/// membership outlives the keys that a person loses.
pub type MemberId = u32;

/// The number of a village or island. The chain counts from 0, and no community is ever removed.
pub type CommunityId = u32;

/// The last time for which a person was dormant: counted in no electorate, because they had made
/// no call for two years.
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
pub struct Dormancy {
    /// The slot since which they were dormant.
    pub since: BlockNumber,
    /// The slot in which they woke. None if they sleep.
    pub until: Option<BlockNumber>,
}

impl Dormancy {
    /// Whether it goes on.
    pub fn goes_on(&self) -> bool {
        self.until.is_none()
    }

    /// Whether it covers a slot. Those in which it begins and ends belong to it.
    pub fn covers(&self, slot: BlockNumber) -> bool {
        self.since <= slot && self.until.is_none_or(|until| slot <= until)
    }
}

/// A membership as other pallets see it. All times are slots of the clock that [`Members::now`]
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
    /// The slot since which it has been active without a break: that of the admission or the last
    /// reinstatement.
    pub active_since: BlockNumber,
    /// The slot from which the person votes on the constitution: the first of a day, 90 days after
    /// the membership became active.
    pub seasoned_from: BlockNumber,
    /// The slot since which the person has belonged to this community.
    pub village_since: BlockNumber,
    /// The slot since which this account has been theirs. A key that came later than a poll
    /// changes no ballot in it.
    pub account_since: BlockNumber,
    /// Whether appeals took the vote away. The person then counts in no electorate.
    pub suspended: bool,
    /// Whether a clerk has stopped the person for some days from acts that change memberships. It
    /// touches no votes.
    pub frozen: bool,
    /// The last time for which the person was dormant, if they ever were. While it goes on, they
    /// count in no electorate.
    pub dormancy: Option<Dormancy>,
}

impl Membership {
    /// Whether the track is one of all members, or of this one's community.
    pub fn is_of(&self, track: Track) -> bool {
        track.village().is_none_or(|village| village == self.community)
    }

    /// Whether the person is dormant now.
    pub fn is_dormant(&self) -> bool {
        self.dormancy.is_some_and(|dormancy| dormancy.goes_on())
    }

    /// Whether the person was not dormant in that slot. It is told from the last time for which they
    /// were. Between two such times are two years, and no poll or case goes on for so long.
    pub fn was_awake(&self, slot: BlockNumber) -> bool {
        !self.dormancy.is_some_and(|dormancy| dormancy.covers(slot))
    }

    /// Whether the person counts in the electorate of that track now.
    pub fn votes_on(&self, track: Track) -> bool {
        !self.suspended && !self.is_dormant() && self.is_of(track)
    }

    /// Whether the person may cast ballots in a poll that opened in that slot. One who was dormant
    /// then was not counted in its electorate. One who became dormant later was counted, and may
    /// vote.
    pub fn may_vote_since(&self, opened: BlockNumber, track: Track) -> bool {
        let moved_before = track.village().is_none() || self.village_since < opened;
        self.may_relay_since(opened, track)
            && self.was_awake(opened)
            && self.active_since < opened
            && moved_before
            && self.is_seasoned(opened, track)
    }

    /// Whether the person's word carries the votes of those who rely on them, in a poll that opened
    /// in that slot. It does not, if they are suspended or elsewhere now, or were dormant then and
    /// still are.
    pub fn may_relay_since(&self, opened: BlockNumber, track: Track) -> bool {
        let sleeps = self.is_dormant() && !self.was_awake(opened);
        !self.suspended && !sleeps && self.is_of(track)
    }

    /// Whether the membership had been active for long enough when such a poll opened. Only polls
    /// on the constitution ask for it, so that nobody makes members to change it.
    pub fn is_seasoned(&self, opened: BlockNumber, track: Track) -> bool {
        track != Track::Constitution || self.seasoned_from <= opened
    }

    /// Whether this account may also change the ballots that the person has in such a poll.
    pub fn may_change_since(&self, opened: BlockNumber) -> bool {
        self.account_since < opened
    }
}

/// A member, and the helper who acts for them.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Assisted {
    /// The member for whom the helper acts.
    pub membership: Membership,
    /// The helper.
    pub helper: MemberId,
}

/// The reasons why an account may not act for a member.
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
pub enum NoHelp {
    /// The member has not named the account's owner, or the owner has not accepted.
    NotHelper,
    /// The helper is suspended.
    HelperSuspended,
    /// The time for which the member named the helper is over.
    HelpOver,
}

/// The communities, and how many of their members vote.
pub trait Communities {
    /// The number of communities. They are numbered from 0.
    fn count() -> u32;

    /// The number of members who vote in a poll on a track that opens now: those of all
    /// communities, or of the track's own, who are neither suspended nor dormant. On the
    /// constitution's track only those who have been active for 90 days. Zero if there is no such
    /// community.
    fn electorate(track: Track) -> u32;

    /// Founds communities as needed, so that there is this one.
    #[cfg(feature = "runtime-benchmarks")]
    fn insert_community(community: CommunityId);
}

/// The members of all communities. One person, one membership, one account at a time.
pub trait Members<AccountId> {
    /// The membership of an account, suspended ones included.
    fn membership(who: &AccountId) -> Option<Membership>;

    /// A membership by its number.
    fn membership_of(member: MemberId) -> Option<Membership>;

    /// The account that a member has now.
    fn account_of(member: MemberId) -> Option<AccountId>;

    /// The community whose own account this is. It acts for all of them, and is no member.
    fn community_of_account(who: &AccountId) -> Option<CommunityId>;

    /// A member for whom an account votes and endorses, because the member named its owner as their
    /// helper. The member may be suspended.
    fn assisted(helper: &AccountId, member: MemberId) -> Result<Assisted, NoHelp>;

    /// The present slot of the clock in which all times of a [`Membership`] are counted.
    fn now() -> BlockNumber;

    /// Makes the account a member of the community since long ago. Founds communities as needed.
    #[cfg(feature = "runtime-benchmarks")]
    fn insert_member(who: &AccountId, community: CommunityId) -> MemberId;

    /// Makes a member the helper of another.
    #[cfg(feature = "runtime-benchmarks")]
    fn insert_helper(helper: MemberId, member: MemberId);

    /// Sets the clock.
    #[cfg(feature = "runtime-benchmarks")]
    fn set_now(now: BlockNumber);
}

/// The calls that members make without a fee: a limited number each day.
pub trait FreeCalls<AccountId> {
    /// The number of calls that the account may still make today without a fee. Zero if it belongs
    /// to no member, or to a suspended one.
    fn free_calls(who: &AccountId) -> u32;

    /// Whether a call is free for its signer. A call for members asks this in
    /// `#[pallet::feeless_if]`.
    fn is_free(signer: Option<&AccountId>) -> bool {
        signer.is_some_and(|who| Self::free_calls(who) > 0)
    }

    /// The number of calls that the account may still make today, as a helper, for that member: a
    /// part of the member's own. Zero if it may make none.
    fn free_calls_for(helper: &AccountId, member: MemberId) -> u32;

    /// Whether a call that a helper makes for that member is free for its signer.
    fn is_free_for(signer: Option<&AccountId>, member: MemberId) -> bool {
        signer.is_some_and(|who| Self::free_calls_for(who, member) > 0)
    }
}

/// The calls that helpers make for others.
pub trait AssistedCalls<Call> {
    /// The member for whom a call is made, if it is one of these.
    fn assisted(call: &Call) -> Option<MemberId>;
}

/// No call is made for others.
impl<Call> AssistedCalls<Call> for () {
    fn assisted(_: &Call) -> Option<MemberId> {
        None
    }
}

/// The calls that the holders of an office make without a fee, whether or not they are members.
pub trait FreeOffices<AccountId, Call> {
    /// Whether the account may make this call without a fee today. A long call counts as several.
    fn may_call_free(who: &AccountId, call: &Call, calls: u32) -> bool;

    /// Counts such a call. Returns false if today's allowance does not suffice.
    fn use_free_call(who: &AccountId, call: &Call, calls: u32) -> bool;
}

/// No office has free calls.
impl<AccountId, Call> FreeOffices<AccountId, Call> for () {
    fn may_call_free(_: &AccountId, _: &Call, _: u32) -> bool {
        false
    }

    fn use_free_call(_: &AccountId, _: &Call, _: u32) -> bool {
        false
    }
}

/// What hangs on a person's account elsewhere, and follows the person to another account.
pub trait Follows<AccountId> {
    /// Returns whether a person may take this account: nothing hangs on it yet that would get mixed
    /// up with what the person has.
    fn may_take(account: &AccountId) -> bool;

    /// The person speaks through another account from now on.
    fn moved(old: &AccountId, new: &AccountId);

    /// Hangs something on an account.
    #[cfg(feature = "runtime-benchmarks")]
    fn burden(account: &AccountId);
}

/// Nothing follows.
impl<AccountId> Follows<AccountId> for () {
    fn may_take(_: &AccountId) -> bool {
        true
    }

    fn moved(_: &AccountId, _: &AccountId) {}

    #[cfg(feature = "runtime-benchmarks")]
    fn burden(_: &AccountId) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOME: CommunityId = 1;

    fn membership() -> Membership {
        Membership {
            member: 7,
            community: HOME,
            active_since: 10,
            seasoned_from: 0,
            village_since: 20,
            account_since: 30,
            suspended: false,
            frozen: false,
            dormancy: None,
        }
    }

    fn tracks() -> impl Iterator<Item = Track> {
        Track::NATIONAL.into_iter().chain([Track::Village(HOME), Track::Village(HOME + 1)])
    }

    #[test]
    fn member_should_vote_on_all_tracks_but_those_of_other_villages() {
        for track in tracks() {
            assert_eq!(membership().votes_on(track), track != Track::Village(HOME + 1));
            let frozen = Membership { frozen: true, ..membership() };
            assert_eq!(frozen.votes_on(track), membership().votes_on(track));
        }
    }

    #[test]
    fn suspended_member_should_vote_on_no_track_and_belong_to_the_same() {
        let suspended = Membership { suspended: true, ..membership() };
        for track in tracks() {
            assert!(!suspended.votes_on(track));
            assert_eq!(suspended.is_of(track), membership().is_of(track));
        }
    }

    #[test]
    fn member_should_vote_in_polls_that_opened_after_admission_and_in_a_villages_after_moving() {
        for (opened, in_nations, in_villages) in
            [(10, false, false), (11, true, false), (20, true, false), (21, true, true)]
        {
            for track in tracks() {
                let may = match track {
                    Track::Village(HOME) => in_villages,
                    Track::Village(_) => false,
                    _ => in_nations,
                };
                assert_eq!(membership().may_vote_since(opened, track), may, "{opened} {track:?}");
            }
        }
        assert!(!membership().may_change_since(30) && membership().may_change_since(31));
    }

    #[test]
    fn dormant_member_should_vote_in_polls_that_opened_before_they_slept_and_after_they_woke() {
        let track = Track::Village(HOME);
        let may = |dormancy, opened| {
            let membership = Membership { dormancy: Some(dormancy), ..membership() };
            let may = (
                membership.may_vote_since(opened, track),
                membership.may_relay_since(opened, track),
            );
            assert_eq!(membership.votes_on(track), dormancy.until.is_some());
            may
        };
        let asleep = Dormancy { since: 50, until: None };
        assert_eq!(may(asleep, 49), (true, true));
        assert_eq!(may(asleep, 50), (false, false));
        assert_eq!(may(asleep, 99), (false, false));
        // A member who woke is only too new for the polls that opened in the meantime.
        let woke = Dormancy { since: 50, until: Some(70) };
        assert_eq!(may(woke, 49), (true, true));
        assert_eq!(may(woke, 50), (false, true));
        assert_eq!(may(woke, 70), (false, true));
        assert_eq!(may(woke, 71), (true, true));
    }

    #[test]
    fn member_should_vote_on_the_constitution_when_seasoned_and_on_the_rest_before() {
        let new = Membership { seasoned_from: 100, ..membership() };
        for track in tracks().filter(|track| new.votes_on(*track)) {
            assert_eq!(new.may_vote_since(99, track), track != Track::Constitution, "{track:?}");
            assert!(new.may_vote_since(100, track));
        }
    }
}
