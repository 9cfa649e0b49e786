//! Tests of the keystore in front of the record, as the node and as its voter see it.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod common;

use codec::Encode;
use common::{alarm, message, quick_folder, vote};
use finality_grandpa::{round::State, Prevote, PrimaryPropose};
use sp_consensus_grandpa::{AuthorityId, SignedMessage};
use sp_core::{crypto::KeyTypeId, ed25519, Pair, H256};
use sp_keystore::{Keystore, KeystorePtr};
use sp_runtime::{generic, traits::BlakeTwo256};
use std::{
    path::Path,
    sync::{Arc, Mutex},
};
use vaka_durability::{
    keystore::{Guarded, GRANDPA},
    voter::Progress,
    votes::{Kind, Vote, Votes},
};

type Header = generic::Header<u32, BlakeTwo256>;

const OTHER: KeyTypeId = KeyTypeId(*b"aura");

struct Machine {
    guarded: Arc<Guarded>,
    key: ed25519::Public,
}

impl Machine {
    fn start(folder: &Path) -> Self {
        let inner: KeystorePtr = Arc::new(sc_keystore::LocalKeystore::in_memory());
        let key = inner.ed25519_generate_new(GRANDPA, Some("//Alice")).expect("a key");
        inner.ed25519_generate_new(OTHER, Some("//Alice")).expect("a key");
        let votes = Votes::open(&folder.join("keystore-votes")).expect("it opens");
        let guarded = Arc::new(Guarded::new(inner, folder.into(), votes, alarm().0));
        Self { guarded, key }
    }

    fn signs(&self, kind: KeyTypeId, message: &[u8]) -> bool {
        match self.guarded.ed25519_sign(kind, &self.key, message) {
            Ok(Some(signature)) => {
                assert!(ed25519::Pair::verify(&signature, message, &self.key));
                true
            }
            Ok(None) => panic!("the key is there"),
            Err(_) => false,
        }
    }
}

/// The voter's state as GRANDPA writes it: the last round that was completed in a set, and the vote
/// in the round after it.
fn state(set: u64, completed: u64, cast: Option<(&ed25519::Public, Vec<u8>)>) -> Vec<u8> {
    let genesis = (H256::zero(), 0u32);
    let no_votes: Vec<SignedMessage<Header>> = Vec::new();
    let rounds = vec![(completed, State::genesis(genesis), genesis, no_votes)];
    let voters: Vec<AuthorityId> = Vec::new();
    let has_voted = match cast {
        None => vec![0],
        Some((key, vote)) => [&[1][..], &key.0, &vote].concat(),
    };
    // A map is a list of pairs in order.
    let current = [codec::Compact(1u32).encode(), (completed + 1).encode(), has_voted].concat();
    [vec![0], (rounds, set, voters).encode(), current].concat()
}

/// The voters as GRANDPA writes them, as far as they are read: an empty list, and the set's number.
fn voters(set: u64) -> Vec<u8> {
    (sp_consensus_grandpa::AuthorityList::new(), set, "and more").encode()
}

/// A prevote without a proposal, as GRANDPA notes it.
fn noted(vote: &Vote) -> Vec<u8> {
    let none: Option<PrimaryPropose<H256, u32>> = None;
    (1u8, none, Prevote::new(H256(vote.hash), vote.number)).encode()
}

#[test]
fn it_signs_a_vote_once_and_what_is_no_vote_never() {
    let folder = quick_folder();
    let machine = Machine::start(folder.path());
    let first = message(&vote(Kind::Prevote, 2, 3, 7));
    assert!(machine.signs(GRANDPA, &first));
    assert!(machine.signs(GRANDPA, &first));
    assert!(!machine.signs(GRANDPA, &message(&vote(Kind::Prevote, 2, 3, 8))));
    assert!(!machine.signs(GRANDPA, b"a letter"));
    assert!(!machine.signs(GRANDPA, &[3; 53]));
    // The keystore signs a proof that one owns the key, and with keys of other kinds.
    assert!(machine.signs(GRANDPA, &[b"POP_", &[0; 32][..]].concat()));
    assert!(machine.signs(OTHER, b"a letter"));
}

