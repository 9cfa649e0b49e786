//! What the pallet stores and what its calls and views speak in.

use alloc::vec::Vec;
use codec::{Decode, Encode};
use core::cmp::Reverse;
use frame_support::{pallet_prelude::ConstU32, stored, weights::Weight, BoundedVec};
use scale_info::TypeInfo;
use sp_runtime::DispatchError;

pub use pallet_referenda::ReferendumIndex;
pub use vaka_primitives::{BlockNumber, Days, Hash, MemberId, Track};

/// A petition, numbered by the chain from 0; never reused, so that no vote can carry out another
/// one's call.
pub type PetitionId = u32;

/// Bytes of a petition's title.
pub const MAX_TITLE: u32 = 128;
/// Endorsements that one call carries over or removes at most.
pub const MAX_STEP: u32 = 256;
/// Petitions of a track that are kept in order while they wait for a place.
pub const MAX_CONTENDERS: u32 = 16;
/// Petitions that a view shows at once.
pub const MAX_SHOWN: u32 = 256;

/// What a petition wants, in a line of UTF-8.
pub type Title = BoundedVec<u8, ConstU32<MAX_TITLE>>;

/// Why a petition that has its endorsements is not voted on yet. Anyone may try again with
/// [`submit`](crate::Call::submit).
#[stored]
#[derive(Copy)]
pub enum Obstacle {
    /// As many referenda of its track as can be decided at once are going on.
    TrackFull,
    /// As many referenda as the chain carries, or of villages as it carries of those, are going on
    /// or wait for their enactment.
    ChainFull,
    /// The scheduler could not take the referendum's alarm: too much is due in that block.
    AgendaFull,
    /// There is no such track (any more).
    NoTrack,
    /// The call's bytes are missing; anyone may note them as a preimage.
    MissingPreimage,
    /// The call weighs more than may be petitioned by now: the runtime changed since.
    TooHeavy,
    /// The call may not be petitioned any more: the runtime changed since.
    Refused,
    /// Referenda refused it.
    Referenda(DispatchError),
    /// There is a place, and another petition of its track comes first, for more members endorsed
    /// it, or as many and it is the older one. Anyone may submit that one.
    Behind(PetitionId),
}

impl Obstacle {
    /// Whether it only lacks a place: the petition waits for its turn. The others are reasons of
    /// its own, and a petition that waits for their end has no turn until then.
    pub fn is_want_of_place(&self) -> bool {
        match self {
            Self::TrackFull | Self::ChainFull | Self::AgendaFull | Self::Behind(_) => true,
            Self::NoTrack
            | Self::MissingPreimage
            | Self::TooHeavy
            | Self::Refused
            | Self::Referenda(_) => false,
        }
    }
}

impl From<DispatchError> for Obstacle {
    fn from(error: DispatchError) -> Self {
        Self::Referenda(error)
    }
}

/// Why a call that the people approved was not carried out. Anyone may try again with
/// [`retry`](crate::Call::retry).
#[stored]
#[derive(Copy)]
pub enum Failure {
    /// The call's bytes are missing; anyone may note them as a preimage.
    MissingPreimage,
    /// The bytes are no call of this runtime: it changed since.
    Undecodable,
    /// The call may not be petitioned any more: the runtime changed since.
    Refused,
    /// The call weighs more than it did when it was submitted: the runtime changed since.
    TooHeavy {
        /// What it weighs.
        needs: Weight,
    },
    /// The call was made and failed; nothing of it remained.
    Call(DispatchError),
    /// The scheduler never made the call, and nobody retried in time.
    Lost,
}

/// How a petition ended without being approved.
#[stored]
#[derive(Copy)]
pub enum Ending {
    /// Too few endorsed it in time; or it waited for a year.
    Expired,
    /// The people said no, or too few said yes.
    Rejected,
    /// Its referendum was not decided in time.
    TimedOut,
    /// Its referendum was cancelled.
    Cancelled,
    /// Its referendum was killed.
    Killed,
}

/// Where a petition stands.
///
/// ```text
/// Open ──endorsed──▶ Waiting ──submitted──▶ Voting ──approved, executed──▶ Done
///  │ └──merge──▶ Merging ──▶ (gone)           │  └──────────────────────▶ Failed ──retry──▶ Done
///  └──expired, withdrawn──▶ Ended / (gone)    └──not approved──▶ Ended
/// ```
#[stored]
#[derive(Copy)]
pub enum Stage {
    /// It collects endorsements before that block.
    Open {
        /// From then on anyone closes it.
        until: BlockNumber,
    },
    /// It has had enough endorsements, and waits for its turn. More of them bring that nearer; none
    /// is taken back.
    Waiting {
        /// From then on anyone closes it.
        until: BlockNumber,
        /// Why it could not be submitted when that was last tried.
        obstacle: Obstacle,
    },
    /// It is given up for another one; its endorsements are being carried over.
    Merging {
        /// The one that stays.
        into: PetitionId,
    },
    /// The people vote on it, or approved it and its enactment is to come.
    Voting {
        /// Its referendum.
        referendum: ReferendumIndex,
    },
    /// The call was made.
    Done {
        /// Its referendum.
        referendum: ReferendumIndex,
        /// When.
        at: BlockNumber,
    },
    /// The people approved it, and the call could not be made.
    Failed {
        /// Its referendum.
        referendum: ReferendumIndex,
        /// When it was last tried.
        at: BlockNumber,
        /// Why.
        failure: Failure,
        /// From then on anyone may try again,
        retry_from: BlockNumber,
        /// before that block.
        until: BlockNumber,
    },
    /// It came to nothing.
    Ended {
        /// Its referendum, if there was one.
        referendum: Option<ReferendumIndex>,
        /// When that was noted.
        at: BlockNumber,
        /// How.
        ending: Ending,
    },
}

