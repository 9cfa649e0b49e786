//! What an account wants to be told of, where it is reached, and what it was told.

use std::sync::Arc;

use axum::extract::rejection::{JsonRejection, PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::Json;
use serde::{Deserialize, Serialize};

use super::answer::{Answer, Page};
use super::owner::SignedIn;
use super::problem::Problem;
use super::Hub;
use crate::store::own;
use crate::store::people::contacts::{self, Begun, Contact, Kind};
use crate::store::people::notices::{self, Notice};
use crate::store::people::now;
use crate::store::read;
use crate::tell::rules::Rules;
use crate::tell::{mail, send_code, sms};

/// The most accounts that are told of something. Each costs the node some questions.
const MOST: u32 = 20_000;

/// What an account set.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Set {
    /// What it wants to be told of. Null if nothing.
    rules: Option<Rules>,
    /// Where it is reached.
    contacts: Vec<Contact>,
    /// Whether the hub sends e-mail.
    email: bool,
    /// Whether the hub sends short messages.
    phone: bool,
}

/// What the account set.
pub(super) async fn get(
    State(hub): State<Arc<Hub>>,
    who: SignedIn,
) -> Result<Json<Answer<Set>>, Problem> {
    let (email, phone) = (hub.channels.has(Kind::Email), hub.channels.has(Kind::Phone));
    let answer = hub.answer(move |db| {
        let rules = contacts::rules(db, &who.0)?;
        let rules = rules.and_then(|rules| serde_json::from_str(&rules).ok());
        Ok(Set { rules, contacts: contacts::contacts(db, &who.0)?, email, phone })
    });
    answer.await.map(Json)
}

/// Refuses who is neither a member nor has a meter: accounts cost nothing.
async fn known(hub: &Hub, who: &SignedIn) -> Result<(), Problem> {
    let account = who.0.clone();
    let known = hub.answer(move |db| {
        let member = read::member_of(db, &account)?.is_some();
        let tenures = own::tenures(db, &account, None)?;
        Ok(member || tenures.iter().any(|tenure| tenure.until.is_none()))
    });
    known.await?.result.then_some(()).ok_or(Problem::NoMember)
}

/// Sets what the account wants to be told of.
pub(super) async fn put(
    State(hub): State<Arc<Hub>>,
    who: SignedIn,
    rules: Result<Json<Rules>, JsonRejection>,
) -> Result<StatusCode, Problem> {
    let Json(rules) = rules?;
    if let Some(wrong) = rules.wrong() {
        return Err(Problem::BadInput(wrong.into()));
    }
    known(&hub, &who).await?;
    let account = who.0.clone();
    let meters = rules.meters.clone();
    let others = hub.answer(move |db| {
        let tenures = own::tenures(db, &account, None)?;
        let mine = |meter: &u32| tenures.iter().any(|it| it.meter == *meter && it.until.is_none());
        Ok(meters.into_iter().find(|meter| !mine(meter)))
    });
    if let Some(meter) = others.await?.result {
        return Err(Problem::NotYours { what: "meter", number: meter.into() });
    }
    let text =
        serde_json::to_string(&rules).map_err(|error| Problem::BadInput(error.to_string()))?;
    let room = hub.change(move |tx| {
        let room = contacts::rules(tx, &who.0)?.is_some() || contacts::count(tx)? < MOST;
        if room {
            contacts::set_rules(tx, &who.0, &text)?;
        }
        Ok(room)
    });
    room.await?.then_some(StatusCode::NO_CONTENT).ok_or(Problem::Quota)
}

/// Forgets all that the account set, and all that it was told.
pub(super) async fn delete(
    State(hub): State<Arc<Hub>>,
    who: SignedIn,
) -> Result<StatusCode, Problem> {
    hub.change(move |tx| contacts::forget_account(tx, &who.0)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// An address.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Address {
    address: String,
}

/// What became of an address.
#[derive(Serialize)]
pub(super) struct Reached {
    /// Whether it was said back already. If not, a code is on its way.
    confirmed: bool,
}

/// Sets where the account is reached. A code goes there, which must be said back: nobody may have a
/// stranger told of things.
pub(super) async fn reach(
    State(hub): State<Arc<Hub>>,
    who: SignedIn,
    kind: Result<Path<Kind>, PathRejection>,
    address: Result<Json<Address>, JsonRejection>,
) -> Result<Json<Reached>, Problem> {
    let (Path(kind), Json(Address { address })) = (kind?, address?);
    let fits = match kind {
        Kind::Email => mail::is_address(&address),
        Kind::Phone => sms::is_number(&address),
    };
    if !fits {
        return Err(Problem::BadInput(
            "that is no address, or no number such as +6767701234".into(),
        ));
    }
    if !hub.channels.has(kind) {
        return Err(Problem::NoChannel);
    }
    known(&hub, &who).await?;
    let code = code()?;
    let channels = hub.channels.clone();
    let begun = hub.change(move |tx| {
        let now = now();
        let begun = contacts::begin(tx, &who.0, kind, &address, &code, now)?;
        let to = (who.0.as_str(), kind, address.as_str());
        if begun == Begun::Send && !send_code(tx, &channels, to, &code, now)? {
            contacts::forget_contact(tx, &who.0, kind)?;
            return Ok(Begun::TooMany);
        }
        Ok(begun)
    });
    match begun.await? {
        Begun::Send => Ok(Json(Reached { confirmed: false })),
        Begun::Confirmed => Ok(Json(Reached { confirmed: true })),
        Begun::TooMany => Err(Problem::Quota),
    }
}

/// Six digits that nobody guesses.
fn code() -> Result<String, Problem> {
    const CODES: u32 = 1_000_000;
    loop {
        let random = getrandom::u32().map_err(|_| Problem::Busy)?;
        // Above, some codes would come more often than others.
        if random < u32::MAX - u32::MAX % CODES {
            return Ok(format!("{:06}", random % CODES));
        }
    }
}

/// A code.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Code {
    code: String,
}

/// Takes a code that was said back.
pub(super) async fn confirm(
    State(hub): State<Arc<Hub>>,
    who: SignedIn,
    kind: Result<Path<Kind>, PathRejection>,
    code: Result<Json<Code>, JsonRejection>,
) -> Result<StatusCode, Problem> {
    let (Path(kind), Json(Code { code })) = (kind?, code?);
    let right = hub.change(move |tx| contacts::confirm(tx, &who.0, kind, &code, now()));
    right.await?.then_some(StatusCode::NO_CONTENT).ok_or(Problem::WrongCode)
}

/// Forgets where the account is reached.
pub(super) async fn unreach(
    State(hub): State<Arc<Hub>>,
    who: SignedIn,
    kind: Result<Path<Kind>, PathRejection>,
) -> Result<StatusCode, Problem> {
    let Path(kind) = kind?;
    hub.change(move |tx| contacts::forget_contact(tx, &who.0, kind)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What the account was told, the newest first.
pub(super) async fn told(
    State(hub): State<Arc<Hub>>,
    who: SignedIn,
    page: Result<Query<Page>, QueryRejection>,
) -> Result<Json<Answer<Vec<Notice>>>, Problem> {
    let Query(page) = page?;
    let (before, limit) = (page.before.unwrap_or(u32::MAX), page.limit()?);
    hub.answer(move |db| Ok(notices::before(db, &who.0, before.into(), limit)?)).await.map(Json)
}
