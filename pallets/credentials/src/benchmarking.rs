//! Benchmarks of every call, each in its dearest case: an issuer with as many above it as there can
//! be, a full batch, and a holder whose money is in another account.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use crate::{rules::*, *};
use alloc::vec::Vec;
use credential_award::{Hash, Mark, Opening, Tree, CHUNK, MAX_AWARDS};
use frame_benchmarking::v2::*;
use frame_support::{
    dispatch::RawOrigin,
    traits::{
        fungible::{Inspect, Mutate},
        EnsureOrigin, Get,
    },
    BoundedBTreeSet, BoundedVec,
};
use sp_runtime::traits::BlockNumberProvider as _;
use vaka_primitives::{Balance, BlockNumber, HolderId, IssuerId, Requirement, SchemaId};

/// What benchmarks need beyond the pallet's own traits.
pub trait BenchmarkHelper {
    /// An Ed25519 key, and its signature.
    fn sign(seed: u8, message: &[u8]) -> (Ed25519Key, Ed25519Signature);
}

/// The present slot, far from zero.
const NOW: BlockNumber = 100_000_000;

/// The level of the schemas.
const LEVEL: Level = 5;

fn rich<T: Config>(name: &'static str, n: u32) -> T::AccountId
where
    T::Currency: Mutate<T::AccountId>,
{
    let who = account::<T::AccountId>(name, n, 0);
    let least = <T::Currency as Inspect<T::AccountId>>::minimum_balance();
    let money = T::Rules::get().bond.max(T::Rules::get().least_stake).max(least);
    <T::Currency as Mutate<_>>::set_balance(&who, money.saturating_mul(1_000_000));
    who
}

/// The account of the issuer with so many above it.
fn issuer_account<T: Config>(depth: u32) -> T::AccountId
where
    T::Currency: Mutate<T::AccountId>,
{
    rich::<T>("issuer", depth)
}

/// As many schemas as a scope can name.
fn schemas<T: Config>(owner: &T::AccountId, issuer: IssuerId) -> Vec<SchemaId> {
    let schemas = (0..MAX_SCHEMAS).map(|_| {
        let schema = NextSchema::<T>::get();
        Pallet::<T>::insert_schema(Schema {
            owner: owner.clone(),
            issuer: Some(issuer),
            definition: Hash::default(),
            title: BoundedVec::truncate_from([b'x'; MAX_TITLE as usize].to_vec()),
            level: LEVEL,
            credit_hours: 40,
            valid_for: None,
            superseded_by: None,
            generation: 0,
            deposit: None,
        })
        .unwrap();
        schema
    });
    schemas.collect()
}

fn scope(named: u32) -> Scope {
    let schemas = (0..named).collect::<alloc::collections::BTreeSet<_>>();
    let schemas = BoundedBTreeSet::try_from(schemas).unwrap();
    Scope { level: LEVEL, schemas: ScopeOf::Only(schemas) }
}

/// A line of issuers, each of whom has a full scope and was withdrawn and renewed as often as can
/// be. The last one has a key. Returns it, and its account.
fn line<T: Config>() -> (IssuerId, T::AccountId)
where
    T::Currency: Mutate<T::AccountId>,
{
    T::Clock::set_block_number(NOW);
    forget_genesis::<T>();
    let (issuer, account) = issuers::<T>();
    schemas::<T>(&account, issuer);
    set_key::<T>(issuer, &account, 1);
    (issuer, account)
}

/// The issuers of a line.
fn issuers<T: Config>() -> (IssuerId, T::AccountId)
where
    T::Currency: Mutate<T::AccountId>,
{
    let mut last = None;
    for depth in 0..=MAX_DEPTH {
        let account = issuer_account::<T>(depth);
        let old = Withdrawal { since: 1, at: 2 };
        let old = (1..MAX_WITHDRAWALS).map(|_| old).collect::<Vec<_>>();
        let issuer = Issuer {
            parent: last,
            quota: last.map(|_| u32::MAX),
            withdrawals: BoundedVec::truncate_from(old),
            ..Pallet::<T>::accredited(account.clone(), scope(MAX_SCHEMAS), BlockNumber::MAX)
        };
        last = Some(Pallet::<T>::insert_issuer(issuer).unwrap());
    }
    (last.unwrap(), issuer_account::<T>(MAX_DEPTH))
}

/// Lets numbers begin at 0, also on a chain that has issuers and schemas from its first block.
fn forget_genesis<T: Config>() {
    let _ = Issuers::<T>::clear(u32::MAX, None);
    let _ = Schemas::<T>::clear(u32::MAX, None);
    NextIssuer::<T>::kill();
    NextSchema::<T>::kill();
}

fn set_key<T: Config>(issuer: IssuerId, account: &T::AccountId, seed: u8) {
    let (key, _) = T::BenchmarkHelper::sign(seed, &[]);
    let (_, proof) = T::BenchmarkHelper::sign(seed, &Pallet::<T>::key_bytes(issuer, &key));
    Pallet::<T>::do_rotate_issuer_key(account.clone(), issuer, key, proof).unwrap();
}

/// What the holder of an award knows.
fn opening<T: Config>() -> Opening {
    let (subject, _) = T::BenchmarkHelper::sign(9, &[]);
    Opening { subject, salt: [1; 32], vc: [2; 32], sd_jwt: [3; 32] }
}

/// The tree of a full batch, all of whose awards go to the same key.
fn tree<T: Config>(issuer: IssuerId, sequence: Sequence) -> Tree {
    let opening = opening::<T>();
    let leaf = |index| Pallet::<T>::leaf(&Award { issuer, sequence, index }, &opening);
    Tree::new(&(0..MAX_AWARDS).map(leaf).collect::<Vec<_>>()).unwrap()
}

/// A full batch of the first schema.
fn batch<T: Config>(issuer: IssuerId, account: &T::AccountId) -> (Sequence, Tree) {
    let sequence = Issuers::<T>::get(issuer).unwrap().next;
    let tree = tree::<T>(issuer, sequence);
    let root = tree.root();
    let who = account.clone();
    Pallet::<T>::do_issue_batch(who, issuer, sequence, 0, root, MAX_AWARDS, None).unwrap();
    (sequence, tree)
}

/// A person who bound an award, with a deposit.
fn bound<T: Config>(who: &T::AccountId, schema: SchemaId, award: Award) -> HolderId {
    let (id, mut holder) = Pallet::<T>::holder_or_new(who).unwrap();
    let deposit = Some(Pallet::<T>::deposit::<BindingOf<T>>(who).unwrap());
    let binding = Binding { award, since: NOW, engaged: 0, deposit };
    Bindings::<T>::insert(id, schema, binding);
    BoundBy::<T>::insert(award, id);
    holder.bound += 1;
    Pallet::<T>::put_holder(id, holder);
    id
}

/// A holder who bound an award of the last issuer, and put a stake behind it from another account.
fn staked<T: Config>() -> (Award, T::AccountId)
where
    T::Currency: Mutate<T::AccountId>,
{
    let (issuer, account) = line::<T>();
    let (sequence, _) = batch::<T>(issuer, &account);
    let award = Award { issuer, sequence, index: MAX_AWARDS - 1 };
    let (old, new) = (rich::<T>("old", 0), rich::<T>("new", 0));
    bound::<T>(&old, 0, award);
    let amount = least::<T>();
    Pallet::<T>::do_stake(old.clone(), Purpose::Practice(0), amount).unwrap();
    <Pallet<T> as vaka_primitives::Follows<_>>::moved(&old, &new);
    (award, new)
}

fn least<T: Config>() -> Balance {
    T::Rules::get().least_stake.saturating_mul(4)
}

/// A challenge of an award, with stakes behind all that answer for it.
fn challenged<T: Config>() -> (ChallengeId, Award)
where
    T::Currency: Mutate<T::AccountId>,
{
    let (award, _) = staked::<T>();
    for (id, record) in Pallet::<T>::line(award.issuer).unwrap() {
        Pallet::<T>::do_stake(record.account, Purpose::Issuer(id), least::<T>()).unwrap();
    }
    let challenge = NextChallenge::<T>::get();
    let challenger = rich::<T>("challenger", 0);
    Pallet::<T>::do_challenge(challenger, award, Hash::default()).unwrap();
    (challenge, award)
}

/// Lets somebody meet a requirement that takes as long to check as any: they hold the newest of as
/// many schemas as can supersede one another, the requirement names the oldest, and money is behind
/// it. Each person whom it is asked for has the award from a line of issuers of its own.
pub fn qualify<T: Config>(who: &T::AccountId) -> Requirement
where
    T::Currency: Mutate<T::AccountId>,
{
    let newest = SchemaId::from(MAX_SUPERSEDED);
    let owner = issuer_account::<T>(MAX_DEPTH);
    let known = Schemas::<T>::get(0).is_some_and(|schema| schema.owner == owner);
    let (issuer, account) = if known { issuers::<T>() } else { line::<T>() };
    if known {
        set_key::<T>(issuer, &account, 1);
    } else {
        for old in 0..newest {
            Pallet::<T>::do_supersede_schema(account.clone(), old, old + 1).unwrap();
        }
    }
    let sequence = Issuers::<T>::get(issuer).unwrap().next;
    let root = Hash::default();
    let issued =
        Pallet::<T>::do_issue_batch(account.clone(), issuer, sequence, newest, root, 2, None);
    issued.unwrap();
    // Its neighbour is revoked, so there is a status to read.
    let neighbour = BoundedVec::truncate_from([1].into());
    Pallet::<T>::do_revoke(Some(account), issuer, sequence, neighbour).unwrap();
    bound::<T>(who, newest, Award { issuer, sequence, index: 0 });
    Pallet::<T>::do_stake(who.clone(), Purpose::Practice(newest), least::<T>()).unwrap();
    Requirement { schema: 0, stake: least::<T>() }
}

fn by_people<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
    T::AccreditationOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)
}

