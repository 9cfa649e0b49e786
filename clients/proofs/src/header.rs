//! Headers of blocks, as the chain hashes them.

use codec::{Decode, Encode};
use sp_crypto_hashing::blake2_256;

use crate::Hash;

/// The part of consensus that writes or reads a piece of a digest.
type Engine = [u8; 4];

const GRANDPA: Engine = *b"FRNK";

/// A validator's key for votes on finality, and how much its vote counts.
pub type Authorities = Vec<(Hash, u64)>;

/// A block's header.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq)]
pub struct Header {
    /// The hash of the block before.
    pub parent_hash: Hash,
    /// Its number.
    #[codec(compact)]
    pub number: u32,
    /// The root of its storage, after it was executed.
    pub state_root: Hash,
    /// The root of its extrinsics.
    pub extrinsics_root: Hash,
    /// What consensus and clients wrote into it.
    pub digest: Vec<DigestItem>,
}

/// A part of a digest.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq)]
pub enum DigestItem {
    /// Anything.
    #[codec(index = 0)]
    Other(Vec<u8>),
    /// What the runtime tells consensus.
    #[codec(index = 4)]
    Consensus(Engine, Vec<u8>),
    /// The author's signature.
    #[codec(index = 5)]
    Seal(Engine, Vec<u8>),
    /// What consensus tells the runtime.
    #[codec(index = 6)]
    PreRuntime(Engine, Vec<u8>),
    /// The runtime was replaced.
    #[codec(index = 8)]
    RuntimeEnvironmentUpdated,
}

/// What the runtime tells GRANDPA, as far as proofs need it.
#[derive(Decode, Encode)]
enum Log {
    #[codec(index = 1)]
    ScheduledChange { next: Authorities, delay: u32 },
}

impl Header {
    /// The block's hash.
    pub fn hash(&self) -> Hash {
        blake2_256(&self.encode())
    }

    /// The validators that the block announces: they vote on the blocks after it.
    pub fn next_authorities(&self) -> Option<Authorities> {
        self.digest.iter().find_map(|item| match item {
            DigestItem::Consensus(GRANDPA, log) => {
                let Log::ScheduledChange { next, .. } = Log::decode(&mut log.as_slice()).ok()?;
                Some(next)
            }
            _ => None,
        })
    }

    /// Announces validators, as a runtime does.
    #[cfg(any(test, feature = "testing"))]
    pub fn announce(&mut self, next: Authorities) {
        let log = Log::ScheduledChange { next, delay: 0 };
        self.digest.push(DigestItem::Consensus(GRANDPA, log.encode()));
    }
}
