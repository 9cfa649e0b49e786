//! Changes, as they come: server-sent events.
//!
//! A listener is told what changed, not how it is now: it asks again for what it shows. So one that is slow
//! makes no queue, and one that comes back says which block it has seen last.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream::{unfold, Stream};
use rusqlite::Connection;
use serde::Serialize;
use tokio::sync::{watch, OwnedSemaphorePermit};

use super::connections::Lease;
use super::owner::MaybeSignedIn;
use super::problem::Problem;
use super::Hub;
use crate::chain::Height;
use crate::store::changes::{self, Change, Changes};
use crate::store::people::notices::{self, Notice};
use crate::store::read;

/// The most who listen at once.
pub(super) const LISTENERS: usize = 64;
/// How long somebody listens before they must come back, so that who is gone gives the place free.
const LIFE: Duration = Duration::from_secs(600);
/// The pause after which a line is sent that says nothing: some links end what is silent.
const SILENCE: Duration = Duration::from_secs(25);
/// The most notices that are told at once.
const NOTICES: u32 = 20;

/// What there is in the database: the last block, and the last notice.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Pulse {
    height: Height,
    notice: u64,
}

impl Pulse {
    fn read(db: &Connection) -> Result<Self, Problem> {
        Ok(Self { height: read::as_of(db)?.head.height, notice: notices::last(db)? })
    }
}

impl Hub {
    /// Looks, every so often, whether there is something new, for all who listen. It never ends.
    pub async fn watch(self, every: Duration) {
        loop {
            tokio::time::sleep(every).await;
            // Nobody listens, or there is nothing yet.
            if self.pulse.receiver_count() == 0 {
                continue;
            }
            if let Ok(answer) = self.answer(Pulse::read).await {
                self.pulse.send_if_modified(|last| {
                    std::mem::replace(last, answer.result) != answer.result
                });
            }
        }
    }
}

/// Blocks that came, and what changed in them.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Changed {
    /// The last one.
    height: Height,
    /// Its time, in unix milliseconds.
    time: Option<u64>,
    /// Whether more changed than is told: ask anew for everything.
    all: bool,
    /// What changed.
    changes: Vec<Change>,
}

struct Listener {
    hub: Arc<Hub>,
    account: Option<String>,
    seen: Option<Pulse>,
    pulse: watch::Receiver<Pulse>,
    /// What is to be told before anything new is looked for.
    waiting: Vec<Notice>,
    _place: OwnedSemaphorePermit,
}

/// Tells changes as they come.
pub(super) async fn changes(
    State(hub): State<Arc<Hub>>,
    MaybeSignedIn(who): MaybeSignedIn,
    lease: Option<axum::Extension<Lease>>,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    let last = headers.get("last-event-id").map(|id| {
        let id = id.to_str().ok().and_then(|id| id.parse::<Height>().ok());
        id.ok_or_else(|| Problem::BadInput("Last-Event-ID is the height of a block".into()))
    });
    let last = last.transpose()?;
    let place = Arc::clone(&hub.listeners).try_acquire_owned().map_err(|_| Problem::Busy)?;
    let now = hub.answer(Pulse::read).await?.result;
    // What was told before is in the list of notices.
    let seen = last.map(|height| Pulse { height: height.min(now.height), notice: now.notice });
    let pulse = hub.pulse.subscribe();
    if let Some(axum::Extension(lease)) = lease {
        lease.extend(LIFE);
    }
    let account = who.map(|who| who.0);
    let listener = Listener { hub, account, seen, pulse, waiting: Vec::new(), _place: place };
    let stream = unfold(listener, |mut listener| async move {
        let event = listener.next().await?;
        Some((Ok(event), listener))
    });
    Ok(Sse::new(stream).keep_alive(KeepAlive::new().interval(SILENCE)))
}

impl Listener {
    /// The next event. None ends the stream; the listener comes back and says what it has seen.
    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(notice) = self.waiting.pop() {
                return Event::default().event("notice").json_data(notice).ok();
            }
            let (seen, account) = (self.seen, self.account.clone());
            let news = self.hub.answer(move |db| news(db, seen, account.as_deref())).await.ok()?;
            let (pulse, changed, mut notices) = news.result;
            self.seen = Some(pulse);
            // They are taken from the end, so the oldest stands there.
            notices.reverse();
            self.waiting = notices;
            if let Some(changed) = changed {
                let id = changed.height.to_string();
                return Event::default().event("changed").id(id).json_data(changed).ok();
            }
            if self.waiting.is_empty() {
                self.pulse.changed().await.ok()?;
            }
        }
    }
}

type News = (Pulse, Option<Changed>, Vec<Notice>);

/// What somebody has not seen. Who has seen nothing is told where the hub is.
fn news(db: &Connection, seen: Option<Pulse>, account: Option<&str>) -> Result<News, Problem> {
    let now = Pulse::read(db)?;
    let last = seen.unwrap_or(now);
    let changed = (seen.is_none() || now.height != last.height).then(|| {
        let (all, changes) = match changes::between(db, last.height, now.height)? {
            Changes::All => (true, Vec::new()),
            Changes::Some(changes) => (false, changes),
        };
        let time = read::as_of(db)?.time;
        Ok::<_, Problem>(Changed { height: now.height, time, all, changes })
    });
    let notices = match account {
        Some(account) if now.notice > last.notice => {
            notices::after(db, account, last.notice, NOTICES)?
        }
        _ => Vec::new(),
    };
    Ok((now, changed.transpose()?, notices))
}
