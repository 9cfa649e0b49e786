use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use ed25519_zebra::{SigningKey, VerificationKey};
use serde_json::{json, Value};

use super::tests::{Village, ORIGIN};
use crate::desk::refusal::Reason;
use crate::facts::{Fact, Facts, Member, Meter};
use crate::identity::login::message;
use crate::identity::{address, Account};
use crate::store::people::now;
use crate::store::people::texts::hash_of;
use crate::tests::blocks::{block, first_slot, listing, meter, reading};

/// Somebody with a key.
pub(super) struct Person(SigningKey);

impl Person {
    pub(super) fn new(seed: u8) -> Self {
        Self(SigningKey::from([seed; 32]))
    }

    pub(super) fn account(&self) -> Account {
        VerificationKey::from(&self.0).into()
    }

    pub(super) fn address(&self) -> String {
        address(self.account())
    }

    /// A login of a time.
    fn login(&self, nonce: u8, time: u64) -> Value {
        let text = message(ORIGIN, &[0; 32], &self.account(), &[nonce; 16], time);
        let signature = <[u8; 64]>::from(self.0.sign(text.as_bytes()));
        json!({
            "account": self.address(),
            "scheme": "ed25519",
            "origin": ORIGIN,
            "nonce": hex::encode([nonce; 16]),
            "time": time,
            "signature": hex::encode(signature),
        })
    }

    /// Their token.
    pub(super) fn sign_in(&self, village: &Village) -> String {
        let (code, answer) = village.send("POST", "/login", None, &json(&self.login(1, now())));
        assert_eq!(code, 200, "{answer}");
        answer["token"].as_str().unwrap().to_owned()
    }

    pub(super) fn member(&self, member: u32) -> Fact {
        Fact::Member(Member { member, account: self.address(), community: 0 })
    }

    pub(super) fn meter(&self, number: u32, slot: u32) -> Fact {
        Fact::Meter(Meter { owner: self.address(), ..meter(number, slot, 0) })
    }
}

fn json(value: &Value) -> Vec<u8> {
    value.to_string().into_bytes()
}

impl Village {
    pub(super) fn send(
        &self,
        method: &str,
        path: &str,
        token: Option<&str>,
        body: &[u8],
    ) -> (u16, Value) {
        let (code, _, answer) = self.exchange(method, path, token, body);
        (code, serde_json::from_slice(&answer).unwrap_or(Value::Null))
    }

    /// The status, the head and the body of an answer, by a client that hides nothing.
    pub(super) fn exchange(
        &self,
        method: &str,
        path: &str,
        token: Option<&str>,
        body: &[u8],
    ) -> (u16, String, Vec<u8>) {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        let token = token.map(|token| format!("Authorization: Bearer {token}\r\n"));
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n{}\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n",
            token.unwrap_or_default(),
            body.len()
        );
        stream.write_all(head.as_bytes()).unwrap();
        // Somebody who sends too much is answered before all of it was read.
        let _ = stream.write_all(body);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let end = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n").unwrap();
        let head = String::from_utf8(answer[..end].to_vec()).unwrap();
        let code = head.split(' ').nth(1).unwrap().parse().unwrap();
        (code, head, answer[end + 4..].to_vec())
    }

    pub(super) fn refusal(
        &self,
        method: &str,
        path: &str,
        token: Option<&str>,
        body: &[u8],
    ) -> (u16, String) {
        let (code, answer) = self.send(method, path, token, body);
        assert_eq!(answer["error"]["message"].as_str().map(str::is_empty), Some(false), "{answer}");
        (code, answer["error"]["code"].as_str().unwrap().to_owned())
    }
}

#[test]
fn a_login_should_be_used_once() {
    let village = Village::new();
    let mele = Person::new(1);
    village.store().apply(&[block(1, vec![mele.member(7)])]).unwrap();
    let login = json(&mele.login(5, now()));
    let (code, answer) = village.send("POST", "/login", None, &login);
    assert_eq!(code, 200, "{answer}");
    let until = answer["until"].as_u64().unwrap();
    assert!((now() + 40_000..now() + 50_000).contains(&until));
    let token = answer["token"].as_str().unwrap().to_owned();
    let (code, me) = village.send("GET", "/me", Some(&token), b"");
    assert_eq!(code, 200, "{me}");
    assert_eq!(
        (&me["result"]["account"], &me["result"]["member"]),
        (&json!(mele.address()), &json!(7))
    );
    // Somebody who has seen it cannot use it, also not once the hub was started again.
    let replayed = (401, "replayed".to_owned());
    assert_eq!(village.refusal("POST", "/login", None, &login), replayed);
    let village = village.again();
    assert_eq!(village.refusal("POST", "/login", None, &login), replayed);
    // Those who are signed in stay so.
    assert_eq!(village.send("GET", "/me", Some(&token), b"").0, 200);
    assert_eq!(village.send("POST", "/login", None, &json(&mele.login(6, now()))).0, 200);
}

