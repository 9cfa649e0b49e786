//! What validators' nodes and clients ask about the seeds by which lots are drawn.

use codec::Codec;
use pallet_beacon::{RoundView, Wanted};
use sp_consensus_aura::Slot;
use vaka_primitives::{Seed, SessionIndex};

sp_api::decl_runtime_apis! {
    /// The seeds that validators draw, and what they sign for it.
    pub trait BeaconApi<ValidatorId> where ValidatorId: Codec {
        /// What the author of the next block is to sign if it comes in this slot. None if nothing
        /// is wanted of it.
        fn wanted(slot: Slot) -> Option<Wanted>;

        /// The round of the session that goes on: its validators, and which of them gave their
        /// output.
        fn round() -> Option<RoundView<ValidatorId>>;

        /// The first seed of a session later than this one, as lots are drawn by it. None if there
        /// is none yet, or it is forgotten.
        fn seed_after(session: SessionIndex) -> Option<Seed>;
    }
}
