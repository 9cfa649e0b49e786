//! The invariants, each checked on its own.

use crate::*;
use frame_support::ensure;
use sp_runtime::DispatchError;
use vaka_primitives::try_storage_version;

impl<T: Config> Pallet<T> {
    /// All invariants.
    pub(crate) fn do_try_state() -> Result<(), DispatchError> {
        try_storage_version::<Self>()?;
        let Reading { now, open, .. } = Self::reading();
        ensure!(open <= now, "the chain was open while it was there");
        ensure!(SlotsPerDay::<T>::get() > 0, "a day has slots");
        Ok(())
    }
}
