//! What the database tells of a meter: to its owner alone.

use rusqlite::{params, Connection, OptionalExtension, Row};
use serde::Serialize;

use super::{rows, tariffs_until, TariffRow};
use crate::chain::Height;
use crate::store::money::Money;
use crate::store::StoreError;

/// The slots of a day by which prices go: a grid's own, whatever the village's.
const BAND_DAY: i64 = 96;
/// Millionths of the currency's smallest unit.
const MICRO: u128 = 1_000_000;

/// A meter as the last block that changed it left it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct MeterRow {
    /// Its grid.
    pub grid: u32,
    /// Its owner's account.
    pub owner: String,
    /// The slot of its newest reading or baseline.
    pub slot: u32,
    /// Its money, in millionths of the currency's smallest unit.
    pub credit: Money,
    /// What its owner owes, likewise.
    pub arrears: Money,
    /// What the bank owes its owner, in mWh.
    pub owed: u64,
    /// Whether it is retired.
    pub retired: bool,
    /// The block that left it so.
    pub height: Height,
}

/// A meter.
pub fn meter(db: &Connection, meter: u32) -> Result<Option<MeterRow>, StoreError> {
    let sql = "SELECT grid, owner, slot, credit, arrears, owed, retired, height FROM meters
        WHERE meter = ?";
    let found = db.prepare_cached(sql)?.query_row([meter], |row| {
        Ok(MeterRow {
            grid: row.get(0)?,
            owner: row.get(1)?,
            slot: row.get(2)?,
            credit: row.get(3)?,
            arrears: row.get(4)?,
            owed: row.get(5)?,
            retired: row.get(6)?,
            height: row.get(7)?,
        })
    });
    Ok(found.optional()?)
}

/// The meters of an account.
pub fn meters_of(db: &Connection, owner: &str, limit: u32) -> Result<Vec<u32>, StoreError> {
    let sql = "SELECT meter FROM meters WHERE owner = ? ORDER BY meter LIMIT ?";
    rows(db, sql, params![owner, limit], |row| row.get(0))
}

/// The voucher in which a grid settles; VAKA if none.
pub fn voucher(db: &Connection, grid: u32) -> Result<Option<u32>, StoreError> {
    let sql = "SELECT voucher FROM grids WHERE grid = ?";
    Ok(db.prepare_cached(sql)?.query_row([grid], |row| row.get(0)).optional()?.flatten())
}

/// What flowed on a day, and what it came to.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct DayRow {
    /// The day in the village, counted from 1970.
    pub day: i64,
    /// The Wh that its readings imported.
    pub import_wh: u64,
    /// The Wh that its readings exported.
    pub export_wh: u64,
    /// Its bill, once a slot of it was cleared.
    pub bill: Option<Bill>,
}

/// The lines of a bill together.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Bill {
    #[serde(skip)]
    first_slot: u32,
    #[serde(skip)]
    last_slot: u32,
    /// The number of slots that it is about.
    pub lines: u32,
    /// The Wh imported in these slots.
    pub import_wh: u64,
    /// The Wh exported in these slots.
    pub export_wh: u64,
    /// mWh bought from neighbours.
    pub bought: u64,
    /// mWh sold to neighbours.
    pub sold: u64,
    /// mWh that the bank owes for what was not sold.
    pub owed: u64,
    /// mWh that nobody took.
    pub curtailed: u64,
    /// What the import cost, in millionths of the currency's smallest unit.
    pub paid: Money,
    /// The network charge, a part of `paid`.
    pub network_charge: Money,
    /// The standing charges of the days that began, beside `paid`.
    pub standing_charge: Money,
    /// What the export earned.
    pub received: Money,
    /// What the market was worth: what import would have cost at retail, and export that was sold earned
    /// at feed-in, is this much worse.
    pub saved: Money,
}

const DAY: &str =
    "SELECT days.day, imported, exported, lines, first_slot, last_slot, bills.import_wh,
    bills.export_wh, bought, sold, owed, curtailed, paid, network_charge, received, saved
    FROM days LEFT JOIN bills ON bills.meter = days.meter AND bills.day = days.day";

fn day_row(row: &Row) -> rusqlite::Result<DayRow> {
    let lines: Option<u32> = row.get(3)?;
    let bill = lines.map(|lines| {
        Ok::<_, rusqlite::Error>(Bill {
            first_slot: row.get(4)?,
            last_slot: row.get(5)?,
            lines,
            import_wh: row.get(6)?,
            export_wh: row.get(7)?,
            bought: row.get(8)?,
            sold: row.get(9)?,
            owed: row.get(10)?,
            curtailed: row.get(11)?,
            paid: row.get(12)?,
            network_charge: row.get(13)?,
            standing_charge: Money(0),
            received: row.get(14)?,
            saved: row.get(15)?,
        })
    });
    Ok(DayRow {
        day: row.get(0)?,
        import_wh: row.get(1)?,
        export_wh: row.get(2)?,
        bill: bill.transpose()?,
    })
}

