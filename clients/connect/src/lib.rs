//! A node of the chain, asked and told over its RPC. Everything is encoded and decoded by the
//! metadata of the runtime that the node has: no types are generated.
//!
//! - [`client`] connects and asks: runtime APIs, view functions, storage, at a block.
//! - [`account`] is who signs: Sr25519 or Ed25519, from a secret phrase or a seed.
//! - [`submit`] signs a call, offers it, and follows it until it is in a block. It ends in
//!   inclusion or in an error, never in silence: also while the node is restarted, and while
//!   nothing becomes final.
//! - [`included`] is what became of it: its events, or the chain's error in words.
//! - [`error`] is what can go wrong.

#![cfg_attr(not(test), deny(missing_docs, clippy::expect_used))]

pub mod account;
pub mod client;
pub mod error;
pub mod included;
pub mod submit;
mod watch;

#[cfg(test)]
mod tests;

pub use account::{Account, Scheme};
pub use client::{Client, State};
pub use error::Error;
pub use included::{Event, Included};
pub use submit::{Limits, Until};
pub use subxt;

/// The chain's types, as subxt knows them.
pub type Vaka = subxt::SubstrateConfig;
