//! The types of the pallet's storage, calls and views.

use alloc::vec::Vec;
use codec::{Decode, Encode};
use core::cmp::Reverse;
use frame_support::{pallet_prelude::ConstU32, stored, weights::Weight, BoundedVec};
use scale_info::TypeInfo;
use sp_runtime::DispatchError;

pub use pallet_referenda::ReferendumIndex;
pub use vaka_primitives::{BlockNumber, Days, Hash, MemberId, Membership, Track};

/// The number of a petition. The chain counts from 0 and never reuses a number, so that no vote can
/// carry out another petition's call.
pub type PetitionId = u32;

/// The most bytes of a petition's title.
pub const MAX_TITLE: u32 = 128;
/// The most endorsements that one call carries over or removes.
pub const MAX_STEP: u32 = 256;
/// The most petitions of a track that are kept in order while they wait for a place.
pub const MAX_CONTENDERS: u32 = 16;
/// The most payments of a kind that a view returns for a petition.
pub const MAX_PAYMENTS: u32 = 32;
/// The most petitions that a view returns at once.
pub const MAX_SHOWN: u32 = 256;

/// What a petition wants, in a line of UTF-8.
pub type Title = BoundedVec<u8, ConstU32<MAX_TITLE>>;

/// A member's endorsement of a petition.
#[stored]
#[derive(Copy, Default)]
pub struct Endorsement {
    /// The helper who gave it for the member. None if the member gave it.
    pub helper: Option<MemberId>,
}

impl Endorsement {
    /// Whether the member gave it themselves. No helper takes such an endorsement back.
    pub fn is_own(&self) -> bool {
        self.helper.is_none()
    }
}

/// The reasons why a petition that has its endorsements is not voted on yet. Anyone may try again
/// with [`submit`](crate::Call::submit).
#[stored]
#[derive(Copy)]
pub enum Obstacle {
    /// Its track has as many ongoing referenda as it decides at once. On a track of all members one
    /// more place is for petitions that a fifth of the electorate endorsed.
    TrackFull,
    /// Referenda that are ongoing or wait for their enactment take all places of the chain. For a
    /// village's petition: all places that villages may take.
    ChainFull,
    /// The scheduler could not take the referendum's alarm, because too much is due in that block.
    AgendaFull,
    /// There is no such track, or it exists no longer.
    NoTrack,
    /// The call's bytes are missing. Anyone may note them as a preimage.
    MissingPreimage,
    /// The runtime has changed, and now the call weighs more than may be petitioned.
    TooHeavy,
    /// The runtime has changed, and now the call may not be petitioned.
    Refused,
    /// pallet-referenda refused it.
    Referenda(DispatchError),
    /// There is a place, but another petition of its track comes first: more members endorsed it,
    /// or as many did and it is older. Anyone may submit that one.
    Behind(PetitionId),
}

