//! What operators and members do from a terminal, through a node of theirs.

mod account;
mod answers;
mod call;
mod failure;
mod key;
mod member;
mod node;
mod petition;
mod report;
mod track;
mod validator;
mod value;
mod vote;

#[cfg(test)]
mod tests;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use failure::Failure;
use node::Common;
use report::Report;

/// What operators and members of a Vaka network do from a terminal.
///
/// Ends with 0 if it is done; 1 if something is wrong with what was given; 2 for a wrong command
/// line; 3 if the chain refused it or the call failed; 4 if it is not known: no answer, or not in
/// time.
#[derive(Parser)]
#[command(name = "vaka", version)]
struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Become, stay and cease to be a validator.
    #[command(subcommand)]
    Validator(validator::Validator),
    /// Ask the people for a call, and endorse what others ask for.
    #[command(subcommand)]
    Petition(petition::Petition),
    /// Vote on a petition, as often as you like until the vote ends.
    Vote(vote::Vote),
    /// Let another member vote for you on a track.
    Delegate(vote::Delegate),
    /// Vote for yourself again on a track.
    Undelegate(vote::Undelegate),
    /// Join a village, vouch for newcomers, admit them, replace lost keys.
    #[command(subcommand)]
    Member(member::Member),
    /// Make an account's secret, and tell its address.
    #[command(subcommand)]
    Account(account::Account),
    /// Any other call of the chain.
    #[command(subcommand)]
    Call(call::Call),
}

#[tokio::main]
async fn main() -> ExitCode {
    let Cli { common, command } = Cli::parse();
    let done = run(&common, command).await.and_then(|report| report.print(common.json));
    done.map(|()| ExitCode::SUCCESS).unwrap_or_else(|failure| {
        // Nobody is left to tell if this fails.
        let _ = writeln!(io::stderr(), "error: {failure}");
        ExitCode::from(failure.code())
    })
}

async fn run(common: &Common, command: Command) -> Result<Report, Failure> {
    match command {
        Command::Validator(command) => command.run(common).await,
        Command::Petition(command) => command.run(common).await,
        Command::Vote(command) => command.run(common).await,
        Command::Delegate(command) => command.run(common).await,
        Command::Undelegate(command) => command.run(common).await,
        Command::Member(command) => command.run(common).await,
        Command::Account(command) => command.run(),
        Command::Call(command) => command.run(common).await,
    }
}
