//! A node of the chain, asked by HTTP. Nothing that it answers is believed without a proof, but for what
//! the commands say.

use std::time::Duration;

use codec::{DecodeAll, Encode};
use credential_award::Place;
use serde::de::DeserializeOwned;
use serde::Deserialize;
use serde_json::{json, Value};
use vaka_documents::bundle::{self, Bundle, Checkpoint};
use vaka_documents::chain;
use vaka_documents::envelope::Bytes32;
use vaka_documents::keys::Issuer;
use vaka_documents::marks::{BatchBits, StatusBits, MAX_BATCHES};
use vaka_documents::time;
use vaka_proofs::finality::{self, Fragment};
use vaka_proofs::header::Header;
use vaka_proofs::storage_key;

use crate::failure::Failure;

/// The most bytes of an answer: what a node sends at most.
const MAX_ANSWER: u64 = 16 * 1024 * 1024;
/// Links are thin: half a megabyte in hexadecimal digits takes a minute at 128 kbit/s.
const TIMEOUT: Duration = Duration::from_secs(300);
/// How far the last final block of an issuer's node may lie back, in seconds.
const MAX_BEHIND: u64 = 3_600;

/// Why a node did not answer.
#[derive(Debug, thiserror::Error)]
pub enum Unanswered {
    #[error("the node does not answer: {0}")]
    Http(#[from] ureq::Error),
    #[error("the node refuses {method}: {message}")]
    Refused { method: &'static str, message: String },
    #[error("the node's answer to {0} is none")]
    Garbled(&'static str),
    #[error("the node has no such block: {0}")]
    NoBlock(Bytes32),
    #[error("the node says that there is more to prove, and proves nothing more")]
    Endless,
}

/// A node by its address.
pub struct Node {
    agent: ureq::Agent,
    url: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ProvenFinality {
    fragments: Vec<Hex>,
    is_finished: bool,
}

#[derive(Deserialize)]
struct ReadProof {
    proof: Vec<Hex>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct HeaderAnswer {
    parent_hash: Bytes32,
    number: String,
    state_root: Bytes32,
    extrinsics_root: Bytes32,
    digest: DigestAnswer,
}

#[derive(Deserialize)]
struct DigestAnswer {
    logs: Vec<Hex>,
}

/// Bytes in hexadecimal digits.
struct Hex(Vec<u8>);

impl<'de> Deserialize<'de> for Hex {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let digits = text.strip_prefix("0x").unwrap_or_default();
        hex::decode(digits).map(Self).map_err(serde::de::Error::custom)
    }
}

impl Node {
    /// A node at an address such as `http://127.0.0.1:9944`.
    pub fn new(url: &str) -> Self {
        let config = ureq::Agent::config_builder()
            .timeout_global(Some(TIMEOUT))
            .max_redirects(0)
            .http_status_as_error(false);
        Self { agent: config.build().into(), url: url.into() }
    }

    fn ask<T: DeserializeOwned>(
        &self,
        method: &'static str,
        parameters: &Value,
    ) -> Result<T, Unanswered> {
        #[derive(Deserialize)]
        struct Error {
            message: String,
        }
        #[derive(Deserialize)]
        struct Answer {
            #[serde(default)]
            result: Value,
            error: Option<Error>,
        }
        let asked = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": parameters });
        let mut response = self
            .agent
            .post(&self.url)
            .header("content-type", "application/json")
            .send(asked.to_string())?;
        let bytes = response.body_mut().with_config().limit(MAX_ANSWER).read_to_vec()?;
        let garbled = |_| Unanswered::Garbled(method);
        let answer: Answer = serde_json::from_slice(&bytes).map_err(garbled)?;
        if let Some(Error { message }) = answer.error {
            return Err(Unanswered::Refused { method, message });
        }
        serde_json::from_value(answer.result).map_err(garbled)
    }

    /// A value of storage after a block.
    fn storage(&self, name: &[u8], block: Bytes32) -> Result<Option<Vec<u8>>, Unanswered> {
        let name = format!("0x{}", hex::encode(name));
        let value: Option<Hex> = self.ask("state_getStorage", &json!([name, block]))?;
        Ok(value.map(|value| value.0))
    }

    /// What a runtime API answers after a block.
    fn call<T: DecodeAll>(
        &self,
        name: &'static str,
        asked: &[u8],
        block: Bytes32,
    ) -> Result<T, Unanswered> {
        let asked = format!("0x{}", hex::encode(asked));
        let answer: Hex = self.ask("state_call", &json!([name, asked, block]))?;
        T::decode_all(&mut answer.0.as_slice()).map_err(|_| Unanswered::Garbled(name))
    }

    /// A block's header. Its hash is that of the block, whatever the node says.
    fn header(&self, block: Bytes32) -> Result<Header, Unanswered> {
        const METHOD: &str = "chain_getHeader";
        let answer: Option<HeaderAnswer> = self.ask(METHOD, &json!([block]))?;
        let answer = answer.ok_or(Unanswered::NoBlock(block))?;
        let garbled = || Unanswered::Garbled(METHOD);
        let number = answer.number.strip_prefix("0x").ok_or_else(garbled)?;
        let log = |log: Hex| DecodeAll::decode_all(&mut log.0.as_slice());
        let header = Header {
            parent_hash: answer.parent_hash.0,
            number: u32::from_str_radix(number, 16).map_err(|_| garbled())?,
            state_root: answer.state_root.0,
            extrinsics_root: answer.extrinsics_root.0,
            digest: answer
                .digest
                .logs
                .into_iter()
                .map(log)
                .collect::<Result<_, _>>()
                .map_err(|_| garbled())?,
        };
        (header.hash() == block.0).then_some(header).ok_or_else(garbled)
    }

    /// The last final block, believed as it is told. While validators are replaced without the old
    /// ones' votes, nothing leads on from some blocks: then there is no checkpoint yet.
    pub fn told_checkpoint(&self) -> Result<Checkpoint, Failure> {
        let block: Bytes32 = self.ask("chain_getFinalizedHead", &json!([]))?;
        let header = self.header(block)?;
        let checkpoint = finality::Checkpoint {
            block: block.0,
            number: header.number,
            set_id: self.call("GrandpaApi_current_set_id", &[], block)?,
            authorities: self.call("GrandpaApi_grandpa_authorities", &[], block)?,
        };
        let checkpoint = checkpoint.into();
        self.newer_checkpoint(&checkpoint)?;
        Ok(checkpoint)
    }

    /// The status bits of an issuer after the last final block, believed as they are told. The node
    /// must know the present, and be of the chain on which the issuer signs with this key.
    pub fn status_bits(
        &self,
        number: u32,
        issuer: &Issuer,
        now: u64,
    ) -> Result<StatusBits, Failure> {
        const METHOD: &str = "CredentialsApi_status_list";
        let genesis = self.ask("chain_getBlockHash", &json!([0]))?;
        let block: Bytes32 = self.ask("chain_getFinalizedHead", &json!([]))?;
        let time = self.storage(&storage_key::of("Timestamp", "Now"), block)?;
        let time = time.and_then(|time| u64::decode_all(&mut time.as_slice()).ok());
        let at = time.ok_or(Unanswered::Garbled("Timestamp.Now"))?.div_euclid(1_000);
        if now > at.saturating_add(MAX_BEHIND) {
            return Err(Failure::NodeBehind(time::format(at)));
        }
        let key = chain::last_key(number, |name| self.storage(name, block))?;
        if key != issuer.key().public().raw() {
            return Err(Failure::OtherKey(Bytes32(key)));
        }
        let mut batches = Vec::new();
        for sequence in 0..=MAX_BATCHES {
            let asked = (number, sequence).encode();
            let answer: Option<chain::StatusList> = self.call(METHOD, &asked, block)?;
            let Some(list) = answer else { break };
            batches.push(BatchBits::new(sequence, list));
        }
        let bits = StatusBits { genesis, issuer: number, at, batches };
        bits.check()?;
        Ok(bits)
    }

    /// Follows what leads from a checkpoint to the last block that this node can prove, page by page,
    /// so that nothing is kept that was not proven. Returns where it ends, with the header if that is
    /// not where it began.
    fn follow(
        &self,
        checkpoint: &Checkpoint,
        mut keep: impl FnMut(Vec<Fragment>) -> Result<(), Failure>,
    ) -> Result<(finality::Checkpoint, Option<Header>), Failure> {
        const METHOD: &str = "vaka_proveFinality";
        let (mut at, mut last) = (checkpoint.trusted(), None);
        loop {
            let page: ProvenFinality = self.ask(METHOD, &json!([Bytes32(at.block)]))?;
            let fragments = page.fragments.iter().map(|bytes| {
                Fragment::decode_all(&mut bytes.0.as_slice())
                    .map_err(|_| Unanswered::Garbled(METHOD))
            });
            let fragments = fragments.collect::<Result<Vec<_>, _>>()?;
            let before = at.number;
            if let Some((end, header)) =
                finality::follow(&at, &fragments).map_err(bundle::Flaw::from)?
            {
                (at, last) = (end, Some(header));
            }
            keep(fragments)?;
            if page.is_finished {
                return Ok((at, last));
            }
            // Each page leads on, and there are so many blocks and no more.
            if at.number <= before {
                return Err(Unanswered::Endless.into());
            }
        }
    }

    /// The last block that this node can prove from a checkpoint.
    pub fn newer_checkpoint(&self, from: &Checkpoint) -> Result<Checkpoint, Failure> {
        let (newer, _) = self.follow(from, |_| Ok(()))?;
        Ok(newer.into())
    }

    /// A bundle that says nothing about an award yet: what leads from a checkpoint to a block, and the
    /// block's header.
    fn block(&self, checkpoint: &Checkpoint) -> Result<(Bundle, Header), Failure> {
        let mut bundle = Bundle { finality: Vec::new(), header: None, state: Vec::new() };
        let (_, last) = self.follow(checkpoint, |page| {
            bundle.finality.extend(page);
            bundle.fits().then_some(()).ok_or(Failure::BundleTooLarge)
        })?;
        let header = match last {
            Some(header) => header,
            None => {
                let header = self.header(Bytes32(checkpoint.block()))?;
                bundle.header.insert(header).clone()
            }
        };
        Ok((bundle, header))
    }

    /// A bundle about an award. What it says of the award is still to be proven.
    pub fn bundle(&self, checkpoint: &Checkpoint, place: &Place) -> Result<Bundle, Failure> {
        let (mut bundle, header) = self.block(checkpoint)?;
        // What is read depends on what was read before: the parents of an issuer, the schema of a batch.
        let block = Bytes32(header.hash());
        let mut names = Vec::new();
        chain::read(place, |name| {
            names.push(format!("0x{}", hex::encode(name)));
            self.storage(name, block)
        })?;
        let read: ReadProof = self.ask("state_getReadProof", &json!([names, block]))?;
        bundle.state = read.proof.into_iter().map(|node| node.0).collect();
        bundle.fits().then_some(bundle).ok_or(Failure::BundleTooLarge)
    }
}
