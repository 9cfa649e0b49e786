//! The people's page: files of a folder, as its build left them.

use std::path::Path;

use axum::extract::{Request, State};
use axum::handler::HandlerWithoutStateExt;
use axum::http::{header, HeaderValue, Uri};
use axum::middleware::{from_fn_with_state, Next};
use axum::response::Response;
use axum::Router;
use tower_http::services::ServeDir;

use super::problem::Problem;

/// The letters by which a name says which content a file has.
const MARK: usize = 8;

/// The files of a folder, those compressed ahead as they are. What is not there is a problem like any other.
pub(super) fn files(folder: Option<&Path>, policy: HeaderValue) -> Router {
    let Some(folder) = folder else { return Router::new().fallback(nothing) };
    let files = ServeDir::new(folder)
        .precompressed_br()
        .precompressed_gzip()
        .call_fallback_on_method_not_allowed(true)
        .fallback(nothing.into_service());
    Router::new().fallback_service(files).layer(from_fn_with_state(policy, guard))
}

async fn nothing(uri: Uri) -> Problem {
    Problem::NoSuchPage(uri.path().to_owned())
}

/// What browsers let the page do: nothing but its own scripts and styles, no text that becomes markup, no
/// word to anybody but this hub and those with which it may be compared, and no frame around it, where
/// somebody could be made to press its buttons.
pub(super) fn policy(origins: &[String], others: &[String]) -> HeaderValue {
    // Older browsers do not count WebSockets of its own origin as its own.
    let sockets = origins.iter().map(|origin| origin.replacen("http", "ws", 1));
    let asked = std::iter::once("'self'".into()).chain(sockets).chain(others.iter().cloned());
    let asked = asked.collect::<Vec<_>>().join(" ");
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
         connect-src {asked}; media-src 'self'; manifest-src 'self'; worker-src 'self'; \
         base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
         require-trusted-types-for 'script'; trusted-types vaka-worker"
    );
    // Origins have no other letters.
    HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'none'"))
}

/// Adds the policy. A file whose name says which content it has is kept for ever.
async fn guard(State(policy): State<HeaderValue>, request: Request, next: Next) -> Response {
    let for_ever = is_marked(request.uri().path());
    let mut response = next.run(request).await;
    let good = response.status().is_success();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    if for_ever && good {
        let kept = HeaderValue::from_static("public, max-age=31536000, immutable");
        headers.insert(header::CACHE_CONTROL, kept);
    }
    response
}

/// Whether a name ends as `-2GM2F2JM.js` does.
fn is_marked(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let mark = name.split_once('.').and_then(|(stem, _)| stem.rsplit_once('-')).map(|(_, it)| it);
    mark.is_some_and(|mark| {
        mark.len() == MARK && mark.bytes().all(|it| it.is_ascii_uppercase() || it.is_ascii_digit())
    })
}
