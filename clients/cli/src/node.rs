//! The node that a command asks, and the transactions that it sends through it.

use std::time::Duration;

use clap::Args;
use vaka_connect::error::Refusal;
use vaka_connect::subxt::dynamic::Value;
use vaka_connect::subxt::transactions::{dynamic, DynamicPayload};
use vaka_connect::{Account, Client, Error, Included, Limits, State};

use crate::answers::MemberView;
use crate::failure::Failure;
use crate::key::Signing;

/// The time that a node has to take a connection. It is at hand, or it is not there.
const CONNECT: Duration = Duration::from_secs(15);

#[derive(Args)]
pub struct Common {
    /// The address of the node's RPC.
    #[arg(long, global = true, value_name = "ADDRESS", default_value = "ws://127.0.0.1:9944")]
    pub url: String,
    /// The time for a transaction to get into a block, in seconds.
    #[arg(long, global = true, value_name = "SECONDS", default_value_t = 120,
        value_parser = clap::value_parser!(u64).range(1..=86_400))]
    pub timeout: u64,
    /// Print JSON.
    #[arg(long, global = true)]
    pub json: bool,
}

impl Common {
    /// The time for a transaction to get into a block.
    pub fn limit(&self) -> Duration {
        Duration::from_secs(self.timeout)
    }

    /// The time to connect.
    pub fn connect_limit(&self) -> Duration {
        self.limit().min(CONNECT)
    }

    pub async fn connect(&self) -> Result<Node, Failure> {
        let client = Client::connect(&self.url, self.connect_limit()).await?;
        Ok(Node { client, limit: self.limit() })
    }
}

/// A call, with values for its fields in their order.
pub fn call(pallet: &str, name: &str, fields: Vec<Value>) -> DynamicPayload<Vec<Value>> {
    dynamic(pallet, name, fields)
}

pub struct Node {
    pub client: Client,
    limit: Duration,
}

impl Node {
    /// The state after the newest block. Governance goes on where nothing becomes final.
    pub async fn state(&self) -> Result<State, Failure> {
        Ok(self.client.best().await?)
    }

    /// Signs, sends, and waits until it is done.
    pub async fn send(
        &self,
        call: DynamicPayload<Vec<Value>>,
        account: &Account,
        signing: &Signing,
    ) -> Result<Included, Failure> {
        let limits = Limits { until: signing.until(), limit: self.limit };
        match self.client.submit(&call, account, limits).await {
            Ok(included) => Ok(included),
            Err(error) => {
                let hint = match &error {
                    Error::Refused(Refusal::Payment) => self.why_unpaid(account).await,
                    _ => String::new(),
                };
                Err(Failure::As { account: account.id(), error: error.into(), hint })
            }
        }
    }

    /// The reason why a call costs a fee that the account does not have.
    async fn why_unpaid(&self, account: &Account) -> String {
        let asked = async {
            let state = self.client.best().await?;
            let who = vec![Value::from_bytes(account.public_key())];
            state.api::<Option<MemberView>>("CommunitiesApi", "member_by_account", who).await
        };
        match asked.await {
            Ok(None) => {
                ". It belongs to no member and has no balance: is it the right secret, and the right --scheme?".into()
            }
            Ok(Some(MemberView { free_calls: 0, .. })) => {
                ". Its free calls of today are used: send it again tomorrow, or put some VAKA on the account".into()
            }
            Ok(Some(_)) => ". This call is not free for members: put some VAKA on the account".into(),
            Err(_) => String::new(),
        }
    }
}
