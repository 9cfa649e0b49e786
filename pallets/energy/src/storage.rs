//! What the chain keeps.

use frame_support::pallet_macros::pallet_section;

/// The storage, imported into the pallet.
#[pallet_section]
mod storage {
    /// Length of a slot, grace and patience: set at genesis.
    #[pallet::storage]
    pub type Timing<T> = StorageValue<_, Settings, ValueQuery>;

    /// The id of the next grid.
    #[pallet::storage]
    pub type NextGrid<T> = StorageValue<_, GridId, ValueQuery>;

    /// The id of the next meter.
    #[pallet::storage]
    pub type NextMeter<T> = StorageValue<_, MeterId, ValueQuery>;

    /// The grids; as many as [`Config::GridOrigin`] founds. Twox, for the chain assigns the ids.
    #[pallet::storage]
    pub type Grids<T: Config> = StorageMap<_, Twox64Concat, GridId, Grid<T::AccountId>>;

    /// The currencies that grids settle in, for good: should one be destroyed, nobody may make
    /// another under its name and pay with that. As many as there are grids at most. Blake2, for
    /// whoever issues a voucher chooses its id.
    #[pallet::storage]
    pub type Currencies<T: Config> = StorageMap<_, Blake2_128Concat, CurrencyId, ()>;

    /// The highest retail price that grids of a currency may set, per kWh; as many as
    /// [`Config::PriceCapOrigin`] sets.
    #[pallet::storage]
    pub type PriceCaps<T: Config> = StorageMap<_, Blake2_128Concat, CurrencyId, Price>;

    /// The meters; each but those of genesis is paid for by a deposit of its operator. Twox, for
    /// the chain assigns the ids.
    #[pallet::storage]
    pub type Meters<T: Config> = StorageMap<_, Twox64Concat, MeterId, Meter<T::AccountId>>;

    /// The operators' deposits for meters (none for those of genesis). Apart from the meter, so
    /// that readings do not carry them. Twox, for the chain assigns the ids.
    #[pallet::storage]
    pub type Deposits<T: Config> = StorageMap<_, Twox64Concat, MeterId, T::MeterConsideration>;

    /// The books that take readings or wait for their clearing: one for each slot that a meter of
    /// the grid read within the patience. Twox, for the chain assigns the ids and slots are time.
    #[pallet::storage]
    pub type Books<T: Config> = StorageDoubleMap<_, Twox64Concat, GridId, Twox64Concat, Slot, Book>;

    /// The results of cleared slots, kept a week and as long as they have an open position. Twox as
    /// [`Books`].
    #[pallet::storage]
    pub type Cleared<T: Config> =
        StorageDoubleMap<_, Twox64Concat, GridId, Twox64Concat, Slot, ClearedSlot>;

    /// The slots of a grid that have closed, a bit each, for the length of the patience. Twox as
    /// [`Grids`].
    #[pallet::storage]
    pub type Closed<T: Config> = StorageMap<_, Twox64Concat, GridId, ClosedSlots, ValueQuery>;

    /// Every book that was not found due yet, in the order of due times: see [`waiting_key`].
    /// Identity, because the order of the keys is what this map is for, and the chain makes them:
    /// nobody can choose one to unbalance the trie.
    #[pallet::storage]
    pub type Waiting<T: Config> = StorageMap<_, Identity, WaitingKey, ()>;

    /// The last key that was moved out of [`Waiting`]: all that are due later come after it.
    #[pallet::storage]
    pub type Sorted<T> = StorageValue<_, WaitingKey, ValueQuery>;

    /// The slots of a grid that were found due and are not cleared, in the order of grids. The key
    /// is the grid's number, big-endian. Identity as [`Waiting`].
    #[pallet::storage]
    pub type Due<T: Config> = StorageMap<_, Identity, DueKey, DueSlots, ValueQuery>;

    /// When results expire, in that order. Identity as [`Waiting`].
    #[pallet::storage]
    pub type Expiring<T: Config> = StorageMap<_, Identity, WaitingKey, ()>;

    /// The grid of which the hook cleared a slot last: the next one begins, so that all grids get
    /// their turn.
    #[pallet::storage]
    pub type Cursor<T> = StorageValue<_, GridId, ValueQuery>;
}