#[test]
fn the_voter_has_no_key_until_its_database_knows_of_its_votes() {
    let folder = quick_folder();
    let key = {
        let machine = Machine::start(folder.path());
        assert!(machine.signs(GRANDPA, &message(&vote(Kind::Prevote, 2, 9, 7))));
        machine.key
    };
    let mine = vote(Kind::Prevote, 2, 9, 7);
    let other = vote(Kind::Prevote, 2, 9, 8);
    // The state in the database, and whether the voter has its key then.
    for (has, may) in [
        (None, false),
        (Some(vec![]), false),
        (Some(state(0, 0, None)), false),
        (Some(state(2, 8, None)), false),
        (Some(state(1, 100, None)), false),
        (Some(state(2, 8, Some((&key, noted(&other))))), false),
        (Some(state(2, 8, Some((&key, noted(&mine))))), true),
        (Some(state(2, 9, None)), true),
        (Some(state(3, 0, None)), true),
    ] {
        let shown = format!("{has:?}");
        let machine = Machine::start(folder.path());
        let keys = [(key.0.to_vec(), GRANDPA)];
        let voter = machine
            .guarded
            .clone()
            .for_voter(move || Progress::read::<Header>(has.as_ref()?, &voters(0)));
        assert_eq!(voter.has_keys(&keys), may, "{shown}");
        assert!(machine.guarded.has_keys(&keys), "others see that the key is there");
        assert!(voter.has_keys(&[(key.0.to_vec(), OTHER)]), "it is about votes only");
    }
}

#[test]
fn the_voter_has_its_key_again_once_the_others_are_past_its_votes() {
    let folder = quick_folder();
    Machine::start(folder.path()).signs(GRANDPA, &message(&vote(Kind::Precommit, 2, 9, 7)));
    let machine = Machine::start(folder.path());
    let keys = [(machine.key.0.to_vec(), GRANDPA)];
    let has = Arc::new(Mutex::new(state(0, 0, None)));
    let read = has.clone();
    let voter = machine
        .guarded
        .clone()
        .for_voter(move || Progress::read::<Header>(&read.lock().expect("no panic"), &voters(0)));
    for (now, may) in [(state(2, 5, None), false), (state(2, 9, None), true), (vec![], true)] {
        *has.lock().expect("no panic") = now;
        assert_eq!(voter.has_keys(&keys), may);
    }
}

#[test]
fn one_without_votes_may_vote_at_once() {
    let folder = quick_folder();
    let machine = Machine::start(folder.path());
    let voter = machine.guarded.clone().for_voter(|| None);
    assert!(voter.has_keys(&[(machine.key.0.to_vec(), GRANDPA)]));
}

#[test]
fn a_state_that_is_not_as_expected_is_no_progress() {
    let good = state(2, 8, None);
    assert!(Progress::read::<Header>(&good, &voters(2)).is_some());
    assert!(Progress::read::<Header>(&good, &[]).is_none());
    assert!(Progress::read::<Header>(&good[..good.len() - 1], &voters(2)).is_none());
    assert!(Progress::read::<Header>(&[9], &voters(2)).is_none());
}

/// A set has changed, and a cut came before the rounds were counted anew.
#[test]
fn rounds_belong_to_the_set_that_is_noted_with_the_voters() {
    let votes = [vote(Kind::Prevote, 3, 9, 7)];
    let knows = |state: Vec<u8>, set| {
        Progress::read::<Header>(&state, &voters(set)).expect("read").knows(&votes)
    };
    assert!(!knows(state(2, 9, None), 2));
    assert!(knows(state(2, 9, None), 3));
    assert!(!knows(state(2, 8, None), 3));
}

/// A forced change was signalled. Nobody votes until it is made, and the votes that were cast are
/// no longer noted.
#[test]
fn one_that_is_paused_has_lost_nothing() {
    let mut paused = state(2, 8, None);
    paused[0] = 1;
    // The state has no ongoing rounds.
    let current = [codec::Compact(1u32).encode(), 9u64.encode(), vec![0]].concat();
    paused.truncate(paused.len() - current.len());
    let progress = Progress::read::<Header>(&paused, &voters(2)).expect("read");
    assert!(progress.knows(&[vote(Kind::Prevote, 2, 9, 7)]));
}

#[test]
fn it_tells_that_the_voter_waits_in_a_round_without_its_key() {
    let folder = quick_folder();
    Machine::start(folder.path()).signs(GRANDPA, &message(&vote(Kind::Precommit, 2, 9, 7)));
    let machine = Machine::start(folder.path());
    let keys = [(machine.key.0.to_vec(), GRANDPA)];
    let has = Arc::new(Mutex::new(state(2, 8, None)));
    let read = has.clone();
    let voter = machine
        .guarded
        .clone()
        .for_voter(move || Progress::read::<Header>(&read.lock().expect("no panic"), &voters(2)));
    // The voter catches up to the round after its votes, and asks for its key a moment before that
    // is noted.
    assert!(!voter.has_keys(&keys));
    *has.lock().expect("no panic") = state(2, 9, None);
    assert!(voter.abstains() && voter.is_past());
    assert!(voter.has_keys(&keys) && !voter.abstains());
}
