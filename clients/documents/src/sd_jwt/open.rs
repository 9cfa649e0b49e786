//! What an SD-JWT says once its disclosures are in their places (RFC 9901, section 7.1).

use std::collections::{BTreeMap, BTreeSet};

use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use base64::Engine;
use serde_json::{Map, Value};

use super::{
    encoded_digest, Flaw, SdJwt, ALWAYS_SHOWN, CONCEALED, CONCEALED_ITEM, HASH, HASH_MEMBER,
};

const MAX_DEPTH: usize = 32;

/// The claims that are shown.
#[derive(Debug)]
pub struct Opened {
    /// All that the holder shows, and what is always shown.
    pub claims: Map<String, Value>,
    /// The name of each disclosure, such as `name` or `results/0`, and its place in the SD-JWT.
    pub(super) names: BTreeMap<String, usize>,
}

impl SdJwt {
    /// Puts the disclosures in their places. Each must be one whose hash the issuer signed, once:
    /// a changed one has no place, and is not just left out.
    pub fn open(&self) -> Result<Opened, Flaw> {
        if self.payload().get(HASH_MEMBER).and_then(Value::as_str) != Some(HASH) {
            return Err(Flaw::Form("its hash is not sha-256"));
        }
        let mut opener = Opener::new(&self.disclosures)?;
        let claims = opener.object(self.payload(), "", MAX_DEPTH)?;
        if opener.names.len() != self.disclosures.len() {
            return Err(Flaw::Disclosure);
        }
        Ok(Opened { claims, names: opener.names })
    }
}

/// A disclosure: its place in the SD-JWT, its claim unless it is an item's, its value.
type Disclosed = (usize, Option<String>, Value);

struct Opener {
    disclosed: BTreeMap<String, Disclosed>,
    met: BTreeSet<String>,
    names: BTreeMap<String, usize>,
}

impl Opener {
    fn new(disclosures: &[String]) -> Result<Self, Flaw> {
        let mut disclosed = BTreeMap::new();
        for (at, text) in disclosures.iter().enumerate() {
            let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| Flaw::Disclosure)?;
            let parts: Vec<Value> = serde_json::from_slice(&bytes).map_err(|_| Flaw::Disclosure)?;
            let (claim, value) = match parts.as_slice() {
                [Value::String(_), value] => (None, value.clone()),
                [Value::String(_), Value::String(claim), value] => {
                    (Some(claim.clone()), value.clone())
                }
                _ => return Err(Flaw::Disclosure),
            };
            if disclosed.insert(encoded_digest(text), (at, claim, value)).is_some() {
                return Err(Flaw::Disclosure);
            }
        }
        Ok(Self { disclosed, met: BTreeSet::new(), names: BTreeMap::new() })
    }

    /// What stands behind a digest, if it is shown. No digest may be met twice.
    fn take(&mut self, digest: &Value) -> Result<Option<Disclosed>, Flaw> {
        let digest = digest.as_str().ok_or(Flaw::Form("a digest is no text"))?;
        if !self.met.insert(digest.into()) {
            return Err(Flaw::Disclosure);
        }
        Ok(self.disclosed.remove(digest))
    }

    fn object(
        &mut self,
        members: &Map<String, Value>,
        path: &str,
        depth: usize,
    ) -> Result<Map<String, Value>, Flaw> {
        let depth = depth.checked_sub(1).ok_or(Flaw::Form("too deep"))?;
        let is_top = path.is_empty();
        let mut opened = Map::new();
        for (name, value) in members {
            if name == CONCEALED || (is_top && name == HASH_MEMBER) {
                continue;
            }
            if name == CONCEALED_ITEM {
                return Err(Flaw::Form("a concealed item outside a list"));
            }
            opened.insert(name.clone(), self.value(value, &join(path, name), depth)?);
        }
        let none = Vec::new();
        let digests = match members.get(CONCEALED) {
            None => &none,
            Some(Value::Array(digests)) => digests,
            Some(_) => return Err(Flaw::Form("concealed claims are no list")),
        };
        for digest in digests {
            let Some((at, claim, value)) = self.take(digest)? else { continue };
            let name = claim.ok_or(Flaw::Disclosure)?;
            if [CONCEALED, CONCEALED_ITEM].contains(&name.as_str()) || opened.contains_key(&name) {
                return Err(Flaw::Disclosure);
            }
            if is_top && ALWAYS_SHOWN.contains(&name.as_str()) {
                return Err(Flaw::AlwaysShown(name));
            }
            let path = join(path, &name);
            opened.insert(name, self.value(&value, &path, depth)?);
            self.names.insert(path, at);
        }
        Ok(opened)
    }

    fn value(&mut self, value: &Value, path: &str, depth: usize) -> Result<Value, Flaw> {
        let depth = depth.checked_sub(1).ok_or(Flaw::Form("too deep"))?;
        match value {
            Value::Object(members) => Ok(self.object(members, path, depth)?.into()),
            Value::Array(items) => {
                let mut opened = Vec::with_capacity(items.len());
                for (place, item) in items.iter().enumerate() {
                    let path = join(path, &place.to_string());
                    match concealed_item(item) {
                        None => opened.push(self.value(item, &path, depth)?),
                        Some(digest) => {
                            let Some((at, claim, value)) = self.take(digest)? else { continue };
                            if claim.is_some() {
                                return Err(Flaw::Disclosure);
                            }
                            opened.push(self.value(&value, &path, depth)?);
                            self.names.insert(path, at);
                        }
                    }
                }
                Ok(opened.into())
            }
            _ => Ok(value.clone()),
        }
    }
}

fn concealed_item(item: &Value) -> Option<&Value> {
    let members = item.as_object().filter(|members| members.len() == 1)?;
    members.get(CONCEALED_ITEM)
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.into()
    } else {
        format!("{path}/{name}")
    }
}
