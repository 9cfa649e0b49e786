//! Takes connections: so many at once, and none for ever.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

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
        let service = TowerToHyperService::new(router.clone());
        tokio::spawn(async move {
            let _place = place;
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(question)
                .serve_connection(TokioIo::new(stream), service);
            // Somebody who hangs up, or who asks in no HTTP, is owed nothing.
            let _ = tokio::time::timeout(life, connection).await;
        });
    }
}
