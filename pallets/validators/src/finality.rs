//! How finality comes back after it was lost for good.
//!
//! More than a third of the voters are gone, with their keys. Others were put into their places by
//! vote, and the runtime has them as authorities; but nodes hand over to a new set only when the
//! block that changed it is final, by votes of the set before. A **forced change** is the way out
//! of that circle: nodes make it at a block by its number, final or not.
//!
//! Which changes the nodes still wait for the runtime cannot see, and two things depend on it. A
//! forced change names the last block that was final; if a change that nodes wait for is not above
//! it, they refuse the block at which it takes effect, for ever. And the new set's id is theirs
//! plus one, not the runtime's, which has counted what they wait for. So the vote names the block
//! *and* the set that the surviving nodes report, and both must agree with what is kept here.

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

        // What was counted meanwhile never took effect on the nodes.
        for never in GrandpaSets::<T>::get() {
            if never.id > set_id {
                SetIdSession::<T>::remove(never.id);
            }
        }
        CurrentSetId::<T>::put(set_id);
        // Sets before the new one are of no use any more: a vote that names one of them asks for
        // what is done. Nodes have the new one whatever block of the old one is final for them.
        let new = GrandpaSet { id: set_id.saturating_add(1), since: old.since };
        GrandpaSets::<T>::put(BoundedVec::truncate_from([new].into()));

        let delay = T::RestorationDelay::get();
        // A session that begins while a forced change waits could not tell GRANDPA of a new set. So
        // the change is made within this session, or else as the next one begins, as GRANDPA's own
        // call would.
        let ends = T::ShouldEndSession::should_end_session(now);
        let next = T::NextSessionRotation::estimate_next_session_rotation(now).0;
        let fits = next.is_some_and(|next| now.saturating_add(delay) < next);
        let at_once = fits && !ends && !PendingChange::<T>::exists();
        if at_once {
            let authorities = pallet_grandpa::Pallet::<T>::grandpa_authorities();
            let best = Some(best_finalized.into());
            pallet_grandpa::Pallet::<T>::schedule_change(authorities, delay, best)?;
            let session = Sessions::<T>::current_index();
            // A double vote is proven by the session in which it is reported: from here on that is
            // the new set's.
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

    /// Whether a forced change waits to be signalled, or was so lately that GRANDPA takes no other.
    fn is_restoring() -> bool {
        let now = frame_system::Pallet::<T>::block_number();
        Stalled::<T>::exists()
            || PendingChange::<T>::get().is_some_and(|change| change.forced.is_some())
            || NextForced::<T>::get().is_some_and(|next| next > now)
    }

    /// The GRANDPA set that nodes have once this block is final, and none after it that changes it.
    fn set_at(block: BlockNumber) -> Option<GrandpaSet> {
        let sets = GrandpaSets::<T>::get();
        if sets.is_empty() {
            let id = CurrentSetId::<T>::get();
            return Some(GrandpaSet { id, since: 0 });
        }
        sets.into_iter().rev().find(|set| set.since <= block)
    }

    /// Notes the set that begins with a session. To be called before GRANDPA is told of it.
    pub(crate) fn note_grandpa_set() {
        // Where a forced change waits for this session, its set is noted already.
        if !QueuedChanged::<T>::get() || Stalled::<T>::exists() {
            return;
        }
        let before = CurrentSetId::<T>::get();
        let new = GrandpaSet { id: before.saturating_add(1), since: Self::block() };
        let mut sets = GrandpaSets::<T>::get().into_inner();
        if sets.is_empty() {
            // As long as it was the only one, nothing needed to be known of it.
            sets.push(GrandpaSet { id: before, since: 0 });
        }
        sets.push(new);
        let forgotten = sets.len().saturating_sub(MAX_GRANDPA_SETS as usize);
        sets.drain(..forgotten);
        GrandpaSets::<T>::put(BoundedVec::truncate_from(sets));
    }
}
