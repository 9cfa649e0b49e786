//! The invariants, each checked on its own.

use crate::*;
use frame_support::{ensure, traits::GetStorageVersion};
use sp_runtime::DispatchError;

impl<T: Config> Pallet<T> {
    /// All invariants.
    pub(crate) fn do_try_state() -> Result<(), DispatchError> {
        ensure!(
            Self::on_chain_storage_version() == Self::in_code_storage_version(),
            "the storage version is the code's"
        );
        let Reading { now, open, .. } = Self::reading();
        ensure!(open <= now, "the chain was open while it was there");
        Ok(())
    }
}
