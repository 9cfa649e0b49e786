//! The validator node of Vaka. It serves: consensus, network, storage, RPC. It knows no pallet's
//! rules.
//!
//! It is a library, so that everything in it can be checked without linking the node. `main.rs`
//! only calls [`run`].

// The errors are the client crates' own.
#![allow(clippy::result_large_err)]

mod beacon;
mod chain_spec;
mod cli;
mod command;
mod durability;
mod rpc;
mod service;

pub use command::run;
