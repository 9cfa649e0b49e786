//! What members ask of the people about validators.

use std::str::FromStr;

use clap::Args;
use vaka_connect::subxt::dynamic::Value;
use vaka_connect::subxt::transactions::DynamicPayload;
use vaka_connect::subxt::utils::AccountId32;

use crate::call;
use crate::failure::Failure;
use crate::key::Signing;
use crate::node::{self, Common};
use crate::petition::{blake2_256, Wish};
use crate::report::Report;
use crate::track::Track;

#[derive(Args)]
#[group(id = "wish", required = true, multiple = false, args = ["community", "replaces", "remove", "restore_finality"])]
pub struct Propose {
    /// The validator's account.
    #[arg(long, value_name = "ADDRESS", value_parser = address,
        required_unless_present = "restore_finality", conflicts_with = "restore_finality")]
    account: Option<AccountId32>,
    /// Admit it for the community of this number.
    #[arg(long, value_name = "NUMBER")]
    community: Option<u32>,
    /// Admit it in the place of this validator.
    #[arg(long, value_name = "ADDRESS", value_parser = address)]
    replaces: Option<AccountId32>,
    /// Remove it.
    #[arg(long)]
    remove: bool,
    /// Restore finality from this block on, as `validator status --urls` prints it.
    #[arg(long, value_name = "BLOCK", requires = "set")]
    restore_finality: Option<u32>,
    /// The GRANDPA set that all nodes are in, for --restore-finality.
    #[arg(long, value_name = "NUMBER", requires = "restore_finality")]
    set: Option<u64>,
    #[command(flatten)]
    signing: Signing,
}

/// Parses an address.
pub fn address(text: &str) -> Result<AccountId32, String> {
    AccountId32::from_str(text).map_err(|_| "not an address (5...)".into())
}

impl Propose {
    pub async fn run(self, common: &Common) -> Result<Report, Failure> {
        let account = self.signing.key.account()?;
        let node = common.connect().await?;
        let (title, call) = self.wish();
        let call = call::encoded(&node.state().await?, &call)?;
        let text = blake2_256(title.as_bytes());
        let wish = Wish { track: Track::Validators, title, text, call };
        wish.open(&node, &account, &self.signing).await
    }

    /// The petition's title, and its call.
    fn wish(&self) -> (String, DynamicPayload<Vec<Value>>) {
        let make = |name: &str, fields| node::call("Validators", name, fields);
        let id = |account: &AccountId32| Value::from_bytes(account.0);
        let number = |number: u64| Value::u128(number.into());
        // The command line asks for one of them, and for an account beside all but the last.
        let account = self.account.unwrap_or(AccountId32([0; 32]));
        match (&self.replaces, self.community, self.remove) {
            (Some(old), ..) => (
                format!("Replace validator {old} by {account}"),
                make("replace_validator", vec![id(old), id(&account)]),
            ),
            (_, Some(community), _) => (
                format!("Admit validator {account}"),
                make("add_validator", vec![id(&account), number(community.into())]),
            ),
            (.., true) => (
                format!("Remove validator {account}"),
                make("remove_validator", vec![id(&account)]),
            ),
            _ => {
                let best = self.restore_finality.unwrap_or_default();
                let set = self.set.unwrap_or_default();
                (
                    format!("Restore finality from block {best} of set {set}"),
                    make("restore_finality", vec![number(best.into()), number(set)]),
                )
            }
        }
    }
}
