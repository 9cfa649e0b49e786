//! The pallet's events.

use frame_support::pallet_macros::pallet_section;

/// The events, imported into the pallet.
#[pallet_section]
mod events {
    #[pallet::event]
    #[pallet::generate_deposit(pub(crate) fn deposit_event)]
    pub enum Event<T: Config> {
        /// A design was registered.
        DesignRegistered { design: DesignId, content: H256, owner: T::AccountId },
        /// A design was retired: no more listings.
        DesignRetired { design: DesignId },
        /// The people took a design down: no more orders.
        DesignStruck { design: DesignId },
        /// Something is offered.
        Published { listing: ListingId, seller: T::AccountId },
        /// The terms of a listing changed. Orders that were placed keep theirs.
        Updated { listing: ListingId },
        /// A listing was closed: no more orders.
        ListingClosed { listing: ListingId },
        /// The people, or the seller's village, took a listing down: no more orders.
        ListingStruck { listing: ListingId },
        /// A lot can be ordered, from its opening on.
        LotAdded { listing: ListingId, lot: LotNumber, terms: LotTerms },
        /// Some of a lot will not be sold.
        WrittenOff { listing: ListingId, lot: LotNumber, quantity: Quantity },
        /// The seller called a lot back. Anyone may refund its orders.
        LotRecalled { listing: ListingId, lot: LotNumber },
        /// An order was placed. So much is in escrow, in the smallest unit of the currency.
        Placed {
            order: OrderId,
            listing: ListingId,
            lot: LotNumber,
            buyer: T::AccountId,
            quantity: Quantity,
            escrow: Balance,
        },
        /// The seller accepted an order.
        Accepted { order: OrderId },
        /// The seller started to work on an order.
        Started { order: OrderId },
        /// The seller delivered so much. The price of the rest went back to the buyer, with its
        /// part of the bond.
        Delivered { order: OrderId, quantity: Quantity, refund: Balance },
        /// A step was paid. The buyer may fund the next one.
        StepPaid { order: OrderId, step: u8, payment: Payment },
        /// The buyer funded a step. So much is in escrow, in the smallest unit of the currency.
        StepFunded { order: OrderId, step: u8, escrow: Balance },
        /// A party would agree to this share for the seller.
        SplitProposed { order: OrderId, by: Side, to_seller: Permill },
        /// The buyer disputes a delivery, and paid so much VAKA to open the dispute. It ends by the
        /// slot `until` of the clock's `open` reading.
        DisputeOpened { order: OrderId, case: CaseId, floor: Balance, until: BlockNumber },
        /// A party appealed the ruling on an order, and paid a bond into escrow, in the smallest
        /// unit of the currency. The dispute ends by the slot `until` of the clock's `open` reading.
        Appealed { order: OrderId, by: Side, bond: Balance, until: BlockNumber },
        /// What a dispute cost beside the order's money, in the smallest unit of VAKA. `floor` is
        /// what the buyer had paid to open it. It went to those who judged. If nobody did, it went
        /// back to the buyer, or to the treasury if the parties agreed. From the stake behind the
        /// seller's award came `fees` for those who judged, and `damages` for the buyer.
        DisputeCost { order: OrderId, judges: u32, floor: Balance, fees: Balance, damages: Balance },
        /// An order ended.
        Ended { order: OrderId, how: How, delivered: Quantity, payment: Payment },
        /// An order was not settled.
        NotSettled { order: OrderId, why: Unsettled },
        /// Somebody could not be paid now. What is due can be claimed.
        PaymentKept { payee: Payee<T::AccountId>, currency: CurrencyId, due: Balance },
        /// What was due was paid.
        Claimed { payee: Payee<T::AccountId>, currency: CurrencyId, amount: Balance },
        /// The payees of a design got their royalties: so much together.
        RoyaltiesClaimed { design: DesignId, currency: CurrencyId, amount: Balance },
        /// The treasury got what payees of a design could not take for too long. Those who could
        /// were paid.
        RoyaltiesWrittenOff { design: DesignId, currency: CurrencyId, amount: Balance },
        /// A party of an ended order committed a rating of the other one.
        RatingCommitted { order: OrderId, by: Side },
        /// The rating that a party committed was revealed: 1 to 5 stars, and the hash of a text.
        RatingRevealed { order: OrderId, by: Side, stars: u8, text: H256 },
        /// The rating that a party committed was not revealed in time.
        RatingWithheld { order: OrderId, by: Side },
        /// The people set the marketplace's share of what sellers get, for new orders.
        FeeSet { fee: Permill },
        /// A community set the days that its buyers have to dispute a delivery, for new orders.
        ConfirmationSet { community: CommunityId, days: u8 },
    }
}
