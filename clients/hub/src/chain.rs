//! What the hub asks of a node. Nothing here is decoded.

use std::future::Future;

/// The hash of a block.
pub type Hash = [u8; 32];
/// The height of a block.
pub type Height = u64;

/// A block by its height and hash.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Head {
    /// Its height.
    pub height: Height,
    /// Its hash.
    pub hash: Hash,
}

/// A block as a node has it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Block {
    /// Its height.
    pub height: Height,
    /// Its hash.
    pub hash: Hash,
    /// The hash of the block before it.
    pub parent: Hash,
    /// Whether its state has another runtime than the one that executed it.
    pub upgrades: bool,
    /// Its extrinsics, encoded.
    pub body: Vec<Vec<u8>>,
    /// Its events, encoded together.
    pub events: Vec<u8>,
}

/// The code of a chain at a height, as far as it says how blocks are encoded.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Runtime {
    /// The version of its specification.
    pub spec: u32,
    /// The version of its transactions.
    pub transaction: u32,
    /// Its metadata, encoded.
    pub metadata: Vec<u8>,
}

/// An entry of a map in storage.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Entry {
    /// Its whole name, which ends with its key.
    pub name: Vec<u8>,
    /// Its value, encoded.
    pub value: Vec<u8>,
}

/// Why a node did not tell what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum Unanswered {
    /// It is down, frozen, or beyond a link that is cut.
    #[error("the node does not answer: {0}")]
    Unreachable(String),
    /// It has dropped the state of that block, or the block.
    #[error("the node has pruned block {0}")]
    Pruned(Height),
    /// It says that it has no block at a height that is final.
    #[error("the node has no block {0}, although a later one is final")]
    NoBlock(Height),
    /// What it says of a block contradicts the block's hash.
    #[error("the node's answer for block {0} is not that block")]
    OtherBlock(Height),
    /// It answered something else than was asked.
    #[error("the node's answer is none: {0}")]
    Garbled(String),
}

/// A node. Each answer comes within a limited time, or is an error.
pub trait Chain: Send {
    /// The first block.
    fn genesis(&self) -> impl Future<Output = Result<Hash, Unanswered>> + Send;

    /// The last final block.
    fn finalised(&self) -> impl Future<Output = Result<Head, Unanswered>> + Send;

    /// The hash of the final block at a height.
    fn hash(&self, height: Height) -> impl Future<Output = Result<Hash, Unanswered>> + Send;

    /// A final block, with its events.
    fn block(&self, at: Head) -> impl Future<Output = Result<Block, Unanswered>> + Send;

    /// The entries of a map in the state after a final block.
    fn entries(
        &self,
        pallet: &str,
        map: &str,
        at: Head,
    ) -> impl Future<Output = Result<Vec<Entry>, Unanswered>> + Send;

    /// Values in the state after a final block, by their whole names and in their order.
    fn values(
        &self,
        names: &[Vec<u8>],
        at: Head,
    ) -> impl Future<Output = Result<Vec<Option<Vec<u8>>>, Unanswered>> + Send;

    /// Whether the node has the state after a final block.
    fn has_state(&self, at: Head) -> impl Future<Output = Result<bool, Unanswered>> + Send;

    /// The version of the runtime in the state after a final block: it executes the next block.
    fn version_after(&self, at: Head) -> impl Future<Output = Result<u32, Unanswered>> + Send;

    /// That runtime.
    fn runtime_after(&self, at: Head) -> impl Future<Output = Result<Runtime, Unanswered>> + Send;
}
