use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use serde_json::{json, Value};
use tempfile::TempDir;
use tokio::net::TcpListener;

use super::connections::Limits;
use super::owner::SignedIn;
use super::*;
use crate::chain::Head;
use crate::facts::{Fact, Facts, Opened, Step, Vote};
use crate::store::Store;
use crate::tell::sms::Spool;
use crate::tests::blocks::{block, clearing, hash, NEW_YEAR, OWNER, SETTINGS};
use crate::tests::desk::FakeDesk;

pub(super) struct Village {
    pub(super) folder: TempDir,
    status: Status,
    pub(super) address: SocketAddr,
    pub(super) desk: FakeDesk,
    pub(super) people: People,
}

/// Where people's browsers believe the hub to be.
pub(super) const ORIGIN: &str = "https://hub.lapaha.example";
/// Another hub, with which it may be compared.
pub(super) const OTHER: &str = "https://hub.pangai.example";

impl Village {
    pub(super) fn new() -> Self {
        Self::with(Limits::default())
    }

    pub(super) fn with(limits: Limits) -> Self {
        Self::of(limits, None)
    }

    /// One that passes so much on to its node.
    pub(super) fn passing(wire: rpc::Limits) -> Self {
        Self::in_folder(tempfile::tempdir().unwrap(), Limits::default(), wire, None)
    }

    /// Somebody asks who signed in by this account.
    pub(super) fn signed_in(account: &str) -> Self {
        Self::of(Limits::default(), Some(SignedIn(account.to_owned())))
    }

    fn of(limits: Limits, who: Option<SignedIn>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self::in_folder(folder, limits, rpc::Limits::default(), who)
    }

    /// The hub ends, and starts again. What was open to the first one stays so: only its database is shared.
    pub(super) fn again(self) -> Self {
        Self::in_folder(self.folder, Limits::default(), rpc::Limits::default(), None)
    }

    fn in_folder(
        folder: TempDir,
        limits: Limits,
        wire: rpc::Limits,
        who: Option<SignedIn>,
    ) -> Self {
        let (status, desk) = (Status::default(), FakeDesk::default());
        let database = folder.path().join("hub.sqlite");
        let page = Some(folder.path().join("page")).filter(|page| page.exists());
        let spool = Spool::new(folder.path()).unwrap();
        let channels = Channels { mail: None, spool: Some(spool), sms_a_day: 5 };
        let lag = Duration::from_secs(300);
        let hub = Hub::new(database, status.clone(), lag, Arc::new(desk.clone()));
        let hub = hub
            .at(vec![ORIGIN.into()])
            .sends_by(channels)
            .with_page(page, vec![OTHER.into()])
            .passes(wire);
        let people = hub.people().clone();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        // It ends with the tests.
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.unwrap().block_on(async {
                tokio::spawn(hub.clone().watch(Duration::from_millis(20)));
                let listener = TcpListener::from_std(listener).unwrap();
                let router = match who {
                    Some(who) => router(hub).layer(axum::Extension(who)),
                    None => router(hub),
                };
                connections::serve(listener, router, limits).await;
            });
        });
        Self { folder, status, address, desk, people }
    }

    pub(super) fn store(&self) -> Store {
        Store::open(&self.folder.path().join("hub.sqlite"), SETTINGS).unwrap()
    }

    pub(super) fn ask(&self, path: &str) -> (u16, Value) {
        let config = ureq::Agent::config_builder().http_status_as_error(false);
        let agent: ureq::Agent = config.build().into();
        let mut response = agent.get(format!("http://{}{path}", self.address)).call().unwrap();
        let kind = response.headers().get("content-type").unwrap().clone();
        assert_eq!(kind, "application/json");
        assert_eq!(response.headers().get("x-content-type-options").unwrap(), "nosniff");
        let body = response.body_mut().read_to_vec().unwrap();
        (response.status().as_u16(), serde_json::from_slice(&body).unwrap())
    }

    /// What is asked for, with a good answer.
    pub(super) fn result(&self, path: &str) -> Value {
        let (code, answer) = self.ask(path);
        assert_eq!(code, 200, "{path}: {answer}");
        answer["result"].clone()
    }

    pub(super) fn refused(&self, path: &str) -> (u16, String) {
        let (code, answer) = self.ask(path);
        assert_eq!(answer["error"]["message"].as_str().map(str::is_empty), Some(false));
        (code, answer["error"]["code"].as_str().unwrap().to_owned())
    }
}

