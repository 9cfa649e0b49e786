//! Why a call was refused, in words that a wallet can show.

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
        /// The meter was retired.
        Retired,
        /// The feed-in price may not be above the retail price, which may not be zero; `k` is at
        /// most 100%, `trim` 50%.
        InvalidTariff,
        /// The retail price is above the cap that was voted for grids of this currency.
        AbovePriceCap,
        /// The grid has as many tariff versions as it can keep; wait until the oldest has run out.
        TooManyTariffs,
        /// The ask and the bid must be price levels from 0 to 63.
        InvalidLimits,
        /// The limits set before have not been used by a reading yet.
        LimitsPending,
        /// The baseline must be from this key's last slot read or later, and not from the future.
        InvalidBaseline,
        /// Read the meter up to the last slot that has ended before retiring it.
        NotReadUpToDate,
        /// The meter has less credit than that, or must keep it for what it may have drawn since
        /// its last reading.
        CreditTooLow,
        /// The float has less than that, or must keep it for the energy that the bank owes.
        FloatTooLow,
        /// The operator's float cannot pay that much now; redeem less, or later.
        FloatEmpty,
        /// The bank owes this meter less energy than that.
        OwedTooLow,
        /// The meter owes the operator money; top it up first.
        InArrears,
        /// Half of the bank's capacity is out as tokens already.
        TokensExhausted,
        /// The amount must be more than zero.
        ZeroAmount,
        /// The slot has no book that could close now.
        NotDue,
        /// An older slot of this grid is due and closes first.
        OlderSlotDue,
        /// The amount is too large.
        Overflow,
    }
}