/// The days of a meter before one, the newest first.
pub fn days(
    db: &Connection,
    meter: u32,
    before: Option<i64>,
    limit: u32,
) -> Result<Vec<DayRow>, StoreError> {
    let sql = format!("{DAY} WHERE days.meter = ? AND days.day < ? ORDER BY days.day DESC LIMIT ?");
    let mut found = rows(db, &sql, params![meter, before.unwrap_or(i64::MAX), limit], day_row)?;
    found.reverse();
    charge(db, meter, &mut found)?;
    found.reverse();
    Ok(found)
}

/// The days of a meter from one to another, the oldest first.
pub fn days_from(
    db: &Connection,
    meter: u32,
    first: i64,
    last: i64,
) -> Result<Vec<DayRow>, StoreError> {
    let sql = format!("{DAY} WHERE days.meter = ? AND days.day BETWEEN ? AND ? ORDER BY days.day");
    let mut found = rows(db, &sql, params![meter, first, last], day_row)?;
    charge(db, meter, &mut found)?;
    Ok(found)
}

/// Adds the standing charges: those of the grid's days that began since the line before. So a bill of some
/// days has what `energyApi.bill` has for their readings, brought together.
fn charge(db: &Connection, meter: u32, days: &mut [DayRow]) -> Result<(), StoreError> {
    let Some(of) = self::meter(db, meter)? else { return Ok(()) };
    let last = days.iter().filter_map(|day| day.bill).map(|bill| bill.last_slot).max();
    let Some(last) = last else { return Ok(()) };
    let tariffs = Tariffs(tariffs_until(db, of.grid, last)?);
    let mut since = None;
    for bill in days.iter_mut().filter_map(|day| day.bill.as_mut()) {
        let from = since.unwrap_or(bill.first_slot.saturating_sub(1));
        bill.standing_charge = Money(tariffs.standing(from, bill.last_slot));
        since = Some(bill.last_slot);
    }
    Ok(())
}

/// The prices of a grid, the newest first.
struct Tariffs(Vec<TariffRow>);

impl Tariffs {
    fn at(&self, slot: i64) -> Option<&TariffRow> {
        self.0.iter().find(|tariff| i64::from(tariff.from_slot) <= slot)
    }

    /// What the days that began after a slot, up to another one, cost. Each costs what was in force when
    /// it began.
    fn standing(&self, since: u32, slot: u32) -> u128 {
        let (since, slot) = (i64::from(since), i64::from(slot));
        let (Some(before), Some(now)) = (self.at(since), self.at(slot)) else { return 0 };
        let day_of = |slot: i64, tariff: &TariffRow| {
            slot.saturating_add(tariff.offset.into()).div_euclid(BAND_DAY)
        };
        let begins = |day: i64| day.saturating_mul(BAND_DAY).saturating_sub(now.offset.into());
        let last = day_of(slot, now);
        let days = day_of(since, before).max(last.saturating_sub(STANDING_DAYS))..last;
        days.filter_map(|day| self.at(begins(day.saturating_add(1))))
            .map(|tariff| u128::from(tariff.standing_charge).saturating_mul(MICRO))
            .fold(0, u128::saturating_add)
    }
}

/// Of days without a reading, the last ones are charged, and no more than these.
const STANDING_DAYS: i64 = 40;

impl std::iter::Sum for Bill {
    fn sum<I: Iterator<Item = Self>>(bills: I) -> Self {
        let add = |one: Money, other: Money| [one, other].into_iter().sum();
        bills.fold(Self::default(), |sum, bill| Self {
            first_slot: 0,
            last_slot: sum.last_slot.max(bill.last_slot),
            lines: sum.lines.saturating_add(bill.lines),
            import_wh: sum.import_wh.saturating_add(bill.import_wh),
            export_wh: sum.export_wh.saturating_add(bill.export_wh),
            bought: sum.bought.saturating_add(bill.bought),
            sold: sum.sold.saturating_add(bill.sold),
            owed: sum.owed.saturating_add(bill.owed),
            curtailed: sum.curtailed.saturating_add(bill.curtailed),
            paid: add(sum.paid, bill.paid),
            network_charge: add(sum.network_charge, bill.network_charge),
            standing_charge: add(sum.standing_charge, bill.standing_charge),
            received: add(sum.received, bill.received),
            saved: add(sum.saved, bill.saved),
        })
    }
}
