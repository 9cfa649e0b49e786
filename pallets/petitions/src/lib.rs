#![doc = include_str!("overview.md")]
#![doc = "\n## The scenario as a test\n"]
#![doc = docify::embed!("src/tests/scenario.rs", scenario_should_go_as_the_overview_tells_it)]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod call;
mod closing;
mod endorsing;
mod errors;
mod events;
mod execution;
mod filter;
mod opening;
mod payments;
mod poll;
mod record;
pub mod rules;
mod submission;
mod track;
#[cfg(any(test, feature = "try-runtime"))]
mod try_state;
mod turn;
pub mod types;
mod views;
pub mod weights;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use filter::{Inner, InnerCalls, Nested, MAX_CALLS, MAX_DEPTH};
pub use pallet::*;
pub use payments::Payments;
pub use poll::Submitter;
pub use rules::Rules;
pub use types::*;
pub use weights::WeightInfo;

use frame_support::{pallet_macros::import_section, traits::Bounded};

/// The runtime's calls.
pub type RuntimeCallOf<T> = <T as Config>::RuntimeCall;
/// Where calls are kept.
pub(crate) type PreimagesOf<T> = <T as pallet_referenda::Config>::Preimages;
/// A call, or the hash and length of its preimage.
pub type BoundedCallOf<T> = Bounded<RuntimeCallOf<T>, <T as frame_system::Config>::Hashing>;
/// A petition of this runtime.
pub type PetitionOf<T> = Petition<BoundedCallOf<T>>;

// `feeless_if` gets a call's arguments as they are, with their boxes.
#[allow(clippy::borrowed_box)]
#[import_section(errors::errors)]
#[import_section(events::events)]
#[frame_support::pallet]
pub mod pallet {
    use super::*;
    use crate::endorsing::Endorser;
    use alloc::{boxed::Box, vec::Vec};
    use codec::Encode;
    use frame_support::{
        dispatch::{
            DispatchResultWithPostInfo, GetDispatchInfo, Parameter, PostDispatchInfo,
            WithPostDispatchInfo,
        },
        pallet_prelude::*,
        traits::{BoundedInline, Contains, OriginTrait},
        PalletId,
    };
    use frame_system::pallet_prelude::*;
    use pallet_referenda::PalletsOriginOf;
    use sp_runtime::traits::{Dispatchable, TryConvertBack};
    use vaka_primitives::{Communities, FreeCalls, Members};

    const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    #[pallet::config]
    pub trait Config:
        frame_system::Config<RuntimeEvent: From<Event<Self>>> + pallet_referenda::Config
    {
        /// The runtime's calls, which include ours.
        type RuntimeCall: Parameter
            + Dispatchable<
                RuntimeOrigin = <Self as frame_system::Config>::RuntimeOrigin,
                PostInfo = PostDispatchInfo,
            > + GetDispatchInfo
            + From<Call<Self>>
            + IsType<<Self as frame_system::Config>::RuntimeCall>;

        /// The number of members who vote on each track.
        type Communities: Communities;

        /// The members, and their villages.
        type Members: Members<Self::AccountId>;

        /// The members whose calls are free.
        type FreeCalls: FreeCalls<Self::AccountId>;

        /// The origin of each track, and the track of each such origin.
        type TrackOrigin: TryConvertBack<Track, PalletsOriginOf<Self>>;

        /// The common purse, from which a petition's call may grant payments.
        type Payments: Payments;

        /// The calls that may be petitioned at all. It must refuse, at any depth, calls that
        /// swallow an inner call's error, defer it, or make it with another origin. It must also
        /// refuse this pallet's calls. [`Nested`] makes such a filter.
        type CallFilter: Contains<RuntimeCallOf<Self>>;

        /// The id of the account without a key that submits all referenda.
        #[pallet::constant]
        type PalletId: Get<PalletId>;

        /// The most that a petitioned call may weigh. With the cost of making it, it is at most
        /// half of what the scheduler may spend in a block. So no enactment is dropped for its
        /// weight in a block that is not full.
        #[pallet::constant]
        type MaxCallWeight: Get<Weight>;

        /// The most bytes that a petitioned call may have.
        #[pallet::constant]
        type MaxCallLen: Get<u32>;

        /// The most referenda that may be ongoing or waiting for their enactment. Each has one task
        /// in the scheduler's agenda, and one more in the block after it ended.
        #[pallet::constant]
        type MaxOngoing: Get<u32>;

        /// The number of referenda that the tracks of all members decide at once: the sum of their
        /// `max_deciding`, which have the places for what many endorsed ([`Rules::kept_places`]). The villages together leave as many of [`Config::MaxOngoing`] to them.
        #[pallet::constant]
        type NationalPlaces: Get<u32>;

        /// What the scheduler may spend in a block (its `MaximumWeight`).
        type MaxScheduledWeight: Get<Weight>;

        /// The most tasks of the scheduler in a block (its `MaxScheduledPerBlock`). It must be at
        /// least twice [`Config::MaxOngoing`], so that no alarm and no enactment is lost in a full
        /// agenda.
        type MaxScheduledPerBlock: Get<u32>;

        /// Slots of a day; all durations are counted in days.
        type SlotsPerDay: Get<BlockNumber>;

        /// The figures.
        #[pallet::constant]
        type Rules: Get<Rules>;

        /// Weights of the calls.
        type WeightInfo: WeightInfo;
    }

