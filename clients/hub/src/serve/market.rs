//! What is offered to anybody, and one's own orders.

use std::sync::Arc;

use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::Json;
use serde::Serialize;

use super::answer::{Answer, Page, MAX_PAGE};
use super::owner::SignedIn;
use super::problem::Problem;
use super::Hub;
use crate::store::read::market::{self, DueRow, ListingRow, LotRow, OrderRow};

/// What somebody offers, with what can be ordered of it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Listing {
    #[serde(flatten)]
    listing: ListingRow,
    /// What can be ordered, the newest first.
    lots: Vec<LotRow>,
}

/// What takes orders.
pub(super) async fn listings(
    State(hub): State<Arc<Hub>>,
    page: Result<Query<Page>, QueryRejection>,
) -> Result<Json<Answer<Vec<ListingRow>>>, Problem> {
    let Query(page) = page?;
    let limit = page.limit()?;
    hub.answer(move |db| Ok(market::listings(db, page.before, limit)?)).await.map(Json)
}

/// A listing.
pub(super) async fn listing(
    State(hub): State<Arc<Hub>>,
    number: Result<Path<u32>, PathRejection>,
) -> Result<Json<Answer<Listing>>, Problem> {
    let Path(number) = number?;
    let answer = hub.answer(move |db| {
        let listing = market::listing(db, number)?;
        let listing = listing.ok_or(Problem::Unknown { what: "listing", number })?;
        Ok(Listing { listing, lots: market::lots(db, number, MAX_PAGE)? })
    });
    answer.await.map(Json)
}

/// The orders that an account placed or got.
pub(super) async fn orders(
    State(hub): State<Arc<Hub>>,
    who: SignedIn,
    page: Result<Query<Page>, QueryRejection>,
) -> Result<Json<Answer<Vec<OrderRow>>>, Problem> {
    let Query(page) = page?;
    let limit = page.limit()?;
    hub.answer(move |db| Ok(market::orders_of(db, &who.0, page.before, limit)?)).await.map(Json)
}

/// The payments that wait for an account.
pub(super) async fn dues(
    State(hub): State<Arc<Hub>>,
    who: SignedIn,
) -> Result<Json<Answer<Vec<DueRow>>>, Problem> {
    hub.answer(move |db| Ok(market::dues_of(db, &who.0, MAX_PAGE)?)).await.map(Json)
}
