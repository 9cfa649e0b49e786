//! The working copy of everything that a call touches: each record is read once and written once,
//! however many readings of a batch use it. Changes are made in a copy, the [`Draft`], until it is
//! put back. So a reading that turns out impossible halfway leaves no trace.

use crate::{calendar::*, slots::all_in, weighing::Loads, *};
use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};
use frame_support::{defensive_assert, ensure};
use sp_runtime::DispatchError;

/// Records by key: as they are in storage, or as they will be written.
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

impl<K: Ord, V> Cache<K, V> {
    fn get(&mut self, key: K, load: impl FnOnce() -> Option<V>) -> Option<&V> {
        self.0.entry(key).or_insert_with(|| Entry { value: load(), changed: false }).value.as_ref()
    }

    fn set(&mut self, key: K, value: Option<V>) {
        self.0.insert(key, Entry { value, changed: true });
    }

    fn into_changes(self) -> impl Iterator<Item = (K, Option<V>)> {
        self.0.into_iter().filter(|(_, entry)| entry.changed).map(|(key, entry)| (key, entry.value))
    }

    fn has(&self, key: &K) -> bool {
        self.0.contains_key(key)
    }

    fn len(&self) -> u32 {
        self.0.len() as u32
    }
}

/// See the [module](self).
pub(crate) struct Ledger<T: Config> {
    pub calendar: Calendar,
    meters: Cache<MeterId, MeterOf<T>>,
    /// The meters that owed money when they were loaded.
    in_arrears: BTreeSet<MeterId>,
    grids: Cache<GridId, GridOf<T>>,
    opened: Cache<GridId, SlotSet>,
    closed: BTreeMap<GridId, SlotSet>,
    books: Cache<(GridId, Slot), Book>,
    /// The due times under which books stand in [`Waiting`].
    queued: BTreeMap<(GridId, Slot), Seconds>,
    cleared: Cache<(GridId, Slot), ClearedSlot>,
    settled: BTreeSet<(GridId, Slot)>,
    /// The number of positions that were settled.
    settlements: u32,
}

/// A meter, its grid, and what else changes with them, while a reading or a call works on them. It
/// is put back whole, or dropped.
pub(crate) struct Draft<T: Config> {
    pub id: MeterId,
    pub meter: MeterOf<T>,
    pub grid: GridOf<T>,
    /// The book that a position was put into.
    pub book: Option<(Slot, Book)>,
    /// The results that positions were settled from.
    pub results: Vec<(Slot, ClearedSlot)>,
}

impl<T: Config> Ledger<T> {
    /// A ledger of the present moment.
    pub(crate) fn open() -> Self {
        Self::at(Calendar::read::<T>())
    }

    pub(crate) fn at(calendar: Calendar) -> Self {
        Self {
            calendar,
            meters: Cache::default(),
            in_arrears: BTreeSet::new(),
            grids: Cache::default(),
            opened: Cache::default(),
            closed: BTreeMap::new(),
            books: Cache::default(),
            queued: BTreeMap::new(),
            cleared: Cache::default(),
            settled: BTreeSet::new(),
            settlements: 0,
        }
    }

    /// A draft of a meter and its grid.
    pub(crate) fn draft(&mut self, id: MeterId) -> Option<Draft<T>> {
        let meter = self.meter(id)?.clone();
        let grid = self.grid(meter.grid).cloned();
        defensive_assert!(grid.is_some(), "a meter's grid exists");
        Some(Draft { id, meter, grid: grid?, book: None, results: Vec::new() })
    }

    /// Puts back a draft, with all that changed in it.
    pub(crate) fn put(&mut self, draft: Draft<T>) {
        let Draft { id, meter, grid, book, results } = draft;
        let grid_id = meter.grid;
        self.set_meter(id, meter);
        self.set_grid(grid_id, grid);
        self.settlements = self.settlements.saturating_add(results.len() as u32);
        for (slot, result) in results {
            self.set_cleared(grid_id, slot, result);
        }
        if let Some((slot, book)) = book {
            if self.book(grid_id, slot).is_none() {
                let (oldest, mut opened) = (self.calendar.oldest_slot(), self.opened(grid_id));
                opened.add(slot, oldest);
                self.opened.set(grid_id, Some(opened));
            }
            self.books.set((grid_id, slot), Some(book));
        }
    }

    pub(crate) fn meter(&mut self, id: MeterId) -> Option<&MeterOf<T>> {
        let in_arrears = &mut self.in_arrears;
        self.meters.get(id, || {
            let meter = Meters::<T>::get(id)?;
            if meter.arrears > 0 {
                in_arrears.insert(id);
            }
            Some(meter)
        })
    }

