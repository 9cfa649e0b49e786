//! Answers people, in JSON over HTTP.
//!
//! Each answer says up to which block it tells, and what the hub does not know. Nothing that can be asked
//! takes longer than a page of a list does.

pub mod answer;
pub mod connections;
pub mod owner;
pub mod problem;

mod credentials;
mod description;
mod health;
mod household;
mod market;
mod members;
mod network;
mod petitions;
mod prices;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::http::{header, HeaderValue, Method, Uri};
use axum::response::Response;
use axum::routing::get;
use axum::Router;
use tower_http::compression::CompressionLayer;

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
        .route("/openapi.json", get(description::description))
        .route("/doubts", get(network::doubts))
        .route("/network", get(network::network))
        .route("/grids/{grid}/clearings", get(prices::clearings))
        .route("/grids/{grid}/tariffs", get(prices::tariffs))
        .route("/meters", get(household::meters))
        .route("/meters/{meter}", get(household::home))
        .route("/meters/{meter}/days", get(household::days))
        .route("/meters/{meter}/months/{month}", get(household::month))
        .route("/listings", get(market::listings))
        .route("/listings/{listing}", get(market::listing))
        .route("/orders", get(market::orders))
        .route("/dues", get(market::dues))
        .route("/issuers/{issuer}/batches", get(credentials::batches))
        .route("/issuers/{issuer}/batches/{sequence}/{award}", get(credentials::award))
        .route("/petitions", get(petitions::list))
        .route("/petitions/{petition}", get(petitions::one))
        .route("/members/{member}/votes", get(members::votes))
        .fallback(|uri: Uri| async move { Problem::NoSuchPage(uri.path().to_owned()) })
        .method_not_allowed_fallback(|method: Method| async move {
            Problem::OtherMethod(method.to_string())
        })
        .layer(CompressionLayer::new())
        .layer(axum::middleware::map_response(plain))
        .with_state(Arc::new(hub))
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

#[cfg(test)]
#[path = "../tests/household.rs"]
mod household_tests;
