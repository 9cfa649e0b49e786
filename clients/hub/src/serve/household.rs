//! What a meter's owner may know of it: the home screen, days and months.

use std::sync::Arc;

use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::Json;
use rusqlite::Connection;
use serde::Serialize;

use super::answer::{unix_now, Answer, Page, MAX_PAGE};
use super::owner::SignedIn;
use super::problem::Problem;
use super::Hub;
use crate::calendar::{date_of, written, MonthOf};
use crate::chain::Height;
use crate::facts::Band;
use crate::store::money::Money;
use crate::store::own;
use crate::store::read::household::{self, Bill, DayRow, MeterRow};
use crate::store::read::{self, ClearingRow};

/// How many days with a bill tell what a day costs.
const USUAL_DAYS: u32 = 14;

/// What a household sees first.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Home {
    grid: u32,
    /// The voucher of all money here; VAKA if null.
    voucher: Option<u32>,
    /// The slot of the newest reading.
    slot: u32,
    /// Its money, in millionths of the currency's smallest unit.
    credit: Money,
    /// What its owner owes, likewise.
    arrears: Money,
    /// The days that the credit lasts, if days go on as the last ones with a bill. Null if they cost
    /// nothing, or none is known.
    days_left: Option<u64>,
    /// What the bank owes, in mWh.
    owed: u64,
    /// Whether the meter is retired.
    retired: bool,
    /// The block that left the meter so.
    height: Height,
    /// Today in the village, as far as it is read and cleared.
    today: Day,
    /// The prices that govern the present slot.
    prices: Option<Prices>,
    /// The newest result of a slot.
    cleared: Option<Cleared>,
}

/// A day in the village.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Day {
    /// The date, as 2026-11-30.
    date: Option<String>,
    /// The Wh that its readings imported.
    import_wh: u64,
    /// The Wh that its readings exported.
    export_wh: u64,
    /// Its bill, once a slot of it was cleared.
    bill: Option<Bill>,
}

/// Prices per kWh, in the currency's smallest unit.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Prices {
    retail: u64,
    feed_in: u64,
    network_charge: u64,
}

/// What a slot cleared at.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Cleared {
    slot: u32,
    price: u64,
}

/// A month in the village.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Month {
    /// The voucher of all money here; VAKA if null.
    voucher: Option<u32>,
    /// The tenths of a kWh imported on each day: a chart shows no more, and a month is small.
    imported: Vec<u64>,
    /// The tenths of a kWh exported on each day.
    exported: Vec<u64>,
    /// All its lines together.
    bill: Bill,
}

impl From<DayRow> for Day {
    fn from(DayRow { day, import_wh, export_wh, bill }: DayRow) -> Self {
        Self { date: date_of(day).map(written), import_wh, export_wh, bill }
    }
}

/// A meter, if it is theirs who ask. Whether there is another one is nobody else's.
fn own(db: &Connection, meter: u32, SignedIn(account): &SignedIn) -> Result<MeterRow, Problem> {
    let found = household::meter(db, meter)?.filter(|found| found.owner == *account);
    found.ok_or(Problem::NotYours { what: "meter", number: meter.into() })
}

/// Of the days of a meter, those on which it was theirs who ask, from the first second to the last.
fn theirs(
    db: &Connection,
    meter: u32,
    SignedIn(account): &SignedIn,
    mut days: Vec<DayRow>,
) -> Result<Vec<DayRow>, Problem> {
    let (settings, tenures) = (read::settings(db)?, own::tenures(db, account, Some(meter))?);
    days.retain(|row| own::has_day(&tenures, row.day, &settings));
    Ok(days)
}

/// What an account's meters are.
pub(super) async fn meters(
    State(hub): State<Arc<Hub>>,
    who: SignedIn,
) -> Result<Json<Answer<Vec<u32>>>, Problem> {
    hub.answer(move |db| Ok(household::meters_of(db, &who.0, MAX_PAGE)?)).await.map(Json)
}

