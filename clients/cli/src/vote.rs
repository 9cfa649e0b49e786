//! Votes, and who votes for whom.

use clap::{Args, ValueEnum};
use vaka_connect::subxt::dynamic::Value;

use crate::failure::Failure;
use crate::key::Signing;
use crate::node::{self, Common};
use crate::petition;
use crate::report::Report;
use crate::track::Track;

#[derive(Args)]
#[group(id = "which", required = true, multiple = false, args = ["petition", "poll"])]
pub struct Vote {
    /// Your vote. `retract` takes it back.
    #[arg(value_enum)]
    choice: Choice,
    /// On the petition of this number.
    #[arg(long, value_name = "NUMBER")]
    petition: Option<u32>,
    /// In the poll of this number.
    #[arg(long, value_name = "NUMBER")]
    poll: Option<u32>,
    #[command(flatten)]
    signing: Signing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Choice {
    Aye,
    Nay,
    Abstain,
    Retract,
}

impl Vote {
    pub async fn run(self, common: &Common) -> Result<Report, Failure> {
        let account = self.signing.key.account()?;
        let node = common.connect().await?;
        let poll = match (self.petition, self.poll) {
            (Some(id), _) => petition::poll_of(&node.state().await?, id).await?,
            (None, poll) => poll.unwrap_or_default(),
        };
        let number = Value::u128(poll.into());
        let (call, words) = match self.choice {
            Choice::Retract => {
                (node::call("Voting", "retract", vec![number]), "Your vote is taken back".into())
            }
            vote => {
                let fields = vec![number, Value::unnamed_variant(format!("{vote:?}"), [])];
                (node::call("Voting", "vote", fields), format!("You voted {vote:?}"))
            }
        };
        let included = node.send(call, &account, &self.signing).await?;
        let mut report = Report::done(format!("{words}, in poll {poll}."), &included);
        report.field("poll", poll);
        Ok(report)
    }
}

#[derive(Args)]
pub struct Delegate {
    /// The track: constitution, validators, appeals, treasury, parameters or village:NUMBER.
    track: Track,
    /// The member's number (vaka member status tells it).
    member: u32,
    #[command(flatten)]
    signing: Signing,
}

impl Delegate {
    pub async fn run(self, common: &Common) -> Result<Report, Failure> {
        let Self { track, member, signing } = self;
        let account = signing.key.account()?;
        let node = common.connect().await?;
        let fields = vec![track.value(), Value::u128(member.into())];
        let call = node::call("Voting", "delegate", fields);
        let included = node.send(call, &account, &signing).await?;
        let done = format!("Member {member} votes for you, where you do not vote yourself.");
        Ok(Report::done(done, &included))
    }
}

#[derive(Args)]
pub struct Undelegate {
    /// The track: constitution, validators, appeals, treasury, parameters or village:NUMBER.
    track: Track,
    #[command(flatten)]
    signing: Signing,
}

impl Undelegate {
    pub async fn run(self, common: &Common) -> Result<Report, Failure> {
        let Self { track, signing } = self;
        let account = signing.key.account()?;
        let node = common.connect().await?;
        let call = node::call("Voting", "undelegate", vec![track.value()]);
        let included = node.send(call, &account, &signing).await?;
        Ok(Report::done("From the next vote on, nobody votes for you.", &included))
    }
}
