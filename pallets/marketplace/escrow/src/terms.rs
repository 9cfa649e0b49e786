use bounded_collections::{BoundedVec, ConstU32};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_arithmetic::Permill;

use crate::{
    payouts::{Pot, Side},
    Balance, Moment, Now,
};

/// How much is ordered, in the unit that the listing names.
pub type Quantity = u32;

/// The steps of an order, in their order.
pub type Steps = BoundedVec<Step, ConstU32<MAX_STEPS>>;

/// The most steps that an order has.
pub const MAX_STEPS: u32 = 8;

/// The highest fee of the marketplace.
pub const MAX_FEE: Permill = Permill::from_percent(3);

/// The highest share that cancelling costs once the seller has started.
pub const MAX_START_SHARE: Permill = Permill::from_percent(50);

/// How many days a date may lie ahead.
pub const MAX_DAYS_AHEAD: u64 = 400;

const SECONDS_PER_DAY: u64 = 86_400;

/// What an order was placed on. It never changes.
#[derive(
    Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct Terms {
    /// The price, and how much is ordered.
    pub price: Price,
    /// The lot's dates.
    pub dates: Dates,
    /// How many days the seller has to accept: 1 to 14.
    pub accept_days: u8,
    /// How many days late the seller may deliver: 1 to 60.
    pub overdue_days: u8,
    /// How many days the buyer has to dispute a delivery: 3 to 40.
    pub confirmation_days: u8,
    /// The seller's share of the price if the buyer cancels once the seller has started: at most
    /// [`MAX_START_SHARE`].
    pub start_share: Permill,
    /// The seller's share of what was delivered if there is a dispute and nobody rules on it.
    pub unjudged: Permill,
    /// The marketplace's share of what the seller gets: at most [`MAX_FEE`].
    pub fee: Permill,
    /// The order is accepted when it is placed.
    pub instant: bool,
    /// The order is delivered by the buyer's code alone.
    pub by_code: bool,
}

/// What an order costs.
#[derive(
    Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub enum Price {
    /// A number of units, all delivered and paid at once.
    Units {
        /// The price of a unit.
        each: Balance,
        /// How many.
        quantity: Quantity,
    },
    /// One thing, delivered and paid in steps.
    Steps(Steps),
}

/// A step of an order.
#[derive(
    Clone,
    Copy,
    Debug,
    Decode,
    DecodeWithMemTracking,
    Encode,
    Eq,
    MaxEncodedLen,
    PartialEq,
    TypeInfo,
)]
pub struct Step {
    /// What it costs.
    pub price: Balance,
    /// How many days it takes: 1 to 180.
    pub days: u8,
}

/// The dates of a lot, in unix seconds.
#[derive(
    Clone,
    Copy,
    Debug,
    Decode,
    DecodeWithMemTracking,
    Default,
    Encode,
    Eq,
    MaxEncodedLen,
    PartialEq,
    TypeInfo,
)]
pub struct Dates {
    /// From then on nobody orders, and cancelling is not free any more.
    pub closes: Option<Moment>,
    /// When it is picked up, or the booked hour. An order in steps does not look at it.
    pub due: Option<Moment>,
    /// After that it is neither accepted nor delivered.
    pub best_before: Option<Moment>,
}

/// Why an order cannot be placed on such terms.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum InvalidTerms {
    /// Nothing is ordered.
    NoQuantity,
    /// Something has no price.
    NoPrice,
    /// The price with the bonds would pass the type's end.
    TooExpensive,
    /// An order in steps has none.
    NoSteps,
    /// A step takes no day, or more than 180.
    StepDays,
    /// The seller would have no day to accept, or more than 14.
    AcceptDays,
    /// The seller would have no day to be late, or more than 60.
    OverdueDays,
    /// The buyer would have fewer than 3 days to dispute, or more than 40.
    ConfirmationDays,
    /// Cancelling would cost more than a half.
    StartShareTooHigh,
    /// The fee is more than 3%.
    FeeTooHigh,
    /// A date lies more than 400 days ahead.
    DateTooFar,
    /// A code serves once, so an order in steps has none.
    CodeWithSteps,
}

impl Price {
    /// How much is ordered: 1 if it is delivered in steps.
    pub fn ordered(&self) -> Quantity {
        match self {
            Self::Units { quantity, .. } => *quantity,
            Self::Steps(_) => 1,
        }
    }

