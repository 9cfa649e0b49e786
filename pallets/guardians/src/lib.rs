#![doc = include_str!("overview.md")]
#![cfg_attr(not(feature = "std"), no_std)]

mod origin;
mod rules;
#[cfg(any(test, feature = "try-runtime"))]
mod try_state;
mod views;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use origin::{AbsentIsNay, EnsureGuardians};
pub use pallet::*;
pub use rules::Rules;

use codec::{Decode, Encode};
use scale_info::TypeInfo;
use vaka_primitives::{blocks_of, BlockNumber, Days};

/// When the chain was halted, and when it may be again.
#[derive(Clone, Copy, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub struct HaltView {
    /// Whether it is halted now.
    pub halted: bool,
    /// The last block in which it will be, if it is.
    pub until: Option<BlockNumber>,
    /// When it was last halted.
    pub entered: Option<BlockNumber>,
    /// When the last halt ended.
    pub ended: Option<BlockNumber>,
    /// From that block on the guardians may halt it; of one that is halted, if it is not ended
    /// early.
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
    use sp_runtime::traits::SaturatedConversion;

    const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    #[pallet::config]
    pub trait Config: frame_system::Config {
        /// The runtime's safe-mode. It must tell us when it is entered and exited: this pallet is
        /// its `Notify`.
        type SafeMode: SafeMode<BlockNumber = BlockNumberFor<Self>>;

        /// Blocks of a day; all durations are counted in days.
        type BlocksPerDay: Get<BlockNumber>;

        /// The figures.
        #[pallet::constant]
        type Rules: Get<Rules>;
    }

    /// When the chain was last halted.
    #[pallet::storage]
    pub type LastEntered<T> = StorageValue<_, BlockNumber>;

    /// When the last halt ended, by itself or by Root.
    #[pallet::storage]
    pub type LastEnded<T> = StorageValue<_, BlockNumber>;

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
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
        /// When the chain was halted, and when it may be again.
        pub fn halt() -> HaltView {
            views::halt::<T>()
        }
    }

    impl<T: Config> Pallet<T> {
        /// The present block.
        pub(crate) fn now() -> BlockNumber {
            frame_system::Pallet::<T>::block_number().saturated_into()
        }

        /// This many days in blocks; at least one block.
        pub(crate) fn blocks(days: Days) -> BlockNumber {
            blocks_of(days, T::BlocksPerDay::get())
        }

        /// From which block on there may be a halt after one that ended then.
        pub(crate) fn rested(ended: BlockNumber) -> BlockNumber {
            ended.saturating_add(Self::blocks(T::Rules::get().rest))
        }

        /// From which block on there may be a halt, after the last one that ended.
        pub(crate) fn may_enter_from() -> BlockNumber {
            LastEnded::<T>::get().map_or(0, Self::rested)
        }

        /// For how many blocks these votes may halt the chain now, if they may.
        pub(crate) fn may_halt(ayes: u32, seats: u32) -> Option<BlockNumber> {
            let rules = T::Rules::get();
            let enough = rules.are_enough(ayes, seats);
            (enough && Self::now() >= Self::may_enter_from()).then(|| Self::blocks(rules.halt))
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
