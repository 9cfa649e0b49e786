//! SD-JWT VC (RFC 9901): the award in a form of which the holder shows what they choose.
//!
//! It is written here and not by a crate, because the salts of disclosures come from the issuer's
//! seed: a lost folder is made again, byte by byte. The crates draw them from the system.

mod bind;
mod issue;
mod open;
mod parse;

pub use bind::{present, Request};
pub use issue::{issue, Claims};
pub use open::Opened;
pub use parse::{SdJwt, MAX_BYTES};

use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use base64::Engine;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use crate::canonical::{self, NotCanonical};
use crate::keys::SecretKey;

/// What the issuer signs is this type of JWT, what the holder signs the other.
const TYPE: &str = "dc+sd-jwt";
const BINDING_TYPE: &str = "kb+jwt";
const ALGORITHM: &str = "EdDSA";
const HASH: &str = "sha-256";
/// The members that stand for what is not shown: of an object, of a list.
const CONCEALED: &str = "_sd";
const CONCEALED_ITEM: &str = "...";
const HASH_MEMBER: &str = "_sd_alg";
/// What no holder may hide: whose document it is, who may show it, and for how long.
const ALWAYS_SHOWN: [&str; 8] = ["cnf", "exp", "iat", "iss", "nbf", "status", "sub", "vct"];

/// Why an SD-JWT is not accepted.
#[derive(Debug, thiserror::Error)]
pub enum Flaw {
    /// Not of the form, or too long.
    #[error("not an SD-JWT: {0}")]
    Form(&'static str),
    /// A header with more or other members than ours has.
    #[error("the header is not that of an EdDSA SD-JWT VC")]
    Header,
    /// The issuer's signature.
    #[error("the issuer's signature is wrong, or its key is not the issuer's")]
    Signature,
    /// A disclosure that the issuer did not sign, or the same one twice.
    #[error("a disclosure is not one that the issuer signed: it was changed")]
    Disclosure,
    /// A disclosure in the place of a member that must always be shown.
    #[error("the claim {0:?} must not be concealed")]
    AlwaysShown(String),
    /// Nothing by that name to show.
    #[error("there is nothing to show by the name {0:?}; there is: {1}")]
    Nothing(String, String),
    /// The holder's signature is missing.
    #[error("there is no key binding: this may be a copy that somebody else shows")]
    NotBound,
    /// The holder's signature, or whom and what it is for.
    #[error("the key binding does not hold: {0}")]
    Binding(&'static str),
    /// The key is not the one to which the document was issued.
    #[error("the secret is not that of the document's holder")]
    NotHolder,
    /// A value with no canonical JSON.
    #[error(transparent)]
    Json(#[from] NotCanonical),
}

/// The digest that the leaf of an award has: SHA-256 of the JWT that the issuer signed, without
/// disclosures. It is the same whatever the holder shows.
pub fn digest(jwt: &str) -> [u8; 32] {
    Sha256::digest(jwt).into()
}

fn encoded_digest(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(text))
}

/// A JWT in the compact form.
fn sign(
    header: Map<String, Value>,
    payload: Map<String, Value>,
    key: &SecretKey,
) -> Result<String, NotCanonical> {
    let part = |members: Map<String, Value>| {
        Ok::<_, NotCanonical>(URL_SAFE_NO_PAD.encode(canonical::jcs(&members.into())?))
    };
    let signed = format!("{}.{}", part(header)?, part(payload)?);
    let signature = key.sign(signed.as_bytes());
    Ok(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature)))
}

#[cfg(test)]
#[path = "../tests/sd_jwt.rs"]
mod tests;
