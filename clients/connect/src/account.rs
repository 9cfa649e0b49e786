//! An account's key pair, which signs: made from a secret as other programs of the ecosystem make it.

use std::fmt;
use std::str::FromStr;

use codec::Encode;
use ed25519_dalek::{Signer as _, SigningKey};
use sha2::Sha512;
use subxt::transactions::Signer;
use subxt::utils::{AccountId32, MultiSignature};
use subxt_signer::bip39::Mnemonic;
use subxt_signer::{sr25519, DeriveJunction, ExposeSecret, SecretUri};
use zeroize::Zeroizing;

use crate::Vaka;

/// The kind of an account's key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scheme {
    /// What wallets of the ecosystem make, if they are not told otherwise.
    #[default]
    Sr25519,
    /// What the people's page and secure elements make.
    Ed25519,
}

/// An account that signs.
#[derive(Clone)]
pub enum Account {
    /// With an Sr25519 key.
    Sr25519(sr25519::Keypair),
    /// With an Ed25519 key.
    Ed25519(SigningKey),
}

/// Why a text is no secret of an account. It never shows the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadSecret {
    /// There is nothing.
    #[error("it is empty")]
    Empty,
    /// There are several lines.
    #[error("it has more than one line")]
    Lines,
    /// Words that are no phrase.
    #[error("it is no secret phrase: 12 to 24 words of the English list, of which the last one checks the others")]
    Phrase,
    /// Neither words nor hexadecimal digits.
    #[error("it is neither a secret phrase (12 words) nor a seed (64 hexadecimal digits)")]
    Form,
    /// A path that the kind of key does not have.
    #[error("an Ed25519 key has hard paths only: write // before each part of the path")]
    SoftPath,
}

impl Account {
    /// The account of a secret: a phrase of 12 words or more, or a seed of 64 hexadecimal digits. A
    /// path (`//stash`) and a password (`///word`) may follow, as in other programs. A path alone
    /// belongs to the phrase that everybody knows (`//Alice`).
    pub fn from_secret(secret: &str, scheme: Scheme) -> Result<Self, BadSecret> {
        let secret = secret.trim();
        if secret.is_empty() {
            return Err(BadSecret::Empty);
        }
        if secret.lines().nth(1).is_some() {
            return Err(BadSecret::Lines);
        }
        let uri = SecretUri::from_str(secret).map_err(|_| BadSecret::Form)?;
        let seed = seed(&uri)?;
        match scheme {
            Scheme::Sr25519 => {
                let root = sr25519::Keypair::from_secret_key(*seed).map_err(|_| BadSecret::Form)?;
                Ok(Self::Sr25519(root.derive(uri.junctions.iter().copied())))
            }
            Scheme::Ed25519 => {
                let mut seed = seed;
                for junction in &uri.junctions {
                    let DeriveJunction::Hard(code) = junction else {
                        return Err(BadSecret::SoftPath);
                    };
                    let made = Zeroizing::new(("Ed25519HDKD", *seed, code).encode());
                    let hash = blake2b_simd::Params::new().hash_length(32).hash(&made);
                    seed.copy_from_slice(hash.as_bytes());
                }
                Ok(Self::Ed25519(SigningKey::from_bytes(&seed)))
            }
        }
    }

    /// Its public key.
    pub fn public_key(&self) -> [u8; 32] {
        match self {
            Self::Sr25519(pair) => pair.public_key().0,
            Self::Ed25519(key) => key.verifying_key().to_bytes(),
        }
    }

    /// Its address.
    pub fn id(&self) -> AccountId32 {
        AccountId32(self.public_key())
    }

    /// Signs bytes that are no transaction, such as a consent.
    pub fn sign_bytes(&self, bytes: &[u8]) -> MultiSignature {
        match self {
            Self::Sr25519(pair) => MultiSignature::Sr25519(pair.sign(bytes).0),
            Self::Ed25519(key) => MultiSignature::Ed25519(key.sign(bytes).to_bytes()),
        }
    }
}

/// The secret phrase of twelve words that stands for these random bytes.
pub fn phrase(entropy: &[u8; 16]) -> Zeroizing<String> {
    // Sixteen bytes are always twelve words.
    Zeroizing::new(Mnemonic::from_entropy(entropy).map(|it| it.to_string()).unwrap_or_default())
}

/// The 32 bytes that keys are derived from.
fn seed(uri: &SecretUri) -> Result<Zeroizing<[u8; 32]>, BadSecret> {
    let text = uri.phrase.expose_secret();
    let digits = text.strip_prefix("0x").unwrap_or(text);
    let mut seed = Zeroizing::new([0; 32]);
    if digits.len() == 64 && !digits.contains(' ') {
        hex::decode_to_slice(digits, seed.as_mut_slice()).map_err(|_| BadSecret::Form)?;
        return Ok(seed);
    }
    if !digits.contains(' ') {
        return Err(BadSecret::Form);
    }
    let phrase = Mnemonic::from_str(text).map_err(|_| BadSecret::Phrase)?;
    let (entropy, length) = phrase.to_entropy_array();
    let (entropy, _) = entropy.split_at(length);
    // As Substrate has it: of the entropy, where BIP-39 itself takes the words.
    let password = uri.password.as_ref().map(|it| it.expose_secret()).unwrap_or_default();
    let salt = Zeroizing::new(format!("mnemonic{password}"));
    // The first half of 64 bytes, which is the first block of the hash.
    pbkdf2::pbkdf2_hmac::<Sha512>(entropy, salt.as_bytes(), 2_048, seed.as_mut_slice());
    Ok(seed)
}

impl Signer<Vaka> for Account {
    fn account_id(&self) -> AccountId32 {
        self.id()
    }

    fn sign(&self, payload: &[u8]) -> MultiSignature {
        self.sign_bytes(payload)
    }
}

// The secret is in no message and in no log.
impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Account({})", self.id())
    }
}
