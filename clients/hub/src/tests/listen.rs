use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::{json, Value};

use super::connections::Limits;
use super::people_tests::Person;
use super::tests::Village;
use super::texts_tests::petition;
use crate::chain::Head;
use crate::store::people::notices::note as note_notice;
use crate::store::people::now;
use crate::tests::blocks::{block, clearing, hash, reading};

/// Somebody who listens.
struct Ear(BufReader<TcpStream>);

impl Ear {
    fn new(village: &Village, last: Option<u64>, token: Option<&str>) -> Self {
        let mut stream = TcpStream::connect(village.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(120))).unwrap();
        let last = last.map(|last| format!("Last-Event-ID: {last}\r\n")).unwrap_or_default();
        let token = token.map(|token| format!("Authorization: Bearer {token}\r\n"));
        let token = token.unwrap_or_default();
        let head = format!("GET /changes HTTP/1.1\r\nHost: hub\r\n{last}{token}\r\n");
        stream.write_all(head.as_bytes()).unwrap();
        Self(BufReader::new(stream))
    }

    /// The next event: its name, its id, and what it says.
    fn next(&mut self) -> (String, Option<u64>, Value) {
        let (mut name, mut id) = (String::new(), None);
        loop {
            let mut line = String::new();
            assert_ne!(self.0.read_line(&mut line).unwrap(), 0, "the stream ended");
            let line = line.trim();
            if let Some(text) = line.strip_prefix("event: ") {
                name = text.into();
            } else if let Some(text) = line.strip_prefix("id: ") {
                id = text.parse().ok();
            } else if let Some(text) = line.strip_prefix("data: ") {
                // An id stands behind what is said, or before.
                let data = serde_json::from_str(text).unwrap();
                let mut rest = String::new();
                self.0.read_line(&mut rest).unwrap();
                if let Some(text) = rest.trim().strip_prefix("id: ") {
                    id = text.parse().ok();
                }
                return (name, id, data);
            }
        }
    }
}

#[test]
fn changes_should_be_told_as_they_come() {
    let village = Village::new();
    let mut store = village.store();
    store.apply(&[block(1, vec![petition(0, b"a")])]).unwrap();
    let mut ear = Ear::new(&village, None, None);
    let (name, id, first) = ear.next();
    assert_eq!((name.as_str(), id), ("changed", Some(1)));
    assert_eq!(first["changes"], json!([]));
    store
        .apply(&[block(2, vec![petition(4, b"b"), clearing(2, 9, 10), reading(5, 9, 1)])])
        .unwrap();
    let (_, id, second) = ear.next();
    assert_eq!(id, Some(2));
    let both = json!([
        { "subject": "petition", "number": 4 },
        { "subject": "prices", "number": 2 },
    ]);
    assert_eq!((&second["all"], &second["changes"]), (&json!(false), &both));
    // Somebody who comes back is told what they missed, and nothing else.
    store.apply(&[block(3, vec![]), block(4, vec![clearing(7, 9, 10)])]).unwrap();
    let (_, id, missed) = Ear::new(&village, Some(2), None).next();
    assert_eq!(id, Some(4));
    assert_eq!(missed["changes"], json!([{ "subject": "prices", "number": 7 }]));
    // Over a gap nobody knows what changed.
    store.skip(Head { height: 9, hash: hash(9) }).unwrap();
    store.apply(&[block(10, vec![])]).unwrap();
    let (_, id, missed) = Ear::new(&village, Some(4), None).next();
    assert_eq!((id, &missed["all"]), (Some(10), &json!(true)));
    // A hub that was built anew is behind what they saw.
    let mut ahead = Ear::new(&village, Some(99), None);
    store.apply(&[block(11, vec![petition(5, b"c")])]).unwrap();
    assert_eq!(ahead.next().1, Some(11));
    let many = (0..200).map(|grid| clearing(grid, 9, 10)).collect();
    store.apply(&[block(12, many)]).unwrap();
    let (_, _, many) = Ear::new(&village, Some(11), None).next();
    assert_eq!((&many["all"], &many["changes"]), (&json!(true), &json!([])));
}

