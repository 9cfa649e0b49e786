use std::net::TcpStream;
use std::thread;

use serde_json::value::RawValue;
use serde_json::{json, Value};
use subxt::rpcs::UserError;
use tungstenite::protocol::frame::coding::CloseCode;
use tungstenite::Message as Sent;

use super::*;
use crate::serve::tests::Village;
use crate::tests::blocks::block;

/// A page's connection.
struct Page(tungstenite::WebSocket<TcpStream>);

impl Page {
    fn new(village: &Village) -> Self {
        Self::try_new(village).unwrap()
    }

    /// The status of the answer, if it is no connection.
    fn try_new(village: &Village) -> Result<Self, u16> {
        let stream = TcpStream::connect(village.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(120))).unwrap();
        match tungstenite::client(format!("ws://{}/rpc", village.address), stream) {
            Ok((socket, _)) => Ok(Self(socket)),
            Err(tungstenite::HandshakeError::Failure(tungstenite::Error::Http(answer))) => {
                Err(answer.status().as_u16())
            }
            Err(error) => panic!("{error}"),
        }
    }

    fn send(&mut self, text: &str) {
        self.0.send(Sent::text(text)).unwrap();
    }

    fn ask(&mut self, id: u32, method: &str, parameters: Value) {
        let question =
            json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": parameters });
        self.send(&question.to_string());
    }

    fn answer(&mut self) -> Value {
        match self.0.read().unwrap() {
            Sent::Text(text) => serde_json::from_str(&text).unwrap(),
            other => panic!("{other}"),
        }
    }

    /// Why the hub ended it.
    fn end(&mut self) -> CloseCode {
        match self.0.read().unwrap() {
            Sent::Close(Some(frame)) => frame.code,
            other => panic!("{other}"),
        }
    }
}

fn hash_at(height: u32) -> Value {
    json!({ "jsonrpc": "2.0", "id": height, "result": [height] })
}

