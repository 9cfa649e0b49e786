//! What only its owner is told: load curves, and everything that is one's own as CSV.

use std::fmt::Write;
use std::ops::RangeInclusive;
use std::sync::Arc;

use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::{header, HeaderValue};
use axum::response::{IntoResponse, Response};
use axum::Json;
use serde::{Deserialize, Serialize};

use super::answer::{Answer, MAX_PAGE};
use super::owner::SignedIn;
use super::problem::Problem;
use super::Hub;
use crate::store::money::Money;
use crate::store::own::{self, Tenure};
use crate::store::read::household::{self, Bill, DayRow};
use crate::store::read::market::{self, OrderRow};
use crate::store::read::{self, RegisterRow, VoteRow};

/// The most days of which slots are told at once.
const MAX_DAYS: i64 = 31;
/// The most days that are told at once.
const MAX_DAYS_DAILY: i64 = 4_000;

/// Some days, counted from 1970 where the village is.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Days {
    from: i64,
    to: i64,
    #[serde(default)]
    daily: bool,
}

impl Days {
    fn range(self) -> Result<RangeInclusive<i64>, Problem> {
        let most = if self.daily { MAX_DAYS_DAILY } else { MAX_DAYS };
        let count = self.to.checked_sub(self.from).and_then(|count| count.checked_add(1));
        match count {
            Some(count) if count <= 0 => {
                Err(Problem::BadInput("no day from `from` to `to`".into()))
            }
            Some(count) if count <= most => Ok(self.from..=self.to),
            _ => Err(Problem::TooManyDays { most }),
        }
    }
}

/// Registers of a meter.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Registers {
    day: i64,
    slot: u32,
    import_wh: u64,
    export_wh: u64,
}

impl From<RegisterRow> for Registers {
    fn from(row: RegisterRow) -> Self {
        let RegisterRow { day, slot, import_wh, export_wh } = row;
        Self { day, slot, import_wh, export_wh }
    }
}

impl Hub {
    async fn registers(
        &self,
        who: SignedIn,
        meter: u32,
        days: Days,
    ) -> Result<Answer<Vec<Registers>>, Problem> {
        let range = days.range()?;
        let answer = self.answer(move |db| {
            let tenures = own::tenures(db, &who.0, Some(meter))?;
            if tenures.is_empty() {
                // It does not say whether there is such a meter.
                return Err(Problem::NotYours { what: "meter", number: meter.into() });
            }
            let settings = read::settings(db)?;
            let rows = own::registers(db, &settings, &tenures, meter, range, days.daily)?;
            Ok(rows.into_iter().map(Registers::from).collect())
        });
        answer.await
    }
}

/// The load curve of a meter.
pub(super) async fn load(
    State(hub): State<Arc<Hub>>,
    who: SignedIn,
    meter: Result<Path<u32>, PathRejection>,
    days: Result<Query<Days>, QueryRejection>,
) -> Result<Json<Answer<Vec<Registers>>>, Problem> {
    let (Path(meter), Query(days)) = (meter?, days?);
    hub.registers(who, meter, days).await.map(Json)
}

/// The same as CSV.
pub(super) async fn load_csv(
    State(hub): State<Arc<Hub>>,
    who: SignedIn,
    meter: Result<Path<u32>, PathRejection>,
    days: Result<Query<Days>, QueryRejection>,
) -> Result<Response, Problem> {
    let (Path(meter), Query(days)) = (meter?, days?);
    let rows = hub.registers(who, meter, days).await?.result;
    let mut text = String::from("day,slot,import_wh,export_wh\n");
    for Registers { day, slot, import_wh, export_wh } in rows {
        let _ = writeln!(text, "{day},{slot},{import_wh},{export_wh}");
    }
    Ok(csv(text))
}

