//! Answers people, in JSON over HTTP.
//!
//! Each answer says up to which block it tells, and what the hub does not know. Nothing that can be asked
//! takes longer than a page of a list does.

pub mod answer;
pub mod connections;
pub mod owner;
pub mod problem;
pub mod rpc;

mod credentials;
mod description;
mod health;
mod household;
mod market;
mod members;
mod network;
mod own;
mod page;
mod petitions;
mod prices;
mod rules;
mod stream;
mod texts;
mod transactions;

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::extract::DefaultBodyLimit;
use axum::http::{header, HeaderName, HeaderValue, Method};
use axum::response::Response;
use axum::routing::{get, post, put};
use axum::Router;
use tokio::sync::{watch, Semaphore};
use tower_http::compression::CompressionLayer;
use tower_http::cors::CorsLayer;

use crate::desk::Desk;
use crate::identity::session::Tokens;
use crate::status::Status;
use crate::store::people::texts::MAX_TEXT;
use crate::store::people::People;
use crate::tell::Channels;
use answer::Readers;
use problem::Problem;

/// What answers are made from.
#[derive(Clone)]
pub struct Hub {
    readers: Readers,
    status: Status,
    max_lag: Duration,
    people: People,
    writers: Arc<Semaphore>,
    desk: Arc<dyn Desk>,
    origins: Arc<[String]>,
    channels: Channels,
    page: Option<PathBuf>,
    others: Arc<[String]>,
    tokens: Arc<OnceLock<Tokens>>,
    listeners: Arc<Semaphore>,
    pulse: watch::Sender<stream::Pulse>,
    wire: Arc<rpc::Wire>,
}

/// The most who write at once. SQLite lets one of them write at a time.
const WRITERS: usize = 4;
/// The most bytes of what is sent as JSON.
const MAX_FORM: usize = 4 << 10;

impl Hub {
    /// Answers from a database, which need not be there yet. It is unwell once the last block is older
    /// than `max_lag`. What people do asks the chain as it is now.
    pub fn new(database: PathBuf, status: Status, max_lag: Duration, desk: Arc<dyn Desk>) -> Self {
        Self {
            readers: Readers::new(database.clone()),
            status,
            max_lag,
            people: People::new(database),
            writers: Arc::new(Semaphore::new(WRITERS)),
            desk,
            origins: Arc::default(),
            channels: Channels::default(),
            page: None,
            others: Arc::default(),
            tokens: Arc::default(),
            listeners: Arc::new(Semaphore::new(stream::LISTENERS)),
            pulse: watch::Sender::default(),
            wire: Arc::new(rpc::Wire::new(rpc::Limits::default())),
        }
    }

    /// The origins under which people reach it. They sign in to no others.
    pub fn at(self, origins: Vec<String>) -> Self {
        Self { origins: origins.into(), ..self }
    }

    /// The ways by which it sends messages.
    pub fn sends_by(self, channels: Channels) -> Self {
        Self { channels, ..self }
    }

    /// The folder of the people's page, if it serves it, and the other hubs that the page may ask.
    pub fn with_page(self, page: Option<PathBuf>, others: Vec<String>) -> Self {
        Self { page, others: others.into(), ..self }
    }

    /// How much of it and its node pages may take that ask the node through it.
    pub fn passes(self, limits: rpc::Limits) -> Self {
        Self { wire: Arc::new(rpc::Wire::new(limits)), ..self }
    }

    /// What people gave to it.
    pub fn people(&self) -> &People {
        &self.people
    }
}

/// All that can be asked.
pub fn router(hub: Hub) -> Router {
    let hub = Arc::new(hub);
    let of_text = DefaultBodyLimit::max(MAX_TEXT);
    let policy = page::policy(&hub.origins, &hub.others);
    let of_transaction = DefaultBodyLimit::max(transactions::MAX_TRANSACTION);
    Router::new()
        .route("/health", get(health::health))
        .route("/openapi.json", get(description::description))
        .route("/doubts", get(network::doubts))
        .route("/network", get(network::network))
        .route("/finality", get(network::finality))
        .route("/finality/stalls", get(network::stalls))
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
        .route("/login", get(owner::conditions).post(owner::login))
        .route("/me", get(own::me))
        .route("/me/rules", get(rules::get).put(rules::put).delete(rules::delete))
        .route("/me/contacts/{kind}", put(rules::reach).delete(rules::unreach))
        .route("/me/contacts/{kind}/code", post(rules::confirm))
        .route("/me/notices", get(rules::told))
        .route("/meters/{meter}/load", get(own::load))
        .route("/meters/{meter}/load.csv", get(own::load_csv))
        .route("/meters/{meter}/bills.csv", get(own::bills_csv))
        .route("/orders.csv", get(own::orders_csv))
        .route("/votes.csv", get(own::votes_csv))
        .route("/texts/{hash}", get(texts::get).put(texts::put).layer(of_text))
        .route("/transactions", post(transactions::offer).layer(of_transaction))
        .route("/changes", get(stream::changes))
        .route("/rpc", get(rpc::rpc))
        .route("/petitions", get(petitions::list))
        .route("/petitions/{petition}", get(petitions::one))
        .route("/members/{member}/votes", get(members::votes))
        .fallback_service(page::files(hub.page.as_deref(), policy))
        .method_not_allowed_fallback(|method: Method| async move {
            Problem::OtherMethod(method.to_string())
        })
        .layer(DefaultBodyLimit::max(MAX_FORM))
        .layer(axum::middleware::from_fn_with_state(Arc::clone(&hub), owner::check))
        .layer(CompressionLayer::new())
        .layer(axum::middleware::map_response(plain))
        .layer(from_other_pages())
        .with_state(hub)
}

/// A page that one hub serves may ask another one, to compare the two. There are no cookies: a page has
/// no token but its own.
fn from_other_pages() -> CorsLayer {
    let headers =
        [header::AUTHORIZATION, header::CONTENT_TYPE, HeaderName::from_static("last-event-id")];
    CorsLayer::new()
        .allow_origin(tower_http::cors::Any)
        .allow_methods([Method::GET, Method::POST, Method::PUT, Method::DELETE])
        .allow_headers(headers)
}

/// No browser guesses what an answer is, or keeps it as if it were still true.
async fn plain(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    let kept = HeaderValue::from_static("no-cache");
    headers.entry(header::CACHE_CONTROL).or_insert(kept);
    response
}

#[cfg(test)]
#[path = "../tests/serve.rs"]
mod tests;

#[cfg(test)]
#[path = "../tests/people.rs"]
mod people_tests;

#[cfg(test)]
#[path = "../tests/texts.rs"]
mod texts_tests;

#[cfg(test)]
#[path = "../tests/listen.rs"]
mod listen_tests;

#[cfg(test)]
#[path = "../tests/household.rs"]
mod household_tests;
