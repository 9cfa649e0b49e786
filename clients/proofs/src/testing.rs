//! Blocks, votes and storage as a chain of four validators makes them.

use std::collections::{BTreeMap, BTreeSet};

use ed25519_zebra::{SigningKey, VerificationKey};
use finality_grandpa::{Precommit, SignedPrecommit};
use sp_core::{Blake2Hasher, H256};
use sp_trie::{LayoutV1, MemoryDB, Recorder, Trie, TrieDBBuilder, TrieDBMutBuilder, TrieMut};

use crate::finality::{signed_bytes, Checkpoint, Fragment, Justification};
use crate::header::{Authorities, Header};
use crate::Hash;

/// The round in which all of them vote.
pub const ROUND: u64 = 7;

/// Three of four.
pub const THREE: [usize; 3] = [0, 1, 2];

/// A set of validators.
#[derive(Clone)]
pub struct Set {
    pub id: u64,
    pub keys: Vec<SigningKey>,
}

impl Set {
    /// Four validators, other ones for each set.
    pub fn new(id: u8) -> Self {
        let key = |n: u8| SigningKey::from([id * 16 + n; 32]);
        Self { id: id.into(), keys: (1..=4).map(key).collect() }
    }

    pub fn list(&self) -> Authorities {
        self.keys.iter().map(|key| (VerificationKey::from(key).into(), 1)).collect()
    }

    pub fn checkpoint(&self, header: &Header) -> Checkpoint {
        let authorities = self.list();
        Checkpoint { block: header.hash(), number: header.number, set_id: self.id, authorities }
    }

    /// A validator's vote for a block.
    pub fn vote(&self, who: usize, to: &Header) -> SignedPrecommit<Hash, u32, [u8; 64], Hash> {
        self.sign(who, Precommit { target_hash: to.hash(), target_number: to.number })
    }

    /// A vote that a validator signs, whatever it is.
    pub fn sign(
        &self,
        who: usize,
        precommit: Precommit<Hash, u32>,
    ) -> SignedPrecommit<Hash, u32, [u8; 64], Hash> {
        let key = &self.keys[who];
        let signature = key.sign(&signed_bytes(precommit.clone(), ROUND, self.id)).into();
        SignedPrecommit { precommit, signature, id: VerificationKey::from(key).into() }
    }

    /// A block with the votes of these validators.
    pub fn fragment(&self, header: &Header, who: &[usize]) -> Fragment {
        self.fragment_of(header, who.iter().map(|who| (*who, header)), &[])
    }

    /// A block with votes for it, or for blocks after it, and the headers between them.
    pub fn fragment_of<'a>(
        &self,
        header: &Header,
        votes: impl IntoIterator<Item = (usize, &'a Header)>,
        between: &[Header],
    ) -> Fragment {
        let commit = finality_grandpa::Commit {
            target_hash: header.hash(),
            target_number: header.number,
            precommits: votes.into_iter().map(|(who, header)| self.vote(who, header)).collect(),
        };
        let votes_ancestries = between.to_vec();
        let justification = Justification { round: ROUND, commit, votes_ancestries };
        Fragment { header: header.clone(), justification }
    }
}

/// A block, which may announce the next set.
pub fn block(number: u32, parent_hash: Hash, next: Option<&Set>) -> Header {
    let mut header = Header {
        parent_hash,
        number,
        state_root: [7; 32],
        extrinsics_root: [8; 32],
        digest: Vec::new(),
    };
    if let Some(next) = next {
        header.announce(next.list());
    }
    header
}

/// Genesis, a change at 10, another at 20, and the block 30.
pub struct Story {
    pub genesis: Checkpoint,
    pub blocks: Vec<Header>,
    pub sets: Vec<Set>,
    pub fragments: Vec<Fragment>,
}

pub fn story() -> Story {
    let sets: Vec<_> = (0..3).map(Set::new).collect();
    let next = [Some(&sets[1]), Some(&sets[2]), None];
    let blocks: Vec<_> =
        [10, 20, 30].into_iter().zip(next).map(|(n, next)| block(n, [9; 32], next)).collect();
    let fragments =
        sets.iter().zip(&blocks).map(|(set, block)| set.fragment(block, &THREE)).collect();
    Story { genesis: sets[0].checkpoint(&block(0, [0; 32], None)), blocks, sets, fragments }
}

/// A storage with these values: its root, and what a node proves about those of some names.
pub fn prove(values: &BTreeMap<Vec<u8>, Vec<u8>>, names: &[Vec<u8>]) -> (Hash, Vec<Vec<u8>>) {
    type Layout = LayoutV1<Blake2Hasher>;
    let (mut all, mut root) = (MemoryDB::default(), H256::zero());
    {
        let mut trie = TrieDBMutBuilder::<Layout>::new(&mut all, &mut root).build();
        for (name, value) in values {
            trie.insert(name, value).expect("it is in memory");
        }
    }
    let mut recorder = Recorder::<Layout>::new();
    {
        let trie = TrieDBBuilder::<Layout>::new(&all, &root).with_recorder(&mut recorder).build();
        for name in names {
            trie.get(name).expect("it is in memory");
        }
    }
    let nodes: BTreeSet<_> = recorder.drain().into_iter().map(|record| record.data).collect();
    (root.into(), nodes.into_iter().collect())
}
