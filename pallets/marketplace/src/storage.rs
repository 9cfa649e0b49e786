//! The pallet's storage. Nothing is kept of what is over and cannot be rated.

use frame_support::pallet_macros::pallet_section;

/// The storage, imported into the pallet.
#[pallet_section]
mod storage {
    /// The id of the next listing.
    #[pallet::storage]
    pub type NextListing<T> = StorageValue<_, ListingId, ValueQuery>;

    /// The id of the next design.
    #[pallet::storage]
    pub type NextDesign<T> = StorageValue<_, DesignId, ValueQuery>;

    /// The id of the next order.
    #[pallet::storage]
    pub type NextOrder<T> = StorageValue<_, OrderId, ValueQuery>;

    /// The marketplace's share of what sellers get.
    #[pallet::storage]
    pub type Fee<T> = StorageValue<_, Permill, ValueQuery>;

    /// The days that buyers of a community have to dispute a delivery, where it said so. There are
    /// at most as many as communities. Twox, because the chain assigns the ids.
    #[pallet::storage]
    pub type Confirmation<T> = StorageMap<_, Twox64Concat, CommunityId, u8>;

    /// The listings; one for each deposit, and some of each member. Twox, because the chain assigns
    /// the ids.
    #[pallet::storage]
    pub type Listings<T: Config> = StorageMap<_, Twox64Concat, ListingId, ListingOf<T>>;

    /// The lots of a listing; at most 128, and 32 that take orders. Twox, because the chain assigns the numbers.
    #[pallet::storage]
    pub type Lots<T: Config> =
        StorageDoubleMap<_, Twox64Concat, ListingId, Twox64Concat, LotNumber, LotOf<T>>;

    /// The orders that have not ended; one for each deposit, and some of each member. Twox, because
    /// the chain assigns the ids.
    #[pallet::storage]
    pub type Orders<T: Config> = StorageMap<_, Twox64Concat, OrderId, OrderOf<T>>;

    /// The designs; one for each deposit, and some of each member. Twox, because the chain assigns
    /// the ids.
    #[pallet::storage]
    pub type Designs<T: Config> = StorageMap<_, Twox64Concat, DesignId, DesignOf<T>>;

    /// The design that has a content. Blake2, because nobody checks that the key is a hash.
    #[pallet::storage]
    pub type DesignByContent<T> = StorageMap<_, Blake2_128Concat, H256, DesignId>;

    /// The contents of the designs that the people took down, so that nobody registers one again.
    /// One for each such decision. Blake2, because nobody checks that the key is a hash.
    #[pallet::storage]
    pub type StruckContents<T> = StorageMap<_, Blake2_128Concat, H256, ()>;

    /// The orders that ended after they were accepted, while they can be rated; one for each deposit,
    /// and some of each member. Twox, because the chain assigns the ids.
    #[pallet::storage]
    pub type EndedOrders<T: Config> = StorageMap<_, Twox64Concat, OrderId, EndedOrderOf<T>>;

    /// The ended orders, in the order in which they ended, 64 to a record: each in one of two queues.
    /// Twox, because the chain assigns the numbers.
    #[pallet::storage]
    pub type RatingQueue<T> =
        StorageDoubleMap<_, Twox64Concat, Wait, Twox64Concat, u64, QueuePart, ValueQuery>;

    /// Where the two queues begin and end, unless both are empty.
    #[pallet::storage]
    pub type RatingSpans<T> = StorageValue<_, Spans, ValueQuery>;

    /// What people say of each other: the half-year, somebody as a buyer or seller, and the person
    /// who says it. One for each deposit, and some of each member. Blake2, because people choose
    /// their accounts.
    #[pallet::storage]
    pub type Ratings<T: Config> = StorageNMap<
        _,
        (
            NMapKey<Twox64Concat, HalfYear>,
            NMapKey<Blake2_128Concat, (Payee<T::AccountId>, Side)>,
            NMapKey<Blake2_128Concat, Payee<T::AccountId>>,
        ),
        RatingOf<T>,
    >;

    /// What ratings add up to, by the half-year and the person rated. At most as many as ratings.
    /// Blake2, because people choose their accounts.
    #[pallet::storage]
    pub type Reputations<T: Config> = StorageDoubleMap<
        _,
        Twox64Concat,
        HalfYear,
        Blake2_128Concat,
        Payee<T::AccountId>,
        Reputation,
        ValueQuery,
    >;

    /// The oldest half-year of which a rating may be stored, once there is one.
    #[pallet::storage]
    pub type OldestHalfYear<T> = StorageValue<_, HalfYear>;

    /// What members have stored without a deposit, while there is something. Twox, because the
    /// chain assigns the ids.
    #[pallet::storage]
    pub type Allowances<T> = StorageMap<_, Twox64Concat, MemberId, Allowance, ValueQuery>;

    /// When members opened their last disputes, the oldest first, as readings of the clock's `open`.
    /// One short record of a member who ever opened one. Twox, because the chain assigns the ids.
    #[pallet::storage]
    pub type Openings<T> = StorageMap<_, Twox64Concat, MemberId, types::LastOpenings, ValueQuery>;

    /// What could not be paid yet, by payee and currency. Blake2, because people choose their
    /// accounts, and the issuer of a voucher chooses its id.
    #[pallet::storage]
    pub type Dues<T: Config> = StorageDoubleMap<
        _,
        Blake2_128Concat,
        Payee<T::AccountId>,
        Blake2_128Concat,
        CurrencyId,
        Due<T::AccountId>,
    >;

    /// The currencies in use, each with the number of listings, dues and designs' earnings that
    /// name it, and VAKA also with that of disputes which the buyer paid to open. Nobody may create an asset under the id of one of them. Blake2, because the issuer
    /// of a voucher chooses its id.
    #[pallet::storage]
    pub type Currencies<T> = StorageMap<_, Blake2_128Concat, CurrencyId, u32, ValueQuery>;
}
