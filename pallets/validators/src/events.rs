//! What the pallet tells the world.

use frame_support::pallet_macros::pallet_section;

/// The events, imported into the pallet.
#[pallet_section]
mod events {
    #[pallet::event]
    #[pallet::generate_deposit(pub(crate) fn deposit_event)]
    pub enum Event<T: Config> {
        /// A validator was admitted for a community.
        ValidatorAdded { who: T::AccountId, community: CommunityId },
        /// A validator was removed, and serves out what is planned.
        ValidatorRemoved { who: T::AccountId },
        /// A validator left, and serves out what is planned.
        ValidatorLeft { who: T::AccountId },
        /// A validator wants to leave, and goes on until there is a successor.
        LeaveWaits { who: T::AccountId },
        /// A validator does not want to leave any more.
        LeaveWithdrawn { who: T::AccountId },
        /// A validator offended in a session: it is disabled, and left out of the next set, where
        /// that is possible.
        Offended { who: T::AccountId, session: SessionIndex },
        /// An offender may take part again.
        Pardoned { who: T::AccountId },
        /// The session keys of an account that is no validator are gone.
        KeysPurged { who: T::AccountId },
        /// Finality is being restored: the set in force will finalise on top of a block, in the
        /// place of the set that it names. The change is signalled at once, or else as the next
        /// session begins.
        RestorationBegun { best_finalized: BlockNumber, set_id: SetId, at_once: bool },
        /// A new set was planned, which begins with a session. Without keys, nobody can be in it;
        /// offenders are only if there would be too few.
        SetPlanned {
            session: SessionIndex,
            validators: u32,
            without_keys: u32,
            offenders_left_out: u32,
        },
    }
}
