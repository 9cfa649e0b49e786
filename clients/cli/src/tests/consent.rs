use serde_json::json;
use vaka_connect::{Account, Scheme};

use crate::member::consent::{document, parse, payload, Purpose};
use crate::value::plain;

// As the pallet's tests of `consent_payload` have it.
#[test]
fn payload_should_have_all_that_is_consented_to() {
    let bytes = payload([1; 32], Purpose::Join(7), [2; 32], 0x01020304);
    let expected =
        [b"vaka/consent/1".as_slice(), &[1; 32], &[0, 7, 0, 0, 0], &[2; 32], &[4, 3, 2, 1]]
            .concat();
    assert_eq!(bytes, expected);
    let other = payload([1; 32], Purpose::Replace(7), [2; 32], 0x01020304);
    assert_eq!(other.get(46), Some(&1));
    assert_eq!(other.len(), bytes.len());
}

#[test]
fn consent_should_be_read_as_it_was_written() {
    for scheme in [Scheme::Sr25519, Scheme::Ed25519] {
        let account = Account::from_secret("//newcomer", scheme).expect("a secret");
        let written = document(&account.id(), 1_234, &account.sign_bytes(b"bytes"));
        let read = plain(&parse(&written.to_string()).expect("a consent"));
        assert_eq!(read["until"], json!(1_234));
        assert_eq!(read["account"], json!(format!("0x{}", hex::encode(account.public_key()))));
        assert_eq!(read["signature"], written["signature"]);
    }
}

#[test]
fn consent_should_be_refused_with_a_reason() {
    let good = json!({ "account": "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY", "until": 9,
        "signature": { "Sr25519": format!("0x{}", "ab".repeat(64)) } });
    assert!(parse(&good.to_string()).is_ok());
    for (field, bad, why) in [
        ("account", json!("5Grw"), "no address"),
        ("until", json!(4_294_967_296u64), "u32"),
        ("until", json!("9"), "u32"),
        ("signature", json!({ "Sr25519": "0xab" }), "signature"),
        ("signature", json!({ "Ecdsa": "0xab" }), "Ecdsa"),
        ("more", json!(1), "more"),
    ] {
        let mut bad_one = good.clone();
        bad_one[field] = bad;
        let error = parse(&bad_one.to_string()).expect_err("no consent");
        assert!(error.contains(why), "{field}: {error}");
    }
    assert!(parse("").is_err());
}
