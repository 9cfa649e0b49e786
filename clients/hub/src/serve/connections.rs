//! Takes connections: so many at once, and none for ever.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::Request;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpListener;
use tokio::sync::{watch, Semaphore};
use tokio::time::Instant;
use tower::Service;

/// How much of the machine people may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The most connections at once. Others wait until one ends.
    pub connections: usize,
    /// The time in which somebody must have asked.
    pub question: Duration,
    /// The time after which a connection ends.
    pub life: Duration,
}

impl Default for Limits {
    /// An answer of a hundred rows takes seconds on a thin link.
    fn default() -> Self {
        let (question, life) = (Duration::from_secs(10), Duration::from_secs(60));
        Self { connections: 256, question, life }
    }
}

/// The time that a connection has. Each request has it among its extensions.
#[derive(Clone, Debug)]
pub struct Lease(watch::Sender<Instant>);

impl Lease {
    fn new(life: Duration) -> Self {
        Self(watch::Sender::new(Instant::now() + life))
    }

    /// Lets the connection live so long from now on, if that is later.
    pub fn extend(&self, life: Duration) {
        let end = Instant::now() + life;
        self.0.send_if_modified(|last| {
            let later = end > *last;
            *last = end.max(*last);
            later
        });
    }

    /// Waits until the time is over.
    async fn over(&self) {
        let mut end = self.0.subscribe();
        loop {
            let last = *end.borrow_and_update();
            tokio::select! {
                () = tokio::time::sleep_until(last) => return,
                _ = end.changed() => {}
            }
        }
    }
}

/// How long to wait if the system has no more connections to give.
const PAUSE: Duration = Duration::from_millis(100);

/// Serves people who connect, until the process ends.
pub async fn serve(listener: TcpListener, router: Router, limits: Limits) {
    let Limits { connections, question, life } = limits;
    let places = Arc::new(Semaphore::new(connections));
    loop {
        // The semaphore is never closed.
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { return };
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(PAUSE).await;
            continue;
        };
        let (lease, router) = (Lease::new(life), router.clone());
        tokio::spawn(async move {
            let _place = place;
            let of = lease.clone();
            let service = service_fn(move |mut request: Request<Incoming>| {
                request.extensions_mut().insert(of.clone());
                router.clone().call(request)
            });
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(question)
                .serve_connection(TokioIo::new(stream), service)
                // A WebSocket goes on by itself, within limits of its own.
                .with_upgrades();
            tokio::select! {
                // Somebody who hangs up, or who asks in no HTTP, is owed nothing.
                _ = connection => {}
                () = lease.over() => {}
            }
        });
    }
}
