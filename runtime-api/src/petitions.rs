//! What wallets ask about petitions and what came of them.

use alloc::vec::Vec;
use pallet_petitions::{
    CallCheck, Contender, MemberId, PetitionId, PetitionView, ReferendumIndex, Track,
};

sp_api::decl_runtime_apis! {
    /// Petitions, their endorsements, and the receipts of what was executed.
    pub trait PetitionsApi {
        /// A petition: where it stands, its endorsements and how many it takes, its deadlines, its
        /// call, its outcome.
        fn petition(petition: PetitionId) -> Option<PetitionView>;

        /// The petitions of a track, or of all, oldest first, at most 256 of those from `from` on.
        fn petitions(track: Option<Track>, from: PetitionId) -> Vec<PetitionView>;

        /// The petition that a referendum is about.
        fn petition_of(referendum: ReferendumIndex) -> Option<PetitionView>;

        /// Whether a member endorsed a petition.
        fn endorsed(petition: PetitionId, member: MemberId) -> bool;

        /// The petitions that wait for a place on a track, at most 16, first that whose turn it is.
        fn contenders(track: Track) -> Vec<Contender>;

        /// How many endorsements a petition takes on a track now.
        fn endorsements_needed(track: Track) -> u32;

        /// Whether a call, as a transaction would encode it, may be petitioned, its length and its
        /// weight.
        fn check_call(track: Track, call: Vec<u8>) -> CallCheck;
    }
}
