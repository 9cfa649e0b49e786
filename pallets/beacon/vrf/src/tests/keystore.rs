//! Tests of what a node signs.

use super::support::*;
use crate::*;
use sp_core::{crypto::key_types::AURA, Pair};
use sp_keystore::{testing::MemoryKeystore, Keystore};

#[test]
fn node_should_sign_what_is_wanted_when_it_has_the_key() {
    let keystore = MemoryKeystore::new();
    let key = keystore.sr25519_generate_new(AURA, None).expect("a key");
    let wanted = Wanted { key, input: some_input() };
    let output = sign(&keystore, &wanted).expect("no error").expect("an output");
    assert_eq!(verify(&key, &wanted.input, &output), Ok(()));
}

#[test]
fn node_should_sign_nothing_when_the_key_is_not_its_own() {
    let keystore = MemoryKeystore::new();
    let wanted = Wanted { key: pair(1).public(), input: some_input() };
    assert_eq!(sign(&keystore, &wanted).expect("no error"), None);
    // Nor when it is a key for something else.
    let other = sp_core::crypto::KeyTypeId(*b"else");
    let key = keystore.sr25519_generate_new(other, None).expect("a key");
    assert_eq!(sign(&keystore, &Wanted { key, ..wanted }).expect("no error"), None);
}
