//! A node, asked by its RPC.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::future::Future;
use std::time::Duration;

use codec::{Decode, DecodeAll, Encode};
use sp_crypto_hashing::twox_128;
use subxt::config::substrate::{BlakeTwo256, DigestItem, SubstrateHeader};
use subxt::config::{Hasher, RpcConfigFor, SubstrateConfig};
use subxt::rpcs::client::reconnecting_rpc_client::ExponentialBackoff;
use subxt::rpcs::client::{ReconnectingRpcClient, RpcClient};
use subxt::rpcs::methods::LegacyRpcMethods;
use subxt::utils::H256;

use crate::chain::{Block, Chain, Entry, Hash, Head, Height, Runtime, Unanswered};

/// The time for an answer. While the link is down, the client queues what it is asked, without a
/// limit and without an end, and a frozen node takes questions and answers none.
const PATIENCE: Duration = Duration::from_secs(20);
/// The version of metadata that the hub reads.
const METADATA: u32 = 16;
/// How many entries of a map are asked for at once.
const PAGE: u32 = 256;
/// What a node says of a state that it has dropped.
const PRUNED: &str = "State already discarded";

/// A node by its address. It is asked one question at a time: its RPC waits for full packets, so that
/// a few at once take longer.
pub struct Node {
    rpc: LegacyRpcMethods<RpcConfigFor<SubstrateConfig>>,
}

impl Node {
    /// A node at an address such as `ws://127.0.0.1:9944`. It need not be there yet.
    pub async fn connect(url: &str) -> Result<Self, Unanswered> {
        let wait = ExponentialBackoff::from_millis(100).max_delay(Duration::from_secs(5));
        let link = within(ReconnectingRpcClient::builder().retry_policy(wait).build(url)).await?;
        Ok(Self { rpc: LegacyRpcMethods::new(RpcClient::new(link)) })
    }

    /// The length of a metering slot, in seconds. Genesis sets it for good, so it may be asked of any
    /// state.
    pub async fn slot_seconds(&self) -> Result<u32, Unanswered> {
        let timing = within(self.rpc.state_get_storage(&name("Energy", "Timing"), None)).await?;
        // The length, the grace and the patience.
        let timing = timing.and_then(|bytes| <[u32; 3]>::decode_all(&mut bytes.as_slice()).ok());
        let seconds = timing.and_then(|[seconds, ..]| (seconds > 0).then_some(seconds));
        seconds.ok_or_else(|| Unanswered::Garbled("no length of a slot".into()))
    }
}

impl Chain for Node {
    async fn genesis(&self) -> Result<Hash, Unanswered> {
        Ok(within(self.rpc.genesis_hash()).await?.0)
    }

    async fn finalised(&self) -> Result<Head, Unanswered> {
        let hash = within(self.rpc.chain_get_finalized_head()).await?;
        let header = within(self.rpc.chain_get_header(Some(hash))).await?;
        let header = header.ok_or_else(|| Unanswered::Garbled("no header of its head".into()))?;
        let at = Head { height: header.number, hash: hash.0 };
        checked(header, at).map(|_| at)
    }

    async fn hash(&self, height: Height) -> Result<Hash, Unanswered> {
        let hash = within(self.rpc.chain_get_block_hash(Some(height.into()))).await?;
        let at = Head { height, hash: hash.ok_or(Unanswered::NoBlock(height))?.0 };
        Ok(at.hash)
    }

    async fn block(&self, at: Head) -> Result<Block, Unanswered> {
        let hash = Some(at.hash.into());
        let block = within(self.rpc.chain_get_block(hash)).await?;
        // A node can be told to keep headers alone.
        let block = block.ok_or(Unanswered::Pruned(at.height))?.block;
        let header = checked(block.header, at)?;
        let events = match within(self.rpc.state_get_storage(&name("System", "Events"), hash)).await
        {
            Err(Unanswered::Garbled(why)) if why.contains(PRUNED) => {
                return Err(Unanswered::Pruned(at.height));
            }
            events => events?.unwrap_or_default(),
        };
        Ok(Block {
            height: at.height,
            hash: at.hash,
            parent: header.parent_hash.0,
            upgrades: header.digest.logs.contains(&DigestItem::RuntimeEnvironmentUpdated),
            body: block.extrinsics.into_iter().map(|extrinsic| extrinsic.0).collect(),
            events,
        })
    }