/// The votes of the account's member as CSV: the newest hundred before a referendum.
pub(super) async fn votes_csv(
    State(hub): State<Arc<Hub>>,
    who: SignedIn,
    before: Result<Query<Before>, QueryRejection>,
) -> Result<Response, Problem> {
    let Query(Before { before }) = before?;
    let votes = hub.answer(move |db| {
        let member = read::member_of(db, &who.0)?.ok_or(Problem::NoMember)?;
        Ok(read::votes(db, member, before, MAX_PAGE)?)
    });
    let mut text = String::from("referendum,vote,ballots,block\n");
    for VoteRow { referendum, vote, ballots, height, .. } in votes.await?.result {
        // The names of votes are the runtime's, and plain.
        let vote = vote.unwrap_or_default();
        let _ = writeln!(text, "{referendum},{vote},{ballots},{height}");
    }
    Ok(csv(text))
}

/// Only what is before this number.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Before {
    before: Option<u32>,
}

/// The person who is signed in.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Me {
    account: String,
    /// The member whose account it is.
    member: Option<u32>,
    /// The times for which meters were theirs.
    tenures: Vec<Tenure>,
}

/// The person who is signed in.
pub(super) async fn me(
    State(hub): State<Arc<Hub>>,
    who: SignedIn,
) -> Result<Json<Answer<Me>>, Problem> {
    let answer = hub.answer(move |db| {
        let member = read::member_of(db, &who.0)?;
        let tenures = own::tenures(db, &who.0, None)?;
        Ok(Me { account: who.0, member, tenures })
    });
    answer.await.map(Json)
}

/// The orders that an account placed or got as CSV, the newest first.
pub(super) async fn orders_csv(
    State(hub): State<Arc<Hub>>,
    who: SignedIn,
    before: Result<Query<Before>, QueryRejection>,
) -> Result<Response, Problem> {
    let Query(Before { before }) = before?;
    let account = who.0.clone();
    let orders = hub.answer(move |db| Ok(market::orders_of(db, &account, before, MAX_PAGE)?));
    let mut text =
        String::from("order,side,listing,lot,quantity,escrow,state,delivered,block,time\n");
    for row in orders.await?.result {
        let OrderRow { order, listing, lot, buyer, quantity, escrow, state, delivered, .. } = row;
        let side = if buyer == who.0 { "buyer" } else { "seller" };
        let delivered = delivered.map(|quantity| quantity.to_string()).unwrap_or_default();
        let Money(escrow) = escrow;
        let (height, time) = (row.height, row.time);
        let _ = writeln!(
            text,
            "{order},{side},{listing},{lot},{quantity},{escrow},{state},{delivered},{height},{time}"
        );
    }
    Ok(csv(text))
}

/// The bills of a meter by day as CSV.
pub(super) async fn bills_csv(
    State(hub): State<Arc<Hub>>,
    who: SignedIn,
    meter: Result<Path<u32>, PathRejection>,
    days: Result<Query<Days>, QueryRejection>,
) -> Result<Response, Problem> {
    let (Path(meter), Query(days)) = (meter?, days?);
    let range = Days { daily: true, ..days }.range()?;
    let rows = hub.answer(move |db| {
        let settings = read::settings(db)?;
        let tenures = own::tenures(db, &who.0, Some(meter))?;
        if tenures.is_empty() {
            return Err(Problem::NotYours { what: "meter", number: meter.into() });
        }
        let rows = household::days_from(db, meter, *range.start(), *range.end())?;
        Ok(rows
            .into_iter()
            .filter(|row| own::has_day(&tenures, row.day, &settings))
            .collect::<Vec<_>>())
    });
    let mut text = String::from(
        "day,import_wh,export_wh,bought_mwh,sold_mwh,paid,network_charge,standing_charge,received\n",
    );
    for DayRow { day, import_wh, export_wh, bill } in rows.await?.result {
        let bill = bill.unwrap_or_default();
        let Bill { bought, sold, paid, network_charge, standing_charge, received, .. } = bill;
        let (Money(paid), Money(network), Money(standing), Money(received)) =
            (paid, network_charge, standing_charge, received);
        let _ = writeln!(
            text,
            "{day},{import_wh},{export_wh},{bought},{sold},{paid},{network},{standing},{received}"
        );
    }
    Ok(csv(text))
}

fn csv(text: String) -> Response {
    let kind = HeaderValue::from_static("text/csv; charset=utf-8");
    ([(header::CONTENT_TYPE, kind)], text).into_response()
}
