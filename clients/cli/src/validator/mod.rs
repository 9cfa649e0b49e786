//! What an operator does to become, stay and cease to be a validator, besides running the node.

pub mod finality;
pub mod keys;
mod propose;
pub mod status;

use clap::Subcommand;

use crate::failure::Failure;
use crate::key::Signing;
use crate::node::{self, Common};
use crate::report::Report;

pub use propose::address;

#[derive(Subcommand)]
pub enum Validator {
    /// Make session keys in this machine's node, and tell the chain whose they are. The secret is
    /// that of the validator's account.
    Keys(Signing),
    /// Print the validators, which keys sign, and what is final.
    Status(status::Status),
    /// Ask the people to admit, replace or remove a validator, or to restore finality. The secret
    /// is that of a member.
    Propose(propose::Propose),
    /// Cease to be a validator. The secret is that of the validator's account.
    Leave(Signing),
    /// Take back a leave that waits for a successor.
    Stay(Signing),
    /// Withdraw the session keys of an account that is no validator any more: their deposit
    /// returns.
    WithdrawKeys(Signing),
}

impl Validator {
    pub async fn run(self, common: &Common) -> Result<Report, Failure> {
        match self {
            Self::Keys(signing) => keys::run(common, &signing).await,
            Self::Status(command) => command.run(common).await,
            Self::Propose(command) => command.run(common).await,
            Self::Leave(signing) => leave(common, &signing).await,
            Self::Stay(signing) => {
                let account = signing.key.account()?;
                let stay = node::call("Validators", "stay", vec![]);
                let included = common.connect().await?.send(stay, &account, &signing).await?;
                Ok(Report::done("You stay.", &included))
            }
            Self::WithdrawKeys(signing) => {
                let account = signing.key.account()?;
                let withdraw = node::call("Validators", "withdraw_keys", vec![]);
                let included = common.connect().await?.send(withdraw, &account, &signing).await?;
                Ok(Report::done("The session keys are withdrawn.", &included))
            }
        }
    }
}

async fn leave(common: &Common, signing: &Signing) -> Result<Report, Failure> {
    let account = signing.key.account()?;
    let leave = node::call("Validators", "leave", vec![]);
    let included = common.connect().await?.send(leave, &account, signing).await?;
    let waits = included.event("Validators", "LeaveWaits").is_some();
    let words = match waits {
        true => "Too few would remain: you leave once a successor is admitted. Keep the node running.",
        false => "You serve out the sessions that are planned, two at most. Keep the node running until then.",
    };
    let mut report = Report::done(words, &included);
    report.field("waits", waits);
    Ok(report)
}