    /// The number of the next petition.
    #[pallet::storage]
    pub type NextPetition<T> = StorageValue<_, PetitionId, ValueQuery>;

    /// The petitions: those on the way to a vote, a few for each member ([`Rules::per_member`],
    /// [`Rules::places`]); those that are voted on ([`Config::MaxOngoing`]); and the receipts of
    /// votes, for a year. Twox, because the chain assigns the numbers.
    #[pallet::storage]
    pub type Petitions<T: Config> = StorageMap<_, Twox64Concat, PetitionId, PetitionOf<T>>;

    /// The endorsements: at most one for each member and petition. They are removed when the
    /// petition is over. Twox, because the chain assigns the numbers.
    #[pallet::storage]
    pub type Endorsements<T> =
        StorageDoubleMap<_, Twox64Concat, PetitionId, Twox64Concat, MemberId, Endorsement>;

    /// The number of petitions that a member has on the way to a vote, or voted on. Twox, because the chain
    /// assigns the numbers.
    #[pallet::storage]
    pub type OpenedBy<T> = StorageMap<_, Twox64Concat, MemberId, u32>;

    /// The number of petitions that a track has on the way to a vote. Twox, because all tracks are
    /// the chain's.
    #[pallet::storage]
    pub type Pending<T> = StorageMap<_, Twox64Concat, Track, u32>;

    /// The referenda that are ongoing or wait for their enactment. Those that ended since are
    /// removed when the next one is submitted.
    #[pallet::storage]
    pub type Ongoing<T: Config> =
        StorageValue<_, BoundedVec<Poll, <T as Config>::MaxOngoing>, ValueQuery>;

    /// The petitions that wait for a place on a track, in the order of their turns: the most
    /// endorsements first, and of equals the oldest. A petition that ranks behind a full list is
    /// not on it. Petitions whose time is over are removed when the next one comes or goes. Twox,
    /// because all tracks are the chain's.
    #[pallet::storage]
    pub type Contenders<T> = StorageMap<
        _,
        Twox64Concat,
        Track,
        BoundedVec<Contender, ConstU32<MAX_CONTENDERS>>,
        ValueQuery,
    >;

    /// Set while a petition's call is being made. That call may make no other petition's call.
    #[pallet::storage]
    pub type Executing<T> = StorageValue<_, ()>;

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        fn integrity_test() {
            assert_eq!(T::Rules::get().flaw(), None, "the figures must make sense");
            assert!(
                T::MaxOngoing::get() > 0
                    && T::MaxScheduledPerBlock::get() >= T::MaxOngoing::get().saturating_mul(2),
                "every referendum must have its place in the agenda"
            );
            assert!(Self::village_places() > 0, "villages must have a place besides the nation's");
            let made = <T as Config>::WeightInfo::execute().saturating_add(T::MaxCallWeight::get());
            assert!(
                made.saturating_mul(2).all_lte(T::MaxScheduledWeight::get()),
                "a petitioned call must be at most half of what the scheduler may spend"
            );
            let longest = RuntimeCallOf::<T>::from(Call::execute {
                petition: PetitionId::MAX,
                weight: Weight::MAX,
            });
            assert!(
                longest.encoded_size() <= BoundedInline::bound(),
                "what is submitted must fit a short call"
            );
        }

