//! Readings: judged one by one, entered into their books, and paid for.

use crate::{clock::*, ledger::*, meter::*, money::*, *};
use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};
use frame_support::{dispatch::PostDispatchInfo, pallet_prelude::*};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::{traits::Zero, ArithmeticError};

/// What a meter signs begins with this: no signature for anything else can pass for a reading.
pub const READING_DOMAIN: &[u8; 14] = b"vaka/reading/1";

impl From<ArithmeticError> for Rejection {
    fn from(_: ArithmeticError) -> Self {
        Rejection::Overflow
    }
}

/// The energy of a reading: what flowed since the one before it, in mWh.
struct Flow {
    import: MilliWattHours,
    export: MilliWattHours,
}

/// What a batch comes to.
#[derive(Default)]
struct Tally {
    accepted: u32,
    /// Signatures checked.
    checked: u32,
    /// Positions in the records of those.
    positions: u32,
    /// Refused for something that an honest relayer cannot help.
    harmless: u32,
    /// Accepted, but of slots that no market is left for. A meter has 3,840 slots that may be new;
    /// it has millions that are old, and each could be a reading of its own.
    ancient: u32,
    counts: BTreeMap<(GridId, Slot), u32>,
    in_arrears: BTreeSet<MeterId>,
    curtailed: BTreeMap<GridId, MilliWattHours>,
}

impl<T: Config> Pallet<T> {
    /// The bytes that a meter signs: domain, genesis hash, meter, slots and registers,
    /// little-endian, of fixed width.
    pub(crate) fn payload(
        meter: MeterId,
        since_slot: Slot,
        slot: Slot,
        import_wh: WattHours,
        export_wh: WattHours,
    ) -> ReadingPayload {
        Self::encode_payload(&Self::genesis_hash(), (meter, since_slot, slot, import_wh, export_wh))
    }

    fn encode_payload(
        genesis: &T::Hash,
        reading: (MeterId, Slot, Slot, WattHours, WattHours),
    ) -> ReadingPayload {
        let mut payload = [0; READING_PAYLOAD_BYTES];
        let bytes = (READING_DOMAIN, genesis, reading).encode();
        payload.iter_mut().zip(bytes).for_each(|(to, from)| *to = from);
        payload
    }

