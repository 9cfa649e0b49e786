//! Batches of readings: each reading is judged alone, and what all of them change is written once.

use crate::{book::*, ledger::*, *};
use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};
use frame_support::{dispatch::PostDispatchInfo, pallet_prelude::*};

/// The most results that so many readings look up: four by one, and one more by each other.
pub(crate) fn most_results(readings: u32) -> u32 {
    match readings {
        0 => 0,
        _ => readings.saturating_add(SETTLED_PER_READING.saturating_sub(1)),
    }
}

/// A batch of readings while it is worked on.
pub(crate) struct Batch<T: Config> {
    ledger: Ledger<T>,
    /// The name of this chain, to which signatures are bound.
    genesis: T::Hash,
    /// The readings so far.
    brought: u32,
    accepted: u32,
    /// Signatures checked.
    checked: u32,
    /// The books that the readings whose signatures were checked may touch.
    books: BTreeSet<(GridId, Slot)>,
    /// Positions in the records of the meters whose signatures were checked.
    positions: u32,
    /// Readings refused for a reason that an honest relayer cannot avoid.
    harmless: u32,
    /// Readings accepted of slots that are too old for a market. A meter has at most 3,840 newer
    /// slots, but millions of older ones, and each could be a reading of its own.
    ancient: u32,
    /// The meters heard from lately of which the batch has a reading, by grid.
    heard: BTreeMap<GridId, BTreeSet<MeterId>>,
    counts: BTreeMap<(GridId, Slot), u32>,
    in_arrears: BTreeSet<MeterId>,
    curtailed: BTreeMap<GridId, MilliWattHours>,
}

impl<T: Config> Batch<T> {
    pub(crate) fn open() -> Self {
        Self {
            ledger: Ledger::open(),
            genesis: Pallet::<T>::genesis_hash(),
            brought: 0,
            accepted: 0,
            checked: 0,
            books: BTreeSet::new(),
            positions: 0,
            harmless: 0,
            ancient: 0,
            heard: BTreeMap::new(),
            counts: BTreeMap::new(),
            in_arrears: BTreeSet::new(),
            curtailed: BTreeMap::new(),
        }
    }

    /// Takes the next reading.
    fn take(&mut self, reading: &SignedReading) {
        let mut honest = true;
        if let Err(reason) = self.accept(reading) {
            honest = reason.is_harmless();
            self.harmless = self.harmless.saturating_add(honest.into());
            Pallet::<T>::deposit_event(Event::ReadingRejected { index: self.brought, reason });
        }
        self.brought = self.brought.saturating_add(1);
        if honest {
            self.hear(reading.meter);
        }
    }

    /// Notes a meter that is read up to a slot of the last days.
    fn hear(&mut self, id: MeterId) {
        let calendar = self.ledger.calendar;
        let first = calendar.span_of(calendar.lately());
        let is_alive = |slot| calendar.span_of(slot) >= first;
        let meter = self.ledger.meter(id).filter(|meter| !meter.retired && is_alive(meter.slot));
        if let Some(grid) = meter.map(|meter| meter.grid) {
            self.heard.entry(grid).or_default().insert(id);
        }
    }

    /// Judges a reading and, if nothing is wrong with it, enters it. A reading that is refused
    /// changes nothing.
    pub(crate) fn accept(&mut self, reading: &SignedReading) -> Result<(), Rejection> {
        let calendar = self.ledger.calendar;
        let meter = self.ledger.meter(reading.meter).ok_or(Rejection::UnknownMeter)?;
        let flow = reading.judge(&calendar, meter)?;
        // Its own slot's, and that of the last slot that has ended, which takes late export.
        let books =
            [reading.slot, calendar.slot().saturating_sub(1)].map(|slot| (meter.grid, slot));
        let books = BTreeSet::from(books);
        let new = books.difference(&self.books).count();
        let most = T::MaxBooks::get() as usize;
        ensure!(self.books.len().saturating_add(new) <= most, Rejection::TooManyBooks);
        self.books.extend(books);
        self.checked = self.checked.saturating_add(1);
        self.positions = self.positions.saturating_add(meter.positions.len() as u32);
        reading.verify(&self.genesis, &meter.key)?;
        let (grid, missing) = (meter.grid, reading.missing_since(meter));
        let ended = self.ledger.grid(grid).is_some_and(|grid| grid.has_ended(&calendar));
        ensure!(!ended, Rejection::GridClosed);
        if let Some((first, last)) = missing {
            ensure!(self.ledger.are_over(grid, first, last), Rejection::OutOfOrder);
        }

        let mut draft = self.ledger.draft(reading.meter).ok_or(Rejection::UnknownMeter)?;
        draft.settle(&mut self.ledger, SETTLED_PER_READING, most_results(self.checked))?;
        draft.hear(&calendar, reading.slot);
        let entered = match draft.book_on_time(&mut self.ledger, reading.slot) {
            Some(OnTime::Opens(_)) if flow.is_empty() => Entered::default(),
            Some(OnTime::Opens(book) | OnTime::Joins(book)) => {
                draft.enter(&calendar, book, reading.slot, flow)?
            }
            None => draft.backstop(&mut self.ledger, reading.slot, flow)?,
        };
        draft.charge_days(&calendar, reading.slot)?;
        draft.meter.note(reading);
        self.count(&draft.meter, reading, entered);
        self.ledger.put(draft);
        Ok(())
    }

