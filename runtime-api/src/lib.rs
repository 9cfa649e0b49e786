//! What wallets, gateways and meter makers ask the chain, as runtime APIs. There is one module per
//! pallet; the pallet offers the same questions as view functions.
//!
//! The answers have the pallets' types. This crate depends on all pallets, and none depends on it,
//! so that no pallet knows another's answers.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub mod beacon;
pub mod clock;
pub mod communities;
pub mod credentials;
pub mod disputes;
pub mod energy;
pub mod marketplace;
pub mod petitions;
pub mod validators;
pub mod voting;