    /// The days of a step. `None` if there is no such step.
    pub(crate) fn days(&self, step: u8) -> Option<u8> {
        self.steps().get(usize::from(step)).map(|step| step.days)
    }

    /// What a quantity costs, at a step. `None` if it cannot be counted.
    fn of(&self, step: u8, quantity: Quantity) -> Option<Balance> {
        let each = match self {
            Self::Units { each, .. } => *each,
            Self::Steps(steps) => steps.get(usize::from(step))?.price,
        };
        each.checked_mul(quantity.into())
    }

    fn steps(&self) -> &[Step] {
        match self {
            Self::Units { .. } => &[],
            Self::Steps(steps) => steps,
        }
    }
}

impl Terms {
    /// Returns why no order can be placed on these terms at that time, if none can.
    pub fn validate(&self, now: &Now) -> Result<(), InvalidTerms> {
        self.validate_price()?;
        if !(1..=14).contains(&self.accept_days) {
            return Err(InvalidTerms::AcceptDays);
        }
        if !(1..=60).contains(&self.overdue_days) {
            return Err(InvalidTerms::OverdueDays);
        }
        if !(3..=40).contains(&self.confirmation_days) {
            return Err(InvalidTerms::ConfirmationDays);
        }
        if self.start_share > MAX_START_SHARE {
            return Err(InvalidTerms::StartShareTooHigh);
        }
        if self.fee > MAX_FEE {
            return Err(InvalidTerms::FeeTooHigh);
        }
        let Dates { closes, due, best_before } = self.dates;
        let ahead = MAX_DAYS_AHEAD.saturating_mul(SECONDS_PER_DAY);
        let farthest = now.unix.saturating_add(ahead);
        if [closes, due, best_before].into_iter().flatten().any(|date| date > farthest) {
            return Err(InvalidTerms::DateTooFar);
        }
        Ok(())
    }

    fn validate_price(&self) -> Result<(), InvalidTerms> {
        match &self.price {
            Price::Units { each: 0, .. } => return Err(InvalidTerms::NoPrice),
            Price::Units { quantity: 0, .. } => return Err(InvalidTerms::NoQuantity),
            Price::Units { .. } => self.validate_total(0)?,
            Price::Steps(_) if self.by_code => return Err(InvalidTerms::CodeWithSteps),
            Price::Steps(steps) if steps.is_empty() => return Err(InvalidTerms::NoSteps),
            Price::Steps(steps) => {
                for (at, step) in (0u8..).zip(steps) {
                    if step.price == 0 {
                        return Err(InvalidTerms::NoPrice);
                    }
                    if !(1..=180).contains(&step.days) {
                        return Err(InvalidTerms::StepDays);
                    }
                    self.validate_total(at)?;
                }
            }
        }
        Ok(())
    }

    /// All that could ever be in escrow must be countable: nothing is refused for that later.
    fn validate_total(&self, step: u8) -> Result<(), InvalidTerms> {
        let value = self.price.of(step, self.price.ordered());
        value
            .and_then(|value| Pot { value, appellant: Some(Side::Buyer) }.checked_total())
            .map(|_| ())
            .ok_or(InvalidTerms::TooExpensive)
    }

    /// What a quantity costs, at a step: never more than what is ordered costs.
    pub(crate) fn value(&self, step: u8, quantity: Quantity) -> Balance {
        self.price.of(step, quantity).unwrap_or(0)
    }
}

/// What the dates permit.
impl Dates {
    /// Whether the lot takes orders no more: it closed, or, if it never closes, it is past due.
    pub(crate) fn closed(&self, unix: Moment) -> bool {
        self.closes.or(self.due).is_some_and(|date| unix >= date)
    }

    /// Whether it is past its best.
    pub(crate) fn spoiled(&self, unix: Moment) -> bool {
        self.best_before.is_some_and(|date| unix > date)
    }

    /// When nobody needs an answer any more: it is due, and nobody can order it. Without a due date
    /// there is no such time.
    pub(crate) fn over(&self) -> Option<Moment> {
        self.due.map(|due| due.max(self.closes.unwrap_or(0)))
    }

    /// The date that a seller who is late is late for.
    pub(crate) fn delivery(&self) -> Option<Moment> {
        self.due.or(self.closes)
    }
}
