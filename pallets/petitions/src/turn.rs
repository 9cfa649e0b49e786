//! Whose turn it is: the petition that most members endorsed, among those that wait for a place on
//! a track.

use crate::*;
use core::cmp::Reverse;

impl<T: Config> Pallet<T> {
    /// Ranks a petition by its endorsements if it waits for a place, and takes it off the list if
    /// it does not. A petition that ranks behind a full list stays off it until it is endorsed or
    /// submitted again.
    pub(crate) fn update_turn(id: PetitionId, petition: &PetitionOf<T>) {
        let contender = match petition.stage {
            // It has not been on the list.
            Stage::Open { .. } => return,
            // A petition with an obstacle of its own must not keep others from the place.
            Stage::Waiting { until, obstacle } => obstacle
                .is_want_of_place()
                .then_some(Contender { petition: id, endorsements: petition.endorsements, until }),
            _ => None,
        };
        Self::put_contender(id, petition.track, contender);
    }

    /// Takes a petition off the list, because it is over or removed.
    pub(crate) fn leave_turn(id: PetitionId, petition: &PetitionOf<T>) {
        if let Stage::Waiting { .. } = petition.stage {
            Self::put_contender(id, petition.track, None);
        }
    }

    /// Puts a contender in its place on the list. Without a contender, takes the petition off the
    /// list. Also removes petitions whose time is over.
    fn put_contender(id: PetitionId, track: Track, contender: Option<Contender>) {
        let before = Contenders::<T>::get(track);
        let mut list = before.clone();
        let now = Self::now();
        list.retain(|other| other.petition != id && now < other.until);
        if let Some(contender) = contender {
            let rank = list.partition_point(|other| other.rank() < contender.rank());
            // The last one of a full list makes room. A contender that ranks behind a full list is
            // left out.
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

    /// The petition that has its turn before this one, if there is one.
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
