//! The reasons why a call is refused, in words that a wallet can show.

use frame_support::pallet_macros::pallet_section;

/// The errors, imported into the pallet.
#[pallet_section]
mod errors {
    #[pallet::error]
    #[derive(PartialEq)]
    pub enum Error<T> {
        /// There is no such listing. It may be over.
        UnknownListing,
        /// The listing has no such lot. It may be over.
        UnknownLot,
        /// There is no such order. It may have ended.
        UnknownOrder,
        /// There is no such design.
        UnknownDesign,
        /// There is no such currency.
        UnknownCurrency,
        /// The ids are used up.
        NumbersExhausted,
        /// Only the seller may do this.
        NotSeller,
        /// Only the buyer may do this.
        NotBuyer,
        /// Only the buyer and the seller may do this.
        NotParty,
        /// Only the owner of the design may do this.
        NotDesignOwner,
        /// The listing is not by a member of this village.
        NotOfVillage,
        /// A call needs at least one order.
        NoOrders,
        /// A listing needs a title.
        EmptyTitle,
        /// A service with a requirement shows no title and no details, so that nobody sees what its
        /// buyers need.
        NotPrivate,
        /// The kind of a listing cannot be changed.
        KindFixed,
        /// The currency of a listing cannot be changed.
        CurrencyFixed,
        /// The listing takes no orders any longer.
        ListingClosed,
        /// The listing is closed already.
        AlreadyClosed,
        /// The listing has been taken down already.
        AlreadyStruck,
        /// The seller does not have the award and the stake that the listing requires.
        RequirementNotMet,
        /// A listing has at most 32 lots that take orders, and 128 with those whose orders have not
        /// ended.
        TooManyLots,
        /// A lot needs a quantity.
        NoQuantity,
        /// A date of the lot has passed.
        DateInPast,
        /// A date lies more than 400 days ahead.
        DateTooFar,
        /// A lot opens, closes, is due and is past its best in this order.
        DatesOutOfOrder,
        /// There is not so much of it left.
        NotEnoughLeft,
        /// The lot does not take orders yet.
        LotNotOpen,
        /// The lot takes no orders any longer.
        LotClosed,
        /// The seller called the lot back.
        LotRecalled,
        /// Nobody buys from themselves.
        OwnListing,
        /// The seller changed the terms since you looked at them.
        TermsChanged,
        /// It costs more than you said that it may. The seller may have changed the price.
        PriceTooHigh,
        /// What is delivered in steps is ordered one at a time.
        OneAtATime,
        /// That is not the buyer's code.
        WrongCode,
        /// A design with this content is registered already.
        DesignExists,
        /// The design is retired: no more listings.
        DesignRetired,
        /// The people took the design down.
        DesignStruck,
        /// A design has at most 10 payees, those of the designs on which it is based included.
        TooManyPayees,
        /// The payees of a design get at most 30% together.
        RoyaltiesTooHigh,
        /// A design is based on another one once.
        SameParent,
        /// A payee needs a share.
        NoShare,
        /// A design earns in at most 8 currencies.
        TooManyCurrencies,
        /// The other party has not proposed this share, or has changed it.
        NotProposed,
        /// Opening a dispute costs VAKA that you do not have. A member's first two in 90 days are
        /// free.
        CannotPayForDispute,
        /// Nothing is due.
        NothingDue,
        /// The payee's account cannot take the money now: it is blocked, needs VAKA, or the amount
        /// is too small.
        CannotPay,
        /// The fee is at most 3%.
        FeeTooHigh,
        /// Something has no price.
        NoPrice,
        /// The price is too high to be counted.
        TooExpensive,
        /// A listing in steps needs 1 to 8 of them.
        NoSteps,
        /// A step takes 1 to 180 days.
        StepDays,
        /// The seller has 1 to 14 days to accept.
        AcceptDays,
        /// The seller may be 1 to 60 days late.
        OverdueDays,
        /// The buyers of a community have 3 to 40 days to dispute a delivery.
        ConfirmationDays,
        /// Cancelling costs at most a half.
        StartShareTooHigh,
        /// What is delivered in steps has no code.
        CodeWithSteps,
        /// It is past its best.
        PastBestBefore,
        /// The order has ended.
        OrderEnded,
        /// The deadline has passed. Settle the order.
        TooLate,
        /// The deadline has not passed.
        TooEarly,
        /// The seller has not accepted the order yet.
        NotAccepted,
        /// The seller has accepted the order already.
        AlreadyAccepted,
        /// The buyer may still cancel free.
        StillFree,
        /// The seller has started already.
        AlreadyStarted,
        /// Cancelling is not free any longer. Both must agree on a split.
        NotFree,
        /// Nothing was delivered. Reject the order instead.
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
        /// There is nothing to rate: the order has not ended, ended before it was accepted, or can
        /// be rated no longer.
        NothingToRate,
        /// Both parties have committed a rating, or the 14 days to do it are over.
        TooLateToCommit,
        /// Ratings are revealed once both parties committed one, or 14 days after the order's end.
        TooEarlyToReveal,
        /// That party committed no rating.
        NothingCommitted,
        /// The rating has been revealed already.
        AlreadyRevealed,
        /// Royalties can be written off when nothing was sold in their currency for 180 days, and if
        /// the design is over or earns in as many currencies as it can.
        StillClaimable,
        /// That is not what was committed.
        WrongOpening,
        /// A rating is 1 to 5 stars.
        NotStars,
    }
}
