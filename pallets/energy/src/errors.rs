//! The reasons why a call is refused, in words that a wallet can show.

use frame_support::pallet_macros::pallet_section;

/// The errors, imported into the pallet.
#[pallet_section]
mod errors {
    #[pallet::error]
    pub enum Error<T> {
        /// There is no such grid.
        UnknownGrid,
        /// There is no such meter.
        UnknownMeter,
        /// There is no such currency.
        UnknownCurrency,
        /// Only the grid's operator may do this.
        NotOperator,
        /// Only the meter's owner may do this.
        NotOwner,
        /// The meter is retired.
        Retired,
        /// Retail prices must be above zero, and no feed-in price above any retail price. The network
        /// charge must be at most half of what lies between the two in each band. `k` must be at
        /// most 100%, and `trim` at most 50%.
        InvalidTariff,
        /// A tariff has one to six bands. Each begins in a slot of the day from 0 to 95, later than
        /// the one before it. The grid's own time is at most 56 slots ahead of UTC or behind it.
        InvalidBands,
        /// A retail price, or the standing charge for a day, is above the cap for grids of this
        /// currency.
        AbovePriceCap,
        /// There is no price cap for grids of this currency. The people set one first.
        NoPriceCap,
        /// Grids settle in this currency. Its price cap can be changed, but not lifted.
        CurrencyInUse,
        /// The grid has as many tariffs as it can keep for what is worse for somebody. Wait until the
        /// oldest has run out; what is worse for nobody finds a place.
        TooManyTariffs,
        /// The ask and the bid must be ticks from 0 (the feed-in price) to 63 (the retail price less the network
        /// charge).
        InvalidLimits,
        /// The limits that were set last are still waiting for their first reading.
        LimitsPending,
        /// The baseline's slot is too old, or in the future. A new meter's must be of the last day;
        /// another one's must not be before its last reading.
        InvalidBaseline,
        /// The meter must be read up to the last slot that has ended before its owner retires it or
        /// somebody takes it over. If nobody brings its readings, its owner may retire it two weeks
        /// after the last one.
        NotReadUpToDate,
        /// This is the meter's key already. If the same device goes on, correct its registers.
        SameKey,
        /// The old device's last registers cannot be billed: they are lower than what was read, or
        /// higher than its breaker lets through; their slot has not ended, or was read; the old key
        /// did not sign them; or too many slots wait for their clearing.
        LastRegistersRefused,
        /// There are no registers of an old device that you could accept.
        NothingClaimed,
        /// The refund is less than what was paid for the import that will be read again.
        RefundTooLow,
        /// The grid's end was announced. Its prices, its bank and its float stand until then, and it
        /// takes no new meters.
        GridCloses,
        /// The grid was not closed. Pay the tokens into a meter and redeem them there.
        GridOpen,
        /// The meter or the grid was not offered to you.
        NotOffered,
        /// Some slots of the meter are not settled yet. Let nothing flow for half an hour, and settle
        /// the meter.
        PositionsOpen,
        /// The meter has less credit than this, or must keep it for the energy that it may have
        /// drawn since its last reading.
        CreditTooLow,
        /// The float has less money than this, or must keep it for the energy that the bank owes.
        FloatTooLow,
        /// The operator's float cannot pay this much now. Redeem less, or later.
        FloatEmpty,
        /// The bank owes this meter less energy than this.
        OwedTooLow,
        /// The meter owes the operator money. Top it up first.
        InArrears,
        /// More than half of the bank's capacity would be out as tokens.
        TokensExhausted,
        /// The amount must be more than zero.
        ZeroAmount,
        /// The slot has no book that can close now.
        NotDue,
        /// An older slot of this grid is due, and must close first.
        OlderSlotDue,
        /// The amount is too large.
        Overflow,
    }
}
