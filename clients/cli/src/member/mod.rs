//! Memberships: to join, to vouch, to admit, to move, to leave, to get another account.

pub mod consent;
mod show;

use std::path::PathBuf;

use clap::{Args, Subcommand};
use vaka_connect::subxt::dynamic::Value;

use crate::failure::Failure;
use crate::key::Signing;
use crate::node::{self, Common};
use crate::report::Report;

#[derive(Subcommand)]
pub enum Member {
    /// Print a member: number, village, free calls left. Without --account or --number, that of a
    /// secret.
    Status(show::Status),
    /// Print the pending requests of a village.
    Requests {
        /// The village's number.
        #[arg(long, value_name = "NUMBER")]
        community: u32,
        /// With numbers from this one on. At most 256 are printed.
        #[arg(long, default_value_t = 0)]
        from: u32,
    },
    /// Print how far a request has come.
    Request {
        /// The request's number.
        request: u32,
    },
    /// Sign that a member may bring your request: to join a village, or to become a member's
    /// account. The secret is that of the new account, which needs no balance.
    Consent(consent::Consent),
    /// Ask to join a village: for a newcomer by their consent, or for yourself if your account has
    /// a balance.
    Join(Join),
    /// Take a request back.
    WithdrawRequest(One),
    /// Vouch that somebody is a person who lives here.
    Vouch(One),
    /// Take a vouch back.
    WithdrawVouch(One),
    /// Admit somebody for whom enough members vouched. Clerks do that.
    Admit(One),
    /// Challenge an admission.
    Challenge(One),
    /// Confirm an admission, once its seven days are over.
    Confirm(One),
    /// Ask for another account of a member who lost theirs, by the new account's consent. Clerks do
    /// that.
    Replace(Replace),
    /// Object to another account, with the secret of the old one.
    Object(One),
    /// Confirm another account, once its thirty days are over.
    ConfirmReplacement(One),
    /// Ask to move to another village.
    Move {
        /// The village's number.
        community: u32,
        #[command(flatten)]
        signing: Signing,
    },
    /// Leave: you are no member any more.
    Leave(Signing),
}

#[derive(Args)]
pub struct One {
    /// The request's number.
    request: u32,
    #[command(flatten)]
    signing: Signing,
}

#[derive(Args)]
pub struct Join {
    /// The village's number.
    community: u32,
    /// The newcomer's consent, as `vaka member consent` prints it.
    #[arg(long, value_name = "FILE")]
    consent: Option<PathBuf>,
    #[command(flatten)]
    signing: Signing,
}

#[derive(Args)]
pub struct Replace {
    /// The member's number.
    member: u32,
    /// The new account's consent, as `vaka member consent --replaces` prints it.
    #[arg(long, value_name = "FILE")]
    consent: PathBuf,
    #[command(flatten)]
    signing: Signing,
}

impl Member {
    pub async fn run(self, common: &Common) -> Result<Report, Failure> {
        match self {
            Self::Status(command) => command.run(common).await,
            Self::Requests { community, from } => show::requests(common, community, from).await,
            Self::Request { request } => show::request(common, request).await,
            Self::Consent(command) => command.run(common).await,
            Self::Join(command) => command.run(common).await,
            Self::WithdrawRequest(one) => {
                one.send(common, "withdraw_request", "is withdrawn").await
            }
            Self::Vouch(one) => one.send(common, "vouch", "has your vouch").await,
            Self::WithdrawVouch(one) => {
                one.send(common, "withdraw_vouch", "no longer has your vouch").await
            }
            Self::Admit(one) => {
                let words = "is admitted. Anyone confirms it once seven days are over";
                one.send(common, "admit", words).await
            }
            Self::Challenge(one) => {
                one.send(common, "challenge_admission", "has your challenge").await
            }
            Self::Confirm(one) => {
                one.send(common, "confirm_admission", "is confirmed: they are a member").await
            }
            Self::Replace(command) => command.run(common).await,
            Self::Object(one) => {
                one.send(common, "object_to_replacement", "has your objection").await
            }
            Self::ConfirmReplacement(one) => {
                let words = "is confirmed: the member has the other account";
                one.send(common, "confirm_replacement", words).await
            }
            Self::Move { community, signing } => {
                let fields = vec![Value::u128(community.into())];
                requested(common, "move_community", fields, &signing).await
            }
            Self::Leave(signing) => {
                let account = signing.key.account()?;
                let leave = node::call("Communities", "leave", vec![]);
                let included = common.connect().await?.send(leave, &account, &signing).await?;
                Ok(Report::done("You are no member any more.", &included))
            }
        }
    }
}

impl One {
    async fn send(self, common: &Common, call: &str, words: &str) -> Result<Report, Failure> {
        let Self { request, signing } = self;
        let account = signing.key.account()?;
        let call = node::call("Communities", call, vec![Value::u128(request.into())]);
        let included = common.connect().await?.send(call, &account, &signing).await?;
        let mut report = Report::done(format!("Request {request} {words}."), &included);
        report.field("request", request);
        Ok(report)
    }
}

impl Join {
    async fn run(self, common: &Common) -> Result<Report, Failure> {
        let consent = match &self.consent {
            Some(path) => Value::unnamed_variant("Some", [consent::read(path)?]),
            None => Value::unnamed_variant("None", []),
        };
        let fields = vec![Value::u128(self.community.into()), consent];
        requested(common, "request_membership", fields, &self.signing).await
    }
}

impl Replace {
    async fn run(self, common: &Common) -> Result<Report, Failure> {
        let fields = vec![Value::u128(self.member.into()), consent::read(&self.consent)?];
        requested(common, "replace_account", fields, &self.signing).await
    }
}

/// Makes a request, and tells its number.
async fn requested(
    common: &Common,
    call: &str,
    fields: Vec<Value>,
    signing: &Signing,
) -> Result<Report, Failure> {
    let account = signing.key.account()?;
    let call = node::call("Communities", call, fields);
    let included = common.connect().await?.send(call, &account, signing).await?;
    let made = included.event("Communities", "Requested").and_then(|it| it.number("request"));
    let request = made.unwrap_or_default();
    let words = format!("request {request}: members vouch for it (vaka member vouch {request})");
    let mut report = Report::done(words, &included);
    report.field("request", request);
    Ok(report)
}
