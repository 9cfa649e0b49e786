use std::net::TcpListener;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use serde_json::{json, Value};
use tokio::runtime::Builder;
use tungstenite::Message;

use super::*;

/// What a node does with a question.
enum Does {
    Answer(Value),
    /// The connection breaks.
    Break,
    Nothing,
}

/// A node that does this with the questions that it gets, counted from 0. It ends with the tests.
fn node(listener: TcpListener, does: impl Fn(usize) -> Does + Send + Sync + 'static) {
    let (asked, does) = (Arc::new(AtomicUsize::new(0)), Arc::new(does));
    thread::spawn(move || {
        for stream in listener.incoming() {
            let (asked, does) = (Arc::clone(&asked), Arc::clone(&does));
            thread::spawn(move || {
                let mut socket = tungstenite::accept(stream.unwrap()).unwrap();
                while let Ok(message) = socket.read() {
                    let Message::Text(text) = message else { continue };
                    let question: Value = serde_json::from_str(&text).unwrap();
                    match does(asked.fetch_add(1, Ordering::Relaxed)) {
                        Does::Answer(mut answer) => {
                            answer["jsonrpc"] = json!("2.0");
                            answer["id"] = question["id"].clone();
                            socket.send(Message::Text(answer.to_string().into())).unwrap();
                        }
                        Does::Break => return,
                        Does::Nothing => {}
                    }
                }
            });
        }
    });
}

fn listener() -> (TcpListener, Link) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let link = Link::new(&format!("ws://{}", listener.local_addr().unwrap()));
    (listener, link)
}

fn in_time<T>(work: impl std::future::Future<Output = T>) -> T {
    Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

async fn ask(link: &Link) -> Result<Result<String, (i32, String, Option<String>)>, Unanswered> {
    let parameters = RawValue::from_string("[1]".into()).unwrap();
    let answer = link.ask("chain_getBlockHash", &parameters).await?;
    let data = |data: Box<RawValue>| data.get().to_owned();
    Ok(answer
        .map(|result| result.get().to_owned())
        .map_err(|error| (error.code, error.message, error.data.map(data))))
}

#[test]
fn an_answer_should_be_the_nodes() {
    let (listener, link) = listener();
    node(listener, |n| match n {
        0 => Does::Answer(json!({ "result": "0x01" })),
        1 => Does::Answer(json!({ "result": null })),
        _ => Does::Answer(json!({ "error": { "code": 1010, "message": "Invalid", "data": 5 } })),
    });
    in_time(async {
        assert_eq!(ask(&link).await.unwrap(), Ok("\"0x01\"".into()));
        assert_eq!(ask(&link).await.unwrap(), Ok("null".into()));
        let error = (1010, "Invalid".into(), Some("5".into()));
        assert_eq!(ask(&link).await.unwrap(), Err(error));
    });
}

#[test]
fn a_question_should_be_asked_again_when_the_connection_breaks() {
    let (listener, link) = listener();
    node(listener, |n| match n {
        1 | 3 | 4 => Does::Break,
        n => Does::Answer(json!({ "result": n })),
    });
    in_time(async {
        assert_eq!(ask(&link).await.unwrap(), Ok("0".into()));
        assert_eq!(ask(&link).await.unwrap(), Ok("2".into()));
        // A node that breaks each connection is not asked for ever.
        assert!(matches!(ask(&link).await, Err(Unanswered::Unreachable(_))));
        assert_eq!(ask(&link).await.unwrap(), Ok("5".into()));
    });
}

#[test]
fn a_node_may_come_later() {
    let (first, link) = listener();
    let address = first.local_addr().unwrap();
    drop(first);
    in_time(async {
        assert!(matches!(ask(&link).await, Err(Unanswered::Unreachable(_))));
        node(TcpListener::bind(address).unwrap(), |_| Does::Answer(json!({ "result": true })));
        assert_eq!(ask(&link).await.unwrap(), Ok("true".into()));
    });
}

#[test]
fn a_frozen_node_should_be_given_up() {
    let (listener, link) = listener();
    let link = Link { answer: Duration::from_millis(200), ..link };
    node(listener, |n| match n {
        0 | 1 => Does::Nothing,
        _ => Does::Answer(json!({ "result": 7 })),
    });
    in_time(async {
        assert!(matches!(ask(&link).await, Err(Unanswered::Unreachable(_))));
        assert!(link.client.lock().await.is_none());
        assert_eq!(ask(&link).await.unwrap(), Ok("7".into()));
    });
}
