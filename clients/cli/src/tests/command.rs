//! The command line: what it asks for, and what it refuses.

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};

use crate::Cli;

fn refused(words: &str) -> ErrorKind {
    match Cli::try_parse_from(words.split_whitespace()) {
        Ok(_) => ErrorKind::Format,
        Err(error) => error.kind(),
    }
}

fn taken(words: &str) {
    if let Err(error) = Cli::try_parse_from(words.split_whitespace()) {
        assert_eq!(error.to_string(), "", "{words}");
    }
}

const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

#[test]
fn definition_should_hold() {
    Cli::command().debug_assert();
}

#[test]
fn proposal_should_ask_for_one_thing() {
    taken(&format!("vaka validator propose --account {ALICE} --community 4 --key-file f"));
    taken(&format!("vaka validator propose --account {ALICE} --replaces {ALICE}"));
    taken(&format!("vaka validator propose --account {ALICE} --remove --url ws://a:1"));
    taken("vaka validator propose --restore-finality 1204 --set 7");
    let missing = ErrorKind::MissingRequiredArgument;
    assert_eq!(refused("vaka validator propose"), missing);
    assert_eq!(refused("vaka validator propose --community 4"), missing);
    assert_eq!(refused(&format!("vaka validator propose --account {ALICE}")), missing);
    assert_eq!(refused("vaka validator propose --restore-finality 1204"), missing);
    let both = format!("vaka validator propose --account {ALICE} --remove --community 4");
    assert_eq!(refused(&both), ErrorKind::ArgumentConflict);
    let odd = format!("vaka validator propose --account {ALICE} --restore-finality 1 --set 2");
    assert_eq!(refused(&odd), ErrorKind::ArgumentConflict);
    let bad = ErrorKind::ValueValidation;
    assert_eq!(refused("vaka validator propose --account 5Grw --remove"), bad);
}

#[test]
fn secret_should_be_no_argument() {
    for words in [
        "vaka validator leave --suri //Alice",
        "vaka validator leave //Alice",
        "vaka vote aye --poll 1 --secret //Alice",
    ] {
        assert_eq!(refused(words), ErrorKind::UnknownArgument, "{words}");
    }
}

#[test]
fn vote_should_name_a_petition_or_a_poll() {
    taken("vaka vote aye --petition 7 --key-file f --final");
    taken("vaka --json vote retract --poll 3 --scheme ed25519 --timeout 60");
    assert_eq!(refused("vaka vote aye"), ErrorKind::MissingRequiredArgument);
    assert_eq!(refused("vaka vote aye --poll 1 --petition 1"), ErrorKind::ArgumentConflict);
    assert_eq!(refused("vaka vote yes --poll 1"), ErrorKind::InvalidValue);
    assert_eq!(refused("vaka vote aye --poll 1 --timeout 0"), ErrorKind::ValueValidation);
}

#[test]
fn petition_should_have_a_text() {
    let open = "vaka petition open --track village:1 --title x --call 0x0001";
    taken(&format!("{open} --text file"));
    taken(&format!("{open} --text-hash 0x{}", "ab".repeat(32)));
    assert_eq!(refused(open), ErrorKind::MissingRequiredArgument);
    let short = format!("{open} --text-hash 0xab");
    assert_eq!(refused(&short), ErrorKind::ValueValidation);
    let track = format!("{} --text file", open.replace("village:1", "village"));
    assert_eq!(refused(&track), ErrorKind::ValueValidation);
}

#[test]
fn options_should_be_told_from_the_fields_of_a_call() {
    for words in [
        "vaka call encode Energy set_offset 1 -44 --url ws://a:1 --json",
        "vaka call send Voting vote 1 Aye --key-file f --url ws://a:1 --json",
    ] {
        let cli = Cli::try_parse_from(words.split_whitespace()).expect("a command");
        assert!(cli.common.json, "{words}");
        assert_eq!(cli.common.url, "ws://a:1", "{words}");
    }
    let unknown = ErrorKind::UnknownArgument;
    assert_eq!(refused("vaka call encode Voting vote 1 --yes"), unknown);
}
