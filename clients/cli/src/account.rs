//! Secrets and addresses of accounts, without a node.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Args, Subcommand};
use vaka_connect::account::phrase;
use vaka_connect::Account as Signer;
use zeroize::Zeroizing;

use crate::failure::Failure;
use crate::key::{Key, Kind};
use crate::report::Report;

#[derive(Subcommand)]
pub enum Account {
    /// Make a secret phrase of twelve words, in a file that nobody else may read.
    New(New),
    /// Print the address of a secret.
    Address(Key),
}

#[derive(Args)]
pub struct New {
    /// Where to write it. Copy the words onto paper: without them the account is lost.
    file: PathBuf,
    /// The kind of key that the words are to make.
    #[arg(long, value_enum, default_value_t = Kind::Sr25519)]
    scheme: Kind,
}

impl Account {
    pub fn run(self) -> Result<Report, Failure> {
        match self {
            Self::New(command) => command.run(),
            Self::Address(key) => Ok(address(&key.account()?)),
        }
    }
}

impl New {
    fn run(self) -> Result<Report, Failure> {
        let mut entropy = Zeroizing::new([0; 16]);
        getrandom::fill(entropy.as_mut_slice()).map_err(Failure::Random)?;
        let words = phrase(&entropy);
        let account = Signer::from_secret(&words, self.scheme.into()).map_err(Failure::Typed)?;
        self.write(&words)?;
        let mut report = address(&account);
        report.field("file", self.file.display().to_string());
        Ok(report)
    }

    /// Writes the words. Another file is never replaced.
    fn write(&self, words: &str) -> Result<(), Failure> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let written = options.open(&self.file).and_then(|mut file| {
            file.write_all(words.as_bytes())?;
            file.write_all(b"\n")?;
            file.sync_all()
        });
        written.map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => Failure::Exists { path: self.file.clone() },
            _ => Failure::File { path: self.file.clone(), error },
        })
    }
}

fn address(account: &Signer) -> Report {
    let mut report = Report::new();
    let address = account.id().to_string();
    report.line(address.clone()).field("address", address);
    report.field("publicKey", format!("0x{}", hex::encode(account.public_key())));
    report
}