#[test]
fn a_bad_login_should_be_refused_by_its_reason() {
    let village = Village::new();
    let mele = Person::new(1);
    let (code, conditions) = village.send("GET", "/login", None, b"");
    assert_eq!((code, &conditions["origins"]), (200, &json!([ORIGIN])));
    assert!(conditions["time"].as_u64().unwrap().abs_diff(now()) < 5);
    // The hub knows no chain yet.
    let early = json(&mele.login(1, now()));
    assert_eq!(village.refusal("POST", "/login", None, &early), (503, "nothingYet".into()));
    village.store().apply(&[block(1, vec![])]).unwrap();
    let with = |field: &str, value: Value| {
        let mut login = mele.login(2, now());
        login[field] = value;
        village.refusal("POST", "/login", None, &json(&login))
    };
    assert_eq!(with("origin", json!("https://evil.example")), (401, "otherHub".into()));
    assert_eq!(with("account", json!(Person::new(2).address())), (401, "badSignature".into()));
    assert_eq!(with("account", json!("' OR 1=1 --")), (401, "badLogin".into()));
    assert_eq!(with("nonce", json!("00".repeat(16))), (401, "badSignature".into()));
    assert_eq!(with("scheme", json!("ecdsa")), (400, "badInput".into()));
    assert_eq!(with("more", json!(1)), (400, "badInput".into()));
    for time in [now() - 1_000, now() + 31_536_000, 0, u64::MAX] {
        let login = json(&mele.login(3, time));
        assert_eq!(village.refusal("POST", "/login", None, &login), (401, "otherTime".into()));
    }
    for body in [&b""[..], b"{", b"[]", &[0xff; 100]] {
        assert_eq!(village.refusal("POST", "/login", None, body), (400, "badInput".into()));
    }
    let large = json(&json!({ "account": "a".repeat(5_000) }));
    assert_eq!(village.send("POST", "/login", None, &large).0, 400);
    for token in ["", "a", &"A".repeat(96)] {
        assert_eq!(village.refusal("GET", "/petitions", Some(token), b"").0, 401);
    }
}

#[test]
fn a_load_curve_should_be_its_owners_alone() {
    let village = Village::new();
    let (mele, sione) = (Person::new(1), Person::new(2));
    let first = first_slot();
    let at = |slot: u32| Some(u64::from(slot) * 900_000);
    let mut store = village.store();
    // Mele's meter comes to Sione at the end of slot 4.
    store
        .apply(&[
            Facts { time: at(first), ..block(1, vec![mele.meter(5, first - 1)]) },
            Facts {
                time: at(first + 4),
                ..block(
                    2,
                    (0..4).map(|slot| reading(5, first + slot, 100 + u64::from(slot))).collect(),
                )
            },
            Facts { time: at(first + 4), ..block(3, vec![sione.meter(5, first + 3)]) },
            Facts {
                time: at(first + 9),
                ..block(
                    4,
                    (4..9).map(|slot| reading(5, first + slot, 200 + u64::from(slot))).collect(),
                )
            },
        ])
        .unwrap();
    let day = i64::from(first / 96);
    let path = format!("/meters/5/load?from={day}&to={}", day + 1);
    let slots = |who: &Person| {
        let token = who.sign_in(&village);
        let (code, answer) = village.send("GET", &path, Some(&token), b"");
        assert_eq!(code, 200, "{answer}");
        let rows = answer["result"].as_array().unwrap().clone();
        rows.iter().map(|row| row["slot"].as_u64().unwrap() - u64::from(first)).collect::<Vec<_>>()
    };
    assert_eq!(slots(&mele), [0, 1, 2, 3]);
    assert_eq!(slots(&sione), [4, 5, 6, 7, 8]);
    let csv = |path: &str| {
        let token = Person::new(2).sign_in_again(&village);
        let (code, head, body) = village.exchange("GET", path, Some(&token), b"");
        assert!(code == 200 && head.contains("text/csv"), "{head}");
        String::from_utf8(body).unwrap()
    };
    let curve = csv(&path.replace("/load?", "/load.csv?"));
    assert!(curve.starts_with("day,slot,import_wh,export_wh\n"));
    assert_eq!(curve.lines().count(), 6);
    assert!(!curve.contains(",100,"), "{curve}");
    // Days in which a meter changed hands are nobody's bill.
    let bills = csv(&format!("/meters/5/bills.csv?from={day}&to={}", day + 1));
    assert_eq!(bills.lines().count(), 1);

    let stranger = Person::new(3).sign_in(&village);
    for path in [&path, "/meters/6/load?from=0&to=1", "/meters/5/bills.csv?from=0&to=1"] {
        let refused = village.refusal("GET", path, Some(&stranger), b"");
        assert_eq!(refused, (403, "notYours".into()), "{path}");
        assert_eq!(village.refusal("GET", path, None, b""), (401, "notSignedIn".into()));
    }
    let token = Person::new(2).sign_in_again(&village);
    for query in [
        "from=5&to=4",
        "from=0&to=31",
        "from=-9223372036854775808&to=9223372036854775807",
        "from=0&to=99999999999999999999",
        "from=0&to=4000&daily=true",
        "from=0;DROP%20TABLE%20registers&to=1",
        "from=0",
        "",
    ] {
        let path = format!("/meters/5/load?{query}");
        assert_eq!(village.refusal("GET", &path, Some(&token), b"").0, 400, "{query}");
    }
}

