//! What wallets, gateways and meter makers ask the chain, as runtime APIs: one module per pallet,
//! which offers the same as view functions.
//!
//! The types of the answers are the pallets': this crate depends on all of them, and none on it,
//! so that no pallet knows another's answers.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub mod clock;
pub mod communities;
pub mod energy;
pub mod petitions;
pub mod validators;
pub mod voting;
