//! Closing: books that are due are cleared, the oldest slot of each grid first.
//!
//! A book waits in [`Waiting`] until its due time has come, is then sorted into its grid's [`Due`]
//! slots, and cleared from there. Nothing is cleared before all that is due was sorted, or a grid
//! could clear a slot before an older one. Each step has a known weight, so the hook's time is
//! bounded however many books are due: the rest follows next block.
//!
//! No search begins before keys that were removed in the same block. The state finds its next key
//! by passing over all of those, so that thousands of steps from the head of a queue would cost
//! millions.

use crate::{calendar::*, money::*, *};
use alloc::collections::{BTreeMap, VecDeque};
use frame_support::{defensive, pallet_prelude::*, weights::WeightMeter};

/// How long the result of a slot is kept for bills.
pub(crate) const KEPT: Seconds = 7 * DAY_SECONDS;

/// The shortest standstill that is noticed. Blocks may be some minutes apart without one.
pub(crate) const NOTICED: Seconds = 600;

/// The most books that a [`close_slot`](Call::close_slot) sorts.
pub(crate) const MAX_SORTED: u32 = 32;

impl<T: Config> Pallet<T> {
    /// The hook: sorts books that are due, clears them, and forgets old results, within a budget of
    /// weight.
    pub(crate) fn close_due(limit: Weight) -> Weight {
        let mut budget = WeightMeter::with_limit(limit);
        if budget.try_consume(T::WeightInfo::closing_idle()).is_err() {
            return budget.consumed();
        }
        let calendar = Calendar::read::<T>();
        Self::note_standstill(&calendar);
        if Self::sort_due(&calendar, || budget.try_consume(T::WeightInfo::step_due()).is_ok()) {
            Self::clear_due(&calendar, &mut budget);
        }
        for key in Expiring::<T>::iter_keys() {
            let (expires, grid, slot) = split_waiting_key(key);
            if expires > calendar.now || budget.try_consume(T::WeightInfo::step_prune()).is_err() {
                break;
            }
            Self::forget(key, grid, slot);
        }
        budget.consumed()
    }

    /// Notes that the chain stood still, if the time that it was open fell behind the clock.
    fn note_standstill(calendar: &Calendar) {
        let behind = calendar.now.saturating_sub(calendar.open);
        if behind > Stood::<T>::get().behind.saturating_add(NOTICED) {
            Stood::<T>::put(Standstill { behind, until: calendar.now });
        }
    }

    /// Moves books whose time has come from [`Waiting`] to [`Due`] while `may_go_on`. Returns true
    /// if none is left, or if a grid has so many that some must be cleared first.
    pub(crate) fn sort_due(calendar: &Calendar, mut may_go_on: impl FnMut() -> bool) -> bool {
        let after = Waiting::<T>::hashed_key_for(Sorted::<T>::get());
        let (mut due, mut last, mut done) = (BTreeMap::new(), None, true);
        for key in Waiting::<T>::iter_keys_from(after) {
            let (time, grid, slot) = split_waiting_key(key);
            if time > calendar.open {
                break;
            }
            if !may_go_on() {
                done = false;
                break;
            }
            let slots: &mut DueSlots =
                due.entry(grid.to_be_bytes()).or_insert_with_key(|grid| Due::<T>::get(grid));
            let older = slots.partition_point(|other| *other > slot);
            if slots.try_insert(older, slot).is_err() {
                break;
            }
            Waiting::<T>::remove(key);
            last = Some(key);
        }
        due.into_iter().for_each(|(grid, slots)| Self::put_due(grid, slots));
        if let Some(last) = last {
            Sorted::<T>::put(last);
        }
        done
    }

