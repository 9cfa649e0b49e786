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

        /// An ongoing poll: its track, its electorate, its tally and what it needs.
        fn poll(poll: PollIndex) -> Option<PollView>;

        /// Whether an account may vote in a poll, and if not, why.
        fn eligible(poll: PollIndex, account: AccountId) -> Eligibility;

        /// Whether an account may vote in a poll for a member, as their helper, and if not, why.
        fn eligible_for(poll: PollIndex, helper: AccountId, member: MemberId) -> Eligibility;

        /// A member's place in the delegations on a track. None if the member neither delegates nor
        /// is a delegate.
        fn delegation(track: Track, member: MemberId) -> Option<DelegationView>;

        /// A track and its figures.
        fn track(track: Track) -> Option<TrackView>;

        /// The tracks with numbers from `from` on, in the order of their numbers, at most 256.
        fn tracks(from: TrackId) -> Vec<TrackView>;
    }
}
