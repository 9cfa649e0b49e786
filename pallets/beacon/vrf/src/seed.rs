//! How outputs become a seed.

use crate::{pre_output, Input, Output};
use codec::Encode;
use sp_core::H256;
use sp_crypto_hashing::blake2_256;

/// The validators that gave: bit `i` for the one with place `i` in the set.
pub type Given = u128;

/// Adds an output to the sum of others. The order does not matter.
pub fn add(sum: H256, output: &Output) -> H256 {
    let hash = (&b"vaka/beacon/output"[..], pre_output(output)).using_encoded(blake2_256);
    sum ^ H256(hash)
}

/// The seed of a session, by its input, the validators that gave, and the sum of their outputs.
pub fn seed(input: &Input, given: Given, sum: H256) -> H256 {
    (&b"vaka/beacon/seed"[..], input, given, sum).using_encoded(blake2_256).into()
}
