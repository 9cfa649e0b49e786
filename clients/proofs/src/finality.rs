//! Finality: from a block that one trusts to a later one, by the votes of the validators.
//!
//! A set of validators makes blocks final until one of these blocks announces the next set. So a chain
//! of such blocks, each with the votes of its set, leads from a checkpoint to the present. The rules
//! are those of GRANDPA as nodes check them when they synchronise quickly.

use std::collections::{BTreeSet, HashMap};
use std::fmt;

use codec::{Decode, Encode};
use ed25519_zebra::{Signature, VerificationKey};
use finality_grandpa::voter_set::VoterSet;
use finality_grandpa::{validate_commit, Chain, Error as GrandpaError, Message};

use crate::header::{Authorities, Header};
use crate::Hash;

/// The most changes of set in one proof.
pub const MAX_FRAGMENTS: usize = 4_096;
/// The most headers between the lowest and the highest block that a set's votes name.
pub const MAX_ANCESTRY: usize = 1_024;

type Commit = finality_grandpa::Commit<Hash, u32, [u8; 64], Hash>;

/// The votes that make a block final.
#[derive(Clone, Decode, Encode, Eq, PartialEq)]
pub struct Justification {
    /// The round of the votes.
    pub round: u64,
    /// The block, and the votes for it or for blocks after it.
    pub commit: Commit,
    /// The headers between the lowest block that a vote names and the others.
    pub votes_ancestries: Vec<Header>,
}

// Its votes have no `Debug` without the voter's crates.
impl fmt::Debug for Justification {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { round, commit, .. } = self;
        let mut shown = formatter.debug_struct("Justification");
        shown.field("round", round).field("block", &commit.target_number).finish_non_exhaustive()
    }
}

/// A block that is final, with the votes that say so.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq)]
pub struct Fragment {
    /// The block's header.
    pub header: Header,
    /// The votes.
    pub justification: Justification,
}

/// A block that one trusts, and who makes the blocks after it final. Genesis is one.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Checkpoint {
    /// The block's hash.
    pub block: Hash,
    /// The block's number.
    pub number: u32,
    /// How often the set of validators has changed since genesis.
    pub set_id: u64,
    /// The validators' keys, and what each vote counts.
    pub authorities: Authorities,
}

impl Checkpoint {
    fn voters(&self) -> Result<VoterSet<Hash>, Flaw> {
        let voters = VoterSet::new(self.authorities.iter().copied()).ok_or(Flaw::Authorities)?;
        // A key that is named twice would have one vote of both weights.
        (voters.len().get() == self.authorities.len()).then_some(voters).ok_or(Flaw::Authorities)
    }
}

/// Why a proof of finality is refused.
#[derive(Debug, thiserror::Error, Eq, PartialEq)]
pub enum Flaw {
    /// No set of validators.
    #[error("the checkpoint names no validators, or one twice, or one without weight")]
    Authorities,
    /// Beyond [`MAX_FRAGMENTS`] or [`MAX_ANCESTRY`], or more votes than validators can cast.
    #[error("the proof of finality is larger than this program takes")]
    TooLarge,
    /// The votes are for another block.
    #[error("block {0}: the votes are for another block")]
    OtherBlock(u32),
    /// Before the checkpoint, or beside it.
    #[error("block {0} is not after the checkpoint")]
    NotAfter(u32),
    /// Not signed by whom it names, or in another set.
    #[error(
        "block {0}: a vote is not signed by a validator of this set. Perhaps the node lacks votes of \
         older sets: ask one that has all blocks. If validators were replaced without the old ones' \
         votes, only a newer checkpoint helps"
    )]
    Signature(u32),
    /// More than a third is missing.
    #[error("block {0}: the votes are not more than two thirds of the validators'")]
    TooFew(u32),
    /// Headers that no vote needs, or numbers that are not those of the headers.
    #[error("block {0}: the headers between the votes are not those that the votes need")]
    Ancestry(u32),
    /// Not the last, and the set stays.
    #[error("block {0} does not announce the next validators")]
    NoChange(u32),
}

/// Follows a proof from a checkpoint. Returns the block at which it ends, as a checkpoint, with its
/// header. `None` when there is nothing to follow.
pub fn follow(
    checkpoint: &Checkpoint,
    fragments: &[Fragment],
) -> Result<Option<(Checkpoint, Header)>, Flaw> {
    if fragments.len() > MAX_FRAGMENTS {
        return Err(Flaw::TooLarge);
    }
    let mut at = checkpoint.clone();
    at.voters()?;
    for (place, Fragment { header, justification }) in (1..).zip(fragments) {
        let (block, number) = (header.hash(), header.number);
        if place == 1 && block == at.block {
            // What one trusts needs no votes. They may be those of the set before.
            continue;
        }
        if number <= at.number {
            return Err(Flaw::NotAfter(number));
        }
        let commit = &justification.commit;
        if (commit.target_hash, commit.target_number) != (block, number) {
            return Err(Flaw::OtherBlock(number));
        }
        check_votes(&at, number, justification)?;
        at = match header.next_authorities() {
            Some(authorities) => {
                let set_id = at.set_id.checked_add(1).ok_or(Flaw::TooLarge)?;
                Checkpoint { block, number, set_id, authorities }
            }
            None if place < fragments.len() => return Err(Flaw::NoChange(number)),
            None => Checkpoint { block, number, ..at },
        };
    }
    Ok(fragments.last().map(|last| (at, last.header.clone())))
}

