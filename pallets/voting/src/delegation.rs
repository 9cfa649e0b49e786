//! Trees of delegations: on a track, a delegate votes for members until they vote themselves.

use crate::*;
use alloc::{vec, vec::Vec};
use frame_support::{defensive, ensure};
use sp_runtime::DispatchResult;
use vaka_primitives::Members as _;

/// The branch below a person.
pub(crate) struct Below {
    /// The number of people: they and all below them.
    pub people: u32,
    /// The number of delegations between them and the lowest.
    pub height: u32,
}

impl<T: Config> Pallet<T> {
    /// Whether a membership is over for that track: the person left, or belongs to another village.
    /// A suspended member is not gone, because they may be reinstated.
    fn is_gone(track: Track, member: MemberId) -> bool {
        T::Members::membership_of(member).is_none_or(|membership| !membership.is_of(track))
    }

    pub(crate) fn do_delegate(who: T::AccountId, track: Track, to: MemberId) -> DispatchResult {
        let membership = T::Members::membership(&who).ok_or(Error::<T>::NotMember)?;
        let member = membership.member;
        ensure!(Tracks::<T>::exists(track), Error::<T>::UnknownTrack);
        ensure!(!membership.suspended, Error::<T>::Suspended);
        ensure!(membership.is_of(track), Error::<T>::NotOfVillage);
        let delegate = T::Members::membership_of(to).ok_or(Error::<T>::CannotBeDelegate)?;
        ensure!(delegate.votes_on(track), Error::<T>::CannotBeDelegate);
        let before = Delegations::<T>::get(track, member).to;
        ensure!(before != Some(to), Error::<T>::AlreadyDelegated);
        Self::detach(track, member);

        let above = Self::above(track, to);
        ensure!(member != to && !above.contains(&member), Error::<T>::Cycle);
        let mine = Self::below(track, member, MAX_TREE);
        let room = MAX_TREE.saturating_sub(mine.people);
        let root = above.last().copied().unwrap_or(to);
        let theirs = Self::below(track, root, room);
        ensure!(theirs.people <= room, Error::<T>::TreeTooLarge);
        let depth = (above.len() as u32).saturating_add(1).saturating_add(mine.height);
        ensure!(depth <= MAX_DEPTH, Error::<T>::TreeTooDeep);

        Delegations::<T>::try_mutate(track, to, |delegation| {
            delegation.delegators.try_push(member)
        })
        .map_err(|_| Error::<T>::TreeTooLarge)?;
        Delegations::<T>::mutate(track, member, |delegation| delegation.to = Some(to));
        Self::deposit_event(Event::Delegated { track, member, to });
        Ok(())
    }

    pub(crate) fn do_undelegate(who: T::AccountId, track: Track) -> DispatchResult {
        let membership = T::Members::membership(&who).ok_or(Error::<T>::NotMember)?;
        let member = membership.member;
        ensure!(Self::detach(track, member), Error::<T>::NotDelegated);
        Self::deposit_event(Event::Undelegated { track, member });
        Ok(())
    }

    pub(crate) fn do_end_delegation(
        who: T::AccountId,
        track: Track,
        member: MemberId,
    ) -> DispatchResult {
        let to = Delegations::<T>::get(track, member).to.ok_or(Error::<T>::NotDelegated)?;
        let may = Self::is_gone(track, member)
            || Self::is_gone(track, to)
            || T::Members::membership(&who).is_some_and(|membership| membership.member == to);
        ensure!(may, Error::<T>::DelegationHolds);
        Self::detach(track, member);
        Self::deposit_event(Event::Undelegated { track, member });
        Ok(())
    }

    /// Detaches a person, and those below them, from their delegate. Returns whether there was one.
    fn detach(track: Track, member: MemberId) -> bool {
        let mut own = Delegations::<T>::get(track, member);
        let Some(to) = own.to.take() else {
            return false;
        };
        Self::store(track, member, own);
        let mut delegate = Delegations::<T>::get(track, to);
        delegate.delegators.retain(|one| *one != member);
        Self::store(track, to, delegate);
        true
    }

    fn store(track: Track, member: MemberId, delegation: Delegation) {
        if delegation.is_empty() {
            Delegations::<T>::remove(track, member);
        } else {
            Delegations::<T>::insert(track, member, delegation);
        }
    }

    /// The people above a person, the root last.
    pub(crate) fn above(track: Track, member: MemberId) -> Vec<MemberId> {
        let mut above = Vec::new();
        let mut at = member;
        while let Some(to) = Delegations::<T>::get(track, at).to {
            if above.len() >= MAX_DEPTH as usize {
                defensive!("no tree is deeper");
                break;
            }
            above.push(to);
            at = to;
        }
        above
    }

    /// The branch below a person. The count stops just beyond `most`.
    pub(crate) fn below(track: Track, member: MemberId, most: u32) -> Below {
        let mut below = Below { people: 1, height: 0 };
        let mut pending = vec![(member, 0u32)];
        while let Some((at, depth)) = pending.pop() {
            below.height = below.height.max(depth);
            let delegators = Delegations::<T>::get(track, at).delegators;
            below.people = below.people.saturating_add(delegators.len() as u32);
            if below.people > most {
                break;
            }
            let depth = depth.saturating_add(1);
            pending.extend(delegators.into_iter().map(|one| (one, depth)));
        }
        below
    }
}
