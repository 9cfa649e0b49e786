//! The secret of the account that signs: from a file that nobody else may read, or typed without
//! being shown. Never from the command line or the environment, which others see and shells
//! remember.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use vaka_connect::{Account, Scheme, Until};
use zeroize::Zeroizing;

use crate::failure::Failure;

/// The most bytes of a secret.
const MAX: usize = 1_024;

#[derive(Args)]
pub struct Key {
    /// The file with the account's secret, and nothing else: a secret phrase of 12 words or more,
    /// or a seed of 64 hexadecimal digits. Only you may be able to read it. Without it, the secret
    /// is asked for.
    #[arg(long, value_name = "FILE")]
    pub key_file: Option<PathBuf>,
    /// The kind of key that the secret makes.
    #[arg(long, value_enum, default_value_t = Kind::Sr25519)]
    pub scheme: Kind,
}

/// An account that signs a transaction.
#[derive(Args)]
pub struct Signing {
    #[command(flatten)]
    pub key: Key,
    /// Wait until the block is final. Without this, a block is enough.
    #[arg(long = "final")]
    pub until_final: bool,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum Kind {
    Sr25519,
    Ed25519,
}

impl From<Kind> for Scheme {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Sr25519 => Self::Sr25519,
            Kind::Ed25519 => Self::Ed25519,
        }
    }
}

impl Key {
    /// The account.
    pub fn account(&self) -> Result<Account, Failure> {
        let scheme = self.scheme.into();
        match &self.key_file {
            Some(path) => Account::from_secret(&read(path)?, scheme)
                .map_err(|error| Failure::Secret { path: path.into(), error }),
            None => {
                let asked = "Secret phrase or seed of the account (it is not shown): ";
                let typed = rpassword::prompt_password(asked).map_err(Failure::NoTerminal)?;
                Account::from_secret(&Zeroizing::new(typed), scheme).map_err(Failure::Typed)
            }
        }
    }
}

impl Signing {
    /// How far the transaction is followed.
    pub fn until(&self) -> Until {
        match self.until_final {
            true => Until::Final,
            false => Until::InBlock,
        }
    }
}

/// Reads a secret that only its owner may read.
pub fn read(path: &Path) -> Result<Zeroizing<String>, Failure> {
    let failed = |error| Failure::File { path: path.into(), error };
    let file = File::open(path).map_err(failed)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // Of the file that is open, so that it is no other one by now.
        let mode = file.metadata().map_err(failed)?.permissions().mode();
        if mode & 0o077 != 0 {
            return Err(Failure::Readable { path: path.into() });
        }
    }
    let mut bytes = Zeroizing::new(Vec::with_capacity(MAX + 1));
    let bound = u64::try_from(MAX + 1).unwrap_or(u64::MAX);
    file.take(bound).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() > MAX {
        return Err(Failure::TooLarge { path: path.into(), most: MAX });
    }
    let text = std::str::from_utf8(&bytes).map_err(|_| Failure::NotText { path: path.into() })?;
    Ok(Zeroizing::new(text.into()))
}