    /// The name of this chain. The block hash of genesis is never pruned.
    fn genesis_hash() -> T::Hash {
        frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero())
    }

    /// The weight of readings whose signatures are checked, and of what else they load: books,
    /// results, and positions in the meters' records.
    pub(crate) fn batch_weight(readings: u32, books: u32, results: u32, positions: u32) -> Weight {
        T::WeightInfo::submit_readings(readings)
            .saturating_add(beyond(T::WeightInfo::books_of_batch, books))
            .saturating_add(beyond(T::WeightInfo::results_of_batch, results))
            .saturating_add(beyond(T::WeightInfo::positions_of_batch, positions))
    }

    /// The weight of a batch if every reading were of another grid and of a meter with all the
    /// positions it can have, of which it settled four, each of another slot.
    pub(crate) fn worst_batch(readings: u32) -> Weight {
        Self::batch_weight(
            readings,
            readings,
            readings.saturating_mul(SETTLED_PER_READING),
            readings.saturating_mul(MAX_POSITIONS),
        )
    }

    pub(crate) fn do_submit_readings(readings: Vec<SignedReading>) -> PostDispatchInfo {
        let (mut ledger, clock) = (Ledger::<T>::default(), Clock::read::<T>());
        let (mut tally, genesis) = (Tally::default(), Self::genesis_hash());
        let total = readings.len() as u32;
        for (index, reading) in (0..total).zip(&readings) {
            if let Err(reason) = Self::accept(&mut ledger, &clock, &mut tally, &genesis, reading) {
                if matches!(reason, Rejection::Duplicate | Rejection::OutOfOrder) {
                    tally.harmless = tally.harmless.saturating_add(1);
                }
                Self::deposit_event(Event::ReadingRejected { index, reason });
            }
        }

        let refused = total.saturating_sub(tally.checked);
        let mut weight = T::WeightInfo::refuse_readings(refused);
        // Where no signature was checked, no book was touched.
        if tally.checked > 0 {
            weight = weight.saturating_add(Self::batch_weight(
                tally.checked,
                ledger.books_touched(),
                ledger.results_touched(),
                tally.positions,
            ));
        }
        let honest = tally.accepted.saturating_add(tally.harmless) == total && tally.ancient == 0;
        let free = honest && total > 0 && tally.accepted.saturating_mul(2) >= total;
        ledger.commit();
        tally.announce::<T>();
        PostDispatchInfo {
            actual_weight: Some(weight.min(Self::worst_batch(total))),
            pays_fee: if free { Pays::No } else { Pays::Yes },
        }
    }

    /// Judges a reading and, if nothing is wrong with it, enters it. A reading that is refused
    /// changes nothing.
    fn accept(
        ledger: &mut Ledger<T>,
        clock: &Clock,
        tally: &mut Tally,
        genesis: &T::Hash,
        reading: &SignedReading,
    ) -> Result<(), Rejection> {
        let mut meter = ledger.meter(reading.meter).ok_or(Rejection::UnknownMeter)?;
        let flow = Self::judge(clock, &meter, reading)?;
        tally.checked = tally.checked.saturating_add(1);
        tally.positions = tally.positions.saturating_add(meter.positions.len() as u32);
        Self::verify(genesis, &meter, reading)?;

        let grid_id = meter.grid;
        let Some(mut grid) = ledger.grid(clock, grid_id) else {
            frame_support::defensive!("a meter's grid exists");
            return Err(Rejection::UnknownMeter);
        };
        let settled = Self::settle_positions(ledger, &mut meter, &mut grid, SETTLED_PER_READING)?;
        let entered = match Self::open_for(ledger, clock, &meter, &grid, reading) {
            Some(book) => Self::enter(clock, &mut meter, &mut grid, book, reading.slot, flow)?,
            None => Self::backstop(ledger, clock, &mut meter, &mut grid, reading, flow)?,
        };

        meter.slot = reading.slot;
        meter.import_wh = reading.import_wh;
        meter.export_wh = reading.export_wh;
        if meter.next.is_some_and(|next| next.from <= reading.slot) {
            meter.limits = meter.limits_at(reading.slot);
            meter.next = None;
        }
        ledger.set_meter(reading.meter, Some(meter));
        ledger.set_grid(grid_id, grid);
        Self::put_results(ledger, clock, grid_id, settled);
        tally.count(grid_id, reading, &entered);
        let is_ancient = reading.slot < clock.oldest_slot();
        tally.ancient = tally.ancient.saturating_add(is_ancient.into());
        if let Some((slot, book)) = entered.book {
            ledger.set_book(grid_id, slot, book);
        }
        Ok(())
    }

    /// What can be wrong with a reading, cheapest first, but for its signature.
    fn judge(
        clock: &Clock,
        meter: &MeterOf<T>,
        reading: &SignedReading,
    ) -> Result<Flow, Rejection> {
        ensure!(!meter.retired, Rejection::Retired);
        ensure!(reading.slot < clock.slot(), Rejection::FutureSlot);
        ensure!(reading.slot > meter.slot, Rejection::Duplicate);
        ensure!(reading.since_slot == meter.slot, Rejection::OutOfOrder);
        let (import, export) = reading
            .import_wh
            .checked_sub(meter.import_wh)
            .zip(reading.export_wh.checked_sub(meter.export_wh))
            .ok_or(Rejection::RegisterDecreased)?;
        let elapsed = clock.end(reading.slot).saturating_sub(clock.end(meter.slot));
        let limit = through_breaker(meter.breaker_w, elapsed);
        ensure!(u128::from(import.max(export)) <= limit, Rejection::AboveBreaker);
        // Whether it fits is for later: the signature comes first.
        Ok(Flow { import, export })
    }

    fn verify(
        genesis: &T::Hash,
        meter: &MeterOf<T>,
        reading: &SignedReading,
    ) -> Result<(), Rejection> {
        let SignedReading { meter: id, since_slot, slot, import_wh, export_wh, .. } = *reading;
        let payload = Self::encode_payload(genesis, (id, since_slot, slot, import_wh, export_wh));
        let valid = sp_io::crypto::ed25519_verify(&reading.signature, &payload, &meter.key);
        ensure!(valid, Rejection::BadSignature);
        Ok(())
    }

    /// The book of the reading's slot, if the reading is on time: it is the meter's next slot,
    /// within the patience, and its book is not due, or was never opened. What counts is the due
    /// time, however far clearing lags behind it.
    fn open_for(
        ledger: &mut Ledger<T>,
        clock: &Clock,
        meter: &MeterOf<T>,
        grid: &GridOf<T>,
        reading: &SignedReading,
    ) -> Option<Book> {
        let slot = reading.slot;
        if slot != meter.slot.saturating_add(1) || slot < clock.oldest_slot() {
            return None;
        }
        Self::book_at(ledger, clock, meter.grid, grid, slot).filter(|book| book.due > clock.now)
    }

    /// The book of a slot, or a new one if it never had any.
    fn book_at(
        ledger: &mut Ledger<T>,
        clock: &Clock,
        id: GridId,
        grid: &GridOf<T>,
        slot: Slot,
    ) -> Option<Book> {
        if let Some(book) = ledger.book(id, slot) {
            return Some(book);
        }
        if ledger.is_closed(id, slot) != Some(false) {
            return None;
        }
        let in_time = clock.end(slot).saturating_add(clock.timing.grace_seconds.into());
        let gathering = clock.now >= in_time;
        Some(Book {
            tariff: grid.tariff_at(slot)?,
            totals: Totals::default(),
            pot: 0,
            open: 0,
            readings: 0,
            // Opened late: the neighbours have a day to come.
            due: if gathering { clock.now.saturating_add(DAY_SECONDS) } else { in_time },
            gathering,
        })
    }

    /// Enters a reading that is on time into its book.
    fn enter(
        clock: &Clock,
        meter: &mut MeterOf<T>,
        grid: &mut GridOf<T>,
        mut book: Book,
        slot: Slot,
        flow: Flow,
    ) -> Result<Entered, Rejection> {
        let limits = meter.limits_at(slot);
        let import = flow.import.checked_mul(MILLI).ok_or(Rejection::Overflow)?;
        let export = flow.export.checked_mul(MILLI).ok_or(Rejection::Overflow)?;
        let paid = meter.pay_import(grid, import, book.tariff.retail, limits.owed_first)?;

        let mut new = Position { slot, ..Default::default() };
        // Ticks of equal price are one, the lowest: the margins of the clearing are such ticks.
        let tick = |limit: Option<u8>| limit.and_then(|tick| book.tariff.canonical(tick));
        match tick(limits.bid) {
            Some(bid) => {
                (new.demand, new.bid) = (paid.taken, bid);
                book.totals.add_demand(bid, paid.taken)?;
                add(&mut book.pot, paid.cost)?;
            }
            None => add(&mut grid.float, paid.cost)?,
        }
        match tick(limits.ask) {
            Some(ask) => {
                (new.supply, new.ask) = (export, ask);
                book.totals.add_supply(ask, export)?;
            }
            None => {
                new.bank_only = export;
                book.totals.add_bank_only(export)?;
            }
        }
        meter.keep(new, &mut book)?;

        add(&mut book.readings, 1)?;
        if book.gathering && u64::from(book.readings).saturating_mul(2) >= grid.meters.into() {
            book.gathering = false;
            let grace = clock.now.saturating_add(clock.timing.grace_seconds.into());
            book.due = book.due.min(grace);
        }
        Ok(Entered { book: Some((slot, book)), short: paid.short, curtailed: 0 })
    }

    /// Settles a reading that is late, or spans missed slots, at terms that nobody can better by
    /// waiting: import at the highest retail price of these slots; export for the bank only, among
    /// that of the last slot that has ended, and no more than the bank had room for at its fullest
    /// since the first of those days began. All days up to now count, for those slots may have
    /// cleared, and filled the bank, on any of them.
    fn backstop(
        ledger: &mut Ledger<T>,
        clock: &Clock,
        meter: &mut MeterOf<T>,
        grid: &mut GridOf<T>,
        reading: &SignedReading,
        flow: Flow,
    ) -> Result<Entered, Rejection> {
        let import = flow.import.checked_mul(MILLI).ok_or(Rejection::Overflow)?;
        let export = flow.export.checked_mul(MILLI).ok_or(Rejection::Overflow)?;
        let limits = meter.limits_at(reading.slot);
        let retail = grid.highest_retail(clock, meter.slot.saturating_add(1), reading.slot);
        let paid = meter.pay_import(grid, import, retail, limits.owed_first)?;
        add(&mut grid.float, paid.cost)?;

        let first = clock.day_after(meter.slot);
        let admitted = export.min(grid.room_since(first));
        let mut book = None;
        if admitted > 0 {
            let slot = clock.slot().saturating_sub(1);
            // The grace is at least a slot, so this book cannot be due.
            let Some(mut last) = Self::book_at(ledger, clock, meter.grid, grid, slot) else {
                frame_support::defensive!("the slot that has just ended is open");
                return Err(Rejection::Overflow);
            };
            grid.admit_since(first, admitted);
            last.totals.add_bank_only(admitted)?;
            let new = Position { slot, bank_only: admitted, ..Default::default() };
            meter.keep(new, &mut last)?;
            book = Some((slot, last));
        }
        let curtailed = export.saturating_sub(admitted);
        Ok(Entered { book, short: paid.short, curtailed })
    }
}

