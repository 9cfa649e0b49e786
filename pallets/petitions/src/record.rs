//! The record of a petition, and the lists it is on: its opener's, its track's and its endorsers'.
//! Its turn among those that wait for a place is in `turn.rs`.

use crate::*;
use alloc::vec::Vec;
use frame_support::{defensive, ensure};
use sp_runtime::DispatchError;
use vaka_primitives::Communities as _;

fn one_less(count: &mut Option<u32>) {
    match count.and_then(|count| count.checked_sub(1)) {
        Some(0) => *count = None,
        Some(left) => *count = Some(left),
        None => {
            defensive!("a petition on the way is counted");
        }
    }
}

impl<T: Config> Pallet<T> {
    /// A petition by its number.
    pub(crate) fn petition_by(id: PetitionId) -> Result<PetitionOf<T>, DispatchError> {
        Ok(Petitions::<T>::get(id).ok_or(Error::<T>::UnknownPetition)?)
    }

    /// Adds a petition to the counts: its track's of those on the way to a vote, and its opener's,
    /// which has those that are voted on, too.
    pub(crate) fn join_pending(opener: MemberId, track: Track) -> Result<(), DispatchError> {
        let rules = Self::figures();
        let of_member = OpenedBy::<T>::get(opener).unwrap_or_default();
        ensure!(of_member < rules.per_member, Error::<T>::TooManyOpen);
        let of_track = Pending::<T>::get(track).unwrap_or_default();
        let places = rules.places(T::Communities::electorate(track));
        ensure!(of_track < places, Error::<T>::TrackCrowded);
        OpenedBy::<T>::insert(opener, of_member.saturating_add(1));
        Pending::<T>::insert(track, of_track.saturating_add(1));
        Ok(())
    }

    /// Removes a petition from the count of those on the way to a vote, because it is submitted or
    /// over.
    pub(crate) fn leave_pending(petition: &PetitionOf<T>) {
        Pending::<T>::mutate_exists(petition.track, one_less);
    }

    /// Removes a petition from its opener's count, because it is over.
    pub(crate) fn leave_opener(petition: &PetitionOf<T>) {
        OpenedBy::<T>::mutate_exists(petition.opener, one_less);
    }

    /// Returns at most `limit` members who endorsed a petition. The limit is brought between 1 and
    /// [`MAX_STEP`].
    pub(crate) fn some_endorsers(id: PetitionId, limit: u32) -> Vec<MemberId> {
        let limit = limit.clamp(1, MAX_STEP) as usize;
        Endorsements::<T>::iter_key_prefix(id).take(limit).collect()
    }
}
