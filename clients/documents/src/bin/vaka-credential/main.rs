//! Issues, shows and verifies awards as documents. Only where it is given a node does it use a network.

mod bind;
mod bundle;
mod checkpoint;
mod export_status;
mod failure;
mod files;
mod identity;
mod issue;
mod node;
mod present;
mod verify;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use serde_json::Value;

use failure::Failure;

/// Something was wrong with what was given; clap ends with 2 for the command line.
const FAILED: u8 = 1;

/// Issue, show and verify awards as documents.
#[derive(Parser)]
#[command(name = "vaka-credential", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make a secret file: an issuer's seed, or a holder's key.
    Secret(identity::Secret),
    /// Print the public side of a secret: DID and key, and the document of a did:web.
    Identity(identity::Identity),
    /// Make the documents of a batch from a list of people, and the call that awards it.
    Issue(issue::Issue),
    /// Make signed status lists from the chain's status bits.
    ExportStatus(export_status::ExportStatus),
    /// Show an SD-JWT to one verifier, with the claims that its holder chooses.
    Present(present::Present),
    /// Print the call by which a holder uses an award on the chain.
    Bind(bind::Bind),
    /// Print a checkpoint: a block to trust, from which proofs lead to later ones.
    Checkpoint(checkpoint::MakeCheckpoint),
    /// Print a bundle: what the chain says about an award, with all that proves it.
    Bundle(bundle::MakeBundle),
    /// Verify a document. Ends with 0 if the award is valid, 3 if it is not, 4 if that cannot be told.
    Verify(verify::Verify),
}

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Secret(command) => command.run(),
        Command::Identity(command) => command.run(),
        Command::Issue(command) => command.run(),
        Command::ExportStatus(command) => command.run(),
        Command::Present(command) => command.run(),
        Command::Bind(command) => command.run(),
        Command::Checkpoint(command) => command.run(),
        Command::Bundle(command) => command.run(),
        Command::Verify(command) => command.run(),
    };
    done.unwrap_or_else(|failure| {
        // Nobody is left to tell if this fails.
        let _ = writeln!(io::stderr(), "error: {failure}");
        ExitCode::from(FAILED)
    })
}

/// Prints what the command found.
fn print(result: &Value) -> Result<(), Failure> {
    let failed = |error| Failure::Output { error };
    let mut out = io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, result).map_err(|error| failed(error.into()))?;
    writeln!(out).map_err(failed)
}
