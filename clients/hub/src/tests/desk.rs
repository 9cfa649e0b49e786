//! The chain as it is now, as a test wants it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard};

use serde_json::value::{to_raw_value, RawValue};
use serde_json::Value;
use subxt::rpcs::UserError;
use tokio::sync::watch;

use crate::chain::{Hash, Unanswered};
use crate::desk::refusal::{Reason, Refusal};
use crate::desk::{Asked, Desk, Order, Voucher};
use crate::identity::Account;
use crate::store::people::texts::hash_of;

/// What is changed of a clone is changed of all.
#[derive(Clone, Default)]
pub struct FakeDesk(Arc<Mutex<Now>>);

#[derive(Default)]
pub struct Now {
    /// Whether the node is down.
    pub down: bool,
    /// What was offered.
    pub offered: Vec<Vec<u8>>,
    /// Why it takes nothing.
    pub refuses: Option<Reason>,
    pub designs: BTreeSet<Hash>,
    pub orders: BTreeMap<Account, Vec<Order>>,
    /// The seconds that votes have.
    pub left: BTreeMap<u32, u64>,
    /// Those who voted.
    pub voted: BTreeSet<(u32, Account)>,
    pub vouchers: BTreeMap<u32, Voucher>,
    /// What pages asked: methods with their parameters.
    pub passed: Vec<(&'static str, Value)>,
    /// What it answers them, if not their parameters.
    pub answer: Option<Result<Value, UserError>>,
    /// Whether it answers them nothing, until it does again.
    pub frozen: watch::Sender<bool>,
}

impl FakeDesk {
    pub fn now(&self) -> MutexGuard<'_, Now> {
        self.0.lock().unwrap()
    }

    fn asked<T: Send + 'static>(&self, answer: impl FnOnce(&mut Now) -> T) -> Asked<'_, T> {
        let mut now = self.now();
        let answer = if now.down {
            Err(Unanswered::Unreachable("it is down".into()))
        } else {
            Ok(answer(&mut now))
        };
        Box::pin(async { answer })
    }
}

impl Desk for FakeDesk {
    fn offer(&self, extrinsic: Vec<u8>) -> Asked<'_, Result<Hash, Refusal>> {
        self.asked(|now| match now.refuses {
            Some(reason) => Err(Refusal { reason, detail: "the node's words".into() }),
            None => {
                let hash = hash_of(&extrinsic);
                now.offered.push(extrinsic);
                Ok(hash)
            }
        })
    }

    fn pass(
        &self,
        method: &'static str,
        parameters: Box<RawValue>,
    ) -> Asked<'_, Result<Box<RawValue>, UserError>> {
        let mut frozen = self.now().frozen.subscribe();
        Box::pin(async move {
            let asked = serde_json::from_str::<Value>(parameters.get()).unwrap();
            self.now().passed.push((method, asked.clone()));
            frozen.wait_for(|frozen| !frozen).await.unwrap();
            let answer = |now: &mut Now| now.answer.clone().unwrap_or(Ok(asked));
            let answer = self.asked(answer).await?;
            Ok(answer.map(|result| to_raw_value(&result).unwrap()))
        })
    }

    fn is_design(&self, content: Hash) -> Asked<'_, bool> {
        self.asked(|now| now.designs.contains(&content))
    }

    fn orders(&self, account: Account) -> Asked<'_, Vec<Order>> {
        self.asked(|now| now.orders.get(&account).cloned().unwrap_or_default())
    }

    fn left(&self, referendum: u32) -> Asked<'_, Option<u64>> {
        self.asked(|now| now.left.get(&referendum).copied())
    }

    fn may_vote(&self, referendum: u32, account: Account) -> Asked<'_, bool> {
        self.asked(|now| !now.voted.contains(&(referendum, account)))
    }

    fn voucher(&self, voucher: u32) -> Asked<'_, Option<Voucher>> {
        self.asked(|now| now.vouchers.get(&voucher).cloned())
    }
}