/// What `count` of something add to the weight of the call in whose benchmark they are counted from
/// none.
pub(crate) fn beyond(weigh: impl Fn(u32) -> Weight, count: u32) -> Weight {
    weigh(count).saturating_sub(weigh(0))
}

/// What a reading came to.
struct Entered {
    /// The book it was entered into.
    book: Option<(Slot, Book)>,
    /// Whether some import is unpaid.
    short: bool,
    /// mWh of late export that were not admitted.
    curtailed: MilliWattHours,
}

impl<AccountId> Meter<AccountId> {
    /// Keeps what was put into a book: with what the meter has there already, or as a new position.
    /// An empty one is not kept.
    fn keep(&mut self, new: Position, book: &mut Book) -> Result<(), Rejection> {
        if new.demand == 0 && new.supply == 0 && new.bank_only == 0 {
            return Ok(());
        }
        match self.positions.binary_search_by_key(&new.slot, |position| position.slot) {
            Ok(index) => {
                let Some(old) = self.positions.get_mut(index) else {
                    return Err(Rejection::PositionsFull);
                };
                // Late export may come before and after the slot's own reading, which comes once.
                if new.demand > 0 {
                    (old.demand, old.bid) = (new.demand, new.bid);
                }
                if new.supply > 0 {
                    (old.supply, old.ask) = (new.supply, new.ask);
                }
                add(&mut old.bank_only, new.bank_only)?;
            }
            Err(index) => {
                self.positions.try_insert(index, new).map_err(|_| Rejection::PositionsFull)?;
                add(&mut book.open, 1)?;
            }
        }
        Ok(())
    }
}

impl Tally {
    fn count(&mut self, grid: GridId, reading: &SignedReading, entered: &Entered) {
        self.accepted = self.accepted.saturating_add(1);
        let count = self.counts.entry((grid, reading.slot)).or_default();
        *count = count.saturating_add(1);
        if entered.short {
            self.in_arrears.insert(reading.meter);
        }
        if entered.curtailed > 0 {
            let curtailed = self.curtailed.entry(grid).or_default();
            *curtailed = curtailed.saturating_add(entered.curtailed);
        }
    }

    fn announce<T: Config>(self) {
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
