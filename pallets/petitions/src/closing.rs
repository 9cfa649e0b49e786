//! How petitions end, and how their records are removed.

use crate::*;
use frame_support::ensure;
use sp_runtime::DispatchError;

impl<T: Config> Pallet<T> {
    /// Records that a petition is over, and removes what no longer matters. Returns the number of
    /// endorsements that it removed.
    pub(crate) fn do_close(id: PetitionId, limit: u32) -> Result<u32, DispatchError> {
        let mut petition = Self::petition_by(id)?;
        let mut changed = Self::settle(id, &mut petition);

        let (now, life) = (Self::now(), Self::slots(Self::figures().receipt_life));
        // The slot from which the record may be removed. None while the petition is not over.
        let remove_from = match petition.stage {
            // Nobody voted: there is no receipt to keep.
            Stage::Ended { referendum: None, at, .. } => Some(at),
            Stage::Ended { at, .. } | Stage::Done { at, .. } => Some(at.saturating_add(life)),
            Stage::Failed { at, until, .. } if now >= until => {
                changed |= petition.held;
                Self::release(&mut petition);
                Some(at.saturating_add(life))
            }
            _ => None,
        };
        let mut removed = 0;
        if let Some(from) = remove_from {
            let members = Self::some_endorsers(id, limit);
            for member in &members {
                Endorsements::<T>::remove(id, member);
            }
            removed = members.len() as u32;
            changed |= removed > 0;
            if now >= from && Endorsements::<T>::iter_key_prefix(id).next().is_none() {
                Petitions::<T>::remove(id);
                Self::deposit_event(Event::Removed { petition: id });
                return Ok(removed);
            }
        }
        ensure!(changed, Error::<T>::NothingToClose);
        Petitions::<T>::insert(id, petition);
        Ok(removed)
    }

    /// Ends a petition whose time is over, whose referendum ended without approval, or whose lost
    /// call can no longer be retried. Returns whether anything changed.
    fn settle(id: PetitionId, petition: &mut PetitionOf<T>) -> bool {
        let now = Self::now();
        match petition.stage {
            Stage::Open { until } | Stage::Waiting { until, .. } if now >= until => {
                Self::leave_turn(id, petition);
                Self::leave_pending(petition);
                Self::leave_opener(petition);
                Self::end(id, petition, None, Ending::Expired);
                true
            }
            Stage::Voting { referendum } => match Self::fate(petition.track, referendum) {
                Fate::Over(ending) => {
                    Self::leave_opener(petition);
                    Self::forget_poll(referendum);
                    Self::end(id, petition, Some(referendum), ending);
                    true
                }
                Fate::Approved { due } if now >= Self::retry_until(due) => {
                    Self::leave_opener(petition);
                    Self::forget_poll(referendum);
                    let failure = Failure::Lost;
                    petition.stage =
                        Stage::Failed { referendum, at: now, failure, retry_from: now, until: now };
                    Self::deposit_event(Event::ExecutionFailed { petition: id, failure });
                    true
                }
                _ => false,
            },
            _ => false,
        }
    }

    fn end(
        id: PetitionId,
        petition: &mut PetitionOf<T>,
        referendum: Option<ReferendumIndex>,
        ending: Ending,
    ) {
        Self::release(petition);
        petition.stage = Stage::Ended { referendum, at: Self::now(), ending };
        Self::deposit_event(Event::Ended { petition: id, ending });
    }
}
