//! New session keys in the node's keystore, with the proof that they are this account's. The node
//! makes them and never shows them.

use serde::Deserialize;
use vaka_connect::subxt::dynamic::Value;
use vaka_connect::subxt::rpcs::client::rpc_params;
use vaka_connect::Error;

use crate::failure::Failure;
use crate::key::Signing;
use crate::node::{self, Common};
use crate::report::Report;
use crate::value::from_hex;

/// The public sides of new keys, Aura's and GRANDPA's one after the other.
#[derive(Deserialize)]
struct Made {
    keys: String,
    proof: String,
}

pub async fn run(common: &Common, signing: &Signing) -> Result<Report, Failure> {
    if !is_here(&common.url) {
        return Err(Failure::NotHere(common.url.clone()));
    }
    let account = signing.key.account()?;
    let node = common.connect().await?;
    let owner = rpc_params![format!("0x{}", hex::encode(account.public_key()))];
    let made = node.client.request::<Made>("author_rotateKeysWithOwner", owner).await;
    let made = made.map_err(|error| match error {
        Error::Node { .. } => Failure::NoKeys(error),
        other => other.into(),
    })?;
    let odd = || Error::Mismatch(format!("session keys {}", made.keys));
    let keys = from_hex(&made.keys).filter(|it| it.len() == 64).ok_or_else(odd)?;
    let (aura, grandpa) = keys.split_at(32);
    let proof = from_hex(&made.proof).ok_or_else(odd)?;
    let fields = vec![
        Value::named_composite([
            ("aura", Value::from_bytes(aura)),
            ("grandpa", Value::from_bytes(grandpa)),
        ]),
        Value::from_bytes(proof),
    ];
    let included = node.send(node::call("Session", "set_keys", fields), &account, signing).await?;
    let mut report = Report::done(format!("session keys {}", made.keys), &included);
    report.line(
        "They sign from the second session after this one; until `vaka validator status` prints \"keys in force\", \
         those before do.",
    );
    report.field("keys", made.keys);
    Ok(report)
}

/// Returns whether an address is on this machine.
pub fn is_here(url: &str) -> bool {
    let host = url.trim_start_matches("ws://").split('/').next().unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    ["127.0.0.1", "localhost", "[::1]"].contains(&name)
}
