//! Why the program ended, or does not go on.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

use vaka_hub::chain::Unanswered;
use vaka_hub::follow;
use vaka_hub::store::StoreError;
use vaka_hub::tell::mail::MailError;

#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error(transparent)]
    Node(#[from] Unanswered),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Follow(#[from] follow::Failure),
    #[error("cannot listen on {listen}: {error}")]
    Listen { listen: SocketAddr, error: io::Error },
    #[error("{}: {error}", path.display())]
    File { path: PathBuf, error: io::Error },
    #[error("{}: {error}", path.display())]
    Mail { path: PathBuf, error: MailError },
    #[error("cannot print: {error}")]
    Output { error: io::Error },
    #[error("the system: {error}")]
    System { error: io::Error },
    #[error("the hub met a fault of its own; what it had read is in the database")]
    Panicked,
}

impl Failure {
    /// Whether another try is of no use.
    pub fn is_final(&self) -> bool {
        match self {
            Self::Follow(failure) => failure.is_final(),
            Self::Store(error) => !matches!(
                error,
                StoreError::Full
                    | StoreError::NotMade
                    | StoreError::Sql(_)
                    | StoreError::NotNext(_)
            ),
            Self::Listen { .. }
            | Self::File { .. }
            | Self::Mail { .. }
            | Self::Output { .. }
            | Self::Panicked => true,
            Self::Node(_) | Self::System { .. } => false,
        }
    }
}
