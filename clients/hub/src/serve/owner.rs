//! Who asks. What is one's own is told to nobody else.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use super::problem::Problem;

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
