//! The book of a slot: whether a reading is on time for it, what the reading puts into it, and the
//! terms of a reading that is late.

use crate::{calendar::*, ledger::*, money::*, reading::Flow, *};
use energy_clearing::Order;
use sp_runtime::ArithmeticError;

/// The book that a reading is on time for.
pub(crate) enum OnTime {
    /// The slot never had one. A reading without flow leaves it so: the first one to open it sets
    /// the time by which the neighbours must come.
    Opens(Book),
    /// It is there and not due.
    Joins(Book),
}

/// The outcome of a reading, besides what is in the draft.
#[derive(Default)]
pub(crate) struct Entered {
    /// Whether some import is unpaid.
    pub short: bool,
    /// mWh of late export that were not admitted.
    pub curtailed: MilliWattHours,
}

impl Position {
    /// What a household with these limits has in the book of a slot: the import that it paid for,
    /// and its export.
    pub(crate) fn new(
        slot: Slot,
        limits: Limits,
        tariff: &Tariff,
        import: MilliWattHours,
        export: MilliWattHours,
    ) -> Self {
        let mut new = Self { slot, ..Default::default() };
        // Of ticks with equal price the lowest counts, as in the margins of the clearing.
        let tick = |limit: Option<u8>| limit.and_then(|tick| tariff.canonical(tick));
        if let Some(bid) = tick(limits.bid) {
            (new.demand, new.bid) = (import, bid);
        }
        match tick(limits.ask) {
            Some(ask) => (new.supply, new.ask) = (export, ask),
            None => new.bank_only = export,
        }
        new
    }

    /// The position as the auction knows it.
    pub(crate) fn order(&self) -> Order {
        let Self { slot: _, demand, bid, supply, ask, bank_only } = *self;
        Order { demand, bid, supply, ask, bank_only }
    }

    /// Adds the position to a book's totals.
    fn add_to(&self, totals: &mut Totals) -> Result<(), ArithmeticError> {
        if self.demand > 0 {
            totals.add_demand(self.bid, self.demand)?;
        }
        if self.supply > 0 {
            totals.add_supply(self.ask, self.supply)?;
        }
        if self.bank_only > 0 {
            totals.add_bank_only(self.bank_only)?;
        }
        Ok(())
    }

    fn is_empty(&self) -> bool {
        self.demand == 0 && self.supply == 0 && self.bank_only == 0
    }
}

impl OnTime {
    fn book(&self) -> &Book {
        match self {
            Self::Opens(book) | Self::Joins(book) => book,
        }
    }

    fn into_book(self) -> Book {
        match self {
            Self::Opens(book) | Self::Joins(book) => book,
        }
    }
}

impl Book {
    /// A new book, as the first reading of its slot opens it.
    fn open(calendar: &Calendar, slot: Slot, tariff: Tariff) -> Self {
        let in_time = calendar.end(slot).saturating_add(calendar.timing.grace_seconds.into());
        let gathering = calendar.now >= in_time;
        // If a book is opened late, the neighbours have some days to bring their readings.
        let left = match gathering {
            true => calendar.gathering(),
            false => in_time.saturating_sub(calendar.now),
        };
        Self {
            tariff,
            totals: Totals::default(),
            pot: 0,
            open: 0,
            readings: 0,
            due: calendar.open.saturating_add(left),
            gathering,
        }
    }

    /// Counts a reading that was on time. The gathering ends with half of the meters that the grid
    /// heard from within the patience, this one among them.
    fn count(&mut self, calendar: &Calendar, heard: u32) -> Result<(), ArithmeticError> {
        add(&mut self.readings, 1)?;
        if self.gathering && u64::from(self.readings).saturating_mul(2) >= heard.into() {
            self.gathering = false;
            let grace = calendar.open.saturating_add(calendar.timing.grace_seconds.into());
            self.due = self.due.min(grace);
        }
        Ok(())
    }
}