impl Obstacle {
    /// Whether the petition only lacks a place, and so waits for its turn. The other obstacles are
    /// its own, and while one lasts the petition has no turn.
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

/// The reasons why a call that the people approved was not made. Anyone may try again with
/// [`retry`](crate::Call::retry).
#[stored]
#[derive(Copy)]
pub enum Failure {
    /// The call's bytes are missing. Anyone may note them as a preimage.
    MissingPreimage,
    /// The runtime has changed, and the bytes are no longer one of its calls.
    Undecodable,
    /// The runtime has changed, and now the call may not be petitioned.
    Refused,
    /// The runtime has changed, and now the call weighs more than when the petition was submitted.
    TooHeavy {
        /// The weight that it has now.
        needs: Weight,
    },
    /// The call was made and failed. It changed nothing.
    Call(DispatchError),
    /// The scheduler never made the call, and nobody retried in time.
    Lost,
}

/// How a petition ended without being approved.
#[stored]
#[derive(Copy)]
pub enum Ending {
    /// Too few members endorsed it in time, or it waited for a year.
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

/// The stage of a petition.
///
/// ```text
/// Open ──endorsed──▶ Waiting ──submitted──▶ Voting ──approved, executed──▶ Done
///  │ └──merge──▶ Merging ──▶ (gone)           │  └──────────────────────▶ Failed ──retry──▶ Done
///  └──expired, withdrawn──▶ Ended / (gone)    └──not approved──▶ Ended
/// ```
#[stored]
#[derive(Copy)]
pub enum Stage {
    /// It collects endorsements, before the slot `until`.
    Open {
        /// The slot from which anyone may close it.
        until: BlockNumber,
    },
    /// It has had enough endorsements, and waits for its turn. More of them bring its turn nearer.
    /// None can be taken back.
    Waiting {
        /// The slot from which anyone may close it.
        until: BlockNumber,
        /// The obstacle of the last attempt to submit it.
        obstacle: Obstacle,
    },
    /// It is given up for another one. Its endorsements are being carried over.
    Merging {
        /// The petition that stays.
        into: PetitionId,
    },
    /// The people vote on it, or have approved it and its enactment is to come.
    Voting {
        /// Its referendum.
        referendum: ReferendumIndex,
    },
    /// The call was made.
    Done {
        /// Its referendum.
        referendum: ReferendumIndex,
        /// The slot in which the call was made.
        at: BlockNumber,
    },
    /// The people approved it, but the call could not be made.
    Failed {
        /// Its referendum.
        referendum: ReferendumIndex,
        /// The slot of the last try.
        at: BlockNumber,
        /// The reason.
        failure: Failure,
        /// The slot from which anyone may try again.
        retry_from: BlockNumber,
        /// The slot from which nobody may try again.
        until: BlockNumber,
    },
    /// It ended without approval.
    Ended {
        /// Its referendum, if there was one.
        referendum: Option<ReferendumIndex>,
        /// The slot in which that was recorded.
        at: BlockNumber,
        /// The way in which it ended.
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

    /// Whether it is on the way to a vote. A track can have only a few such petitions, and a member
    /// few of them and of those that are voted on.
    pub fn is_pending(&self) -> bool {
        matches!(self, Self::Open { .. } | Self::Waiting { .. } | Self::Merging { .. })
    }
}

/// A petition, and later the receipt of its outcome.
#[stored(no_skip_type_params)]
pub struct Petition<Call> {
    /// The member who opened it.
    pub opener: MemberId,
    /// The track on which it is voted, and whose origin makes its call.
    pub track: Track,
    /// What it wants, in a line.
    pub title: Title,
    /// The hash of the text that explains it. The text is kept elsewhere.
    pub text: Hash,
    /// The call itself, or the hash and length of its bytes, which the chain keeps as a preimage.
    pub call: Call,
    /// Whether this pallet holds that preimage. It is true also for a short call, which has none.
    pub held: bool,
    /// The most that the call weighs. The referendum is about a call of this weight.
    pub weight: Weight,
    /// The slot in which it was opened.
    pub opened: BlockNumber,
    /// The number of its endorsements. While it is being merged, the number still to be carried
    /// over.
    pub endorsements: u32,
    /// The number of petitions that are being merged into it.
    pub incoming: u32,
    /// The payments that its call granted, if it granted any.
    pub payments: Option<PaymentRange>,
    /// Its stage.
    pub stage: Stage,
}

/// The numbers of the next payments that the common purse will be asked for, one for each way in
/// which it pays.
#[stored]
#[derive(Copy, Default)]
pub struct PaymentNumbers {
    /// The next payment that somebody has to collect.
    #[codec(compact)]
    pub collected: u32,
    /// The next payment that is made by itself.
    #[codec(compact)]
    pub automatic: u32,
}

/// The payments that a call granted: those with numbers from `from` on, up to `to`.
#[stored]
#[derive(Copy)]
pub struct PaymentRange {
    /// The first numbers.
    pub from: PaymentNumbers,
    /// The numbers after the last.
    pub to: PaymentNumbers,
}

/// A payment from the common purse.
#[derive(Clone, Copy, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub enum Payment {
    /// One that somebody has to collect, by its number.
    Collected(u32),
    /// One that is made by itself, by its number.
    Automatic(u32),
}

/// What has become of a payment.
#[derive(Clone, Copy, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub enum PaymentState {
    /// It is granted, and not paid yet: nobody has collected it, or the purse holds less.
    Granted {
        /// The slot from which it can no longer be collected. None if it waits until the purse
        /// holds enough.
        until: Option<BlockNumber>,
    },
    /// It is paid.
    Paid,
    /// Nobody collected it in time, or the purse never held enough.
    Lapsed,
    /// A later vote took it back.
    Withdrawn,
}

/// A payment that a petition's call granted, as views show it.
#[derive(Clone, Copy, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub struct PaymentView {
    /// The payment.
    pub payment: Payment,
    /// What has become of it.
    pub state: PaymentState,
}

