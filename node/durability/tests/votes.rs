//! Tests that the record has no two votes for one key, set, round and kind, across restarts and
//! cuts.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod common;

use common::{message, quick_folder, vote};
use proptest::prelude::*;
use sp_core::ed25519::Public;
use std::{collections::BTreeMap, fs, io::Write, path::Path};
use vaka_durability::votes::{Kind, Refusal, Vote, Votes, KEPT, PAYLOAD};

fn alice() -> Public {
    Public::from_raw([1; 32])
}

fn bob() -> Public {
    Public::from_raw([2; 32])
}

/// The bytes of one record: key, payload and checksum.
const BYTES: u64 = 32 + PAYLOAD as u64 + 4;

fn open(path: &Path) -> Votes {
    Votes::open(path).expect("it opens")
}

#[test]
fn a_vote_is_read_as_grandpa_writes_it() {
    for kind in [Kind::Prevote, Kind::Precommit, Kind::Proposal] {
        let vote = vote(kind, 2, 1 << 40, 7);
        assert_eq!(message(&vote).len(), PAYLOAD);
        assert_eq!(Vote::read(&message(&vote)), Some(vote));
    }
    let mut other = message(&vote(Kind::Prevote, 2, 3, 7));
    other[0] = 3;
    assert_eq!(Vote::read(&other), None);
    assert_eq!(Vote::read(&other[..PAYLOAD - 1]), None);
}

#[test]
fn another_vote_for_the_same_is_refused_and_the_same_one_is_not() {
    let folder = quick_folder();
    let path = folder.path().join("keystore-votes");
    let mut votes = open(&path);
    let first = vote(Kind::Prevote, 2, 3, 7);
    votes.record(alice(), first).expect("recorded");
    votes.record(alice(), vote(Kind::Precommit, 2, 3, 7)).expect("another kind");
    votes.record(alice(), vote(Kind::Proposal, 2, 4, 7)).expect("another round");
    votes.record(bob(), vote(Kind::Prevote, 2, 3, 9)).expect("another key");
    for _restart in 0..2 {
        votes.record(alice(), first).expect("the same");
        let other = votes.record(alice(), vote(Kind::Prevote, 2, 3, 9));
        assert!(matches!(other, Err(Refusal::Contradicts(signed)) if signed == first));
        let higher = votes.record(alice(), Vote { number: 8, ..first });
        assert!(matches!(higher, Err(Refusal::Contradicts(_))));
        let earlier_set = votes.record(alice(), vote(Kind::Prevote, 1, 9, 7));
        assert!(matches!(earlier_set, Err(Refusal::Over)));
        assert_eq!(votes.newest(), [vote(Kind::Proposal, 2, 4, 7)]);
        drop(votes);
        votes = open(&path);
    }
    votes.record(alice(), vote(Kind::Prevote, 3, 1, 9)).expect("another set");
}

#[test]
fn a_second_node_does_not_get_the_record() {
    let folder = quick_folder();
    let path = folder.path().join("keystore-votes");
    let _first = open(&path);
    assert!(Votes::open(&path).is_err_and(|error| error.to_string().contains("another node")));
}

#[test]
fn a_last_record_that_is_not_whole_is_dropped() {
    let folder = quick_folder();
    let path = folder.path().join("keystore-votes");
    let mut votes = open(&path);
    votes.record(alice(), vote(Kind::Prevote, 2, 3, 7)).expect("recorded");
    drop(votes);
    for rest in [vec![7; 1], vec![0; BYTES as usize]] {
        fs::OpenOptions::new()
            .append(true)
            .open(&path)
            .and_then(|mut file| file.write_all(&rest))
            .expect("written");
        assert_eq!(open(&path).newest(), [vote(Kind::Prevote, 2, 3, 7)]);
        assert_eq!(fs::metadata(&path).expect("read").len(), BYTES);
    }
}

#[test]
fn any_other_damage_is_for_a_person_to_look_at() {
    let folder = quick_folder();
    let path = folder.path().join("keystore-votes");
    let mut votes = open(&path);
    for round in 0..3 {
        votes.record(alice(), vote(Kind::Prevote, 2, round, 7)).expect("recorded");
    }
    drop(votes);
    let mut bytes = fs::read(&path).expect("read");
    bytes[40] ^= 1;
    fs::write(&path, bytes).expect("written");
    assert!(Votes::open(&path).is_err_and(|error| error.to_string().contains("damaged at byte 0")));
}

