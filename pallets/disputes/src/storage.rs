//! The pallet's storage.

use frame_support::pallet_macros::pallet_section;

/// The storage, imported into the pallet.
#[pallet_section]
mod storage {
    /// The id of the next case.
    #[pallet::storage]
    pub type NextCase<T> = StorageValue<_, CaseId, ValueQuery>;

    /// The members whom the people appointed to the panel: few, and read together for each draw.
    #[pallet::storage]
    pub type Panel<T> = StorageValue<_, PanelOf, ValueQuery>;

    /// The jurors, and members who still serve or are off the list. Twox, because the chain assigns
    /// the numbers.
    #[pallet::storage]
    pub type Jurors<T> = StorageMap<_, Twox64Concat, MemberId, Juror>;

    /// The list of jurors: seats numbered from 0, without a gap, so that a draw reads only those that
    /// it draws. Twox, because the chain assigns the numbers.
    #[pallet::storage]
    pub type Seats<T> = StorageMap<_, Twox64Concat, u32, MemberId>;

    /// The number of seats.
    #[pallet::storage]
    pub type SeatCount<T> = StorageValue<_, u32, ValueQuery>;

    /// The seat at which the next search begins for seats of people who are no jurors any longer.
    #[pallet::storage]
    pub type NextSwept<T> = StorageValue<_, u32, ValueQuery>;

    /// The cases that the pallet that holds the money opened and has not closed. Twox, because the
    /// chain assigns the ids.
    #[pallet::storage]
    pub type Cases<T: Config> = StorageMap<_, Twox64Concat, CaseId, CaseOf<T>>;

    /// What parties of a case show. Twox, because the chain assigns the ids.
    #[pallet::storage]
    pub type Evidence<T> = StorageMap<_, Twox64Concat, CaseId, Exhibits, ValueQuery>;

    /// The cases that wait for a seed, by the session that its session must follow. Twox, because the
    /// chain assigns the numbers.
    #[pallet::storage]
    pub type Waiting<T> = StorageMap<_, Twox64Concat, SessionIndex, Wait>;

    /// The oldest and the newest of these sessions.
    #[pallet::storage]
    pub type WaitingSessions<T> = StorageValue<_, Sessions>;
}
