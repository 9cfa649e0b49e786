#![doc = include_str!("overview.md")]
#![doc = "\n## The scenario as a test\n"]
#![doc = docify::embed!("src/tests/scenario.rs", scenario_should_go_as_the_overview_tells_it)]
#![cfg_attr(not(feature = "std"), no_std)]

mod reading;
#[cfg(any(test, feature = "try-runtime"))]
mod try_state;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use pallet::*;
pub use reading::{Open, Reading, LONGEST_STEP};

#[frame_support::pallet]
pub mod pallet {
    use super::*;
    use frame_support::pallet_prelude::*;
    use frame_system::pallet_prelude::*;
    use vaka_primitives::BlockNumber;

    const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    #[pallet::config]
    pub trait Config: frame_system::Config {
        /// Returns whether the chain is halted (safe-mode).
        type Halted: Get<bool>;

        /// Slots of a day, in which all durations are counted.
        type SlotsPerDay: Get<BlockNumber>;
    }

    /// What the clock shows; none before the first block that has this pallet. The first hook of each
    /// block reads it, so that it costs no call a read.
    #[pallet::storage]
    #[pallet::whitelist_storage]
    pub type Shown<T> = StorageValue<_, Reading>;

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        /// Moves the clock on. This comes before all that asks what time it is.
        fn on_initialize(_: BlockNumberFor<T>) -> Weight {
            Self::tick();
            // What is shown, and whether the chain is halted.
            T::DbWeight::get().reads_writes(2, 1)
        }

        #[cfg(feature = "try-runtime")]
        fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
            Self::do_try_state()
        }
    }

    #[pallet::view_functions]
    impl<T: Config> Pallet<T> {
        /// Returns the clock's `now`, in slots: real time while there are blocks, at most 64 slots
        /// from block to block.
        pub fn now() -> BlockNumber {
            Self::reading().now
        }

        /// Returns the clock's `open`, in slots: `now` without what passed while the chain was
        /// halted.
        pub fn open() -> BlockNumber {
            Self::reading().open
        }

        /// Returns how many slots a day has.
        pub fn slots_per_day() -> BlockNumber {
            T::SlotsPerDay::get()
        }
    }
}
