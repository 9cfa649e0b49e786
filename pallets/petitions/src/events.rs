//! The pallet's events.

use frame_support::pallet_macros::pallet_section;

/// The events, imported into the pallet.
#[pallet_section]
mod events {
    #[pallet::event]
    #[pallet::generate_deposit(pub(crate) fn deposit_event)]
    pub enum Event<T: Config> {
        /// A member opened a petition, and so endorsed it.
        Opened { petition: PetitionId, opener: MemberId, track: Track, text: Hash },
        /// A member endorsed a petition, by themselves or by their helper.
        Endorsed {
            petition: PetitionId,
            member: MemberId,
            endorsements: u32,
            helper: Option<MemberId>,
        },
        /// A member took their endorsement back, or their helper did.
        EndorsementWithdrawn { petition: PetitionId, member: MemberId, helper: Option<MemberId> },
        /// An endorsement was removed, because its member no longer votes on that track.
        EndorsementStruck { petition: PetitionId, member: MemberId },
        /// A petition was removed with its last endorsement.
        Withdrawn { petition: PetitionId },
        /// A petition has its endorsements, and waits for its turn, or until something else is
        /// mended.
        Waits { petition: PetitionId, obstacle: Obstacle },
        /// A petition became a referendum.
        Submitted { petition: PetitionId, referendum: ReferendumIndex },
        /// A petition is given up for another one, `into`.
        MergeBegun { from: PetitionId, into: PetitionId },
        /// The endorsements of a petition were carried over, and it was removed.
        Merged { from: PetitionId, into: PetitionId },
        /// The call that the people approved was made.
        Executed { petition: PetitionId },
        /// The call that the people approved could not be made.
        ExecutionFailed { petition: PetitionId, failure: Failure },
        /// A petition ended without approval.
        Ended { petition: PetitionId, ending: Ending },
        /// A petition's record was removed, because its time was over.
        Removed { petition: PetitionId },
    }
}
