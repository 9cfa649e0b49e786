//! A connection to a node, and what it is asked.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use subxt::backend::LegacyBackend;
use subxt::client::OnlineClientAtBlock;
use subxt::config::RpcConfigFor;
use subxt::dynamic::{self, Value};
use subxt::ext::frame_decode::runtime_apis::IntoEncodableValues;
use subxt::ext::scale_decode::DecodeAsType;
use subxt::rpcs::client::reconnecting_rpc_client::ExponentialBackoff;
use subxt::rpcs::client::{ReconnectingRpcClient, RpcClient, RpcParams};
use subxt::rpcs::methods::LegacyRpcMethods;
use subxt::utils::H256;
use subxt::OnlineClient;

use crate::{Error, Vaka};

/// The time that a node has for an answer. While the connection is down, questions would wait for
/// ever.
const ANSWER: Duration = Duration::from_secs(20);

/// The longest pause before the connection is tried again.
const RETRY: Duration = Duration::from_secs(5);

/// The older RPCs, which a node that forgets old states answers in full. Subxt's newer ones take no
/// numbers of blocks, and end a subscription with errors without end when the connection breaks.
pub type Rpc = LegacyRpcMethods<RpcConfigFor<Vaka>>;

/// A connection to a node. It is made again by itself when it breaks.
#[derive(Clone, Debug)]
pub struct Client {
    url: String,
    link: RpcClient,
    rpc: Rpc,
    chain: OnlineClient<Vaka>,
}

impl Client {
    /// Connects to a node at an address such as `ws://127.0.0.1:9944`.
    pub async fn connect(url: &str, limit: Duration) -> Result<Self, Error> {
        if !(url.starts_with("ws://") && url.len() > "ws://".len()) {
            return Err(Error::Address(url.into()));
        }
        let none = || Error::NoNode { url: url.into(), limit };
        let connecting = async {
            let wait = ExponentialBackoff::from_millis(100).max_delay(RETRY);
            let builder = ReconnectingRpcClient::builder().retry_policy(wait);
            let link = builder.build(url).await.map_err(|_| Error::Address(url.into()))?;
            let link = RpcClient::new(link);
            let rpc = Rpc::new(link.clone());
            let backend = LegacyBackend::builder().build(link.clone());
            // It asks for the hash of the genesis block.
            let chain = OnlineClient::from_backend(Arc::new(backend)).await.map_err(|_| none())?;
            Ok(Self { url: url.into(), link, rpc, chain })
        };
        tokio::time::timeout(limit, connecting).await.unwrap_or_else(|_| Err(none()))
    }

    /// The node's address.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The older RPCs. They wait for ever while the connection is down: see [`within`].
    pub fn rpc(&self) -> &Rpc {
        &self.rpc
    }

    /// The chain by subxt. Its questions wait for ever while the connection is down: see
    /// [`within`].
    pub fn chain(&self) -> &OnlineClient<Vaka> {
        &self.chain
    }

    /// The hash of the chain's first block.
    pub fn genesis(&self) -> H256 {
        self.chain.genesis_hash()
    }

    /// The state after a block.
    pub async fn at(&self, hash: H256) -> Result<State, Error> {
        Ok(State(within(self.chain.at_block(hash)).await?))
    }

    /// The state after the newest block, which may not be final yet.
    pub async fn best(&self) -> Result<State, Error> {
        let hash = within(self.rpc.chain_get_block_hash(None)).await?;
        self.at(hash.unwrap_or_else(|| self.genesis())).await
    }

    /// The state after the newest final block.
    pub async fn finalised(&self) -> Result<State, Error> {
        self.at(within(self.rpc.chain_get_finalized_head()).await?).await
    }

    /// Calls an RPC that subxt has no name for.
    pub async fn request<T: serde::de::DeserializeOwned>(
        &self,
        method: &str,
        parameters: RpcParams,
    ) -> Result<T, Error> {
        within(self.link.request(method, parameters)).await
    }
}

/// The state of the chain after a block, with the metadata of the runtime that is in it.
#[derive(Clone)]
pub struct State(pub OnlineClientAtBlock<Vaka>);

impl State {
    /// The block's number.
    pub fn number(&self) -> u64 {
        self.0.block_number()
    }

    /// Asks a runtime API.
    pub async fn api<T: DecodeAsType>(
        &self,
        api: &str,
        question: &str,
        parameters: impl IntoEncodableValues,
    ) -> Result<T, Error> {
        let call = dynamic::runtime_api_call::<_, T>(api, question, parameters);
        within(self.0.runtime_apis().call(call)).await
    }

    /// Asks a pallet's view function.
    pub async fn view<T: DecodeAsType>(
        &self,
        pallet: &str,
        question: &str,
        parameters: impl IntoEncodableValues,
    ) -> Result<T, Error> {
        let call = dynamic::view_function_call::<_, T>(pallet, question, parameters);
        within(self.0.view_functions().call(call)).await
    }

    /// Reads a storage item. None if there is no such value.
    pub async fn storage<T: DecodeAsType>(
        &self,
        pallet: &str,
        item: &str,
        keys: Vec<Value>,
    ) -> Result<Option<T>, Error> {
        let address = dynamic::storage::<Vec<Value>, T>(pallet, item);
        let stored = within(self.0.storage().try_fetch(address, keys)).await?;
        let decode = |value: subxt::storage::StorageValue<'_, T>| value.decode();
        stored.map(decode).transpose().map_err(|error| Error::Mismatch(error.to_string()))
    }
}

/// Waits for an answer, but not for ever.
pub async fn within<T, E: Into<Error>>(
    answer: impl Future<Output = Result<T, E>>,
) -> Result<T, Error> {
    match tokio::time::timeout(ANSWER, answer).await {
        Ok(answer) => answer.map_err(Into::into),
        Err(_) => Err(Error::Silent(ANSWER)),
    }
}