    async fn entries(&self, pallet: &str, map: &str, at: Head) -> Result<Vec<Entry>, Unanswered> {
        let (prefix, hash) = (name(pallet, map), Some(at.hash.into()));
        let mut entries = Vec::<Entry>::new();
        loop {
            let last = entries.last().map(|entry| entry.name.as_slice());
            let page = within(self.rpc.state_get_keys_paged(&prefix, PAGE, last, hash)).await;
            let page = page.map_err(|error| pruned(error, at))?;
            let values = page.iter().map(Vec::as_slice);
            let found = within(self.rpc.state_query_storage_at(values, hash)).await;
            let found = found.map_err(|error| pruned(error, at))?;
            let found = found.into_iter().flat_map(|found| found.changes);
            entries.extend(
                found.filter_map(|(name, value)| Some(Entry { name: name.0, value: value?.0 })),
            );
            if page.len() < PAGE as usize {
                return Ok(entries);
            }
        }
    }

    async fn values(
        &self,
        names: &[Vec<u8>],
        at: Head,
    ) -> Result<Vec<Option<Vec<u8>>>, Unanswered> {
        let mut values = Vec::with_capacity(names.len());
        for page in names.chunks(PAGE as usize) {
            let names = page.iter().map(Vec::as_slice);
            let found = within(self.rpc.state_query_storage_at(names, Some(at.hash.into()))).await;
            let found = found.map_err(|error| pruned(error, at))?;
            let changes = found.into_iter().flat_map(|found| found.changes);
            let mut by_name =
                changes.map(|(name, value)| (name.0, value)).collect::<BTreeMap<_, _>>();
            for name in page {
                let value = by_name.remove(name.as_slice());
                let value = value.ok_or_else(|| Unanswered::Garbled("not all values".into()))?;
                values.push(value.map(|value| value.0));
            }
        }
        Ok(values)
    }

    async fn has_state(&self, at: Head) -> Result<bool, Unanswered> {
        match self.version_after(at).await {
            Ok(_) => Ok(true),
            Err(Unanswered::Pruned(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    async fn version_after(&self, at: Head) -> Result<u32, Unanswered> {
        let version = within(self.rpc.state_get_runtime_version(Some(at.hash.into()))).await;
        version.map(|version| version.spec_version).map_err(|error| pruned(error, at))
    }

    async fn runtime_after(&self, at: Head) -> Result<Runtime, Unanswered> {
        let hash = Some(at.hash.into());
        let version = within(self.rpc.state_get_runtime_version(hash)).await;
        let version = version.map_err(|error| pruned(error, at))?;
        let asked = METADATA.encode();
        let method = "Metadata_metadata_at_version";
        let answer = within(self.rpc.state_call(method, Some(&asked), hash)).await;
        let answer = answer.map_err(|error| pruned(error, at))?;
        let metadata = Option::<Vec<u8>>::decode(&mut answer.as_slice()).ok().flatten();
        Ok(Runtime {
            spec: version.spec_version,
            transaction: version.transaction_version,
            metadata: metadata
                .ok_or_else(|| Unanswered::Garbled(format!("no metadata {METADATA}")))?,
        })
    }
}

/// Waits for an answer, but not for ever.
async fn within<T, E: Display>(
    answer: impl Future<Output = Result<T, E>>,
) -> Result<T, Unanswered> {
    let answer = tokio::time::timeout(PATIENCE, answer).await;
    let answer = answer.map_err(|_| Unanswered::Unreachable("it takes too long".into()))?;
    answer.map_err(|error| {
        // The client's errors are of many types, and only their texts tell them apart.
        let text = error.to_string();
        if text.contains("User error") || text.contains("ErrorObject") || text.contains(PRUNED) {
            Unanswered::Garbled(text)
        } else {
            Unanswered::Unreachable(text)
        }
    })
}

/// The name of a value in storage.
fn name(pallet: &str, value: &str) -> Vec<u8> {
    [twox_128(pallet.as_bytes()), twox_128(value.as_bytes())].concat()
}

/// The header of a block. Its hash is that of the block, whatever the node says.
fn checked(header: SubstrateHeader<H256>, at: Head) -> Result<SubstrateHeader<H256>, Unanswered> {
    let same = header.number == at.height && BlakeTwo256.hash(&header.encode()).0 == at.hash;
    same.then_some(header).ok_or(Unanswered::OtherBlock(at.height))
}

/// Tells a state that the node has dropped from other errors.
fn pruned(error: Unanswered, at: Head) -> Unanswered {
    match error {
        Unanswered::Garbled(why) if why.contains(PRUNED) => Unanswered::Pruned(at.height),
        error => error,
    }
}
