//! What travels beside a document: the award's place on the chain, and the path to its batch's root.
//! It is not signed. The path proves it against the root that the chain has.

use std::fmt;

use credential_award::{Opening, Place, MAX_AWARDS, MAX_DEPTH};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The format of envelopes and batches.
pub const FORMAT: &str = "vaka/credential/1";
/// The longest JSON file of either.
pub const MAX_BYTES: usize = 64 * 1024;

/// 32 bytes, in JSON as `0x` and hexadecimal digits.
#[derive(Clone, Copy, Eq, Ord, PartialEq, PartialOrd)]
pub struct Bytes32(pub [u8; 32]);

impl Serialize for Bytes32 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Bytes32 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let mut bytes = [0; 32];
        let digits = text.strip_prefix("0x").unwrap_or_default();
        hex::decode_to_slice(digits, &mut bytes)
            .map_err(|_| D::Error::custom("not 0x and 64 hexadecimal digits"))?;
        Ok(Self(bytes))
    }
}

impl fmt::Display for Bytes32 {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "0x{}", hex::encode(self.0))
    }
}

impl fmt::Debug for Bytes32 {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{self}")
    }
}

/// Why a file beside a document is not taken.
#[derive(Debug, thiserror::Error)]
pub enum BadEnvelope {
    /// Not its JSON.
    #[error("not an envelope or a batch: {0}")]
    Json(#[from] serde_json::Error),
    /// Of another program, or of a later one.
    #[error("its format is not {FORMAT}")]
    Format,
    /// Beyond what a batch can be.
    #[error("a batch has 1 to {MAX_AWARDS} awards, a path at most {MAX_DEPTH} hashes")]
    Bounds,
}

/// What travels beside a document.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Envelope {
    format: String,
    genesis: Bytes32,
    issuer: u32,
    sequence: u32,
    index: u32,
    subject: Bytes32,
    salt: Bytes32,
    vc: Bytes32,
    sd_jwt: Bytes32,
    proof: Vec<Bytes32>,
}

impl Envelope {
    /// Puts an award's place, opening and path together.
    pub fn new(place: Place, opening: Opening, proof: Vec<[u8; 32]>) -> Self {
        Self {
            format: FORMAT.into(),
            genesis: Bytes32(place.genesis),
            issuer: place.issuer,
            sequence: place.sequence,
            index: place.index,
            subject: Bytes32(opening.subject),
            salt: Bytes32(opening.salt),
            vc: Bytes32(opening.vc),
            sd_jwt: Bytes32(opening.sd_jwt),
            proof: proof.into_iter().map(Bytes32).collect(),
        }
    }

    /// Reads an envelope.
    pub fn parse(text: &[u8]) -> Result<Self, BadEnvelope> {
        let this: Self = serde_json::from_slice(text)?;
        check_format(&this.format)?;
        if this.index >= MAX_AWARDS || this.proof.len() > MAX_DEPTH as usize {
            return Err(BadEnvelope::Bounds);
        }
        Ok(this)
    }

    /// Where the award is said to be.
    pub fn place(&self) -> Place {
        Place {
            genesis: self.genesis.0,
            issuer: self.issuer,
            sequence: self.sequence,
            index: self.index,
        }
    }

    /// What its leaf is said to be made of.
    pub fn opening(&self) -> Opening {
        Opening { subject: self.subject.0, salt: self.salt.0, vc: self.vc.0, sd_jwt: self.sd_jwt.0 }
    }

    /// The path from its leaf to the root, the lowest sibling first.
    pub fn proof(&self) -> Vec<[u8; 32]> {
        self.proof.iter().map(|hash| hash.0).collect()
    }

    /// Its leaf.
    pub fn leaf(&self) -> [u8; 32] {
        self.opening().leaf(&self.place())
    }

    /// Returns whether the path leads from the leaf to this batch's root.
    pub fn is_in(&self, batch: &Batch) -> bool {
        let proof = self.proof();
        let (root, count) = (&batch.root.0, batch.count);
        (self.genesis, self.issuer, self.sequence) == (batch.genesis, batch.issuer, batch.sequence)
            && credential_award::verify(root, count, self.index, &self.leaf(), &proof)
    }
}

/// A batch as the chain has it. It never changes, so a copy that was once read from a node that one
/// trusts is as good as the chain's.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Batch {
    format: String,
    /// The chain.
    pub genesis: Bytes32,
    /// The issuer's number.
    pub issuer: u32,
    /// The batch's number among its batches.
    pub sequence: u32,
    /// What was awarded.
    pub schema: u32,
    /// The root over all awards.
    pub root: Bytes32,
    /// How many they are.
    pub count: u32,
    /// The unix second from which they are not valid any longer.
    pub valid_until: Option<u64>,
    /// The keys that the issuer has or had. Without them only the chain tells whether a document's
    /// key was its issuer's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<Bytes32>,
}

impl Batch {
    /// Puts a batch together.
    pub fn new(chain: Chain, schema: u32, root: [u8; 32], count: u32, until: Option<u64>) -> Self {
        Self {
            format: FORMAT.into(),
            genesis: Bytes32(chain.genesis),
            issuer: chain.issuer,
            sequence: chain.sequence,
            schema,
            root: Bytes32(root),
            count,
            valid_until: until,
            keys: Vec::new(),
        }
    }

    /// Reads a batch.
    pub fn parse(text: &[u8]) -> Result<Self, BadEnvelope> {
        let this: Self = serde_json::from_slice(text)?;
        check_format(&this.format)?;
        if !(1..=MAX_AWARDS).contains(&this.count) {
            return Err(BadEnvelope::Bounds);
        }
        Ok(this)
    }
}

/// Which batch of which chain.
#[derive(Clone, Copy, Debug)]
pub struct Chain {
    /// The genesis hash.
    pub genesis: [u8; 32],
    /// The issuer's number.
    pub issuer: u32,
    /// The batch's number among its batches.
    pub sequence: u32,
}

fn check_format(format: &str) -> Result<(), BadEnvelope> {
    (format == FORMAT).then_some(()).ok_or(BadEnvelope::Format)
}

#[cfg(test)]
#[path = "tests/envelope.rs"]
mod tests;
