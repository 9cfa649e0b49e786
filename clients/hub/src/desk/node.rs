//! A node, asked for the chain as it is now.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use serde_json::value::RawValue;
use subxt::dynamic::{At, Value};
use subxt::ext::scale_decode::{self, DecodeAsType};
use subxt::ext::scale_value::ValueDef;
use subxt::rpcs;
use subxt::utils::AccountId32;
use tokio::sync::{Mutex, Semaphore};
use vaka_connect::{Client, Error, State};

use super::link::Link;
use super::refusal::{is_ban, refusal, verdict, Reason, Refusal};
use super::{Asked, Desk, Order, Stands, Voucher};
use crate::chain::{Hash, Unanswered};
use crate::identity::Account;

/// The time for a connection.
const CONNECT: Duration = Duration::from_secs(5);
/// The time for all of an answer.
const PATIENCE: Duration = Duration::from_secs(20);
/// The most questions at once, and the most transactions. The node has blocks to make, and who asks much
/// must keep nobody's transaction waiting.
const TURNS: usize = 8;
/// The length of the clock's slots, in seconds.
const SLOT: u64 = 6;
/// The most orders that are asked for.
const ORDERS: u32 = 64;

/// A node by its address. It need not be there yet.
#[derive(Clone)]
pub struct Node(Arc<Inner>);

struct Inner {
    url: String,
    client: Mutex<Option<Client>>,
    questions: Semaphore,
    offers: Semaphore,
    link: Link,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "scale_decode")]
struct Dates {
    due: Option<u64>,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "scale_decode")]
struct OrderView {
    order: u64,
    buyer: AccountId32,
    seller: AccountId32,
    dates: Dates,
    state: Value,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "scale_decode")]
struct Orders {
    items: Vec<OrderView>,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "scale_decode")]
struct Eligibility {
    member: Option<u32>,
    refusal: Option<Value>,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "scale_decode")]
struct AssetMetadata {
    symbol: Vec<u8>,
    decimals: u8,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "scale_decode")]
struct TrackView {
    id: u16,
    decision: u32,
}

impl Node {
    /// A node at an address such as `ws://127.0.0.1:9944`.
    pub fn new(url: &str) -> Self {
        Self(Arc::new(Inner {
            url: url.into(),
            client: Mutex::default(),
            questions: Semaphore::new(TURNS),
            offers: Semaphore::new(TURNS),
            link: Link::new(url),
        }))
    }

    async fn client(&self) -> Result<Client, Unanswered> {
        let mut client = self.0.client.lock().await;
        if let Some(client) = client.as_ref() {
            return Ok(client.clone());
        }
        let made = Client::connect(&self.0.url, CONNECT).await.map_err(unanswered)?;
        *client = Some(made.clone());
        Ok(made)
    }

    /// Asks in turn, and not for ever. What is asked is the newest block, so that somebody finds there
    /// what they have just done.
    fn asked<'a, T, F>(
        &'a self,
        turns: &'a Semaphore,
        ask: impl FnOnce(Client) -> F + Send + 'a,
    ) -> Asked<'a, T>
    where
        F: Future<Output = Result<T, Unanswered>> + Send + 'a,
        T: 'a,
    {
        Box::pin(async move {
            let asking = async {
                let turn = turns.acquire().await;
                let _turn = turn.map_err(|_| Unanswered::Unreachable("the hub ends".into()))?;
                ask(self.client().await?).await
            };
            let silent = || Unanswered::Unreachable("it takes too long".into());
            tokio::time::timeout(PATIENCE, asking).await.unwrap_or_else(|_| Err(silent()))
        })
    }

    fn in_state<'a, T, F>(&'a self, ask: impl FnOnce(State) -> F + Send + 'a) -> Asked<'a, T>
    where
        F: Future<Output = Result<T, Error>> + Send + 'a,
        T: 'a,
    {
        self.asked(&self.0.questions, |client| async move {
            let state = client.best().await.map_err(unanswered)?;
            ask(state).await.map_err(unanswered)
        })
    }
}

fn unanswered(error: Error) -> Unanswered {
    match error {
        Error::Mismatch(why) => Unanswered::Garbled(why),
        error => Unanswered::Unreachable(error.to_string()),
    }
}

/// Where an order stands, by the name of its state.
fn stands(state: &Value) -> Stands {
    match &state.value {
        ValueDef::Variant(variant) if variant.name == "Placed" => Stands::Placed,
        ValueDef::Variant(variant) if ["Accepted", "Started"].contains(&&*variant.name) => {
            Stands::Agreed
        }
        _ => Stands::Later,
    }
}

/// The track of a referendum that is being decided, and since when it is.
fn deciding(info: &Value) -> Option<(u128, u128)> {
    let ValueDef::Variant(variant) = &info.value else { return None };
    let ongoing = (variant.name == "Ongoing").then(|| variant.at(0)).flatten()?;
    let since = ongoing.at("deciding").at(0).at("since")?.as_u128()?;
    Some((ongoing.at("track")?.as_u128()?, since))
}

