//! What wallets ask about petitions and their outcomes.

use alloc::vec::Vec;
use pallet_petitions::{
    CallCheck, Contender, Endorsement, MemberId, PetitionId, PetitionView, ReferendumIndex, Track,
};

sp_api::decl_runtime_apis! {
    /// Petitions, their endorsements, and the receipts of what was executed.
    pub trait PetitionsApi {
        /// A petition: its stage, its endorsements and how many it takes, its deadlines, its call,
        /// its outcome.
        fn petition(petition: PetitionId) -> Option<PetitionView>;

        /// The petitions of a track, or of all tracks, with numbers from `from` on, oldest first,
        /// at most 256.
        fn petitions(track: Option<Track>, from: PetitionId) -> Vec<PetitionView>;

        /// The petition that a referendum is about.
        fn petition_of(referendum: ReferendumIndex) -> Option<PetitionView>;

        /// Returns whether a member endorsed a petition.
        fn endorsed(petition: PetitionId, member: MemberId) -> bool;

        /// A member's endorsement of a petition: by themselves, or by which helper.
        fn endorsement(petition: PetitionId, member: MemberId) -> Option<Endorsement>;

        /// The petitions that wait for a place on a track, in the order of their turns, at most 16.
        fn contenders(track: Track) -> Vec<Contender>;

        /// The number of endorsements that a petition takes on a track now.
        fn endorsements_needed(track: Track) -> u32;

        /// Returns whether a call, as a transaction would encode it, may be petitioned, with its
        /// length in bytes and its weight.
        fn check_call(track: Track, call: Vec<u8>) -> CallCheck;
    }
}
