#![doc = include_str!("overview.md")]
#![doc = "\n## The scenario as a test\n"]
#![doc = docify::embed!("src/tests/scenario.rs", scenario_should_go_as_the_overview_tells_it)]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod author;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod errors;
mod events;
mod inherent;
mod round;
pub mod rules;
mod seeds;
mod session;
mod storage;
#[cfg(any(test, feature = "try-runtime"))]
mod try_state;
pub mod types;
mod views;
pub mod weights;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use beacon_vrf::{Output, Wanted};
pub use pallet::*;
pub use rules::BeaconRules;
pub use session::Rounds;
pub use types::*;
pub use weights::WeightInfo;

use frame_support::pallet_macros::import_section;

#[import_section(errors::errors)]
#[import_section(events::events)]
#[import_section(storage::storage)]
#[frame_support::pallet]
pub mod pallet {
    use super::*;
    use alloc::vec::Vec;
    use frame_support::pallet_prelude::*;
    use frame_system::pallet_prelude::*;
    use sp_consensus_aura::{sr25519::AuthorityId, Slot};
    use sp_inherents::{InherentData, InherentIdentifier, MakeFatalError};
    use vaka_primitives::{Hash, Seed, SessionIndex};

    const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    /// The validators have sr25519 keys for Aura, and the session's order of them is Aura's.
    #[pallet::config]
    pub trait Config:
        frame_system::Config<RuntimeEvent: From<Event<Self>>, RuntimeCall: From<Call<Self>>>
        + pallet_session::Config
        + pallet_aura::Config<AuthorityId = AuthorityId>
    {
        /// The figures.
        #[pallet::constant]
        type Rules: Get<BeaconRules>;

        /// Weights of the call, and of the work at blocks and sessions.
        type WeightInfo: WeightInfo;
    }

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        /// Pays for what happens when the block ends.
        fn on_initialize(_: BlockNumberFor<T>) -> Weight {
            <T as Config>::WeightInfo::note_author()
        }

        /// Notes an author that could have given its output in this block, and did not.
        fn on_finalize(_: BlockNumberFor<T>) {
            Self::note_author();
        }

        fn integrity_test() {
            assert_eq!(T::Rules::get().flaw(), None, "the figures must make sense");
            let most = <T as pallet_aura::Config>::MaxAuthorities::get();
            assert!(most <= rules::MAX_VALIDATORS, "there must be a bit for each validator");
            let block = T::BlockWeights::get().max_block;
            assert!(
                <T as Config>::WeightInfo::end_round(most).all_lte(block),
                "the end of a session must fit in a block"
            );
        }

        #[cfg(feature = "try-runtime")]
        fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
            Self::do_try_state()
        }
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Gives the output of the block's author for the seed of this session, once. The node does
        /// this by itself; no wallet can.
        ///
        /// - Origin: none. It is an inherent, which only the author can put into its block. A wrong
        ///   one fails, and costs nobody the block.
        /// - `output`: 96 bytes: the pre-output (32) and the proof (64) of a VRF, made by the Aura
        ///   key of the author, over the session's input. Only the pre-output counts.
        /// - Errors: `NoRound`, `SessionJustBegan`, `NoAuthor`, `AlreadyGiven`, `Malformed`,
        ///   `WrongProof`.
        /// - Emits nothing. The session's end tells of all outputs.
        #[pallet::call_index(0)]
        #[pallet::weight((<T as Config>::WeightInfo::contribute(), DispatchClass::Operational))]
        pub fn contribute(origin: OriginFor<T>, output: Output) -> DispatchResult {
            ensure_none(origin)?;
            Self::do_contribute(&output)
        }
    }

    // It is never required, and never checked against the importing node's data: such a node has
    // none for it. Both are the defaults of the trait.
    #[pallet::inherent]
    impl<T: Config> ProvideInherent for Pallet<T> {
        type Call = Call<T>;
        type Error = MakeFatalError<()>;
        const INHERENT_IDENTIFIER: InherentIdentifier = beacon_vrf::IDENTIFIER;

        fn create_inherent(data: &InherentData) -> Option<Self::Call> {
            inherent::create(data)
        }

        fn is_inherent(call: &Self::Call) -> bool {
            matches!(call, Call::contribute { .. })
        }
    }

    #[pallet::view_functions]
    impl<T: Config> Pallet<T> {
        /// The round of the session that goes on: its validators, and which of them gave their
        /// output.
        pub fn round() -> Option<RoundView<T::ValidatorId>> {
            views::round::<T>()
        }

        /// The first seed of a session later than this one, as lots are drawn by it. None if there
        /// is none yet, or it is forgotten.
        pub fn seed_after(session: SessionIndex) -> Option<Seed> {
            Self::first_after(session)
        }

        /// What the author of the next block is to sign if it comes in this slot. None if nothing
        /// is wanted of it.
        pub fn wanted(slot: Slot) -> Option<Wanted> {
            Self::wanted_in(slot)
        }
    }
}