#[test]
fn a_notice_should_be_told_to_its_account_alone() {
    let village = Village::new();
    let (mele, sione) = (Person::new(1), Person::new(2));
    village.store().apply(&[block(1, vec![])]).unwrap();
    let tokens = [mele.sign_in(&village), sione.sign_in(&village)];
    let mut ears = tokens.each_ref().map(|token| Ear::new(&village, None, Some(token)));
    for ear in &mut ears {
        assert_eq!(ear.next().0, "changed");
    }
    let note = |who: &Person, matter: &str| {
        let address = who.address();
        village.people.write(|tx| note_notice(tx, &address, matter, 1, now(), "text")).unwrap()
    };
    assert!(note(&mele, "creditLow:3"));
    assert!(note(&sione, "arrears:4"));
    let [of_mele, of_sione] = &mut ears;
    let (name, id, notice) = of_mele.next();
    assert_eq!((name.as_str(), id, &notice["matter"]), ("notice", None, &json!("creditLow:3")));
    assert_eq!(of_sione.next().2["matter"], "arrears:4");
    let (_, list) = village.send("GET", "/me/notices", Some(&tokens[0]), b"");
    let list = list["result"].as_array().unwrap();
    assert_eq!((list.len(), &list[0]["matter"]), (1, &json!("creditLow:3")));
}

#[test]
fn those_who_listen_should_keep_nobody_out() {
    let limits = Limits { connections: 100, ..Limits::default() };
    let village = Village::with(limits);
    village.store().apply(&[block(1, vec![])]).unwrap();
    let mut ears = (0..64).map(|_| Ear::new(&village, None, None)).collect::<Vec<_>>();
    for ear in &mut ears {
        ear.next();
    }
    assert_eq!(village.refusal("GET", "/changes", None, b""), (503, "busy".into()));
    assert_eq!(village.result("/petitions"), json!([]));
    // They read nothing more while blocks come: nothing heaps up, and others are answered.
    let mut store = village.store();
    for height in 2..200 {
        store
            .apply(&[block(height, vec![petition(u32::try_from(height).unwrap(), b"a")])])
            .unwrap();
    }
    assert_eq!(village.result("/petitions").as_array().map(Vec::len), Some(20));
    // Somebody who goes makes room.
    drop(ears);
    store.apply(&[block(200, vec![])]).unwrap();
    let end = Instant::now() + Duration::from_secs(120);
    let mut height = 201;
    loop {
        store.apply(&[block(height, vec![])]).unwrap();
        height += 1;
        let mut ear = Ear::new(&village, None, None);
        let mut line = String::new();
        ear.0.read_line(&mut line).unwrap();
        if line.contains("200") {
            break;
        }
        assert!(Instant::now() < end, "{line}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_listener_should_outlive_other_connections() {
    let limits = Limits { life: Duration::from_secs(3), ..Limits::default() };
    let village = Village::with(limits);
    let mut store = village.store();
    store.apply(&[block(1, vec![])]).unwrap();
    let mut ear = Ear::new(&village, None, None);
    ear.next();
    std::thread::sleep(Duration::from_secs(4));
    store.apply(&[block(2, vec![])]).unwrap();
    assert_eq!(ear.next().1, Some(2));
    // One that sends its text a byte at a time does not.
    let mut slow = TcpStream::connect(village.address).unwrap();
    let hash = "0".repeat(64);
    let head = format!("PUT /texts/{hash} HTTP/1.1\r\nHost: hub\r\nContent-Length: 16000\r\n\r\n");
    slow.write_all(head.as_bytes()).unwrap();
    let started = Instant::now();
    while slow.write_all(b"a").is_ok() {
        assert!(started.elapsed() < Duration::from_secs(120));
        std::thread::sleep(Duration::from_millis(50));
    }
}
