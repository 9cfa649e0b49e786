//! Reads from GRANDPA's own notes in the database whether it remembers its votes.
//!
//! The voter keeps its state under one key of the auxiliary column. Its types are private. The
//! types here mirror their encoding (version 3 of its schema, sc-consensus-grandpa 0.45).

use crate::votes::{Kind, Vote};
use codec::Decode;
use finality_grandpa::round::State;
use sp_consensus_grandpa::{
    AuthorityId, AuthorityList, Precommit, Prevote, PrimaryPropose, SignedMessage,
};
use sp_core::H256;
use sp_runtime::traits::Header as HeaderT;
use std::collections::BTreeMap;

/// The key of the voter's state in the auxiliary column.
pub const STATE_KEY: &[u8] = b"grandpa_completed_round";

/// The key of the set of voters, in the same column.
pub const SET_KEY: &[u8] = b"grandpa_voters";

#[derive(Decode)]
struct CompletedRound<H: HeaderT> {
    number: u64,
    _state: State<H::Hash, H::Number>,
    _base: (H::Hash, H::Number),
    _votes: Vec<SignedMessage<H>>,
}

#[derive(Decode)]
struct CompletedRounds<H: HeaderT> {
    rounds: Vec<CompletedRound<H>>,
    set: u64,
    _voters: Vec<AuthorityId>,
}

#[derive(Decode)]
enum Cast<H: HeaderT> {
    Propose(PrimaryPropose<H>),
    Prevote(Option<PrimaryPropose<H>>, Prevote<H>),
    Precommit(Option<PrimaryPropose<H>>, Prevote<H>, Precommit<H>),
}

#[derive(Decode)]
enum HasVoted<H: HeaderT> {
    No,
    Yes { _key: AuthorityId, cast: Cast<H> },
}

#[derive(Decode)]
enum VoterState<H: HeaderT> {
    Live(CompletedRounds<H>, BTreeMap<u64, HasVoted<H>>),
    Paused(CompletedRounds<H>),
}

/// The rounds of this voter, as the database knows them.
#[derive(Debug)]
pub struct Progress {
    set: u64,
    completed: u64,
    /// Whether nobody votes before the set changes.
    paused: bool,
    /// The votes cast in rounds that are not completed.
    cast: Vec<Vote>,
}

impl Progress {
    /// Reads the values under [`STATE_KEY`] and [`SET_KEY`]. `None` if they are not as expected.
    pub fn read<H>(mut state: &[u8], mut set: &[u8]) -> Option<Self>
    where
        H: HeaderT<Hash = H256, Number = u32>,
    {
        let (rounds, current, paused) = match VoterState::<H>::decode(&mut state).ok()? {
            VoterState::Live(rounds, current) => (rounds, current, false),
            VoterState::Paused(rounds) => (rounds, BTreeMap::new(), true),
        };
        // The voter signs for the set that is noted with the voters. If a cut came between the two
        // notes, its rounds are still counted under the set before.
        let (_, noted) = <(AuthorityList, u64)>::decode(&mut set).ok()?;
        let set = noted.max(rounds.set);
        let cast = current
            .iter()
            .flat_map(|(round, voted)| {
                let vote = move |kind, hash: H256, number| {
                    let (round, hash) = (*round, hash.0);
                    Vote { set, round, kind, hash, number }
                };
                let (propose, prevote, precommit) = match voted {
                    HasVoted::No => (None, None, None),
                    HasVoted::Yes { cast: Cast::Propose(propose), .. } => {
                        (Some(propose), None, None)
                    }
                    HasVoted::Yes { cast: Cast::Prevote(propose, prevote), .. } => {
                        (propose.as_ref(), Some(prevote), None)
                    }
                    HasVoted::Yes {
                        cast: Cast::Precommit(propose, prevote, precommit), ..
                    } => (propose.as_ref(), Some(prevote), Some(precommit)),
                };
                let votes = [
                    propose.map(|v| vote(Kind::Proposal, v.target_hash, v.target_number)),
                    prevote.map(|v| vote(Kind::Prevote, v.target_hash, v.target_number)),
                    precommit.map(|v| vote(Kind::Precommit, v.target_hash, v.target_number)),
                ];
                votes.into_iter().flatten()
            })
            .collect();
        Some(Self {
            set,
            paused,
            completed: rounds.rounds.iter().map(|round| round.number).max()?,
            cast,
        })
    }

    /// Returns whether the voter remembers these votes, all of one round, or is past them.
    pub fn knows(&self, votes: &[Vote]) -> bool {
        self.paused
            || votes.iter().all(|vote| {
                (vote.set, vote.round) <= (self.set, self.completed) || self.cast.contains(vote)
            })
    }
}
