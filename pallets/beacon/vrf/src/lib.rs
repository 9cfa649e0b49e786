#![doc = include_str!("../README.md")]
#![cfg_attr(not(any(feature = "std", test)), no_std)]
#![cfg_attr(not(test), deny(missing_docs, clippy::arithmetic_side_effects, clippy::expect_used))]

mod input;
#[cfg(feature = "keystore")]
mod keystore;
mod output;
mod seed;

#[cfg(test)]
mod tests;

pub use input::{input, sign_data, Input, Wanted};
#[cfg(feature = "keystore")]
pub use keystore::sign;
pub use output::{pre_output, verify, Flaw, Output, OUTPUT_LEN};
pub use seed::{add, seed, Given};

/// The name under which a node hands its output to the block that it authors.
pub const IDENTIFIER: [u8; 8] = *b"vkbeacon";
