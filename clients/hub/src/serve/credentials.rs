//! Awards, as far as the chain names them. Whose they are stands in the holder's document alone.

use std::sync::Arc;

use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::Json;
use serde::Serialize;

use super::answer::{Answer, Page};
use super::problem::Problem;
use super::Hub;
use crate::store::read::credentials::{self, BatchRow, MarkRow};

/// An award.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Award {
    /// The batch that it is of.
    batch: BatchRow,
    /// What it was marked as last. Null if it never was.
    mark: Option<MarkRow>,
}

/// The batches of an issuer.
pub(super) async fn batches(
    State(hub): State<Arc<Hub>>,
    issuer: Result<Path<u32>, PathRejection>,
    page: Result<Query<Page>, QueryRejection>,
) -> Result<Json<Answer<Vec<BatchRow>>>, Problem> {
    let (Path(issuer), Query(page)) = (issuer?, page?);
    let limit = page.limit()?;
    hub.answer(move |db| Ok(credentials::batches(db, issuer, page.before, limit)?)).await.map(Json)
}

/// An award, by its place in a batch.
pub(super) async fn award(
    State(hub): State<Arc<Hub>>,
    place: Result<Path<(u32, u32, u32)>, PathRejection>,
) -> Result<Json<Answer<Award>>, Problem> {
    let Path((issuer, sequence, index)) = place?;
    let answer = hub.answer(move |db| {
        let batch = credentials::batch(db, issuer, sequence)?;
        let batch = batch.ok_or(Problem::Unknown { what: "batch", number: sequence })?;
        if index >= batch.count {
            return Err(Problem::Unknown { what: "award", number: index });
        }
        Ok(Award { batch, mark: credentials::mark(db, issuer, sequence, index)? })
    });
    answer.await.map(Json)
}
