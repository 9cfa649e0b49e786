//! What people's requests ask of the chain as it is now. What the hub remembers is asked of its database.

mod link;
pub mod node;
pub mod refusal;

use std::future::Future;
use std::pin::Pin;

use serde_json::value::RawValue;
use subxt::rpcs::UserError;

use crate::chain::{Hash, Unanswered};
use crate::identity::Account;
use refusal::Refusal;

/// An answer, within a limited time.
pub type Asked<'a, T> = Pin<Box<dyn Future<Output = Result<T, Unanswered>> + Send + 'a>>;

/// An order that has not ended.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Order {
    /// Its number.
    pub order: u64,
    /// The buyer.
    pub buyer: Account,
    /// The seller.
    pub seller: Account,
    /// Where it stands.
    pub stands: Stands,
    /// When it is picked up, in unix seconds, if there is a date.
    pub due: Option<u64>,
}

/// Where an order stands, as far as a reminder needs it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Stands {
    /// The seller has not accepted it yet.
    Placed,
    /// The seller agreed, and has not delivered it yet.
    Agreed,
    /// It was delivered, or something else became of it.
    Later,
}

/// How a voucher is written.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Voucher {
    /// Its symbol, as its issuer chose it.
    pub symbol: Vec<u8>,
    /// The digits behind the point.
    pub decimals: u8,
}

/// The chain as it is now.
pub trait Desk: Send + Sync {
    /// Offers a signed transaction. It may be in a block later; the page looks for it there.
    fn offer(&self, extrinsic: Vec<u8>) -> Asked<'_, Result<Hash, Refusal>>;

    /// Asks the node something of its RPC that a page asked, with a list of parameters. The answer is the
    /// node's: a result, or an error.
    fn pass(
        &self,
        method: &'static str,
        parameters: Box<RawValue>,
    ) -> Asked<'_, Result<Box<RawValue>, UserError>>;

    /// Whether a design has this content.
    fn is_design(&self, content: Hash) -> Asked<'_, bool>;

    /// The orders of an account that have not ended: the first 64.
    fn orders(&self, account: Account) -> Asked<'_, Vec<Order>>;

    /// The seconds until a vote ends, if nothing ends it before. None if it is not being decided.
    fn left(&self, referendum: u32) -> Asked<'_, Option<u64>>;

    /// Whether an account may vote, and did not yet.
    fn may_vote(&self, referendum: u32, account: Account) -> Asked<'_, bool>;

    /// A voucher.
    fn voucher(&self, voucher: u32) -> Asked<'_, Option<Voucher>>;
}