/// Waits for something that the hub does meanwhile.
fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let started = std::time::Instant::now();
    while !holds() {
        assert!(started.elapsed() < Duration::from_secs(120), "{what}");
        thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn a_page_should_ask_the_node() {
    let village = Village::new();
    let mut page = Page::new(&village);
    page.ask(3, "chain_getBlockHash", json!([3]));
    assert_eq!(page.answer(), hash_at(3));
    let data = Some(RawValue::from_string("\"Transaction is outdated\"".into()).unwrap());
    let error = UserError { code: 1010, message: "Invalid Transaction".into(), data };
    village.desk.now().answer = Some(Err(error));
    page.ask(4, "author_submitExtrinsic", json!(["0x0c840102"]));
    let error = json!({
        "code": 1010, "message": "Invalid Transaction", "data": "Transaction is outdated"
    });
    assert_eq!(page.answer(), json!({ "jsonrpc": "2.0", "id": 4, "error": error }));
    let passed =
        [("chain_getBlockHash", json!([3])), ("author_submitExtrinsic", json!(["0x0c840102"]))];
    assert_eq!(village.desk.now().passed, passed);
}

#[test]
fn what_is_not_passed_should_be_refused_and_the_connection_stay() {
    let village = Village::new();
    let mut page = Page::new(&village);
    let code = |page: &mut Page| page.answer()["error"]["code"].as_i64().unwrap();
    page.send("{");
    assert_eq!(code(&mut page), -32_700);
    page.send("[]");
    assert_eq!(code(&mut page), -32_600);
    page.ask(1, "author_rotateKeys", json!([]));
    assert_eq!(code(&mut page), -32_601);
    page.ask(2, "chain_getBlockHash", json!([[1, 2]]));
    assert_eq!(code(&mut page), -32_602);
    page.ask(3, "state_call", json!(["EnergyApi_bill", "0".repeat(MAX_QUESTION), ""]));
    let answer = page.answer();
    assert_eq!((&answer["id"], &answer["error"]["code"]), (&json!(3), &json!(-32_007)));
    page.ask(9, "chain_getBlockHash", json!([9]));
    assert_eq!(page.answer(), hash_at(9));
    // The node heard of nothing else.
    assert_eq!(village.desk.now().passed.len(), 1);
}

#[test]
fn what_is_no_message_of_a_page_should_end_its_connection() {
    let village = Village::new();
    let mut page = Page::new(&village);
    page.0.send(Sent::binary(vec![1, 2, 3])).unwrap();
    assert_eq!(page.end(), CloseCode::Unsupported);
    let mut page = Page::new(&village);
    page.send(&"a".repeat(MAX_MESSAGE + 1));
    assert_eq!(page.end(), CloseCode::Size);
    // Over plain HTTP there is nothing.
    assert_eq!(village.refused("/rpc"), (426, "noWebSocket".into()));
    assert_eq!(village.refusal("POST", "/rpc", None, b"{}"), (405, "otherMethod".into()));
    assert!(village.desk.now().passed.is_empty());
}

/// An error would be an answer: that the state is pruned, say.
#[test]
fn a_node_that_does_not_answer_should_end_the_connection() {
    let village = Village::new();
    village.desk.now().down = true;
    let mut page = Page::new(&village);
    page.ask(1, "chain_getFinalizedHead", json!([]));
    assert_eq!(page.end(), CloseCode::Again);
    village.desk.now().down = false;
    let mut page = Page::new(&village);
    page.ask(1, "chain_getBlockHash", json!([1]));
    assert_eq!(page.answer(), hash_at(1));
    let impatient = Limits { patience: Duration::from_millis(200), ..Limits::default() };
    let village = Village::passing(impatient);
    village.desk.now().frozen.send_replace(true);
    let mut page = Page::new(&village);
    page.ask(1, "chain_getFinalizedHead", json!([]));
    assert_eq!(page.end(), CloseCode::Again);
}

#[test]
fn connections_should_be_so_many_and_end_when_nothing_is_asked() {
    let limits =
        Limits { connections: 3, silence: Duration::from_millis(500), ..Limits::default() };
    let village = Village::passing(limits);
    village.store().apply(&[block(1, vec![])]).unwrap();
    let mut pages = (0..3).map(|_| Page::new(&village)).collect::<Vec<_>>();
    assert_eq!(Page::try_new(&village).err(), Some(503));
    // Others are answered all the same.
    assert_eq!(village.result("/petitions"), json!([]));
    for page in &mut pages {
        assert_eq!(page.end(), CloseCode::Away);
    }
    drop(pages);
    let mut page = None;
    until("a place that is free again", || {
        page = Page::try_new(&village).ok();
        page.is_some()
    });
    // While an answer is awaited it is not silent.
    let mut page = page.unwrap();
    village.desk.now().frozen.send_replace(true);
    page.ask(1, "chain_getBlockHash", json!([1]));
    thread::sleep(Duration::from_secs(1));
    village.desk.now().frozen.send_replace(false);
    assert_eq!(page.answer(), hash_at(1));
}

#[test]
fn a_node_should_be_asked_a_few_questions_at_once() {
    let village = Village::new();
    village.desk.now().frozen.send_replace(true);
    let mut pages = (0..3).map(|_| Page::new(&village)).collect::<Vec<_>>();
    for page in &mut pages {
        for height in 0..20 {
            page.ask(height, "chain_getBlockHash", json!([height]));
        }
    }
    let asked = || village.desk.now().passed.len();
    until("the first questions", || asked() == TURNS);
    thread::sleep(Duration::from_millis(300));
    assert_eq!(asked(), TURNS);
    // A page that goes gives turns free.
    let mut last = pages.pop().unwrap();
    drop(pages);
    village.desk.now().frozen.send_replace(false);
    let mut answers = (0..20).map(|_| last.answer()).collect::<Vec<_>>();
    answers.sort_by_key(|answer| answer["id"].as_u64());
    assert_eq!(answers, (0..20).map(hash_at).collect::<Vec<_>>());
}

/// More than a system takes for somebody who reads nothing.
const UNREAD: usize = 14 << 20;

#[test]
fn large_answers_that_nobody_takes_should_not_heap_up() {
    let village = Village::new();
    village.desk.now().answer = Some(Ok(json!("a".repeat(UNREAD))));
    let mut idle = (0..TURNS + 3).map(|_| Page::new(&village)).collect::<Vec<_>>();
    for page in &mut idle {
        page.ask(1, "chain_getFinalizedHead", json!([]));
    }
    // One is being sent and fills the room. Others have an answer, as many as there are turns, and no
    // more are asked for.
    let asked = || village.desk.now().passed.len();
    until("the turns", || asked() > TURNS);
    thread::sleep(Duration::from_millis(500));
    assert_eq!(asked(), 1 + TURNS);
    // A page that goes makes room.
    drop(idle);
    let mut page = Page::new(&village);
    page.ask(2, "chain_getFinalizedHead", json!([]));
    assert_eq!(page.answer()["result"].as_str().map(str::len), Some(UNREAD));
}

#[test]
fn somebody_who_takes_no_answer_should_be_given_up() {
    let limits =
        Limits { connections: 1, sending: Duration::from_millis(500), ..Limits::default() };
    let village = Village::passing(limits);
    village.desk.now().answer = Some(Ok(json!("a".repeat(UNREAD))));
    let mut idle = Page::new(&village);
    idle.ask(1, "chain_getFinalizedHead", json!([]));
    until("a place that is free again", || Page::try_new(&village).is_ok());
}
