//! The chain's status bits of an issuer, and the status lists that are made of them.

use std::collections::{BTreeMap, BTreeSet};

use codec::{Decode, Encode};
use credential_award::{Marks, CHUNK, MAX_AWARDS};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::chain::StatusList;
use crate::contexts;
use crate::envelope::Bytes32;
use crate::keys::Issuer;
use crate::proof::{self, Signer};
use crate::status::{self, Bits, Entry, Purpose};

/// The most bytes of a file of status bits.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;
/// More batches than one file holds.
pub const MAX_BATCHES: u32 = 65_536;

/// Why no lists were made.
#[derive(Debug, thiserror::Error)]
pub enum NotExported {
    /// Not the JSON of status bits.
    #[error("not status bits of the chain: {0}")]
    Json(#[from] serde_json::Error),
    /// A batch that cannot be.
    #[error("status bits of batch {0}: a batch has 1 to {MAX_AWARDS} awards, in chunks of {CHUNK}, and is named once")]
    Batch(u32),
    /// Bits that the chain does not write.
    #[error("status bits of batch {0}, chunk {1}: not the bytes of a chunk")]
    Marks(u32, u32),
    /// The proofs.
    #[error(transparent)]
    Proof(#[from] proof::Flaw),
}

/// The status bits of an issuer's batches, as a node tells them.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StatusBits {
    /// The chain.
    pub genesis: Bytes32,
    /// The issuer's number.
    pub issuer: u32,
    /// The time of the block whose state this is, in unix seconds.
    pub at: u64,
    /// The batches.
    pub batches: Vec<BatchBits>,
}

/// The status bits of a batch: what the runtime API answers to `status_list`, and the batch's number.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BatchBits {
    sequence: u32,
    count: u32,
    /// The slot from which a withdrawal of the issuer ended the batch.
    #[serde(default)]
    withdrawn_since: Option<u64>,
    /// The chunks that have a mark, by their numbers.
    chunks: Vec<(u32, Hex)>,
}

impl BatchBits {
    /// The status bits of a batch, as a node told them.
    pub fn new(sequence: u32, list: StatusList) -> Self {
        let StatusList { count, withdrawn_since, chunks, .. } = list;
        let chunks = chunks.into_iter().map(|(chunk, marks)| (chunk.into(), Hex::of(&marks)));
        let withdrawn_since = withdrawn_since.map(u64::from);
        Self { sequence, count, withdrawn_since, chunks: chunks.collect() }
    }
}

/// Bytes in hexadecimal digits.
#[derive(Debug, Deserialize)]
struct Hex(String);

impl Hex {
    fn of(marks: &Marks) -> Self {
        // A chunk's bytes come after their length.
        let bytes = Vec::<u8>::decode(&mut marks.encode().as_slice()).unwrap_or_default();
        Self(format!("0x{}", hex::encode(bytes)))
    }

    fn marks(&self) -> Option<Marks> {
        let bytes = hex::decode(self.0.strip_prefix("0x")?).ok()?;
        Marks::decode(&mut bytes.encode().as_slice()).ok()
    }
}

/// A list that was made and signed.
pub struct List {
    /// Its number.
    pub number: u32,
    /// What it is about.
    pub purpose: Purpose,
    /// It, with proofs.
    pub document: Map<String, Value>,
}

impl StatusBits {
    /// Reads status bits.
    pub fn parse(text: &[u8]) -> Result<Self, NotExported> {
        let this: Self = serde_json::from_slice(text)?;
        this.check()?;
        Ok(this)
    }

    /// Refuses batches that cannot be.
    pub fn check(&self) -> Result<(), NotExported> {
        let mut seen = BTreeSet::new();
        for batch in &self.batches {
            let chunks = batch.count.div_ceil(CHUNK);
            let numbers: BTreeSet<u32> = batch.chunks.iter().map(|(chunk, _)| *chunk).collect();
            let is_one = (1..=MAX_AWARDS).contains(&batch.count)
                && numbers.len() == batch.chunks.len()
                && numbers.last().is_none_or(|last| *last < chunks)
                && seen.insert(batch.sequence);
            if !is_one || seen.len() > MAX_BATCHES as usize {
                return Err(NotExported::Batch(batch.sequence));
            }
        }
        Ok(())
    }

    /// Makes and signs both lists for each 32 batches. `base` is the address of the lists.
    pub fn lists(&self, issuer: &Issuer, base: &str) -> Result<Vec<List>, NotExported> {
        let mut bits = BTreeMap::<u32, [Bits; 2]>::new();
        for batch in &self.batches {
            let [revoked, suspended] = bits.entry(Entry::of(batch.sequence, 0).list).or_default();
            if batch.withdrawn_since.is_some() {
                // For ever, as a revocation is; and a list has no word for it.
                (0..batch.count).for_each(|index| revoked.set(Entry::of(batch.sequence, index).at));
            }
            for (chunk, bytes) in &batch.chunks {
                let marks = bytes.marks().ok_or(NotExported::Marks(batch.sequence, *chunk))?;
                let first = chunk.saturating_mul(CHUNK);
                for index in first..batch.count.min(first.saturating_add(CHUNK)) {
                    let mark = marks.get(index);
                    let at = Entry::of(batch.sequence, index).at;
                    if mark.revoked {
                        revoked.set(at);
                    }
                    if mark.suspended {
                        suspended.set(at);
                    }
                }
            }
        }
        let signer = Signer::new(issuer, &[contexts::CREDENTIALS], self.at)?;
        let mut lists = Vec::with_capacity(bits.len().saturating_mul(2));
        for (number, both) in bits {
            for (purpose, bits) in Purpose::ALL.into_iter().zip(both) {
                let address = status::address(base, purpose, number);
                let document = status::document(issuer.did(), &address, purpose, &bits, self.at)
                    .map_err(proof::Flaw::from)?;
                lists.push(List { number, purpose, document: signer.sign(document)? });
            }
        }
        Ok(lists)
    }
}

#[cfg(test)]
#[path = "tests/marks.rs"]
mod tests;
