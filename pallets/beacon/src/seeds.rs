//! The seeds: each is kept for a while, and found by the session after which it is asked for.

use crate::*;
use frame_support::traits::Get;
use vaka_primitives::{Draw, Seed, SessionIndex};

impl<T: Config> Pallet<T> {
    /// Keeps a new seed. Its session is later than those of all others.
    pub(crate) fn keep(seed: Seed) {
        let mut kept = Kept::<T>::get();
        Seeds::<T>::insert(kept.next, seed);
        kept.next = kept.next.saturating_add(1);
        Kept::<T>::put(kept);
        LastSeed::<T>::put(seed);
    }

    /// Forgets seeds of sessions that are too long ago when this one ends, the oldest first.
    pub(crate) fn forget_before(session: SessionIndex) {
        let mut kept = Kept::<T>::get();
        let for_sessions = T::Rules::get().kept;
        let before = kept;
        for _ in 0..rules::FORGOTTEN_AT_ONCE {
            let Some(oldest) = Seeds::<T>::get(kept.first) else { break };
            if oldest.session.saturating_add(for_sessions) > session {
                break;
            }
            Seeds::<T>::remove(kept.first);
            kept.first = kept.first.saturating_add(1);
            kept.forgotten = Some(oldest.session);
        }
        if kept != before {
            Kept::<T>::put(kept);
        }
    }

    /// The first seed of a session later than this one. None if there is none yet, or if it may be
    /// forgotten: then a later one must not take its place, because somebody could wait for the one
    /// that they like.
    pub(crate) fn first_after(session: SessionIndex) -> Option<Seed> {
        let is_later = |seed: &Seed| seed.session > session;
        // This is what those ask most who wait.
        LastSeed::<T>::get().filter(is_later)?;
        let kept = Kept::<T>::get();
        if kept.forgotten.is_some_and(|forgotten| forgotten > session) {
            return None;
        }
        // Sessions rise with numbers. The range is halved, so this takes 32 reads at most.
        let (mut low, mut high) = (kept.first, kept.next);
        while low < high {
            let middle = low.saturating_add(high.saturating_sub(low) / 2);
            if Seeds::<T>::get(middle).as_ref().is_some_and(is_later) {
                high = middle;
            } else {
                low = middle.saturating_add(1);
            }
        }
        Seeds::<T>::get(low)
    }

    /// Keeps a seed of a session that is yet to come, so that benchmarks can draw lots.
    #[cfg(feature = "runtime-benchmarks")]
    pub fn insert_seed(session: SessionIndex, value: vaka_primitives::Hash) {
        Self::keep(Seed { session, value });
    }
}

impl<T: Config> Draw for Pallet<T> {
    fn session() -> SessionIndex {
        pallet_session::CurrentIndex::<T>::get()
    }

    fn seed_after(session: SessionIndex) -> Option<Seed> {
        Self::first_after(session)
    }
}