#[test]
fn old_rounds_go_and_are_refused_and_the_file_stays_small() {
    let folder = quick_folder();
    let path = folder.path().join("keystore-votes");
    let mut votes = open(&path);
    let rounds = 5_000u64;
    for round in 0..rounds {
        for kind in [Kind::Proposal, Kind::Prevote, Kind::Precommit] {
            votes.record(alice(), vote(kind, 1, round, round as u8)).expect("recorded");
        }
    }
    assert!(fs::metadata(&path).expect("read").len() <= (1 << 18) + BYTES);
    drop(votes);
    let mut votes = open(&path);
    let old = rounds - KEPT as u64 / 3 - 1;
    assert!(matches!(
        votes.record(alice(), vote(Kind::Prevote, 1, old, old as u8)),
        Err(Refusal::Over)
    ));
    let kept = old + 1;
    votes.record(alice(), vote(Kind::Prevote, 1, kept, kept as u8)).expect("the same");
}

#[test]
fn after_a_write_that_failed_nothing_is_signed() {
    let folder = quick_folder();
    let inside = folder.path().join("gone");
    let path = inside.join("keystore-votes");
    let mut votes = open(&path);
    fs::remove_dir_all(&inside).expect("removed");
    // The file has lost its name. It can be appended to, but not written anew when it has grown.
    let failed = (0..20_000)
        .find_map(|round| votes.record(alice(), vote(Kind::Prevote, 1, round, 1)).err())
        .expect("it grows");
    assert!(matches!(failed, Refusal::NotRecorded(_)));
    fs::create_dir_all(&inside).expect("made");
    let after = votes.record(alice(), vote(Kind::Prevote, 2, 1, 1));
    assert!(
        matches!(after, Err(Refusal::NotRecorded(error)) if error.to_string().contains("earlier"))
    );
}

#[derive(Clone, Debug)]
enum Step {
    Vote {
        key: bool,
        kind: Kind,
        set: u64,
        round: u64,
        block: u8,
    },
    Restart,
    /// The power is cut during an append, and only this many bytes of the record are there.
    Cut(usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let kind = prop_oneof![Just(Kind::Prevote), Just(Kind::Precommit), Just(Kind::Proposal)];
    let vote = (any::<bool>(), kind, 0..3u64, 0..4u64, 0..3u8)
        .prop_map(|(key, kind, set, round, block)| Step::Vote { key, kind, set, round, block });
    let step = prop_oneof![
        8 => vote,
        1 => Just(Step::Restart),
        1 => (0..BYTES as usize).prop_map(Step::Cut),
    ];
    prop::collection::vec(step, 1..80)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_two_votes_whatever_happens(steps in steps()) {
        let folder = quick_folder();
        let path = folder.path().join("keystore-votes");
        let mut votes = open(&path);
        let mut signed: BTreeMap<(Public, u64, u64, Kind), Vote> = BTreeMap::new();
        for step in steps {
            match step {
                Step::Vote { key, kind, set, round, block } => {
                    let key = if key { alice() } else { bob() };
                    let vote = vote(kind, set, round, block);
                    let place = (key, set, round, kind);
                    let before = signed.get(&place).copied();
                    let newest_set = signed.keys().filter(|(k, ..)| *k == key).map(|p| p.1).max();
                    match votes.record(key, vote) {
                        Ok(()) => {
                            prop_assert!(before.is_none_or(|other| other == vote));
                            signed.insert(place, vote);
                        }
                        Err(Refusal::Contradicts(other)) => prop_assert_eq!(before, Some(other)),
                        Err(Refusal::Over) => {
                            prop_assert!(before.is_none() && newest_set > Some(set));
                        }
                        Err(Refusal::NotRecorded(error)) => panic!("{error}"),
                    }
                }
                Step::Restart => {
                    drop(votes);
                    votes = open(&path);
                }
                Step::Cut(bytes) => {
                    drop(votes);
                    fs::OpenOptions::new()
                        .append(true)
                        .open(&path)
                        .and_then(|mut file| file.write_all(&vec![7; bytes]))
                        .expect("written");
                    votes = open(&path);
                }
            }
        }
    }
}