fn check_votes(at: &Checkpoint, number: u32, justification: &Justification) -> Result<(), Flaw> {
    let Justification { round, commit, votes_ancestries } = justification;
    let voters = at.voters()?;
    // A validator that voted twice is counted once. Nobody needs a third vote.
    if commit.precommits.len() > voters.len().get().saturating_mul(2)
        || votes_ancestries.len() > MAX_ANCESTRY
    {
        return Err(Flaw::TooLarge);
    }
    for vote in &commit.precommits {
        let message = signed_bytes(vote.precommit.clone(), *round, at.set_id);
        if !voters.contains(&vote.id) || !is_signed(&vote.id, &message, &vote.signature) {
            return Err(Flaw::Signature(number));
        }
    }
    let ancestry = Ancestry::new(votes_ancestries);
    if !ancestry.numbers_match(commit, votes_ancestries) {
        return Err(Flaw::Ancestry(number));
    }
    let valid = validate_commit(commit, &voters, &ancestry).is_ok_and(|result| result.is_valid());
    if !valid {
        return Err(Flaw::TooFew(number));
    }
    ancestry.check_all_needed(commit, number)
}

/// What a validator signs.
pub(crate) fn signed_bytes(
    vote: finality_grandpa::Precommit<Hash, u32>,
    round: u64,
    set_id: u64,
) -> Vec<u8> {
    (Message::Precommit(vote), round, set_id).encode()
}

fn is_signed(key: &Hash, message: &[u8], signature: &[u8; 64]) -> bool {
    // By the chain's own rules. By stricter ones, a validator could sign so that nodes take its vote and
    // nobody else takes the proof.
    VerificationKey::try_from(*key)
        .is_ok_and(|key| key.verify(&Signature::from(*signature), message).is_ok())
}

/// The headers between the blocks that votes name.
struct Ancestry {
    parents: HashMap<Hash, Hash>,
    doubled: bool,
}

impl Ancestry {
    fn new(headers: &[Header]) -> Self {
        let parents: HashMap<_, _> =
            headers.iter().map(|header| (header.hash(), header.parent_hash)).collect();
        let doubled = parents.len() < headers.len();
        Self { parents, doubled }
    }

    /// A block has one number, and the block after it has the next one. The count of votes goes by
    /// numbers, which a validator could otherwise make up.
    fn numbers_match(&self, commit: &Commit, headers: &[Header]) -> bool {
        let mut numbers = HashMap::from([(commit.target_hash, commit.target_number)]);
        let mut is_one =
            |block: Hash, number: u32| *numbers.entry(block).or_insert(number) == number;
        let mut votes = commit.precommits.iter().map(|vote| &vote.precommit);
        let one_each = votes.all(|vote| is_one(vote.target_hash, vote.target_number))
            && headers.iter().all(|header| is_one(header.hash(), header.number));
        one_each
            && headers.iter().all(|header| {
                let before = numbers.get(&header.parent_hash);
                before.is_none_or(|before| before.checked_add(1) == Some(header.number))
            })
    }

    /// The headers must be those from the lowest block that a vote names to each of the others.
    fn check_all_needed(&self, commit: &Commit, number: u32) -> Result<(), Flaw> {
        let named = || commit.precommits.iter().map(|vote| &vote.precommit);
        let lowest = named().min_by_key(|vote| vote.target_number);
        let base = lowest.ok_or(Flaw::TooFew(number))?.target_hash;
        let mut needed = BTreeSet::new();
        for mut block in named().map(|vote| vote.target_hash) {
            while block != base && needed.insert(block) {
                block = *self.parents.get(&block).ok_or(Flaw::Ancestry(number))?;
            }
        }
        let exact = needed.len() == self.parents.len() && !self.doubled;
        exact.then_some(()).ok_or(Flaw::Ancestry(number))
    }
}

impl Chain<Hash, u32> for Ancestry {
    fn ancestry(&self, base: Hash, block: Hash) -> Result<Vec<Hash>, GrandpaError> {
        let mut route = Vec::new();
        let mut current = block;
        while current != base {
            // Headers name each other by their hashes, so there is no circle.
            current = *self.parents.get(&current).ok_or(GrandpaError::NotDescendent)?;
            route.push(current);
        }
        // What is asked for is what lies between.
        route.pop();
        Ok(route)
    }
}

#[cfg(test)]
#[path = "tests/finality.rs"]
mod tests;
