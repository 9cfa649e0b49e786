//! What can go wrong between a program and the chain.

use std::time::Duration;

use subxt::utils::H256;

/// Why something was not answered, or not done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The address is none of a node.
    #[error("not the address of a node, such as ws://127.0.0.1:9944: {0:?}")]
    Address(String),
    /// Nobody answers at the address.
    #[error("no node answers at {url} within {} s: does it run, and is this its RPC port?", limit.as_secs())]
    NoNode {
        /// The address.
        url: String,
        /// The time that it was given.
        limit: Duration,
    },
    /// The node does not answer a question.
    #[error("the node does not answer within {} s", .0.as_secs())]
    Silent(Duration),
    /// The connection was lost, and with it the answer.
    #[error("the connection to the node was lost: {0}")]
    Lost(String),
    /// The node answers with an error.
    #[error("the node answers: {message}")]
    Node {
        /// The code of JSON-RPC.
        code: i32,
        /// Its words.
        message: String,
    },
    /// The chain knows no such thing, or knows it in another form.
    #[error(
        "the chain's runtime does not fit this program ({0}): get the program of the same version"
    )]
    Mismatch(String),
    /// The node has no such block, or no longer its state.
    #[error("the node does not have block {0:?}")]
    NoBlock(H256),
    /// The transaction was refused. It is in no block and will be in none.
    #[error("refused: {0}")]
    Refused(#[from] Refusal),
    /// The transaction is in a block, but its call failed.
    #[error("{failure} (block {block})")]
    Failed {
        /// The number of the block.
        block: u64,
        /// The chain's reason.
        failure: Failure,
    },
    /// The transaction is in a block, but the node no longer knows what became of it.
    #[error("it is in block {block}, but the node no longer knows with what outcome")]
    NoOutcome {
        /// The number of the block.
        block: u64,
    },
    /// The transaction expired: no block has it.
    #[error("it expired: no block up to {last} has it{}. Nothing was done; send it again", because(.refusal))]
    Expired {
        /// The last block in which it could have been.
        last: u64,
        /// The last reason for which the node did not take it.
        refusal: Option<String>,
    },
    /// The time is over, and the transaction is in no block yet.
    #[error(
        "not in a block within {} s{}. It may still get into one, up to block {last}: look before you send it \
         again (transaction {hash:?})", limit.as_secs(), because(.refusal)
    )]
    Undecided {
        /// The time that it was given.
        limit: Duration,
        /// The transaction's hash.
        hash: H256,
        /// The last block in which it can be.
        last: u64,
        /// The last reason for which the node did not take it.
        refusal: Option<String>,
    },
    /// The time is over; the transaction is in a block that is not final yet.
    #[error("it is in block {block}, which is not final within {} s", limit.as_secs())]
    NotFinal {
        /// The time that it was given.
        limit: Duration,
        /// The number of the block.
        block: u64,
    },
}

fn because(refusal: &Option<String>) -> String {
    refusal.as_ref().map(|why| format!(" (the node says: {why})")).unwrap_or_default()
}

impl Error {
    /// Returns whether the node said nothing, so that to ask again may help.
    pub fn is_silence(&self) -> bool {
        matches!(self, Self::NoNode { .. } | Self::Silent(_) | Self::Lost(_))
    }
}

/// Why a node takes no such transaction.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It costs a fee that the account cannot pay.
    #[error("the account cannot pay the fee")]
    Payment,
    /// The account has sent another transaction with this number.
    #[error("another transaction of this account came first: try again")]
    Stale,
    /// Transactions of the account before this one are missing.
    #[error("transactions of this account before it are missing: try again")]
    Future,
    /// Signature, chain or runtime do not fit.
    #[error("the signature does not fit: the chain was upgraded meanwhile, or it is another one; try again")]
    BadProof,
    /// The call is not allowed, at present or at all.
    #[error("the chain does not allow this call now")]
    Call,
    /// The node already has a transaction of the account with this number.
    #[error("a transaction of this account waits already: try again once it is in a block")]
    Waits,
    /// Something else, in the node's words.
    #[error("{0}")]
    Other(String),
}

/// Why a call failed, by the chain's metadata.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The pallet, unless the reason is a general one.
    pub pallet: Option<String>,
    /// The reason's name.
    pub name: String,
    /// The reason in words.
    pub words: String,
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { pallet, name, words } = self;
        match pallet {
            Some(pallet) => write!(f, "{words} [{pallet}.{name}]"),
            None => write!(f, "{words} [{name}]"),
        }
    }
}

impl From<subxt::rpcs::Error> for Error {
    fn from(error: subxt::rpcs::Error) -> Self {
        use subxt::rpcs::Error as Rpc;
        match error {
            Rpc::User(said) => {
                // The reason proper is often in the data.
                let data = said.data.as_ref().map(|data| data.get().trim_matches('"').to_string());
                let message = match data {
                    Some(data) if !data.is_empty() && data != "null" => {
                        format!("{}: {data}", said.message)
                    }
                    _ => said.message,
                };
                Self::Node { code: said.code, message }
            }
            Rpc::DisconnectedWillReconnect(why) => Self::Lost(why),
            Rpc::InsecureUrl(url) => Self::Address(url),
            Rpc::Client(why) => Self::Lost(why.to_string()),
            other => Self::Mismatch(other.to_string()),
        }
    }
}

impl From<subxt::error::BackendError> for Error {
    fn from(error: subxt::error::BackendError) -> Self {
        use subxt::error::{BackendError, RpcError};
        match error {
            BackendError::Rpc(RpcError::ClientError(error)) => error.into(),
            other => Self::Lost(other.to_string()),
        }
    }
}

impl From<subxt::error::OnlineClientAtBlockError> for Error {
    fn from(error: subxt::error::OnlineClientAtBlockError) -> Self {
        use subxt::error::OnlineClientAtBlockError as At;
        match error {
            At::CannotGetCurrentBlock { reason }
            | At::CannotGetBlockHash { reason, .. }
            | At::CannotGetBlockHeader { reason, .. }
            | At::CannotGetSpecVersion { reason, .. } => reason.into(),
            At::CannotGetMetadata { reason, .. } => Self::Lost(reason),
            other => Self::Mismatch(other.to_string()),
        }
    }
}

impl From<subxt::error::RuntimeApiError> for Error {
    fn from(error: subxt::error::RuntimeApiError) -> Self {
        match error {
            subxt::error::RuntimeApiError::CannotCallApi(reason) => reason.into(),
            other => Self::Mismatch(other.to_string()),
        }
    }
}

impl From<subxt::error::ViewFunctionError> for Error {
    fn from(error: subxt::error::ViewFunctionError) -> Self {
        match error {
            subxt::error::ViewFunctionError::CannotCallApi(reason) => reason.into(),
            other => Self::Mismatch(other.to_string()),
        }
    }
}

impl From<subxt::error::StorageError> for Error {
    fn from(error: subxt::error::StorageError) -> Self {
        use subxt::error::StorageError as Storage;
        match error {
            Storage::CannotFetchValue(reason)
            | Storage::CannotIterateValues(reason)
            | Storage::StreamFailure(reason) => reason.into(),
            other => Self::Mismatch(other.to_string()),
        }
    }
}

impl From<subxt::error::ExtrinsicError> for Error {
    fn from(error: subxt::error::ExtrinsicError) -> Self {
        match error {
            subxt::error::ExtrinsicError::CannotGetValidationInfo(reason) => reason.into(),
            other => Self::Mismatch(other.to_string()),
        }
    }
}
