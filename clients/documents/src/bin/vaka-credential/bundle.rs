use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use vaka_documents::envelope::Envelope;

use crate::checkpoint::read_checkpoint;
use crate::failure::Failure;
use crate::node::Node;
use crate::{print, verify};

/// Makes a bundle.
#[derive(Args)]
pub struct MakeBundle {
    /// A node: http://127.0.0.1:9944. It need not be trusted: all that it says is proven.
    #[arg(long)]
    node: String,
    /// The checkpoint of those who shall verify the bundle, or an older one.
    #[arg(long)]
    checkpoint: PathBuf,
    /// What travels beside the document.
    #[arg(long)]
    envelope: PathBuf,
}

impl MakeBundle {
    pub fn run(self) -> Result<ExitCode, Failure> {
        let checkpoint = read_checkpoint(&self.checkpoint)?;
        let envelope = verify::read_with(&self.envelope, Envelope::parse)?;
        let place = envelope.place();
        let bundle = Node::new(&self.node).bundle(&checkpoint, &place)?;
        // What proves nothing here proves nothing to others.
        bundle.prove(&checkpoint, &place)?;
        print(&bundle.to_json())?;
        Ok(ExitCode::SUCCESS)
    }
}
