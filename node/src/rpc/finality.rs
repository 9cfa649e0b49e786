//! Proofs of finality, for somebody who has no node: which block is final, shown to whoever trusts the
//! validators of an earlier one.

use codec::{DecodeAll, Encode};
use jsonrpsee::{
    core::async_trait,
    proc_macros::rpc,
    types::{ErrorObject, ErrorObjectOwned},
};
use sc_consensus_grandpa::warp_proof::{Error as WarpError, WarpSyncFragment};
use sc_network_sync::strategy::warp::WarpSyncProvider;
use serde::Serialize;
use sp_core::Bytes;
use std::sync::Arc;
use tokio::sync::Semaphore;
use vaka_runtime::{BlockNumber, Hash, OpaqueBlock as Block};

/// The most bytes of fragments in an answer, as SCALE: hundreds of changes of a set of four. A client
/// asks again from where an answer ends. Links are thin, and hexadecimal digits take twice as much.
const MAX_BYTES: usize = 512 * 1024;

/// How many such proofs are made at a time. Each may read 8 MiB from the database, however little of
/// it is sent.
const AT_A_TIME: usize = 2;

/// Which block is final, and why.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ProvenFinality {
    /// What leads from the checkpoint to the block: each block with its votes, in SCALE. All but the
    /// last one announce the next validators.
    pub fragments: Vec<Bytes>,
    /// The block at which they end. Null if this node has no votes that are newer than the checkpoint.
    pub block: Option<ProvenBlock>,
    /// Whether nothing newer can be proven. If not, ask again with this block as the checkpoint.
    pub is_finished: bool,
}

/// A block, named.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct ProvenBlock {
    pub hash: Hash,
    pub number: BlockNumber,
}

/// Why there is no proof.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(
        "the checkpoint is no final block of this chain, or this node does not have it yet: {0}"
    )]
    Checkpoint(String),
    #[error("this node lacks votes of old sets of validators; ask one that has all blocks")]
    MissingVotes,
    #[error("the proof cannot be made: {0}")]
    Internal(String),
    #[error("this node is making such proofs for others: ask again in a moment")]
    Busy,
}

impl From<Error> for ErrorObjectOwned {
    fn from(error: Error) -> Self {
        let code = match error {
            Error::Checkpoint(_) => 1,
            Error::MissingVotes => 2,
            Error::Internal(_) => 3,
            Error::Busy => 4,
        };
        ErrorObject::owned(code, error.to_string(), None::<()>)
    }
}

impl From<Box<dyn std::error::Error + Send + Sync>> for Error {
    fn from(error: Box<dyn std::error::Error + Send + Sync>) -> Self {
        // The provider boxes its error before it makes it one of any kind.
        match error.downcast_ref::<Box<WarpError>>().map(|error| &**error) {
            Some(WarpError::InvalidRequest(why)) => Self::Checkpoint(why.clone()),
            Some(WarpError::MissingData) => Self::MissingVotes,
            _ => Self::Internal(error.to_string()),
        }
    }
}

#[rpc(server, namespace = "vaka")]
pub trait FinalityApi {
    /// Proves which block is final, from a final block that the caller trusts: genesis, or a later
    /// one. It proves no state: ask for that with `state_getReadProof` at the block.
    #[method(name = "proveFinality", blocking)]
    fn prove_finality(&self, checkpoint: Hash) -> Result<ProvenFinality, Error>;
}

/// Answers from what this node would send to others that synchronise.
pub struct Finality {
    provider: Arc<dyn WarpSyncProvider<Block>>,
    at_a_time: Semaphore,
}

impl Finality {
    pub fn new(provider: Arc<dyn WarpSyncProvider<Block>>) -> Self {
        Self { provider, at_a_time: Semaphore::new(AT_A_TIME) }
    }
}

#[async_trait]
impl FinalityApiServer for Finality {
    fn prove_finality(&self, checkpoint: Hash) -> Result<ProvenFinality, Error> {
        // A caller that waited here would keep a thread of the node.
        let _permit = self.at_a_time.try_acquire().map_err(|_| Error::Busy)?;
        let proof = self.provider.generate(checkpoint)?;
        let (fragments, is_finished) =
            <(Vec<WarpSyncFragment<Block>>, bool)>::decode_all(&mut proof.0.as_slice())
                .map_err(|error| Error::Internal(error.to_string()))?;
        Ok(page(checkpoint, fragments, is_finished))
    }
}

/// The first of these fragments: one at least, and as many as an answer takes. Votes for the
/// checkpoint itself prove nothing to whom trusts it.
fn page(
    checkpoint: Hash,
    mut fragments: Vec<WarpSyncFragment<Block>>,
    is_finished: bool,
) -> ProvenFinality {
    fragments.retain(|fragment| fragment.justification.target().1 != checkpoint);
    let (count, mut bytes, mut block) = (fragments.len(), 0_usize, None);
    let mut taken = Vec::new();
    for fragment in fragments {
        let encoded = fragment.encode();
        bytes = bytes.saturating_add(encoded.len());
        if bytes > MAX_BYTES && !taken.is_empty() {
            break;
        }
        let (number, hash) = fragment.justification.target();
        block = Some(ProvenBlock { hash, number });
        taken.push(Bytes(encoded));
    }
    let is_finished = is_finished && taken.len() == count;
    ProvenFinality { fragments: taken, block, is_finished }
}
