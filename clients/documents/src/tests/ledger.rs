//! A chain of four validators that has a batch of awards in its storage.

use std::collections::BTreeMap;

use codec::Encode;
use credential_award::{Mark, Marks, Place};
use vaka_proofs::header::Header;
use vaka_proofs::storage_key::{of, twox64_concat};
use vaka_proofs::testing::{self, Set, THREE};

use crate::bundle::{Bundle, Checkpoint};
use crate::chain::{self, Batch, Issuer, IssuerKey, Schema, ScopeOf};
use crate::tests::support::{CHAIN, GENESIS, NOW};

/// The slot in which the batch was issued, and the number of the issuer's key then.
pub const ISSUED: u32 = 500;
const KEY: u32 = 1;
/// The issuer's parent.
pub const PARENT: u32 = 2;

/// What the storage has.
pub struct Ledger {
    pub values: BTreeMap<Vec<u8>, Vec<u8>>,
}

fn map(item: &str, parts: &[u32]) -> Vec<u8> {
    parts.iter().fold(of("Credentials", item), twox64_concat)
}

fn issuer(parent: Option<u32>, withdrawals: &[(u32, u32)]) -> Issuer {
    Issuer {
        account: [1; 32],
        parent,
        scope: (5, ScopeOf::Only([1, 7].into())),
        until: 9_000,
        quota: Some(100),
        used: 4,
        undelegated: true,
        withdrawn: false,
        withdrawals: withdrawals.to_vec(),
        next: 34,
        keys: 2,
        awards: 40,
        revoked: 2,
        upheld: 1,
        challenged: 0,
        deposit: Some(([1; 32], 7)),
    }
}

impl Ledger {
    /// A chain that issued this batch a month ago, signed with this key.
    pub fn new(batch: &crate::envelope::Batch, key: [u8; 32]) -> Self {
        let mut this = Self { values: BTreeMap::new() };
        this.put(twox64_concat(of("System", "BlockHash"), 0_u32), GENESIS);
        this.put(of("Timestamp", "Now"), NOW * 1_000 + 999);
        this.put(of("Credentials", ":__STORAGE_VERSION__:"), 1_u16);
        let award = Batch {
            schema: 1,
            root: batch.root.0,
            count: batch.count,
            valid_until: batch.valid_until,
            issued: ISSUED,
            key: KEY,
            deposit: None,
        };
        this.put(map("Batches", &[CHAIN.issuer, CHAIN.sequence]), award);
        let (old, now) = (IssuerKey { key: [9; 32], _since: 1, _deposit: None }, ISSUED - 1);
        this.put(map("Keys", &[CHAIN.issuer, KEY - 1]), old);
        let now = IssuerKey { key, _since: now, _deposit: Some(([1; 32], 7)) };
        this.put(map("Keys", &[CHAIN.issuer, KEY]), now);
        this.withdraw(CHAIN.issuer, &[]);
        this.withdraw(PARENT, &[]);
        let schema = Schema {
            owner: [1; 32],
            issuer: Some(PARENT),
            definition: [3; 32],
            title: b"Boat builder".to_vec(),
            level: 4,
            credit_hours: 120,
            valid_for: Some(1_825),
            superseded_by: Some(7),
            generation: 0,
            deposit: None,
        };
        this.put(map("Schemas", &[1]), schema);
        // Others' values, so that absent ones are shown among neighbours.
        for other in 40..80 {
            this.put(map("Batches", &[other, 0]), [other; 9]);
            this.put(map("Issuers", &[other]), [other; 9]);
        }
        this
    }

    pub fn put(&mut self, name: Vec<u8>, value: impl Encode) {
        self.values.insert(name, value.encode());
    }

    pub fn withdraw(&mut self, id: u32, withdrawals: &[(u32, u32)]) {
        let parent = (id == CHAIN.issuer).then_some(PARENT);
        self.put(map("Issuers", &[id]), issuer(parent, withdrawals));
    }

    pub fn mark(&mut self, index: u32, mark: Mark) {
        let mut marks = Marks::default();
        marks.set(index, mark);
        let name = map("Marked", &[CHAIN.issuer, CHAIN.sequence]);
        self.put(twox64_concat(name, 0_u8), marks);
    }

    /// The names of what is read for an award.
    pub fn names(&self, place: &Place) -> Vec<Vec<u8>> {
        let mut names = Vec::new();
        let read = chain::read(place, |name| {
            names.push(name.to_vec());
            Ok::<_, std::convert::Infallible>(self.values.get(name).cloned())
        });
        // Some ledgers cannot be read to the end.
        let _ = read.is_ok();
        names
    }

    /// The block with this storage, and what proves an award in it.
    pub fn block(&self, place: &Place) -> (Header, Vec<Vec<u8>>) {
        let (state_root, state) = testing::prove(&self.values, &self.names(place));
        (Header { state_root, ..testing::block(30, [9; 32], None) }, state)
    }

    /// A checkpoint, and a bundle that leads from it over two changes of validators.
    pub fn bundle(&self, place: &Place) -> (Checkpoint, Bundle) {
        let (header, state) = self.block(place);
        let story = testing::story();
        let mut finality = story.fragments;
        finality[2] = story.sets[2].fragment(&header, &THREE);
        (story.genesis.into(), Bundle { finality, header: None, state })
    }

    /// The same with the block itself as the checkpoint.
    pub fn bundle_at_checkpoint(&self, place: &Place) -> (Checkpoint, Bundle) {
        let (header, state) = self.block(place);
        let checkpoint = Set::new(2).checkpoint(&header).into();
        (checkpoint, Bundle { finality: Vec::new(), header: Some(header), state })
    }
}