    /// Counts a reading that was accepted.
    fn count(&mut self, meter: &MeterOf<T>, reading: &SignedReading, entered: Entered) {
        let grid = meter.grid;
        self.accepted = self.accepted.saturating_add(1);
        let is_ancient = reading.slot < self.ledger.calendar.oldest_slot();
        self.ancient = self.ancient.saturating_add(is_ancient.into());
        let count = self.counts.entry((grid, reading.slot)).or_default();
        *count = count.saturating_add(1);
        if meter.arrears == 0 {
            // What an earlier reading owed was paid out of a position that this one settled.
            self.in_arrears.remove(&reading.meter);
        } else if entered.short {
            self.in_arrears.insert(reading.meter);
        }
        if entered.curtailed > 0 {
            let curtailed = self.curtailed.entry(grid).or_default();
            *curtailed = curtailed.saturating_add(entered.curtailed);
        }
    }

    /// What the batch weighed.
    fn weight(&self) -> Weight {
        let refused = self.brought.saturating_sub(self.checked);
        let mut weight = T::WeightInfo::refuse_readings(refused);
        // Where no signature was checked, no book was touched.
        if self.checked > 0 {
            let loads = self.ledger.loads(self.positions);
            weight = weight.saturating_add(Pallet::<T>::batch_weight(self.checked, loads));
        }
        weight.min(Pallet::<T>::worst_batch(self.brought))
    }

    /// Whether the relayer owes no fee.
    fn is_free(&mut self) -> bool {
        let honest =
            self.accepted.saturating_add(self.harmless) == self.brought && self.ancient == 0;
        let useful = self.brought > 0 && self.accepted.saturating_mul(2) >= self.brought;
        honest && useful && (self.is_large() || self.is_whole())
    }

    /// Whether it has so many readings that they fill no block for nothing.
    fn is_large(&self) -> bool {
        self.brought >= self.ledger.calendar.rules.free_readings
    }

    /// Whether it has all meters of its grids that were heard from lately. A small village has no
    /// more.
    fn is_whole(&mut self) -> bool {
        let Self { ledger, heard, counts, .. } = self;
        let calendar = ledger.calendar;
        let first = calendar.lately();
        let grids = counts.keys().map(|(grid, _)| *grid).collect::<BTreeSet<_>>();
        grids.into_iter().all(|id| {
            let brought = heard.get(&id).map_or(0, BTreeSet::len);
            ledger
                .grid(id)
                .is_some_and(|grid| brought as u64 >= grid.heard_since(&calendar, first).into())
        })
    }

    /// Writes what changed, and announces it.
    pub(crate) fn commit(self) {
        self.ledger.commit();
        for ((grid, slot), count) in self.counts {
            Pallet::<T>::deposit_event(Event::ReadingsAccepted { grid, slot, count });
        }
        for meter in self.in_arrears {
            Pallet::<T>::deposit_event(Event::InArrears { meter });
        }
        for (grid, energy) in self.curtailed {
            Pallet::<T>::deposit_event(Event::LateExportCurtailed { grid, energy });
        }
    }
}

impl<T: Config> Pallet<T> {
    pub(crate) fn do_submit_readings(readings: Vec<SignedReading>) -> PostDispatchInfo {
        let mut batch = Batch::<T>::open();
        readings.iter().for_each(|reading| batch.take(reading));
        let (weight, is_free) = (batch.weight(), batch.is_free());
        batch.commit();
        PostDispatchInfo {
            actual_weight: Some(weight),
            pays_fee: if is_free { Pays::No } else { Pays::Yes },
        }
    }
}
