//! The blocks that several nodes have as final, and what to do if they have no more of them.

use std::collections::HashMap;
use std::time::Duration;

use serde_json::{json, Value as Json};
use vaka_connect::client::within;
use vaka_connect::subxt::rpcs::client::rpc_params;
use vaka_connect::subxt::utils::H256;
use vaka_connect::{Client, Error};

/// The number of blocks behind the newest one beyond which finality lags.
const LAG: u64 = 20;

/// What a node has as final, or why it does not answer.
#[derive(Debug)]
pub struct View {
    pub url: String,
    pub seen: Result<Seen, Error>,
}

/// What a node has as final.
#[derive(Clone, Debug)]
pub struct Seen {
    pub genesis: H256,
    pub best: u64,
    pub finalised: u64,
    pub hash: H256,
    /// The number of its GRANDPA set.
    pub set: u64,
    /// The hash of the lowest block that is final on all nodes.
    pub lowest: Option<H256>,
}

/// What operators need to know of the finality of some nodes.
#[derive(Debug, PartialEq, Eq)]
pub struct Advice {
    pub lines: Vec<String>,
    pub verdict: &'static str,
    /// The block and the set of which finality can be restored.
    pub restore: Option<(u64, u64)>,
}

impl View {
    pub fn json(&self) -> Json {
        let Self { url, seen } = self;
        match seen {
            Ok(Seen { best, finalised, hash, set, .. }) => json!({ "url": url, "best": best,
                "finalised": finalised, "hash": format!("{hash:?}"), "set": set }),
            Err(error) => json!({ "url": url, "error": error.to_string() }),
        }
    }
}

/// Asks all nodes at once.
pub async fn ask(urls: Vec<String>, limit: Duration) -> Vec<View> {
    let asked: Vec<_> = urls
        .into_iter()
        .map(|url| {
            tokio::spawn(async move {
                let client = Client::connect(&url, limit).await;
                let seen = match &client {
                    Ok(client) => see(client).await,
                    Err(_) => Err(Error::NoNode { url: url.clone(), limit }),
                };
                (View { url, seen }, client.ok())
            })
        })
        .collect();
    let mut all = Vec::new();
    for asking in asked {
        // It is neither cancelled nor panics.
        all.extend(asking.await);
    }
    let finalised = all.iter().filter_map(|(view, _)| Some(view.seen.as_ref().ok()?.finalised));
    let lowest = finalised.min();
    let mut views = Vec::new();
    for (mut view, client) in all {
        if let (Ok(seen), Some(client), Some(lowest)) = (&view.seen, client, lowest) {
            let hash = within(client.rpc().chain_get_block_hash(Some(lowest.into()))).await;
            view.seen = hash.map(|lowest| Seen { lowest, ..seen.clone() });
        }
        views.push(view);
    }
    views
}

async fn see(client: &Client) -> Result<Seen, Error> {
    let rpc = client.rpc();
    let number = |hash| async move {
        let header = within(rpc.chain_get_header(hash)).await?;
        header.map(|it| it.number).ok_or_else(|| Error::Lost("no header".into()))
    };
    let hash = within(rpc.chain_get_finalized_head()).await?;
    let round: Json = client.request("grandpa_roundState", rpc_params![]).await?;
    let set = round.get("setId").and_then(Json::as_u64);
    Ok(Seen {
        genesis: client.genesis(),
        best: number(None).await?,
        finalised: number(Some(hash)).await?,
        hash,
        set: set.ok_or_else(|| Error::Mismatch("grandpa_roundState has no setId".into()))?,
        lowest: None,
    })
}

/// What operators need to know, in lines. If finality stands still, the last line tells what to
/// propose.
pub fn advice(views: &[View]) -> Advice {
    let mut lines: Vec<_> = views
        .iter()
        .map(|View { url, seen }| match seen {
            Ok(Seen { best, finalised, hash, set, .. }) => {
                format!("{url}: block {finalised} of {best} is final, GRANDPA set {set}, {hash:?}")
            }
            Err(error) => format!("{url}: does not answer ({error})"),
        })
        .collect();
    let up: Vec<_> = views.iter().filter_map(|view| view.seen.as_ref().ok()).collect();
    let (verdict, restore, line) = verdict(&up);
    lines.extend(line);
    Advice { lines, verdict, restore }
}

fn verdict(up: &[&Seen]) -> (&'static str, Option<(u64, u64)>, Option<String>) {
    let (Some(lowest), Some(newest)) =
        (up.iter().map(|it| it.finalised).min(), up.iter().map(|it| it.best).max())
    else {
        return ("unknown", None, None);
    };
    let different = |key: fn(&Seen) -> Option<H256>| {
        let all: HashMap<_, _> = up.iter().map(|it| (key(it), ())).collect();
        all.len() > 1
    };
    let lag = newest.saturating_sub(lowest);
    let mut sets: Vec<_> = up.iter().map(|it| it.set).collect();
    sets.sort_unstable();
    sets.dedup();
    if different(|it| Some(it.genesis)) {
        let line = "These nodes are not of one network: they have different first blocks.";
        ("different networks", None, Some(line.into()))
    } else if different(|it| it.lowest) {
        let line = format!(
            "These nodes have finalised different blocks {lowest}. Do not restore finality: find out which is right."
        );
        ("different blocks", None, Some(line))
    } else if lag <= LAG {
        let line = format!("Finality is well: block {lowest} is final on all of these nodes.");
        ("well", None, Some(line))
    } else if let [set] = sets.as_slice() {
        let line = format!(
            "FINALITY LAGS by {lag} blocks. It comes back by itself once more than two thirds of the validators can \
             reach one another. Only if a third or more are lost for good, and others are in their places: \
             propose --restore-finality {lowest} --set {set}, if these are all nodes that are left."
        );
        ("lags", Some((lowest, *set)), Some(line))
    } else {
        let line = format!(
            "FINALITY LAGS by {lag} blocks, and these nodes are not in the same GRANDPA set: let those that are \
             behind reach the others, and ask again."
        );
        ("lags", None, Some(line))
    }
}
