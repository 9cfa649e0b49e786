//! The person who asks. What is one's own is told to nobody else.

use std::sync::Arc;

use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::Response;
use axum::Json;
use serde::Serialize;

use super::problem::Problem;
use super::Hub;
use crate::identity::address;
use crate::identity::login::{Form, WINDOW};
use crate::identity::session::{Tokens, LIFE};
use crate::store::people::logins::{self, Used};
use crate::store::people::now;
use crate::store::read;

/// The account that signed in. Whatever checks sessions puts it into a request's extensions, and nothing
/// else does: not the address, and no header that somebody may write.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SignedIn(pub String);

impl<S: Send + Sync> FromRequestParts<S> for SignedIn {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get().cloned().ok_or(Problem::NotSignedIn)
    }
}

/// The account that signed in, if one did.
pub(super) struct MaybeSignedIn(pub Option<SignedIn>);

impl<S: Send + Sync> FromRequestParts<S> for MaybeSignedIn {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Ok(Self(parts.extensions.get().cloned()))
    }
}

/// Checks the token of a request. One with a bad token is refused, also where none is needed: whoever sends
/// one believes to be signed in.
pub(super) async fn check(
    State(hub): State<Arc<Hub>>,
    mut request: Request,
    next: Next,
) -> Result<Response, Problem> {
    if let Some(said) = request.headers().get(AUTHORIZATION) {
        let token = said.to_str().ok().and_then(|said| said.strip_prefix("Bearer "));
        let account = hub.tokens().await?.account(token.unwrap_or_default(), now());
        let account = account.ok_or(Problem::NotSignedIn)?;
        request.extensions_mut().insert(SignedIn(address(account)));
    }
    Ok(next.run(request).await)
}

impl Hub {
    /// What makes tokens. Its key outlives the hub, so that people need not sign in again.
    pub(super) async fn tokens(&self) -> Result<&Tokens, Problem> {
        if let Some(tokens) = self.tokens.get() {
            return Ok(tokens);
        }
        let mut new = [0; 32];
        getrandom::fill(&mut new).map_err(|_| Problem::Busy)?;
        let key = self.change(move |tx| logins::key_or(tx, new)).await?;
        Ok(self.tokens.get_or_init(|| Tokens::new(key)))
    }
}

/// What somebody must know who signs in.
#[derive(Serialize)]
pub(super) struct Conditions {
    /// The origins under which the hub is reached.
    origins: Vec<String>,
    /// The hub's time, in unix seconds.
    time: u64,
    /// How far the login's time may be from it, in seconds.
    window: u64,
}

/// Tells what a login is compared with.
pub(super) async fn conditions(State(hub): State<Arc<Hub>>) -> Json<Conditions> {
    let origins = hub.origins.to_vec();
    Json(Conditions { origins, time: now(), window: WINDOW })
}

/// A token.
#[derive(Serialize)]
pub(super) struct Session {
    /// What to send as `Authorization: Bearer ...`.
    token: String,
    /// Until when it is good, in unix seconds.
    until: u64,
}

/// Signs an account in.
pub(super) async fn login(
    State(hub): State<Arc<Hub>>,
    form: Result<Json<Form>, JsonRejection>,
) -> Result<Json<Session>, Problem> {
    let Json(form) = form?;
    let genesis = hub.answer(|db| Ok(read::settings(db)?.genesis)).await?.result;
    let now = now();
    let login = form.check(&hub.origins, &genesis, now)?;
    let account = address(login.account);
    let oldest = now.saturating_sub(WINDOW);
    let used = hub.change(move |tx| logins::note(tx, login.time, &account, &login.nonce, oldest));
    match used.await? {
        Used::First => {}
        Used::Again => return Err(Problem::Replayed),
        Used::TooMany => return Err(Problem::Busy),
    }
    let until = now.saturating_add(LIFE);
    let token = hub.tokens().await?.make(&login.account, until);
    Ok(Json(Session { token, until }))
}
