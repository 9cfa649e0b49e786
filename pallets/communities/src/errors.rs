//! The reasons why a call is refused, in words that a wallet can show.

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
        /// There is no such request. It may have been carried out, refused, withdrawn or pruned.
        UnknownRequest,
        /// A community needs a name.
        EmptyName,
        /// A community needs more founders.
        TooFewFounders,
        /// The community would have too many clerks, or too few founders who may vouch.
        TooManyClerks,
        /// A clerk must be a member of the community who is not suspended.
        ClerkNotOfCommunity,
        /// That member is a clerk of this community already.
        AlreadyClerk,
        /// Only a clerk of this community may do this.
        NotClerk,
        /// Only members may do this.
        NotMember,
        /// Only members of this community may do this.
        NotOfCommunity,
        /// This account belongs to a member already. A member can move to another community, or
        /// leave first.
        AlreadyMember,
        /// The member belongs to that community already.
        AlreadyOfCommunity,
        /// The new account has bound awards of its own. Use another one, or unbind them first.
        AccountInUse,
        /// This account has a pending request.
        RequestPending,
        /// The member's account is being replaced.
        ReplacementPending,
        /// You have as many requests of others pending as you may have. Wait until one is closed.
        TooManySponsored,
        /// The request's deadline has passed.
        RequestExpired,
        /// The request's deadline has not passed yet.
        NotExpired,
        /// Only the applicant, or the member who brought the request, may withdraw it.
        NotYourRequest,
        /// The request is no longer open.
        NotOpen,
        /// The request is not waiting to be confirmed: nobody can challenge it or object to it yet,
        /// or nobody can do so any longer.
        NotWaiting,
        /// The time to challenge or to object is over.
        PeriodOver,
        /// The time to challenge or to object is not over yet.
        PeriodNotOver,
        /// Only appeals can decide this request.
        Appealed,
        /// This request asks for another account, not for an admission.
        NotAdmission,
        /// This request asks for an admission, not for another account.
        NotReplacement,
        /// Only the account that is to be replaced may object.
        NotYourAccount,
        /// The consent has expired.
        ConsentExpired,
        /// The consent would hold for too long.
        ConsentTooLong,
        /// The consent was signed by another account, or for another purpose, deadline or chain.
        BadConsent,
        /// Only members of standing in this community may vouch and challenge. A member is of
        /// standing after 90 days here.
        NotOfStanding,
        /// Clerks may not vouch.
        ClerkMayNotVouch,
        /// You vouched lately, and must wait before your next vouch.
        VouchedLately,
        /// You vouched for a fake. You may neither vouch nor leave until the ban is over.
        VouchingBanned,
        /// You cannot vouch for yourself.
        OwnRequest,
        /// You vouched for this request already.
        AlreadyVouched,
        /// The request has all the vouches that it needs.
        EnoughVouches,
        /// You did not vouch for this request.
        NotVouched,
        /// You vouched for a request that is not decided yet, or you are its clerk. You may leave
        /// once it is decided.
        AnswersForRequest,
        /// The request needs more vouches of members of standing who are no clerks, and the
        /// community has enough members who can give them.
        TooFewVouches,
        /// Votes have made as many members without vouches, or taken as many keys, as they may for
        /// now.
        TooManyGranted,
        /// The people have made as many members by founding communities as they may for now.
        TooManyFounders,
        /// Appeals have suspended as many members as they may for now.
        TooManySuspensions,
        /// The community's clerks have admitted as many people as they may for now.
        TooManyAdmissions,
        /// You challenged this request already.
        AlreadyChallenged,
        /// You challenged another request, which is not closed yet. You may challenge one at a time.
        ChallengesAnother,
        /// Appeals overruled your last challenge. You may not challenge until the ban is over.
        ChallengingBanned,
        /// The clerk who admitted, or asked for the replacement, has been suspended or has left.
        /// Only appeals can grant the request now.
        ClerkSuspended,
        /// The member is suspended.
        Suspended,
        /// The member is not suspended.
        NotSuspended,
        /// The member is frozen for some days.
        Frozen,
        /// The member was frozen lately, and cannot be frozen again so soon.
        FrozenLately,
        /// You froze somebody already. A clerk freezes one person at a time.
        FreezesAnother,
        /// You moved lately, and must wait before you move again.
        MovedLately,
        /// You cannot be your own helper.
        OwnHelper,
        /// You have named no helper.
        NoHelper,
        /// The helper is suspended.
        HelperSuspended,
        /// That member has not named you as their helper.
        NotNamed,
        /// You are that member's helper already.
        AlreadyHelps,
        /// You help as many members as one may.
        HelpsEnough,
        /// The member named you before your account became yours, and has to name you again.
        NamedBefore,
        /// The member named you too long ago, and has to name you again.
        HelpOver,
        /// The member is dormant: they made no call for two years. Any call of theirs wakes them.
        Dormant,
        /// The member is not dormant: they made a call in the last two years.
        NotDormant,
        /// The list names nobody.
        NobodyNamed,
        /// As many members have been declared dormant as may be for now.
        TooManyDormant,
        /// All numbers have been assigned.
        NumbersExhausted,
    }
}
