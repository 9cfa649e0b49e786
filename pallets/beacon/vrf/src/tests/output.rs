//! Tests of what is taken for an output.

use super::support::*;
use crate::*;
use sp_core::{Pair, H256};

#[test]
fn output_should_be_verified_when_key_and_input_made_it() {
    let input = some_input();
    let output = output(1, &input);
    assert_eq!(verify(&pair(1).public(), &input, &output), Ok(()));
    assert_eq!(verify(&pair(2).public(), &input, &output), Err(Flaw::WrongProof));
    for other in [
        crate::input(&[8; 32], 5, H256([9; 32])),
        crate::input(&[7; 32], 6, H256([9; 32])),
        crate::input(&[7; 32], 5, H256([8; 32])),
    ] {
        assert_ne!(other, input);
        assert_eq!(verify(&pair(1).public(), &other, &output), Err(Flaw::WrongProof));
    }
}

#[test]
fn output_should_be_refused_when_any_of_its_bits_is_changed() {
    let input = some_input();
    let output = output(1, &input);
    for byte in 0..OUTPUT_LEN {
        let mut changed = output;
        changed[byte] ^= 1 << (byte % 8);
        assert!(verify(&pair(1).public(), &input, &changed).is_err(), "byte {byte}");
    }
}

#[test]
fn output_should_be_malformed_when_its_proof_has_numbers_that_there_are_not() {
    let input = some_input();
    let mut output = output(1, &input);
    output[95] = 0xff;
    assert_eq!(verify(&pair(1).public(), &input, &output), Err(Flaw::Malformed));
    // Bytes that are no point are a pre-output of nobody's.
    output = [0; OUTPUT_LEN];
    output[..32].fill(0xff);
    assert_eq!(verify(&pair(1).public(), &input, &output), Err(Flaw::WrongProof));
}

#[test]
fn output_should_be_refused_when_the_key_or_the_pre_output_is_nothing() {
    let input = some_input();
    assert!(verify(&pair(1).public(), &input, &[0; OUTPUT_LEN]).is_err());
    // The point of infinity as a key: everybody knows its secret, so it must not count.
    let nobody = sp_core::sr25519::Public::from_raw([0; 32]);
    assert!(verify(&nobody, &input, &[0; OUTPUT_LEN]).is_err());
}

#[test]
fn output_should_have_one_pre_output_when_there_are_many_proofs() {
    let input = some_input();
    let (one, other) = (output(1, &input), output(1, &input));
    // Proofs are made with random numbers, and all are valid.
    assert_ne!(one, other);
    assert_eq!(verify(&pair(1).public(), &input, &other), Ok(()));
    assert_eq!(pre_output(&one), pre_output(&other));
    assert_eq!(one[..32], pre_output(&one));
}
