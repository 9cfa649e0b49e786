//! Ed25519 keys: how documents name them, and the secret from which an issuer's are made.

use std::fmt;

use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use base64::Engine;
use ed25519_dalek::{Signature, Signer, VerifyingKey};
use hkdf::Hkdf;
use sha2::Sha256;

/// The bytes before an Ed25519 key in a multikey.
const ED25519: [u8; 2] = [0xed, 0x01];
const DID_KEY: &str = "did:key:";
const DID_WEB: &str = "did:web:";
const MAX_DID: usize = 256;

/// Why a text is no key or no issuer.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum BadKey {
    /// Neither hexadecimal nor did:key nor a multikey.
    #[error("not an Ed25519 key: 64 hexadecimal digits, or z6Mk..., or did:key:z6Mk...")]
    Public,
    /// A key with which anybody could sign.
    #[error("this key is a weak point of the curve: anybody can sign for it")]
    Weak,
    /// A secret file with something else in it.
    #[error("not a secret: 64 hexadecimal digits")]
    Secret,
    /// Neither did:key nor did:web.
    #[error("not an issuer: did:web:HOST, with paths after further colons")]
    Web,
}

/// A public key.
#[derive(Clone, Copy, Eq, Ord, PartialEq, PartialOrd)]
pub struct PublicKey([u8; 32]);

impl PublicKey {
    /// Takes any of the ways in which a key is written.
    pub fn parse(text: &str) -> Result<Self, BadKey> {
        let text = text.strip_prefix(DID_KEY).unwrap_or(text);
        let mut raw = [0; 32];
        if let Some(multikey) = text.strip_prefix('z') {
            let mut bytes = [0; 34];
            let length = bs58::decode(multikey).onto(&mut bytes).map_err(|_| BadKey::Public)?;
            let (prefix, key) = bytes.split_at(ED25519.len());
            if length != bytes.len() || prefix != ED25519 {
                return Err(BadKey::Public);
            }
            raw.copy_from_slice(key);
        } else {
            let digits = text.strip_prefix("0x").unwrap_or(text);
            hex::decode_to_slice(digits, &mut raw).map_err(|_| BadKey::Public)?;
        }
        Self::new(raw)
    }

    /// Takes the bytes of a key.
    pub fn new(raw: [u8; 32]) -> Result<Self, BadKey> {
        let key = VerifyingKey::from_bytes(&raw).map_err(|_| BadKey::Public)?;
        if key.is_weak() {
            return Err(BadKey::Weak);
        }
        Ok(Self(raw))
    }

    /// Its bytes, as the chain has them.
    pub fn raw(&self) -> [u8; 32] {
        self.0
    }

    /// `z6Mk...`
    pub fn multikey(&self) -> String {
        let bytes: Vec<u8> = ED25519.into_iter().chain(self.0).collect();
        format!("z{}", bs58::encode(bytes).into_string())
    }

    /// `did:key:z6Mk...`
    pub fn did(&self) -> String {
        format!("{DID_KEY}{}", self.multikey())
    }

    /// Its bytes as a JWK has them.
    pub(crate) fn base64(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// Returns whether the signature is this key's. Signatures in other encodings than the one that
    /// Ed25519 makes are refused.
    pub fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        let Ok(signature) = Signature::from_slice(signature) else { return false };
        VerifyingKey::from_bytes(&self.0)
            .is_ok_and(|key| key.verify_strict(message, &signature).is_ok())
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.multikey())
    }
}

/// A key that signs.
#[derive(Clone)]
pub struct SecretKey(ed25519_dalek::SigningKey);

impl SecretKey {
    /// Reads what a holder's secret file has.
    pub fn parse(text: &str) -> Result<Self, BadKey> {
        Ok(Self(ed25519_dalek::SigningKey::from_bytes(&secret(text)?)))
    }

    /// Its public key.
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key().to_bytes())
    }

    /// Signs.
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message).to_bytes()
    }
}

/// The one secret of an issuer. Its signing key, the salts of its awards and their places in a batch
/// are made from it, so that a lost folder can be made again.
#[derive(Clone)]
pub struct Seed([u8; 32]);

impl Seed {
    /// Reads what an issuer's secret file has.
    pub fn parse(text: &str) -> Result<Self, BadKey> {
        secret(text).map(Self)
    }

    /// 32 bytes that nobody can guess, the same for the same purpose and parts.
    pub fn derive(&self, purpose: &str, parts: &[&[u8]]) -> [u8; 32] {
        let lengths: Vec<[u8; 8]> =
            parts.iter().map(|part| (part.len() as u64).to_le_bytes()).collect();
        // With their lengths, so that no two lists of parts make the same bytes.
        let mut info: Vec<&[u8]> = vec![purpose.as_bytes(), &[0]];
        for (length, part) in lengths.iter().zip(parts) {
            info.push(length);
            info.push(part);
        }
        let mut out = [0; 32];
        let made = Hkdf::<Sha256>::new(Some(b"vaka/credential/seed/1"), &self.0)
            .expand_multi_info(&info, &mut out);
        debug_assert!(made.is_ok(), "32 bytes are within HKDF's bound");
        out
    }

    /// The key that signs this issuer's documents. It is not the seed itself, so it can be moved to
    /// another machine without the salts.
    pub fn signing_key(&self) -> SecretKey {
        let secret = self.derive("signing key", &[]);
        SecretKey(ed25519_dalek::SigningKey::from_bytes(&secret))
    }
}

fn secret(text: &str) -> Result<[u8; 32], BadKey> {
    let digits = text.trim();
    let mut raw = [0; 32];
    hex::decode_to_slice(digits.strip_prefix("0x").unwrap_or(digits), &mut raw)
        .map_err(|_| BadKey::Secret)?;
    Ok(raw)
}

/// An issuer as its documents name it.
#[derive(Clone)]
pub struct Issuer {
    did: String,
    method: String,
    key: SecretKey,
}

impl Issuer {
    /// Named by its key alone: no server is needed to verify what it signs.
    pub fn by_key(key: SecretKey) -> Self {
        let public = key.public();
        let did = public.did();
        Self { method: format!("{did}#{}", public.multikey()), did, key }
    }

    /// Named by a web site, on which verifiers look for the key.
    pub fn by_web(did: &str, key: SecretKey) -> Result<Self, BadKey> {
        if !is_web(did) {
            return Err(BadKey::Web);
        }
        let method = format!("{did}#{}", key.public().multikey());
        Ok(Self { did: did.into(), method, key })
    }

    /// Its name.
    pub fn did(&self) -> &str {
        &self.did
    }

    /// Its key's name.
    pub fn method(&self) -> &str {
        &self.method
    }

    /// Its key.
    pub fn key(&self) -> &SecretKey {
        &self.key
    }
}

/// The issuer and the key that a verification method names. A did:key names one key; with did:web
/// the fragment says which key it claims, and others must say whether that is the issuer's.
pub fn named(method: &str) -> Option<(&str, PublicKey)> {
    let (did, fragment) = method.split_once('#')?;
    let key = PublicKey::parse(fragment).ok().filter(|key| key.multikey() == fragment)?;
    (did == key.did() || is_web(did)).then_some((did, key))
}

/// Returns whether this is a did:web, in characters that every program takes for an IRI's.
pub fn is_web(did: &str) -> bool {
    let is_word = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_%".contains(&byte))
    };
    did.len() <= MAX_DID && did.strip_prefix(DID_WEB).is_some_and(|id| id.split(':').all(is_word))
}

#[cfg(test)]
#[path = "tests/keys.rs"]
mod tests;