/// Where a transaction comes from, as the runtime is told: from outside.
const EXTERNAL: u8 = 2;

/// What the runtime says of a transaction. The pool bans what was in a block as it bans what is invalid.
async fn judge(client: &Client, extrinsic: &[u8]) -> Option<Reason> {
    let best = client.rpc().chain_get_block_hash(None).await.ok()??;
    let asked = [&[EXTERNAL], extrinsic, &best.0].concat();
    let name = "TaggedTransactionQueue_validate_transaction";
    let answer = client.rpc().state_call(name, Some(&asked), Some(best)).await.ok()?;
    verdict(&answer)
}

fn bytes(of: impl AsRef<[u8]>) -> Value {
    Value::from_bytes(of)
}

impl Desk for Node {
    fn offer(&self, extrinsic: Vec<u8>) -> Asked<'_, Result<Hash, Refusal>> {
        self.asked(&self.0.offers, |client| async move {
            match client.rpc().author_submit_extrinsic(&extrinsic).await {
                Ok(hash) => Ok(Ok(hash.0)),
                Err(rpcs::Error::User(error)) => {
                    let data = error.data.map(|data| data.get().trim_matches('"').to_owned());
                    let words = [Some(error.message), data];
                    let words = words.into_iter().flatten().collect::<Vec<_>>().join(": ");
                    let judged =
                        if is_ban(error.code) { judge(&client, &extrinsic).await } else { None };
                    Ok(match refusal(error.code, &words) {
                        Some(refusal) => {
                            Err(Refusal { reason: judged.unwrap_or(refusal.reason), ..refusal })
                        }
                        None => Ok(crate::store::people::texts::hash_of(&extrinsic)),
                    })
                }
                Err(error) => Err(Unanswered::Unreachable(error.to_string())),
            }
        })
    }

    fn pass(
        &self,
        method: &'static str,
        parameters: Box<RawValue>,
    ) -> Asked<'_, Result<Box<RawValue>, rpcs::UserError>> {
        Box::pin(async move { self.0.link.ask(method, &parameters).await })
    }

    fn is_design(&self, content: Hash) -> Asked<'_, bool> {
        self.in_state(move |state| async move {
            let asked = vec![bytes(content)];
            let found: Option<u32> =
                state.api("MarketplaceApi", "design_by_content", asked).await?;
            Ok(found.is_some())
        })
    }

    fn orders(&self, account: Account) -> Asked<'_, Vec<Order>> {
        self.in_state(move |state| async move {
            let none = Value::unnamed_variant("None", []);
            let asked = vec![bytes(account), none, Value::u128(ORDERS.into())];
            let Orders { items } = state.api("MarketplaceApi", "orders", asked).await?;
            let order = |OrderView { order, buyer, seller, dates, state }| Order {
                order,
                buyer: buyer.0,
                seller: seller.0,
                stands: stands(&state),
                due: dates.due,
            };
            Ok(items.into_iter().map(order).collect())
        })
    }

    fn left(&self, referendum: u32) -> Asked<'_, Option<u64>> {
        self.in_state(move |state| async move {
            let key = vec![Value::u128(referendum.into())];
            let info: Option<Value> = state.storage("Referenda", "ReferendumInfoFor", key).await?;
            let Some((track, since)) = info.as_ref().and_then(deciding) else { return Ok(None) };
            let asked = vec![Value::u128(track)];
            let tracks: Vec<TrackView> = state.api("VotingApi", "tracks", asked).await?;
            let track = tracks.first().filter(|found| u128::from(found.id) == track);
            let now: u32 = state.api("ClockApi", "now", Vec::<Value>::new()).await?;
            Ok(track.map(|track| {
                let end = since.saturating_add(track.decision.into());
                let left = u64::try_from(end.saturating_sub(now.into())).unwrap_or(u64::MAX);
                left.saturating_mul(SLOT)
            }))
        })
    }

    fn may_vote(&self, referendum: u32, account: Account) -> Asked<'_, bool> {
        self.in_state(move |state| async move {
            let poll = || Value::u128(referendum.into());
            let asked = vec![poll(), bytes(account)];
            let eligible: Eligibility = state.api("VotingApi", "eligible", asked).await?;
            let (Some(member), None) = (eligible.member, eligible.refusal) else {
                return Ok(false);
            };
            let asked = vec![poll(), Value::u128(member.into())];
            let ballot: Option<Value> = state.api("VotingApi", "ballot", asked).await?;
            Ok(ballot.is_none())
        })
    }

    fn voucher(&self, voucher: u32) -> Asked<'_, Option<Voucher>> {
        self.in_state(move |state| async move {
            let key = vec![Value::u128(voucher.into())];
            let found: Option<AssetMetadata> = state.storage("Assets", "Metadata", key).await?;
            Ok(found.map(|AssetMetadata { symbol, decimals }| Voucher { symbol, decimals }))
        })
    }
}
