//! Why a call was refused, in words that a wallet can show.

use frame_support::pallet_macros::pallet_section;

/// The errors, imported into the pallet.
#[pallet_section]
mod errors {
    #[pallet::error]
    pub enum Error<T> {
        /// The poll is over, or there is none of that number.
        PollNotOngoing,
        /// The poll is not over yet: its ballots are still needed.
        PollOngoing,
        /// Only members may do this.
        NotMember,
        /// The member is suspended.
        Suspended,
        /// The member was admitted or reinstated after the poll opened, and votes in later ones.
        JoinedLater,
        /// This is for members of that village only.
        NotOfVillage,
        /// The member moved to the village after the poll opened, and votes in later ones there.
        MovedLater,
        /// The account became the member's after the poll opened, so it cannot change the ballot
        /// that is there.
        AccountTooNew,
        /// The member has cast no ballot of their own in this poll.
        NoBallot,
        /// There is no such track.
        UnknownTrack,
        /// The person to delegate to is no member, is suspended, or is not of that village.
        CannotBeDelegate,
        /// Nobody delegates to themselves, nor to somebody whose vote is theirs already.
        Cycle,
        /// The member delegates to that person already.
        AlreadyDelegated,
        /// The member does not delegate on this track.
        NotDelegated,
        /// So many people cannot hang on one delegate.
        TreeTooLarge,
        /// The vote would pass through too many hands.
        TreeTooDeep,
        /// Only the delegate may end this delegation: both are still entitled to vote on this
        /// track.
        DelegationHolds,
        /// There is nothing left of that poll.
        NothingToPrune,
    }
}
