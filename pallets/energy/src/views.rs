//! How stored records are shown, and what a bill is made of.

use crate::{calendar::Calendar, *};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode};
use energy_clearing::Fill;
use scale_info::TypeInfo;

/// A book that takes readings, as views show it.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct BookView {
    /// The tariff of the slot.
    pub tariff: Tariff,
    /// The unix time in seconds from which it takes no reading, unless the chain stands still before.
    pub due: Seconds,
    /// Readings of the slot so far.
    pub readings: u32,
    /// Positions in the book.
    pub open: u32,
    /// What its buyers paid in advance, in millionths of the currency's smallest unit.
    pub pot: MicroUnits,
    /// The ticks with supply or demand.
    pub ticks: Vec<TickView>,
    /// The export for the bank only, in mWh.
    pub bank_only: MilliWattHours,
}

/// A tick of a book.
#[derive(Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct TickView {
    /// Its number.
    pub tick: u8,
    /// Its price per kWh, in the currency's smallest unit.
    pub price: Price,
    /// mWh for sale at this price or more.
    pub supply: MilliWattHours,
    /// mWh wanted at this price or less.
    pub demand: MilliWattHours,
}

/// One slot of a meter, as a household brings it to compute its bill.
#[derive(Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct BillReading {
    /// The slot.
    pub slot: Slot,
    /// Wh imported in this slot alone.
    pub import_wh: WattHours,
    /// Wh exported in this slot alone.
    pub export_wh: WattHours,
    /// The limits that governed it.
    pub limits: Limits,
}

/// A line of a bill: what one slot comes to if the meter's credit sufficed.
#[derive(Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct BillLine {
    /// The slot.
    pub slot: Slot,
    /// The price at which neighbours traded, in the currency's smallest unit per kWh.
    pub price: Price,
    /// mWh bought from neighbours; the rest of the import came from the operator.
    pub bought: MilliWattHours,
    /// mWh sold to neighbours.
    pub sold: MilliWattHours,
    /// What the import cost, in millionths of the currency's smallest unit.
    pub paid: MicroUnits,
    /// The network charge for what was bought from neighbours; a part of `paid`.
    pub network_charge: MicroUnits,
    /// The standing charges of the days that begin with this slot, or since that of the line before
    /// it; beside `paid`.
    pub standing_charge: MicroUnits,
    /// What the export earned, in millionths of the currency's smallest unit.
    pub received: MicroUnits,
    /// mWh that the bank owes for what was not sold.
    pub owed: MilliWattHours,
    /// mWh that nobody took.
    pub curtailed: MilliWattHours,
}

pub(crate) fn book<T: Config>(grid: GridId, slot: Slot) -> Option<BookView> {
    let book = Books::<T>::get(grid, slot)?;
    let Calendar { now, open, .. } = Calendar::read::<T>();
    let ticks = book.totals.supply().zip(book.totals.demand());
    let ticks = ticks
        .filter(|((_, supply), (_, demand))| *supply > 0 || *demand > 0)
        .filter_map(|((tick, supply), (_, demand))| {
            let price = book.tariff.price_of(tick)?;
            Some(TickView { tick, price, supply, demand })
        })
        .collect();
    Some(BookView {
        tariff: book.tariff,
        due: now.saturating_add(book.due).saturating_sub(open),
        readings: book.readings,
        open: book.open,
        pot: book.pot,
        ticks,
        bank_only: book.totals.bank_only(),
    })
}

pub(crate) fn tariff<T: Config>(grid: GridId, slot: Slot) -> Option<Tariff> {
    Grids::<T>::get(grid)?.tariff_at(slot)
}

pub(crate) fn tariff_schedule<T: Config>(grid: GridId, slot: Slot) -> Option<TariffSchedule> {
    Grids::<T>::get(grid)?.schedule_at(slot).cloned()
}

pub(crate) fn bill<T: Config>(grid: GridId, readings: Vec<BillReading>) -> Vec<Option<BillLine>> {
    // A bill cannot be longer than the results that are kept: a week, and what waits to be
    // settled.
    let calendar = Calendar::read::<T>();
    let longest = calendar.timing.patience_slots as usize;
    let record = Grids::<T>::get(grid);
    // The slot of the last line, up to whose day standing charges are on the bill.
    let mut billed = None;
    readings
        .into_iter()
        .take(longest)
        .map(|reading| {
            let cleared = Cleared::<T>::get(grid, reading.slot)?;
            let line = bill_line(&cleared.clearing, &reading)?;
            let since = billed.unwrap_or(reading.slot.saturating_sub(1)).min(reading.slot);
            billed = billed.max(Some(reading.slot));
            let standing_charge = record.as_ref().and_then(|grid| {
                Some(grid.standing_charges(&calendar, grid.day_at(since)?, reading.slot))
            });
            Some(BillLine { standing_charge: standing_charge.unwrap_or_default(), ..line })
        })
        .collect()
}

/// What a clearing makes of a reading, if the meter's credit suffices and no owed energy is spent.
fn bill_line(clearing: &Clearing, reading: &BillReading) -> Option<BillLine> {
    let BillReading { slot, import_wh, export_wh, limits } = *reading;
    let (import, export) = (import_wh.checked_mul(MILLI)?, export_wh.checked_mul(MILLI)?);
    let position = Position::new(slot, limits, &clearing.tariff, import, export);
    let Fill { bought, sold, owed, refund, proceeds } = clearing.fill(position.order()).ok()?;
    let retail = MicroUnits::from(import).checked_mul(clearing.tariff.retail.into())?;
    Some(BillLine {
        slot,
        price: clearing.price,
        bought,
        sold,
        paid: retail.checked_sub(refund)?,
        network_charge: clearing.network(bought),
        standing_charge: 0,
        received: proceeds,
        owed,
        curtailed: export.checked_sub(sold)?.checked_sub(owed)?,
    })
}
