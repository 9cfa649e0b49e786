//! Whose turn it is: of the petitions that wait for a place on a track, that which most members
//! endorsed.

use crate::*;
use core::cmp::Reverse;

impl<T: Config> Pallet<T> {
    /// Gives a petition that waits for a place the rank that its endorsements make, or takes it off
    /// the list if it does not wait for one (any more). Behind a full list it stays out, until it
    /// is endorsed or submitted again.
    pub(crate) fn update_turn(id: PetitionId, petition: &PetitionOf<T>) {
        let contender = match petition.stage {
            // It has not been on the list.
            Stage::Open { .. } => return,
            // What cannot be submitted for a reason of its own must not keep others from it.
            Stage::Waiting { until, obstacle } => obstacle
                .is_want_of_place()
                .then_some(Contender { petition: id, endorsements: petition.endorsements, until }),
            _ => None,
        };
        Self::put_contender(id, petition.track, contender);
    }

    /// Takes a petition off the list that is going.
    pub(crate) fn leave_turn(id: PetitionId, petition: &PetitionOf<T>) {
        if let Stage::Waiting { .. } = petition.stage {
            Self::put_contender(id, petition.track, None);
        }
    }

    /// Puts a petition where it belongs by now, or nowhere. Those whose time is over go.
    fn put_contender(id: PetitionId, track: Track, contender: Option<Contender>) {
        let before = Contenders::<T>::get(track);
        let mut list = before.clone();
        let now = Self::now();
        list.retain(|other| other.petition != id && now < other.until);
        if let Some(contender) = contender {
            let rank = list.partition_point(|other| other.rank() < contender.rank());
            // The last one of a full list makes room; behind all of a full list there is none.
            let _ = list.force_insert_keep_left(rank, contender);
        }
        if list == before {
            return;
        }
        if list.is_empty() {
            Contenders::<T>::remove(track);
        } else {
            Contenders::<T>::insert(track, list);
        }
    }

    /// Whose turn it is, if it is another one's than this petition's.
    pub(crate) fn turn_before(id: PetitionId, petition: &PetitionOf<T>) -> Option<PetitionId> {
        let now = Self::now();
        let rank = (Reverse(petition.endorsements), id);
        Contenders::<T>::get(petition.track)
            .into_iter()
            .find(|other| other.petition != id && now < other.until)
            .filter(|first| first.rank() < rank)
            .map(|first| first.petition)
    }
}
