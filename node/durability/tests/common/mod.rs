//! What the tests share. Each test file is a crate of its own and uses a part of it.
#![allow(dead_code)]

use std::{
    path::Path,
    sync::{Arc, Mutex},
};
use tempfile::TempDir;
use vaka_durability::{
    votes::{Kind, Vote},
    Alarm,
};

/// A folder in memory if there is one, because thousands of syncs cost nothing there.
pub fn quick_folder() -> TempDir {
    match Path::new("/dev/shm").is_dir() {
        true => tempfile::tempdir_in("/dev/shm"),
        false => tempfile::tempdir(),
    }
    .expect("a temporary folder")
}

/// An alarm, and the reasons for which it was rung.
pub fn alarm() -> (Alarm, Arc<Mutex<Vec<String>>>) {
    let rung = Arc::new(Mutex::new(Vec::new()));
    let heard = rung.clone();
    (Alarm::new(move |why| heard.lock().expect("no panic").push(why)), rung)
}

/// A vote for the block whose hash repeats `block`.
pub fn vote(kind: Kind, set: u64, round: u64, block: u8) -> Vote {
    Vote { set, round, kind, hash: [block; 32], number: block.into() }
}

/// The message that GRANDPA signs for a vote, as its own crates encode it.
pub fn message(vote: &Vote) -> Vec<u8> {
    use finality_grandpa::{Message, Precommit, Prevote, PrimaryPropose};
    let (hash, number) = (sp_core::H256(vote.hash), vote.number);
    let message: Message<sp_core::H256, u32> = match vote.kind {
        Kind::Prevote => Message::Prevote(Prevote::new(hash, number)),
        Kind::Precommit => Message::Precommit(Precommit::new(hash, number)),
        Kind::Proposal => Message::PrimaryPropose(PrimaryPropose::new(hash, number)),
    };
    sp_consensus_grandpa::localized_payload(vote.round, vote.set, &message)
}
