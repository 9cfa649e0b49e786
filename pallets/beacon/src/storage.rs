//! The pallet's storage.

use frame_support::pallet_macros::pallet_section;

/// The storage, imported into the pallet.
#[pallet_section]
mod storage {
    /// The outputs of the session that goes on. None until a session begins under this pallet.
    #[pallet::storage]
    pub type CurrentRound<T> = StorageValue<_, Round>;

    /// The newest seed, which the input of the next one covers. It is kept even if it is forgotten
    /// for lots. None before the first.
    #[pallet::storage]
    pub type LastSeed<T> = StorageValue<_, Seed>;

    /// The numbers of the seeds that are kept.
    #[pallet::storage]
    pub type Kept<T> = StorageValue<_, KeptSeeds, ValueQuery>;

    /// The seeds, numbered in the order in which they were drawn: at most one for each session that
    /// [`BeaconRules`] keeps. Twox, because the chain assigns the numbers.
    #[pallet::storage]
    pub type Seeds<T> = StorageMap<_, Twox64Concat, SeedNumber, Seed>;
}