impl Person {
    /// A token by another login.
    fn sign_in_again(&self, village: &Village) -> String {
        let mut nonce = [0; 1];
        getrandom::fill(&mut nonce).unwrap();
        let (code, answer) =
            village.send("POST", "/login", None, &json(&self.login(nonce[0], now() - 7)));
        if code == 401 {
            return self.sign_in_again(village);
        }
        answer["token"].as_str().unwrap().to_owned()
    }
}

#[test]
fn one_s_own_should_be_had_as_csv() {
    let village = Village::new();
    let mele = Person::new(1);
    let vote =
        crate::facts::Vote { referendum: 2, member: 7, vote: Some("Aye".into()), ballots: 1 };
    let order = crate::facts::Order {
        order: 11,
        listing: 3,
        lot: 0,
        buyer: mele.address(),
        quantity: 2,
        escrow: 1_500,
    };
    let facts =
        vec![mele.member(7), Fact::Voted(vote), Fact::Offered(listing(3)), Fact::Placed(order)];
    village.store().apply(&[block(1, facts)]).unwrap();
    let token = mele.sign_in(&village);
    let csv = |path: &str| {
        let (code, head, body) = village.exchange("GET", path, Some(&token), b"");
        assert!(code == 200 && head.contains("text/csv"), "{head}");
        String::from_utf8(body).unwrap()
    };
    assert_eq!(csv("/votes.csv"), "referendum,vote,ballots,block\n2,Aye,1,1\n");
    let orders = csv("/orders.csv");
    assert!(orders.contains("\n11,buyer,3,0,2,1500,Placed,"), "{orders}");
    assert_eq!(csv("/orders.csv?before=11").lines().count(), 1);
    let other = Person::new(2).sign_in(&village);
    assert_eq!(village.refusal("GET", "/votes.csv", Some(&other), b""), (403, "noMember".into()));
    for path in ["/votes.csv?before=-1", "/orders.csv?before=1%20OR%201=1"] {
        assert_eq!(village.refusal("GET", path, Some(&token), b""), (400, "badInput".into()));
    }
}

#[test]
fn a_transaction_should_be_passed_on_or_refused_by_its_reason() {
    let village = Village::new();
    let signed = [vec![8 << 2, 0x84], vec![7; 7]].concat();
    let (code, answer) = village.send("POST", "/transactions", None, &signed);
    assert_eq!((code, &answer["hash"]), (202, &json!(hex::encode(hash_of(&signed)))));
    assert_eq!(village.desk.now().offered, [signed.as_slice()]);
    let refusal = |body: &[u8]| village.refusal("POST", "/transactions", None, body);
    for body in [&b""[..], b"{}", &[8 << 2, 0x04, 1, 2, 3, 4, 5, 6, 7], &signed[..8]] {
        assert_eq!(refusal(body), (400, "noTransaction".into()));
    }
    assert_eq!(refusal(&vec![0; (128 << 10) + 1]), (413, "tooLarge".into()));
    for (reason, code) in [
        (Reason::Stale, "stale"),
        (Reason::CannotPay, "cannotPay"),
        (Reason::Later, "later"),
        (Reason::NumberTaken, "numberTaken"),
    ] {
        village.desk.now().refuses = Some(reason);
        assert_eq!(refusal(&signed), (422, code.into()));
    }
    village.desk.now().down = true;
    assert_eq!(refusal(&signed), (502, "node".into()));
    assert_eq!(village.desk.now().offered.len(), 1);
    assert_eq!(village.refusal("GET", "/transactions", None, b""), (405, "otherMethod".into()));
}

