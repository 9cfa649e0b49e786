//! The JSON-LD contexts that documents may name. They are part of the program: a context that comes
//! from a server can be gone, or another one tomorrow.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use serde_json::Value;

/// W3C Verifiable Credentials 2.0: the first context of each document.
pub const CREDENTIALS: &str = "https://www.w3.org/ns/credentials/v2";

/// Open Badges 3.0, whose achievements the awards are.
pub const OPEN_BADGES: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";

/// Data Integrity 2: it repeats terms that [`CREDENTIALS`] has. Others name it, we need not.
pub const DATA_INTEGRITY: &str = "https://w3id.org/security/data-integrity/v2";

/// A context's text, if it is one of these.
pub fn embedded(url: &str) -> Option<&'static str> {
    match url {
        CREDENTIALS => Some(include_str!("contexts/credentials-v2.json")),
        OPEN_BADGES => Some(include_str!("contexts/open-badges-3.0.3.json")),
        DATA_INTEGRITY => Some(include_str!("contexts/data-integrity-v2.json")),
        _ => None,
    }
}

/// All of them.
const ALL: [&str; 3] = [CREDENTIALS, OPEN_BADGES, DATA_INTEGRITY];

/// The types whose nodes are read with a context of their own.
pub(crate) fn scoped_types() -> &'static BTreeSet<String> {
    static TYPES: OnceLock<BTreeSet<String>> = OnceLock::new();
    TYPES.get_or_init(|| {
        let texts = ALL.into_iter().filter_map(embedded);
        let contexts = texts.filter_map(|text| serde_json::from_str::<Value>(text).ok());
        let terms = contexts.filter_map(|context| context.get("@context")?.as_object().cloned());
        terms
            .flatten()
            .filter(|(_, definition)| definition.get("@context").is_some_and(Value::is_object))
            .map(|(term, _)| term)
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_with_a_context_of_their_own_should_be_known() {
        for term in ["VerifiableCredential", "Achievement", "Result", "DataIntegrityProof"] {
            assert!(scoped_types().contains(term), "{term}");
        }
        for term in ["OpenBadgeCredential", "id", "name", "BitstringStatusListCredential"] {
            assert!(!scoped_types().contains(term), "{term}");
        }
    }
}
