use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use serde_json::json;
use vaka_documents::keys::SecretKey;
use vaka_documents::sd_jwt::{self, Request, SdJwt};

use crate::failure::Failure;
use crate::{files, print};

#[derive(Args)]
pub struct Present {
    /// The SD-JWT as it was issued.
    #[arg(long)]
    document: PathBuf,
    /// The holder's secret file.
    #[arg(long)]
    secret: PathBuf,
    /// A claim to show, such as name or results/0. Everything else is concealed.
    #[arg(long)]
    show: Vec<String>,
    /// To whom it is shown.
    #[arg(long)]
    audience: String,
    /// What they asked with.
    #[arg(long)]
    nonce: String,
    /// The time, instead of the machine's: 2026-11-29T00:00:00Z.
    #[arg(long)]
    at: Option<String>,
    /// The file to write.
    #[arg(long)]
    out: PathBuf,
}

impl Present {
    pub fn run(self) -> Result<ExitCode, Failure> {
        let issued = SdJwt::parse(&files::read_text(&self.document, sd_jwt::MAX_BYTES)?)?;
        let holder = SecretKey::parse(&files::read_secret(&self.secret)?)?;
        let request = Request { audience: &self.audience, nonce: &self.nonce };
        let now = files::now(self.at.as_deref())?;
        let shown = sd_jwt::present(&issued, &self.show, request, now, &holder)?;
        let claims = SdJwt::parse(&shown)?.open()?.claims;
        files::write(&self.out, format!("{shown}\n").as_bytes())?;
        print(&json!({ "file": self.out, "shown": claims }))?;
        Ok(ExitCode::SUCCESS)
    }
}