impl Stage {
    /// Its referendum, if there is or was one.
    pub fn referendum(&self) -> Option<ReferendumIndex> {
        match self {
            Self::Voting { referendum }
            | Self::Done { referendum, .. }
            | Self::Failed { referendum, .. } => Some(*referendum),
            Self::Ended { referendum, .. } => *referendum,
            _ => None,
        }
    }

    /// Whether it is on the way to a vote: one of those that a member and a track can have a few
    /// of.
    pub fn is_pending(&self) -> bool {
        matches!(self, Self::Open { .. } | Self::Waiting { .. } | Self::Merging { .. })
    }
}

/// A petition, and later the receipt of what came of it.
#[stored(no_skip_type_params)]
pub struct Petition<Call> {
    /// Who opened it.
    pub opener: MemberId,
    /// On which track it would be voted, and so with which power its call is made.
    pub track: Track,
    /// What it wants, in a line.
    pub title: Title,
    /// Hash of the text that explains it, which is kept elsewhere.
    pub text: Hash,
    /// The call itself, or the hash and length of its bytes, which the chain keeps as a preimage.
    pub call: Call,
    /// Whether we hold that preimage (also said of a call that has none, for it is short).
    pub held: bool,
    /// What the call weighs at most: the referendum is about a call of this weight.
    pub weight: Weight,
    /// When it was opened.
    pub opened: BlockNumber,
    /// How many endorsed it; of one that is being merged, how many are still to be carried over.
    pub endorsements: u32,
    /// How many petitions are being merged into it.
    pub incoming: u32,
    /// Where it stands.
    pub stage: Stage,
}

/// A petition that waits for a place on its track.
#[stored]
#[derive(Copy)]
pub struct Contender {
    /// The petition.
    pub petition: PetitionId,
    /// How many endorsed it.
    pub endorsements: u32,
    /// From then on it waits no longer, whether or not anyone has closed it.
    pub until: BlockNumber,
}

impl Contender {
    /// What contenders are ordered by: first that with the most endorsements, and of equals the
    /// oldest.
    pub fn rank(&self) -> (Reverse<u32>, PetitionId) {
        (Reverse(self.endorsements), self.petition)
    }
}

/// A referendum that is going on, or was approved and waits for its enactment.
#[stored]
#[derive(Copy)]
pub struct Poll {
    /// Whose it is.
    pub petition: PetitionId,
    /// The referendum.
    pub referendum: ReferendumIndex,
    /// Its track.
    pub track: Track,
}

/// What has become of a petition's referendum.
#[stored]
#[derive(Copy)]
pub enum Fate {
    /// It is going on.
    Ongoing,
    /// The people approved it; the call is made in that block, or soon after.
    Approved {
        /// The block.
        due: BlockNumber,
    },
    /// Nothing comes of it.
    Over(Ending),
}

/// A call's bytes.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub struct CallBytes {
    /// The call as a transaction would encode it.
    pub bytes: Vec<u8>,
}

/// A petition as it is shown.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub struct PetitionView {
    /// Its number.
    pub id: PetitionId,
    /// Who opened it.
    pub opener: MemberId,
    /// On which track it would be voted.
    pub track: Track,
    /// What it wants, in a line.
    pub title: Title,
    /// Hash of the text that explains it.
    pub text: Hash,
    /// When it was opened.
    pub opened: BlockNumber,
    /// How many endorsed it.
    pub endorsements: u32,
    /// How many it takes now.
    pub threshold: u32,
    /// Where it stands, with its deadlines and its outcome.
    pub stage: Stage,
    /// What has become of its referendum, if there is one.
    pub fate: Option<Fate>,
    /// Until when anyone may retry: of one that failed or whose enactment was lost.
    pub retry_until: Option<BlockNumber>,
    /// Hash of the call's bytes.
    pub call_hash: Hash,
    /// The call, as long as its bytes are kept; not in lists, in which there would be megabytes of
    /// it.
    pub call: Option<CallBytes>,
    /// What it weighs at most.
    pub weight: Weight,
}

/// Whether a call may be petitioned.
#[derive(Clone, Copy, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub enum Verdict {
    /// It may.
    Allowed,
    /// The bytes are no call.
    Undecodable,
    /// There is no such track.
    UnknownTrack,
    /// It is too long.
    TooLong,
    /// It weighs too much.
    TooHeavy,
    /// Calls of this kind may not be petitioned, or it hides another one.
    Refused,
}

/// What a call would need.
#[derive(Clone, Copy, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub struct CallCheck {
    /// Whether it may be petitioned.
    pub verdict: Verdict,
    /// Its length in bytes.
    pub length: u32,
    /// What it weighs; zero if it may not be petitioned whatever it weighs.
    pub weight: Weight,
}
