#![doc = include_str!("overview.md")]
#![doc = "\n## The scenario as a test\n"]
#![doc = docify::embed!("src/tests/scenario.rs", scenario_should_go_as_the_overview_tells_it)]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod authorship;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod errors;
mod events;
mod finality;
mod genesis;
mod offences;
mod roster;
pub mod rules;
mod session;
#[cfg(any(test, feature = "try-runtime"))]
mod try_state;
pub mod types;
mod views;
pub mod weights;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

#[cfg(feature = "runtime-benchmarks")]
pub use benchmarking::BenchmarkHelper;
pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

use frame_support::pallet_macros::import_section;
use pallet_session::{historical::Pallet as History, Pallet as Sessions};

#[import_section(errors::errors)]
#[import_section(events::events)]
#[frame_support::pallet]
pub mod pallet {
    use super::*;
    use alloc::vec::Vec;
    use frame_support::{pallet_prelude::*, traits::OriginTrait};
    use frame_system::pallet_prelude::*;
    use sp_runtime::traits::BlockNumberProvider;
    use sp_staking::SessionIndex;
    use vaka_primitives::{Communities, FreeCalls};

    /// The most GRANDPA sets that are remembered: more changes than ever wait for a block to be
    /// final.
    pub const MAX_GRANDPA_SETS: u32 = 32;

    const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    #[pallet::config]
    pub trait Config:
        frame_system::Config<RuntimeEvent: From<Event<Self>>>
        + pallet_session::Config<ValidatorId = <Self as frame_system::Config>::AccountId>
        + pallet_session::historical::Config<FullIdentification = ()>
        + pallet_grandpa::Config
    {
        /// The track that admits, removes and pardons validators, and restores finality.
        type ValidatorsOrigin: EnsureOrigin<Self::RuntimeOrigin>;

        /// The communities.
        type Communities: Communities;

        /// The members whose calls are free.
        type FreeCalls: FreeCalls<Self::AccountId>;

        /// Counts the slots that people lived through; tells since when somebody is a validator, and
        /// waits to leave. Where a GRANDPA set begins is a block.
        type Clock: BlockNumberProvider<BlockNumber = BlockNumber>;

        /// The most validators that there may be.
        #[pallet::constant]
        type MaxValidators: Get<u32>;

        /// The number of sessions for which an equivocation can still be proven. The history of
        /// older sessions is pruned.
        #[pallet::constant]
        type ProvableSessions: Get<SessionIndex>;

        /// The blocks from the one that signals a forced change of GRANDPA's set to the one in
        /// which nodes make it. They must be more than a chain without finality is ever rewound by:
        /// otherwise nodes on two branches make two changes. They must be fewer than a session.
        #[pallet::constant]
        type RestorationDelay: Get<BlockNumberFor<Self>>;

        /// Weights of the calls, and of the work at sessions, blocks and offences.
        type WeightInfo: WeightInfo;

        /// What benchmarks need.
        #[cfg(feature = "runtime-benchmarks")]
        type BenchmarkHelper: BenchmarkHelper<
            Self::AccountId,
            <Self as pallet_session::Config>::Keys,
        >;
    }

    /// The least number of validators. Genesis sets it, so that a test network can do with one.
    #[pallet::storage]
    pub type Minimum<T> = StorageValue<_, u32, ValueQuery, ConstU32<1>>;

    /// The validators, in the order of their admission: at most [`Config::MaxValidators`]. They are
    /// one value, because every question concerns all of them: shares, caps, the next set.
    #[pallet::storage]
    pub type Roster<T: Config> =
        StorageValue<_, BoundedVec<Validator<T::AccountId>, T::MaxValidators>, ValueQuery>;

    /// The validators who left or were removed, and still serve out the sessions that were planned
    /// with them. All of them are in the active or in the queued set. Neither set is larger than
    /// [`Config::MaxValidators`].
    #[pallet::storage]
    pub type Leavers<T: Config> =
        StorageValue<_, BoundedVec<Validator<T::AccountId>, BothSets<T>>, ValueQuery>;

    /// The blocks that a validator authored lately: one record for each validator in [`Roster`] and
    /// [`Leavers`]. Kept apart from these, so that a block writes only a few bytes. Blake2, because
    /// people choose their accounts.
    #[pallet::storage]
    pub type Authorship<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Authored>;

    /// The latest GRANDPA sets, oldest first. They tell which set nodes have once a block is final.
    /// Empty until the first change. After a restoration the list begins with the set that was
    /// restored.
    #[pallet::storage]
    pub type GrandpaSets<T> =
        StorageValue<_, BoundedVec<GrandpaSet, ConstU32<MAX_GRANDPA_SETS>>, ValueQuery>;

    /// The most validators that the active and the queued set can have together.
    pub struct BothSets<T>(core::marker::PhantomData<T>);

    impl<T: Config> Get<u32> for BothSets<T> {
        fn get() -> u32 {
            T::MaxValidators::get().saturating_mul(2)
        }
    }

