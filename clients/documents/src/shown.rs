//! A document that somebody shows, in either form, once its signatures hold.

use credential_award::Opening;
use serde_json::{json, Map, Value};

use crate::canonical::NotCanonical;
use crate::credential::{CONTEXTS, TYPES};
use crate::keys::PublicKey;
use crate::proof;
use crate::sd_jwt::{self, Request, SdJwt};
use crate::time;

/// Why a document is refused.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// Its proofs.
    #[error(transparent)]
    Proof(#[from] proof::Flaw),
    /// Its signatures as SD-JWT.
    #[error(transparent)]
    SdJwt(#[from] sd_jwt::Flaw),
    /// Not an award.
    #[error("not an award: {0} is missing or not as awards have it")]
    Form(&'static str),
    /// No canonical JSON.
    #[error(transparent)]
    Json(#[from] NotCanonical),
}

/// How an award is shown.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Form {
    /// W3C Verifiable Credential.
    Credential,
    /// SD-JWT VC.
    SdJwt,
}

/// What a document says of itself, with its signatures verified.
#[derive(Debug)]
pub struct Shown {
    /// How it is shown.
    pub form: Form,
    /// Its issuer.
    pub issuer: String,
    /// The key that signed it.
    pub key: PublicKey,
    /// To which key it was issued.
    pub subject: PublicKey,
    /// Its digest in the leaf.
    pub digest: [u8; 32],
    /// When it begins, in unix seconds.
    pub begins: u64,
    /// From when on it is not valid any longer, as the chain counts it.
    pub ends: Option<u64>,
    /// Where its status is.
    pub status: Option<Value>,
    /// What it tells of the award.
    pub content: Value,
}

impl Shown {
    /// Verifies a credential.
    pub fn credential(document: Map<String, Value>) -> Result<Self, Refusal> {
        let verified = proof::verify(document)?;
        let document = verified.document.document();
        if document.get("@context") != Some(&json!(CONTEXTS)) {
            return Err(Refusal::Form("@context"));
        }
        if document.get("type") != Some(&json!(TYPES)) {
            return Err(Refusal::Form("type"));
        }
        let subject =
            document.get("credentialSubject").ok_or(Refusal::Form("credentialSubject"))?;
        let date = |member| match document.get(member) {
            None => Ok(None),
            Some(date) => {
                let date = date.as_str().and_then(|date| time::parse(date).ok());
                date.map(Some).ok_or(Refusal::Form(member))
            }
        };
        Ok(Self {
            form: Form::Credential,
            subject: subject_of(subject.get("id"), "credentialSubject")?,
            digest: proof::digest(&verified.document)?,
            begins: date("validFrom")?.ok_or(Refusal::Form("validFrom"))?,
            ends: date("validUntil")?,
            status: document.get("credentialStatus").cloned(),
            content: subject.clone(),
            issuer: verified.issuer,
            key: verified.key,
        })
    }

    /// Verifies an SD-JWT. `asked` is what the verifier asked the holder, how old the answer may be,
    /// and the time; without it anybody can show a copy.
    pub fn sd_jwt(token: &str, asked: Option<(Request<'_>, u64, u64)>) -> Result<Self, Refusal> {
        let token = SdJwt::parse(token)?;
        let (issuer, key) = token.verify()?;
        let mut claims = token.open()?.claims;
        if let Some((request, max_age, now)) = asked {
            token.verify_binding(request, now, max_age)?;
        }
        let subject = subject_of(claims.get("sub"), "sub")?;
        if token.holder()? != subject {
            return Err(Refusal::Form("cnf"));
        }
        let number = |member| match claims.get(member) {
            None => Ok(None),
            Some(date) => date.as_u64().map(Some).ok_or(Refusal::Form(member)),
        };
        Ok(Self {
            form: Form::SdJwt,
            issuer: issuer.into(),
            key,
            subject,
            digest: sd_jwt::digest(&token.jwt),
            begins: number("nbf")?.ok_or(Refusal::Form("nbf"))?,
            ends: number("exp")?,
            status: claims.remove("credentialStatus"),
            content: claims.into(),
        })
    }

    /// Returns whether a leaf is made of this document.
    pub fn is_of(&self, opening: &Opening) -> bool {
        let digest = match self.form {
            Form::Credential => opening.vc,
            Form::SdJwt => opening.sd_jwt,
        };
        digest == self.digest && opening.subject == self.subject.raw()
    }
}

fn subject_of(id: Option<&Value>, member: &'static str) -> Result<PublicKey, Refusal> {
    let id = id.and_then(Value::as_str).ok_or(Refusal::Form(member))?;
    let key = PublicKey::parse(id).map_err(|_| Refusal::Form(member))?;
    (key.did() == id).then_some(key).ok_or(Refusal::Form(member))
}
