//! The world of the model, and its comparison with what the pallet stores.

use super::model::{Bound, Key, Model, Open, Staked};
use crate::{mock::*, *};
use sp_core::Pair as _;
use std::collections::{BTreeMap, BTreeSet};
use vaka_primitives::{Balance, Engagement, IssuerId, Requirement, SchemaId};
use vaka_testing::random::Counts;

/// The accounts to which the member moves. Others may use them, too.
pub const SPARE: [AccountId; 3] = [MEMBER, 40, 41];
pub const ISSUERS: [AccountId; 4] = [COLLEGE, CAMPUS, ROOM, TUTOR];
pub const HOLDERS: [AccountId; 5] = [OUTSIDER, STRANGER, MEMBER, 40, 41];
pub const ACTORS: [AccountId; 10] =
    [COLLEGE, CAMPUS, ROOM, TUTOR, OUTSIDER, CHALLENGER, STRANGER, MEMBER, 40, 41];

/// All accounts that have money.
pub const ALL_ACCOUNTS: [AccountId; 11] =
    [TREASURY, COLLEGE, CAMPUS, ROOM, TUTOR, OUTSIDER, CHALLENGER, STRANGER, MEMBER, 40, 41];

pub struct World {
    pub model: Model,
    pub counts: Counts,
    /// The work that awards answer for, and the account that speaks for the holder now.
    pub works: Vec<(Engagement, AccountId)>,
    /// The roots of all batches.
    pub roots: BTreeMap<(IssuerId, Sequence), credential_award::Hash>,
    /// The awards that ever were revoked, and those that a withdrawal ever ended.
    pub revoked: BTreeSet<Award>,
    pub withdrawn: BTreeSet<Award>,
    pub issuance: Balance,
}

impl World {
    /// Checks that the pallet stores what the model has, and what never changes.
    pub fn compare(&mut self) {
        check();
        self.compare_issuers();
        self.compare_awards();
        self.compare_holders();
        self.compare_money();
    }

    fn compare_issuers(&self) {
        assert_eq!(NextIssuer::<Test>::get() as usize, self.model.issuers.len());
        for (id, model) in (0..).zip(&self.model.issuers) {
            let issuer = Issuers::<Test>::get(id).expect("an issuer");
            assert_eq!(
                (issuer.account, issuer.parent, issuer.until, issuer.quota),
                (model.account, model.parent, model.until, model.quota)
            );
            assert_eq!(issuer.scope, scope_of(model.level, &model.schemas));
            assert_eq!(
                (issuer.undelegated, issuer.withdrawn, issuer.keys as usize),
                (model.undelegated, model.withdrawn, model.keys.len())
            );
            let revoked = self.model.revoked.iter().filter(|award| award.issuer == id).count();
            assert_eq!(
                (issuer.used, issuer.next, issuer.challenged, issuer.upheld, issuer.revoked),
                (
                    self.model.used(id),
                    self.model.next(id),
                    self.model.challenged(id),
                    model.upheld,
                    revoked as u32
                )
            );
            // The history of keys is never rewritten.
            for (n, seed) in (0..).zip(&model.keys) {
                let key = Keys::<Test>::get(id, n).expect("a key").key;
                assert_eq!(key, pair(*seed).public().0);
            }
        }
        let schemas = (0..).zip(&self.model.schemas);
        for (id, model) in schemas {
            let schema = Schemas::<Test>::get(id).expect("a schema");
            assert_eq!(
                (schema.owner, schema.level, schema.superseded_by),
                (model.owner, model.level, model.superseded_by)
            );
        }
    }

