//! Signed transactions, passed on to the node.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::Json;
use serde::Serialize;

use super::problem::Problem;
use super::Hub;
use crate::desk::refusal::is_signed;

/// The most bytes of a transaction that the hub passes on. A batch of a hundred readings has 15,000; what
/// upgrades the runtime goes to a node.
pub(super) const MAX_TRANSACTION: usize = 128 << 10;

/// A transaction that the node took.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Offered {
    /// Its hash, in hexadecimal digits.
    hash: String,
}

/// Offers a transaction to the node. What became of it stands in a block later.
pub(super) async fn offer(
    State(hub): State<Arc<Hub>>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let bytes = body.map_err(|rejection| Problem::too_large(rejection, MAX_TRANSACTION))?;
    if !is_signed(&bytes) {
        return Err(Problem::NoTransaction);
    }
    let hash = hub.desk.offer(bytes.to_vec()).await??;
    let offered = Offered { hash: hex::encode(hash) };
    Ok((StatusCode::ACCEPTED, Json(offered)).into_response())
}
