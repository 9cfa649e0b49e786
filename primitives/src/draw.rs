//! Randomness that nobody chooses, as other pallets ask for it.

use crate::Hash;
use frame_support::stored;

/// The number of a session of validators.
pub type SessionIndex = u32;

/// What validators drew together in a session.
#[stored]
#[derive(Copy)]
pub struct Seed {
    /// The session whose validators drew it. It is final when that session has ended.
    pub session: SessionIndex,
    /// Nobody could tell it before that session began.
    pub value: Hash,
}

/// Seeds for whatever is decided by lot.
///
/// What validators give is public at once, so everybody can tell long before a session ends what
/// its seed will be. A case that opens in a session is drawn by the seed of a later one. The list
/// from which it is drawn must not change for that case any longer once [`Draw::session`] is later:
/// to wait until [`Draw::seed_after`] returns the seed is too late.
pub trait Draw {
    /// The session that goes on now.
    fn session() -> SessionIndex;

    /// The first seed of a session later than this one, if there is one yet. It does not change any
    /// longer once there is one. Seeds are forgotten after some weeks: then there is none, and
    /// never will be. A later one does not take its place: people would wait for one that they
    /// like.
    fn seed_after(session: SessionIndex) -> Option<Seed>;
}

/// No seed is ever drawn.
impl Draw for () {
    fn session() -> SessionIndex {
        0
    }

    fn seed_after(_: SessionIndex) -> Option<Seed> {
        None
    }
}
