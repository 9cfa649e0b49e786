//! The parts of an SD-JWT, and the issuer's signature.

use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use base64::Engine;
use serde_json::{Map, Value};

use super::{Flaw, ALGORITHM, TYPE};
use crate::keys::{self, PublicKey};

/// The longest SD-JWT in bytes.
pub const MAX_BYTES: usize = 64 * 1024;
/// More disclosures than an award has.
const MAX_DISCLOSURES: usize = 256;

/// An SD-JWT whose form is right. Nothing of it is verified but by [`SdJwt::verify`].
#[derive(Debug)]
pub struct SdJwt {
    /// What the issuer signed.
    pub jwt: String,
    pub(super) disclosures: Vec<String>,
    pub(super) binding: Option<Jwt>,
    /// What the holder's signature covers: all before it.
    pub(super) bound: String,
    issued: Jwt,
}

/// A JWT's parts.
#[derive(Debug)]
pub(super) struct Jwt {
    pub header: Map<String, Value>,
    pub payload: Map<String, Value>,
    signed: String,
    signature: Vec<u8>,
}

impl Jwt {
    pub fn parse(text: &str) -> Result<Self, Flaw> {
        let form = || Flaw::Form("a JWT has three parts of base64url");
        let (signed, signature) = text.rsplit_once('.').ok_or_else(form)?;
        let (header, payload) = signed.split_once('.').ok_or_else(form)?;
        let bytes = |part: &str| URL_SAFE_NO_PAD.decode(part).map_err(|_| form());
        let members = |part: &str| {
            serde_json::from_slice(&bytes(part)?)
                .map_err(|_| Flaw::Form("a part is no JSON object"))
        };
        Ok(Self {
            header: members(header)?,
            payload: members(payload)?,
            signed: signed.into(),
            signature: bytes(signature)?,
        })
    }

    pub fn is_signed_by(&self, key: &PublicKey) -> bool {
        key.verifies(self.signed.as_bytes(), &self.signature)
    }

    pub fn text(&self, member: &str) -> Option<&str> {
        self.payload.get(member).and_then(Value::as_str)
    }

    pub fn number(&self, member: &str) -> Option<u64> {
        self.payload.get(member).and_then(Value::as_u64)
    }
}

impl SdJwt {
    /// Takes the parts apart.
    pub fn parse(token: &str) -> Result<Self, Flaw> {
        let token = token.trim();
        if token.len() > MAX_BYTES {
            return Err(Flaw::Form("too long"));
        }
        let (before, last) = token.rsplit_once('~').ok_or(Flaw::Form("no ~ in it"))?;
        let mut parts = before.split('~').map(str::to_owned);
        let jwt = parts.next().unwrap_or_default();
        let disclosures: Vec<String> = parts.collect();
        if disclosures.len() > MAX_DISCLOSURES {
            return Err(Flaw::Form("too many disclosures"));
        }
        let binding = (!last.is_empty()).then(|| Jwt::parse(last)).transpose()?;
        let issued = Jwt::parse(&jwt)?;
        Ok(Self { jwt, disclosures, binding, bound: format!("{before}~"), issued })
    }

    /// Verifies the issuer's signature. Returns the issuer and the key that it claims as its own.
    pub fn verify(&self) -> Result<(&str, PublicKey), Flaw> {
        let header = &self.issued.header;
        let text = |member| header.get(member).and_then(Value::as_str).ok_or(Flaw::Header);
        if header.len() != 3 || text("alg")? != ALGORITHM || text("typ")? != TYPE {
            return Err(Flaw::Header);
        }
        let (did, key) = keys::named(text("kid")?).ok_or(Flaw::Header)?;
        if self.issued.text("iss") != Some(did) || !self.issued.is_signed_by(&key) {
            return Err(Flaw::Signature);
        }
        Ok((did, key))
    }

    /// The key to which it was issued.
    pub fn holder(&self) -> Result<PublicKey, Flaw> {
        let jwk =
            self.issued.payload.get("cnf").and_then(|cnf| cnf.get("jwk")).ok_or(Flaw::NotBound)?;
        let text = |member: &str| jwk.get(member).and_then(Value::as_str).unwrap_or_default();
        if text("kty") != "OKP" || text("crv") != "Ed25519" {
            return Err(Flaw::Binding("the holder's key is not Ed25519"));
        }
        let bad = Flaw::Binding("the holder's key is none");
        let mut raw = [0; 32];
        match URL_SAFE_NO_PAD.decode_slice(text("x"), &mut raw) {
            Ok(32) => PublicKey::new(raw).map_err(|_| bad),
            _ => Err(bad),
        }
    }

    pub(super) fn payload(&self) -> &Map<String, Value> {
        &self.issued.payload
    }
}
