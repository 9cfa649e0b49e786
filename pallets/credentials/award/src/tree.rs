use alloc::vec::Vec;
use core::mem;

use crate::{hash::hash, Hash};

/// The most awards that a batch has.
pub const MAX_AWARDS: u32 = 4_096;

/// The most hashes that a proof has: the [`depth`] of [`MAX_AWARDS`].
pub const MAX_DEPTH: u32 = 12;

/// What stands where the batch has no award. Nobody knows anything whose hash it is.
pub(crate) const FILLER: Hash = [0; 32];

/// The first byte of what a node hashes says which kind it is, so that none passes for another.
mod kind {
    pub const LEAF: u8 = 0;
    pub const INNER: u8 = 1;
    pub const ROOT: u8 = 2;
}

/// The Merkle tree over the leaves of a batch. It is for an issuer that wants many proofs:
/// [`proof`] builds the whole tree for each.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Tree {
    count: u32,
    root: Hash,
    /// The levels below the top, the lowest first, each padded to an even length. Of the fillers
    /// that would make it a power of two, no other is hashed or kept.
    levels: Vec<Vec<Hash>>,
}

impl Tree {
    /// The tree over these leaves. `None` for none or for more than [`MAX_AWARDS`].
    pub fn new(leaves: &[Hash]) -> Option<Self> {
        let count = u32::try_from(leaves.len()).ok().filter(|&count| is_batch(count))?;
        let depth = depth(count);
        let mut levels = Vec::with_capacity(depth as usize);
        let mut level = row(leaves.iter().map(leaf_node));
        let mut filler = FILLER;
        for _ in 0..depth {
            if !level.len().is_multiple_of(2) {
                level.push(filler);
            }
            let (pairs, _) = level.as_chunks::<2>();
            let above = row(pairs.iter().map(|[left, right]| inner_node(left, right)));
            levels.push(mem::replace(&mut level, above));
            filler = inner_node(&filler, &filler);
        }
        let root = root_node(count, level.first()?);
        Some(Self { count, root, levels })
    }

    /// The root, which commits to all leaves, their order and their count.
    pub fn root(&self) -> Hash {
        self.root
    }

    /// The proof of the leaf at `index`: the sibling on each level, the lowest first. `None` if the
    /// batch has no such leaf.
    pub fn proof(&self, index: u32) -> Option<Vec<Hash>> {
        if index >= self.count {
            return None;
        }
        let mut proof = Vec::with_capacity(self.levels.len());
        let mut at = index;
        for level in &self.levels {
            proof.push(*level.get((at ^ 1) as usize)?);
            at /= 2;
        }
        Some(proof)
    }
}

/// The depth of the tree over `count` leaves, `⌈log2(count)⌉`, which is how many hashes a proof
/// has. 0 for 0 or 1.
pub fn depth(count: u32) -> u32 {
    let last = count.saturating_sub(1);
    u32::BITS.saturating_sub(last.leading_zeros())
}

/// The root of the tree over these leaves. `None` for none or for more than [`MAX_AWARDS`].
pub fn root(leaves: &[Hash]) -> Option<Hash> {
    Tree::new(leaves).map(|tree| tree.root)
}

/// The proof that the leaf at `index` is under the root of these leaves. `None` if there is no
/// [`root`] or no such leaf. [`Tree::proof`] is faster if you want many.
pub fn proof(leaves: &[Hash], index: u32) -> Option<Vec<Hash>> {
    Tree::new(leaves)?.proof(index)
}

/// Returns whether `leaf` is the leaf at `index` of the batch with this root and count.
///
/// An issuer could put one leaf into a batch twice. Take `leaf` from [`Opening::leaf`] with the
/// same index, never from a caller: then it can stand at that index alone, and only the status bits
/// of that index are its own.
///
/// [`Opening::leaf`]: crate::Opening::leaf
pub fn verify(root: &Hash, count: u32, index: u32, leaf: &Hash, proof: &[Hash]) -> bool {
    if !is_batch(count) || index >= count || proof.len() != depth(count) as usize {
        return false;
    }
    let mut at = index;
    let mut node = leaf_node(leaf);
    for sibling in proof {
        let is_left = at.is_multiple_of(2);
        node = if is_left { inner_node(&node, sibling) } else { inner_node(sibling, &node) };
        at /= 2;
    }
    root_node(count, &node) == *root
}

fn is_batch(count: u32) -> bool {
    (1..=MAX_AWARDS).contains(&count)
}

fn leaf_node(leaf: &Hash) -> Hash {
    hash([&[kind::LEAF], leaf])
}

fn inner_node(left: &Hash, right: &Hash) -> Hash {
    hash([&[kind::INNER], left, right])
}

/// Without the count, a batch would pass for one of any other size of the same depth.
fn root_node(count: u32, top: &Hash) -> Hash {
    hash([&[kind::ROOT], &count.to_le_bytes(), top])
}

/// These nodes, with room for the filler that makes their number even.
fn row(nodes: impl ExactSizeIterator<Item = Hash>) -> Vec<Hash> {
    let mut row = Vec::with_capacity(nodes.len().saturating_add(1));
    row.extend(nodes);
    row
}
