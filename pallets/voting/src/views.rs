//! Polls, delegations and tracks as clients see them.

use crate::{rules::*, tracks::name_of, *};
use alloc::vec::Vec;
use frame_support::traits::Get;
use vaka_primitives::{slots_of, Members as _};

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
    let membership = T::Members::membership(who);
    let refusal = match (Pallet::<T>::ongoing(index), &membership) {
        (None, _) => Some(Refusal::PollNotOngoing),
        (_, None) => Some(Refusal::NotMember),
        (Some((poll, _)), Some(membership)) => {
            let ballot = Ballots::<T>::get(index, membership.member);
            poll.admits_in_place(membership, ballot).err()
        }
    };
    Eligibility { member: membership.map(|membership| membership.member), refusal }
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
