//! Restores finality after it was lost for good.
//!
//! A third of the voters or more are gone, with their keys. A vote put others into their places,
//! and the runtime has them as authorities. But nodes hand over to a new set only when the block
//! that changed it is final, which takes votes of the set before. A **forced change** is the way
//! out of that circle: nodes make it at a block by its number, final or not.
//!
//! The runtime cannot see which changes the nodes still wait for, and two things depend on it.
//! First, a forced change names the last block that was final. If a change that nodes wait for is
//! not above that block, they refuse the block at which the forced change takes effect, for ever.
//! Second, the new set's id is the nodes' id plus one, not the runtime's, which has counted the
//! changes that they wait for. So the vote names the block *and* the set that the surviving nodes
//! report, and both must agree with what is kept here.

use crate::*;
use frame_support::{
    dispatch::DispatchResult,
    ensure,
    traits::{EstimateNextSessionRotation, Get},
    BoundedVec,
};
use frame_system::pallet_prelude::BlockNumberFor;
use pallet_grandpa::{CurrentSetId, NextForced, PendingChange, SetIdSession, Stalled};
use pallet_session::{QueuedChanged, ShouldEndSession};
use sp_runtime::traits::Saturating;

impl<T: Config> Pallet<T> {
    pub(crate) fn do_restore_finality(
        best_finalized: BlockNumber,
        set_id: SetId,
    ) -> DispatchResult {
        let now = frame_system::Pallet::<T>::block_number();
        ensure!(best_finalized < Self::block(), Error::<T>::NotYetABlock);
        ensure!(!Self::is_restoring(), Error::<T>::RestorationPending);
        let old = Self::set_at(best_finalized)
            .filter(|set| set.id == set_id)
            .ok_or(Error::<T>::NotTheSetOfThatBlock)?;

        // The sets that were counted meanwhile never took effect on the nodes.
        for never in GrandpaSets::<T>::get() {
            if never.id > set_id {
                SetIdSession::<T>::remove(never.id);
            }
        }
        CurrentSetId::<T>::put(set_id);
        // Sets before the new one are no longer of use: a vote that names one of them asks for what
        // is done already. Nodes have the new set, whichever block of the old one is final for
        // them.
        let new = GrandpaSet { id: set_id.saturating_add(1), since: old.since };
        GrandpaSets::<T>::put(BoundedVec::truncate_from([new].into()));

        let delay = T::RestorationDelay::get();
        // A session that begins while a forced change waits could not tell GRANDPA of a new set. So
        // the change is made within this session, or otherwise when the next one begins, as
        // GRANDPA's own call would make it.
        let ends = T::ShouldEndSession::should_end_session(now);
        let next = T::NextSessionRotation::estimate_next_session_rotation(now).0;
        let fits = next.is_some_and(|next| now.saturating_add(delay) < next);
        let at_once = fits && !ends && !PendingChange::<T>::exists();
        if at_once {
            let authorities = pallet_grandpa::Pallet::<T>::grandpa_authorities();
            let best = Some(best_finalized.into());
            pallet_grandpa::Pallet::<T>::schedule_change(authorities, delay, best)?;
            let session = Sessions::<T>::current_index();
            // A double vote is proven for the session in which it is reported. From here on that
            // session belongs to the new set.
            SetIdSession::<T>::mutate(set_id, |last| {
                *last = last.map(|last| last.min(session.saturating_sub(1)));
            });
            CurrentSetId::<T>::put(new.id);
            SetIdSession::<T>::insert(new.id, session);
        } else {
            Stalled::<T>::put((delay, BlockNumberFor::<T>::from(best_finalized)));
        }
        Self::deposit_event(Event::RestorationBegun { best_finalized, set_id, at_once });
        Ok(())
    }

    /// Whether a forced change waits to be signalled, or was signalled so lately that GRANDPA takes
    /// no other.
    fn is_restoring() -> bool {
        let now = frame_system::Pallet::<T>::block_number();
        Stalled::<T>::exists()
            || PendingChange::<T>::get().is_some_and(|change| change.forced.is_some())
            || NextForced::<T>::get().is_some_and(|next| next > now)
    }

    /// The GRANDPA set that nodes have when this block is final, and no later block that changes
    /// the set is.
    fn set_at(block: BlockNumber) -> Option<GrandpaSet> {
        let sets = GrandpaSets::<T>::get();
        if sets.is_empty() {
            let id = CurrentSetId::<T>::get();
            return Some(GrandpaSet { id, since: 0 });
        }
        sets.into_iter().rev().find(|set| set.since <= block)
    }

    /// Records the set that begins with a session. It must be called before GRANDPA is told of it.
    pub(crate) fn note_grandpa_set() {
        // If a forced change waits for this session, its set is recorded already.
        if !QueuedChanged::<T>::get() || Stalled::<T>::exists() {
            return;
        }
        let before = CurrentSetId::<T>::get();
        let new = GrandpaSet { id: before.saturating_add(1), since: Self::block() };
        let mut sets = GrandpaSets::<T>::get().into_inner();
        if sets.is_empty() {
            // As long as the first set was the only one, it needed no record.
            sets.push(GrandpaSet { id: before, since: 0 });
        }
        sets.push(new);
        let forgotten = sets.len().saturating_sub(MAX_GRANDPA_SETS as usize);
        sets.drain(..forgotten);
        GrandpaSets::<T>::put(BoundedVec::truncate_from(sets));
    }
}
