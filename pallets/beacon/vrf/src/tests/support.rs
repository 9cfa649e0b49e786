//! Validators that sign.

use crate::*;
use codec::Encode;
use sp_core::{crypto::VrfSecret, sr25519, Pair, H256};

/// The key with a seed of this byte, 32 times.
pub fn pair(seed: u8) -> sr25519::Pair {
    sr25519::Pair::from_seed(&[seed; 32])
}

/// The output of the key with this seed.
pub fn output(seed: u8, input: &Input) -> Output {
    pair(seed).vrf_sign(&sign_data(input)).encode().try_into().expect("96 bytes")
}

/// The input of the vectors.
pub fn some_input() -> Input {
    input(&[7; 32], 5, H256([9; 32]))
}
