//! Casting, changing, taking back and pruning ballots.

use crate::*;
use alloc::{vec, vec::Vec};
use frame_support::{
    defensive, ensure,
    traits::{PollStatus, Polling},
};
use sp_runtime::DispatchError;
use vaka_primitives::{Assisted, Members as _, NoHelp};

impl<T> From<Refusal> for Error<T> {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::PollNotOngoing => Self::PollNotOngoing,
            Refusal::NotMember => Self::NotMember,
            Refusal::Suspended => Self::Suspended,
            Refusal::JoinedLater => Self::JoinedLater,
            Refusal::NotOfVillage => Self::NotOfVillage,
            Refusal::MovedLater => Self::MovedLater,
            Refusal::AccountTooNew => Self::AccountTooNew,
            Refusal::NotSeasoned => Self::NotSeasoned,
            Refusal::WasDormant => Self::WasDormant,
            Refusal::NotHelper => Self::NotHelper,
            Refusal::HelperSuspended => Self::HelperSuspended,
            Refusal::HelpOver => Self::HelpOver,
            Refusal::MemberVoted => Self::MemberVoted,
        }
    }
}

/// A member who votes, by themselves or by their helper.
#[derive(Clone, Copy)]
pub(crate) struct Voter {
    /// The member whose ballot it is.
    pub membership: Membership,
    /// The helper who casts it for them.
    pub helper: Option<MemberId>,
}

impl Voter {
    /// The member who has this account.
    pub(crate) fn own<T: Config>(who: &T::AccountId) -> Result<Self, Refusal> {
        let membership = T::Members::membership(who).ok_or(Refusal::NotMember)?;
        Ok(Self { membership, helper: None })
    }

    /// The member for whom this account votes.
    pub(crate) fn assisted<T: Config>(
        helper: &T::AccountId,
        member: MemberId,
    ) -> Result<Self, Refusal> {
        match T::Members::assisted(helper, member) {
            Ok(Assisted { membership, helper }) => Ok(Self { membership, helper: Some(helper) }),
            Err(NoHelp::NotHelper) => Err(Refusal::NotHelper),
            Err(NoHelp::HelperSuspended) => Err(Refusal::HelperSuspended),
            Err(NoHelp::HelpOver) => Err(Refusal::HelpOver),
        }
    }
}

/// An ongoing poll, as far as the right to vote depends on it.
#[derive(Clone, Copy)]
pub(crate) struct OngoingPoll {
    pub index: PollIndex,
    pub track: Track,
    pub opened: BlockNumber,
}

impl OngoingPoll {
    /// Whether the member may cast a first ballot, and if not, why.
    pub(crate) fn admits(&self, membership: &Membership) -> Result<(), Refusal> {
        if membership.may_vote_since(self.opened, self.track) {
            return Ok(());
        }
        // The reason, in the order in which it can be mended.
        if membership.suspended {
            return Err(Refusal::Suspended);
        }
        if membership.active_since >= self.opened {
            return Err(Refusal::JoinedLater);
        }
        if !membership.was_awake(self.opened) {
            return Err(Refusal::WasDormant);
        }
        if !membership.is_seasoned(self.opened, self.track) {
            return Err(Refusal::NotSeasoned);
        }
        if !membership.is_of(self.track) {
            return Err(Refusal::NotOfVillage);
        }
        Err(Refusal::MovedLater)
    }

    /// Whether the account may cast a ballot in the place of the present one.
    pub(crate) fn admits_in_place(
        &self,
        voter: &Voter,
        ballot: Option<Ballot>,
    ) -> Result<(), Refusal> {
        self.admits(&voter.membership)?;
        let Some(ballot) = ballot else {
            return Ok(());
        };
        // What a member said themselves goes before all that others say for them.
        if voter.helper.is_some() && ballot.is_own() {
            return Err(Refusal::MemberVoted);
        }
        if !voter.membership.may_change_since(self.opened) {
            return Err(Refusal::AccountTooNew);
        }
        Ok(())
    }
}

/// A member for whom a delegate may speak now.
struct Follower {
    member: MemberId,
    ballot: Option<Ballot>,
}

impl<T: Config> Pallet<T> {
    /// An ongoing poll and its tally.
    pub(crate) fn ongoing(poll: PollIndex) -> Option<(OngoingPoll, Tally<T>)> {
        let (tally, id) = T::Polls::as_ongoing(poll)?;
        Some((Self::poll_of(poll, &tally, id)?, tally))
    }

    fn poll_of(index: PollIndex, tally: &Tally<T>, id: TrackId) -> Option<OngoingPoll> {
        Some(OngoingPoll { index, track: Track::from_id(id)?, opened: tally.opened })
    }

    /// Runs a function on an ongoing poll and its tally.
    fn with_poll<R>(
        index: PollIndex,
        f: impl FnOnce(OngoingPoll, &mut Tally<T>) -> Result<R, DispatchError>,
    ) -> Result<R, DispatchError> {
        T::Polls::try_access_poll(index, |status| {
            let PollStatus::Ongoing(tally, id) = status else {
                return Err(Error::<T>::PollNotOngoing.into());
            };
            let poll = Self::poll_of(index, tally, id).ok_or(Error::<T>::PollNotOngoing)?;
            f(poll, tally)
        })
    }

