#![doc = include_str!("overview.md")]
#![doc = "\n## The scenario as a test\n"]
#![doc = docify::embed!("src/tests/scenario.rs", scenario_should_go_as_the_overview_tells_it)]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod motions;
mod origin;
mod rules;
mod seats;
#[cfg(any(test, feature = "try-runtime"))]
mod try_state;
mod views;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use motions::{CollectiveMotions, Motions, Seen};
pub use origin::{AbsentIsNay, EnsureGuardians};
pub use pallet::*;
pub use rules::Rules;
pub use seats::{SeatCalls, Seats};

use codec::{Decode, Encode};
use scale_info::TypeInfo;
use vaka_primitives::{slots_of, BlockNumber, Days};

/// The times of halts, in slots of the clock.
#[derive(Clone, Copy, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub struct HaltView {
    /// Whether it is halted now.
    pub halted: bool,
    /// The last slot of the halt, if there is one now.
    pub until: Option<BlockNumber>,
    /// The slot in which it was last halted.
    pub entered: Option<BlockNumber>,
    /// The slot in which the last halt ended.
    pub ended: Option<BlockNumber>,
    /// The first slot in which the guardians may halt it again. While it is halted, this holds if
    /// nobody ends the halt early.
    pub may_enter_from: BlockNumber,
}

#[frame_support::pallet]
pub mod pallet {
    use super::*;
    use frame_support::{
        pallet_prelude::*,
        traits::{SafeMode, SafeModeNotify},
    };
    use frame_system::pallet_prelude::*;
    use sp_runtime::traits::BlockNumberProvider;

    const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    #[pallet::config]
    pub trait Config: frame_system::Config {
        /// The runtime's safe-mode. It must tell us when it is entered and exited: this pallet is
        /// its `Notify`.
        type SafeMode: SafeMode<BlockNumber = BlockNumberFor<Self>>;

        /// Counts the slots that people lived through.
        type Clock: BlockNumberProvider<BlockNumber = BlockNumber>;

        /// Slots of a day; all durations are counted in days.
        type SlotsPerDay: Get<BlockNumber>;

        /// The guardians' motions.
        type Motions: Motions;

        /// The most motions that there are at a time.
        type MaxMotions: Get<u32>;

        /// The guardians' seats.
        type Seats: Seats<Self::AccountId>;

        /// The most seats.
        type MaxSeats: Get<u32>;

        /// The figures.
        #[pallet::constant]
        type Rules: Get<Rules>;
    }

    /// The slot in which the chain was last halted.
    #[pallet::storage]
    pub type LastEntered<T> = StorageValue<_, BlockNumber>;

    /// The slot in which the last halt ended, by itself or by Root.
    #[pallet::storage]
    pub type LastEnded<T> = StorageValue<_, BlockNumber>;

    /// The motions that can be voted on, each with the slot in which it was seen first.
    #[pallet::storage]
    pub type MotionsSeen<T: Config> =
        StorageValue<_, BoundedVec<Seen<<T::Motions as Motions>::Id>, T::MaxMotions>, ValueQuery>;

    /// The guardians whose accounts this pallet holds by a reference, so that they need no balance.
    #[pallet::storage]
    pub type Seated<T: Config> = StorageValue<_, BoundedVec<T::AccountId, T::MaxSeats>, ValueQuery>;

    /// The last day on which a guardian made a call without a fee, and the calls of that day.
    #[pallet::storage]
    pub type FreeCallsUsed<T: Config> =
        StorageValue<_, (u32, BoundedVec<SeatCalls<T::AccountId>, T::MaxSeats>), ValueQuery>;

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        /// Ends the motions and the halt whose time is over. A motion that is proposed in this
        /// block is seen in the next one. Holds the accounts of new guardians.
        fn on_initialize(_: BlockNumberFor<T>) -> Weight {
            let motions = u64::from(Self::end_old_motions());
            let halts = u64::from(Self::end_old_halt());
            let seats = u64::from(Self::keep_seats());
            // Reads are the collective's lists of motions and of members, our own two lists, the
            // clock, and whether there is a halt. Each motion has its votes and its call. The two lists are written if
            // there are motions.
            let seen = u64::from(motions > 0);
            T::DbWeight::get()
                .reads_writes(6 + 2 * motions + 2 * halts, 2 * seen + 2 * motions + 2 * halts)
                .saturating_add(T::DbWeight::get().reads_writes(seats, 2 * seats))
        }

        fn integrity_test() {
            assert_eq!(T::Rules::get().flaw(), None, "the figures must make sense");
        }

        #[cfg(feature = "try-runtime")]
        fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
            Self::do_try_state()
        }
    }

    #[pallet::view_functions]
    impl<T: Config> Pallet<T> {
        /// Returns whether the chain is halted, since when, and when it may be halted again.
        pub fn halt() -> HaltView {
            views::halt::<T>()
        }

        /// The number of calls that a guardian's account may still make today without a fee.
        pub fn free_calls_left(account: T::AccountId) -> u32 {
            Self::free_calls(account)
        }
    }

    impl<T: Config> Pallet<T> {
        /// The slot that the clock shows.
        pub(crate) fn now() -> BlockNumber {
            T::Clock::current_block_number()
        }

        /// This many days in slots; at least one slot.
        pub(crate) fn slots(days: Days) -> BlockNumber {
            slots_of(days, T::SlotsPerDay::get())
        }

        /// The last slot of the halt that began last.
        pub(crate) fn halted_until() -> BlockNumber {
            let entered = LastEntered::<T>::get().unwrap_or_default();
            entered.saturating_add(Self::slots(T::Rules::get().halt))
        }

        /// The first slot in which there may be a halt, after one that ended in that slot.
        pub(crate) fn rested(ended: BlockNumber) -> BlockNumber {
            ended.saturating_add(Self::slots(T::Rules::get().rest))
        }

        /// The first slot in which there may be a halt, after the last one that ended.
        pub(crate) fn may_enter_from() -> BlockNumber {
            LastEnded::<T>::get().map_or(0, Self::rested)
        }

        /// Returns for how many blocks these votes may halt the chain now, if they may: one for
        /// each slot of the halt. Blocks that are further apart make the halt no longer, because
        /// the clock ends it.
        pub(crate) fn may_halt(ayes: u32, seats: u32) -> Option<BlockNumber> {
            let rules = T::Rules::get();
            let enough = rules.are_enough(ayes, seats);
            (enough && Self::now() >= Self::may_enter_from()).then(|| Self::slots(rules.halt))
        }
    }

    impl<T: Config> SafeModeNotify for Pallet<T> {
        fn entered() {
            LastEntered::<T>::put(Self::now());
        }

        fn exited() {
            LastEnded::<T>::put(Self::now());
        }
    }
}
