//! Closing: books that are due are cleared, the oldest slot of each grid first.
//!
//! A book waits in [`Waiting`] until its due time has come, is then sorted into [`Due`] by grid and slot, and cleared from
//! there. Nothing is cleared before all that is due was sorted, or a grid could clear a slot before an older one. Each
//! step has a known weight, so the hook's time is bounded however many grids are due: the rest follows next block.

use crate::{ledger::*, money::*, *};
use frame_support::{defensive, pallet_prelude::*, weights::WeightMeter};

/// How long the result of a slot is kept for bills.
pub(crate) const KEPT: Seconds = 7 * DAY_SECONDS;

/// Books that a [`close_slot`](Call::close_slot) sorts.
pub(crate) const MAX_SORTED: u32 = 32;

impl<T: Config> Pallet<T> {
    /// The hook: sorts, clears and forgets what the time has come for, within a budget.
    pub(crate) fn close_due(budget: Weight) -> Weight {
        let mut meter = WeightMeter::with_limit(budget);
        if meter.try_consume(T::WeightInfo::closing_idle()).is_err() {
            return meter.consumed();
        }
        let clock = Clock::read::<T>();
        let mut sorted = || meter.try_consume(T::WeightInfo::step_due()).is_ok();
        if Self::sort_due(&clock, &mut sorted) {
            while let Some((grid, slot)) = Self::next_due() {
                if meter.try_consume(T::WeightInfo::step_clear()).is_err() {
                    break;
                }
                Self::clear_slot(&clock, grid, slot);
                Cursor::<T>::put(grid);
            }
        }
        for key in Expiring::<T>::iter_keys() {
            let (expires, grid, slot) = split_waiting_key(key);
            if expires > clock.now || meter.try_consume(T::WeightInfo::step_prune()).is_err() {
                break;
            }
            Self::forget(key, grid, slot);
        }
        meter.consumed()
    }

    /// Moves books whose time has come from [`Waiting`] to [`Due`] while `may_go_on`. True if none is left.
    fn sort_due(clock: &Clock, may_go_on: &mut impl FnMut() -> bool) -> bool {
        for key in Waiting::<T>::iter_keys() {
            let (due, grid, slot) = split_waiting_key(key);
            if due > clock.now {
                break;
            }
            if !may_go_on() {
                return false;
            }
            Waiting::<T>::remove(key);
            Due::<T>::insert(grid.to_be_bytes(), slot.to_be_bytes(), ());
        }
        true
    }

    /// The oldest due slot of the grid whose turn it is.
    fn next_due() -> Option<(GridId, Slot)> {
        let last = Cursor::<T>::get().to_be_bytes();
        let after_last = Due::<T>::hashed_key_for(last, Slot::MAX.to_be_bytes());
        let next = Due::<T>::iter_keys_from(after_last).next();
        let (grid, slot) = next.or_else(|| Due::<T>::iter_keys().next())?;
        Some((GridId::from_be_bytes(grid), Slot::from_be_bytes(slot)))
    }

    /// Clears a slot in [`Due`]: the auction, the bank, the result.
    fn clear_slot(clock: &Clock, id: GridId, slot: Slot) {
        Due::<T>::remove(id.to_be_bytes(), slot.to_be_bytes());
        let (Some(book), Some(mut grid)) =
            (Books::<T>::take(id, slot), Self::grid_today(clock, id))
        else {
            defensive!("what is due has a book and a grid");
            return;
        };
        let outstanding = Self::outstanding(id, &grid);
        let room = grid.capacity.saturating_sub(outstanding);
        let clearing = energy_clearing::clear(&book.tariff, &book.totals, room);

        let mut cleared = ClearedSlot {
            clearing,
            ungranted: clearing.banked,
            pot: book.pot,
            open: book.open,
            expires: clock.now.saturating_add(KEPT),
        };
        if add(&mut grid.owed, clearing.banked).is_err() {
            defensive!("the bank's capacity fits");
            cleared.clearing.banked = 0;
            cleared.ungranted = 0;
        }
        grid.note(outstanding.saturating_add(cleared.clearing.banked));
        frame_support::defensive_assert!(
            book.open > 0 || (book.pot == 0 && clearing.unsold == 0),
            "a book without positions is empty"
        );
        Grids::<T>::insert(id, grid);
        Closed::<T>::mutate(id, |closed| closed.close(slot, clock.oldest_slot()));
        Expiring::<T>::insert(waiting_key(cleared.expires, id, slot), ());
        Cleared::<T>::insert(id, slot, &cleared);
        Self::deposit_event(Event::SlotCleared {
            grid: id,
            slot,
            price: clearing.price,
            volume: clearing.volume,
            banked: cleared.clearing.banked,
            curtailed: clearing.unsold.saturating_sub(cleared.clearing.banked),
        });
    }

    /// The week of a result is over. It stays as long as a position names it; the last settlement removes it.
    fn forget(key: WaitingKey, grid: GridId, slot: Slot) {
        Expiring::<T>::remove(key);
        if Cleared::<T>::get(grid, slot).is_some_and(|cleared| cleared.open == 0) {
            Cleared::<T>::remove(grid, slot);
        }
    }

    pub(crate) fn do_close_slot(id: GridId, slot: Slot) -> DispatchResultWithPostInfo {
        let clock = Clock::read::<T>();
        let mut sorted = 0u32;
        let mut may_go_on = || {
            let more = sorted < MAX_SORTED;
            sorted = sorted.saturating_add(more.into());
            more
        };
        if Self::sort_due(&clock, &mut may_go_on) {
            let (grid_key, slot_key) = (id.to_be_bytes(), slot.to_be_bytes());
            ensure!(
                Due::<T>::contains_key(grid_key, slot_key),
                Error::<T>::NotDue
            );
            let oldest = Due::<T>::iter_key_prefix(grid_key).next();
            ensure!(oldest == Some(slot_key), Error::<T>::OlderSlotDue);
            Self::clear_slot(&clock, id, slot);
        }
        Ok(Some(T::WeightInfo::close_slot(sorted)).into())
    }
}

#[cfg(feature = "runtime-benchmarks")]
impl<T: Config> Pallet<T> {
    /// The steps of the hook, for benchmarks.
    pub(crate) fn bench_sort(limit: u32) -> bool {
        let mut left = limit;
        Self::sort_due(&Clock::read::<T>(), &mut || {
            let more = left > 0;
            left = left.saturating_sub(1);
            more
        })
    }

    pub(crate) fn bench_clear() {
        if let Some((grid, slot)) = Self::next_due() {
            Self::clear_slot(&Clock::read::<T>(), grid, slot);
            Cursor::<T>::put(grid);
        }
    }

    pub(crate) fn bench_forget() {
        if let Some(key) = Expiring::<T>::iter_keys().next() {
            let (_, grid, slot) = split_waiting_key(key);
            Self::forget(key, grid, slot);
        }
    }
}
