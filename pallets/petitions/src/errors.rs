//! The reasons why a call is refused, in words that a wallet can show.

use frame_support::pallet_macros::pallet_section;

/// The errors, imported into the pallet.
#[pallet_section]
mod errors {
    #[pallet::error]
    pub enum Error<T> {
        /// There is no such petition. It may have been withdrawn, merged or removed.
        UnknownPetition,
        /// There is no such track.
        UnknownTrack,
        /// Only members may do this.
        NotMember,
        /// Appeals suspended this member.
        Suspended,
        /// The member is dormant: they made no call for two years. `communities.here` wakes them.
        Dormant,
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
        /// You have as many petitions on the way to a vote, or voted on, as a member may have. One
        /// that was rejected counts until somebody closes it.
        TooManyOpen,
        /// This track has as many petitions on the way to a vote as it can have.
        TrackCrowded,
        /// The chain has no more numbers for petitions.
        NumbersExhausted,
        /// The petition no longer collects endorsements. While it waits for its turn, none can be
        /// taken back.
        NotOpen,
        /// The petition's time is over.
        Expired,
        /// You have endorsed the petition already.
        AlreadyEndorsed,
        /// This member has not endorsed the petition.
        NotEndorsed,
        /// That member has not named you as their helper, or you have not accepted.
        NotHelper,
        /// You are suspended, and can help nobody.
        HelperSuspended,
        /// The member named you as their helper too long ago, and has to name you again.
        HelpOver,
        /// The member endorsed the petition themselves. A helper cannot take that back.
        MemberEndorsed,
        /// This endorsement counts, because its member votes on that track.
        StillEligible,
        /// The petition needs more endorsements.
        TooFewEndorsements,
        /// The petition is being voted on, or was voted on.
        AlreadySubmitted,
        /// Only the member who opened the petition may do this.
        NotYourPetition,
        /// A petition cannot be merged into itself.
        SamePetition,
        /// Only petitions of one track can be merged.
        OtherTrack,
        /// Another petition is being merged into this one, so it cannot be given up yet.
        Incoming,
        /// The petition is being merged into another petition than this target.
        MergesElsewhere,
        /// The people have not approved this petition.
        NotApproved,
        /// The enactment is not due yet.
        NotDue,
        /// The call was made, or failed, already. A failed call can be retried.
        AlreadyExecuted,
        /// A petition's call is being made, and it may make no other petition's call.
        Reentered,
        /// There is nothing to retry: no approved call has failed or been lost.
        NothingToRetry,
        /// The call was retried less than an hour ago.
        RetriedLately,
        /// The time for retrying is over.
        RetryOver,
        /// The call weighs more than the weight that you gave.
        WeightTooLow,
        /// There is nothing to close or remove yet.
        NothingToClose,
    }
}
