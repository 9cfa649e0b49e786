//! Benchmarks of every call, each in its dearest case.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use crate::{ballots::Voter, *};
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_support::{dispatch::RawOrigin, traits::Polling};
use vaka_primitives::Members as _;

/// A track that everybody votes on.
const TRACK: Track = Track::Parameters;

fn named<T: Config>(n: u32) -> T::AccountId {
    account("person", n, 0)
}

/// Makes this many members, numbered as [`named`] from 0. Their memberships and accounts are older
/// than the present slot.
fn people<T: Config>(count: u32) -> Vec<MemberId> {
    let members = (0..count).map(|n| T::Members::insert_member(&named::<T>(n), 0)).collect();
    // A member of the slot in which a poll opens does not vote in it.
    next_slot::<T>();
    members
}

/// Goes to the next slot. The first change of a poll in a slot moves its alarm; later changes in the
/// same slot do not.
fn next_slot<T: Config>() {
    T::Members::set_now(T::Members::now() + 1);
}

fn open<T: Config>() -> Result<PollIndex, BenchmarkError> {
    let id = TRACK.id().ok_or("a track")?;
    Ok(T::Polls::create_ongoing(id).map_err(|()| "a poll")?)
}

/// Person `n` votes.
fn cast<T: Config>(n: u32, poll: PollIndex, vote: Vote) -> Result<(), BenchmarkError> {
    let voter = Voter::own::<T>(&named::<T>(n)).map_err(|_| "a voter")?;
    Pallet::<T>::do_vote(voter, poll, vote)?;
    Ok(())
}

/// Gives a member a helper. Returns the helper's account.
fn assist<T: Config>(member: MemberId) -> T::AccountId {
    let who = account("helper", 0, 0);
    let helper = T::Members::insert_member(&who, 0);
    T::Members::insert_helper(helper, member);
    next_slot::<T>();
    who
}

/// A helper votes for a member.
fn cast_for<T: Config>(
    helper: &T::AccountId,
    member: MemberId,
    poll: PollIndex,
    vote: Vote,
) -> Result<(), BenchmarkError> {
    let voter = Voter::assisted::<T>(helper, member).map_err(|_| "a helper")?;
    Pallet::<T>::do_vote(voter, poll, vote)?;
    Ok(())
}

/// Person `below` delegates to person `above`.
fn link<T: Config>(members: &[MemberId], below: u32, above: u32) -> Result<(), BenchmarkError> {
    Pallet::<T>::do_delegate(named::<T>(below), TRACK, members[above as usize])?;
    Ok(())
}

/// The people of a range hang below a root, who is numbered just before them. Each delegates to the
/// one before, down to the depth; the rest delegate to the last but one.
fn hang<T: Config>(
    members: &[MemberId],
    root: u32,
    below: core::ops::Range<u32>,
    depth: u32,
) -> Result<(), BenchmarkError> {
    for (k, n) in below.enumerate() {
        let above = root + (k as u32).min(depth - 1);
        link::<T>(members, n, above)?;
    }
    Ok(())
}

fn tally<T: Config>(poll: PollIndex) -> Result<Tally<T>, BenchmarkError> {
    Ok(T::Polls::as_ongoing(poll).ok_or("a poll")?.0)
}

#[benchmarks]
mod benchmarks {
    use super::*;

    /// Everybody in the tree has a ballot, and it changes.
    #[benchmark]
    fn vote(n: Linear<1, MAX_TREE>) -> Result<(), BenchmarkError> {
        let members = people::<T>(MAX_TREE);
        hang::<T>(&members, 0, 1..n, MAX_DEPTH)?;
        let poll = open::<T>()?;
        cast::<T>(0, poll, Vote::Nay)?;
        assert_eq!(tally::<T>(poll)?.nays, n);
        next_slot::<T>();
        #[extrinsic_call]
        _(RawOrigin::Signed(named::<T>(0)), poll, Vote::Aye);
        let tally = tally::<T>(poll)?;
        assert_eq!((tally.ayes, tally.nays), (n, 0));
        Ok(())
    }

    /// Everybody in the tree has a ballot, and gets one of somebody else instead: of the person
    /// furthest above.
    #[benchmark]
    fn retract(n: Linear<1, { MAX_TREE - 3 }>) -> Result<(), BenchmarkError> {
        let members = people::<T>(MAX_TREE);
        let poll = open::<T>()?;
        // Persons 0 to 2 delegate in a chain. The highest votes before anybody delegates, so those
        // between have no ballot.
        cast::<T>(0, poll, Vote::Nay)?;
        link::<T>(&members, 1, 0)?;
        link::<T>(&members, 2, 1)?;
        link::<T>(&members, 3, 2)?;
        hang::<T>(&members, 3, 4..3 + n, 1)?;
        cast::<T>(3, poll, Vote::Aye)?;
        let before = tally::<T>(poll)?;
        assert_eq!((before.ayes, before.nays), (n, 1));
        next_slot::<T>();
        #[extrinsic_call]
        _(RawOrigin::Signed(named::<T>(3)), poll);
        let after = tally::<T>(poll)?;
        assert_eq!((after.ayes, after.nays), (0, n + 1));
        Ok(())
    }

