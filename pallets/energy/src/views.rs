//! How stored records are shown, and what a bill is made of.

use crate::{ledger::Clock, *};
use alloc::vec::Vec;

impl<T: Config> Pallet<T> {
    pub(crate) fn view_book(grid: GridId, slot: Slot) -> Option<BookView> {
        let book = Books::<T>::get(grid, slot)?;
        let ticks = book.totals.supply().zip(book.totals.demand());
        let ticks = ticks
            .filter(|((_, supply), (_, demand))| *supply > 0 || *demand > 0)
            .filter_map(|((tick, supply), (_, demand))| {
                let price = book.tariff.price_of(tick)?;
                Some(TickView {
                    tick,
                    price,
                    supply,
                    demand,
                })
            })
            .collect();
        Some(BookView {
            tariff: book.tariff,
            due: book.due,
            readings: book.readings,
            open: book.open,
            pot: book.pot,
            ticks,
            bank_only: book.totals.bank_only(),
        })
    }

    pub(crate) fn view_tariff(grid: GridId, slot: Slot) -> Option<Tariff> {
        Grids::<T>::get(grid)?.tariff_at(slot)
    }

    pub(crate) fn view_bill(grid: GridId, readings: Vec<BillReading>) -> Vec<Option<BillLine>> {
        // A bill cannot be longer than the results that are kept: a week, and what waits to be settled.
        let longest = Clock::read::<T>().timing.patience_slots as usize;
        readings
            .into_iter()
            .take(longest)
            .map(|reading| {
                let cleared = Cleared::<T>::get(grid, reading.slot)?;
                bill_line(&cleared.clearing, &reading)
            })
            .collect()
    }
}

/// What a clearing makes of a reading, if the meter's credit suffices and no owed energy is spent.
fn bill_line(clearing: &Clearing, reading: &BillReading) -> Option<BillLine> {
    let BillReading {
        slot,
        import_wh,
        export_wh,
        limits,
    } = *reading;
    let (import, export) = (import_wh.checked_mul(MILLI)?, export_wh.checked_mul(MILLI)?);
    let bought = limits.bid.map_or(0, |bid| clearing.bought(bid, import));
    let (sold, unsold) = match limits.ask {
        Some(ask) => (clearing.sold(ask, export), clearing.unsold_of(ask, export)),
        None => (0, export),
    };
    let owed = clearing.owed(unsold);
    let retail = MicroUnits::from(import).checked_mul(clearing.tariff.retail.into())?;
    Some(BillLine {
        slot,
        price: clearing.price,
        bought,
        sold,
        paid: retail.checked_sub(clearing.refund(bought))?,
        received: clearing.proceeds(sold),
        owed,
        curtailed: export.checked_sub(sold)?.checked_sub(owed)?,
    })
}