#[benchmarks(where T::Currency: Mutate<T::AccountId>)]
mod benchmarks {
    use super::*;

    #[benchmark]
    fn register_schema() {
        let (issuer, who) = line::<T>();
        let schema = NextSchema::<T>::get();
        let title = BoundedVec::truncate_from([b'x'; MAX_TITLE as usize].to_vec());

        #[extrinsic_call]
        _(RawOrigin::Signed(who), Some(issuer), Hash::default(), title, LEVEL, 40, Some(365));

        assert!(Schemas::<T>::contains_key(schema));
    }

    #[benchmark]
    fn supersede_schema() {
        let (_, who) = line::<T>();

        #[extrinsic_call]
        _(RawOrigin::Signed(who), 0, 1);

        assert_eq!(Schemas::<T>::get(0).unwrap().superseded_by, Some(1));
    }

    /// A renewal, which writes no less than a first accreditation.
    #[benchmark]
    fn accredit_issuer(s: Linear<0, MAX_SCHEMAS>) -> Result<(), BenchmarkError> {
        let (_, who) = line::<T>();
        let origin = by_people::<T>()?;

        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, Some(0), who, scope(s), NOW + 1);

        assert_eq!(Issuers::<T>::get(0).unwrap().until, NOW + 1);
        Ok(())
    }

    #[benchmark]
    fn withdraw_accreditation() -> Result<(), BenchmarkError> {
        line::<T>();
        let origin = by_people::<T>()?;

        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, 0, NOW);

        assert!(Issuers::<T>::get(0).unwrap().withdrawn);
        Ok(())
    }

    #[benchmark]
    fn set_issuer_account() {
        let (issuer, who) = line::<T>();
        let other = account::<T::AccountId>("other", 0, 0);

        #[extrinsic_call]
        _(RawOrigin::Signed(who), issuer, other.clone());

        assert_eq!(Issuers::<T>::get(issuer).unwrap().account, other);
    }

    #[benchmark]
    fn rotate_issuer_key() {
        let (issuer, who) = line::<T>();
        let (key, _) = T::BenchmarkHelper::sign(2, &[]);
        let message = Pallet::<T>::key_bytes(issuer, &key);
        // As wallets sign, which is tried last.
        let message = vaka_primitives::as_wallets_sign(&message);
        let (_, proof) = T::BenchmarkHelper::sign(2, &message);

        #[extrinsic_call]
        _(RawOrigin::Signed(who), issuer, key, proof);

        assert_eq!(Issuers::<T>::get(issuer).unwrap().keys, 2);
    }

    #[benchmark]
    fn delegate_issuing(s: Linear<0, MAX_SCHEMAS>) {
        let (issuer, _) = line::<T>();
        let above = Issuers::<T>::get(issuer).unwrap().parent.unwrap();
        let who = issuer_account::<T>(MAX_DEPTH - 1);
        let to = account::<T::AccountId>("other", 0, 0);
        let child = NextIssuer::<T>::get();

        #[extrinsic_call]
        _(RawOrigin::Signed(who), above, to, scope(s), NOW + 1, Some(1));

        assert_eq!(Issuers::<T>::get(child).unwrap().parent, Some(above));
    }

    #[benchmark]
    fn undelegate() {
        let (issuer, _) = line::<T>();
        let first = issuer_account::<T>(0);

        #[extrinsic_call]
        _(RawOrigin::Signed(first), issuer);

        assert!(Issuers::<T>::get(issuer).unwrap().undelegated);
    }

    #[benchmark]
    fn issue_batch() {
        let (issuer, who) = line::<T>();
        let root = Hash::default();

        #[extrinsic_call]
        _(RawOrigin::Signed(who), issuer, 0, 0, root, MAX_AWARDS, Some(Seconds::MAX));

        assert!(Batches::<T>::contains_key(issuer, 0));
    }

    /// Awards of all chunks, in turn, in which others are marked already.
    #[benchmark]
    fn mark(n: Linear<1, MAX_MARKED>) {
        let (issuer, account) = line::<T>();
        let (sequence, _) = batch::<T>(issuer, &account);
        let chunks = MAX_AWARDS / CHUNK;
        for chunk in 0..chunks {
            Marked::<T>::mutate((issuer, sequence, chunk as u8), |marks| {
                marks.set(CHUNK - 1, Mark { revoked: false, suspended: true });
            });
        }
        let indexes = (0..n).map(|n| n % chunks * CHUNK + n / chunks).collect::<Vec<_>>();
        let indexes = BoundedVec::truncate_from(indexes);
        let first = issuer_account::<T>(0);

        #[extrinsic_call]
        revoke(RawOrigin::Signed(first), issuer, sequence, indexes);

        assert_eq!(Issuers::<T>::get(issuer).unwrap().revoked, n);
    }

    /// The award takes the place of one that was revoked.
    #[benchmark]
    fn bind() {
        let (issuer, account) = line::<T>();
        let (old, _) = batch::<T>(issuer, &account);
        let who = rich::<T>("holder", 0);
        let before = Award { issuer, sequence: old, index: 0 };
        bound::<T>(&who, 0, before);
        let revoked = BoundedVec::truncate_from([0].into());
        Pallet::<T>::do_revoke(None, issuer, old, revoked).unwrap();
        let (sequence, tree) = batch::<T>(issuer, &account);
        let index = MAX_AWARDS - 1;
        let award = Award { issuer, sequence, index };
        let message = Pallet::<T>::bind_bytes(&award, &who);
        // As wallets sign, which is tried last.
        let message = vaka_primitives::as_wallets_sign(&message);
        let (_, signature) = T::BenchmarkHelper::sign(9, &message);
        let proof = BoundedVec::truncate_from(tree.proof(index).unwrap());
        let signed = RawOrigin::Signed(who);

        #[extrinsic_call]
        _(signed, issuer, sequence, index, opening::<T>(), proof, signature);

        assert!(BoundBy::<T>::contains_key(award));
        assert!(!BoundBy::<T>::contains_key(before));
    }

    #[benchmark]
    fn unbind() {
        let (issuer, account) = line::<T>();
        let (sequence, _) = batch::<T>(issuer, &account);
        let who = rich::<T>("holder", 0);
        let award = Award { issuer, sequence, index: 0 };
        bound::<T>(&who, 0, award);

        #[extrinsic_call]
        _(RawOrigin::Signed(who.clone()), 0);

        assert!(!HolderOf::<T>::contains_key(who));
    }

    #[benchmark]
    fn stake() {
        let (_, who) = staked::<T>();
        let amount = least::<T>();

        #[extrinsic_call]
        _(RawOrigin::Signed(who.clone()), Purpose::Practice(0), amount);

        assert_eq!(Stakes::<T>::iter_values().next().unwrap().held_at, who);
    }

    #[benchmark]
    fn request_unstake() {
        let (_, who) = staked::<T>();
        let amount = least::<T>();

        #[extrinsic_call]
        _(RawOrigin::Signed(who), Purpose::Practice(0), amount);

        assert!(Stakes::<T>::iter_values().next().unwrap().leaving.is_some());
    }

    #[benchmark]
    fn withdraw_stake() {
        let (_, who) = staked::<T>();
        let purpose = Purpose::Practice(0);
        Pallet::<T>::do_request_unstake(who.clone(), purpose, least::<T>()).unwrap();
        T::Clock::set_block_number(Pallet::<T>::after(T::Rules::get().unstaking));

        #[extrinsic_call]
        _(RawOrigin::Signed(who), purpose);

        assert_eq!(Stakes::<T>::iter().count(), 0);
    }

    #[benchmark]
    fn challenge() {
        let (award, _) = staked::<T>();
        let who = rich::<T>("challenger", 0);
        let Award { issuer, sequence, index } = award;

        #[extrinsic_call]
        _(RawOrigin::Signed(who), issuer, sequence, index, Hash::default());

        assert_eq!(Challenged::<T>::get(award).open, 1);
    }

    #[benchmark]
    fn rule() -> Result<(), BenchmarkError> {
        let (id, award) = challenged::<T>();
        let origin = T::RulingOrigin::try_successful_origin();
        let origin = origin.map_err(|()| BenchmarkError::Weightless)?;

        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, id, true);

        assert!(Pallet::<T>::mark(&award).revoked);
        Ok(())
    }

    #[benchmark]
    fn close_challenge() {
        let (id, award) = challenged::<T>();
        T::Clock::set_block_number(Pallet::<T>::after(T::Rules::get().unheard));
        let who = account::<T::AccountId>("anyone", 0, 0);

        #[extrinsic_call]
        _(RawOrigin::Signed(who), id);

        assert!(!Challenged::<T>::contains_key(award));
    }

    impl_benchmark_test_suite!(Pallet, crate::mock::build(), crate::mock::Test);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mock::{build, Test};
    use vaka_primitives::CredentialCheck as _;

    #[test]
    fn qualify_should_let_a_whole_panel_meet_a_requirement() {
        build().execute_with(|| {
            let all = (0..64).map(|n| rich::<Test>("arbiter", n)).collect::<Vec<_>>();
            let asked = all.iter().map(qualify::<Test>).collect::<Vec<_>>();
            for (who, requirement) in all.iter().zip(&asked) {
                assert_eq!(*requirement, asked[0]);
                assert!(Pallet::<Test>::meets(who, requirement));
            }
        });
    }
}
