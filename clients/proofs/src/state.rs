//! Values of storage, under the root that a block's header has.

use std::collections::BTreeSet;

use sp_core::{Blake2Hasher, H256};
use sp_trie::accessed_nodes_tracker::AccessedNodesTracker;
use sp_trie::{LayoutV1, MemoryDB, StorageProof, Trie, TrieDBBuilder};

use crate::Hash;

/// The most nodes of a proof. A value lies some ten nodes deep in a large chain.
pub const MAX_NODES: usize = 1_024;

/// Why values cannot be read.
#[derive(Debug, thiserror::Error, Eq, PartialEq)]
pub enum Flaw {
    /// More than [`MAX_NODES`].
    #[error("the proof has more than {MAX_NODES} nodes")]
    TooLarge,
    /// One twice.
    #[error("the proof has a node twice")]
    Doubled,
    /// A node on the way to the value is not here, or was changed: it is found by its hash.
    #[error("the proof does not lead to the value that was asked for")]
    Incomplete,
    /// Nodes that no value needed.
    #[error("the proof has nodes that prove nothing")]
    Unused,
}

/// Part of a block's storage, in which values are found or shown to be absent.
pub struct Storage {
    root: H256,
    nodes: MemoryDB<Blake2Hasher>,
    tracker: AccessedNodesTracker<H256>,
}

impl Storage {
    /// Begins to read under a root. Nothing of the proof is believed: each node is found by its hash.
    pub fn open(root: Hash, nodes: Vec<Vec<u8>>) -> Result<Self, Flaw> {
        if nodes.len() > MAX_NODES {
            return Err(Flaw::TooLarge);
        }
        let count = nodes.len();
        if nodes.iter().collect::<BTreeSet<_>>().len() < count {
            return Err(Flaw::Doubled);
        }
        let nodes = StorageProof::new(nodes).into_memory_db();
        Ok(Self { root: root.into(), nodes, tracker: AccessedNodesTracker::new(count) })
    }

    /// Reads a value. `None`: the block's storage has no such value.
    pub fn get(&mut self, key: &[u8]) -> Result<Option<Vec<u8>>, Flaw> {
        TrieDBBuilder::<LayoutV1<Blake2Hasher>>::new(&self.nodes, &self.root)
            .with_recorder(&mut self.tracker)
            .build()
            .get(key)
            .map_err(|_| Flaw::Incomplete)
    }

    /// Ends. All of the proof must have been of use.
    pub fn close(self) -> Result<(), Flaw> {
        self.tracker.ensure_no_unused_nodes().map_err(|_| Flaw::Unused)
    }
}

#[cfg(test)]
#[path = "tests/state.rs"]
mod tests;
