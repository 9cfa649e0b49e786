//! The record of a petition, and the lists it is on: its opener's, its track's and its endorsers'.
//! Its turn among those that wait for a place is in `turn.rs`.

use crate::*;
use alloc::vec::Vec;
use frame_support::{defensive, ensure};
use sp_runtime::DispatchError;
use vaka_primitives::Communities as _;

impl<T: Config> Pallet<T> {
    /// A petition by its number.
    pub(crate) fn petition_by(id: PetitionId) -> Result<PetitionOf<T>, DispatchError> {
        Ok(Petitions::<T>::get(id).ok_or(Error::<T>::UnknownPetition)?)
    }

    /// Counts a petition on the way to a vote.
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

    /// Counts a petition on the way to a vote no longer.
    pub(crate) fn leave_pending(petition: &PetitionOf<T>) {
        let one_less = |count: &mut Option<u32>| match count.and_then(|count| count.checked_sub(1))
        {
            Some(0) => *count = None,
            Some(left) => *count = Some(left),
            None => {
                defensive!("a petition on the way is counted");
            }
        };
        OpenedBy::<T>::mutate_exists(petition.opener, one_less);
        Pending::<T>::mutate_exists(petition.track, one_less);
    }

    /// Members who endorsed a petition: at least one, at most as many as a call may carry over or
    /// remove.
    pub(crate) fn some_endorsers(id: PetitionId, limit: u32) -> Vec<MemberId> {
        let limit = limit.clamp(1, MAX_STEP) as usize;
        Endorsements::<T>::iter_key_prefix(id).take(limit).collect()
    }
}