    fn compare_awards(&mut self) {
        let batches = Batches::<Test>::iter()
            .map(|(issuer, sequence, batch)| ((issuer, sequence), batch.root));
        assert_eq!(batches.collect::<BTreeMap<_, _>>(), self.roots);
        for award in self.model.awards() {
            let batch = Batches::<Test>::get(award.issuer, award.sequence).expect("a batch");
            let standing = Credentials::standing(&award, &batch);
            assert_eq!(standing, self.model.standing(&award), "{award:?}");
            match standing {
                Standing::Revoked => {
                    self.revoked.insert(award);
                }
                Standing::IssuerWithdrawn { .. } => {
                    self.withdrawn.insert(award);
                }
                _ => {
                    assert!(!self.withdrawn.contains(&award), "what a withdrawal ended stays so");
                }
            }
            let revoked = standing == Standing::Revoked;
            assert_eq!(revoked, self.revoked.contains(&award), "a revocation is never undone");
            let suspended = Credentials::mark(&award).suspended;
            assert!(!suspended || standing != Standing::Valid, "suspended is not valid");
        }
    }

    fn compare_holders(&self) {
        let bindings = Bindings::<Test>::iter().map(|(holder, schema, binding)| {
            let who = Holders::<Test>::get(holder).expect("a holder").account;
            let deposit = binding.deposit.map(|deposit| deposit.depositor);
            ((who, schema), (binding.award, binding.engaged, deposit))
        });
        let bound = self.model.bound.iter().map(|(key, bound)| {
            let Bound { award, engaged, deposit } = bound.clone();
            (*key, (award, engaged, deposit))
        });
        assert_eq!(bindings.collect::<BTreeMap<_, _>>(), bound.collect());
        for (who, schema) in self.model.bound.keys() {
            let answer = self.model.answer(*who, *schema, 0).is_some();
            let requirement = Requirement { schema: *schema, stake: 0 };
            assert_eq!(Credentials::meets(*who, requirement), answer);
        }
    }

    fn compare_money(&self) {
        let stakes = Stakes::<Test>::iter().map(|(key, stake)| {
            let key = match key {
                StakeKey::Issuer(issuer) => Key::Issuer(issuer),
                StakeKey::Practice(holder, schema) => {
                    Key::Practice(Holders::<Test>::get(holder).expect("one").account, schema)
                }
            };
            let leaving = stake.leaving.map(|leaving| (leaving.amount, leaving.from));
            (key, (stake.held_at, stake.amount, leaving))
        });
        let model = self.model.stakes.iter().map(|(key, stake)| {
            let Staked { held_at, amount, leaving } = stake.clone();
            (*key, (held_at, amount, leaving))
        });
        assert_eq!(stakes.collect::<BTreeMap<_, _>>(), model.collect());
        let challenges = Challenges::<Test>::iter().map(|(id, open)| {
            assert_eq!(open.bond, 10 * UNIT);
            (id, (open.challenger, open.award, open.closes))
        });
        let model = self.model.challenges.iter().map(|(id, open)| {
            let Open { challenger, award, closes } = open.clone();
            (*id, (challenger, award, closes))
        });
        assert_eq!(challenges.collect::<BTreeMap<_, _>>(), model.collect());
        assert_eq!(Balances::total_issuance(), self.issuance, "no money comes or goes");
        for who in ALL_ACCOUNTS {
            assert_eq!(money(who), self.model.money[&who], "the money of {who}");
            let stakes = self.model.stakes.values().filter(|stake| stake.held_at == who);
            let stakes = stakes.map(|stake| stake.amount).sum::<Balance>();
            assert_eq!(held(HoldReason::Stake, who), stakes, "stakes are what is on hold");
            let bonds = self.model.challenges.values().filter(|open| open.challenger == who);
            let bonds = 10 * UNIT * bonds.count() as Balance;
            assert_eq!(held(HoldReason::Bond, who), bonds, "bonds are what is on hold");
        }
    }
}

pub fn scope_of(level: Level, schemas: &Option<BTreeSet<SchemaId>>) -> Scope {
    match schemas {
        None => scope(level),
        Some(named) => only(level, &named.iter().copied().collect::<Vec<_>>()),
    }
}
