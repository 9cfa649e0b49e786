//! What the chain says about an award, with all that proves it: a file that needs no network and no
//! account, and that can come from anybody.

use base64::engine::general_purpose::STANDARD;
use base64::Engine;
use codec::{DecodeAll, Encode};
use credential_award::Place;
use serde::{Deserialize, Serialize};
use serde_json::{json, Value};
use vaka_proofs::finality::{self, Fragment};
use vaka_proofs::header::Header;
use vaka_proofs::state::{self, Storage};

use crate::chain::{self, Record, Unreadable};
use crate::envelope::{Bytes32, Envelope};
use crate::shown::Shown;
use crate::standing::{Source, Standing};
use crate::time;

/// The format of bundles.
pub const BUNDLE: &str = "vaka/bundle/1";
/// The format of checkpoints.
pub const CHECKPOINT: &str = "vaka/checkpoint/1";
/// The longest file of either. A change of validators takes one kilobyte for four of them.
pub const MAX_BYTES: usize = 4 * 1024 * 1024;
/// How far a block may be in the future: clocks of phones and of validators differ.
const AHEAD: u64 = 600;

/// A block that one trusts, and who votes on the blocks after it. One takes it once, from somebody whom
/// one trusts: it is as good as the chain's first block.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Checkpoint {
    format: String,
    block: Bytes32,
    number: u32,
    set_id: u64,
    authorities: Vec<Authority>,
}

/// A validator's key for votes on finality, and what its vote counts.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Authority {
    key: Bytes32,
    weight: u64,
}

impl From<finality::Checkpoint> for Checkpoint {
    fn from(checkpoint: finality::Checkpoint) -> Self {
        let finality::Checkpoint { block, number, set_id, authorities } = checkpoint;
        let authority = |(key, weight)| Authority { key: Bytes32(key), weight };
        Self {
            format: CHECKPOINT.into(),
            block: Bytes32(block),
            number,
            set_id,
            authorities: authorities.into_iter().map(authority).collect(),
        }
    }
}

impl Checkpoint {
    /// Reads a checkpoint.
    pub fn parse(text: &[u8]) -> Result<Self, Flaw> {
        let this: Self = serde_json::from_slice(text)?;
        (this.format == CHECKPOINT).then_some(this).ok_or(Flaw::Format(CHECKPOINT))
    }

    /// The hash of the block.
    pub fn block(&self) -> [u8; 32] {
        self.block.0
    }

    /// The same, as proofs of finality have it.
    pub fn trusted(&self) -> finality::Checkpoint {
        finality::Checkpoint {
            block: self.block.0,
            number: self.number,
            set_id: self.set_id,
            authorities: self.authorities.iter().map(|all| (all.key.0, all.weight)).collect(),
        }
    }
}

