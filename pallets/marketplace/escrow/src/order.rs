use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_arithmetic::Permill;

use crate::{
    payouts::{Pot, Side},
    Balance, OpenSlot, Quantity, Terms,
};

/// An order: its terms, and how far it got.
#[derive(
    Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct Order {
    pub(crate) terms: Terms,
    pub(crate) step: u8,
    pub(crate) state: State,
}

/// Where an order stands.
///
/// `until` is the state's deadline, a reading of the clock's `open`. From then on the state's
/// default is due.
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
pub enum State {
    /// The buyer paid. Default: refund.
    Placed {
        /// The seller accepts before then.
        until: OpenSlot,
    },
    /// The seller agreed. Default: refund.
    Accepted {
        /// The seller delivers before then.
        until: OpenSlot,
        /// The seller starts from then on, if no date ends free cancelling.
        start_from: OpenSlot,
    },
    /// The seller works on it. Default: refund, of the start share too.
    Started {
        /// The seller delivers before then.
        until: OpenSlot,
    },
    /// The seller delivered. Default: the seller is paid.
    Delivered {
        /// The buyer disputes before then.
        until: OpenSlot,
        /// How much.
        quantity: Quantity,
    },
    /// The buyer says that it is not what was ordered. Default: the unjudged share to the seller,
    /// the rest to the buyer.
    Disputed {
        /// The last day of the dispute ends then.
        until: OpenSlot,
        /// How much was delivered.
        quantity: Quantity,
        /// The party that appealed.
        appellant: Option<Side>,
    },
    /// A step is done and paid, and there is another. Nothing is in escrow. Default: the end.
    StepDue {
        /// The buyer pays the next step before then.
        until: OpenSlot,
    },
    /// It is over. Nothing is in escrow.
    Ended {
        /// How it ended.
        how: How,
        /// Whether the seller had accepted it.
        accepted: bool,
        /// How much was delivered; of an order in steps, whether its last step was.
        quantity: Quantity,
    },
}

/// How an order ended.
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
pub enum How {
    /// The seller did not answer.
    Unanswered,
    /// The seller gave the money back.
    Rejected,
    /// The buyer cancelled, and it was free.
    Cancelled,
    /// The buyer cancelled, and the seller got the start share.
    CancelledLate,
    /// The seller did not deliver in time.
    Overdue,
    /// The lot was recalled.
    Recalled,
    /// The buyer confirmed it, or showed the code.
    Confirmed,
    /// The buyer said nothing against it in time.
    Unchallenged,
    /// Both agreed on the seller's share.
    Split(Permill),
    /// Judges ruled on the seller's share.
    Ruled(Permill),
    /// There was a dispute, and nobody ruled in time.
    Unjudged,
    /// The buyer did not pay the next step.
    Unfunded,
}

impl Order {
    /// What it was placed on.
    pub fn terms(&self) -> &Terms {
        &self.terms
    }

    /// The current step, from 0; always 0 if there are no steps.
    pub fn step(&self) -> u8 {
        self.step
    }

    /// Where it stands.
    pub fn state(&self) -> State {
        self.state
    }

    /// Whether it is over.
    pub fn ended(&self) -> bool {
        matches!(self.state, State::Ended { .. })
    }

    /// Whether there is a dispute.
    pub fn is_disputed(&self) -> bool {
        matches!(self.state, State::Disputed { .. })
    }

    /// The reading of `open` at which the default is due. `None` once it ended.
    pub fn deadline(&self) -> Option<OpenSlot> {
        match self.state {
            State::Placed { until }
            | State::Accepted { until, .. }
            | State::Started { until }
            | State::Delivered { until, .. }
            | State::Disputed { until, .. }
            | State::StepDue { until } => Some(until),
            State::Ended { .. } => None,
        }
    }

    /// How the current state ends if nobody does anything. A step that is
    /// [`How::Unchallenged`] is paid, and the next one is due. `None` once it ended.
    pub fn default_end(&self) -> Option<How> {
        match self.state {
            State::Placed { .. } => Some(How::Unanswered),
            State::Accepted { .. } | State::Started { .. } => Some(How::Overdue),
            State::Delivered { .. } => Some(How::Unchallenged),
            State::Disputed { .. } => Some(How::Unjudged),
            State::StepDue { .. } => Some(How::Unfunded),
            State::Ended { .. } => None,
        }
    }

    /// What is in escrow, bonds included.
    pub fn escrow(&self) -> Balance {
        self.pot().map_or(0, |pot| pot.total())
    }

    /// The price of what is ordered, or of what was delivered, of the current step if there are
    /// steps. 0 if nothing is in escrow.
    pub fn value(&self) -> Balance {
        self.pot().map_or(0, |pot| pot.value)
    }

    /// What a party that appeals pays. `None` if nobody can appeal.
    pub fn appeal_bond(&self) -> Option<Balance> {
        match self.state {
            State::Disputed { appellant: None, .. } => self.pot().map(|pot| pot.appeal_bond()),
            _ => None,
        }
    }

    /// What was delivered, of the current step if there are steps.
    pub fn delivered(&self) -> Quantity {
        match self.state {
            State::Delivered { quantity, .. }
            | State::Disputed { quantity, .. }
            | State::Ended { quantity, .. } => quantity,
            State::StepDue { .. } => self.terms.price.ordered(),
            State::Placed { .. } | State::Accepted { .. } | State::Started { .. } => 0,
        }
    }

    /// What is in escrow, if anything.
    pub(crate) fn pot(&self) -> Option<Pot> {
        let (quantity, appellant) = match self.state {
            State::Placed { .. } | State::Accepted { .. } | State::Started { .. } => {
                (self.terms.price.ordered(), None)
            }
            State::Delivered { quantity, .. } => (quantity, None),
            State::Disputed { quantity, appellant, .. } => (quantity, appellant),
            State::StepDue { .. } | State::Ended { .. } => return None,
        };
        Some(Pot { value: self.terms.value(self.step, quantity), appellant })
    }
}
