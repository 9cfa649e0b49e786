//! Texts that the chain names by their hash.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, PathRejection};
use axum::extract::{Path, State};
use axum::http::{header, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::Json;
use serde::Serialize;

use super::owner::MaybeSignedIn;
use super::problem::Problem;
use super::Hub;
use crate::chain::Hash;
use crate::store::people::now;
use crate::store::people::texts::{self, Reason, Taken, MAX_TEXT};
use crate::store::read;

/// What became of a text.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Given {
    /// Its hash, in hexadecimal digits.
    hash: String,
    /// Whether the chain names it. If not, the hub keeps it for 30 days.
    named: bool,
}

fn hash_of(digits: &str) -> Result<Hash, Problem> {
    let mut hash = [0; 32];
    let bad = |_| Problem::BadInput("a hash is 64 hexadecimal digits".into());
    hex::decode_to_slice(digits, &mut hash).map_err(bad)?;
    Ok(hash)
}

/// A text. What has the hash is it, whoever says so: it never changes.
pub(super) async fn get(
    State(hub): State<Arc<Hub>>,
    hash: Result<Path<String>, PathRejection>,
) -> Result<Response, Problem> {
    let Path(digits) = hash?;
    let hash = hash_of(&digits)?;
    let found = hub.answer(move |db| Ok(texts::text(db, &hash)?)).await?.result;
    let text = found.ok_or(Problem::NoText)?;
    let plain = HeaderValue::from_static("text/plain; charset=utf-8");
    let mut response = (StatusCode::OK, [(header::CONTENT_TYPE, plain)], text).into_response();
    let kept = HeaderValue::from_static("public, max-age=31536000, immutable");
    response.headers_mut().insert(header::CACHE_CONTROL, kept);
    // Somebody may open its address. Whatever it is, nothing of it is run.
    let nothing = HeaderValue::from_static("default-src 'none'; sandbox");
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, nothing);
    Ok(response)
}

/// Takes a text: of anybody if the chain names it, of a member if it does not yet.
pub(super) async fn put(
    State(hub): State<Arc<Hub>>,
    hash: Result<Path<String>, PathRejection>,
    MaybeSignedIn(who): MaybeSignedIn,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Given>, Problem> {
    let Path(digits) = hash?;
    let hash = hash_of(&digits)?;
    let text = body.map_err(|rejection| Problem::too_large(rejection, MAX_TEXT))?;
    if std::str::from_utf8(&text).is_err() {
        return Err(Problem::NoUtf8);
    }
    if texts::hash_of(&text) != hash {
        return Err(Problem::WrongHash);
    }
    let reason = if is_named(&hub, hash).await? {
        Reason::Named
    } else {
        let who = who.ok_or(Problem::NotNamed)?;
        let member = hub.answer(move |db| Ok(read::member_of(db, &who.0)?)).await?.result;
        Reason::By(member.ok_or(Problem::NoMember)?)
    };
    let taken = hub.change(move |tx| texts::take(tx, &hash, &text, reason, now())).await?;
    match taken {
        Taken::Kept | Taken::Known => {
            Ok(Json(Given { hash: hex::encode(hash), named: reason == Reason::Named }))
        }
        Taken::Unwanted => Err(Problem::Unwanted),
        Taken::TooMuch => Err(Problem::Quota),
    }
}

/// Whether the chain names a text, as far as the hub has read it; a design also if it is not final yet, because its
/// maker need be no member.
async fn is_named(hub: &Hub, hash: Hash) -> Result<bool, Problem> {
    if hub.answer(move |db| Ok(texts::is_named(db, &hash)?)).await?.result {
        return Ok(true);
    }
    // A text of a petition to come is taken also while the node is down.
    Ok(hub.desk.is_design(hash).await.unwrap_or(false))
}
