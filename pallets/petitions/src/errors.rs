//! Why a call was refused, in words that a wallet can show.

use frame_support::pallet_macros::pallet_section;

/// The errors, imported into the pallet.
#[pallet_section]
mod errors {
    #[pallet::error]
    pub enum Error<T> {
        /// There is no such petition; it was withdrawn, merged or removed.
        UnknownPetition,
        /// There is no such track.
        UnknownTrack,
        /// Only members may do this.
        NotMember,
        /// Appeals took this member's vote away.
        Suspended,
        /// Only members of this village may do this.
        NotOfVillage,
        /// A petition needs a title, in UTF-8.
        BadTitle,
        /// The call is too long to be petitioned.
        CallTooLong,
        /// The call weighs too much to be petitioned.
        CallTooHeavy,
        /// Calls of this kind may not be petitioned, or this one hides another.
        CallRefused,
        /// This member has as many petitions on the way to a vote as one may have.
        TooManyOpen,
        /// This track has as many petitions on the way to a vote as it can have.
        TrackCrowded,
        /// The chain has no more numbers for petitions.
        NumbersExhausted,
        /// The petition does not collect endorsements any more; or none can be taken back, for it
        /// waits for its turn.
        NotOpen,
        /// The petition's time is over.
        Expired,
        /// This member has endorsed the petition already.
        AlreadyEndorsed,
        /// This member has not endorsed the petition.
        NotEndorsed,
        /// This endorsement counts: its member votes on that track.
        StillEligible,
        /// The petition needs more endorsements.
        TooFewEndorsements,
        /// The petition is voted on already, or was.
        AlreadySubmitted,
        /// Only who opened the petition may do this.
        NotYourPetition,
        /// A petition cannot be merged into itself.
        SamePetition,
        /// Only petitions of one track can be merged.
        OtherTrack,
        /// Another petition is being merged into this one.
        Incoming,
        /// The petition is being merged into another one than that.
        MergesElsewhere,
        /// The people have not approved it.
        NotApproved,
        /// The enactment is not due yet.
        NotDue,
        /// The call was made, or failed, already.
        AlreadyExecuted,
        /// A petition's call is being made, and may make no other's.
        Reentered,
        /// There is nothing to retry.
        NothingToRetry,
        /// It was retried a short time ago.
        RetriedLately,
        /// The time for retrying is over.
        RetryOver,
        /// The call weighs more than that.
        WeightTooLow,
        /// There is nothing to close or remove yet.
        NothingToClose,
    }
}
