use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use serde_json::json;
use vaka_documents::definition::is_address;
use vaka_documents::marks::{self, StatusBits};

use crate::failure::Failure;
use crate::node::Node;
use crate::{files, identity, print};

#[derive(Args)]
#[group(id = "told", required = true, args = ["bits", "node"])]
pub struct ExportStatus {
    /// The issuer's secret file.
    #[arg(long)]
    seed: PathBuf,
    /// The chain's status bits of the issuer: a JSON file.
    #[arg(long)]
    bits: Option<PathBuf>,
    /// A node of yours that tells the status bits: http://127.0.0.1:9944.
    #[arg(long, requires = "issuer")]
    node: Option<String>,
    /// The chain's number of the issuer, for --node.
    #[arg(long, requires = "node")]
    issuer: Option<u32>,
    /// Where verifiers find the lists: `statusLists` of the award's definition.
    #[arg(long)]
    address: String,
    /// Name the issuer by its web site: did:web:HOST.
    #[arg(long)]
    web: Option<String>,
    /// The folder to write the lists to. Older lists in it are replaced.
    #[arg(long)]
    out: PathBuf,
}

impl ExportStatus {
    pub fn run(self) -> Result<ExitCode, Failure> {
        if !is_address(&self.address) {
            return Err(Failure::Address(self.address));
        }
        let key = files::read_seed(&self.seed)?.signing_key();
        let issuer = identity::issuer(key, self.web.as_deref())?;
        let bits = match (&self.bits, &self.node, self.issuer) {
            (Some(path), ..) => StatusBits::parse(&files::read(path, marks::MAX_BYTES)?)?,
            (None, Some(node), Some(number)) => {
                Node::new(node).status_bits(number, &issuer, files::now(None)?)?
            }
            // The command line asks for one of them.
            _ => return Err(Failure::NoBits),
        };
        let lists = bits.lists(&issuer, &self.address)?;
        files::ensure_folder(&self.out)?;
        let mut written = Vec::new();
        for list in lists {
            let path = self.out.join(format!("{}-{}.json", list.purpose.name(), list.number));
            files::write(&path, &files::json(&list.document.into()))?;
            written.push(path);
        }
        print(&json!({ "issuer": issuer.did(), "lists": written }))?;
        Ok(ExitCode::SUCCESS)
    }
}
