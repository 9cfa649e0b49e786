//! Why a command ended without doing what it was asked.

use std::io;
use std::path::PathBuf;

use vaka_documents::account::BadAccount;
use vaka_documents::batch::NotIssued;
use vaka_documents::bundle;
use vaka_documents::chain::Unreadable;
use vaka_documents::definition::BadInput;
use vaka_documents::envelope::{BadEnvelope, Bytes32};
use vaka_documents::keys::BadKey;
use vaka_documents::marks::NotExported;
use vaka_documents::time::BadDate;
use vaka_documents::{proof, sd_jwt};

use crate::node::Unanswered;

#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("{path}: {error}", path = path.display())]
    File { path: PathBuf, error: io::Error },
    #[error("{path}: larger than {most} bytes", path = path.display())]
    TooLarge { path: PathBuf, most: usize },
    #[error("{path}: not text in UTF-8", path = path.display())]
    NotText { path: PathBuf },
    #[error("{path}: {error}", path = path.display())]
    Json { path: PathBuf, error: serde_json::Error },
    #[error("{path}: {error}", path = path.display())]
    Envelope { path: PathBuf, error: BadEnvelope },
    #[error("{path}: there is something there already", path = path.display())]
    Exists { path: PathBuf },
    #[error("the clock of this machine stands before 1970")]
    Clock,
    #[error("the system gives no random bytes: {0}")]
    Random(getrandom::Error),
    #[error("cannot print: {error}")]
    Output { error: io::Error },
    #[error("not 32 bytes in hexadecimal digits: {0:?}")]
    Hash(String),
    #[error("not an address such as https://college.example/status: {0:?}")]
    Address(String),
    #[error("this makes another batch than the chain has: {0}")]
    OtherBatch(&'static str),
    #[error("an SD-JWT is shown to somebody: give --audience and --nonce, or --unbound if a copy will do")]
    NotAsked,
    #[error("{path}: {error}", path = path.display())]
    Bundle { path: PathBuf, error: bundle::Flaw },
    #[error(transparent)]
    Unproven(#[from] bundle::Flaw),
    #[error(transparent)]
    Node(#[from] Unanswered),
    #[error(transparent)]
    Chain(#[from] Unreadable<Unanswered>),
    #[error("on the node's chain this issuer signs with another key: {0}")]
    OtherKey(Bytes32),
    #[error("the node's last final block is of {0}: it does not know what was marked since")]
    NodeBehind(String),
    #[error("the bundle is larger than others read: renew the checkpoint (checkpoint --from)")]
    BundleTooLarge,
    #[error("give the status bits: --bits, or --node with --issuer")]
    NoBits,
    #[error("a checkpoint is of use with --bundle or --node only")]
    NoBundle,
    #[error("not a raw chain spec with GRANDPA validators (vaka-node export-chain-spec --raw)")]
    Spec,
    #[error(transparent)]
    Account(#[from] BadAccount),
    #[error(transparent)]
    Key(#[from] BadKey),
    #[error(transparent)]
    Date(#[from] BadDate),
    #[error(transparent)]
    Input(#[from] BadInput),
    #[error(transparent)]
    Issue(#[from] NotIssued),
    #[error(transparent)]
    Export(#[from] NotExported),
    #[error(transparent)]
    Proof(#[from] proof::Flaw),
    #[error(transparent)]
    SdJwt(#[from] sd_jwt::Flaw),
}
