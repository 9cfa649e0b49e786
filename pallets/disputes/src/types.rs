//! The pallet's types.

use crate::rules;
use alloc::vec::Vec;
use codec::{Decode, Encode};
use frame_support::{stored, traits::ConstU32, BoundedBTreeMap, BoundedVec};
use scale_info::TypeInfo;
use sp_runtime::Permill;
use vaka_primitives::{
    Balance, BlockNumber, CommunityId, Hash, MemberId, Requirement, Ruling, SessionIndex, Side,
    MAX_JUDGES,
};

/// 32 random bytes, without which a commitment could be guessed.
pub type Salt = [u8; 32];

/// The time for which a member is on a list.
#[stored]
#[derive(Copy, Default)]
pub struct Tenure {
    /// The slot since which they have been on it, by the clock of memberships.
    pub since: BlockNumber,
    /// The session in which they left it. None: they are on it.
    pub left: Option<SessionIndex>,
}

/// The lists as they are for a draw.
#[stored]
#[derive(Copy)]
pub struct Lists {
    /// The session at whose end they close for the draw. Its seed is that of a later session.
    pub after: SessionIndex,
    /// The seats of jurors when the case began to wait. Later ones are those of people who joined
    /// since, and the draw does not look at them.
    pub seats: u32,
}

/// The members whom the people appointed, each with their last time on the panel. None: they have
/// not joined it.
pub type PanelOf = BoundedBTreeMap<MemberId, Option<Tenure>, ConstU32<{ rules::MAX_PANEL }>>;

/// A member who serves on juries, or did.
#[stored]
#[derive(Copy, Default)]
pub struct Juror {
    /// The place on the list. A member who left keeps it while seats must not move.
    pub seat: Option<u32>,
    /// The last time for which they are on the list, or were.
    pub tenure: Tenure,
    /// The cases in which they serve now.
    pub cases: u32,
    /// The slot until which they are off the list because they did not reveal, by the clock of
    /// deadlines.
    pub barred_until: Option<BlockNumber>,
}

/// Cases that wait for the first seed of a session later than one. The sessions are a list.
#[stored]
#[derive(Copy)]
pub struct Wait {
    /// The number of cases.
    pub cases: u32,
    /// The next older session for whose successor cases wait.
    pub older: Option<SessionIndex>,
    /// The next newer one.
    pub newer: Option<SessionIndex>,
}

/// The ends of the list of sessions.
#[stored]
#[derive(Copy)]
pub struct Sessions {
    pub oldest: SessionIndex,
    pub newest: SessionIndex,
}

/// A party of a case.
#[stored(no_skip_type_params)]
pub struct Party<AccountId> {
    /// The account when the order was placed. A member acts by the account of the day.
    pub account: AccountId,
    pub member: Option<MemberId>,
    /// The member's community when the case opened, or the one whose own account it is.
    pub community: Option<CommunityId>,
    /// They have recused an arbiter.
    pub recused: bool,
}

/// What an arbiter does.
#[stored]
#[derive(Copy)]
pub enum Duty {
    /// Rules first.
    Rule,
    /// Confirms damages that the first arbiter named, in the smallest unit of VAKA.
    Confirm { damages: Balance },
    /// Rules on appeal.
    Appeal,
}

/// Where a case is. All slots are readings of the clock of deadlines.
#[stored]
#[derive(Copy)]
pub enum Stage {
    /// It waits for the first seed of a session later than `lists.after`, to draw an arbiter, or a
    /// jury where a jury judges.
    Waiting { duty: Duty, lists: Lists, since: BlockNumber, until: BlockNumber },
    /// An arbiter has it, before the slot `until`.
    Arbiter { duty: Duty, member: MemberId, drawn: BlockNumber, until: BlockNumber },
    /// An arbiter ruled. A party may appeal before the slot `until`.
    Ruled { until: BlockNumber },
    /// Jurors commit before the slot `reveals_from`, and reveal from then on, before `until`.
    Voting { reveals_from: BlockNumber, until: BlockNumber },
    /// It is over.
    Ended,
}

/// A juror's vote.
#[stored]
#[derive(Copy)]
pub struct Vote {
    pub juror: MemberId,
    /// The hash of the vote.
    pub commitment: Option<Hash>,
    /// The seller's share, once revealed.
    pub share: Option<Permill>,
}

/// The votes of a jury.
pub type Jury = BoundedVec<Vote, ConstU32<MAX_JUDGES>>;

/// A case.
#[stored(no_skip_type_params)]
pub struct Case<AccountId> {
    pub buyer: Party<AccountId>,
    pub seller: Party<AccountId>,
    /// What those who judge it must meet.
    pub requirement: Option<Requirement>,
    /// The slot in which it opened, by the clock of deadlines.
    pub opened: BlockNumber,
    /// The same, by the clock of memberships. People who joined a list or a community since do not
    /// judge it.
    pub people_of: BlockNumber,
    /// The slot by which it is over, whatever happens.
    pub ends: BlockNumber,
    /// The slots that it has waited for seeds, without the wait that goes on.
    pub waited: BlockNumber,
    /// A silent arbiter was replaced.
    pub replaced: bool,
    /// The arbiters who were drawn.
    pub drawn: BoundedVec<MemberId, ConstU32<{ rules::MAX_DRAWN }>>,
    pub stage: Stage,
    /// The ruling so far.
    pub ruling: Option<Ruling>,
    pub jury: Jury,
}

/// The hash of what a party shows.
#[stored]
#[derive(Copy)]
pub struct Exhibit {
    pub by: Side,
    pub hash: Hash,
    /// The slot, by the clock of deadlines.
    pub at: BlockNumber,
}

/// What both parties show.
pub type Exhibits = BoundedVec<Exhibit, ConstU32<{ rules::MAX_EVIDENCE * 2 }>>;

/// A case as clients see it: as it is in this block, also if nobody advanced it yet.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub struct CaseView<AccountId> {
    pub buyer: Party<AccountId>,
    pub seller: Party<AccountId>,
    pub requirement: Option<Requirement>,
    /// The slot in which it opened, by the clock of deadlines.
    pub opened: BlockNumber,
    /// The slot by which it is over, whatever happens.
    pub ends: BlockNumber,
    pub stage: Stage,
    /// Whether `advance` would do something now.
    pub due: bool,
    /// The ruling so far. A party can still appeal unless the stage is `Ended`.
    pub ruling: Option<Ruling>,
    pub votes: Vec<Vote>,
    pub evidence: Vec<Exhibit>,
}

/// An arbiter as clients see them.
#[stored]
#[derive(Copy)]
pub struct ArbiterView {
    pub member: MemberId,
    pub community: Option<CommunityId>,
    /// The slot since which they have been on the panel, by the clock of memberships. None: they
    /// were appointed, and are not on it.
    pub since: Option<BlockNumber>,
}

/// The list of jurors as clients see it.
#[stored]
#[derive(Copy)]
pub struct JuryList {
    /// The number of seats, those of members who left lately included.
    pub seats: u32,
    /// Whether a case waits for a seed that people may tell by now. Until it is drawn, seats that
    /// get free stay where they are.
    pub closed: bool,
}
