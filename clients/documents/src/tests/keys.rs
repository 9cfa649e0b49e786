use proptest::prelude::*;

use super::*;
use crate::tests::support;

#[test]
fn a_key_should_be_read_in_each_of_its_forms() {
    // From the specification of did:key.
    let did = "did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp";
    let key = PublicKey::parse(did).unwrap();
    assert_eq!(key.did(), did);
    for text in [key.multikey(), hex::encode(key.raw()), format!("0x{}", hex::encode(key.raw()))] {
        assert_eq!(PublicKey::parse(&text), Ok(key));
    }
}

#[test]
fn other_texts_should_be_no_keys() {
    let key = support::holder(1).public().multikey();
    let other_kind =
        format!("z{}", bs58::encode([vec![0x12, 0x00], vec![1; 32]].concat()).into_string());
    for text in [
        "",
        "z",
        "did:key:",
        "did:web:college.example",
        &key[..key.len() - 1],
        &format!("{key}1"),
        &other_kind,
        &"0g".repeat(32),
        // No point of the curve.
        &format!("02{}", "00".repeat(31)),
    ] {
        assert_eq!(PublicKey::parse(text), Err(BadKey::Public), "{text}");
    }
}

#[test]
fn a_weak_key_should_be_refused() {
    assert_eq!(PublicKey::parse(&format!("01{}", "00".repeat(31))), Err(BadKey::Weak));
}

#[test]
fn a_secret_should_be_64_digits() {
    assert!(SecretKey::parse(&format!(" 0x{}\n", "ab".repeat(32))).is_ok());
    for text in ["", "ab", &"ab".repeat(33), &"xy".repeat(32)] {
        assert_eq!(SecretKey::parse(text).err(), Some(BadKey::Secret));
        assert_eq!(Seed::parse(text).err(), Some(BadKey::Secret));
    }
}

#[test]
fn an_issuer_should_be_named_by_its_key_or_its_site() {
    let key = support::holder(1);
    let by_key = Issuer::by_key(key.clone());
    assert_eq!(named(by_key.method()), Some((by_key.did(), key.public())));
    let by_web = Issuer::by_web("did:web:college.example:nursing", key.clone()).unwrap();
    assert_eq!(named(by_web.method()), Some(("did:web:college.example:nursing", key.public())));
    for did in ["did:web:", "did:web:a::b", "did:web:a b", "did:web:a/b", "did:key:z6Mk", "a"] {
        assert_eq!(Issuer::by_web(did, key.clone()).err(), Some(BadKey::Web), "{did}");
    }
}

#[test]
fn a_method_should_name_the_key_of_its_did() {
    let (key, other) = (support::holder(1).public(), support::holder(2).public());
    assert_eq!(named(&format!("{}#{}", key.did(), other.multikey())), None);
    assert_eq!(named(&format!("{}#{}", key.did(), hex::encode(key.raw()))), None);
    assert_eq!(named(&key.did()), None);
    assert_eq!(named(&format!("did:example:x#{}", key.multikey())), None);
}

#[test]
fn what_a_seed_gives_should_never_change() {
    let seed = support::seed();
    assert_eq!(
        seed.signing_key().public().did(),
        "did:key:z6MkuQAPGq5ZdzifDrWG45hEzMcbJ9nnJF2qJtsUWUVN5mWX"
    );
    assert_eq!(
        hex::encode(seed.derive("leaf", &[b"a", b"b"])),
        "f0f4fd9901cf7c98d55fd5974cc88070854ec343176a694074a7a6da0d8c84bd"
    );
}

#[test]
fn what_a_seed_gives_should_differ_by_purpose_and_parts() {
    let seed = support::seed();
    let all = [
        seed.derive("leaf", &[]),
        seed.derive("leaf", &[b""]),
        seed.derive("leaf", &[b"ab"]),
        seed.derive("leaf", &[b"a", b"b"]),
        seed.derive("leaf", &[b"", b"ab"]),
        seed.derive("id", &[b"ab"]),
        Seed::parse(&"5f".repeat(32)).unwrap().derive("leaf", &[b"ab"]),
    ];
    let distinct: std::collections::BTreeSet<_> = all.iter().collect();
    assert_eq!(distinct.len(), all.len());
}

proptest! {
    #[test]
    fn any_text_should_be_read_or_refused(text in any::<String>()) {
        if let Ok(key) = PublicKey::parse(&text) {
            prop_assert_eq!(PublicKey::parse(&key.did()), Ok(key));
        }
        let _ = (Seed::parse(&text).is_ok(), named(&text), is_web(&text));
    }

    #[test]
    fn a_signature_should_hold_for_its_message_alone(message in any::<Vec<u8>>(), bit in 0_usize..512) {
        let key = support::holder(1);
        let mut signature = key.sign(&message);
        prop_assert!(key.public().verifies(&message, &signature));
        prop_assert!(!support::holder(2).public().verifies(&message, &signature));
        signature[bit / 8] ^= 1 << (bit % 8);
        prop_assert!(!key.public().verifies(&message, &signature));
    }
}
