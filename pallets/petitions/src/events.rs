//! What the pallet tells the world.

use frame_support::pallet_macros::pallet_section;

/// The events, imported into the pallet.
#[pallet_section]
mod events {
    #[pallet::event]
    #[pallet::generate_deposit(pub(crate) fn deposit_event)]
    pub enum Event<T: Config> {
        /// A member opened a petition, and endorses it.
        Opened { petition: PetitionId, opener: MemberId, track: Track, text: Hash },
        /// A member endorsed a petition.
        Endorsed { petition: PetitionId, member: MemberId, endorsements: u32 },
        /// A member took their endorsement back.
        EndorsementWithdrawn { petition: PetitionId, member: MemberId },
        /// The endorsement of a member who does not vote on that track any more counts no longer.
        EndorsementStruck { petition: PetitionId, member: MemberId },
        /// The last endorsement was taken back, and the petition with it.
        Withdrawn { petition: PetitionId },
        /// A petition has its endorsements, and waits for its turn, or for something else to be
        /// mended.
        Waits { petition: PetitionId, obstacle: Obstacle },
        /// A petition became a referendum.
        Submitted { petition: PetitionId, referendum: ReferendumIndex },
        /// A petition is given up for another one.
        MergeBegun { from: PetitionId, into: PetitionId },
        /// Its endorsements have been carried over, and it is gone.
        Merged { from: PetitionId, into: PetitionId },
        /// The call that the people approved was made.
        Executed { petition: PetitionId },
        /// The call that the people approved could not be made.
        ExecutionFailed { petition: PetitionId, failure: Failure },
        /// A petition came to nothing.
        Ended { petition: PetitionId, ending: Ending },
        /// A petition's record was removed; nothing was left to be known or done about it.
        Removed { petition: PetitionId },
    }
}