    pub(crate) fn set_meter(&mut self, id: MeterId, meter: MeterOf<T>) {
        self.meters.set(id, Some(meter));
    }

    pub(crate) fn remove_meter(&mut self, id: MeterId) {
        self.meters.set(id, None);
    }

    /// The grid, with its days brought up to today.
    pub(crate) fn grid(&mut self, id: GridId) -> Option<&GridOf<T>> {
        let calendar = &self.calendar;
        self.grids.get(id, || Pallet::<T>::grid_today(calendar, id))
    }

    /// The grid, if somebody is its operator.
    pub(crate) fn operated(
        &mut self,
        id: GridId,
        who: &T::AccountId,
    ) -> Result<&GridOf<T>, DispatchError> {
        let grid = self.grid(id).ok_or(Error::<T>::UnknownGrid)?;
        ensure!(grid.operator == *who, Error::<T>::NotOperator);
        Ok(grid)
    }

    pub(crate) fn set_grid(&mut self, id: GridId, grid: GridOf<T>) {
        self.grids.set(id, Some(grid));
    }

    /// Whether a slot of the grid has closed. `None` if the slot is too old to be known.
    pub(crate) fn is_closed(&mut self, grid: GridId, slot: Slot) -> Option<bool> {
        self.closed(grid).has(slot)
    }

    fn closed(&mut self, grid: GridId) -> &SlotSet {
        self.closed.entry(grid).or_insert_with(|| Closed::<T>::get(grid))
    }

    fn opened(&mut self, grid: GridId) -> SlotSet {
        self.opened.get(grid, || Some(Opened::<T>::get(grid))).cloned().unwrap_or_default()
    }

    /// Whether no reading of these slots can be on time any more, because each has closed, or is
    /// older than the patience, or never had a book although the last of them ended some days ago,
    /// and the chain did not stand still since.
    ///
    /// A book that is due and not cleared yet counts as open. The hook clears it in a block or two.
    pub(crate) fn are_over(&mut self, grid: GridId, first: Slot, last: Slot) -> bool {
        let calendar = self.calendar;
        let first = first.max(calendar.oldest_slot());
        let since = calendar.end(last).max(Stood::<T>::get().until);
        let waited = calendar.now >= since.saturating_add(calendar.missing());
        let opened = self.opened(grid);
        let closed = self.closed(grid);
        let never_had_any = |octet| if waited { !opened.octet(octet) } else { 0 };
        first > last || all_in(first, last, |octet| closed.octet(octet) | never_had_any(octet))
    }

    pub(crate) fn book(&mut self, grid: GridId, slot: Slot) -> Option<&Book> {
        let queued = &mut self.queued;
        self.books.get((grid, slot), || {
            let book = Books::<T>::get(grid, slot)?;
            queued.insert((grid, slot), book.due);
            Some(book)
        })
    }

    /// The result of a slot. `None`, too, if `most` others were looked up.
    pub(crate) fn cleared(&mut self, grid: GridId, slot: Slot, most: u32) -> Option<&ClearedSlot> {
        let key = (grid, slot);
        if self.cleared.len() >= most && !self.cleared.has(&key) {
            return None;
        }
        self.cleared.get(key, || Cleared::<T>::get(grid, slot))
    }

    /// Puts a result back. If all its positions are settled, an event tells so, and the result is
    /// forgotten once its week is over.
    fn set_cleared(&mut self, grid: GridId, slot: Slot, new: ClearedSlot) {
        let settled = new.open == 0;
        if settled {
            self.settled.insert((grid, slot));
        }
        let kept = !settled || new.expires > self.calendar.now;
        self.cleared.set((grid, slot), kept.then_some(new));
    }

    /// What was loaded, beside meters with so many positions.
    pub(crate) fn loads(&self, positions: u32) -> Loads {
        let books = self.grids.len().max(self.books.len()).max(self.closed.len() as u32);
        Loads { books, results: self.cleared.len(), positions, settled: self.settlements }
    }

    /// Writes everything that changed.
    pub(crate) fn commit(self) {
        for (id, meter) in self.meters.into_changes() {
            let paid = meter.as_ref().is_some_and(|meter| meter.arrears == 0 && !meter.retired);
            if paid && self.in_arrears.contains(&id) {
                Pallet::<T>::deposit_event(Event::Reconnected { meter: id });
            }
            Meters::<T>::set(id, meter);
        }
        for (id, grid) in self.grids.into_changes() {
            Grids::<T>::set(id, grid);
        }
        for (grid, opened) in self.opened.into_changes() {
            Opened::<T>::set(grid, opened.unwrap_or_default());
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