    /// Clears due slots as far as the weight reaches. Every grid clears its oldest slot before any
    /// grid has its second turn. The grid after the one that had the last turn begins.
    pub(crate) fn clear_due(calendar: &Calendar, budget: &mut WeightMeter) {
        let cursor = Cursor::<T>::get().to_be_bytes();
        let mut fresh = Due::<T>::iter_from(Due::<T>::hashed_key_for(cursor))
            .chain(Due::<T>::iter().take_while(|(grid, _)| *grid <= cursor))
            .fuse();
        let mut turns = VecDeque::<(DueKey, DueSlots)>::new();
        let mut last = None;
        while budget.can_consume(T::WeightInfo::step_clear()) {
            let Some((key, mut slots)) = fresh.next().or_else(|| turns.pop_front()) else {
                break;
            };
            budget.consume(T::WeightInfo::step_clear());
            let grid = GridId::from_be_bytes(key);
            Self::clear_oldest(calendar, grid, &mut slots);
            if slots.is_empty() {
                Due::<T>::remove(key);
            } else {
                turns.push_back((key, slots));
            }
            last = Some(grid);
        }
        turns.into_iter().for_each(|(grid, slots)| Self::put_due(grid, slots));
        if let Some(last) = last {
            Cursor::<T>::put(last);
        }
    }

    /// Takes the oldest slot out of a grid's due slots, and clears it.
    fn clear_oldest(calendar: &Calendar, id: GridId, slots: &mut DueSlots) {
        if let Some(slot) = slots.pop() {
            Self::clear_slot(calendar, id, slot);
        }
    }

    fn put_due(grid: DueKey, slots: DueSlots) {
        if slots.is_empty() {
            Due::<T>::remove(grid);
        } else {
            Due::<T>::insert(grid, slots);
        }
    }

    /// Clears a slot that was taken out of [`Due`]: the auction, the bank, the result.
    fn clear_slot(calendar: &Calendar, id: GridId, slot: Slot) {
        let (Some(book), Some(mut grid)) =
            (Books::<T>::take(id, slot), Self::grid_today(calendar, id))
        else {
            defensive!("what is due has a book and a grid");
            return;
        };
        let outstanding = Self::outstanding(id, &grid);
        let room = grid.room(outstanding);
        let clearing = energy_clearing::clear(&book.tariff, &book.totals, room);

        let mut cleared = ClearedSlot {
            clearing,
            ungranted: clearing.banked,
            pot: book.pot,
            open: book.open,
            expires: calendar.now.saturating_add(KEPT),
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
        Closed::<T>::mutate(id, |closed| closed.add(slot, calendar.oldest_slot()));
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

    /// Forgets a result whose week is over. If a position still names it, it stays, and the last
    /// settlement removes it.
    fn forget(key: WaitingKey, grid: GridId, slot: Slot) {
        Expiring::<T>::remove(key);
        if Cleared::<T>::get(grid, slot).is_some_and(|cleared| cleared.open == 0) {
            Cleared::<T>::remove(grid, slot);
        }
    }

    pub(crate) fn do_close_slot(id: GridId, slot: Slot) -> DispatchResultWithPostInfo {
        let calendar = Calendar::read::<T>();
        let mut sorted = 0u32;
        if Self::sort_due(&calendar, || {
            let more = sorted < MAX_SORTED;
            sorted = sorted.saturating_add(more.into());
            more
        }) {
            let grid = id.to_be_bytes();
            let mut slots = Due::<T>::get(grid);
            ensure!(slots.contains(&slot), Error::<T>::NotDue);
            ensure!(slots.last() == Some(&slot), Error::<T>::OlderSlotDue);
            Self::clear_oldest(&calendar, id, &mut slots);
            Self::put_due(grid, slots);
        }
        Ok(Some(T::WeightInfo::close_slot(sorted)).into())
    }
}

#[cfg(feature = "runtime-benchmarks")]
impl<T: Config> Pallet<T> {
    /// A step of the hook, for benchmarks.
    pub(crate) fn bench_forget() {
        if let Some(key) = Expiring::<T>::iter_keys().next() {
            let (_, grid, slot) = split_waiting_key(key);
            Self::forget(key, grid, slot);
        }
    }
}
