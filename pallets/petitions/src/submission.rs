//! From a petition to a referendum.

use crate::*;
use frame_support::{ensure, storage::with_storage_layer, traits::QueryPreimage};
use sp_runtime::DispatchError;

impl<T: Config> Pallet<T> {
    /// Submits an open petition that has enough endorsements, or lets it wait. Returns whether it
    /// had enough.
    pub(crate) fn submit_if_endorsed(id: PetitionId, petition: &mut PetitionOf<T>) -> bool {
        let enough = petition.endorsements >= Self::threshold(petition.track);
        if enough {
            let until = Self::after(Self::figures().waiting_life);
            Self::submit_or_wait(id, petition, until);
        }
        enough
    }

    fn submit_or_wait(id: PetitionId, petition: &mut PetitionOf<T>, until: BlockNumber) {
        match Self::try_submit(id, petition) {
            Ok(referendum) => {
                Self::leave_pending(petition);
                petition.stage = Stage::Voting { referendum };
                Self::deposit_event(Event::Submitted { petition: id, referendum });
            }
            Err(obstacle) => {
                petition.stage = Stage::Waiting { until, obstacle };
                Self::deposit_event(Event::Waits { petition: id, obstacle });
            }
        }
        Self::update_turn(id, petition);
    }

    pub(crate) fn do_submit(id: PetitionId) -> Result<(), DispatchError> {
        let mut petition = Self::petition_by(id)?;
        let now = Self::now();
        match petition.stage {
            Stage::Open { until } => {
                ensure!(now < until, Error::<T>::Expired);
                let tried = Self::submit_if_endorsed(id, &mut petition);
                ensure!(tried, Error::<T>::TooFewEndorsements);
            }
            Stage::Waiting { until, .. } => {
                ensure!(now < until, Error::<T>::Expired);
                Self::submit_or_wait(id, &mut petition, until);
            }
            Stage::Voting { referendum } => return Self::wake(referendum),
            Stage::Merging { .. } => return Err(Error::<T>::NotOpen.into()),
            _ => return Err(Error::<T>::AlreadySubmitted.into()),
        }
        Petitions::<T>::insert(id, petition);
        Ok(())
    }

    /// Submits a petition if there is a place for its referendum, it is its turn, and its call can
    /// be made as things stand.
    fn try_submit(
        id: PetitionId,
        petition: &mut PetitionOf<T>,
    ) -> Result<ReferendumIndex, Obstacle> {
        let origin = Self::origin_of(petition.track).ok_or(Obstacle::NoTrack)?;
        let info = Self::track_info(&origin).ok_or(Obstacle::NoTrack)?;
        let polls = Self::places_for(petition, info)?;
        if let Some(first) = Self::turn_before(id, petition) {
            return Err(Obstacle::Behind(first));
        }
        let (call, _) = PreimagesOf::<T>::peek::<RuntimeCallOf<T>>(&petition.call)
            .map_err(|_| Obstacle::MissingPreimage)?;
        let (verdict, _, weight) = Self::judge(&call);
        match verdict {
            Verdict::Allowed => (),
            Verdict::TooHeavy => return Err(Obstacle::TooHeavy),
            _ => return Err(Obstacle::Refused),
        }
        let referendum =
            with_storage_layer(|| Self::submit_referendum(id, petition, weight, origin))?;
        petition.weight = weight;
        Self::note_poll(polls, Poll { petition: id, referendum, track: petition.track });
        Ok(referendum)
    }
}
