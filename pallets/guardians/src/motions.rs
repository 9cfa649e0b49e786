//! Motions end when the clock says so. The collective counts blocks, which may be minutes apart,
//! and takes ayes for a motion whose time is over, until somebody closes it.

use crate::*;
use alloc::vec::Vec;
use core::marker::PhantomData;
use frame_support::{stored, traits::Get, BoundedVec};
use pallet_collective::ProposalIndex;

/// What the guardians vote on.
pub trait Motions {
    /// The name of a motion. No other motion ever has the same name.
    type Id: codec::FullCodec + codec::MaxEncodedLen + scale_info::TypeInfo + Clone + PartialEq;

    /// Returns the motions that can be voted on or closed.
    fn pending() -> Vec<Self::Id>;

    /// Ends a motion that did not pass.
    fn end(motion: &Self::Id);
}

/// The motions of a collective, by hash and index.
pub struct CollectiveMotions<T, I = ()>(PhantomData<(T, I)>);

impl<T: pallet_collective::Config<I>, I: 'static> Motions for CollectiveMotions<T, I> {
    type Id = (T::Hash, ProposalIndex);

    fn pending() -> Vec<Self::Id> {
        let named = |hash: T::Hash| {
            let votes = pallet_collective::Voting::<T, I>::get(hash)?;
            // The field of the index is private. It is the first one.
            let index = votes.using_encoded(|mut bytes| ProposalIndex::decode(&mut bytes)).ok()?;
            Some((hash, index))
        };
        pallet_collective::Proposals::<T, I>::get().into_iter().filter_map(named).collect()
    }

    fn end((hash, _): &Self::Id) {
        pallet_collective::Pallet::<T, I>::do_disapprove_proposal(*hash);
    }
}

/// A motion, and when it was seen first.
#[stored(no_skip_type_params)]
pub struct Seen<Id> {
    pub motion: Id,
    pub at: BlockNumber,
}

impl<T: Config> Pallet<T> {
    /// Ends the motions whose time is over, and remembers when the others began. Returns the number
    /// of motions that there were.
    pub(crate) fn end_old_motions() -> u32 {
        let pending = T::Motions::pending();
        let before = MotionsSeen::<T>::get();
        if pending.is_empty() && before.is_empty() {
            return 0;
        }
        let now = Self::now();
        let last = Self::slots(T::Rules::get().motion);
        let mut after = Vec::new();
        for motion in &pending {
            let known = before.iter().find(|seen| seen.motion == *motion);
            let at = known.map_or(now, |seen| seen.at);
            if now > at.saturating_add(last) {
                T::Motions::end(motion);
            } else {
                after.push(Seen { motion: motion.clone(), at });
            }
        }
        // A motion is pending for days, and in most blocks nothing changes. There are never more
        // motions than places for them.
        if after != *before {
            MotionsSeen::<T>::put(BoundedVec::truncate_from(after));
        }
        pending.len().try_into().unwrap_or(u32::MAX)
    }

    /// Ends a halt whose time is over by the clock. Safe-mode would end it by the block number,
    /// which is never earlier. Returns whether there is a halt.
    pub(crate) fn end_old_halt() -> bool {
        use frame_support::traits::SafeMode;
        let entered = T::SafeMode::is_entered();
        if entered && Self::now() > Self::halted_until() {
            // This cannot fail, because there is a halt.
            let _ = T::SafeMode::exit();
        }
        entered
    }
}