/// A petition that waits for a place on its track.
#[stored]
#[derive(Copy)]
pub struct Contender {
    /// The petition.
    pub petition: PetitionId,
    /// The number of its endorsements.
    pub endorsements: u32,
    /// The slot from which it waits no longer, even if nobody has closed it.
    pub until: BlockNumber,
}

impl Contender {
    /// The key that orders contenders: the most endorsements first, and of equals the oldest.
    pub fn rank(&self) -> (Reverse<u32>, PetitionId) {
        (Reverse(self.endorsements), self.petition)
    }
}

/// A referendum that is ongoing, or was approved and waits for its enactment.
#[stored]
#[derive(Copy)]
pub struct Poll {
    /// The petition that it is about.
    pub petition: PetitionId,
    /// The referendum.
    pub referendum: ReferendumIndex,
    /// Its track.
    pub track: Track,
}

/// The fate of a petition's referendum.
#[stored]
#[derive(Copy)]
pub enum Fate {
    /// It is ongoing.
    Ongoing,
    /// The people approved it. The call is made in the slot `due`, or soon after.
    Approved {
        /// The slot of the enactment.
        due: BlockNumber,
    },
    /// It ended without approval.
    Over(Ending),
}

/// A call's bytes.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub struct CallBytes {
    /// The call as a transaction would encode it.
    pub bytes: Vec<u8>,
}

/// A petition, as views show it.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub struct PetitionView {
    /// Its number.
    pub id: PetitionId,
    /// The member who opened it.
    pub opener: MemberId,
    /// The track on which it is voted.
    pub track: Track,
    /// What it wants, in a line.
    pub title: Title,
    /// The hash of the text that explains it.
    pub text: Hash,
    /// The slot in which it was opened.
    pub opened: BlockNumber,
    /// The number of its endorsements.
    pub endorsements: u32,
    /// The number of endorsements that it takes now.
    pub threshold: u32,
    /// Its stage, with its deadlines and its outcome.
    pub stage: Stage,
    /// The fate of its referendum, if there is one.
    pub fate: Option<Fate>,
    /// The slot until which anyone may retry, if its call failed or its enactment was lost.
    pub retry_until: Option<BlockNumber>,
    /// The hash of the call's bytes.
    pub call_hash: Hash,
    /// The call, as long as its bytes are kept. Lists leave it out, because they would grow to
    /// megabytes.
    pub call: Option<CallBytes>,
    /// The most that the call weighs.
    pub weight: Weight,
    /// The payments that the call granted, at most [`MAX_PAYMENTS`] of each kind. A petition that is
    /// done has granted them; this tells whether they were paid.
    pub payments: Vec<PaymentView>,
}

/// Whether a call may be petitioned.
#[derive(Clone, Copy, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub enum Verdict {
    /// It may be petitioned.
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

/// The result of checking a call.
#[derive(Clone, Copy, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub struct CallCheck {
    /// Whether it may be petitioned.
    pub verdict: Verdict,
    /// Its length in bytes.
    pub length: u32,
    /// Its weight. Zero if it may not be petitioned at any weight.
    pub weight: Weight,
}
