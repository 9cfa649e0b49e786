use proptest::prelude::*;

use super::*;
use crate::tests::support;

fn list(edit: impl FnOnce(&mut Value)) -> Map<String, Value> {
    let mut bits = Bits::default();
    bits.set(95);
    let guarded =
        document("did:example:i", "https://l.example/r", Purpose::Revocation, &bits, support::NOW);
    let mut list = Value::Object(guarded.unwrap().document().clone());
    edit(&mut list);
    list.as_object().cloned().unwrap()
}

fn read_at(list: &Map<String, Value>, now: u64) -> Result<(String, Bits), NoList> {
    read(list, Purpose::Revocation, now)
}

#[test]
fn each_award_should_have_an_entry_of_its_own() {
    assert_eq!(Entry::of(0, 0), Entry { list: 0, at: 0 });
    assert_eq!(Entry::of(31, MAX_AWARDS - 1), Entry { list: 0, at: 131_071 });
    assert_eq!(Entry::of(32, 5), Entry { list: 1, at: 5 });
    assert_eq!(Entry::of(u32::MAX, 0).list, u32::MAX / 32);
}

#[test]
fn a_list_should_say_what_was_marked() {
    let (address, bits) = read_at(&list(|_| {}), support::NOW).unwrap();
    assert_eq!(address, "https://l.example/r");
    assert_eq!([94, 95, 96, 131_071].map(|at| bits.get(at)), [false, true, false, false].map(Some));
    assert_eq!(bits.get(131_072), None);
}

#[test]
fn a_list_should_be_good_for_a_month() {
    let list = list(|_| {});
    for now in [support::NOW, support::NOW + VALID_FOR] {
        assert!(read_at(&list, now).is_ok());
    }
    for now in [0, support::NOW - 1, support::NOW + VALID_FOR + 1] {
        assert_eq!(read_at(&list, now).err(), Some(NoList::Date));
    }
}

#[test]
fn other_documents_should_be_no_lists() {
    let form = Some(NoList::Form("revocation"));
    for (path, value) in [
        ("/@context", json!([])),
        ("/type", json!(["VerifiableCredential"])),
        ("/credentialSubject", json!("x")),
        ("/credentialSubject/type", json!("BitstringStatus")),
        ("/credentialSubject/statusPurpose", json!("suspension")),
        ("/credentialSubject/encodedList", json!(7)),
        ("/validFrom", json!("2026-11-01")),
        ("/validUntil", json!(null)),
        ("/id", json!(7)),
    ] {
        let list = list(|list| *list.pointer_mut(path).unwrap() = value);
        assert_eq!(read_at(&list, support::NOW).err(), form, "{path}");
    }
}

#[test]
fn damaged_bits_should_say_nothing() {
    let encoded = Bits::default().encode();
    let short = Bits(vec![0; BYTES - 1]).encode();
    // A megabyte of zeros in a few bytes.
    let bomb = Bits(vec![0; MAX_BYTES + 1]).encode();
    for text in ["", "u", "uH4sI", &encoded[1..], &encoded[..encoded.len() - 4], &short, &bomb] {
        let list = list(|list| list["credentialSubject"]["encodedList"] = json!(text));
        assert_eq!(read_at(&list, support::NOW).err(), Some(NoList::Bits), "{text:.20}");
    }
    assert!(Bits::decode(&Bits(vec![0; MAX_BYTES]).encode()).is_some());
}

#[test]
fn the_checksum_should_be_that_of_gzip() {
    assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn bits_should_be_read_as_they_were_written(marked in prop::collection::btree_set(0_u32..131_072, 0..64)) {
        let mut bits = Bits::default();
        marked.iter().for_each(|at| bits.set(*at));
        let read = Bits::decode(&bits.encode()).unwrap();
        prop_assert_eq!(&read, &bits);
        prop_assert!((0..131_072).all(|at| read.get(at) == Some(marked.contains(&at))));
    }

    #[test]
    fn any_bytes_should_be_read_or_refused(bytes in any::<Vec<u8>>(), at in any::<prop::sample::Index>(), bit in 0..8) {
        let _ = Bits::decode(&format!("u{}", URL_SAFE_NO_PAD.encode(bytes)));
        let mut gzip = URL_SAFE_NO_PAD.decode(&Bits::default().encode()[1..]).unwrap();
        let at = at.index(gzip.len());
        gzip[at] ^= 1_u8 << bit;
        if let Some(bits) = Bits::decode(&format!("u{}", URL_SAFE_NO_PAD.encode(gzip))) {
            prop_assert_eq!(bits, Bits::default());
        }
    }
}
