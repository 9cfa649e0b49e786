//! The pallet's storage.

use frame_support::pallet_macros::pallet_section;

/// The storage, imported into the pallet.
#[pallet_section]
mod storage {
    /// The length of a slot, the grace and the patience. Genesis sets them.
    #[pallet::storage]
    pub type Timing<T> = StorageValue<_, Settings, ValueQuery>;

    /// The id of the next grid.
    #[pallet::storage]
    pub type NextGrid<T> = StorageValue<_, GridId, ValueQuery>;

    /// The id of the next meter.
    #[pallet::storage]
    pub type NextMeter<T> = StorageValue<_, MeterId, ValueQuery>;

    /// The grids; as many as [`Config::GridOrigin`] founds. Twox, because the chain assigns the
    /// ids.
    #[pallet::storage]
    pub type Grids<T: Config> = StorageMap<_, Twox64Concat, GridId, Grid<T::AccountId>>;

    /// The currencies that grids settle in, for good. If one is destroyed, nobody may make another
    /// under its name and pay with that. There are at most as many as grids. Blake2, because the
    /// issuer of a voucher chooses its id.
    #[pallet::storage]
    pub type Currencies<T: Config> = StorageMap<_, Blake2_128Concat, CurrencyId, ()>;

    /// The highest retail price that grids of a currency may set, in its smallest unit per kWh; as
    /// many as [`Config::PriceCapOrigin`] sets. A currency in which a grid settles always has one.
    /// Blake2 as [`Currencies`].
    #[pallet::storage]
    pub type PriceCaps<T: Config> = StorageMap<_, Blake2_128Concat, CurrencyId, Price>;

    /// The meters. The operator leaves a deposit for each, except for those of genesis. Twox,
    /// because the chain assigns the ids.
    #[pallet::storage]
    pub type Meters<T: Config> = StorageMap<_, Twox64Concat, MeterId, Meter<T::AccountId>>;

    /// The operators' deposits for meters (none for those of genesis), and who left each: an
    /// operator may hand the grid over. Kept apart from the meters, so that readings do not carry
    /// them. Twox, because the chain assigns the ids.
    #[pallet::storage]
    pub type Deposits<T: Config> =
        StorageMap<_, Twox64Concat, MeterId, (T::AccountId, T::MeterConsideration)>;

    /// The accounts to which operators offered their grids, at most one for each. Twox as
    /// [`Grids`].
    #[pallet::storage]
    pub type NextOperators<T: Config> = StorageMap<_, Twox64Concat, GridId, T::AccountId>;

    /// The accounts to which owners offered their meters: at most one for each meter, for which the
    /// operator left a deposit. Twox, because the chain assigns the ids.
    #[pallet::storage]
    pub type Offers<T: Config> = StorageMap<_, Twox64Concat, MeterId, T::AccountId>;

    /// What operators say that replaced devices had counted, until the owners accept it: at most one
    /// for each meter. Twox, because the chain assigns the ids.
    #[pallet::storage]
    pub type Claimed<T: Config> = StorageMap<_, Twox64Concat, MeterId, ClaimedFlow>;

    /// The books that take readings or wait for their clearing: one for each slot that a meter of
    /// the grid read within the patience. Twox, because the chain assigns the ids, and slots are
    /// times.
    #[pallet::storage]
    pub type Books<T: Config> = StorageDoubleMap<_, Twox64Concat, GridId, Twox64Concat, Slot, Book>;

    /// The results of cleared slots. They are kept for a week, and as long as they have an open
    /// position. Twox as [`Books`].
    #[pallet::storage]
    pub type Cleared<T: Config> =
        StorageDoubleMap<_, Twox64Concat, GridId, Twox64Concat, Slot, ClearedSlot>;

    /// The slots of a grid that ever had a book, one bit for each, for the length of the patience.
    /// Twox as [`Grids`].
    #[pallet::storage]
    pub type Opened<T: Config> = StorageMap<_, Twox64Concat, GridId, SlotSet, ValueQuery>;

    /// The slots of a grid that have closed, one bit for each, for the length of the patience. They
    /// never open again. Twox as [`Grids`].
    #[pallet::storage]
    pub type Closed<T: Config> = StorageMap<_, Twox64Concat, GridId, SlotSet, ValueQuery>;

    /// The books that were not found due yet, in the order of their due times (see
    /// [`waiting_key`]). Identity, because the map needs the order of its keys. The chain makes the
    /// keys, so nobody can choose one to unbalance the trie.
    #[pallet::storage]
    pub type Waiting<T: Config> = StorageMap<_, Identity, WaitingKey, ()>;

    /// The last key that was moved out of [`Waiting`]. All books that become due later come after
    /// it.
    #[pallet::storage]
    pub type Sorted<T> = StorageValue<_, WaitingKey, ValueQuery>;

    /// The slots of each grid that were found due and are not cleared yet, in the order of grids.
    /// The key is the grid's number, big-endian. Identity as [`Waiting`].
    #[pallet::storage]
    pub type Due<T: Config> = StorageMap<_, Identity, DueKey, DueSlots, ValueQuery>;

    /// The last standstill of the chain.
    #[pallet::storage]
    pub type Stood<T> = StorageValue<_, Standstill, ValueQuery>;

    /// The results, in the order in which they expire. Identity as [`Waiting`].
    #[pallet::storage]
    pub type Expiring<T: Config> = StorageMap<_, Identity, WaitingKey, ()>;

    /// The grid whose slot the hook cleared last. The next grid comes first, so that all get their
    /// turn.
    #[pallet::storage]
    pub type Cursor<T> = StorageValue<_, GridId, ValueQuery>;
}
