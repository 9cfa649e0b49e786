//! Why a command ended without doing what it was asked.

use std::io;
use std::path::PathBuf;

use vaka_connect::account::BadSecret;
use vaka_connect::subxt::utils::AccountId32;
use vaka_connect::Error;

#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("{path}: {error}", path = path.display())]
    File { path: PathBuf, error: io::Error },
    #[error("{path}: larger than {most} bytes", path = path.display())]
    TooLarge { path: PathBuf, most: usize },
    #[error("{path}: not text in UTF-8", path = path.display())]
    NotText { path: PathBuf },
    #[error("{path}: others may read this secret. Run: chmod 600 {path}", path = path.display())]
    Readable { path: PathBuf },
    #[error("{path}: no secret of an account: {error}", path = path.display())]
    Secret { path: PathBuf, error: BadSecret },
    #[error("no secret of an account: {0}")]
    Typed(BadSecret),
    #[error("there is no terminal to ask for the secret: give --key-file ({0})")]
    NoTerminal(io::Error),
    #[error("{path}: there is something there already", path = path.display())]
    Exists { path: PathBuf },
    #[error("the system gives no random bytes: {0}")]
    Random(getrandom::Error),
    #[error("{path}: no consent, as `vaka member consent` prints it: {why}", path = path.display())]
    Consent { path: PathBuf, why: String },
    #[error("cannot print: {0}")]
    Output(io::Error),
    #[error("as {account}: {error}{hint}")]
    As { account: AccountId32, error: Box<Error>, hint: String },
    #[error(transparent)]
    Chain(#[from] Error),
    #[error("session keys are made in the node's keystore: run this on the validator's own machine, not with {0}")]
    NotHere(String),
    #[error("the node makes no session keys ({0}): is it started with --validator, and --rpc-methods not `safe`?")]
    NoKeys(Error),
    #[error("there is no petition {0}")]
    NoPetition(u32),
    #[error("petition {0} is not voted on: it is {1}")]
    NotVoting(u32, String),
    #[error("this may not be petitioned: {0}")]
    NotPetitioned(String),
    #[error("there is no request {0}: it is done, or was never made")]
    NoRequest(u32),
    #[error("{0} belongs to no member, and no request names it")]
    NoMember(AccountId32),
    #[error("there is no member {0}")]
    NoSuchMember(u32),
    #[error("there is no community {0}")]
    NoCommunity(u32),
    #[error("the chain has no call {pallet}.{call}{near}")]
    NoCall { pallet: String, call: String, near: String },
    #[error("{call} takes {wanted}; {given} given")]
    Arguments { call: String, wanted: String, given: usize },
    #[error("{text:?} is no value: {why}")]
    Value { text: String, why: String },
    #[error("the chain's call does not take these values: {0}")]
    Unfit(String),
}

impl Failure {
    /// The code with which the command ends.
    pub fn code(&self) -> u8 {
        match self {
            Self::Chain(error) | Self::NoKeys(error) => of(error),
            Self::As { error, .. } => of(error),
            Self::NotPetitioned(_) | Self::NotVoting(..) => 3,
            _ => 1,
        }
    }
}

fn of(error: &Error) -> u8 {
    match error {
        Error::Refused(_) | Error::Failed { .. } | Error::Expired { .. } => 3,
        Error::Address(_) => 1,
        _ => 4,
    }
}
