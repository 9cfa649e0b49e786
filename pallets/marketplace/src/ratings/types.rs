//! Ratings: of an ended order, and what they add up to.

use crate::{Config, Deposit, Payee, Trader};
use codec::{Decode, Encode};
use frame_support::{stored, traits::ConstU32, BoundedVec};
use marketplace_escrow::Side;
use scale_info::TypeInfo;
use sp_core::H256;
use vaka_primitives::BlockNumber;

/// The number of a half-year: 182 days of the clock's `open` reading, counted from its slot 0.
pub type HalfYear = u32;

/// The most stars of a rating.
pub const MAX_STARS: u8 = 5;

/// Random bytes without which nobody can guess what was committed.
pub type Salt = [u8; 32];

/// A rating by one party of an ended order.
#[stored]
#[derive(Copy, Default)]
pub enum Given {
    /// The party committed none.
    #[default]
    Nothing,
    /// The party committed one, and nobody has revealed it. This is the hash.
    Sealed(H256),
    /// It was revealed.
    Revealed {
        /// 1 to 5.
        stars: u8,
        /// The blake2-256 hash of a text; all zero if there is none.
        text: H256,
    },
}

/// What bounds the records of ended orders.
#[stored(no_skip_type_params)]
pub enum Place<Ticket> {
    /// The deposit that the buyer left for the order.
    Deposit(Ticket),
    /// One of the free places of this party, a member.
    Free(Side),
}

/// An order that ended after it was accepted, while it can be rated.
#[stored(no_skip_type_params)]
pub struct EndedOrder<AccountId, Ticket> {
    pub buyer: Trader<AccountId>,
    pub seller: Trader<AccountId>,
    /// The slot of the clock's `open` reading in which it ended.
    pub ended: BlockNumber,
    /// The rating that the buyer gives the seller.
    pub by_buyer: Given,
    /// The rating that the seller gives the buyer.
    pub by_seller: Given,
    /// What bounds this record.
    pub place: Place<Ticket>,
}

/// What an ended order waits for.
#[stored]
#[derive(Copy)]
pub enum Wait {
    /// Until nobody may commit any longer.
    Commitments,
    /// Until nobody may reveal any longer.
    Reveals,
}

/// The most ended orders of a queue that lie in one record.
pub const MAX_QUEUE_PART: u32 = 64;

/// The ended orders of a queue that lie in one record.
pub type QueuePart = BoundedVec<crate::OrderId, ConstU32<MAX_QUEUE_PART>>;

/// A part of a queue that is numbered: from the first one to before the next one that comes.
#[stored]
#[derive(Copy, Default)]
pub struct Span {
    pub first: u64,
    pub next: u64,
}

/// Where both queues of ended orders begin and end.
#[stored]
#[derive(Copy, Default)]
pub struct Spans {
    pub commitments: Span,
    pub reveals: Span,
}

/// What became of a rating.
#[stored]
#[derive(Copy)]
pub enum Verdict {
    /// 1 to 5.
    Stars(u8),
    /// It was committed, and not revealed in time.
    Withheld,
}

/// A rating as it is counted.
#[stored]
#[derive(Copy)]
pub struct Counted {
    /// When the order ended: of several the newest one counts.
    pub ended: BlockNumber,
    /// The order.
    pub order: crate::OrderId,
    pub verdict: Verdict,
    /// It counts among those of members.
    pub by_member: bool,
}

/// What one person says of another one in a half-year.
#[stored(no_skip_type_params)]
pub struct Rating<AccountId, Ticket> {
    /// The newest rating that was revealed or withheld. None while the first one is sealed.
    pub counted: Option<Counted>,
    /// What somebody left for its space. None: it is one of a member's first ones.
    pub deposit: Option<Deposit<AccountId, Ticket>>,
}

/// How many people gave how many stars.
#[stored]
#[derive(Copy, Default)]
pub struct Tally {
    /// How many gave 1, 2, 3, 4 and 5 stars.
    pub stars: [u32; MAX_STARS as usize],
    /// How many committed a rating, and did not reveal it.
    pub withheld: u32,
}

/// Members' ratings, and those of others. An account of somebody who is no member costs nothing, so
/// many of them say little.
#[stored]
#[derive(Copy, Default)]
pub struct Tallies {
    pub by_members: Tally,
    pub by_others: Tally,
}

/// What others say of somebody in a half-year.
#[stored]
#[derive(Copy, Default)]
pub struct Reputation {
    pub as_seller: Tallies,
    pub as_buyer: Tallies,
}

/// What a rating waits for.
#[stored]
#[derive(Copy)]
pub enum RatingStage {
    /// The parties may commit, until the second one did, and at most until this slot of the clock's
    /// `open` reading.
    Committing { until: BlockNumber },
    /// Anyone who has the opening may reveal, until this slot of the clock's `open` reading.
    Revealing { until: BlockNumber },
    /// It is too late.
    Over,
}