    /// Returns the number of people that it looked at.
    pub(crate) fn do_vote(
        voter: Voter,
        index: PollIndex,
        vote: Vote,
    ) -> Result<u32, DispatchError> {
        let Voter { membership, helper } = voter;
        let member = membership.member;
        let (people, ballots) = Self::with_poll(index, |poll, tally| {
            let old = Ballots::<T>::get(index, member);
            poll.admits_in_place(&voter, old).map_err(Error::<T>::from)?;
            let own = Ballot { vote, by: None, helper };
            let mut ballots = Self::put(poll, tally, member, old, Some(own));
            let repeated = Ballot { vote, by: Some(member), helper: None };
            let (people, followers) = Self::followers(poll, &membership);
            for Follower { member, ballot } in followers {
                let written = Self::put(poll, tally, member, ballot, Some(repeated));
                ballots = ballots.saturating_add(written);
            }
            Ok((people, ballots))
        })?;
        Self::deposit_event(Event::Voted { poll: index, member, vote, ballots, helper });
        Ok(people)
    }

    /// Returns the number of people that it looked at.
    pub(crate) fn do_retract(voter: Voter, index: PollIndex) -> Result<u32, DispatchError> {
        let Voter { membership, helper } = voter;
        let member = membership.member;
        let (people, ballots) = Self::with_poll(index, |poll, tally| {
            let old = Ballots::<T>::get(index, member);
            poll.admits(&membership).map_err(Error::<T>::from)?;
            ensure!(old.is_some_and(|ballot| ballot.is_direct()), Error::<T>::NoBallot);
            poll.admits_in_place(&voter, old).map_err(Error::<T>::from)?;
            let new = Self::spoken_for(poll, member);
            let mut ballots = Self::put(poll, tally, member, old, new);
            let (people, followers) = Self::followers(poll, &membership);
            for Follower { member: follower, ballot } in followers {
                // A member who began to delegate after the vote did not follow it.
                if ballot.is_some_and(|ballot| ballot.by == Some(member)) {
                    let written = Self::put(poll, tally, follower, ballot, new);
                    ballots = ballots.saturating_add(written);
                }
            }
            Ok((people, ballots))
        })?;
        Self::deposit_event(Event::Retracted { poll: index, member, ballots, helper });
        Ok(people)
    }

    /// Returns the number of ballots that it removed.
    pub(crate) fn do_prune(index: PollIndex) -> Result<u32, DispatchError> {
        ensure!(T::Polls::as_ongoing(index).is_none(), Error::<T>::PollOngoing);
        let members =
            Ballots::<T>::iter_key_prefix(index).take(MAX_PRUNED as usize).collect::<Vec<_>>();
        ensure!(!members.is_empty(), Error::<T>::NothingToPrune);
        for member in &members {
            Ballots::<T>::remove(index, member);
        }
        let ballots = members.len() as u32;
        Self::deposit_event(Event::Pruned { poll: index, ballots });
        Ok(ballots)
    }

    /// Puts a ballot into the place of another, in storage and in the tally. Returns the number of
    /// ballots written: one, or none if both are the same.
    fn put(
        poll: OngoingPoll,
        tally: &mut Tally<T>,
        member: MemberId,
        old: Option<Ballot>,
        new: Option<Ballot>,
    ) -> u32 {
        if old == new {
            return 0;
        }
        if let Some(Ballot { vote, .. }) = old {
            tally.remove(vote);
        }
        if let Some(Ballot { vote, .. }) = new {
            tally.add(vote);
        }
        Ballots::<T>::set(poll.index, member, new);
        1
    }

    /// The members for whom a delegate speaks in a poll: each person below who may vote in it and
    /// has cast no ballot of their own. Also returns the number of people that it looked at, the
    /// delegate included.
    ///
    /// A branch ends at a member who has cast a ballot. It also ends at one who may not vote on
    /// this track now, because they are suspended or belong elsewhere, or have been dormant since
    /// before the poll: their word does not carry others' votes. It goes on below a member who is
    /// only too new for this poll, or woke too late.
    ///
    /// A member who has a ballot is left out if their account, the delegate's, or one between the
    /// two is newer than the poll. So a thief who gets a key by replacement changes nothing that
    /// was cast, wherever that key delegates to.
    fn followers(poll: OngoingPoll, delegate: &Membership) -> (u32, Vec<Follower>) {
        let mut followers = Vec::new();
        let mut people = 1u32;
        let mut pending = vec![(delegate.member, delegate.may_change_since(poll.opened))];
        while let Some((above, may_change)) = pending.pop() {
            for member in Delegations::<T>::get(poll.track, above).delegators {
                if people >= MAX_TREE {
                    defensive!("no tree has more people");
                    return (people, followers);
                }
                people = people.saturating_add(1);
                let Some(membership) = T::Members::membership_of(member) else {
                    continue;
                };
                if !membership.may_relay_since(poll.opened, poll.track) {
                    continue;
                }
                let ballot = Ballots::<T>::get(poll.index, member);
                if ballot.is_some_and(|ballot| ballot.is_direct()) {
                    continue;
                }
                let may_change = may_change && membership.may_change_since(poll.opened);
                if poll.admits(&membership).is_ok() && (ballot.is_none() || may_change) {
                    followers.push(Follower { member, ballot });
                }
                pending.push((member, may_change));
            }
        }
        (people, followers)
    }

    /// The ballot by which the nearest delegate above a member speaks for them. Ballots that repeat
    /// the member's own vote do not count.
    fn spoken_for(poll: OngoingPoll, member: MemberId) -> Option<Ballot> {
        let mut at = member;
        for _ in 0..MAX_DEPTH {
            at = Delegations::<T>::get(poll.track, at).to?;
            let membership = T::Members::membership_of(at)?;
            if !membership.may_relay_since(poll.opened, poll.track) {
                return None;
            }
            if let Some(Ballot { vote, by, .. }) = Ballots::<T>::get(poll.index, at) {
                let by = by.unwrap_or(at);
                if by != member {
                    return Some(Ballot { vote, by: Some(by), helper: None });
                }
            }
        }
        None
    }
}
