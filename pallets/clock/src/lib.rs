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
    use core::marker::PhantomData;
    use frame_support::pallet_prelude::*;
    use frame_system::pallet_prelude::*;
    use vaka_primitives::BlockNumber;

    /// The slots of a day unless genesis sets another number: one every six seconds.
    pub const USUAL_SLOTS_PER_DAY: BlockNumber = 14_400;

    const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    #[pallet::config]
    pub trait Config: frame_system::Config {
        /// Returns whether the chain is halted (safe-mode).
        type Halted: Get<bool>;
    }

    /// What the clock shows. None before the first block that has this pallet. The first hook of
    /// each block reads it, so it costs no call a read.
    #[pallet::storage]
    #[pallet::whitelist_storage]
    pub type Shown<T> = StorageValue<_, Reading>;

    /// Slots of a day; all durations are counted in days. Genesis sets it, so that a test network
    /// can be fast.
    #[pallet::storage]
    pub type SlotsPerDay<T> =
        StorageValue<_, BlockNumber, ValueQuery, ConstU32<USUAL_SLOTS_PER_DAY>>;

    /// What a chain starts with.
    #[pallet::genesis_config]
    #[derive(frame_support::DebugNoBound)]
    pub struct GenesisConfig<T: Config> {
        /// Slots of a day.
        pub slots_per_day: BlockNumber,
        #[serde(skip)]
        _config: PhantomData<T>,
    }

    impl<T: Config> GenesisConfig<T> {
        /// A chain whose days have this many slots.
        pub fn new(slots_per_day: BlockNumber) -> Self {
            Self { slots_per_day, _config: PhantomData }
        }
    }

    impl<T: Config> Default for GenesisConfig<T> {
        fn default() -> Self {
            Self::new(USUAL_SLOTS_PER_DAY)
        }
    }

    #[pallet::genesis_build]
    impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
        /// A mistake in the chain specification stops the build here.
        fn build(&self) {
            assert!(self.slots_per_day > 0, "a day must have slots");
            SlotsPerDay::<T>::put(self.slots_per_day);
        }
    }

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        /// Moves the clock on. This comes before all that asks what time it is.
        fn on_initialize(_: BlockNumberFor<T>) -> Weight {
            Self::tick();
            // This reads what the clock shows and whether the chain is halted.
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
            SlotsPerDay::<T>::get()
        }
    }
}
