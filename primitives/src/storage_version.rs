//! The version of what a pallet stores.

use frame_support::{
    ensure,
    traits::{GetStorageVersion, StorageVersion},
};
use sp_runtime::DispatchError;

/// The invariant of every pallet: its storage has the version that its code is written for, so no
/// migration is missing.
pub fn try_storage_version<P>() -> Result<(), DispatchError>
where
    P: GetStorageVersion<InCodeStorageVersion = StorageVersion>,
{
    ensure!(
        P::on_chain_storage_version() == P::in_code_storage_version(),
        "the storage version is the code's"
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A pallet of version 2.
    struct Pallet<const ON_CHAIN: u16>;

    impl<const ON_CHAIN: u16> GetStorageVersion for Pallet<ON_CHAIN> {
        type InCodeStorageVersion = StorageVersion;

        fn in_code_storage_version() -> StorageVersion {
            StorageVersion::new(2)
        }

        fn on_chain_storage_version() -> StorageVersion {
            StorageVersion::new(ON_CHAIN)
        }
    }

    #[test]
    fn storage_version_should_be_refused_when_it_is_not_the_codes() {
        assert!(try_storage_version::<Pallet<1>>().is_err());
        assert!(try_storage_version::<Pallet<2>>().is_ok());
        assert!(try_storage_version::<Pallet<3>>().is_err());
    }
}
