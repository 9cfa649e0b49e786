//! What the pallet tells the world: one event a call, however many ballots it wrote.

use frame_support::pallet_macros::pallet_section;

/// The events, imported into the pallet.
#[pallet_section]
mod events {
    #[pallet::event]
    #[pallet::generate_deposit(pub(crate) fn deposit_event)]
    pub enum Event<T: Config> {
        /// A member voted; so many ballots say something else now, those of who delegated among
        /// them.
        Voted { poll: PollIndex, member: MemberId, vote: Vote, ballots: u32 },
        /// A member took their vote back; so many ballots say something else now, or are gone.
        Retracted { poll: PollIndex, member: MemberId, ballots: u32 },
        /// A member delegates on a track.
        Delegated { track: Track, member: MemberId, to: MemberId },
        /// A member delegates on a track no longer.
        Undelegated { track: Track, member: MemberId },
        /// So many ballots of a poll that is over were removed.
        Pruned { poll: PollIndex, ballots: u32 },
    }
}
