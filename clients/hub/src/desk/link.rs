//! A connection to the node for what pages ask. It is made when something is asked, and given up when it
//! breaks: so nothing heaps up while the node is away.

use std::sync::Arc;
use std::time::Duration;

use serde_json::value::RawValue;
use subxt::rpcs;
use subxt::rpcs::client::{ReconnectingRpcClient, RpcClientT};
use subxt::rpcs::UserError;
use tokio::sync::Mutex;

use crate::chain::Unanswered;

/// The time for a connection.
const CONNECT: Duration = Duration::from_secs(5);
/// The time that the node has for an answer. One that says nothing for so long is taken for frozen.
const ANSWER: Duration = Duration::from_secs(15);
/// More than a node sends: it ends at 15 MB (`--rpc-max-response-size`) and says so.
const LARGEST: u32 = 20 << 20;
/// How often something is asked, on another connection each time. All that pages ask may be asked twice.
const TRIES: usize = 2;

/// A connection by its address. The node need not be there yet.
pub(super) struct Link {
    url: String,
    answer: Duration,
    client: Mutex<Option<Arc<ReconnectingRpcClient>>>,
}

impl Link {
    pub(super) fn new(url: &str) -> Self {
        Self { url: url.into(), answer: ANSWER, client: Mutex::default() }
    }

    /// What the node answers: its result, or its error.
    pub(super) async fn ask(
        &self,
        method: &str,
        parameters: &RawValue,
    ) -> Result<Result<Box<RawValue>, UserError>, Unanswered> {
        let mut failed = String::new();
        for _ in 0..TRIES {
            let client = self.client().await?;
            match client.request_raw(method, Some(parameters.to_owned())).await {
                Ok(result) => return Ok(Ok(result)),
                Err(rpcs::Error::User(error)) => return Ok(Err(error)),
                Err(error) => failed = error.to_string(),
            }
            self.forget(&client).await;
        }
        Err(Unanswered::Unreachable(failed))
    }

    async fn client(&self) -> Result<Arc<ReconnectingRpcClient>, Unanswered> {
        let mut client = self.client.lock().await;
        if let Some(client) = client.as_ref() {
            return Ok(Arc::clone(client));
        }
        // Without a pause to wait for it tries once, and ends when that fails.
        let builder = ReconnectingRpcClient::builder()
            .retry_policy(std::iter::empty())
            .connection_timeout(CONNECT)
            .request_timeout(self.answer)
            .max_response_size(LARGEST);
        let made = builder.build(&self.url).await;
        let made = made.map_err(|error| Unanswered::Unreachable(error.to_string()))?;
        let made = Arc::new(made);
        *client = Some(Arc::clone(&made));
        Ok(made)
    }

    /// Gives a connection up, unless somebody did already.
    async fn forget(&self, broken: &Arc<ReconnectingRpcClient>) {
        let mut client = self.client.lock().await;
        if client.as_ref().is_some_and(|client| Arc::ptr_eq(client, broken)) {
            *client = None;
        }
    }
}

#[cfg(test)]
#[path = "../tests/link.rs"]
mod tests;
