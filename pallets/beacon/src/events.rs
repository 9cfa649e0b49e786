//! The pallet's events.

use frame_support::pallet_macros::pallet_section;

/// The events, imported into the pallet.
#[pallet_section]
mod events {
    #[pallet::event]
    #[pallet::generate_deposit(pub(crate) fn deposit_event)]
    pub enum Event<T: Config> {
        /// The validators of a session drew a seed. `outputs` of `validators` are in it.
        SeedDrawn { session: SessionIndex, value: Hash, outputs: u32, validators: u32 },
        /// A session ended without a seed, because fewer outputs came than were needed.
        NoSeed { session: SessionIndex, outputs: u32, needed: u32 },
        /// These validators authored blocks in a session, and gave no output. Their nodes
        /// failed, or they wanted to steer the seed.
        Withheld { session: SessionIndex, validators: Vec<T::ValidatorId> },
        /// These validators authored no block of a session that could take their output.
        Absent { session: SessionIndex, validators: Vec<T::ValidatorId> },
    }
}