/// Why a bundle proves nothing.
#[derive(Debug, thiserror::Error)]
pub enum Flaw {
    /// Not its JSON.
    #[error("not a bundle or a checkpoint: {0}")]
    Json(#[from] serde_json::Error),
    /// Of another program, or of a later one.
    #[error("its format is not {0}")]
    Format(&'static str),
    /// Not what its JSON says that it is.
    #[error("{0:?} is not as bundles have it")]
    Part(&'static str),
    /// Finality.
    #[error(transparent)]
    Finality(#[from] finality::Flaw),
    /// The proof of storage.
    #[error(transparent)]
    State(#[from] state::Flaw),
    /// What is in storage.
    #[error(transparent)]
    Chain(#[from] Unreadable<state::Flaw>),
    /// There are no votes, and the header is not that of the checkpoint.
    #[error(
        "it proves no block: there are no votes, and its header is not that of the checkpoint"
    )]
    NoBlock,
    /// The header is there, and the votes, too.
    #[error("a header is given beside votes")]
    Surplus,
}

/// A bundle as it is written.
#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Written {
    format: String,
    /// SCALE in Base64: blocks with votes, from the checkpoint to the block.
    finality: String,
    /// SCALE in Base64: the checkpoint's header, if there are no votes that are newer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    header: Option<String>,
    /// SCALE in Base64: nodes of the block's storage.
    state: String,
}

/// A proof of what a block says about an award.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Bundle {
    /// What leads from the checkpoint to the block.
    pub finality: Vec<Fragment>,
    /// The checkpoint's own header: the block is the checkpoint if nothing newer has votes.
    pub header: Option<Header>,
    /// Nodes of the block's storage.
    pub state: Vec<Vec<u8>>,
}

impl Bundle {
    /// Reads a bundle. Nothing of it is believed yet.
    pub fn parse(text: &[u8]) -> Result<Self, Flaw> {
        let written: Written = serde_json::from_slice(text)?;
        if written.format != BUNDLE {
            return Err(Flaw::Format(BUNDLE));
        }
        Ok(Self {
            finality: decode(&written.finality, "finality")?,
            header: written.header.map(|header| decode(&header, "header")).transpose()?,
            state: decode(&written.state, "state")?,
        })
    }

    /// Writes it as JSON.
    pub fn to_json(&self) -> Value {
        json!(Written {
            format: BUNDLE.into(),
            finality: STANDARD.encode(self.finality.encode()),
            header: self.header.as_ref().map(|header| STANDARD.encode(header.encode())),
            state: STANDARD.encode(self.state.encode()),
        })
    }

    /// Whether it is short enough for others to read.
    pub fn fits(&self) -> bool {
        // Base64 takes four characters for three bytes; the rest is short.
        let bytes = self.finality.encoded_size().saturating_add(self.state.encoded_size());
        bytes.saturating_mul(4).div_euclid(3).saturating_add(1_024) <= MAX_BYTES
    }

    /// The block that it proves, as the next checkpoint, and its header.
    pub fn block(&self, checkpoint: &Checkpoint) -> Result<(Checkpoint, Header), Flaw> {
        let trusted = checkpoint.trusted();
        match (finality::follow(&trusted, &self.finality)?, &self.header) {
            (Some((at, header)), None) => Ok((at.into(), header)),
            (Some(_), Some(_)) => Err(Flaw::Surplus),
            (None, Some(header)) if header.hash() == trusted.block => {
                Ok((checkpoint.clone(), header.clone()))
            }
            (None, _) => Err(Flaw::NoBlock),
        }
    }

    /// Proves what it says about an award.
    pub fn prove(&self, checkpoint: &Checkpoint, place: &Place) -> Result<Proven, Flaw> {
        let (block, header) = self.block(checkpoint)?;
        let mut storage = Storage::open(header.state_root, self.state.clone())?;
        let record = chain::read(place, |name| storage.get(name))?;
        storage.close()?;
        Ok(Proven { is_checkpoint: block == *checkpoint, block, record })
    }
}

fn decode<T: DecodeAll>(text: &str, part: &'static str) -> Result<T, Flaw> {
    let bytes = STANDARD.decode(text).map_err(|_| Flaw::Part(part))?;
    T::decode_all(&mut bytes.as_slice()).map_err(|_| Flaw::Part(part))
}

/// What was proven about an award.
#[derive(Clone, Debug)]
pub struct Proven {
    /// The block whose storage it is.
    pub block: Checkpoint,
    /// Whether that is the checkpoint itself, because nothing newer has votes.
    pub is_checkpoint: bool,
    /// What it says.
    pub record: Record,
}

/// A bundle as a source: what it proves, or why it proves nothing.
pub struct Proof {
    /// What it proves.
    pub proven: Result<Proven, Flaw>,
    /// How old the block may be, in seconds.
    pub max_age: u64,
}

impl Source for Proof {
    fn standing(&self, shown: &Shown, envelope: &Envelope, now: u64) -> Standing {
        let Proven { record, .. } = match &self.proven {
            Ok(proven) => proven,
            Err(flaw) => return Standing::unknown(flaw),
        };
        let at = record.at;
        let date = time::format(at);
        if at > now.saturating_add(AHEAD) {
            return Standing::unknown(format!("the proof is from the future: {date}"));
        }
        let standing = record.standing(envelope, &shown.key.raw(), now.max(at));
        if now <= at.saturating_add(self.max_age) {
            return standing;
        }
        match standing {
            // What is for ever does not grow old.
            Standing::NotInBatch | Standing::Valid | Standing::Suspended => {
                Standing::unknown(format!("the proof is too old: {date}"))
            }
            for_ever => for_ever,
        }
    }

    fn does_not_tell(&self) -> Vec<&'static str> {
        vec![
            "what happened after the time of the block",
            "whether keys of validators were stolen since the checkpoint, also of former ones",
        ]
    }

    fn evidence(&self) -> Option<Value> {
        let Proven { block, is_checkpoint, record } = self.proven.as_ref().ok()?;
        let award = record.award.as_ref().map(|award| {
            json!({
                "schema": {
                    "id": award.batch.schema,
                    "title": award.schema.title(),
                    "level": award.schema.level,
                    "creditHours": award.schema.credit_hours,
                    "definition": Bytes32(award.schema.definition),
                    "supersededBy": award.schema.superseded_by,
                },
                "issuer": {
                    "awards": award.issuer.awards,
                    "revoked": award.issuer.revoked,
                    "upheldChallenges": award.issuer.upheld,
                },
                "issuedInSlot": award.batch.issued,
            })
        });
        Some(json!({
            "time": time::format(record.at),
            "block": { "number": block.number, "hash": block.block },
            "nothingNewerThanCheckpoint": is_checkpoint,
            "onChain": award,
        }))
    }
}

#[cfg(test)]
#[path = "tests/bundle.rs"]
mod tests;
