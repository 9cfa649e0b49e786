//! JSON against types like those of the chain, and against what the codec makes of the same values.

use codec::{Compact, Encode};
use scale_info::{meta_type, PortableRegistry, Registry, TypeInfo};
use serde_json::{json, Value as Json};
use vaka_connect::subxt::ext::scale_encode::EncodeAsType;

use crate::value::{decode, encode};

#[derive(Encode, TypeInfo)]
struct AccountId32([u8; 32]);

#[derive(Encode, TypeInfo)]
enum MultiAddress {
    Id(AccountId32),
    #[allow(dead_code)]
    Index(Compact<u32>),
}

#[derive(Encode, TypeInfo)]
struct Bounded(Vec<u8>);

#[derive(Encode, TypeInfo)]
enum Track {
    Treasury,
    Village(u32),
    Range { from: u8, to: Option<u64> },
}

#[derive(Encode, TypeInfo)]
struct Tariff {
    feed_in: u64,
    trim: Compact<u32>,
    up: bool,
}

#[derive(Encode, TypeInfo)]
enum RuntimeCall {
    #[codec(index = 41)]
    Voting(Voting),
}

#[derive(Encode, TypeInfo)]
enum Voting {
    #[codec(index = 3)]
    Undelegate { track: Track },
}

const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

fn alice() -> AccountId32 {
    let address: vaka_connect::subxt::utils::AccountId32 = ALICE.parse().expect("an address");
    AccountId32(address.0)
}

fn types<T: TypeInfo + 'static>() -> (PortableRegistry, u32) {
    let mut registry = Registry::new();
    let id = registry.register_type(&meta_type::<T>()).id;
    (registry.into(), id)
}

fn bytes<T: TypeInfo + 'static>(text: &Json) -> Result<Vec<u8>, String> {
    let (types, id) = types::<T>();
    let value = encode(text, id, &types)?;
    value.encode_as_type(id, &types).map_err(|error| error.to_string())
}

/// The text stands for the value, and is what the value is shown as.
fn same<T: Encode + TypeInfo + 'static>(text: Json, value: T) {
    assert_eq!(bytes::<T>(&text), Ok(value.encode()), "{text}");
    let (types, id) = types::<T>();
    assert_eq!(decode(&value.encode(), id, &types), Ok(text));
}

fn refused<T: TypeInfo + 'static>(text: Json, why: &str) {
    let error = bytes::<T>(&text).expect_err("refused");
    assert!(error.contains(why), "{text}: {error}");
}

#[test]
fn values_should_be_written_and_shown_alike() {
    same(json!(7), 7u32);
    same(json!(true), true);
    same(json!("Neiafu"), Bounded(b"Neiafu".to_vec()));
    same(json!("0x00ff"), Bounded(vec![0, 255]));
    same(json!(ALICE), alice());
    same(json!([1, 2, 300]), vec![1u32, 2, 300]);
    same(json!("Treasury"), Track::Treasury);
    same(json!({ "Village": 3 }), Track::Village(3));
    same(json!({ "Range": { "from": 1, "to": null } }), Track::Range { from: 1, to: None });
    same(json!({ "Range": { "from": 1, "to": 2 } }), Track::Range { from: 1, to: Some(2) });
    let tariff = Tariff { feed_in: 25, trim: Compact(250_000), up: false };
    same(json!({ "feed_in": 25, "trim": 250_000, "up": false }), tariff);
    same(json!("340282366920938463463374607431768211455"), u128::MAX);
    same(json!({ "Id": ALICE }), MultiAddress::Id(alice()));
    same(json!(format!("0x{}", "07".repeat(32))), [7u8; 32]);
    same(json!([1, "ab"]), (1u8, "ab".to_string()));
}

#[test]
fn values_should_be_taken_as_people_write_them() {
    let raw = format!("0x{}", hex::encode(alice().0));
    assert_eq!(bytes::<AccountId32>(&json!(raw)), Ok(alice().encode()));
    assert_eq!(bytes::<MultiAddress>(&json!(ALICE)), Ok(MultiAddress::Id(alice()).encode()));
    assert_eq!(bytes::<u128>(&json!("1_000_000")), Ok(1_000_000u128.encode()));
    assert_eq!(bytes::<Track>(&json!("treasury")), Ok(Track::Treasury.encode()));
    let call = RuntimeCall::Voting(Voting::Undelegate { track: Track::Village(2) });
    let digits = format!("0x{}", hex::encode(call.encode()));
    assert_eq!(bytes::<RuntimeCall>(&json!(digits)), Ok(call.encode()));
}

#[test]
fn values_should_be_refused_with_a_reason() {
    refused::<u32>(json!("x"), "no number");
    refused::<u32>(json!(-1), "");
    refused::<u32>(json!(4_294_967_296u64), "");
    refused::<u32>(json!(1.5), "strings");
    refused::<u128>(
        serde_json::from_str("340282366920938463463374607431768211455").unwrap(),
        "strings",
    );
    refused::<bool>(json!(1), "neither true nor false");
    refused::<AccountId32>(json!("5Grw"), "no address");
    refused::<[u8; 32]>(json!("0xab"), "where 32 are expected");
    refused::<[u8; 32]>(json!("words"), "hexadecimal");
    refused::<Track>(json!("Nation"), "none of Treasury, Village, Range");
    refused::<Track>(json!("Village"), "no number");
    refused::<Track>(json!({ "Treasury": 1 }), "nothing is expected");
    refused::<Track>(json!({ "Range": { "from": 1 } }), "\"to\" is missing");
    refused::<Track>(json!({ "Range": { "from": 1, "to": 2, "by": 3 } }), "\"by\" is none of");
    refused::<Tariff>(json!([1, 2, false]), "has no fields");
    refused::<Tariff>(json!({ "feed_in": "x", "trim": 1, "up": true }), "feed_in: ");
    refused::<(u8, u8)>(json!([1]), "no list of 2");
    refused::<RuntimeCall>(json!("0x29"), "");
    refused::<RuntimeCall>(json!("0x29030000"), "too many");
    refused::<RuntimeCall>(json!("words"), "hexadecimal");
}

#[test]
fn bytes_should_be_refused_when_there_are_too_many() {
    let (types, id) = types::<Track>();
    assert!(decode(&[0, 0], id, &types).expect_err("refused").contains("too many"));
    assert!(decode(&[9], id, &types).is_err());
}
