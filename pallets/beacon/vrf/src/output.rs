//! What a validator gives, and whether it is right.

use crate::{sign_data, Input};
use codec::Decode;
use sp_core::{
    crypto::VrfPublic,
    sr25519::{vrf::VrfSignature, Public},
};

/// The bytes of an output.
pub const OUTPUT_LEN: usize = 96;

/// The bytes of its pre-output.
const PRE_OUTPUT_LEN: usize = 32;

/// What a validator gives: a pre-output (32 bytes) and its proof (64). These are bytes, because a
/// call's argument must be decoded with its memory tracked, which schnorrkel's types cannot.
pub type Output = [u8; OUTPUT_LEN];

/// Why an output is not right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// The proof is made of numbers that there are not.
    Malformed,
    /// The proof does not show that this is what the key makes of the input.
    WrongProof,
}

/// The part of an output that key and input determine. A seed is made of it alone.
pub fn pre_output(output: &Output) -> [u8; PRE_OUTPUT_LEN] {
    let mut pre_output = [0; PRE_OUTPUT_LEN];
    pre_output.iter_mut().zip(output).for_each(|(to, from)| *to = *from);
    pre_output
}

/// Checks that an output is what a key makes of an input.
pub fn verify(key: &Public, input: &Input, output: &Output) -> Result<(), Flaw> {
    let signature = VrfSignature::decode(&mut &output[..]).map_err(|_| Flaw::Malformed)?;
    if key.vrf_verify(&sign_data(input), &signature) {
        Ok(())
    } else {
        Err(Flaw::WrongProof)
    }
}
