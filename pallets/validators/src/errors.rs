//! The reasons why a call is refused, in words that a wallet can show.

use frame_support::pallet_macros::pallet_section;

/// The errors, imported into the pallet.
#[pallet_section]
mod errors {
    #[pallet::error]
    pub enum Error<T> {
        /// There is no such community.
        UnknownCommunity,
        /// The account has no session keys. Its operator must set them first.
        NoKeys,
        /// The account is a validator already.
        AlreadyValidator,
        /// There are as many validators as there may be already.
        TooManyValidators,
        /// The community would hold a third of the set of validators or more.
        AboveCap,
        /// The account is no validator.
        NotValidator,
        /// Too few validators that can serve would remain. A successor must come first.
        BelowMinimum,
        /// With fewer validators than four, communities would have no cap.
        MinimumTooLow,
        /// There are not as many validators that can serve.
        MinimumTooHigh,
        /// You wait to leave already.
        AlreadyLeaving,
        /// You do not wait to leave.
        NotLeaving,
        /// The validator has not offended.
        NotOffender,
        /// The account is a validator, or was one until lately, so its keys are still needed.
        KeysInUse,
        /// The chain has not reached that block, so the block cannot be final.
        NotYetABlock,
        /// Finality is being restored already, or was a short while ago. Wait until that shows its
        /// effect.
        RestorationPending,
        /// Another GRANDPA set was in force at that block. Ask all surviving nodes again for the
        /// block that is final on them and for their set.
        NotTheSetOfThatBlock,
    }
}
