//! The validators as the chain sees them, and the keys that sign for each.

use std::collections::HashMap;

use clap::Args;
use serde_json::json;
use vaka_connect::subxt::dynamic::Value;
use vaka_connect::subxt::utils::AccountId32;
use vaka_connect::State;

use crate::answers::{SessionKeys, Share, ValidatorView};
use crate::failure::Failure;
use crate::node::Common;
use crate::report::Report;
use crate::validator::finality;

#[derive(Args)]
pub struct Status {
    /// Compare what these nodes have as final, too: ws://A:9944,ws://B:9944. If finality stands
    /// still because validators are lost for good, give all nodes that are left. It then prints
    /// what to propose.
    #[arg(long, value_name = "ADDRESSES", value_delimiter = ',')]
    urls: Vec<String>,
}

/// The keys of a validator, as far as they are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signing {
    pub aura: [u8; 32],
    pub grandpa: [u8; 32],
}

impl From<SessionKeys> for Signing {
    fn from(SessionKeys { aura, grandpa }: SessionKeys) -> Self {
        Self { aura, grandpa }
    }
}

impl Status {
    pub async fn run(self, common: &Common) -> Result<Report, Failure> {
        let node = common.connect().await?;
        // All answers are of one block, so that no session ends between two questions.
        let state = node.state().await?;
        let mut report = Report::new();
        validators(&state, &mut report).await?;
        let shares: Vec<Share> = state.api("ValidatorsApi", "shares", ()).await?;
        let mut listed = Vec::new();
        for Share { community, validators, planned, above_cap } in shares {
            let above = if above_cap { ", more than it may have" } else { "" };
            report.line(format!(
                "community {community}: {validators} validators, {planned} in the next set{above}"
            ));
            listed.push(json!({ "community": community, "validators": validators,
                "planned": planned, "aboveCap": above_cap }));
        }
        report.field("shares", listed);
        let urls = if self.urls.is_empty() { vec![common.url.clone()] } else { self.urls };
        let views = finality::ask(urls, common.connect_limit()).await;
        let advice = finality::advice(&views);
        for line in advice.lines {
            report.line(line);
        }
        report.field("nodes", views.iter().map(finality::View::json).collect::<Vec<_>>());
        report.field("finality", advice.verdict);
        if let Some((block, set)) = advice.restore {
            report.field("restore", json!({ "block": block, "set": set }));
        }
        Ok(report)
    }
}

async fn validators(state: &State, report: &mut Report) -> Result<(), Failure> {
    let index = state.storage::<u32>("Session", "CurrentIndex", vec![]).await?.unwrap_or_default();
    let active = stored::<Vec<AccountId32>>(state, "Session", "Validators").await?;
    let aura = stored::<Vec<[u8; 32]>>(state, "Aura", "Authorities").await?;
    let grandpa = stored::<Vec<([u8; 32], u64)>>(state, "Grandpa", "Authorities").await?;
    let queued = stored::<Vec<(AccountId32, SessionKeys)>>(state, "Session", "QueuedKeys").await?;
    let in_force: HashMap<_, _> = active
        .into_iter()
        .zip(aura.into_iter().zip(grandpa))
        .map(|(account, (aura, (grandpa, _)))| (account.0, Signing { aura, grandpa }))
        .collect();
    let next: HashMap<_, _> =
        queued.into_iter().map(|(account, keys)| (account.0, Signing::from(keys))).collect();
    report.line(format!("session {index}")).field("session", index);
    let mut listed = Vec::new();
    let all: Vec<ValidatorView> = state.api("ValidatorsApi", "validators", ()).await?;
    for one in all {
        let key = vec![Value::from_bytes(one.account.0)];
        let registered = state.storage::<SessionKeys>("Session", "NextKeys", key).await?;
        let account = &one.account.0;
        let keys = whose(
            registered.map(Signing::from),
            in_force.get(account).copied(),
            next.get(account).copied(),
            one.planned,
        );
        let flags = [
            ("active", one.active),
            ("queued", one.queued),
            ("planned", one.planned),
            ("disabled", one.disabled),
            ("leaving", one.leaving.is_some()),
            ("has left", one.has_left),
        ];
        let said: Vec<_> = flags.iter().filter(|(_, is)| *is).map(|(name, _)| *name).collect();
        let last = one.last_block.map_or("never".into(), |block| format!("block {block}"));
        report.line(format!(
            "{}  community {}  {}  {keys}  {} blocks now, {} before, last {last}",
            one.account,
            one.community,
            said.join(" "),
            one.blocks,
            one.blocks_before
        ));
        listed.push(json!({ "account": one.account.to_string(), "community": one.community,
            "flags": said, "keys": keys, "blocks": one.blocks, "blocksBefore": one.blocks_before,
            "lastBlock": one.last_block }));
    }
    report.field("validators", listed);
    Ok(())
}

async fn stored<T>(state: &State, pallet: &str, item: &str) -> Result<T, Failure>
where
    T: Default + vaka_connect::subxt::ext::scale_decode::DecodeAsType,
{
    Ok(state.storage(pallet, item, vec![]).await?.unwrap_or_default())
}

/// Which keys sign for a validator, or will: whether those that it registered last are those that
/// session gives to Aura and GRANDPA.
pub fn whose(
    registered: Option<Signing>,
    in_force: Option<Signing>,
    next: Option<Signing>,
    planned: bool,
) -> String {
    let Some(registered) = registered else { return "no session keys".into() };
    let coming = if in_force.is_some() { "new keys" } else { "keys" };
    let second = format!("{coming} from the second session after this one");
    match (in_force, next) {
        (_, Some(next)) if next != registered => second,
        (Some(now), _) if now == registered => "keys in force".into(),
        (_, Some(_)) => format!("{coming} from the next session"),
        (_, None) if planned => second,
        _ => "keys not in use".into(),
    }
}
