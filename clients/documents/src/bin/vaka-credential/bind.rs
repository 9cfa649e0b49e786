use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use vaka_documents::envelope::{self, Envelope};
use vaka_documents::keys::SecretKey;
use vaka_documents::{account, calls, sd_jwt};

use crate::failure::Failure;
use crate::{files, print};

#[derive(Args)]
pub struct Bind {
    /// What travels beside the document.
    #[arg(long)]
    envelope: PathBuf,
    /// The holder's secret file.
    #[arg(long)]
    secret: PathBuf,
    /// The account that will sign the call.
    #[arg(long)]
    account: String,
}

impl Bind {
    pub fn run(self) -> Result<ExitCode, Failure> {
        let envelope = Envelope::parse(&files::read(&self.envelope, envelope::MAX_BYTES)?)
            .map_err(|error| Failure::Envelope { path: self.envelope.clone(), error })?;
        let holder = SecretKey::parse(&files::read_secret(&self.secret)?)?;
        if envelope.opening().subject != holder.public().raw() {
            return Err(sd_jwt::Flaw::NotHolder.into());
        }
        print(&calls::bind(&envelope, account::parse(&self.account)?, &holder))?;
        Ok(ExitCode::SUCCESS)
    }
}
