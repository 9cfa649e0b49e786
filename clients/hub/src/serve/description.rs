//! What can be asked, and how answers look, for programs: one document, a part of it for each subject.

use std::sync::LazyLock;

use axum::http::{header, HeaderValue};
use axum::response::IntoResponse;
use serde_json::Value;

/// What the whole document has beside its parts.
const WHOLE: &str = include_str!("openapi.json");
/// Paths and schemas, by subject.
const PARTS: &[&str] = &[
    include_str!("openapi/credentials.json"),
    include_str!("openapi/household.json"),
    include_str!("openapi/login.json"),
    include_str!("openapi/market.json"),
    include_str!("openapi/notices.json"),
    include_str!("openapi/own.json"),
    include_str!("openapi/petitions.json"),
    include_str!("openapi/talk.json"),
];

static DOCUMENT: LazyLock<String> = LazyLock::new(|| {
    let mut whole: Value = serde_json::from_str(WHOLE).unwrap_or_default();
    for part in PARTS {
        let part: Value = serde_json::from_str(part).unwrap_or_default();
        for (from, to) in [("/paths", "/paths"), ("/schemas", "/components/schemas")] {
            let to = whole.pointer_mut(to).and_then(Value::as_object_mut);
            if let (Some(to), Some(from)) = (to, part.pointer(from).and_then(Value::as_object)) {
                to.extend(from.clone());
            }
        }
    }
    whole.to_string()
});

/// The description, as OpenAPI has it.
pub(super) async fn description() -> impl IntoResponse {
    let json = [(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))];
    (json, DOCUMENT.as_str())
}
