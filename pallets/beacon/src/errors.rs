//! The reasons why an output is refused.

use frame_support::pallet_macros::pallet_section;

/// The errors, imported into the pallet.
#[pallet_section]
mod errors {
    #[pallet::error]
    pub enum Error<T> {
        /// No session has begun since this chain draws seeds.
        NoRound,
        /// The session began in this block. Its author may belong to the validators of the session
        /// before, so the block takes no output. Nor does the first block of the chain.
        SessionJustBegan,
        /// There is no validator with this block's slot.
        NoAuthor,
        /// The block's author has given its output in this session.
        AlreadyGiven,
        /// The output is not made as a VRF makes it.
        Malformed,
        /// The output is not what the key of the block's author makes of this session's input. It
        /// may be an older session's, or another validator's.
        WrongProof,
    }
}
