//! The working copy of everything that a call touches: each record is read once and written once,
//! however many readings of a batch use it. What is read is a copy; nothing is changed until it is
//! put back, so a reading that turns out impossible halfway leaves no trace.

use crate::{clock::*, *};
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::DefaultNoBound;

/// Records by key: as they are in storage, or as they shall be.
struct Cache<K, V>(BTreeMap<K, Entry<V>>);

struct Entry<V> {
    value: Option<V>,
    changed: bool,
}

impl<K, V> Default for Cache<K, V> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<K: Ord + Copy, V: Clone> Cache<K, V> {
    fn get(&mut self, key: K, load: impl FnOnce() -> Option<V>) -> Option<V> {
        self.0.entry(key).or_insert_with(|| Entry { value: load(), changed: false }).value.clone()
    }

    fn set(&mut self, key: K, value: Option<V>) {
        self.0.insert(key, Entry { value, changed: true });
    }

    fn into_changes(self) -> impl Iterator<Item = (K, Option<V>)> {
        self.0.into_iter().filter(|(_, entry)| entry.changed).map(|(key, entry)| (key, entry.value))
    }

    fn len(&self) -> u32 {
        self.0.len() as u32
    }
}

/// See the [module](self).
#[derive(DefaultNoBound)]
pub(crate) struct Ledger<T: Config> {
    meters: Cache<MeterId, MeterOf<T>>,
    grids: Cache<GridId, GridOf<T>>,
    closed: BTreeMap<GridId, ClosedSlots>,
    books: Cache<(GridId, Slot), Book>,
    /// The due times under which books stand in [`Waiting`].
    queued: BTreeMap<(GridId, Slot), Seconds>,
    cleared: Cache<(GridId, Slot), ClearedSlot>,
    settled: BTreeSet<(GridId, Slot)>,
}

impl<T: Config> Ledger<T> {
    pub(crate) fn meter(&mut self, id: MeterId) -> Option<MeterOf<T>> {
        self.meters.get(id, || Meters::<T>::get(id))
    }

    pub(crate) fn set_meter(&mut self, id: MeterId, meter: Option<MeterOf<T>>) {
        self.meters.set(id, meter);
    }

    /// The grid, with its days brought up to today.
    pub(crate) fn grid(&mut self, clock: &Clock, id: GridId) -> Option<GridOf<T>> {
        self.grids.get(id, || Pallet::<T>::grid_today(clock, id))
    }

    pub(crate) fn set_grid(&mut self, id: GridId, grid: GridOf<T>) {
        self.grids.set(id, Some(grid));
    }

    /// Whether a slot of the grid has closed; `None` if that is too long ago to be known.
    pub(crate) fn is_closed(&mut self, grid: GridId, slot: Slot) -> Option<bool> {
        self.closed.entry(grid).or_insert_with(|| Closed::<T>::get(grid)).is_closed(slot)
    }

    pub(crate) fn book(&mut self, grid: GridId, slot: Slot) -> Option<Book> {
        let queued = &mut self.queued;
        self.books.get((grid, slot), || {
            let book = Books::<T>::get(grid, slot)?;
            queued.insert((grid, slot), book.due);
            Some(book)
        })
    }

    pub(crate) fn set_book(&mut self, grid: GridId, slot: Slot, book: Book) {
        self.books.set((grid, slot), Some(book));
    }

    pub(crate) fn cleared(&mut self, grid: GridId, slot: Slot) -> Option<ClearedSlot> {
        self.cleared.get((grid, slot), || Cleared::<T>::get(grid, slot))
    }

    /// Puts a result back. One that is settled is announced, and forgotten if its week is over.
    pub(crate) fn set_cleared(&mut self, now: Seconds, grid: GridId, slot: Slot, new: ClearedSlot) {
        let settled = new.open == 0;
        if settled {
            self.settled.insert((grid, slot));
        }
        let kept = !settled || new.expires > now;
        self.cleared.set((grid, slot), kept.then_some(new));
    }

    /// How many grids and books were touched, whichever are more.
    pub(crate) fn books_touched(&self) -> u32 {
        self.grids.len().max(self.books.len())
    }

    /// How many results were looked for.
    pub(crate) fn results_touched(&self) -> u32 {
        self.cleared.len()
    }

    /// Writes everything that changed.
    pub(crate) fn commit(self) {
        for (id, meter) in self.meters.into_changes() {
            Meters::<T>::set(id, meter);
        }
        for (id, grid) in self.grids.into_changes() {
            Grids::<T>::set(id, grid);
        }
        for ((grid, slot), book) in self.books.into_changes() {
            let queued = self.queued.get(&(grid, slot)).copied();
            let due = book.as_ref().map(|book| book.due);
            // A late book that reached half of the meters moves forward in the queue.
            if queued != due {
                if let Some(queued) = queued {
                    Waiting::<T>::remove(waiting_key(queued, grid, slot));
                }
                if let Some(due) = due {
                    Waiting::<T>::insert(waiting_key(due, grid, slot), ());
                }
            }
            Books::<T>::set(grid, slot, book);
        }
        for ((grid, slot), cleared) in self.cleared.into_changes() {
            Cleared::<T>::set(grid, slot, cleared);
        }
        for (grid, slot) in self.settled {
            Pallet::<T>::deposit_event(Event::SlotSettled { grid, slot });
        }
    }
}
