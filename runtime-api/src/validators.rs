//! What anybody asks about the validator set.

use alloc::vec::Vec;
use codec::Codec;
use pallet_validators::{NextSet, Share, ValidatorView};

sp_api::decl_runtime_apis! {
    /// The validators, their communities, and the set to come.
    pub trait ValidatorsApi<AccountId> where AccountId: Codec {
        /// All validators in the order of their admission, then those who left and still serve.
        fn validators() -> Vec<ValidatorView<AccountId>>;

        /// The communities that have validators, and whether one has more than the cap.
        fn shares() -> Vec<Share>;

        /// The set that would be planned if the session ended now, and the bounds on it.
        fn next_set() -> NextSet<AccountId>;
    }
}
