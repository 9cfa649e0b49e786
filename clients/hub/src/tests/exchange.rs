use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use super::*;
use crate::facts::{Fact, Opened};
use crate::store::people::texts::{refuse, text};
use crate::store::Store;
use crate::tests::blocks::{block, listing, SETTINGS};

/// A hub that gives whatever it wants, and notes what it was asked.
fn peer(answer: impl Fn(&str) -> Vec<u8> + Send + 'static) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let asked = Arc::new(Mutex::new(Vec::new()));
    let noted = Arc::clone(&asked);
    // It ends with the tests.
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                let mut byte = [0];
                if stream.read(&mut byte).unwrap_or(0) == 0 {
                    break;
                }
                head.push(byte[0]);
            }
            let head = String::from_utf8_lossy(&head).into_owned();
            let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
            // A test that has the answer may look at once what was asked.
            noted.lock().unwrap().push(path.clone());
            let _ = stream.write_all(&answer(&path));
        }
    });
    (address, asked)
}

fn found(body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

fn none() -> Vec<u8> {
    b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".to_vec()
}

struct Village {
    _folder: tempfile::TempDir,
    database: PathBuf,
    people: People,
}

impl Village {
    fn new(named: &[&[u8]]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("hub.sqlite");
        let opened = |(petition, text): (u32, &&[u8])| {
            Fact::Opened(Opened {
                petition,
                opener: 1,
                track: "Treasury".into(),
                village: None,
                title: None,
                text: hex::encode(texts::hash_of(text)),
            })
        };
        let facts = (0..).zip(named).map(opened).collect();
        Store::open(&database, SETTINGS).unwrap().apply(&[block(1, facts)]).unwrap();
        let people = People::new(database.clone());
        Self { _folder: folder, database, people }
    }

    fn exchange(&self, peers: Vec<String>) -> Exchange {
        Exchange::new(self.database.clone(), self.people.clone(), peers)
    }

    fn has(&self, of: &[u8]) -> bool {
        let db = read::open(&self.database).unwrap();
        text(&db, &texts::hash_of(of)).unwrap().is_some()
    }
}

#[test]
fn a_text_should_come_from_a_hub_that_has_it() {
    let village = Village::new(&[b"Nets", b"A pump"]);
    let details = b"Tuna";
    let of =
        crate::facts::Listing { details: Some(hex::encode(texts::hash_of(details))), ..listing(3) };
    let design =
        |design, text: &[u8]| Fact::Designed { design, content: hex::encode(texts::hash_of(text)) };
    let mut store = Store::open(&village.database, SETTINGS).unwrap();
    let facts = vec![
        Fact::Offered(of),
        design(0, b"A basket"),
        design(1, b"Another's basket"),
        Fact::DesignStruck { design: 1 },
    ];
    store.apply(&[block(2, facts)]).unwrap();
    let (empty, _) = peer(|_| none());
    let (full, asked) = peer(|path| {
        let texts = [&b"Nets"[..], b"A pump", b"Tuna", b"A basket", b"Another's basket"];
        let of = |text: &&[u8]| path == format!("/texts/{}", hex::encode(texts::hash_of(text)));
        texts.into_iter().find(of).map_or_else(none, found)
    });
    let mut exchange = village.exchange(vec![empty, "http://127.0.0.1:9".into(), full]);
    assert_eq!(exchange.round(1_000).unwrap(), 4);
    // What the people took down is not spread.
    assert!(!village.has(b"Another's basket"));
    for text in [&b"Nets"[..], b"A pump", b"Tuna", b"A basket"] {
        assert!(village.has(text));
    }
    // What is there is asked for no more.
    assert_eq!(exchange.round(9_000).unwrap(), 0);
    assert_eq!(asked.lock().unwrap().len(), 4);
}

#[test]
fn a_hub_that_lies_should_give_nothing() {
    let village = Village::new(&[b"Nets"]);
    let large = vec![b'a'; 1 << 20];
    let lies = [
        found(b"Nets, and more"),
        found(b""),
        found(&large),
        found(b"\xff\xfe"),
        b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n"
            .to_vec(),
        b"no http".to_vec(),
    ];
    for lie in lies {
        let (address, asked) = peer(move |_| lie.clone());
        let mut exchange = village.exchange(vec![address]);
        assert_eq!(exchange.round(1_000).unwrap(), 0);
        assert!(!village.has(b"Nets"));
        assert!(!asked.lock().unwrap().is_empty());
    }
}

#[test]
fn what_nobody_has_should_be_asked_for_ever_more_seldom() {
    let village = Village::new(&[b"Nets"]);
    let (address, asked) = peer(|_| none());
    let mut exchange = village.exchange(vec![address]);
    for now in (0..86_400).step_by(60) {
        exchange.round(now).unwrap();
    }
    let asked = asked.lock().unwrap().len();
    assert!((8..16).contains(&asked), "{asked}");
}

#[test]
fn what_the_operator_does_not_want_should_not_come() {
    let village = Village::new(&[b"Nets"]);
    village.people.write(|tx| refuse(tx, &texts::hash_of(b"Nets"))).unwrap();
    let (address, asked) = peer(|_| found(b"Nets"));
    assert_eq!(village.exchange(vec![address]).round(1_000).unwrap(), 0);
    assert!(asked.lock().unwrap().is_empty() && !village.has(b"Nets"));
}