/// The home screen.
pub(super) async fn home(
    State(hub): State<Arc<Hub>>,
    who: SignedIn,
    meter: Result<Path<u32>, PathRejection>,
) -> Result<Json<Answer<Home>>, Problem> {
    let Path(number) = meter?;
    let answer = hub.answer(move |db| {
        let MeterRow { grid, slot, credit, arrears, owed, retired, height, .. } =
            own(db, number, &who)?;
        let settings = read::settings(db)?;
        let now = unix_now().as_secs();
        let today = settings.day_at(now);
        let days = theirs(db, number, &who, household::days_from(db, number, today, today)?)?;
        let none = DayRow { day: today, ..DayRow::default() };
        let usual = household::days(db, number, Some(today), USUAL_DAYS)?;
        let usual = theirs(db, number, &who, usual)?;
        let present = now.checked_div(settings.slot_seconds.into()).unwrap_or_default();
        let present = u32::try_from(present).unwrap_or(u32::MAX);
        let prices = read::tariff(db, grid, present)?.and_then(|tariff| {
            let Band { feed_in, retail, .. } = tariff.band(present)?;
            Some(Prices { retail, feed_in, network_charge: tariff.network_charge })
        });
        let cleared = read::clearings(db, grid, None, 1)?.into_iter().next();
        let cleared = cleared.map(|ClearingRow { slot, price, .. }| Cleared { slot, price });
        Ok(Home {
            grid,
            voucher: household::voucher(db, grid)?,
            slot,
            credit,
            arrears,
            days_left: days_left(credit, &usual),
            owed,
            retired,
            height,
            today: days.into_iter().next().unwrap_or(none).into(),
            prices,
            cleared,
        })
    });
    answer.await.map(Json)
}

/// The days that a credit lasts, at the mean cost of days that have a bill.
fn days_left(Money(credit): Money, days: &[DayRow]) -> Option<u64> {
    let bills = days.iter().filter_map(|day| day.bill);
    let (mut cost, mut received, mut count) = (0_u128, 0_u128, 0_u128);
    for bill in bills {
        cost = cost.saturating_add(bill.paid.0).saturating_add(bill.standing_charge.0);
        received = received.saturating_add(bill.received.0);
        count = count.saturating_add(1);
    }
    let days = credit.checked_mul(count)?.checked_div(cost.saturating_sub(received))?;
    Some(u64::try_from(days).unwrap_or(u64::MAX))
}

/// The days of a meter.
pub(super) async fn days(
    State(hub): State<Arc<Hub>>,
    who: SignedIn,
    meter: Result<Path<u32>, PathRejection>,
    page: Result<Query<Page>, QueryRejection>,
) -> Result<Json<Answer<Vec<Day>>>, Problem> {
    let (Path(number), Query(page)) = (meter?, page?);
    let limit = page.limit()?;
    let answer = hub.answer(move |db| {
        own(db, number, &who)?;
        let days = household::days(db, number, page.before.map(i64::from), limit)?;
        let days = theirs(db, number, &who, days)?;
        Ok(days.into_iter().map(Day::from).collect())
    });
    answer.await.map(Json)
}

/// A month of a meter.
pub(super) async fn month(
    State(hub): State<Arc<Hub>>,
    who: SignedIn,
    of: Result<Path<(u32, String)>, PathRejection>,
) -> Result<Json<Answer<Month>>, Problem> {
    let Path((number, month)) = of?;
    let month = MonthOf::parse(&month)
        .ok_or_else(|| Problem::BadInput(format!("{month:?} is no month, such as 2026-11")))?;
    let answer = hub.answer(move |db| {
        let MeterRow { grid, .. } = own(db, number, &who)?;
        let (first, length) = month.days();
        let last = first.saturating_add(i64::from(length).saturating_sub(1));
        let rows = theirs(db, number, &who, household::days_from(db, number, first, last)?)?;
        let of_day = |day: i64| rows.iter().find(|row| row.day == day);
        let each = |wh: fn(&DayRow) -> u64| {
            let tenths = |wh: u64| wh.saturating_add(50) / 100;
            (first..=last).map(|day| of_day(day).map(wh).map_or(0, tenths)).collect()
        };
        Ok(Month {
            voucher: household::voucher(db, grid)?,
            imported: each(|row| row.import_wh),
            exported: each(|row| row.export_wh),
            bill: rows.iter().filter_map(|row| row.bill).sum(),
        })
    });
    answer.await.map(Json)
}
