//! The node's RPC for the page that the hub serves, as a WebSocket: the page has to ask no other address.
//!
//! A question is checked, asked, and its answer passed on word for word. What is not asked is refused with
//! an error of JSON-RPC. If the node does not answer, the connection ends instead: an error would be an
//! answer, and the page asks what was not answered again by itself.

mod question;

use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::ws::{close_code, CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::extract::State;
use axum::response::Response;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;
use tokio::time::{sleep_until, timeout, Instant};

use super::problem::Problem;
use super::Hub;
use crate::chain::Unanswered;
use question::{answered, refusal, Question, MAX_QUESTION};

/// How much of the hub and its node pages may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The most connections at once. Others are refused.
    pub connections: usize,
    /// The most questions of a connection that wait for an answer. Further ones are not read until then.
    pub waiting: usize,
    /// The time in which a question is answered, or its connection ends.
    pub patience: Duration,
    /// The time in which an answer must be taken.
    pub sending: Duration,
    /// The time after which a connection ends on which nothing is asked.
    pub silence: Duration,
}

impl Default for Limits {
    /// A page asks a dozen things at once, and connects again by itself. On the thinnest link an answer of
    /// a whole block takes two minutes.
    fn default() -> Self {
        Self {
            connections: 128,
            waiting: 8,
            patience: Duration::from_secs(20),
            sending: Duration::from_secs(120),
            silence: Duration::from_secs(120),
        }
    }
}

/// The questions that the node is asked at once. It has blocks to make.
const TURNS: usize = 4;
/// The most bytes of a message that is read. Between this and the most of a question it is refused by name.
const MAX_MESSAGE: usize = 2 * MAX_QUESTION;
/// Most questions have some hundred bytes.
const BUFFER: usize = 4 << 10;
/// The most bytes of an answer that waits to be sent beside all others.
const SMALL: usize = 16 << 10;
/// The bytes of all larger answers that wait to be sent.
const LARGE: usize = 16 << 20;
/// The time for a goodbye.
const GOODBYE: Duration = Duration::from_secs(2);

/// What connections share.
pub(super) struct Wire {
    limits: Limits,
    places: Arc<Semaphore>,
    turns: Semaphore,
    large: Arc<Semaphore>,
}

impl Wire {
    pub(super) fn new(limits: Limits) -> Self {
        Self {
            limits,
            places: Arc::new(Semaphore::new(limits.connections)),
            turns: Semaphore::new(TURNS),
            large: Arc::new(Semaphore::new(LARGE)),
        }
    }
}

/// Takes a connection.
pub(super) async fn rpc(
    State(hub): State<Arc<Hub>>,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response, Problem> {
    let upgrade = upgrade.map_err(|_| Problem::NoWebSocket)?;
    let place = Arc::clone(&hub.wire.places).try_acquire_owned().map_err(|_| Problem::Busy)?;
    let upgrade = upgrade
        .max_message_size(MAX_MESSAGE)
        .max_frame_size(MAX_MESSAGE)
        .read_buffer_size(BUFFER)
        .write_buffer_size(0);
    Ok(upgrade.on_upgrade(move |mut socket| async move {
        let _place = place;
        if let Some((code, reason)) = talk(&hub, &mut socket).await {
            let goodbye = timeout(GOODBYE, close(&mut socket, code, reason));
            let _ = goodbye.await;
        }
    }))
}

/// Says goodbye, and reads what is still on its way: otherwise the goodbye might get lost.
async fn close(socket: &mut WebSocket, code: u16, reason: &'static str) {
    let frame = CloseFrame { code, reason: reason.into() };
    if socket.send(Message::Close(Some(frame))).await.is_ok() {
        while let Some(Ok(_)) = socket.recv().await {}
    }
}

/// An answer on its way, with the room that it takes.
struct Ready {
    text: String,
    _room: Option<OwnedSemaphorePermit>,
}

/// Answers what is asked on a connection until it ends. Returns what is to be said about that.
async fn talk(hub: &Arc<Hub>, socket: &mut WebSocket) -> Option<(u16, &'static str)> {
    let Limits { waiting, sending, silence, .. } = hub.wire.limits;
    // They end with the connection.
    let mut asked = JoinSet::new();
    let mut silent_since = Instant::now();
    loop {
        let ready = tokio::select! {
            Some(done) = asked.join_next() => match done {
                Ok(Ok(ready)) => ready,
                Ok(Err(_)) => return Some((close_code::AGAIN, "the node does not answer")),
                Err(_) => return Some((close_code::ERROR, "the hub met a fault of its own")),
            },
            message = socket.recv(), if asked.len() < waiting => {
                let text = match message? {
                    Ok(Message::Text(text)) => text,
                    Ok(Message::Binary(_)) => {
                        return Some((close_code::UNSUPPORTED, "JSON-RPC is text"));
                    }
                    Ok(Message::Close(_)) => return None,
                    // They are answered by the library.
                    Ok(Message::Ping(_) | Message::Pong(_)) => continue,
                    Err(error) => return why(error),
                };
                silent_since = Instant::now();
                match Question::read(&text) {
                    Ok(question) => {
                        asked.spawn(answer(Arc::clone(hub), question));
                        continue;
                    }
                    Err(refused) => Ready { text: refusal(&refused), _room: None },
                }
            }
            () = sleep_until(silent_since + silence), if asked.is_empty() => {
                return Some((close_code::AWAY, "nothing was asked"));
            }
        };
        let sent = timeout(sending, socket.send(Message::Text(ready.text.into())));
        sent.await.ok()?.ok()?;
        silent_since = Instant::now();
    }
}

/// What is said to somebody whose message cannot be read.
fn why(error: axum::Error) -> Option<(u16, &'static str)> {
    let error = error.into_inner().downcast::<tungstenite::Error>().ok()?;
    match *error {
        tungstenite::Error::Capacity(_) => Some((close_code::SIZE, "the message is too large")),
        tungstenite::Error::Utf8(_) => Some((close_code::INVALID, "the message is no UTF-8")),
        tungstenite::Error::Protocol(_) => Some((close_code::PROTOCOL, "this is no WebSocket")),
        // The connection broke.
        _ => None,
    }
}

/// Asks the node. Whoever has a turn keeps it until there is room for the answer, so that answers which
/// nobody takes never heap up.
async fn answer(hub: Arc<Hub>, question: Question) -> Result<Ready, Unanswered> {
    let Question { id, method, parameters } = question;
    let ends = |_| Unanswered::Unreachable("the hub ends".into());
    let asking = async {
        let _turn = hub.wire.turns.acquire().await.map_err(ends)?;
        let text = answered(&id, &hub.desk.pass(method, parameters).await?);
        let room = match u32::try_from(text.len().min(LARGE)) {
            Ok(bytes) if text.len() > SMALL => {
                Some(Arc::clone(&hub.wire.large).acquire_many_owned(bytes).await.map_err(ends)?)
            }
            _ => None,
        };
        Ok(Ready { text, _room: room })
    };
    let late = || Unanswered::Unreachable("it takes too long".into());
    timeout(hub.wire.limits.patience, asking).await.unwrap_or_else(|_| Err(late()))
}

#[cfg(test)]
#[path = "../../tests/rpc.rs"]
mod tests;
