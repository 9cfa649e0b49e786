#![doc = include_str!("../README.md")]
#![cfg_attr(not(any(feature = "std", test)), no_std)]
#![cfg_attr(not(test), deny(missing_docs, clippy::arithmetic_side_effects, clippy::expect_used))]

extern crate alloc;

mod hash;
mod leaf;
mod marks;
mod tree;

#[cfg(test)]
mod tests;

pub use hash::Hash;
pub use leaf::{Opening, Place, DOMAIN};
pub use marks::{chunk, Mark, Marks, CHUNK};
pub use tree::{depth, proof, root, verify, Tree, MAX_AWARDS, MAX_DEPTH};