#[test]
fn somebody_should_be_told_where_they_said_the_code_back() {
    let village = Village::new();
    let (mele, stranger) = (Person::new(1), Person::new(2));
    let facts = vec![mele.member(7), mele.meter(5, first_slot())];
    village.store().apply(&[block(1, facts)]).unwrap();
    let (token, other) = (mele.sign_in(&village), stranger.sign_in(&village));
    let send =
        |method, path: &str, body: Value| village.send(method, path, Some(&token), &json(&body));
    let rules = json!({
        "language": "en", "meters": [5], "creditLow": "500", "arrears": true, "voteEnds": true,
        "pickup": false,
    });
    assert_eq!(send("PUT", "/me/rules", rules.clone()).0, 204);
    let phone = json!({ "address": "+6767701234" });
    let (code, reached) = send("PUT", "/me/contacts/phone", phone.clone());
    assert_eq!((code, &reached["confirmed"]), (200, &json!(false)));
    let (_, set) = send("GET", "/me/rules", json!(null));
    assert_eq!(set["result"]["rules"], rules);
    let unconfirmed = json!([{ "kind": "phone", "address": "+6767701234", "confirmed": false }]);
    assert_eq!(set["result"]["contacts"], unconfirmed);
    assert_eq!((&set["result"]["phone"], &set["result"]["email"]), (&json!(true), &json!(false)));
    let code = village
        .people
        .write(|tx| {
            Ok(tx.query_row("SELECT code FROM contacts", [], |row| row.get::<_, String>(0))?)
        })
        .unwrap();
    assert_eq!(code.len(), 6);
    // Another account cannot say it back, nor this one by trying all.
    let path = "/me/contacts/phone/code";
    let said = json(&json!({ "code": code }));
    assert_eq!(village.refusal("POST", path, Some(&other), &said), (403, "wrongCode".into()));
    for _ in 0..4 {
        assert_eq!(send("POST", path, json!({ "code": "wrong" })).0, 403);
    }
    assert_eq!(send("POST", path, json!({ "code": code })).0, 204);
    let (_, set) = send("GET", "/me/rules", json!(null));
    assert_eq!(set["result"]["contacts"][0]["confirmed"], true);
    assert_eq!(send("PUT", "/me/contacts/phone", phone).1["confirmed"], true);
    // Somebody who is nobody here makes the hub send nothing.
    let to_others = json(&json!({ "address": "+6767709999" }));
    let refused = village.refusal("PUT", "/me/contacts/phone", Some(&other), &to_others);
    assert_eq!(refused, (403, "noMember".into()));
    assert_eq!(village.refusal("PUT", "/me/rules", Some(&other), &json(&rules)).0, 403);
    let forgotten = send("DELETE", "/me/rules", json!(null));
    assert_eq!(forgotten.0, 204);
    let (_, set) = send("GET", "/me/rules", json!(null));
    assert_eq!((&set["result"]["rules"], &set["result"]["contacts"]), (&Value::Null, &json!([])));
}

