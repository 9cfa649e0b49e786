//! Whether the hub is well: what watches it restarts nothing and asks nobody else.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::Json;
use serde::Serialize;

use super::answer::Answer;
use super::problem::Problem;
use super::Hub;
use crate::chain::Height;
use crate::store::read;

/// Of the last hundred blocks, so many may be in doubt as a whole. If it is more, the hub is too old for
/// the chain's runtime, or takes the wrong one.
const MAX_DOUBTFUL: u64 = 50;
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
    let doubtful = hub.answer(|db| {
        let head = read::as_of(db)?.head.height;
        Ok(read::not_understood_since(db, head.saturating_sub(MAX_BEHIND))?)
    });
    let known = match doubtful.await {
        Ok(Answer { as_of, result }) => Ok(Some((as_of, result))),
        Err(Problem::NothingYet) => Ok(None),
        Err(problem) => Err(problem),
    };
    let (known, trouble) = match known {
        Ok(Some((as_of, doubtful))) if doubtful > MAX_DOUBTFUL => {
            let why = format!("{doubtful} of the last {MAX_BEHIND} blocks were not understood");
            (Some(as_of), now.trouble.or(Some(why)))
        }
        Ok(known) => (known.map(|(as_of, _)| as_of), now.trouble),
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
