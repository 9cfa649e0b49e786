//! The cases that wait for a seed, and when seats may move.
//!
//! Lists close for a draw at the end of a session. From then on until the draw is made, no seat
//! moves: else people who can tell the seed could choose who is drawn. Where some case always waits,
//! seats would never move. So draws close the lists two sessions at a time: when those are drawn that
//! closed with the last pair, nobody can tell anything of the seeds of the others until the next pair
//! ends. The sessions are a list, oldest first: a case may be drawn, or may end, in any order.

use crate::*;
use frame_support::defensive;
use vaka_primitives::{Draw as _, SessionIndex};

impl<T: Config> Pallet<T> {
    /// The lists for a case that begins to wait now.
    pub(crate) fn lists_now() -> Lists {
        let newest = WaitingSessions::<T>::get().map_or(0, |sessions| sessions.newest);
        // The second session of a pair is odd.
        let closing = T::Draw::session() | 1;
        // Sessions only go on. If they ever did not, the list would still be in order.
        Lists { after: closing.max(newest), seats: SeatCount::<T>::get() }
    }

    /// Whether the lists close for every case that waits at the end of this session or later.
    pub(crate) fn all_close_after(session: SessionIndex) -> bool {
        WaitingSessions::<T>::get().is_none_or(|sessions| sessions.oldest >= session)
    }

    /// Whether seats may move, because nobody can tell anything yet of a seed for which a case waits.
    pub(crate) fn seats_may_move() -> bool {
        Self::all_close_after(T::Draw::session())
    }

    /// Counts a case that begins to wait, after a session that [`Self::lists_now`] told.
    pub(crate) fn begin_waiting(after: SessionIndex) {
        let Some(Sessions { oldest, newest }) = WaitingSessions::<T>::get() else {
            Waiting::<T>::insert(after, Wait { cases: 1, older: None, newer: None });
            WaitingSessions::<T>::put(Sessions { oldest: after, newest: after });
            return;
        };
        if after == newest {
            Waiting::<T>::mutate_extant(after, |wait| wait.cases = wait.cases.saturating_add(1));
            return;
        }
        Waiting::<T>::insert(after, Wait { cases: 1, older: Some(newest), newer: None });
        Waiting::<T>::mutate_extant(newest, |wait| wait.newer = Some(after));
        WaitingSessions::<T>::put(Sessions { oldest, newest: after });
    }

    /// Forgets a case that does not wait any longer.
    pub(crate) fn end_waiting(after: SessionIndex) {
        let (Some(wait), Some(sessions)) = (Waiting::<T>::get(after), WaitingSessions::<T>::get())
        else {
            defensive!("a case that waits is counted");
            return;
        };
        if wait.cases > 1 {
            Waiting::<T>::insert(after, Wait { cases: wait.cases.saturating_sub(1), ..wait });
            return;
        }
        Waiting::<T>::remove(after);
        let Wait { older, newer, .. } = wait;
        if let Some(older) = older {
            Waiting::<T>::mutate_extant(older, |wait| wait.newer = newer);
        }
        if let Some(newer) = newer {
            Waiting::<T>::mutate_extant(newer, |wait| wait.older = older);
        }
        let oldest = if after == sessions.oldest { newer } else { Some(sessions.oldest) };
        let newest = if after == sessions.newest { older } else { Some(sessions.newest) };
        match (oldest, newest) {
            (Some(oldest), Some(newest)) => {
                WaitingSessions::<T>::put(Sessions { oldest, newest });
            }
            _ => WaitingSessions::<T>::kill(),
        }
    }
}
