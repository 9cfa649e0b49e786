//! Answers people, in JSON over HTTP.
//!
//! Each answer says up to which block it tells, and what the hub does not know. Nothing that can be asked
//! takes longer than a page of a list does.

pub mod answer;
pub mod connections;
pub mod problem;

mod health;
mod members;
mod network;
mod petitions;
mod prices;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::http::{header, HeaderValue, Method, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::Router;

use crate::status::Status;
use answer::Readers;
use problem::Problem;

/// What answers are made from.
#[derive(Clone)]
pub struct Hub {
    readers: Readers,
    status: Status,
    max_lag: Duration,
}

impl Hub {
    /// Answers from a database, which need not be there yet. It is unwell once the last block is older
    /// than `max_lag`.
    pub fn new(database: PathBuf, status: Status, max_lag: Duration) -> Self {
        Self { readers: Readers::new(database), status, max_lag }
    }
}

/// All that can be asked.
pub fn router(hub: Hub) -> Router {
    Router::new()
        .route("/health", get(health::health))
        .route("/openapi.json", get(description))
        .route("/doubts", get(network::doubts))
        .route("/network", get(network::network))
        .route("/grids/{grid}/clearings", get(prices::clearings))
        .route("/grids/{grid}/tariffs", get(prices::tariffs))
        .route("/petitions", get(petitions::list))
        .route("/petitions/{petition}", get(petitions::one))
        .route("/members/{member}/votes", get(members::votes))
        .fallback(|uri: Uri| async move { Problem::NoSuchPage(uri.path().to_owned()) })
        .method_not_allowed_fallback(|method: Method| async move {
            Problem::OtherMethod(method.to_string())
        })
        .layer(axum::middleware::map_response(plain))
        .with_state(Arc::new(hub))
}

/// What can be asked, and how answers look, for programs.
async fn description() -> impl IntoResponse {
    let json = [(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))];
    (json, include_str!("openapi.json"))
}

/// No browser guesses what an answer is, or keeps it as if it were still true.
async fn plain(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

#[cfg(test)]
#[path = "../tests/serve.rs"]
mod tests;