    /// What a chain starts with.
    #[pallet::genesis_config]
    #[derive(frame_support::DebugNoBound)]
    pub struct GenesisConfig<T: Config> {
        /// The least number of validators, from the first block on. Four is the least that can lose
        /// one and go on finalising.
        pub minimum: u32,
        /// The first validators. Each needs keys in the genesis of `session`.
        pub validators: Vec<GenesisValidator<T::AccountId>>,
    }

    impl<T: Config> Default for GenesisConfig<T> {
        fn default() -> Self {
            Self { minimum: 1, validators: Vec::new() }
        }
    }

    #[pallet::genesis_build]
    impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
        fn build(&self) {
            crate::genesis::build::<T>(self)
        }
    }

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        fn integrity_test() {
            let most = T::MaxValidators::get();
            assert!(most > 0, "there must be validators");
            let block = T::BlockWeights::get().max_block;
            assert!(
                <T as Config>::WeightInfo::plan_session(most).all_lte(block),
                "the change of session must fit in a block"
            );
        }

        #[cfg(feature = "try-runtime")]
        fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
            Self::do_try_state()
        }
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Admits a validator for a community, until it leaves or is removed. It takes part from
        /// the second session after this one. If another validator waits to leave, it leaves now.
        ///
        /// - Origin: [`Config::ValidatorsOrigin`].
        /// - `who`: an account with session keys. `session.set_keys` has checked that it owns them.
        /// - Errors: `UnknownCommunity`, `NoKeys`, `AlreadyValidator`, `TooManyValidators`,
        ///   `AboveCap`.
        /// - Emits [`Event::ValidatorAdded`]; [`Event::ValidatorLeft`], [`Event::KeysPurged`] (of
        ///   the one that leaves).
        #[pallet::call_index(0)]
        #[pallet::weight(<T as Config>::WeightInfo::add_validator(T::MaxValidators::get()))]
        pub fn add_validator(
            origin: OriginFor<T>,
            who: T::AccountId,
            #[pallet::compact] community: CommunityId,
        ) -> DispatchResult {
            T::ValidatorsOrigin::ensure_origin(origin)?;
            Self::do_add_validator(who, community)
        }

        /// Removes a validator, even against its will. It serves out the sessions that are planned
        /// with it, two at most. Then its session keys are purged.
        ///
        /// - Origin: [`Config::ValidatorsOrigin`].
        /// - Errors: `NotValidator`, `BelowMinimum`.
        /// - Emits [`Event::ValidatorRemoved`], [`Event::KeysPurged`].
        #[pallet::call_index(1)]
        #[pallet::weight(<T as Config>::WeightInfo::remove_validator(T::MaxValidators::get()))]
        pub fn remove_validator(origin: OriginFor<T>, who: T::AccountId) -> DispatchResult {
            T::ValidatorsOrigin::ensure_origin(origin)?;
            Self::do_remove_validator(who)
        }

        /// Leaves the validators. The sessions that are planned with you are served out first, as
        /// with [`Pallet::remove_validator`]. If too few validators would remain, the leave waits
        /// for a successor, and you have to go on until then.
        ///
        /// - Origin: signed by the validator.
        /// - Free of charge within a member's daily allowance.
        /// - Errors: `NotValidator`, `AlreadyLeaving`.
        /// - Emits [`Event::ValidatorLeft`] or [`Event::LeaveWaits`], [`Event::KeysPurged`].
        #[pallet::call_index(2)]
        #[pallet::weight(<T as Config>::WeightInfo::leave(T::MaxValidators::get()))]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>| -> bool { T::FreeCalls::is_free(origin.as_signer()) }
        )]
        pub fn leave(origin: OriginFor<T>) -> DispatchResult {
            Self::do_leave(ensure_signed(origin)?)
        }

        /// Takes back your leave, while it waits.
        ///
        /// - Origin: signed by the validator.
        /// - Free of charge within a member's daily allowance.
        /// - Errors: `NotValidator`, `NotLeaving`.
        /// - Emits [`Event::LeaveWithdrawn`].
        #[pallet::call_index(3)]
        #[pallet::weight(<T as Config>::WeightInfo::stay(T::MaxValidators::get()))]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>| -> bool { T::FreeCalls::is_free(origin.as_signer()) }
        )]
        pub fn stay(origin: OriginFor<T>) -> DispatchResult {
            Self::do_stay(ensure_signed(origin)?)
        }

        /// Lets an offender take part again: at once if it is in the active set, otherwise from the
        /// second session after this one. Offences in sessions before this one no longer count,
        /// even if they are reported only later. If a validator waits to leave, it leaves now.
        ///
        /// - Origin: [`Config::ValidatorsOrigin`].
        /// - Errors: `NotValidator`, `NotOffender`.
        /// - Emits [`Event::Pardoned`]; [`Event::ValidatorLeft`], [`Event::KeysPurged`] (of the one
        ///   that leaves).
        #[pallet::call_index(4)]
        #[pallet::weight(<T as Config>::WeightInfo::pardon(T::MaxValidators::get()))]
        pub fn pardon(origin: OriginFor<T>, who: T::AccountId) -> DispatchResult {
            T::ValidatorsOrigin::ensure_origin(origin)?;
            Self::do_pardon(who)
        }

        /// Takes back your session keys and their deposit, if you are no validator: for example a
        /// candidate who was not admitted. (`session.purge_keys` is closed, because a validator
        /// could take its keys back with it.)
        ///
        /// - Origin: signed by the account.
        /// - Free of charge within a member's daily allowance.
        /// - Errors: `KeysInUse`, `NoKeys`.
        /// - Emits [`Event::KeysPurged`].
        #[pallet::call_index(5)]
        #[pallet::weight(<T as Config>::WeightInfo::withdraw_keys(T::MaxValidators::get()))]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>| -> bool { T::FreeCalls::is_free(origin.as_signer()) }
        )]
        pub fn withdraw_keys(origin: OriginFor<T>) -> DispatchResult {
            Self::do_withdraw_keys(ensure_signed(origin)?)
        }

        /// Replaces a validator by another of the same community in one step. At the minimum size,
        /// with each validator of another community, neither a removal nor an admission alone is
        /// allowed.
        ///
        /// - Origin: [`Config::ValidatorsOrigin`].
        /// - `who`: the validator that is removed, as with [`Pallet::remove_validator`].
        /// - `by`: the account that is admitted, as with [`Pallet::add_validator`]. It must not be
        ///   a validator already.
        /// - Errors: `NotValidator`, `AlreadyValidator`, `NoKeys`, `AboveCap`; `BelowMinimum` if an
        ///   offender would fill a seat that is needed.
        /// - Emits [`Event::ValidatorAdded`], [`Event::ValidatorRemoved`],
        ///   [`Event::ValidatorLeft`], [`Event::KeysPurged`].
        #[pallet::call_index(6)]
        #[pallet::weight(<T as Config>::WeightInfo::replace_validator(T::MaxValidators::get()))]
        pub fn replace_validator(
            origin: OriginFor<T>,
            who: T::AccountId,
            by: T::AccountId,
        ) -> DispatchResult {
            T::ValidatorsOrigin::ensure_origin(origin)?;
            Self::do_replace_validator(who, by)
        }

        /// Lets the set of validators in force finalise, although no set before it can. Use it when
        /// a third of a set or more is lost for good, with its keys, and others have taken the lost
        /// places. Nodes change to the set in force [`Config::RestorationDelay`] blocks after this
        /// is signalled. It is signalled in this block if no session begins in those blocks,
        /// otherwise in the first block of the next session.
        ///
        /// Ask all surviving nodes for both figures (`vaka validator status --urls ...` does).
        /// The call is refused if the set is not that of the block. But if both figures belong to a
        /// later set, one that never became final, every node stops for ever.
        ///
        /// - Origin: [`Config::ValidatorsOrigin`].
        /// - `best_finalized`: the lowest block number that the surviving nodes report as final.
        /// - `set_id`: the number of the GRANDPA set that all of them report
        ///   (`grandpa_roundState`).
        /// - Errors: `NotYetABlock`, `RestorationPending`, `NotTheSetOfThatBlock`.
        /// - Emits [`Event::RestorationBegun`].
        #[pallet::call_index(7)]
        #[pallet::weight(<T as Config>::WeightInfo::restore_finality(MAX_GRANDPA_SETS))]
        pub fn restore_finality(
            origin: OriginFor<T>,
            #[pallet::compact] best_finalized: BlockNumber,
            #[pallet::compact] set_id: SetId,
        ) -> DispatchResult {
            T::ValidatorsOrigin::ensure_origin(origin)?;
            Self::do_restore_finality(best_finalized, set_id)
        }

        /// Sets the least number of validators. Below it nobody is removed, and a leave waits. It is
        /// at least four, unless it is less already. If a validator waits to leave and may go now,
        /// it leaves; others that may go leave when the next sessions begin.
        ///
        /// - Origin: [`Config::ValidatorsOrigin`].
        /// - `minimum`: at most as many as there are validators with keys that have not offended.
        /// - Errors: `MinimumTooLow`, `MinimumTooHigh`.
        /// - Emits [`Event::MinimumSet`], [`Event::ValidatorLeft`], [`Event::KeysPurged`].
        #[pallet::call_index(8)]
        #[pallet::weight(<T as Config>::WeightInfo::set_minimum(T::MaxValidators::get()))]
        pub fn set_minimum(
            origin: OriginFor<T>,
            #[pallet::compact] minimum: u32,
        ) -> DispatchResult {
            T::ValidatorsOrigin::ensure_origin(origin)?;
            Self::do_set_minimum(minimum)
        }
    }

    #[pallet::view_functions]
    impl<T: Config> Pallet<T> {
        /// All validators in the order of their admission, then those that left and still serve.
        pub fn validators() -> Vec<ValidatorView<T::AccountId>> {
            views::validators::<T>()
        }

        /// The communities that have validators, and for each whether it has more than the cap.
        pub fn shares() -> Vec<Share> {
            views::shares::<T>()
        }

        /// The set that would be planned if the session ended now, and the bounds on it.
        pub fn next_set() -> NextSet<T::AccountId> {
            views::next_set::<T>()
        }
    }
}