    /// As `vote`, by a helper who changes what a helper cast before.
    #[benchmark]
    fn vote_for(n: Linear<1, MAX_TREE>) -> Result<(), BenchmarkError> {
        let members = people::<T>(MAX_TREE);
        let helper = assist::<T>(members[0]);
        hang::<T>(&members, 0, 1..n, MAX_DEPTH)?;
        let poll = open::<T>()?;
        cast_for::<T>(&helper, members[0], poll, Vote::Nay)?;
        assert_eq!(tally::<T>(poll)?.nays, n);
        next_slot::<T>();
        #[extrinsic_call]
        _(RawOrigin::Signed(helper), members[0], poll, Vote::Aye);
        let tally = tally::<T>(poll)?;
        assert_eq!((tally.ayes, tally.nays), (n, 0));
        Ok(())
    }

    /// As `retract`, by a helper.
    #[benchmark]
    fn retract_for(n: Linear<1, { MAX_TREE - 3 }>) -> Result<(), BenchmarkError> {
        let members = people::<T>(MAX_TREE);
        let helper = assist::<T>(members[3]);
        let poll = open::<T>()?;
        cast::<T>(0, poll, Vote::Nay)?;
        link::<T>(&members, 1, 0)?;
        link::<T>(&members, 2, 1)?;
        link::<T>(&members, 3, 2)?;
        hang::<T>(&members, 3, 4..3 + n, 1)?;
        cast_for::<T>(&helper, members[3], poll, Vote::Aye)?;
        next_slot::<T>();
        #[extrinsic_call]
        _(RawOrigin::Signed(helper), members[3], poll);
        let after = tally::<T>(poll)?;
        assert_eq!((after.ayes, after.nays), (0, n + 1));
        Ok(())
    }

    /// Half of a full tree leaves one delegate for another, and fills that one's tree.
    #[benchmark]
    fn delegate() -> Result<(), BenchmarkError> {
        let half = MAX_TREE / 2;
        let members = people::<T>(2 * MAX_TREE);
        // Person 0 with all below them; persons `half..` in a tree of their own; and a full tree
        // that person 0 leaves.
        hang::<T>(&members, 0, 1..half, 1)?;
        hang::<T>(&members, half, half + 1..MAX_TREE, 2)?;
        hang::<T>(&members, MAX_TREE, MAX_TREE + 1..MAX_TREE + half, 1)?;
        link::<T>(&members, 0, MAX_TREE)?;
        let to = members[half as usize + 1];
        #[extrinsic_call]
        _(RawOrigin::Signed(named::<T>(0)), TRACK, to);
        assert_eq!(Delegations::<T>::get(TRACK, members[0]).to, Some(to), "they vote for them");
        let root = members[half as usize];
        assert_eq!(Pallet::<T>::below(TRACK, root, MAX_TREE).people, MAX_TREE);
        Ok(())
    }

    /// Many delegate to the same person, and one ends it.
    #[benchmark]
    fn undelegate() -> Result<(), BenchmarkError> {
        let members = people::<T>(MAX_TREE);
        hang::<T>(&members, 0, 1..MAX_TREE, 1)?;
        #[extrinsic_call]
        _(RawOrigin::Signed(named::<T>(1)), TRACK);
        assert_eq!(Delegations::<T>::get(TRACK, members[1]).to, None);
        Ok(())
    }

    /// The delegate ends it: all three memberships are read.
    #[benchmark]
    fn end_delegation() -> Result<(), BenchmarkError> {
        let members = people::<T>(MAX_TREE);
        hang::<T>(&members, 0, 1..MAX_TREE, 1)?;
        #[extrinsic_call]
        _(RawOrigin::Signed(named::<T>(0)), TRACK, members[1]);
        assert_eq!(Delegations::<T>::get(TRACK, members[1]).to, None);
        Ok(())
    }

    #[benchmark]
    fn prune(n: Linear<1, MAX_PRUNED>) -> Result<(), BenchmarkError> {
        let poll = open::<T>()?;
        for member in 0..n {
            let ballot = Ballot { vote: Vote::Aye, by: Some(n), helper: None };
            Ballots::<T>::insert(poll, member, ballot);
        }
        T::Polls::end_ongoing(poll, false).map_err(|()| "it ends")?;
        #[extrinsic_call]
        _(RawOrigin::Signed(named::<T>(0)), poll);
        assert_eq!(Ballots::<T>::iter_key_prefix(poll).count(), 0);
        Ok(())
    }

    impl_benchmark_test_suite!(
        Pallet,
        crate::mock::ExtBuilder::default().build(),
        crate::mock::Test
    );
}
