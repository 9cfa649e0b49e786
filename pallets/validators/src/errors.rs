//! Why a call is refused.

use frame_support::pallet_macros::pallet_section;

/// The errors, imported into the pallet.
#[pallet_section]
mod errors {
    #[pallet::error]
    pub enum Error<T> {
        /// There is no such community.
        UnknownCommunity,
        /// The account has no session keys: its operator sets them first.
        NoKeys,
        /// The account is a validator already.
        AlreadyValidator,
        /// There are as many validators as there may be.
        TooManyValidators,
        /// The community would hold a third of the set or more.
        AboveCap,
        /// The account is no validator.
        NotValidator,
        /// Too few validators who can serve would remain: a successor comes first.
        BelowMinimum,
        /// The validator waits to leave already.
        AlreadyLeaving,
        /// The validator does not wait to leave.
        NotLeaving,
        /// The validator has not offended.
        NotOffender,
        /// The account is a validator, or was until lately: its keys are still needed.
        KeysInUse,
        /// The chain has not come to that block, so it cannot be final.
        NotYetABlock,
        /// Finality is being restored already, or was a short while ago: wait until that has shown
        /// its effect.
        RestorationPending,
        /// Another GRANDPA set was in force at that block. Ask all surviving nodes again for the
        /// block that is final on them and for their set.
        NotTheSetOfThatBlock,
    }
}