impl<AccountId> Meter<AccountId> {
    /// Puts a position into a book and into the meter's record. If the meter has one in that book
    /// already, the two become one. An empty position is not kept.
    fn put(&mut self, new: Position, book: &mut Book) -> Result<(), Rejection> {
        if new.is_empty() {
            return Ok(());
        }
        new.add_to(&mut book.totals)?;
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

impl<T: Config> Draft<T> {
    /// Counts the meter among those that its grid heard from, by the slot of this reading. A retired
    /// one is not waited for.
    pub(crate) fn hear(&mut self, calendar: &Calendar, slot: Slot) {
        let Self { meter, grid, .. } = self;
        if !meter.retired {
            grid.unhear(calendar, meter.slot);
            grid.hear(calendar, slot);
        }
    }

    /// Returns the book of a slot if a reading of that slot is on time: it is the meter's next slot
    /// and within the patience, and its book is not due or was never opened. The due time counts,
    /// however far clearing lags behind it.
    pub(crate) fn book_on_time(&self, ledger: &mut Ledger<T>, slot: Slot) -> Option<OnTime> {
        if slot != self.meter.slot.saturating_add(1) || slot < ledger.calendar.oldest_slot() {
            return None;
        }
        let open = ledger.calendar.open;
        self.book_of(ledger, slot).filter(|found| found.book().due > open)
    }

    /// The book of a slot, or a new one if it never had any.
    fn book_of(&self, ledger: &mut Ledger<T>, slot: Slot) -> Option<OnTime> {
        let grid = self.meter.grid;
        if let Some(book) = ledger.book(grid, slot) {
            return Some(OnTime::Joins(book.clone()));
        }
        if ledger.is_closed(grid, slot) != Some(false) {
            return None;
        }
        let tariff = self.grid.tariff_at(slot)?;
        Some(OnTime::Opens(Book::open(&ledger.calendar, slot, tariff)))
    }

    /// Enters a reading that is on time into its book.
    pub(crate) fn enter(
        &mut self,
        calendar: &Calendar,
        mut book: Book,
        slot: Slot,
        flow: Flow,
    ) -> Result<Entered, Rejection> {
        let Self { meter, grid, .. } = self;
        let (import, export) = flow.in_mwh()?;
        let limits = meter.limits_at(slot);
        let paid = meter.pay_import(grid, import, book.tariff.retail, limits.owed_first)?;
        let new = Position::new(slot, limits, &book.tariff, paid.taken, export);
        // Without a bid the operator sells the import. If the credit took none of it, nothing was
        // paid.
        add(if new.demand > 0 { &mut book.pot } else { &mut grid.float }, paid.cost)?;
        meter.put(new, &mut book)?;
        book.count(calendar, grid.heard_since(calendar, calendar.oldest_slot()))?;
        self.book = Some((slot, book));
        Ok(Entered { short: paid.short, curtailed: 0 })
    }

    /// Settles a reading that is late, or spans slots that were not read, at terms that nobody can better by
    /// waiting. Import is paid at the highest retail price of these slots. Export is for the bank
    /// only, in the book of the last slot that has ended. The bank takes no more of it than the
    /// room that it had when it was fullest since the first of those days began. All days up to now
    /// count, because those slots may have cleared, and filled the bank, on any of them.
    pub(crate) fn backstop(
        &mut self,
        ledger: &mut Ledger<T>,
        slot: Slot,
        flow: Flow,
    ) -> Result<Entered, Rejection> {
        let Self { meter, grid, .. } = self;
        let (import, export) = flow.in_mwh()?;
        let limits = meter.limits_at(slot);
        let retail = grid.highest_retail(&ledger.calendar, meter.slot.saturating_add(1), slot);
        let paid = meter.pay_import(grid, import, retail, limits.owed_first)?;
        add(&mut grid.float, paid.cost)?;

        let first = ledger.calendar.day_after(meter.slot);
        let admitted = export.min(grid.room_since(first));
        if admitted > 0 {
            let slot = ledger.calendar.slot().saturating_sub(1);
            // The grace is at least a slot, so this book is not due, unless the time for which the
            // chain was open runs some seconds ahead of the clock. Then the next slot's will do.
            let found = self.book_of(ledger, slot).map(OnTime::into_book);
            let open = ledger.calendar.open;
            let mut book = found.filter(|book| book.due > open).ok_or(Rejection::OutOfOrder)?;
            self.grid.admit_since(first, admitted);
            let new = Position { slot, bank_only: admitted, ..Default::default() };
            self.meter.put(new, &mut book)?;
            self.book = Some((slot, book));
        }
        Ok(Entered { short: paid.short, curtailed: export.saturating_sub(admitted) })
    }
}
