use sp_arithmetic::Permill;

use crate::{payouts::Side, InvalidTerms, Quantity, State};

/// What happens to an order.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Event {
    /// The seller agrees to deliver.
    Accept,
    /// The seller gives the money back. So does a seller who may not sell it any more.
    Reject,
    /// The buyer gives it up.
    Cancel,
    /// The seller begins, and from now on cancelling costs the start share.
    Start,
    /// The seller says that so much was delivered.
    Deliver {
        /// How much, at most what is ordered.
        quantity: Quantity,
    },
    /// The seller shows the buyer's code, of which the caller knows that it is right.
    Code {
        /// How much was delivered, at most what is ordered.
        quantity: Quantity,
    },
    /// The buyer says that all is well.
    Confirm,
    /// The buyer says that it is not what was ordered.
    Dispute {
        /// How many days it has to end: [`MAX_DISPUTE_DAYS`](crate::MAX_DISPUTE_DAYS) at most.
        days: u8,
    },
    /// A party asks for other judges, and puts in a bond.
    Appeal {
        /// That party.
        by: Side,
    },
    /// Judges ruled. The caller asks them before it says that time passed: a ruling that was made
    /// in time counts whenever somebody carries it out.
    Ruled {
        /// The seller's share of what was delivered.
        to_seller: Permill,
        /// How many rounds of judges served: [`MAX_ROUNDS`](crate::MAX_ROUNDS) at most.
        rounds: u8,
    },
    /// Both parties agree.
    Split {
        /// The seller's share of what is in escrow, but for the bonds.
        to_seller: Permill,
        /// How many rounds of judges had served. Without a dispute none had.
        rounds: u8,
    },
    /// The buyer pays the next step.
    FundStep,
    /// Somebody carries out the recall of the lot.
    Recall,
    /// Somebody says that the deadline has passed.
    TimePassed,
}

/// The people by whom an event happens.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Mover {
    /// This party.
    One(Side),
    /// Both parties.
    Both,
    /// The judges.
    Judges,
    /// Anyone at all.
    Anyone,
}

/// Why something cannot happen to an order now.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Refused {
    /// No order can be placed on such terms.
    Terms(InvalidTerms),
    /// The lot takes no orders any more.
    LotClosed,
    /// It is past its best.
    PastBestBefore,
    /// The order has ended.
    Ended,
    /// The deadline has passed: what is left is the default.
    TooLate,
    /// The deadline has not passed.
    TooEarly,
    /// The seller has not accepted yet.
    NotAccepted,
    /// The seller has accepted already.
    AlreadyAccepted,
    /// The buyer may still cancel free.
    StillFree,
    /// The seller has started already.
    AlreadyStarted,
    /// Cancelling is not free any more: both must agree.
    NotFree,
    /// Nothing was delivered: the seller rejects such an order.
    NothingDelivered,
    /// That is more than was ordered.
    MoreThanOrdered,
    /// Nothing has been delivered yet.
    NotDelivered,
    /// It has been delivered already.
    AlreadyDelivered,
    /// This order is delivered by the buyer's code alone.
    CodeNeeded,
    /// This order has no code.
    NoCode,
    /// There is no dispute.
    NotDisputed,
    /// There is a dispute.
    InDispute,
    /// Somebody has appealed already.
    AlreadyAppealed,
    /// The next step is not paid yet.
    NotFunded,
    /// There is no step to pay.
    NoStepDue,
}

impl Event {
    /// The people by whom it happens. The caller checks that they signed.
    pub const fn by(&self) -> Mover {
        match self {
            Self::Accept
            | Self::Reject
            | Self::Start
            | Self::Deliver { .. }
            | Self::Code { .. } => Mover::One(Side::Seller),
            Self::Cancel | Self::Confirm | Self::Dispute { .. } | Self::FundStep => {
                Mover::One(Side::Buyer)
            }
            Self::Appeal { by } => Mover::One(*by),
            Self::Split { .. } => Mover::Both,
            Self::Ruled { .. } => Mover::Judges,
            Self::Recall | Self::TimePassed => Mover::Anyone,
        }
    }

    /// Why it cannot happen in a state, whatever the time and the amounts.
    pub(crate) fn refused_in(&self, state: &State) -> Option<Refused> {
        use Event::*;
        use State::*;
        match (self, state) {
            (_, Ended { .. }) => Some(Refused::Ended),
            (TimePassed, _) => None,

            (Recall, Disputed { .. }) => Some(Refused::InDispute),
            (Recall, _) => None,

            (FundStep, StepDue { .. }) => None,
            (FundStep, _) => Some(Refused::NoStepDue),

            (Appeal { .. }, Disputed { appellant: Some(_), .. }) => Some(Refused::AlreadyAppealed),
            (Appeal { .. } | Ruled { .. }, Disputed { .. }) => None,
            (Appeal { .. } | Ruled { .. }, _) => Some(Refused::NotDisputed),

            (_, StepDue { .. }) => Some(Refused::NotFunded),

            (Accept, Placed { .. }) => None,
            (Accept, _) => Some(Refused::AlreadyAccepted),

            (Split { .. } | Start | Deliver { .. } | Code { .. }, Placed { .. }) => {
                Some(Refused::NotAccepted)
            }
            (Split { .. }, _) => None,

            (Start, Started { .. }) => Some(Refused::AlreadyStarted),
            (
                Reject | Cancel | Start | Deliver { .. } | Code { .. },
                Placed { .. } | Accepted { .. } | Started { .. },
            ) => None,
            (
                Reject | Cancel | Start | Deliver { .. } | Code { .. },
                Delivered { .. } | Disputed { .. },
            ) => Some(Refused::AlreadyDelivered),

            (Confirm | Dispute { .. }, Delivered { .. }) => None,
            (Confirm | Dispute { .. }, Disputed { .. }) => Some(Refused::InDispute),
            (Confirm | Dispute { .. }, _) => Some(Refused::NotDelivered),
        }
    }
}