/// A rating by one party, as clients see it.
#[stored]
#[derive(Copy)]
pub enum GivenView {
    /// The party committed none.
    Nothing,
    /// The party committed one, and nobody has revealed it yet.
    Sealed,
    /// The party committed one, and it was not revealed in time.
    Withheld,
    /// It was revealed.
    Revealed {
        /// 1 to 5.
        stars: u8,
        /// The blake2-256 hash of a text; all zero if there is none.
        text: H256,
    },
}

/// The ratings of an ended order, as clients see them.
#[stored(no_skip_type_params)]
pub struct RatingView<AccountId> {
    pub order: crate::OrderId,
    /// The accounts that act for the parties now.
    pub buyer: AccountId,
    pub seller: AccountId,
    /// The slot of the clock's `open` reading in which the order ended.
    pub ended: BlockNumber,
    pub stage: RatingStage,
    /// The rating that the buyer gives the seller.
    pub by_buyer: GivenView,
    /// The rating that the seller gives the buyer.
    pub by_seller: GivenView,
}

/// What is shown of ratings by one kind of people.
#[derive(Clone, Copy, Debug, Decode, Default, Encode, Eq, PartialEq, TypeInfo)]
pub struct TalliesView {
    /// None while fewer than five members revealed one.
    pub by_members: Option<Tally>,
    /// None while fewer than five others revealed one.
    pub by_others: Option<Tally>,
}

/// A half-year of somebody's reputation, as clients see it.
#[derive(Clone, Copy, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub struct HalfYearView {
    pub half_year: HalfYear,
    /// The slot of the clock's `open` reading in which it began.
    pub since: BlockNumber,
    pub as_seller: TalliesView,
    pub as_buyer: TalliesView,
}

/// Somebody's reputation, as clients see it.
#[derive(Clone, Copy, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub struct ReputationView {
    /// The present half-year.
    pub current: HalfYearView,
    /// The one before. None in the first half-year of a chain.
    pub last: Option<HalfYearView>,
}

/// An ended order of this chain.
pub type EndedOrderOf<T> =
    EndedOrder<<T as frame_system::Config>::AccountId, <T as Config>::Consideration>;
/// A rating of this chain.
pub type RatingOf<T> = Rating<<T as frame_system::Config>::AccountId, <T as Config>::Consideration>;
/// The person who is rated, as what, and by whom.
pub(crate) type RatingKey<T> = (
    HalfYear,
    (Payee<<T as frame_system::Config>::AccountId>, Side),
    Payee<<T as frame_system::Config>::AccountId>,
);

impl<AccountId, Ticket> EndedOrder<AccountId, Ticket> {
    /// A party.
    pub(crate) fn trader(&self, party: Side) -> &Trader<AccountId> {
        match party {
            Side::Buyer => &self.buyer,
            Side::Seller => &self.seller,
        }
    }

    /// The rating that a party gives.
    pub(crate) fn given(&self, by: Side) -> &Given {
        match by {
            Side::Buyer => &self.by_buyer,
            Side::Seller => &self.by_seller,
        }
    }

    /// Sets the rating that a party gives.
    pub(crate) fn give(&mut self, by: Side, given: Given) {
        match by {
            Side::Buyer => self.by_buyer = given,
            Side::Seller => self.by_seller = given,
        }
    }

    /// Whether both parties committed a rating.
    pub(crate) fn by_both(&self) -> bool {
        ![self.by_buyer, self.by_seller].contains(&Given::Nothing)
    }

    /// Whether a rating was committed and not revealed.
    pub(crate) fn is_sealed(&self) -> bool {
        [self.by_buyer, self.by_seller].iter().any(|given| matches!(given, Given::Sealed(_)))
    }
}

impl Span {
    pub(crate) fn is_empty(&self) -> bool {
        self.first == self.next
    }
}

impl Spans {
    pub(crate) fn of(&mut self, wait: Wait) -> &mut Span {
        match wait {
            Wait::Commitments => &mut self.commitments,
            Wait::Reveals => &mut self.reveals,
        }
    }
}

impl Tally {
    /// The people whose ratings were revealed.
    pub fn raters(&self) -> u32 {
        self.stars.iter().fold(0, |sum: u32, count| sum.saturating_add(*count))
    }

    fn of(&mut self, verdict: Verdict) -> Option<&mut u32> {
        match verdict {
            Verdict::Stars(stars) => self.stars.get_mut(usize::from(stars.checked_sub(1)?)),
            Verdict::Withheld => Some(&mut self.withheld),
        }
    }

    pub(crate) fn add(&mut self, verdict: Verdict) {
        if let Some(count) = self.of(verdict) {
            *count = count.saturating_add(1);
        }
    }

    pub(crate) fn remove(&mut self, verdict: Verdict) {
        if let Some(count) = self.of(verdict) {
            *count = count.saturating_sub(1);
        }
    }
}

impl Tallies {
    pub(crate) fn of(&mut self, by_member: bool) -> &mut Tally {
        if by_member {
            &mut self.by_members
        } else {
            &mut self.by_others
        }
    }
}

impl Reputation {
    pub(crate) fn of(&mut self, rated_as: Side) -> &mut Tallies {
        match rated_as {
            Side::Buyer => &mut self.as_buyer,
            Side::Seller => &mut self.as_seller,
        }
    }
}