#[test]
fn codes_should_be_few() {
    let village = Village::new();
    let mele = Person::new(1);
    village.store().apply(&[block(1, vec![mele.member(7)])]).unwrap();
    let token = mele.sign_in(&village);
    let send = |path: &str, body: Value| village.send("PUT", path, Some(&token), &json(&body)).0;
    let phone = "/me/contacts/phone";
    for number in 0..3 {
        assert_eq!(send(phone, json!({ "address": format!("+676770000{number}") })), 200);
    }
    assert_eq!(send(phone, json!({ "address": "+6767700009" })), 429);
    for address in ["", "6767701234", "+1", "+67677012345678901", "+676;rm -rf", "+0767701234"] {
        assert_eq!(send(phone, json!({ "address": address })), 400, "{address}");
    }
    assert_eq!(send("/me/contacts/email", json!({ "address": "a@b.example" })), 501);
    assert_eq!(send("/me/contacts/pigeon", json!({ "address": "a" })), 400);
    for rules in [
        json!({}),
        json!({ "language": "xx", "meters": [], "creditLow": null, "arrears": true,
            "voteEnds": true, "pickup": true }),
        json!({ "language": "en", "meters": vec![1; 17], "creditLow": null, "arrears": true,
            "voteEnds": true, "pickup": true }),
        json!({ "language": "en", "meters": [], "creditLow": "-1", "arrears": true,
            "voteEnds": true, "pickup": true }),
        json!({ "language": "en", "meters": [], "creditLow": "9".repeat(60), "arrears": true,
            "voteEnds": true, "pickup": true }),
    ] {
        assert_eq!(send("/me/rules", rules.clone()), 400, "{rules}");
    }
    let of_others = json!({ "language": "en", "meters": [9], "creditLow": null, "arrears": true,
        "voteEnds": true, "pickup": true });
    assert_eq!(send("/me/rules", of_others), 403);
}

#[test]
fn a_page_of_another_hub_should_be_allowed_to_ask() {
    let village = Village::new();
    village.store().apply(&[block(1, vec![])]).unwrap();
    let mut stream = TcpStream::connect(village.address).unwrap();
    let head = "OPTIONS /me HTTP/1.1\r\nHost: hub\r\nOrigin: https://other.example\r\n\
        Access-Control-Request-Method: GET\r\nAccess-Control-Request-Headers: authorization\r\n\
        Connection: close\r\n\r\n";
    stream.write_all(head.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let answer = answer.to_lowercase();
    assert!(answer.starts_with("http/1.1 200"), "{answer}");
    assert!(answer.contains("access-control-allow-origin: *"), "{answer}");
    assert!(answer.contains("authorization"), "{answer}");
    assert!(!answer.contains("allow-credentials"), "{answer}");
}

#[test]
fn the_page_should_be_served_and_nothing_beside_it() {
    let village = Village::new();
    let folder = village.folder.path().join("page");
    std::fs::create_dir(&folder).unwrap();
    for (name, content) in [
        ("index.html", "<p>home"),
        ("main-2GM2F2JM.js", "script"),
        ("main-2GM2F2JM.js.br", "small"),
        ("worker.js", "worker"),
    ] {
        std::fs::write(folder.join(name), content).unwrap();
    }
    village.store().apply(&[block(1, vec![])]).unwrap();
    let village = village.again();
    let get = |path: &str| {
        let (code, head, body) = village.exchange("GET", path, None, b"");
        (code, head.to_lowercase(), String::from_utf8(body).unwrap())
    };
    let (code, head, body) = get("/");
    assert_eq!((code, body.as_str()), (200, "<p>home"));
    let asked = "connect-src 'self' wss://hub.lapaha.example https://hub.pangai.example;";
    for part in [
        "content-type: text/html",
        "default-src 'none'",
        "frame-ancestors 'none'",
        asked,
        "cache-control: no-cache",
    ] {
        assert!(head.contains(part), "{part}: {head}");
    }
    let (_, head, body) = get("/main-2GM2F2JM.js");
    assert!(body == "script" && head.contains("immutable"), "{head}");
    assert!(head.contains("nosniff"), "{head}");
    let (_, head, _) = get("/worker.js");
    assert!(head.contains("no-cache"), "{head}");
    // Those who take it compressed get what was compressed ahead.
    let mut stream = TcpStream::connect(village.address).unwrap();
    let asked = "GET /main-2GM2F2JM.js HTTP/1.1\r\nHost: hub\r\nAccept-Encoding: gzip, br\r\n\
        Connection: close\r\n\r\n";
    stream.write_all(asked.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.ends_with("\r\n\r\nsmall"), "{answer}");
    // Answers stand where they did, and the database beside the folder is out of reach.
    assert_eq!(village.result("/petitions"), json!([]));
    for path in
        ["/nothing", "/../hub.sqlite", "/%2e%2e/hub.sqlite", "/..%2fhub.sqlite", "//hub.sqlite"]
    {
        assert_eq!(village.refusal("GET", path, None, b"").0, 404, "{path}");
    }
    assert_eq!(village.refusal("POST", "/index.html", None, b"").0, 404);
}
