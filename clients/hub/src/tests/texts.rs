use serde_json::{json, Value};

use super::people_tests::Person;
use super::tests::Village;
use crate::facts::{Fact, Opened};
use crate::store::people::now;
use crate::store::people::texts::{forget, hash_of, refuse, take, Reason, Taken, MAX_TEXT};
use crate::tests::blocks::{block, listing};

impl Village {
    fn put_text(&self, text: &[u8], token: Option<&str>) -> (u16, Value) {
        let path = format!("/texts/{}", hex::encode(hash_of(text)));
        self.send("PUT", &path, token, text)
    }

    fn text(&self, text: &[u8]) -> (u16, Vec<u8>) {
        let path = format!("/texts/{}", hex::encode(hash_of(text)));
        let (code, _, body) = self.exchange("GET", &path, None, b"");
        (code, body)
    }
}

/// A petition that names a text.
pub(super) fn petition(number: u32, text: &[u8]) -> Fact {
    Fact::Opened(Opened {
        petition: number,
        opener: 3,
        track: "Treasury".into(),
        village: None,
        title: Some("Nets".into()),
        text: hex::encode(hash_of(text)),
    })
}

#[test]
fn a_text_should_be_taken_if_the_chain_names_it() {
    let village = Village::new();
    let (text, details, design) =
        ("Nets for all: ‘āina".as_bytes(), &b"Tuna, caught today"[..], &b"A basket"[..]);
    let listing =
        crate::facts::Listing { details: Some(hex::encode(hash_of(details))), ..listing(3) };
    village.store().apply(&[block(1, vec![petition(0, text), Fact::Offered(listing)])]).unwrap();
    assert_eq!(village.text(text).0, 404);
    let hash = hex::encode(hash_of(text));
    assert_eq!(village.put_text(text, None), (200, json!({ "hash": hash, "named": true })));
    assert_eq!(village.text(text), (200, text.to_vec()));
    assert_eq!(village.put_text(text, None).0, 200);
    assert_eq!(village.put_text(details, None).0, 200);
    assert_eq!(village.put_text(design, None).0, 401);
    village.desk.now().designs.insert(hash_of(design));
    assert_eq!(village.put_text(design, None).0, 200);
    // Whatever it is, a browser runs nothing of it, and keeps it for good.
    let (_, head, _) = village.exchange("GET", &format!("/texts/{hash}"), None, b"");
    let head = head.to_lowercase();
    for part in [
        "content-type: text/plain; charset=utf-8",
        "content-security-policy: default-src 'none'; sandbox",
        "x-content-type-options: nosniff",
        "immutable",
    ] {
        assert!(head.contains(part), "{part}: {head}");
    }
}

#[test]
fn a_text_should_be_no_other_than_its_hash_says() {
    let village = Village::new();
    let whole = vec![b'a'; MAX_TEXT];
    let more = vec![b'a'; MAX_TEXT + 1];
    let latin = b"caf\xe9";
    let facts = vec![petition(0, &whole), petition(1, &more), petition(2, latin), petition(3, b"")];
    village.store().apply(&[block(1, facts)]).unwrap();
    assert_eq!(village.put_text(&whole, None).0, 200);
    assert_eq!(village.text(&whole), (200, whole.clone()));
    let path = |text: &[u8]| format!("/texts/{}", hex::encode(hash_of(text)));
    let refused = |path: &str, text: &[u8]| village.refusal("PUT", path, None, text);
    assert_eq!(refused(&path(&more), &more), (413, "tooLarge".into()));
    assert_eq!(refused(&path(latin), latin), (400, "noUtf8".into()));
    assert_eq!(refused(&path(&whole), b"another one"), (400, "wrongHash".into()));
    assert_eq!(village.put_text(b"", None).0, 200);
    for digits in ["00", "zz", "';DROP%20TABLE%20texts;--", &"0".repeat(65), "%ff"] {
        let path = format!("/texts/{digits}");
        assert_eq!(village.refusal("GET", &path, None, b""), (400, "badInput".into()), "{path}");
        assert_eq!(refused(&path, b"a"), (400, "badInput".into()), "{path}");
    }
    // One that the disk damaged is not shown, and can be given again.
    let hash = hash_of(&whole);
    let damage = "UPDATE texts SET text = x'616263' WHERE hash = ?";
    village.people.write(|tx| Ok(tx.execute(damage, [hash])?)).unwrap();
    assert_eq!(village.text(&whole).0, 404);
    assert_eq!(village.put_text(&whole, None).0, 200);
    assert_eq!(village.text(&whole), (200, whole.clone()));
    // One that the operator does not want is gone, and stays away.
    village.people.write(|tx| refuse(tx, &hash)).unwrap();
    assert_eq!(village.text(&whole).0, 404);
    assert_eq!(refused(&path(&whole), &whole), (403, "unwanted".into()));
}

