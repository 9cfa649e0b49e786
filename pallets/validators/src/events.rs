//! The pallet's events.

use frame_support::pallet_macros::pallet_section;

/// The events, imported into the pallet.
#[pallet_section]
mod events {
    #[pallet::event]
    #[pallet::generate_deposit(pub(crate) fn deposit_event)]
    pub enum Event<T: Config> {
        /// A validator was admitted for a community.
        ValidatorAdded { who: T::AccountId, community: CommunityId },
        /// A validator was removed, and serves out the sessions that are planned with it.
        ValidatorRemoved { who: T::AccountId },
        /// A validator left, and serves out the sessions that are planned with it.
        ValidatorLeft { who: T::AccountId },
        /// A validator wants to leave, and goes on until there is a successor.
        LeaveWaits { who: T::AccountId },
        /// A validator took its waiting leave back.
        LeaveWithdrawn { who: T::AccountId },
        /// A validator voted twice in a session. It is disabled, and left out of the next set, as
        /// far as the set can do without it.
        Offended { who: T::AccountId, session: SessionIndex },
        /// An offender may take part again.
        Pardoned { who: T::AccountId },
        /// The least number of validators is another one now.
        MinimumSet { minimum: u32 },
        /// The session keys of an account that is no validator were removed.
        KeysPurged { who: T::AccountId },
        /// Finality is being restored: the set in force will finalise on top of the block
        /// `best_finalized`, in the place of the set `set_id`. The change is signalled in this
        /// block if `at_once`, otherwise when the next session begins.
        RestorationBegun { best_finalized: BlockNumber, set_id: SetId, at_once: bool },
        /// A new set was planned, which begins with a session. Validators without keys cannot be in
        /// it. Offenders are in it only if it would be too small without them.
        SetPlanned {
            session: SessionIndex,
            validators: u32,
            without_keys: u32,
            offenders_left_out: u32,
        },
    }
}
