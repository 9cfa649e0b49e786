//! Disputes as the pallet asks for them that holds the money.

use crate::{Balance, BlockNumber, Days, Hash, MemberId, Requirement};
use frame_support::stored;
pub use marketplace_escrow::Side;
use sp_core::ConstU32;
use sp_runtime::{BoundedVec, DispatchError, Permill};

/// The number of a case.
pub type CaseId = u32;

/// The most rounds of a case: an arbiter's, and a jury's on appeal.
pub const MAX_ROUNDS: u32 = 2;

/// The most people who serve in a round.
pub const MAX_JUDGES: u32 = 7;

/// How long parties have to agree where nobody judges.
const UNJUDGED_DAYS: Days = 14;

/// A party of a case.
#[stored(no_skip_type_params)]
pub struct Disputant<AccountId> {
    /// The account of an order's party that is no member. A member acts by the account of the day.
    pub account: AccountId,
    /// The member that the party is.
    pub member: Option<MemberId>,
}

/// What those who judge must know of a case.
#[stored(no_skip_type_params)]
pub struct NewCase<AccountId> {
    pub buyer: Disputant<AccountId>,
    pub seller: Disputant<AccountId>,
    /// What the listing asks of the seller. Judges who meet it, too, know the trade.
    pub requirement: Option<Requirement>,
    /// The hash of what the buyer shows.
    pub evidence: Hash,
}

/// The members who served in a round, and are paid for it.
pub type Served = BoundedVec<MemberId, ConstU32<MAX_JUDGES>>;

/// A ruling.
#[stored]
pub struct Ruling {
    /// The seller's share of the money.
    pub to_seller: Permill,
    /// What the seller owes besides, in the smallest unit of VAKA, from the stake behind their
    /// practice. Judges know neither price nor stake: the pallet that holds the money bounds it. It
    /// is 0 where the listing asks nothing of the seller.
    pub damages: Balance,
    /// The members who served, by round. A round in which nobody ruled is not among them: an
    /// appellant's bond returns if there is one round only. A round in which votes were far apart
    /// served nobody.
    pub served: BoundedVec<Served, ConstU32<MAX_ROUNDS>>,
}

/// What has become of a case.
#[stored]
pub enum Outcome {
    /// Nothing yet. There is a ruling, or none, by this slot of the clock's `open` reading.
    Pending { until: BlockNumber },
    /// Somebody ruled, and no appeal can change it.
    Ruled(Ruling),
    /// Nobody ruled, and nobody will.
    Unjudged,
}

/// Those who judge between a buyer and a seller. They hold no money.
pub trait Arbitration<AccountId> {
    /// Opens a case. Returns its number, and the most days of the clock's `open` reading that it
    /// takes, whatever happens.
    fn open(case: NewCase<AccountId>) -> Result<(CaseId, Days), DispatchError>;

    /// Lets a party appeal a ruling. There is one appeal, and it may find nobody who judges.
    fn appeal(case: CaseId, by: Side) -> Result<(), DispatchError>;

    /// Ends a case whose parties agreed, and forgets it. Returns the members who had served until
    /// then, by round.
    fn withdraw(case: CaseId) -> BoundedVec<Served, ConstU32<MAX_ROUNDS>>;

    /// What has become of a case. What the clock decides needs no call: a ruling that nobody can
    /// appeal any longer is final, also if nobody told the judges so.
    fn outcome(case: CaseId) -> Outcome;

    /// Forgets a case whose order has ended. It lets go of those who still serve in it.
    fn close(case: CaseId);

    /// Rules on a case: so that a party can appeal, or for good. Returns whether anybody judges
    /// here.
    #[cfg(feature = "runtime-benchmarks")]
    fn insert_ruling(case: CaseId, ruling: Ruling, appealable: bool) -> bool;
}

/// Nobody judges. The parties have two weeks to agree.
impl<AccountId> Arbitration<AccountId> for () {
    fn open(_: NewCase<AccountId>) -> Result<(CaseId, Days), DispatchError> {
        Ok((0, UNJUDGED_DAYS))
    }

    fn appeal(_: CaseId, _: Side) -> Result<(), DispatchError> {
        Err(DispatchError::Unavailable)
    }

    fn withdraw(_: CaseId) -> BoundedVec<Served, ConstU32<MAX_ROUNDS>> {
        BoundedVec::new()
    }

    fn outcome(_: CaseId) -> Outcome {
        Outcome::Unjudged
    }

    fn close(_: CaseId) {}

    #[cfg(feature = "runtime-benchmarks")]
    fn insert_ruling(_: CaseId, _: Ruling, _: bool) -> bool {
        false
    }
}
