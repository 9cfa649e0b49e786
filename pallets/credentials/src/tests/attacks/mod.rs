//! Attacks that must fail.

mod bindings;
mod issuing;
mod proofs;
mod stakes;
