use ed25519_dalek::{Signature, VerifyingKey};
use proptest::prelude::*;
use subxt::utils::MultiSignature;
use subxt_signer::sr25519;

use crate::account::{Account, BadSecret, Scheme};

const DEV: &str = "bottom drive obey lake curtain smoke basket hold race lonely fit walk";

fn address(secret: &str, scheme: Scheme) -> String {
    Account::from_secret(secret, scheme).expect("a secret").id().to_string()
}

fn refused(secret: &str, scheme: Scheme) -> BadSecret {
    Account::from_secret(secret, scheme).expect_err("no secret")
}

// The addresses are those that `vaka-node key inspect` prints.
#[test]
fn secret_should_make_the_address_of_other_programs() {
    let sr = |secret: &str| address(secret, Scheme::Sr25519);
    assert_eq!(sr("//Alice"), "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY");
    assert_eq!(sr(&format!("{DEV}//Alice")), sr("//Alice"));
    let seed = "e5be9a5092b81bca64be81d212e7f2f9eba183bb7a90954f7b76361f6edb5c0a";
    assert_eq!(sr(seed), sr("//Alice"));
    assert_eq!(sr(&format!("0x{seed}\n")), sr("//Alice"));
    let ed = |secret: &str| address(secret, Scheme::Ed25519);
    assert_eq!(ed("//Alice"), "5FA9nQDVg267DEd8m1ZypXLBnvN7SFxYwV7ndqSYGiN9TTpu");
    assert_eq!(ed("//Bob"), "5GoNkf6WdbxCFnPdAnYYQyCjAKPJgLNxXwPjwTh6DGg6gN3E");
    assert_eq!(sr(DEV), "5DfhGyQdFobKM8NsWvEeAKk5EQQgYe9AydgJ7rMB6E1EqRzV");
    assert_eq!(ed(DEV), "5DFJF7tY4bpbpcKPJcBTQaKuCDEPCpiz8TRjpmLeTtweqmXL");
    let mixed = format!("{DEV}//hard/soft///word");
    assert_eq!(sr(&mixed), "5Gh8UbAHvHsmpLcHLJaybLzTBvWjYUae7u7jQ9uxdaaDEigJ");
    let hard = format!("{DEV}//hard///word");
    assert_eq!(ed(&hard), "5EqsDS9t7nePxc7HAthLSCVLKGxrY8JPAEh8jRomvxqBNBJn");
}

#[test]
fn password_and_soft_path_should_change_an_sr25519_key() {
    let sr = |secret: &str| address(secret, Scheme::Sr25519);
    let all = [DEV.into(), format!("{DEV}///word"), format!("{DEV}/soft"), format!("{DEV}//soft")];
    let mut made: Vec<_> = all.iter().map(|secret| sr(secret)).collect();
    made.sort();
    made.dedup();
    assert_eq!(made.len(), all.len());
    // subxt-signer derives from a phrase itself.
    let uri = format!("{DEV}/soft///word").parse().expect("a secret");
    let theirs = sr25519::Keypair::from_uri(&uri).expect("a secret").public_key().0;
    let ours = Account::from_secret(&format!("{DEV}/soft///word"), Scheme::Sr25519);
    assert_eq!(ours.expect("a secret").public_key(), theirs);
}

#[test]
fn secret_should_be_refused_with_a_reason() {
    let sr = Scheme::Sr25519;
    assert_eq!(refused("", sr), BadSecret::Empty);
    assert_eq!(refused(" \n", sr), BadSecret::Empty);
    assert_eq!(refused(&format!("{DEV}\n{DEV}"), sr), BadSecret::Lines);
    assert_eq!(refused("bottom drive obey", sr), BadSecret::Phrase);
    assert_eq!(refused(&DEV.replace("walk", "fit"), sr), BadSecret::Phrase);
    assert_eq!(refused(&DEV.replace(' ', "-"), sr), BadSecret::Form);
    assert_eq!(refused("e5be9a", sr), BadSecret::Form);
    assert_eq!(refused("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY", sr), BadSecret::Form);
    assert_eq!(refused(&format!("{DEV}/soft"), Scheme::Ed25519), BadSecret::SoftPath);
}

#[test]
fn account_should_not_show_its_secret() {
    let alice = Account::from_secret("//Alice", Scheme::Sr25519).expect("a secret");
    assert_eq!(format!("{alice:?}"), "Account(5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY)");
}

proptest! {
    #[test]
    fn signature_should_hold_under_the_account_s_key(seed in any::<[u8; 32]>(), bytes: Vec<u8>) {
        let secret = hex::encode(seed);
        let ed = Account::from_secret(&secret, Scheme::Ed25519).expect("a seed");
        let MultiSignature::Ed25519(signature) = ed.sign_bytes(&bytes) else {
            return Err(TestCaseError::fail("another kind"));
        };
        let key = VerifyingKey::from_bytes(&ed.public_key()).expect("a key");
        prop_assert!(key.verify_strict(&bytes, &Signature::from_bytes(&signature)).is_ok());
        let sr = Account::from_secret(&secret, Scheme::Sr25519).expect("a seed");
        let MultiSignature::Sr25519(signature) = sr.sign_bytes(&bytes) else {
            return Err(TestCaseError::fail("another kind"));
        };
        let key = sr25519::PublicKey(sr.public_key());
        prop_assert!(sr25519::verify(&sr25519::Signature(signature), &bytes, &key));
    }
}
