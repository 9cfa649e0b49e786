//! The pallet's storage.

use frame_support::pallet_macros::pallet_section;

/// The storage, imported into the pallet.
#[pallet_section]
mod storage {
    /// The id of the next community.
    #[pallet::storage]
    pub type NextCommunity<T> = StorageValue<_, CommunityId, ValueQuery>;

    /// The id of the next member.
    #[pallet::storage]
    pub type NextMember<T> = StorageValue<_, MemberId, ValueQuery>;

    /// The id of the next request.
    #[pallet::storage]
    pub type NextRequest<T> = StorageValue<_, RequestId, ValueQuery>;

    /// The number of members who are neither suspended nor dormant, in all communities.
    #[pallet::storage]
    pub type Electorate<T> = StorageValue<_, u32, ValueQuery>;

    /// The members who are neither suspended nor dormant and do not vote on the constitution yet, by
    /// the day from which they do.
    #[pallet::storage]
    pub type Unseasoned<T> =
        StorageValue<_, BoundedVec<DayCount, ConstU32<MAX_SEASONING_DAYS>>, ValueQuery>;

    /// The members whom votes brought to communities of late: founders, and people whom appeals
    /// granted without vouches. They are bounded.
    #[pallet::storage]
    pub type Foundings<T> = StorageValue<_, Window, ValueQuery>;

    /// The members whose key lost its vote by appeals of late: suspensions, and replacements that
    /// appeals granted without vouches. They are bounded.
    #[pallet::storage]
    pub type Suspensions<T> = StorageValue<_, Window, ValueQuery>;

    /// The members who were declared dormant of late. They are bounded, so that no electorate shrinks
    /// in a day.
    #[pallet::storage]
    pub type Dormancies<T> = StorageValue<_, Window, ValueQuery>;

    /// The communities; as many as [`Config::FoundingOrigin`] founds. Twox, because the chain
    /// assigns the ids.
    #[pallet::storage]
    pub type Communities<T> = StorageMap<_, Twox64Concat, CommunityId, Community>;

    /// The members; as many as clerks and appeals admit. Twox, because the chain assigns the ids.
    #[pallet::storage]
    pub type Members<T: Config> = StorageMap<_, Twox64Concat, MemberId, Person<T::AccountId>>;

    /// The members of each community who are neither suspended nor dormant. They are looked at only in
    /// small communities. Twox, because the chain assigns both numbers.
    #[pallet::storage]
    pub type Electors<T> =
        StorageDoubleMap<_, Twox64Concat, CommunityId, Twox64Concat, MemberId, ()>;

    /// The member that an account speaks for. Blake2, because people choose their accounts.
    #[pallet::storage]
    pub type MemberOf<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, MemberId>;

    /// The pending requests: one for each deposit, one for each member who moves, and as many as
    /// [`Rules`] lets members bring for others. Twox, because the chain assigns the ids.
    #[pallet::storage]
    pub type Requests<T: Config> = StorageMap<_, Twox64Concat, RequestId, Request<T::AccountId>>;

    /// The pending request that names an account, one at a time. Blake2, because people choose
    /// their accounts.
    #[pallet::storage]
    pub type RequestOf<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, RequestId>;

    /// The deposits of outsiders for requests of their own. Twox as [`Requests`].
    #[pallet::storage]
    pub type Deposits<T: Config> = StorageMap<_, Twox64Concat, RequestId, T::RequestConsideration>;

    /// The helper whom a member named: one for each member. Twox, because the chain assigns the
    /// numbers.
    #[pallet::storage]
    pub type Helpers<T> = StorageMap<_, Twox64Concat, MemberId, Help>;

    /// The members whose helper accepted, by the helper. Twox as [`Helpers`].
    #[pallet::storage]
    pub type Helped<T> = StorageMap<
        _,
        Twox64Concat,
        MemberId,
        BoundedVec<MemberId, ConstU32<MAX_HELPED>>,
        ValueQuery,
    >;

    /// The number of calls that a member made without a fee on the last day on which they made one.
    /// Kept apart from [`Members`], so that such a call writes only a few bytes. Twox as
    /// [`Members`].
    #[pallet::storage]
    pub type FreeCalls<T> = StorageMap<_, Twox64Concat, MemberId, FreeCallsUsed, ValueQuery>;
}
