//! What the pallet should do, told as simply as possible: person by person, from below, it asks
//! which delegate speaks for them.

use crate::{mock::*, *};
use std::collections::BTreeMap;
use vaka_primitives::Members as _;

/// A poll as the model sees it.
#[derive(Clone, Copy, Debug)]
pub struct Opened {
    pub track: Track,
    pub at: BlockNumber,
    pub electorate: u32,
}

#[derive(Clone, Debug, Default)]
pub struct Model {
    pub polls: BTreeMap<PollIndex, Opened>,
    pub ballots: BTreeMap<(PollIndex, MemberId), Ballot>,
    pub delegates: BTreeMap<(Track, MemberId), MemberId>,
}

/// The membership, if it counts on the poll's track now. A member who sleeps counts in polls that
/// opened before.
fn voter(poll: Opened, member: MemberId) -> Option<Membership> {
    let membership = Nation::membership_of(member)?;
    let at_home = poll.track.village().is_none_or(|v| v == membership.community);
    let sleeps = membership
        .dormancy
        .is_some_and(|dormancy| dormancy.until.is_none() && dormancy.since <= poll.at);
    (!membership.suspended && !sleeps && at_home).then_some(membership)
}

impl Model {
    fn ballot(&self, poll: PollIndex, member: MemberId) -> Option<Ballot> {
        self.ballots.get(&(poll, member)).copied()
    }

    fn is_direct(&self, poll: PollIndex, member: MemberId) -> bool {
        self.ballot(poll, member).is_some_and(|one| one.by.is_none())
    }

    fn delegate(&self, track: Track, member: MemberId) -> Option<MemberId> {
        self.delegates.get(&(track, member)).copied()
    }

    /// The members for whom the delegate may speak in the poll, found among all who delegate at
    /// all.
    fn followers(&self, index: PollIndex, delegate: MemberId) -> Vec<MemberId> {
        let poll = self.polls[&index];
        let all = self.delegates.keys();
        let of_track = all.filter(|(track, _)| *track == poll.track);
        let followers = of_track.map(|(_, member)| *member).filter(|member| {
            let mut path = vec![];
            let mut at = *member;
            while at != delegate {
                // A member who voted, or who does not count, carries no vote down.
                let Some(membership) = voter(poll, at) else {
                    return false;
                };
                if self.is_direct(index, at) {
                    return false;
                }
                path.push(membership);
                match self.delegate(poll.track, at) {
                    Some(to) => at = to,
                    None => return false,
                }
            }
            let Some(me) = path.first().copied() else {
                return false;
            };
            path.extend(Nation::membership_of(delegate));
            let old_keys = path.iter().all(|one| one.may_change_since(poll.at));
            me.may_vote_since(poll.at, poll.track)
                && (old_keys || self.ballot(index, *member).is_none())
        });
        followers.collect()
    }

    /// A helper's word never replaces the member's own.
    fn ensure_not_said(&self, poll: PollIndex, member: MemberId, helper: Option<MemberId>) {
        let before = self.ballot(poll, member);
        let own = before.is_some_and(|one| one.by.is_none() && one.helper.is_none());
        assert!(helper.is_none() || !own, "the member said it");
    }

    pub fn vote(
        &mut self,
        poll: PollIndex,
        member: MemberId,
        vote: Vote,
        helper: Option<MemberId>,
    ) {
        self.ensure_not_said(poll, member, helper);
        let followers = self.followers(poll, member);
        self.ballots.insert((poll, member), Ballot { vote, by: None, helper });
        let by = Some(member);
        for follower in followers {
            self.ballots.insert((poll, follower), Ballot { vote, by, helper: None });
        }
    }

    pub fn retract(&mut self, poll: PollIndex, member: MemberId, helper: Option<MemberId>) {
        self.ensure_not_said(poll, member, helper);
        let followers = self.followers(poll, member);
        let opened = self.polls[&poll];
        let track = opened.track;
        let mut new = None;
        let mut at = member;
        while let Some(to) = self.delegate(track, at) {
            if voter(opened, to).is_none() {
                break;
            }
            if let Some(Ballot { vote, by, .. }) = self.ballot(poll, to) {
                let by = by.unwrap_or(to);
                if by != member {
                    new = Some(Ballot { vote, by: Some(by), helper: None });
                    break;
                }
            }
            at = to;
        }
        let follows = |one: &MemberId| {
            self.ballot(poll, *one).is_some_and(|ballot| ballot.by == Some(member))
        };
        let followers = followers.into_iter().filter(follows);
        let all = followers.chain([member]).collect::<Vec<_>>();
        for one in all {
            match new {
                Some(ballot) => self.ballots.insert((poll, one), ballot),
                None => self.ballots.remove(&(poll, one)),
            };
        }
    }

    /// Ayes, nays, abstentions.
    pub fn recount(&self, poll: PollIndex) -> (u32, u32, u32) {
        let of_poll = self.ballots.iter().filter(|(key, _)| key.0 == poll);
        let count = |vote| {
            let same = of_poll.clone().filter(|(_, ballot)| ballot.vote == vote);
            same.count() as u32
        };
        (count(Vote::Aye), count(Vote::Nay), count(Vote::Abstain))
    }

    /// The people in a member's tree, and the delegations on its longest way up, as the model has
    /// them.
    pub fn tree(&self, track: Track, member: MemberId) -> (usize, usize) {
        let root = |of: MemberId| {
            let (mut at, mut depth) = (of, 0);
            while let Some(to) = self.delegate(track, at) {
                (at, depth) = (to, depth + 1);
                assert!(depth <= self.delegates.len(), "it goes round");
            }
            (at, depth)
        };
        let (top, _) = root(member);
        let all = self.delegates.keys().filter(|(of, _)| *of == track);
        let depths = all.map(|(_, one)| root(*one)).filter(|one| one.0 == top);
        let depths = depths.map(|one| one.1).collect::<Vec<_>>();
        (depths.len() + 1, depths.iter().max().copied().unwrap_or_default())
    }
}
