#![doc = include_str!("overview.md")]
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

    /// How many GRANDPA sets are remembered: more changes than ever wait for a block to be final.
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

        /// Whose calls are free.
        type FreeCalls: FreeCalls<Self::AccountId>;

        /// Counts the slots that people lived through; tells since when somebody is a validator, and
        /// waits to leave. Where a GRANDPA set begins is a block.
        type Clock: BlockNumberProvider<BlockNumber = BlockNumber>;

        /// The most validators that there may be.
        #[pallet::constant]
        type MaxValidators: Get<u32>;

        /// Sessions for which an equivocation can still be proven; what the history keeps of older
        /// ones is pruned.
        #[pallet::constant]
        type ProvableSessions: Get<SessionIndex>;

        /// Blocks from the one that signals a forced change of GRANDPA's set to the one in which
        /// nodes make it. More than a chain without finality is ever rewound by, or nodes on two
        /// branches make two changes; fewer than a session.
        #[pallet::constant]
        type RestorationDelay: Get<BlockNumberFor<Self>>;

        /// Weights of the calls, and of what sessions, blocks and offences bring.
        type WeightInfo: WeightInfo;

        /// What benchmarks need.
        #[cfg(feature = "runtime-benchmarks")]
        type BenchmarkHelper: BenchmarkHelper<
            Self::AccountId,
            <Self as pallet_session::Config>::Keys,
        >;
    }

    /// Validators that there must be: set at genesis, so that a network for tests can do with one.
    #[pallet::storage]
    pub type Minimum<T> = StorageValue<_, u32, ValueQuery, ConstU32<1>>;

    /// The validators, in the order of their admission: at most [`Config::MaxValidators`]. One
    /// value, for whatever is asked of them is asked of all: shares, caps, who is next.
    #[pallet::storage]
    pub type Roster<T: Config> =
        StorageValue<_, BoundedVec<Validator<T::AccountId>, T::MaxValidators>, ValueQuery>;

    /// Those who left or were removed, and who still serve out the sessions that were planned with
    /// them. They are all in the active or in the queued set, neither of which is larger than
    /// [`Config::MaxValidators`].
    #[pallet::storage]
    pub type Leavers<T: Config> =
        StorageValue<_, BoundedVec<Validator<T::AccountId>, BothSets<T>>, ValueQuery>;

    /// The blocks that a validator authored lately: one record for each in [`Roster`] and
    /// [`Leavers`]. Apart from these, so that a block writes a few bytes only. Blake2, for people
    /// choose their accounts.
    #[pallet::storage]
    pub type Authorship<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Authored>;

    /// The latest GRANDPA sets, the oldest first: which one nodes have once a block is final. Empty
    /// until the first change. After a restoration it begins with the set that was restored.
    #[pallet::storage]
    pub type GrandpaSets<T> =
        StorageValue<_, BoundedVec<GrandpaSet, ConstU32<MAX_GRANDPA_SETS>>, ValueQuery>;

    /// How many the active and the queued set can have together.
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
        /// Validators that there must be, from the first block on. Four is the least that can lose
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
        /// Admits a validator for a community, for as long as it stays. It takes part from the
        /// second session after. If somebody waits to leave, they leave as it is admitted.
        ///
        /// - Origin: [`Config::ValidatorsOrigin`].
        /// - `who`: an account with session keys, whose ownership `session.set_keys` has checked.
        /// - Errors: `UnknownCommunity`, `NoKeys`, `AlreadyValidator`, `TooManyValidators`,
        ///   `AboveCap`.
        /// - Emits [`Event::ValidatorAdded`], [`Event::ValidatorLeft`], [`Event::KeysPurged`] (of
        ///   who leaves).
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

        /// Removes a validator, whatever they want. They serve out the sessions that are planned
        /// with them, two at most; then their session keys are purged.
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

        /// Leaves the set: as [`Pallet::remove_validator`] does, or, if too few would remain, once
        /// there is a successor. Until then the validator has to go on.
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

        /// Takes back a leave that waits.
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

        /// Lets an offender take part again: at once where they are in the active set, else from
        /// the second session after. What they did in sessions before this one is not held against
        /// them any more, though it be reported only later. If somebody waits to leave, they leave
        /// as it is done.
        ///
        /// - Origin: [`Config::ValidatorsOrigin`].
        /// - Errors: `NotValidator`, `NotOffender`.
        /// - Emits [`Event::Pardoned`], [`Event::ValidatorLeft`], [`Event::KeysPurged`] (of who
        ///   leaves).
        #[pallet::call_index(4)]
        #[pallet::weight(<T as Config>::WeightInfo::pardon(T::MaxValidators::get()))]
        pub fn pardon(origin: OriginFor<T>, who: T::AccountId) -> DispatchResult {
            T::ValidatorsOrigin::ensure_origin(origin)?;
            Self::do_pardon(who)
        }

        /// Takes back the session keys of an account that is no validator, and the deposit for
        /// them: of a candidate who was not admitted, say. `session.purge_keys`, which would let a
        /// validator do so too, is closed.
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

        /// Replaces a validator by another of the same community, in one: what neither removal nor
        /// admission can do in a set of the fewest validators that there must be, of as many
        /// communities.
        ///
        /// - Origin: [`Config::ValidatorsOrigin`].
        /// - `who`: the validator that is removed, as by [`Pallet::remove_validator`].
        /// - `by`: the account that is admitted, as by [`Pallet::add_validator`]; it was none
        ///   before.
        /// - Errors: `NotValidator`, `AlreadyValidator`, `NoKeys`, `AboveCap`; `BelowMinimum` if it
        ///   would fill a needed seat with an offender.
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

        /// Lets the set of validators that is in force finalise, though no set before it can: for
        /// use when more than a third of a set, with its keys, is lost for good, and others were
        /// put into its places. Nodes change to the set in force [`Config::RestorationDelay`]
        /// blocks after this is signalled: in this block if no session begins meanwhile, else in
        /// the first block of the next session.
        ///
        /// Ask all surviving nodes for both figures (`validator.mjs status --endpoints ...` does).
        /// The set of another block is refused. But if both figures are of a later set, one that
        /// never became final, every node stops for ever.
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
    }

    #[pallet::view_functions]
    impl<T: Config> Pallet<T> {
        /// All validators in the order of their admission, then those who left and still serve.
        pub fn validators() -> Vec<ValidatorView<T::AccountId>> {
            views::validators::<T>()
        }

        /// The communities that have validators, and whether one has more than the cap.
        pub fn shares() -> Vec<Share> {
            views::shares::<T>()
        }

        /// The set that would be planned if the session ended now, and the bounds on it.
        pub fn next_set() -> NextSet<T::AccountId> {
            views::next_set::<T>()
        }
    }
}
