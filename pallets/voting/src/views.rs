//! Polls, delegations and tracks as clients see them.

use crate::{ballots::Voter, rules::*, tracks::name_of, *};
use alloc::vec::Vec;
use frame_support::traits::Get;
use vaka_primitives::slots_of;

pub(crate) fn poll<T: Config>(index: PollIndex) -> Option<PollView> {
    let (poll, tally) = Pallet::<T>::ongoing(index)?;
    Some(PollView {
        track: poll.track,
        opened: tally.opened,
        electorate: tally.electorate,
        ayes: tally.ayes,
        nays: tally.nays,
        abstentions: tally.abstentions,
        support: tally.support_share(),
        approval: tally.approval_share(),
        ayes_needed: rules_of(poll.track).ayes_needed(tally.electorate),
    })
}

pub(crate) fn eligible<T: Config>(index: PollIndex, who: &T::AccountId) -> Eligibility {
    let voter = Voter::own::<T>(who);
    let member = voter.map(|voter| voter.membership.member).ok();
    Eligibility { member, refusal: refusal::<T>(index, voter) }
}

pub(crate) fn eligible_for<T: Config>(
    index: PollIndex,
    helper: &T::AccountId,
    member: MemberId,
) -> Eligibility {
    let voter = Voter::assisted::<T>(helper, member);
    Eligibility { member: Some(member), refusal: refusal::<T>(index, voter) }
}

/// The reason why somebody may not vote in a poll.
fn refusal<T: Config>(index: PollIndex, voter: Result<Voter, Refusal>) -> Option<Refusal> {
    let Some((poll, _)) = Pallet::<T>::ongoing(index) else {
        return Some(Refusal::PollNotOngoing);
    };
    match voter {
        Ok(voter) => {
            let ballot = Ballots::<T>::get(index, voter.membership.member);
            poll.admits_in_place(&voter, ballot).err()
        }
        Err(refusal) => Some(refusal),
    }
}

pub(crate) fn delegation<T: Config>(track: Track, member: MemberId) -> Option<DelegationView> {
    let delegation = Delegations::<T>::get(track, member);
    if delegation.is_empty() {
        return None;
    }
    Some(DelegationView {
        to: delegation.to,
        delegators: delegation.delegators.into_inner(),
        people: Pallet::<T>::below(track, member, MAX_TREE).people,
        depth: Pallet::<T>::above(track, member).len() as u32,
    })
}

pub(crate) fn track<T: Config>(track: Track) -> Option<TrackView> {
    let id = track.id().filter(|_| Tracks::<T>::exists(track))?;
    let rules = rules_of(track);
    let slots_per_day = T::SlotsPerDay::get();
    let slots = |days| slots_of(days, slots_per_day);
    Some(TrackView {
        id,
        track,
        name: name_of(track),
        max_deciding: rules.max_deciding,
        prepare: slots(rules.prepare),
        decision: slots(rules.decision),
        confirm: slots(rules.confirm),
        enactment: slots(rules.enactment),
        approval: rules.approval,
        support: rules.support,
    })
}

pub(crate) fn tracks<T: Config>(from: TrackId) -> Vec<TrackView> {
    Tracks::<T>::starting_at(from)
        .take(MAX_SHOWN as usize)
        .filter_map(|(_, track)| self::track::<T>(track))
        .collect()
}
