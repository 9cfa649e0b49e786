//! Whether the hub is well: what watches it restarts nothing and asks nobody else.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::Json;
use serde::Serialize;

use super::problem::Problem;
use super::Hub;
use crate::chain::Height;

/// How many blocks the hub may be behind its node. It takes thousands in that time.
const MAX_BEHIND: u64 = 100;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Health {
    condition: Condition,
    /// The last block that the hub has read.
    height: Option<Height>,
    /// The last final block of the node.
    node_height: Option<Height>,
    /// How old the hub's last block is, in seconds.
    age: Option<u64>,
    /// What is wrong.
    trouble: Option<String>,
}

#[derive(Clone, Copy, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
enum Condition {
    /// All is well.
    Well,
    /// It reads blocks, but has many to read.
    CatchingUp,
    /// It has read what is final, but that is old: the node or the chain stands still.
    Stale,
    /// Something is wrong; it tries again.
    Troubled,
    /// It follows the chain no longer.
    Stopped,
}

pub(super) async fn health(State(hub): State<Arc<Hub>>) -> Response {
    let now = hub.status.now();
    let known = match hub.answer(|_| Ok(())).await {
        Ok(answer) => Ok(Some(answer.as_of)),
        Err(Problem::NothingYet) => Ok(None),
        Err(problem) => Err(problem),
    };
    let (known, trouble) = match known {
        Ok(known) => (known, now.trouble),
        Err(problem) => (None, Some(problem.to_string())),
    };
    let (height, age) = (known.as_ref().map(|of| of.height), known.and_then(|of| of.age));
    let behind = now.node.map(|node| node.saturating_sub(height.unwrap_or_default()));
    let state = if now.stopped {
        Condition::Stopped
    } else if trouble.is_some() {
        Condition::Troubled
    } else if behind.is_none_or(|behind| behind > MAX_BEHIND) {
        Condition::CatchingUp
    } else if age.is_none_or(|age| age > hub.max_lag.as_secs()) {
        Condition::Stale
    } else {
        Condition::Well
    };
    let code =
        if state == Condition::Well { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (code, Json(Health { condition: state, height, node_height: now.node, age, trouble }))
        .into_response()
}
