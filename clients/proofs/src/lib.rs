//! What a chain decided, shown to somebody who has no node and no network.
//!
//! - [`finality`] leads from a block that one trusts, by the votes of validators, to a later one.
//! - [`state`] reads values of storage under a block's root; [`storage_key`] names them.
//! - [`header`] is a block's header, [`genesis`] the first block as a checkpoint.
//!
//! Nothing here knows a pallet. The formats are those of Substrate and GRANDPA, whose own crates would
//! take longer to build than all other clients together.

#![cfg_attr(not(test), deny(missing_docs, clippy::expect_used))]

pub mod finality;
pub mod genesis;
pub mod header;
pub mod state;
pub mod storage_key;

/// A hash: BLAKE2b-256.
pub type Hash = [u8; 32];

#[cfg(any(test, feature = "testing"))]
#[allow(missing_docs, clippy::indexing_slicing, clippy::expect_used)]
pub mod testing;
