//! The network as the hub saw it.

use std::sync::Arc;

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::Json;
use serde::Serialize;

use super::answer::{Answer, Page, MAX_PAGE};
use super::problem::Problem;
use super::Hub;
use crate::chain::Height;
use crate::store::finality::{self, FinalRow, StallRow};
use crate::store::read::{self, Authorities, DoubtRow, StepRow, Upgrade};

/// The network.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Network {
    /// The hash of the first block, in hexadecimal digits.
    genesis: String,
    /// The hash of the last final block that the hub has read, in hexadecimal digits.
    hash: String,
    /// The last change of the set that votes on finality. Null if the hub saw none.
    authorities: Option<Authorities>,
    /// The last runtimes, the newest first.
    upgrades: Vec<Upgrade>,
    /// What happened last to validators and their set, the newest first.
    validators: Vec<StepRow>,
    /// The last final block of the hub's node. Null if that has not said it yet.
    node_height: Option<Height>,
}

pub(super) async fn network(State(hub): State<Arc<Hub>>) -> Result<Json<Answer<Network>>, Problem> {
    let node_height = hub.status.now().node;
    let answer = hub.answer(move |db| {
        Ok(Network {
            genesis: hex::encode(read::settings(db)?.genesis),
            hash: hex::encode(read::as_of(db)?.head.hash),
            authorities: read::authorities(db)?,
            upgrades: read::upgrades(db, MAX_PAGE)?,
            validators: read::steps(db, "validators", 0, MAX_PAGE)?,
            node_height,
        })
    });
    answer.await.map(Json)
}

/// When blocks became final.
pub(super) async fn finality(
    State(hub): State<Arc<Hub>>,
    page: Result<Query<Page>, QueryRejection>,
) -> Result<Json<Answer<Vec<FinalRow>>>, Problem> {
    let Query(page) = page?;
    let limit = page.limit()?;
    hub.answer(move |db| Ok(finality::finality(db, page.before, limit)?)).await.map(Json)
}

/// The times in which no block became final.
pub(super) async fn stalls(
    State(hub): State<Arc<Hub>>,
    page: Result<Query<Page>, QueryRejection>,
) -> Result<Json<Answer<Vec<StallRow>>>, Problem> {
    let Query(page) = page?;
    let limit = page.limit()?;
    hub.answer(move |db| Ok(finality::stalls(db, page.before, limit)?)).await.map(Json)
}

/// What of blocks was not understood.
pub(super) async fn doubts(
    State(hub): State<Arc<Hub>>,
    page: Result<Query<Page>, QueryRejection>,
) -> Result<Json<Answer<Vec<DoubtRow>>>, Problem> {
    let Query(page) = page?;
    let limit = page.limit()?;
    hub.answer(move |db| Ok(read::doubts(db, page.before, limit)?)).await.map(Json)
}
