//! The reasons why a call is refused, in words that a wallet can show.

use frame_support::pallet_macros::pallet_section;

/// The errors, imported into the pallet.
#[pallet_section]
mod errors {
    #[pallet::error]
    pub enum Error<T> {
        /// There is no such schema.
        UnknownSchema,
        /// There is no such issuer.
        UnknownIssuer,
        /// The issuer has no batch with this number.
        UnknownBatch,
        /// The batch has no award with this number.
        UnknownAward,
        /// There is no such challenge. It may have been ruled on or closed.
        UnknownChallenge,
        /// The ids are used up.
        NumbersExhausted,
        /// A schema needs a title.
        EmptyTitle,
        /// The level of a schema is at most 10.
        LevelTooHigh,
        /// Awards must be valid for a day at least.
        NoValidity,
        /// Only the owner of the schema may do this.
        NotSchemaOwner,
        /// A schema cannot supersede itself.
        SameSchema,
        /// The schema is superseded. Use the one that took its place.
        Superseded,
        /// A schema can only be superseded by one whose level is at least as high.
        LevelTooLow,
        /// Too many schemas would supersede one another.
        ChainTooLong,
        /// Only the account that acts for this issuer may do this.
        NotIssuerAccount,
        /// Only the account of this issuer or of one above it may do this.
        NotAbove,
        /// The issuer is not accredited now: its time is over, it was withdrawn, or its delegation
        /// ended. The same may hold for an issuer above it.
        NotAccredited,
        /// The issuer, or one above it, may not award this schema.
        OutOfScope,
        /// The issuer would be wider than the one above it: in level, in schemas, in time or in
        /// number.
        WiderThanParent,
        /// Too many delegations would be above the issuer.
        TooDeep,
        /// The issuer was not accredited by the people, but by another issuer. Only that one can
        /// renew it, by a new delegation.
        IsDelegate,
        /// The accreditation must end in the future.
        EndsInPast,
        /// An accreditation can be withdrawn from the present or the past on, not from the future.
        SinceInFuture,
        /// The accreditation is withdrawn already, from that slot or an earlier one on.
        AlreadyWithdrawn,
        /// The accreditation was withdrawn too often to be renewed. Accredit a new issuer.
        TooManyWithdrawals,
        /// The delegation has ended already.
        AlreadyUndelegated,
        /// The key's owner did not sign for this issuer.
        BadProofOfPossession,
        /// This key is in force already.
        SameKey,
        /// The issuer needs a key before it can award.
        NoKey,
        /// The batch must have the issuer's next number. It may have been issued already.
        WrongSequence,
        /// A batch has between 1 and 4,096 awards.
        WrongCount,
        /// The issuer, or one above it, may not make so many awards.
        QuotaExceeded,
        /// The awards would be valid for longer than their schema allows.
        ValidTooLong,
        /// The awards would have expired already.
        AlreadyExpired,
        /// The award is revoked, for ever.
        Revoked,
        /// The award is suspended already.
        AlreadySuspended,
        /// The award is not suspended.
        NotSuspended,
        /// Name an award at least.
        NothingToMark,
        /// The proof does not show that the award is in the batch.
        NotInBatch,
        /// The award is suspended, has expired, or its issuer was withdrawn.
        NotValid,
        /// The award's holder did not sign for this account.
        BadSignature,
        /// Another person bound this award.
        BoundByOther,
        /// You have bound a valid award of this schema already.
        AlreadyBound,
        /// You have bound no award of this schema.
        NotBound,
        /// There is a stake behind the award. Take it back first.
        Staked,
        /// The award answers for work that is not finished.
        Engaged,
        /// The award is challenged, and there is a stake behind it.
        AwardChallenged,
        /// The stake is too small.
        StakeTooSmall,
        /// There is no such stake.
        NoStake,
        /// There is not so much staked that is not on its way out.
        NotSoMuchStaked,
        /// Nothing of the stake is on its way out.
        NothingLeaving,
        /// The stake may not leave yet.
        TooEarly,
        /// The stake cannot leave while an award that it stands for is challenged.
        StakeChallenged,
        /// The account does not meet the requirement.
        RequirementNotMet,
        /// Appeals may still hear the challenge.
        MayBeHeard,
    }
}