pub(super) fn now() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    u64::try_from(now.as_millis()).unwrap()
}

/// Blocks of now.
fn fresh(heights: std::ops::RangeInclusive<u64>) -> Vec<Facts> {
    heights.map(|height| Facts { time: Some(now()), ..block(height, vec![]) }).collect()
}

fn petition(number: u32) -> Fact {
    Fact::Opened(Opened {
        petition: number,
        opener: 3,
        track: "Treasury".into(),
        village: None,
        title: Some("<b>Nets</b>".into()),
        text: "cd".repeat(32),
    })
}

fn at(height: u64) -> Head {
    Head { height, hash: hash(height) }
}

#[test]
fn an_answer_should_say_of_which_block_it_is() {
    let village = Village::new();
    let mut store = village.store();
    let doubt = Fact::Doubt { extrinsic: Some(3), why: "a call of no runtime".into() };
    store.skip(at(4)).unwrap();
    store.apply(&[Facts { time: Some(now() - 7_000), ..block(5, vec![doubt]) }]).unwrap();
    let (_, answer) = village.ask("/petitions");
    let of = &answer["asOf"];
    assert_eq!(of["height"], 5);
    assert_eq!(village.result("/network")["hash"], hex::encode(hash(5)));
    assert!((7..60).contains(&of["age"].as_u64().unwrap()), "{of}");
    assert!(of["time"].as_u64().unwrap() <= now() - 7_000);
    assert_eq!(of["gaps"], json!([{ "first": 1, "last": 4 }]));
    assert_eq!((&of["doubts"], &of["trouble"]), (&json!(1), &Value::Null));
    assert_eq!(of["doubtful"], json!([5]));
    let doubts = json!([{ "height": 5, "extrinsic": 3, "why": "a call of no runtime" }]);
    assert_eq!(village.result("/doubts"), doubts);
    assert_eq!(village.result("/doubts?before=5"), json!([]));
    village.status.trouble("the disk is full".into(), false);
    assert_eq!(village.ask("/petitions").1["asOf"]["trouble"], "the disk is full");
}

#[test]
fn prices_should_be_told_in_pages() {
    let village = Village::new();
    let facts = (0..150).map(|slot| clearing(2, slot, u64::from(slot) + 10)).collect();
    village.store().apply(&[block(1, facts)]).unwrap();
    let slots = |path: &str| {
        let rows = village.result(path);
        let slot = |row: &Value| row["slot"].as_u64().unwrap();
        rows.as_array().unwrap().iter().map(slot).collect::<Vec<_>>()
    };
    assert_eq!(slots("/grids/2/clearings"), (130..150).rev().collect::<Vec<_>>());
    assert_eq!(slots("/grids/2/clearings?limit=100"), (50..150).rev().collect::<Vec<_>>());
    assert_eq!(slots("/grids/2/clearings?before=2"), [1, 0]);
    assert!(slots("/grids/2/clearings?before=0&limit=1").is_empty());
    assert!(slots("/grids/2/clearings?limit=0").is_empty());
    assert!(slots("/grids/4294967295/clearings").is_empty());
    let row = &village.result("/grids/2/clearings?limit=1")[0];
    let whole = json!({
        "slot": 149, "price": 159, "volume": 3_000, "banked": 500, "curtailed": 20, "height": 1
    });
    assert_eq!(row, &whole);
    assert_eq!(village.result("/grids/2/tariffs"), json!([]));
}

