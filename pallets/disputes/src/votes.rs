//! Jurors' votes: committed first, so that nobody follows the others, and revealed then.

use crate::*;
use alloc::vec::Vec;
use codec::Encode;
use frame_support::pallet_prelude::*;
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::{traits::Zero, Permill};
use vaka_primitives::{CaseId, Hash, MemberId};

/// The bytes with which every committed vote begins.
pub const VOTE_DOMAIN: [u8; 18] = *b"vaka/disputes/vote";

impl<T: Config> Pallet<T> {
    /// What a juror commits: the blake2-256 hash of domain, genesis hash, case, juror, share and
    /// salt. It names the juror and the case, so that a copy of it is worth nothing to others.
    pub(crate) fn commitment(case: CaseId, juror: MemberId, share: Permill, salt: &Salt) -> Hash {
        let genesis = frame_system::BlockHash::<T>::get(BlockNumberFor::<T>::zero());
        let vote: Vec<u8> = (VOTE_DOMAIN, genesis, case, juror, share, salt).encode();
        sp_io::hashing::blake2_256(&vote).into()
    }

    pub(crate) fn do_commit_vote(who: T::AccountId, id: CaseId, hash: Hash) -> DispatchResult {
        let member = Self::judge(&who)?.member;
        Self::change(id, |case| {
            let Stage::Voting { reveals_from, .. } = case.stage else {
                return Err(Error::<T>::NoJury);
            };
            let vote = case.vote_mut(member).ok_or(Error::<T>::NotJurorOfCase)?;
            ensure!(Self::now() < reveals_from, Error::<T>::TooLate);
            vote.commitment = Some(hash);
            Ok(())
        })?;
        Self::deposit_event(Event::VoteCommitted { case: id, member });
        Ok(())
    }

    pub(crate) fn do_reveal_vote(
        id: CaseId,
        member: MemberId,
        share: Permill,
        salt: Salt,
    ) -> DispatchResult {
        Self::change(id, |case| {
            let Stage::Voting { reveals_from, .. } = case.stage else {
                return Err(Error::<T>::NoJury);
            };
            let vote = case.vote_mut(member).ok_or(Error::<T>::NotJurorOfCase)?;
            ensure!(Self::now() >= reveals_from, Error::<T>::TooEarly);
            ensure!(vote.share.is_none(), Error::<T>::AlreadyRevealed);
            let committed = vote.commitment.ok_or(Error::<T>::NothingCommitted)?;
            let opened = Self::commitment(id, member, share, &salt);
            ensure!(committed == opened, Error::<T>::WrongOpening);
            vote.share = Some(share);
            Ok(())
        })?;
        Self::deposit_event(Event::VoteRevealed { case: id, member, share });
        Ok(())
    }
}
