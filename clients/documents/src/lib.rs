//! Awards as documents that others read: Open Badges 3.0 as W3C Verifiable Credentials 2.0, and SD-JWT
//! VC. Nothing here asks a server, and nothing is signed that another program could read otherwise.
//!
//! - [`guard`] stands before each signature; [`canonical`] and [`contexts`] are what it needs.
//! - [`proof`] and [`sd_jwt`] sign and verify the two forms; [`status`] is the issuer's status lists.
//! - [`definition`] and [`credential`] say what an award has in it, [`batch`] makes a class of them.
//! - [`calls`] are the chain's calls that belong to them, [`account`] an address in such a call.
//! - [`shown`] is a document that a verifier was shown, [`standing`] what it is worth.
//! - [`chain`] is an award in the chain's storage, [`bundle`] a proof of it.

#![cfg_attr(not(test), deny(missing_docs, clippy::expect_used))]

pub mod account;
pub mod batch;
pub mod bundle;
pub mod calls;
pub mod canonical;
pub mod chain;
pub mod contexts;
pub mod credential;
pub mod definition;
pub mod envelope;
pub mod guard;
pub mod keys;
pub mod marks;
pub mod proof;
pub mod sd_jwt;
pub mod shown;
pub mod standing;
pub mod status;
pub mod time;

#[cfg(test)]
mod tests;