#[test]
fn a_petition_should_be_told_with_its_course() {
    let village = Village::new();
    let step = |of, kind: &str, detail| Step { of: Some(of), kind: kind.into(), detail };
    let submitted = Fact::Course(step(7, "Submitted", json!({ "referendum": 2 })));
    let rejected = Fact::Referendum(step(2, "Rejected", json!({})));
    let ended = Fact::Course(step(7, "Ended", json!({ "ending": "Rejected" })));
    let other = Fact::Course(step(6, "Withdrawn", json!({})));
    let vote = Fact::Voted(Vote { referendum: 2, member: 3, vote: Some("Nay".into()), ballots: 1 });
    let mut store = village.store();
    store.apply(&[block(1, vec![petition(6), petition(7)])]).unwrap();
    store
        .apply(&[block(2, vec![submitted, other]), block(3, vec![vote, rejected, ended])])
        .unwrap();
    let told = village.result("/petitions/7");
    assert_eq!((&told["petition"], &told["title"]), (&json!(7), &json!("<b>Nets</b>")));
    assert_eq!((&told["referendum"], &told["last"]), (&json!(2), &json!("Ended")));
    let kinds = |steps: &Value| {
        let steps = steps.as_array().unwrap().iter();
        steps.map(|step| step["kind"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(kinds(&told["course"]), ["Ended", "Submitted"]);
    assert_eq!(told["course"][0]["detail"], json!({ "ending": "Rejected" }));
    assert_eq!(kinds(&told["vote"]), ["Rejected"]);
    let list = village.result("/petitions");
    assert_eq!((&list[0]["petition"], &list[1]["last"]), (&json!(7), &json!("Withdrawn")));
    assert_eq!(village.result("/petitions?before=7&limit=1")[0]["petition"], 6);
    assert_eq!(village.refused("/petitions/8"), (404, "unknown".into()));
    let votes = village.result("/members/3/votes");
    assert_eq!((&votes[0]["referendum"], &votes[0]["vote"]), (&json!(2), &json!("Nay")));
    assert_eq!(village.result("/members/4/votes"), json!([]));
}

#[test]
fn the_network_should_be_told() {
    let village = Village::new();
    let planned = Step { of: None, kind: "SetPlanned".into(), detail: json!({ "validators": 4 }) };
    let changed = Fact::AuthoritiesChanged { authorities: vec!["aa".into()] };
    let mut store = village.store();
    store.apply(&[block(1, vec![Fact::Validators(planned), changed])]).unwrap();
    store.apply(&[Facts { spec: 2, ..block(2, vec![]) }]).unwrap();
    let network = village.result("/network");
    assert_eq!(network["genesis"], "00".repeat(32));
    assert_eq!(network["authorities"], json!({ "height": 1, "keys": ["aa"] }));
    let upgrades = json!([{ "height": 2, "specVersion": 2 }, { "height": 1, "specVersion": 1 }]);
    assert_eq!(network["upgrades"], upgrades);
    assert_eq!(network["validators"][0]["kind"], "SetPlanned");
}

#[test]
fn bad_input_should_be_refused() {
    let village = Village::new();
    village.store().apply(&[block(1, vec![petition(0)])]).unwrap();
    for path in [
        "/petitions?before=99999999999999999999",
        "/petitions?before=-1",
        "/petitions?limit=ten",
        "/petitions?before=1%20OR%201=1",
        "/petitions?limit=1;DROP%20TABLE%20head",
        "/petitions?sort=title",
        "/petitions?limit=1&limit=2",
        "/petitions/0%20OR%201=1",
        "/petitions/4294967296",
        "/grids/0';DROP%20TABLE%20head;--/clearings",
        "/grids/%ff/clearings",
        "/members/-1/votes",
    ] {
        assert_eq!(village.refused(path), (400, "badInput".into()), "{path}");
    }
    for path in ["/petitions?limit=101", "/grids/0/clearings?limit=4294967295"] {
        assert_eq!(village.refused(path), (400, "tooMany".into()), "{path}");
    }
    for path in ["/", "/petitions/", "/meters/1/owners", "/../hub.sqlite", "/petitions/0/texts"] {
        assert_eq!(village.refused(path), (404, "noSuchPage".into()), "{path}");
    }
    let config = ureq::Agent::config_builder().http_status_as_error(false);
    let agent: ureq::Agent = config.build().into();
    let sent = agent.post(format!("http://{}/petitions", village.address)).send("x").unwrap();
    assert_eq!(sent.status().as_u16(), 405);
    // Nothing of it did any harm.
    assert_eq!(village.result("/petitions").as_array().map(Vec::len), Some(1));
}

#[test]
fn a_hub_should_be_well_only_if_it_is() {
    let village = Village::new();
    let health = || {
        let (code, health) = village.ask("/health");
        (code, health["condition"].as_str().unwrap().to_owned())
    };
    // It has read nothing, and does not know of what.
    assert_eq!(health(), (503, "catchingUp".into()));
    assert_eq!(village.refused("/petitions"), (503, "nothingYet".into()));
    let mut store = village.store();
    assert_eq!(health(), (503, "catchingUp".into()));
    village.status.node_is_at(at(300));
    store.apply(&fresh(1..=150)).unwrap();
    assert_eq!(health(), (503, "catchingUp".into()));
    store.apply(&fresh(151..=250)).unwrap();
    assert_eq!(health(), (200, "well".into()));
    store.apply(&[block(251, vec![])]).unwrap();
    assert_eq!(health(), (503, "stale".into()));
    store.apply(&fresh(252..=253)).unwrap();
    village.status.trouble("the node does not answer".into(), false);
    let (code, told) = village.ask("/health");
    assert_eq!((code, &told["condition"]), (503, &json!("troubled")));
    assert_eq!(told["trouble"], "the node does not answer");
    assert_eq!((&told["height"], &told["nodeHeight"]), (&json!(253), &json!(300)));
    village.status.well();
    assert_eq!(health(), (200, "well".into()));
    // What it has read is no longer true; that never becomes well again by itself.
    village.status.trouble("block 9 was final".into(), true);
    assert_eq!(health(), (503, "stopped".into()));
    village.status.well();
    assert_eq!(health(), (503, "stopped".into()));
}

#[test]
fn a_damaged_database_should_be_said() {
    let village = Village::new();
    village.store().apply(&fresh(1..=2)).unwrap();
    village.status.node_is_at(at(2));
    assert_eq!(village.ask("/health").0, 200);
    let other = Village::new();
    std::fs::write(other.folder.path().join("hub.sqlite"), [1; 9_000]).unwrap();
    assert_eq!(other.refused("/petitions"), (500, "database".into()));
    let (code, told) = other.ask("/health");
    assert_eq!((code, &told["condition"]), (503, &json!("troubled")));
}

#[test]
fn people_who_connect_and_ask_nothing_should_not_keep_others_out() {
    let limits =
        Limits { connections: 16, question: Duration::from_secs(1), life: Duration::from_secs(5) };
    let village = Village::with(limits);
    village.store().apply(&fresh(1..=1)).unwrap();
    let connect = |_| TcpStream::connect(village.address).unwrap();
    let idle = (0..100).map(connect).collect::<Vec<_>>();
    // One sends a letter at a time, one something that is no question.
    let slow = TcpStream::connect(village.address).unwrap();
    let trickle = std::thread::spawn(move || {
        let mut slow = &slow;
        for letter in b"GET /petitions HTTP/1.1\r\nHost: a\r\nX: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" {
            if slow.write_all(&[*letter]).is_err() {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    });
    TcpStream::connect(village.address).unwrap().write_all(&[0xff; 4_096]).unwrap();
    let started = Instant::now();
    assert_eq!(village.result("/petitions"), json!([]));
    assert!(started.elapsed() < Duration::from_secs(120));
    // Those who asked nothing were sent away.
    for mut one in idle {
        one.set_read_timeout(Some(Duration::from_secs(120))).unwrap();
        let ended = one.read_to_end(&mut Vec::new());
        let reset = |error: &std::io::Error| error.kind() == std::io::ErrorKind::ConnectionReset;
        assert!(ended.as_ref().err().is_none_or(reset), "{ended:?}");
    }
    trickle.join().unwrap();
}

#[test]
fn a_thousand_questions_should_be_answered() {
    let village = Village::new();
    village.store().apply(&fresh(1..=1)).unwrap();
    // Both ends of a connection are in this process, and many systems allow it some thousand files.
    for _ in 0..2 {
        let ask = |_| {
            let mut one = TcpStream::connect(village.address).unwrap();
            let asked = b"GET /petitions HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n\r\n";
            one.write_all(asked).unwrap();
            one.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
            one
        };
        for mut one in (0..500).map(ask).collect::<Vec<_>>() {
            let mut answer = String::new();
            one.read_to_string(&mut answer).unwrap();
            assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        }
    }
}

/// Compares a value with what the description says of it, down to the last field.
fn compare(value: &Value, schema: &Value, all: &Value, at: &str) {
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.trim_start_matches("#/components/schemas/");
        let schema = &all[name];
        assert!(schema.is_object(), "{at}: no schema {name}");
        return compare(value, schema, all, at);
    }
    if let Some(ways) = schema["oneOf"].as_array() {
        let null = ways.iter().any(|way| way["type"] == "null");
        if value.is_null() && null {
            return;
        }
        return compare(value, &ways[0], all, at);
    }
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_u64() => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let kinds = &schema["type"];
    let said = kinds.is_null()
        || kinds == kind
        || kinds.as_array().is_some_and(|of| of.contains(&json!(kind)));
    assert!(said, "{at}: {value} is no {kinds}");
    if let Some(values) = schema["enum"].as_array() {
        assert!(values.contains(value), "{at}: {value}");
    }
    for (index, item) in value.as_array().into_iter().flatten().enumerate() {
        compare(item, &schema["items"], all, &format!("{at}[{index}]"));
    }
    let Some(properties) = schema["properties"].as_object() else { return };
    let fields = value.as_object().unwrap();
    let names = |of: &serde_json::Map<String, Value>| of.keys().cloned().collect::<BTreeSet<_>>();
    let required = schema["required"].as_array().unwrap().iter();
    let required = required.map(|name| name.as_str().unwrap().to_owned()).collect::<BTreeSet<_>>();
    assert!(names(fields).is_subset(&names(properties)), "{at}: {value}");
    assert!(required.is_subset(&names(fields)), "{at}: {value}");
    for (name, field) in fields {
        compare(field, &properties[name], all, &format!("{at}.{name}"));
    }
}

#[test]
fn answers_should_be_as_they_are_described() {
    let village = Village::signed_in(OWNER);
    let described = {
        let (code, described) = village.ask("/openapi.json");
        assert_eq!(code, 200);
        described
    };
    let all = &described["components"]["schemas"];
    let ask = |path: &str, at: &str, code: u16| {
        let (got, answer) = village.ask(at);
        assert_eq!(got, code, "{at}: {answer}");
        let code = code.to_string();
        let mut response = &described["paths"][path]["get"]["responses"][&code];
        if response["$ref"].is_string() {
            response = &described["components"]["responses"][&code];
        }
        assert!(response["content"].is_object(), "{path}: {code}");
        compare(&answer, &response["content"]["application/json"]["schema"], all, at);
    };
    // Before there is anything, with something of everything, and with bad questions.
    let plain = |path: &str| {
        let numbers = [
            ("{grid}", "0"),
            ("{petition}", "4"),
            ("{member}", "7"),
            ("{meter}", "0"),
            ("{month}", "2026-01"),
            ("{listing}", "3"),
            ("{issuer}", "2"),
            ("{sequence}", "1"),
            ("{award}", "1"),
        ];
        numbers.iter().fold(path.to_owned(), |path, (name, number)| path.replace(name, number))
    };
    // Those that the database answers, and that ask for nothing more.
    let plain_get = |path: &Value| {
        let get = &path["get"];
        let asks = get["parameters"].as_array().into_iter().flatten();
        let needs = |parameter: &Value| parameter["in"] == "query" && parameter["required"] == true;
        let json = get["responses"]["200"]["content"]["application/json"].is_object();
        json && get["responses"]["503"].is_object() && !asks.into_iter().any(needs)
    };
    let paths = described["paths"].as_object().unwrap().clone();
    let paths = paths.into_iter().filter(|(_, path)| plain_get(path));
    let paths = paths.collect::<serde_json::Map<_, _>>();
    for path in paths.keys() {
        ask(path, &plain(path), 503);
    }
    let mut store = village.store();
    store.skip(at(4)).unwrap();
    let life = crate::tests::blocks::a_life();
    let facts = life.into_iter().flat_map(|block| block.facts).collect::<Vec<_>>();
    // Behind a gap a meter's days are told from the day on in which the hub found whose it is.
    let before = Some((NEW_YEAR - 86_400) * 1_000);
    let (meters, _): (Vec<_>, Vec<_>) =
        facts.iter().cloned().partition(|fact| matches!(fact, Fact::Meter(_)));
    store.apply(&[Facts { time: before, ..block(5, meters) }]).unwrap();
    store.apply(&[Facts { time: Some(now()), ..block(6, facts) }]).unwrap();
    village.status.node_is_at(at(6));
    let mut watch = crate::store::finality::Watch::default();
    for (height, seconds) in [(5, 0), (5, 61), (6, 62)] {
        store.look(&mut watch, height, now() + seconds * 1_000).unwrap();
    }
    for path in paths.keys() {
        ask(path, &plain(path), 200);
    }
    for (path, get) in &paths {
        let responses = get["get"]["responses"].as_object().unwrap();
        let in_query = |parameter: &Value| parameter["in"] == "query";
        if get["get"]["parameters"].as_array().unwrap().iter().any(in_query) {
            ask(path, &format!("{}?limit=101", plain(path)), 400);
            ask(path, &format!("{}?limit=100&before=4294967295", plain(path)), 200);
        }
        if responses.contains_key("404") {
            let unknown = ["{petition}", "{listing}", "{award}"].iter();
            let other = unknown.fold(path.clone(), |path, name| path.replace(name, "99"));
            ask(path, &plain(&other), 404);
        }
        if responses.contains_key("403") {
            ask(path, &plain(&path.replace("{meter}", "9")), 403);
        }
    }
    // Nobody else is told what is somebody's own, whatever they write into their question.
    let stranger = Village::new();
    stranger.store().apply(&fresh(1..=1)).unwrap();
    for (path, get) in &paths {
        let own = get["get"]["responses"]["401"].is_object();
        let (code, _) = stranger.ask(&format!("{}?account={OWNER}", plain(path)));
        assert_eq!(own, code == 401, "{path}: {code}");
    }
    // Lists that are empty would be as described whatever is in them.
    for path in [
        "/doubts",
        "/dues",
        "/finality",
        "/finality/stalls",
        "/grids/0/clearings",
        "/grids/0/tariffs",
        "/issuers/2/batches",
        "/listings",
        "/members/7/votes",
        "/meters",
        "/meters/0/days",
        "/orders",
        "/petitions",
    ] {
        assert_ne!(village.result(path), json!([]), "{path}");
    }
}

/// A hub that is too old for the chain's runtime goes on, but is not well.
#[test]
fn a_hub_that_understands_nothing_should_be_unwell() {
    let village = Village::new();
    let doubt = |extrinsic| Fact::Doubt { extrinsic, why: "no such event".into() };
    let blocks = |heights: std::ops::RangeInclusive<u64>, extrinsic| {
        let block = |height| block(height, vec![doubt(extrinsic), doubt(extrinsic)]);
        let fresh = |height| Facts { time: Some(now()), ..block(height) };
        heights.map(fresh).collect::<Vec<_>>()
    };
    let mut store = village.store();
    village.status.node_is_at(at(250));
    // Extrinsics that are not understood are somebody's doing, and half of the blocks may be a chance.
    store.apply(&blocks(1..=150, Some(1))).unwrap();
    store.apply(&blocks(151..=200, None)).unwrap();
    assert_eq!(village.ask("/health").0, 200);
    store.apply(&blocks(201..=201, None)).unwrap();
    let (code, health) = village.ask("/health");
    assert_eq!((code, &health["condition"]), (503, &json!("troubled")));
    assert!(health["trouble"].as_str().unwrap().contains("not understood"), "{health}");
}
