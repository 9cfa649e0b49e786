use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use serde::Deserialize;
use serde_json::{json, Map, Value};
use vaka_documents::bundle::{self, Checkpoint};
use vaka_proofs::genesis;

use crate::failure::Failure;
use crate::node::Node;
use crate::{files, print};

/// The most bytes of a chain spec: the runtime's code is in it, in hexadecimal digits.
const MAX_SPEC: usize = 64 * 1024 * 1024;

/// Makes a checkpoint.
#[derive(Args)]
#[group(id = "source", required = true, args = ["spec", "node"])]
pub struct MakeCheckpoint {
    /// A chain's raw spec, which its operators gave you: the checkpoint is the first block.
    #[arg(long)]
    spec: Option<PathBuf>,
    /// A node: http://127.0.0.1:9944. Without --from it is believed, so ask your own.
    #[arg(long)]
    node: Option<String>,
    /// An older checkpoint: the node must prove what leads from it to the new one.
    #[arg(long, requires = "node")]
    from: Option<PathBuf>,
}

#[derive(Deserialize)]
struct Spec {
    genesis: Genesis,
}

#[derive(Deserialize)]
struct Genesis {
    raw: Raw,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Raw {
    top: Map<String, Value>,
    #[serde(default)]
    children_default: Map<String, Value>,
}

impl MakeCheckpoint {
    pub fn run(self) -> Result<ExitCode, Failure> {
        let checkpoint = match (&self.spec, &self.node, &self.from) {
            (Some(spec), _, _) => from_spec(spec)?,
            (None, Some(node), None) => Node::new(node).told_checkpoint()?,
            (None, Some(node), Some(from)) => {
                Node::new(node).newer_checkpoint(&read_checkpoint(from)?)?
            }
            // The command line asks for one of them.
            (None, None, _) => return Err(Failure::Spec),
        };
        print(&json!(checkpoint))?;
        Ok(ExitCode::SUCCESS)
    }
}

fn from_spec(path: &Path) -> Result<Checkpoint, Failure> {
    let spec: Spec = files::read_json(path, MAX_SPEC)?;
    let Raw { top, children_default } = spec.genesis.raw;
    let bytes = |text: &str| hex::decode(text.strip_prefix("0x")?).ok();
    let value = |(name, value): (String, Value)| Some((bytes(&name)?, bytes(value.as_str()?)?));
    let top = top.into_iter().map(value).collect::<Option<_>>().ok_or(Failure::Spec)?;
    // Storage of contracts, which this chain has not.
    let checkpoint = children_default.is_empty().then(|| genesis::checkpoint(&top)).flatten();
    checkpoint.map(Into::into).ok_or(Failure::Spec)
}

/// Reads a checkpoint.
pub fn read_checkpoint(path: &Path) -> Result<Checkpoint, Failure> {
    Checkpoint::parse(&files::read(path, bundle::MAX_BYTES)?)
        .map_err(|error| Failure::Bundle { path: path.into(), error })
}
