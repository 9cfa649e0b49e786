//! Why a call was refused, in words that a wallet can show.

use frame_support::pallet_macros::pallet_section;

/// The errors, imported into the pallet.
#[pallet_section]
mod errors {
    #[pallet::error]
    pub enum Error<T> {
        /// There is no such community.
        UnknownCommunity,
        /// There is no such member.
        UnknownMember,
        /// There is no such request; it was carried out, refused, withdrawn or pruned.
        UnknownRequest,
        /// A community needs a name.
        EmptyName,
        /// A community needs more founders.
        TooFewFounders,
        /// So many clerks would leave too few founders who may vouch.
        TooManyClerks,
        /// Clerks must be members of the community, and not suspended.
        ClerkNotOfCommunity,
        /// That member is a clerk of this community already.
        AlreadyClerk,
        /// Only a clerk of this community may do this.
        NotClerk,
        /// Only members may do this.
        NotMember,
        /// Only members of this community may do this.
        NotOfCommunity,
        /// This account is a member's already; a member moves to another community, or leaves
        /// first.
        AlreadyMember,
        /// The member belongs to that community already.
        AlreadyOfCommunity,
        /// This account has a request pending.
        RequestPending,
        /// The member's account is being replaced.
        ReplacementPending,
        /// You have as many requests of others open as you may; wait until one is decided.
        TooManySponsored,
        /// The request's deadline has passed.
        RequestExpired,
        /// The request's deadline has not passed yet.
        NotExpired,
        /// Only the applicant, or who brought the request, may withdraw it.
        NotYourRequest,
        /// The request is not open any more.
        NotOpen,
        /// The request does not wait to be confirmed: there is nothing to challenge or to object to
        /// yet, or not any more.
        NotWaiting,
        /// The time to challenge or to object is over.
        PeriodOver,
        /// The time to challenge or to object is not over yet.
        PeriodNotOver,
        /// Appeals have to decide this request.
        Appealed,
        /// This request is no admission.
        NotAdmission,
        /// This request is no replacement of an account.
        NotReplacement,
        /// Only the account that is to be replaced may object.
        NotYourAccount,
        /// The consent does not hold any more.
        ConsentExpired,
        /// The consent would hold for too long.
        ConsentTooLong,
        /// The consent was not signed by that account, or for another purpose or chain.
        BadConsent,
        /// Only members of long standing in this community may vouch.
        NotOfStanding,
        /// Clerks may not vouch.
        ClerkMayNotVouch,
        /// The member vouched lately, and must wait before the next vouch.
        VouchedLately,
        /// The member vouched for a fake, and may neither vouch nor leave for some time.
        VouchingBanned,
        /// Nobody vouches for themselves.
        OwnRequest,
        /// The member vouched for this request already.
        AlreadyVouched,
        /// The request has all the vouches that it needs.
        EnoughVouches,
        /// The member did not vouch for this request.
        NotVouched,
        /// The member vouched for a request that is not decided yet, or is its clerk, and may leave
        /// once it is.
        AnswersForRequest,
        /// The request needs more vouches of members of long standing who are no clerks.
        TooFewVouches,
        /// The community has admitted as many as it may for now.
        TooManyAdmissions,
        /// The member challenged this request already.
        AlreadyChallenged,
        /// The clerk who admitted, or asked for the replacement, was suspended since or left: only
        /// appeals can go on with this.
        ClerkSuspended,
        /// The member is suspended.
        Suspended,
        /// The member is not suspended.
        NotSuspended,
        /// The member is frozen for some days.
        Frozen,
        /// The member was frozen lately and cannot be frozen again so soon.
        FrozenLately,
        /// A clerk freezes one person at a time.
        FreezesAnother,
        /// The member moved lately, and must wait before moving again.
        MovedLately,
        /// All numbers have been given away.
        NumbersExhausted,
    }
}
