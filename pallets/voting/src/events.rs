//! The pallet's events: one for each call, however many ballots it wrote.

use frame_support::pallet_macros::pallet_section;

/// The events, imported into the pallet.
#[pallet_section]
mod events {
    #[pallet::event]
    #[pallet::generate_deposit(pub(crate) fn deposit_event)]
    pub enum Event<T: Config> {
        /// A member voted, by themselves or by their helper. `ballots` is the number of ballots that
        /// changed, with those of members who delegate.
        Voted {
            poll: PollIndex,
            member: MemberId,
            vote: Vote,
            ballots: u32,
            helper: Option<MemberId>,
        },
        /// A member took their vote back, or their helper did who had cast it. `ballots` is the
        /// number of ballots that changed or are gone.
        Retracted { poll: PollIndex, member: MemberId, ballots: u32, helper: Option<MemberId> },
        /// A member delegates to another on a track.
        Delegated { track: Track, member: MemberId, to: MemberId },
        /// A member no longer delegates on a track.
        Undelegated { track: Track, member: MemberId },
        /// Ballots of a poll that is over were removed. `ballots` is their number.
        Pruned { poll: PollIndex, ballots: u32 },
    }
}
