//! The pallet's storage. Nothing of batches and marks is pruned: a revoked award must read as revoked
//! in thirty years.

use frame_support::pallet_macros::pallet_section;

/// The storage, imported into the pallet.
#[pallet_section]
mod storage {
    /// The id of the next schema.
    #[pallet::storage]
    pub type NextSchema<T> = StorageValue<_, SchemaId, ValueQuery>;

    /// The id of the next issuer.
    #[pallet::storage]
    pub type NextIssuer<T> = StorageValue<_, IssuerId, ValueQuery>;

    /// The id of the next holder.
    #[pallet::storage]
    pub type NextHolder<T> = StorageValue<_, HolderId, ValueQuery>;

    /// The id of the next challenge.
    #[pallet::storage]
    pub type NextChallenge<T> = StorageValue<_, ChallengeId, ValueQuery>;

    /// The schemas; one for each deposit. Twox, because the chain assigns the ids.
    #[pallet::storage]
    pub type Schemas<T: Config> = StorageMap<_, Twox64Concat, SchemaId, SchemaOf<T>>;

    /// The issuers: those that the people accredited, and one for each deposit. Twox, because the
    /// chain assigns the ids.
    #[pallet::storage]
    pub type Issuers<T: Config> = StorageMap<_, Twox64Concat, IssuerId, IssuerOf<T>>;

    /// The keys of an issuer, numbered from 0. None is ever changed or removed, so that old documents
    /// verify. Twox, because the chain assigns the numbers.
    #[pallet::storage]
    pub type Keys<T: Config> =
        StorageDoubleMap<_, Twox64Concat, IssuerId, Twox64Concat, u32, IssuerKeyOf<T>>;

    /// The batches of an issuer; one for each deposit. Twox, because the chain assigns the numbers.
    #[pallet::storage]
    pub type Batches<T: Config> =
        StorageDoubleMap<_, Twox64Concat, IssuerId, Twox64Concat, Sequence, BatchOf<T>>;

    /// The marks of a batch's awards, in chunks of 512. There is none where nothing is marked. Twox,
    /// because the chain assigns the numbers.
    #[pallet::storage]
    pub type Marked<T> = StorageNMap<
        _,
        (
            NMapKey<Twox64Concat, IssuerId>,
            NMapKey<Twox64Concat, Sequence>,
            NMapKey<Twox64Concat, u8>,
        ),
        Marks,
        ValueQuery,
    >;

    /// The holder that an account speaks for. Blake2, because people choose their accounts.
    #[pallet::storage]
    pub type HolderOf<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, HolderId>;

    /// The people who bound awards. Twox, because the chain assigns the ids.
    #[pallet::storage]
    pub type Holders<T: Config> = StorageMap<_, Twox64Concat, HolderId, Holder<T::AccountId>>;

    /// The award that a holder bound under a schema. Twox, because the chain assigns both numbers.
    #[pallet::storage]
    pub type Bindings<T: Config> =
        StorageDoubleMap<_, Twox64Concat, HolderId, Twox64Concat, SchemaId, BindingOf<T>>;

    /// The holder who bound an award. Twox, because the chain assigns the numbers.
    #[pallet::storage]
    pub type BoundBy<T> = StorageMap<_, Twox64Concat, Award, HolderId>;

    /// The stakes. Twox, because the chain assigns the numbers.
    #[pallet::storage]
    pub type Stakes<T: Config> = StorageMap<_, Twox64Concat, StakeKey, Stake<T::AccountId>>;

    /// The open challenges; one for each bond. Twox, because the chain assigns the ids.
    #[pallet::storage]
    pub type Challenges<T: Config> =
        StorageMap<_, Twox64Concat, ChallengeId, Challenge<T::AccountId>>;

    /// The open challenges of an award, while there are any. Twox, because the chain assigns the numbers.
    #[pallet::storage]
    pub type Challenged<T> = StorageMap<_, Twox64Concat, Award, Doubt, ValueQuery>;
}
