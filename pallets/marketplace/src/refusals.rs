//! What the crate of orders refuses, in the words of this pallet's errors.

use crate::*;
use marketplace_escrow::{InvalidRoyalties, InvalidTerms, Refused};

impl<T> From<Refused> for Error<T> {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Terms(invalid) => invalid.into(),
            Refused::LotClosed => Self::LotClosed,
            Refused::PastBestBefore => Self::PastBestBefore,
            Refused::Ended => Self::OrderEnded,
            Refused::TooLate => Self::TooLate,
            Refused::TooEarly => Self::TooEarly,
            Refused::NotAccepted => Self::NotAccepted,
            Refused::AlreadyAccepted => Self::AlreadyAccepted,
            Refused::StillFree => Self::StillFree,
            Refused::AlreadyStarted => Self::AlreadyStarted,
            Refused::NotFree => Self::NotFree,
            Refused::NothingDelivered => Self::NothingDelivered,
            Refused::MoreThanOrdered => Self::MoreThanOrdered,
            Refused::NotDelivered => Self::NotDelivered,
            Refused::AlreadyDelivered => Self::AlreadyDelivered,
            Refused::CodeNeeded => Self::CodeNeeded,
            Refused::NoCode => Self::NoCode,
            Refused::NotDisputed => Self::NotDisputed,
            Refused::InDispute => Self::InDispute,
            Refused::AlreadyAppealed => Self::AlreadyAppealed,
            Refused::NotFunded => Self::NotFunded,
            Refused::NoStepDue => Self::NoStepDue,
        }
    }
}

impl<T> From<InvalidTerms> for Error<T> {
    fn from(invalid: InvalidTerms) -> Self {
        match invalid {
            InvalidTerms::NoQuantity => Self::NoQuantity,
            InvalidTerms::NoPrice => Self::NoPrice,
            InvalidTerms::TooExpensive => Self::TooExpensive,
            InvalidTerms::NoSteps => Self::NoSteps,
            InvalidTerms::StepDays => Self::StepDays,
            InvalidTerms::AcceptDays => Self::AcceptDays,
            InvalidTerms::OverdueDays => Self::OverdueDays,
            InvalidTerms::ConfirmationDays => Self::ConfirmationDays,
            InvalidTerms::StartShareTooHigh => Self::StartShareTooHigh,
            InvalidTerms::FeeTooHigh => Self::FeeTooHigh,
            InvalidTerms::DateTooFar => Self::DateTooFar,
            InvalidTerms::CodeWithSteps => Self::CodeWithSteps,
        }
    }
}

impl<T> From<InvalidRoyalties> for Error<T> {
    fn from(invalid: InvalidRoyalties) -> Self {
        match invalid {
            InvalidRoyalties::TooManyPayees => Self::TooManyPayees,
            InvalidRoyalties::TooHigh => Self::RoyaltiesTooHigh,
        }
    }
}
