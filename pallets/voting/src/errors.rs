//! The reasons why a call is refused, in words that a wallet can show.

use frame_support::pallet_macros::pallet_section;

/// The errors, imported into the pallet.
#[pallet_section]
mod errors {
    #[pallet::error]
    pub enum Error<T> {
        /// The poll is over, or there is no poll with that number.
        PollNotOngoing,
        /// The poll is not over yet, and its ballots are still needed.
        PollOngoing,
        /// Only members may do this.
        NotMember,
        /// The member is suspended.
        Suspended,
        /// You were admitted or reinstated after the poll opened. You may vote in later polls.
        JoinedLater,
        /// You were dormant when the poll opened: you had made no call for two years. You may vote in
        /// later polls.
        WasDormant,
        /// You had been a member for less than 90 days when this poll on the constitution opened.
        /// You may vote in later ones, and on the other tracks.
        NotSeasoned,
        /// Only members of that village may do this.
        NotOfVillage,
        /// You moved to the village after the poll opened. You may vote in its later polls.
        MovedLater,
        /// Your account became yours after the poll opened, so it cannot change the ballot that you
        /// have.
        AccountTooNew,
        /// You have cast no ballot of your own in this poll.
        NoBallot,
        /// That member has not named you as their helper, or you have not accepted.
        NotHelper,
        /// You are suspended, and can help nobody.
        HelperSuspended,
        /// The member named you as their helper too long ago, and has to name you again.
        HelpOver,
        /// The member voted in this poll themselves. A helper cannot change that.
        MemberVoted,
        /// There is no such track.
        UnknownTrack,
        /// The delegate is no member, is suspended or dormant, or is not of that village.
        CannotBeDelegate,
        /// You cannot delegate to yourself, nor to somebody who delegates to you, directly or
        /// through others.
        Cycle,
        /// You delegate to that member already.
        AlreadyDelegated,
        /// The member does not delegate on this track.
        NotDelegated,
        /// Too many people would delegate to one person, directly or through others.
        TreeTooLarge,
        /// A vote would pass through too many delegates.
        TreeTooDeep,
        /// Only the delegate may end this delegation, because both are still members (of the
        /// village, on a village's track).
        DelegationHolds,
        /// No ballots of that poll are left.
        NothingToPrune,
    }
}
