//! The invariants, each checked on its own.

use crate::*;
use alloc::{collections::BTreeMap, vec::Vec};
use frame_support::ensure;
use sp_runtime::DispatchError;
use vaka_primitives::try_storage_version;

impl<T: Config> Pallet<T> {
    /// All invariants.
    pub(crate) fn do_try_state() -> Result<(), DispatchError> {
        try_storage_version::<Self>()?;
        Self::try_tallies()?;
        Self::try_ballots()?;
        Self::try_links()?;
        Self::try_trees()
    }

    /// **Tallies**: the tally of an ongoing poll is what a recount of its ballots gives. There are
    /// no more ballots than people who could vote when it opened.
    fn try_tallies() -> Result<(), DispatchError> {
        let mut counted = BTreeMap::<PollIndex, Tally<T>>::new();
        for (poll, _, ballot) in Ballots::<T>::iter() {
            let count = counted.entry(poll).or_insert_with(|| Tally::empty(0, 0));
            count.add(ballot.vote);
        }
        for (poll, count) in counted {
            // A poll that is over has no tally, and anyone may prune its ballots.
            let Some((_, tally)) = Self::ongoing(poll) else {
                continue;
            };
            ensure!(
                (tally.ayes, tally.nays, tally.abstentions)
                    == (count.ayes, count.nays, count.abstentions),
                "a tally is what the ballots come to"
            );
            let ballots = [tally.ayes, tally.nays, tally.abstentions];
            let ballots = ballots.into_iter().map(u64::from).sum::<u64>();
            ensure!(
                ballots <= u64::from(tally.electorate),
                "there are no more ballots than people"
            );
        }
        Ok(())
    }

    /// **Ballots**: nobody is their own delegate or helper. A ballot that repeats a delegate's was
    /// cast by no helper.
    fn try_ballots() -> Result<(), DispatchError> {
        for (_, member, ballot) in Ballots::<T>::iter() {
            ensure!(ballot.by != Some(member), "a delegate's vote is somebody else's");
            ensure!(ballot.helper != Some(member), "a helper is somebody else");
            ensure!(ballot.is_direct() || ballot.helper.is_none(), "a ballot is cast by one");
        }
        Ok(())
    }

    /// **Links**: a member who delegates and their delegate name each other, once. No empty record
    /// is stored.
    fn try_links() -> Result<(), DispatchError> {
        for (track, member, delegation) in Delegations::<T>::iter() {
            ensure!(!delegation.is_empty(), "what is stored says something");
            if let Some(to) = delegation.to {
                let known = Delegations::<T>::get(track, to).delegators;
                let times = known.iter().filter(|one| **one == member).count();
                ensure!(times == 1, "a delegate knows who delegates, once");
            }
            for below in &delegation.delegators {
                ensure!(
                    Delegations::<T>::get(track, below).to == Some(member),
                    "who delegates knows to whom"
                );
            }
        }
        Ok(())
    }

    /// **Trees**: from every member the way up ends at a root, after at most as many delegations as
    /// a tree may be deep. So there are no cycles. No tree has too many people.
    fn try_trees() -> Result<(), DispatchError> {
        let mut trees = BTreeMap::<(Track, MemberId), u32>::new();
        let people = Delegations::<T>::iter_keys().collect::<Vec<_>>();
        for (track, member) in people {
            let mut at = member;
            let mut depth = 0u32;
            while let Some(to) = Delegations::<T>::get(track, at).to {
                depth = depth.saturating_add(1);
                ensure!(depth <= MAX_DEPTH, "no tree is deeper, none goes round");
                at = to;
            }
            let count = trees.entry((track, at)).or_default();
            *count = count.saturating_add(1);
        }
        ensure!(trees.values().all(|people| *people <= MAX_TREE), "no tree has more people");
        Ok(())
    }
}
