//! What wallets ask about ballots, delegations and tracks.

use alloc::vec::Vec;
use codec::Codec;
use pallet_voting::{
    Ballot, DelegationView, Eligibility, MemberId, PollIndex, PollView, Track, TrackId, TrackView,
};

sp_api::decl_runtime_apis! {
    /// Polls, ballots, delegations and tracks.
    pub trait VotingApi<AccountId> where AccountId: Codec {
        /// A member's ballot in a poll, until it is pruned.
        fn ballot(poll: PollIndex, member: MemberId) -> Option<Ballot>;

        /// An ongoing poll: its track, its electorate, what it has come to and what it needs.
        fn poll(poll: PollIndex) -> Option<PollView>;

        /// Whether an account may vote in a poll, and why not.
        fn eligible(poll: PollIndex, account: AccountId) -> Eligibility;

        /// A member's place in the delegations on a track; none if nobody delegates.
        fn delegation(track: Track, member: MemberId) -> Option<DelegationView>;

        /// A track and its figures.
        fn track(track: Track) -> Option<TrackView>;

        /// The tracks in the order of their numbers, at most 256 of those from `from` on.
        fn tracks(from: TrackId) -> Vec<TrackView>;
    }
}
