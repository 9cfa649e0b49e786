//! The issuer's part: conceal claims and sign.

use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use base64::Engine;
use serde_json::{json, Map, Value};

use super::{
    encoded_digest, sign, Flaw, ALGORITHM, ALWAYS_SHOWN, CONCEALED, CONCEALED_ITEM, HASH,
    HASH_MEMBER, MAX_BYTES, TYPE,
};
use crate::canonical;
use crate::keys::{Issuer, PublicKey};

/// What an SD-JWT says.
pub struct Claims<'a> {
    /// All claims but those of issuer and holder.
    pub all: Map<String, Value>,
    /// The claims that the holder may conceal; of a list, each item.
    pub concealable: &'a [&'a str],
}

/// Signs claims for the holder of a key. `salt` gives 16 bytes for a disclosure's name, which nobody
/// can guess and which no other document has.
pub fn issue(
    claims: Claims<'_>,
    issuer: &Issuer,
    holder: &PublicKey,
    salt: impl Fn(&str) -> [u8; 16],
) -> Result<String, Flaw> {
    let Claims { mut all, concealable } = claims;
    let mut disclosures = Vec::new();
    let mut disclose = |name: &str, content: Vec<Value>| {
        let salt = Value::from(URL_SAFE_NO_PAD.encode(salt(name)));
        let content: Value = [vec![salt], content].concat().into();
        let disclosure = URL_SAFE_NO_PAD.encode(canonical::jcs(&content)?);
        let digest = encoded_digest(&disclosure);
        disclosures.push(disclosure);
        Ok::<_, Flaw>(digest)
    };
    let mut digests = Vec::new();
    for name in concealable {
        if ALWAYS_SHOWN.contains(name) {
            return Err(Flaw::AlwaysShown((*name).into()));
        }
        match all.remove(*name) {
            None => {}
            Some(Value::Array(items)) => {
                let items = items.into_iter().enumerate().map(|(at, item)| {
                    let digest = disclose(&format!("{name}/{at}"), vec![item])?;
                    Ok(json!({ CONCEALED_ITEM: digest }))
                });
                let items = items.collect::<Result<Vec<_>, Flaw>>()?;
                all.insert((*name).into(), items.into());
            }
            Some(value) => digests.push(disclose(name, vec![(*name).into(), value])?),
        }
    }
    if !digests.is_empty() {
        // In the order of their hashes, which tells nothing.
        digests.sort_unstable();
        all.insert(CONCEALED.into(), digests.into());
    }
    all.insert(HASH_MEMBER.into(), HASH.into());
    all.insert("iss".into(), issuer.did().into());
    all.insert("sub".into(), holder.did().into());
    let jwk = json!({ "kty": "OKP", "crv": "Ed25519", "x": holder.base64() });
    all.insert("cnf".into(), json!({ "jwk": jwk }));

    let header = Map::from_iter([
        ("alg".into(), ALGORITHM.into()),
        ("kid".into(), issuer.method().into()),
        ("typ".into(), TYPE.into()),
    ]);
    let mut token = sign(header, all, issuer.key())?;
    for disclosure in disclosures {
        token.push('~');
        token.push_str(&disclosure);
    }
    token.push('~');
    // What is issued must be readable.
    if token.len() > MAX_BYTES {
        return Err(Flaw::Form("too long"));
    }
    Ok(token)
}