        #[cfg(feature = "try-runtime")]
        fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
            Self::do_try_state()
        }
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Opens a petition: proposes a call to the people, and says why. You endorse it by opening
        /// it. Then others endorse it.
        ///
        /// - Origin: signed by a member who votes on that track. A member may have two petitions on
        ///   the way to a vote, or voted on, at a time ([`Rules`]).
        /// - `title`: what it wants, in a line of UTF-8, at most 128 bytes.
        /// - `text`: the hash of the text that explains it. The text is kept elsewhere.
        /// - `call`: the call that is made, with the track's origin, if the people approve. The
        ///   chain keeps its bytes.
        /// - Free of charge within a member's daily allowance.
        /// - Errors: `BadTitle`, `UnknownTrack`, `NotMember`, `Suspended`, `Dormant`, `NotOfVillage`,
        ///   `CallTooLong`, `CallRefused`, `CallTooHeavy`, `TooManyOpen`, `TrackCrowded`,
        ///   `NumbersExhausted`; those of preimages.
        /// - Emits [`Event::Opened`]. If your own endorsement is enough, also [`Event::Submitted`]
        ///   or [`Event::Waits`].
        #[pallet::call_index(0)]
        #[pallet::weight(
            <T as Config>::WeightInfo::open()
                .saturating_add(<T as Config>::WeightInfo::submit())
        )]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>, _: &Track, _: &Title, _: &Hash, _: &Box<RuntimeCallOf<T>>|
            -> bool { T::FreeCalls::is_free(origin.as_signer()) }
        )]
        pub fn open(
            origin: OriginFor<T>,
            track: Track,
            title: Title,
            text: Hash,
            call: Box<RuntimeCallOf<T>>,
        ) -> DispatchResultWithPostInfo {
            let weight = <T as Config>::WeightInfo::open();
            let tried = Self::do_open(ensure_signed(origin)?, track, title, text, *call)
                .map_err(|error| error.with_weight(weight))?;
            Ok(Self::with_submit(weight, tried))
        }

        /// Endorses a petition: the people should vote on it. The endorsement that reaches the
        /// threshold makes it a referendum, or lets it wait for its turn. While it waits, more
        /// endorsements bring its turn nearer. When its turn comes, anyone may
        /// [`submit`](Call::submit) it.
        ///
        /// - Origin: signed by a member who votes on that track.
        /// - Free of charge within a member's daily allowance.
        /// - Errors: `UnknownPetition`, `NotOpen`, `Expired`, `NotMember`, `Suspended`, `Dormant`,
        ///   `NotOfVillage`, `AlreadyEndorsed`.
        /// - Emits [`Event::Endorsed`]; [`Event::Submitted`] or [`Event::Waits`].
        #[pallet::call_index(1)]
        #[pallet::weight(
            <T as Config>::WeightInfo::endorse()
                .saturating_add(<T as Config>::WeightInfo::submit())
        )]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>, _: &PetitionId| -> bool {
                T::FreeCalls::is_free(origin.as_signer())
            }
        )]
        pub fn endorse(
            origin: OriginFor<T>,
            #[pallet::compact] petition: PetitionId,
        ) -> DispatchResultWithPostInfo {
            let weight = <T as Config>::WeightInfo::endorse();
            let who = ensure_signed(origin)?;
            let tried = Endorser::own::<T>(&who)
                .and_then(|endorser| Self::do_endorse(endorser, petition))
                .map_err(|error| error.with_weight(weight))?;
            Ok(Self::with_submit(weight, tried))
        }

        /// Takes your endorsement back, while the petition still collects them. If it was the last
        /// one, the petition is removed. So its opener can withdraw it while nobody else endorses
        /// it.
        ///
        /// - Origin: signed by the member who endorsed it.
        /// - Free of charge within a member's daily allowance.
        /// - Errors: `UnknownPetition`, `NotOpen`, `NotMember`, `NotEndorsed`.
        /// - Emits [`Event::EndorsementWithdrawn`], [`Event::Withdrawn`].
        #[pallet::call_index(2)]
        #[pallet::weight(<T as Config>::WeightInfo::withdraw())]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>, _: &PetitionId| -> bool {
                T::FreeCalls::is_free(origin.as_signer())
            }
        )]
        pub fn withdraw(
            origin: OriginFor<T>,
            #[pallet::compact] petition: PetitionId,
        ) -> DispatchResult {
            let endorser = Endorser::own::<T>(&ensure_signed(origin)?)?;
            Self::do_withdraw(endorser, petition)
        }

        /// Removes the endorsement of a member who has left, was suspended, is dormant, or no longer
        /// belongs to that village, while the petition is open or waits for its turn. If it was the last one,
        /// the petition is removed.
        ///
        /// - Origin: signed by anyone.
        /// - Free of charge within a member's daily allowance.
        /// - Errors: `UnknownPetition`, `NotOpen`, `NotEndorsed`, `StillEligible`.
        /// - Emits [`Event::EndorsementStruck`], [`Event::Withdrawn`].
        #[pallet::call_index(3)]
        #[pallet::weight(<T as Config>::WeightInfo::strike())]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>, _: &PetitionId, _: &MemberId| -> bool {
                T::FreeCalls::is_free(origin.as_signer())
            }
        )]
        pub fn strike(
            origin: OriginFor<T>,
            #[pallet::compact] petition: PetitionId,
            #[pallet::compact] member: MemberId,
        ) -> DispatchResult {
            ensure_signed(origin)?;
            Self::do_strike(petition, member)
        }

        /// Makes a petition that has its endorsements a referendum, if there is a place for it now,
        /// and no other petition of its track comes first. Otherwise it goes on waiting, and its
        /// record says why ([`Obstacle`]). If the petition is voted on already and its referendum
        /// lost its alarm, this wakes the referendum.
        ///
        /// - Origin: signed by anyone.
        /// - Free of charge within a member's daily allowance.
        /// - Errors: `UnknownPetition`, `Expired`, `TooFewEndorsements`, `NotOpen`,
        ///   `AlreadySubmitted`.
        /// - Emits [`Event::Submitted`] or [`Event::Waits`].
        #[pallet::call_index(4)]
        #[pallet::weight(<T as Config>::WeightInfo::submit())]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>, _: &PetitionId| -> bool {
                T::FreeCalls::is_free(origin.as_signer())
            }
        )]
        pub fn submit(
            origin: OriginFor<T>,
            #[pallet::compact] petition: PetitionId,
        ) -> DispatchResult {
            ensure_signed(origin)?;
            Self::do_submit(petition)
        }

        /// Gives a petition up for another open one of the same track, the target. Its endorsers
        /// become endorsers of the target, each at most once. A member who does not want that
        /// withdraws there. If some endorsements are left over, call this again to carry them over.
        ///
        /// - Origin: signed by the member who opened the petition that is given up. Anyone may go
        ///   on with a merge that has begun.
        /// - `from`: the petition that is given up. `into`: the target.
        /// - `limit`: the number of endorsements to carry over now, at most [`MAX_STEP`].
        /// - Free of charge within a member's daily allowance.
        /// - Errors: `UnknownPetition`, `SamePetition`, `NotOpen`, `Expired` (either), `NotMember`,
        ///   `NotYourPetition`, `Suspended`, `Incoming`, `OtherTrack`, `MergesElsewhere`.
        /// - Emits [`Event::MergeBegun`], [`Event::Merged`]; [`Event::Submitted`] or
        ///   [`Event::Waits`].
        #[pallet::call_index(5)]
        #[pallet::weight(
            <T as Config>::WeightInfo::merge((*limit).clamp(1, MAX_STEP))
                .saturating_add(<T as Config>::WeightInfo::submit())
        )]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>, _: &PetitionId, _: &PetitionId, _: &u32| -> bool {
                T::FreeCalls::is_free(origin.as_signer())
            }
        )]
        pub fn merge(
            origin: OriginFor<T>,
            #[pallet::compact] from: PetitionId,
            #[pallet::compact] into: PetitionId,
            #[pallet::compact] limit: u32,
        ) -> DispatchResultWithPostInfo {
            let least = <T as Config>::WeightInfo::merge(1);
            let (looked_at, tried) = Self::do_merge(ensure_signed(origin)?, from, into, limit)
                .map_err(|error| error.with_weight(least))?;
            let weight = <T as Config>::WeightInfo::merge(looked_at);
            Ok(Self::with_submit(weight, tried))
        }

        /// Makes the call that the people approved, and stores the outcome: done, or why not.
        /// Petitions submit this call to referenda. Nobody else can make it.
        ///
        /// - Origin: exactly the track's, in the block in which the enactment of the petition's own
        ///   referendum is due, or later.
        /// - `weight`: the most that the petition's call may weigh. It is part of this call's
        ///   weight.
        /// - Errors: `UnknownPetition`, `UnknownTrack`, `BadOrigin`, `Reentered`,
        ///   `AlreadyExecuted`, `NotApproved`, `NotDue`. If the petition's call fails, its error is
        ///   stored, and this call succeeds.
        /// - Emits [`Event::Executed`] or [`Event::ExecutionFailed`].
        #[pallet::call_index(6)]
        #[pallet::weight(<T as Config>::WeightInfo::execute().saturating_add(*weight))]
        pub fn execute(
            origin: OriginFor<T>,
            #[pallet::compact] petition: PetitionId,
            weight: Weight,
        ) -> DispatchResultWithPostInfo {
            Self::do_execute(origin, petition, weight)
                .map_err(|error| error.with_weight(<T as Config>::WeightInfo::execute()))
        }

        /// Makes an approved call that failed, or that the scheduler lost, and stores the outcome.
        /// A call that was made with success is never made again. A call counts as lost a day after
        /// its enactment was due. It can be retried once an hour, until 30 days after it first
        /// failed or was due.
        ///
        /// - Origin: signed by anyone. The petition's call is made with its track's origin.
        /// - `weight`: the most that the petition's call may weigh. It is part of this call's
        ///   weight.
        /// - Free of charge within a member's daily allowance, up to [`Config::MaxCallWeight`].
        /// - Errors: `UnknownPetition`, `UnknownTrack`, `Reentered`, `NothingToRetry`, `NotDue`,
        ///   `RetriedLately`, `RetryOver`, `WeightTooLow`. If the petition's call fails, its error
        ///   is stored, and this call succeeds.
        /// - Emits [`Event::Executed`] or [`Event::ExecutionFailed`].
        #[pallet::call_index(7)]
        #[pallet::weight(<T as Config>::WeightInfo::retry().saturating_add(*weight))]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>, _: &PetitionId, weight: &Weight| -> bool {
                T::FreeCalls::is_free(origin.as_signer()) && weight.all_lte(T::MaxCallWeight::get())
            }
        )]
        pub fn retry(
            origin: OriginFor<T>,
            #[pallet::compact] petition: PetitionId,
            weight: Weight,
        ) -> DispatchResultWithPostInfo {
            ensure_signed(origin)?;
            // A refused call must not take the block's weight, because it is free.
            Self::do_retry(petition, weight)
                .map_err(|error| error.with_weight(<T as Config>::WeightInfo::retry()))
        }

        /// Records that a petition is over: too few members endorsed it in time, it waited for too
        /// long, its referendum ended without approval, or its approved call was lost and nobody
        /// retried. Removes endorsements that no longer matter. In the end, a year after the vote,
        /// removes the record.
        ///
        /// - Origin: signed by anyone.
        /// - `limit`: the number of endorsements to remove now, at most [`MAX_STEP`].
        /// - Free of charge within a member's daily allowance.
        /// - Errors: `UnknownPetition`, `NothingToClose`.
        /// - Emits [`Event::Ended`], [`Event::ExecutionFailed`], [`Event::Removed`].
        #[pallet::call_index(8)]
        #[pallet::weight(<T as Config>::WeightInfo::close((*limit).clamp(1, MAX_STEP)))]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>, _: &PetitionId, _: &u32| -> bool {
                T::FreeCalls::is_free(origin.as_signer())
            }
        )]
        pub fn close(
            origin: OriginFor<T>,
            #[pallet::compact] petition: PetitionId,
            #[pallet::compact] limit: u32,
        ) -> DispatchResultWithPostInfo {
            ensure_signed(origin)?;
            let least = <T as Config>::WeightInfo::close(1);
            let removed =
                Self::do_close(petition, limit).map_err(|error| error.with_weight(least))?;
            Ok(Some(<T as Config>::WeightInfo::close(removed)).into())
        }

        /// Endorses a petition for a member, as their helper. It counts as the member's endorsement,
        /// and tells the helper. The member may take it back, or endorse the petition themselves.
        ///
        /// - Origin: signed by the member's helper, who is not suspended (`communities.set_helper`).
        ///   The member must be one who votes on that track.
        /// - Free of charge within the member's daily allowance, at most half of it.
        /// - Errors: `NotHelper`, `HelperSuspended`, `HelpOver`; those of `endorse`.
        /// - Emits [`Event::Endorsed`]; [`Event::Submitted`] or [`Event::Waits`].
        #[pallet::call_index(9)]
        #[pallet::weight(
            <T as Config>::WeightInfo::endorse_for()
                .saturating_add(<T as Config>::WeightInfo::submit())
        )]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>, member: &MemberId, _: &PetitionId| -> bool {
                T::FreeCalls::is_free_for(origin.as_signer(), *member)
            }
        )]
        pub fn endorse_for(
            origin: OriginFor<T>,
            #[pallet::compact] member: MemberId,
            #[pallet::compact] petition: PetitionId,
        ) -> DispatchResultWithPostInfo {
            let weight = <T as Config>::WeightInfo::endorse_for();
            let who = ensure_signed(origin)?;
            let tried = Endorser::assisted::<T>(&who, member)
                .and_then(|endorser| Self::do_endorse(endorser, petition))
                .map_err(|error| error.with_weight(weight))?;
            Ok(Self::with_submit(weight, tried))
        }

        /// Takes back, as a member's helper, the endorsement that a helper gave for them, while the
        /// petition still collects them. What follows is as `withdraw` says.
        ///
        /// - Origin: signed by the member's helper, who is not suspended.
        /// - Free of charge within the member's daily allowance, at most half of it.
        /// - Errors: `NotHelper`, `HelperSuspended`, `HelpOver`, `MemberEndorsed`; those of
        ///   `withdraw`.
        /// - Emits [`Event::EndorsementWithdrawn`], [`Event::Withdrawn`].
        #[pallet::call_index(10)]
        #[pallet::weight(<T as Config>::WeightInfo::withdraw_for())]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>, member: &MemberId, _: &PetitionId| -> bool {
                T::FreeCalls::is_free_for(origin.as_signer(), *member)
            }
        )]
        pub fn withdraw_for(
            origin: OriginFor<T>,
            #[pallet::compact] member: MemberId,
            #[pallet::compact] petition: PetitionId,
        ) -> DispatchResult {
            let endorser = Endorser::assisted::<T>(&ensure_signed(origin)?, member)?;
            Self::do_withdraw(endorser, petition)
        }
    }

    impl<T: Config> Pallet<T> {
        /// The weight of a call that may have submitted a petition.
        fn with_submit(weight: Weight, tried: bool) -> PostDispatchInfo {
            let weight = if tried {
                weight.saturating_add(<T as Config>::WeightInfo::submit())
            } else {
                weight
            };
            Some(weight).into()
        }
    }

    #[pallet::view_functions]
    impl<T: Config> Pallet<T> {
        /// A petition: its stage, its endorsements and how many it takes, its deadlines, its call,
        /// its outcome, and the payments that it granted.
        pub fn petition(petition: PetitionId) -> Option<PetitionView> {
            views::petition::<T>(petition)
        }

        /// The petitions of a track, or of all tracks, with numbers from `from` on, oldest first,
        /// at most 256.
        pub fn petitions(track: Option<Track>, from: PetitionId) -> Vec<PetitionView> {
            views::petitions::<T>(track, from)
        }

        /// The petition that a referendum is about.
        pub fn petition_of(referendum: ReferendumIndex) -> Option<PetitionView> {
            views::petition_of::<T>(referendum)
        }

        /// Returns whether a member endorsed a petition.
        pub fn endorsed(petition: PetitionId, member: MemberId) -> bool {
            Endorsements::<T>::contains_key(petition, member)
        }

        /// A member's endorsement of a petition: by themselves, or by which helper.
        pub fn endorsement(petition: PetitionId, member: MemberId) -> Option<Endorsement> {
            Endorsements::<T>::get(petition, member)
        }

        /// The petitions that wait for a place on a track, in the order of their turns, at most
        /// [`MAX_CONTENDERS`].
        pub fn contenders(track: Track) -> Vec<Contender> {
            views::contenders::<T>(track)
        }

        /// The number of endorsements that a petition takes on a track now.
        pub fn endorsements_needed(track: Track) -> u32 {
            Self::threshold(track)
        }

        /// Returns whether a call, encoded as in a transaction, may be petitioned, its length in
        /// bytes and its weight.
        pub fn check_call(track: Track, call: Vec<u8>) -> CallCheck {
            views::check_call::<T>(track, call)
        }
    }
}