#[test]
fn a_member_should_give_texts_within_a_quota() {
    let village = Village::new();
    let (mele, stranger) = (Person::new(1), Person::new(2));
    let later = b"what a petition will name";
    village.store().apply(&[block(1, vec![mele.member(7)])]).unwrap();
    let (token, other) = (mele.sign_in(&village), stranger.sign_in(&village));
    let path = format!("/texts/{}", hex::encode(hash_of(later)));
    assert_eq!(village.refusal("PUT", &path, None, later), (401, "notNamed".into()));
    assert_eq!(village.refusal("PUT", &path, Some(&other), later), (403, "noMember".into()));
    // It needs no node for that.
    village.desk.now().down = true;
    let (code, answer) = village.put_text(later, Some(&token));
    assert_eq!((code, &answer["named"]), (200, &json!(false)));
    assert_eq!(village.text(later).0, 200);
    for text in [&b"2"[..], b"3", b"4"] {
        assert_eq!(village.put_text(text, Some(&token)).0, 200);
    }
    let fifth = format!("/texts/{}", hex::encode(hash_of(b"5")));
    assert_eq!(village.refusal("PUT", &fifth, Some(&token), b"5"), (429, "quota".into()));
    // What the chain names counts no more, and is not forgotten.
    let mut store = village.store();
    store.apply(&[block(2, vec![petition(0, later)])]).unwrap();
    let much_later = now() + 31 * 86_400;
    let forgotten = village.people.write(|tx| forget(tx, much_later));
    assert_eq!(forgotten.unwrap(), 3);
    assert_eq!((village.text(later).0, village.text(b"2").0), (200, 404));
    assert_eq!(village.put_text(b"5", Some(&token)).0, 200);
}

#[test]
fn a_member_should_fill_no_disk() {
    let village = Village::new();
    village.store().apply(&[block(1, vec![])]).unwrap();
    let mut taken = Vec::new();
    for day in 0..10 {
        for number in 0..4_u8 {
            let text = vec![day * 10 + number; MAX_TEXT];
            let time = now() + u64::from(day) * 86_400;
            let one =
                |tx: &rusqlite::Transaction| take(tx, &hash_of(&text), &text, Reason::By(7), time);
            taken.push(village.people.write(one).unwrap());
        }
    }
    assert_eq!(taken.iter().filter(|it| **it == Taken::Kept).count(), 4);
    assert!(taken[4..].iter().all(|it| *it == Taken::TooMuch));
}

#[test]
fn a_full_disk_should_be_said_and_lose_nothing() {
    let village = Village::new();
    let text = vec![b'a'; MAX_TEXT];
    village.store().apply(&[block(1, vec![petition(0, &text), petition(1, b"small")])]).unwrap();
    village.people.limit(0);
    let path = format!("/texts/{}", hex::encode(hash_of(&text)));
    assert_eq!(village.refusal("PUT", &path, None, &text), (507, "full".into()));
    assert_eq!(village.text(&text).0, 404);
    assert_eq!(village.result("/petitions").as_array().map(Vec::len), Some(2));
    // Once there is room it goes on by itself.
    assert_eq!(village.put_text(&text, None).0, 200);
}
