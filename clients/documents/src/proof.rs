//! The proof set of a document: `eddsa-rdfc-2022` over its statements and `eddsa-jcs-2022` over its
//! JSON, by one key. Some verifiers know only one of the two. Each proof covers the document without
//! proofs, so their order says nothing.

use serde_json::{json, Map, Value};
use sha2::{Digest, Sha256};

use crate::canonical::{self, NotCanonical};
use crate::guard::{self, Guarded, Refused};
use crate::keys::{self, Issuer, PublicKey};
use crate::time;

/// The proofs that every document has.
pub const SUITES: [&str; 2] = [RDFC, JCS];
const RDFC: &str = "eddsa-rdfc-2022";
const JCS: &str = "eddsa-jcs-2022";

/// Why a document's proofs do not hold.
#[derive(Debug, thiserror::Error)]
pub enum Flaw {
    /// It does not pass the guard.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// There must be two proofs, one of each kind.
    #[error("not a proof set of {RDFC} and {JCS}")]
    NotBoth,
    /// A proof with more or other members than ours have.
    #[error("the proof {0} has a member that is missing, unknown or of another value: {1}")]
    Member(&'static str, &'static str),
    /// The proofs name two keys, or one that is not the issuer's.
    #[error("the proofs are not by one key of the document's issuer")]
    Method,
    /// A signature that is not the key's.
    #[error("the signature of the proof {0} is wrong: document or proof was changed")]
    Signature(&'static str),
    /// A document is signed once.
    #[error("the document has a proof already, or other contexts than its proofs")]
    Unsuitable,
}

impl From<NotCanonical> for Flaw {
    fn from(error: NotCanonical) -> Self {
        Self::Refused(error.into())
    }
}

/// Adds proofs to documents with the same contexts, date and issuer.
pub struct Signer<'a> {
    issuer: &'a Issuer,
    contexts: Value,
    /// The members of each proof, and their hash.
    options: [(Map<String, Value>, [u8; 32]); 2],
}

impl<'a> Signer<'a> {
    /// Prepares proofs of this date.
    pub fn new(issuer: &'a Issuer, contexts: &[&str], created: u64) -> Result<Self, Flaw> {
        let contexts: Value = contexts.into();
        let options = |suite: &str| {
            let members = Map::from_iter([
                ("@context".into(), contexts.clone()),
                ("type".into(), "DataIntegrityProof".into()),
                ("cryptosuite".into(), suite.into()),
                ("created".into(), time::format(created).into()),
                ("verificationMethod".into(), issuer.method().into()),
                ("proofPurpose".into(), "assertionMethod".into()),
            ]);
            let hash = hash_of_options(suite, &members)?;
            Ok::<_, Flaw>((members, hash))
        };
        let options = [options(RDFC)?, options(JCS)?];
        Ok(Self { issuer, contexts, options })
    }

    /// Adds the two proofs.
    pub fn sign(&self, document: Guarded) -> Result<Map<String, Value>, Flaw> {
        let members = document.document();
        if members.contains_key("proof") || members.get("@context") != Some(&self.contexts) {
            return Err(Flaw::Unsuitable);
        }
        let hashes = [hash_of_statements(&document), digest(&document)?];
        let mut proofs = Vec::with_capacity(2);
        for ((options, hash), of_document) in self.options.iter().zip(hashes) {
            let signature = self.issuer.key().sign(&signed_bytes(hash, &of_document));
            let mut proof = options.clone();
            if proof.get("cryptosuite") == Some(&RDFC.into()) {
                // Its options are read with the document's contexts; those of JCS must have them.
                proof.remove("@context");
            }
            let value = format!("z{}", bs58::encode(signature).into_string());
            proof.insert("proofValue".into(), value.into());
            proofs.push(Value::Object(proof));
        }
        let mut signed = document.into_document();
        signed.insert("proof".into(), proofs.into());
        Ok(signed)
    }
}

/// A document whose two proofs hold. Whether its key is the issuer's on the chain is another question.
#[derive(Debug)]
pub struct Verified {
    /// The document without its proofs.
    pub document: Guarded,
    /// The issuer that it names.
    pub issuer: String,
    /// The key that signed it.
    pub key: PublicKey,
}

/// Verifies both proofs.
pub fn verify(mut document: Map<String, Value>) -> Result<Verified, Flaw> {
    let proofs = match document.remove("proof") {
        Some(Value::Array(proofs)) if proofs.len() == SUITES.len() => proofs,
        _ => return Err(Flaw::NotBoth),
    };
    let issuer = match document.get("issuer") {
        Some(Value::String(id)) => id.clone(),
        Some(issuer) => issuer.get("id").and_then(Value::as_str).unwrap_or_default().to_owned(),
        None => return Err(Flaw::Method),
    };
    let contexts = document.get("@context").cloned().unwrap_or_default();
    let document = guard::guard(document.into())?;
    let mut keys = Vec::with_capacity(SUITES.len());
    for suite in SUITES {
        let mut of_suite =
            proofs.iter().filter(|proof| proof.get("cryptosuite") == Some(&suite.into()));
        let proof = of_suite.next().and_then(Value::as_object).ok_or(Flaw::NotBoth)?;
        keys.push(verify_one(suite, proof, &contexts, &issuer, &document)?);
    }
    match keys.as_slice() {
        [key, other] if key == other => Ok(Verified { document, issuer, key: *key }),
        _ => Err(Flaw::Method),
    }
}

fn verify_one(
    suite: &'static str,
    proof: &Map<String, Value>,
    contexts: &Value,
    issuer: &str,
    document: &Guarded,
) -> Result<PublicKey, Flaw> {
    let text = |member: &'static str| {
        proof.get(member).and_then(Value::as_str).ok_or(Flaw::Member(suite, member))
    };
    let is = |member: &'static str, value: &str| {
        (text(member)? == value).then_some(()).ok_or(Flaw::Member(suite, member))
    };
    is("type", "DataIntegrityProof")?;
    is("proofPurpose", "assertionMethod")?;
    time::parse(text("created")?).map_err(|_| Flaw::Member(suite, "created"))?;
    let (did, key) = keys::named(text("verificationMethod")?).ok_or(Flaw::Method)?;
    if did != issuer {
        return Err(Flaw::Method);
    }

    let mut options = proof.clone();
    options.remove("proofValue");
    // The standard lets contexts be appended after those of a JCS proof; a reader of the document
    // would be misled.
    let expected = if suite == JCS { Some(contexts) } else { None };
    if options.get("@context") != expected {
        return Err(Flaw::Member(suite, "@context"));
    }
    options.insert("@context".into(), contexts.clone());
    if options.len() != 6 {
        return Err(Flaw::Member(suite, "an unknown one"));
    }

    let of_document = if suite == JCS { digest(document)? } else { hash_of_statements(document) };
    let message = signed_bytes(&hash_of_options(suite, &options)?, &of_document);
    let mut signature = [0; 64];
    let value = text("proofValue")?.strip_prefix('z').unwrap_or_default();
    let length = bs58::decode(value).onto(&mut signature);
    if length != Ok(signature.len()) || !key.verifies(&message, &signature) {
        return Err(Flaw::Signature(suite));
    }
    Ok(key)
}

/// The digest of a document: SHA-256 of its JCS without proofs. It is what the leaf of an award has,
/// and what `eddsa-jcs-2022` signs.
pub fn digest(document: &Guarded) -> Result<[u8; 32], NotCanonical> {
    Ok(Sha256::digest(canonical::jcs(&json!(document.document()))?).into())
}

fn hash_of_statements(document: &Guarded) -> [u8; 32] {
    Sha256::digest(document.statements()).into()
}

fn hash_of_options(suite: &str, options: &Map<String, Value>) -> Result<[u8; 32], Flaw> {
    if suite == JCS {
        return Ok(Sha256::digest(canonical::jcs(&json!(options))?).into());
    }
    Ok(Sha256::digest(guard::guard(json!(options))?.statements()).into())
}

/// The options come first.
fn signed_bytes(options: &[u8; 32], document: &[u8; 32]) -> Vec<u8> {
    [*options, *document].concat()
}

#[cfg(test)]
#[path = "tests/proof.rs"]
mod tests;
