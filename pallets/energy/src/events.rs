//! What the pallet tells the world. No event names a meter together with an amount of energy, or of
//! money that would reveal one.

use frame_support::pallet_macros::pallet_section;

/// The events, imported into the pallet.
#[pallet_section]
mod events {
    #[pallet::event]
    #[pallet::generate_deposit(pub(crate) fn deposit_event)]
    pub enum Event<T: Config> {
        /// A grid was founded.
        GridRegistered { grid: GridId, operator: T::AccountId, currency: CurrencyId },
        /// New prices, in the currency's smallest unit per kWh, will hold from a slot on.
        TariffSet { grid: GridId, from: Slot, tariff: Tariff },
        /// Grids of a currency may set retail prices up to the cap, per kWh in its smallest unit;
        /// or any.
        PriceCapSet { currency: CurrencyId, cap: Option<Price> },
        /// The battery bank's capacity, in mWh, is now another.
        CapacitySet { grid: GridId, capacity: MilliWattHours },
        /// Somebody paid into the operator's float; in the currency's smallest unit.
        FloatFunded { grid: GridId, who: T::AccountId, amount: Balance },
        /// The operator drew from the float; in the currency's smallest unit.
        FloatWithdrawn { grid: GridId, amount: Balance },
        /// A meter was admitted to a grid.
        MeterRegistered { meter: MeterId, grid: GridId, owner: T::AccountId },
        /// A meter has another key and baseline.
        MeterKeyRotated { meter: MeterId },
        /// A meter takes no readings any more.
        MeterRetired { meter: MeterId },
        /// What a retired meter owed (or was owed) was given up.
        WrittenOff { meter: MeterId },
        /// A retired meter with nothing left to settle is gone.
        MeterRemoved { meter: MeterId },
        /// A meter's limits will be others from a slot on.
        LimitsSet { meter: MeterId, from: Slot },
        /// Somebody paid into a meter's credit; in the currency's smallest unit.
        ToppedUp { meter: MeterId, who: T::AccountId, amount: Balance },
        /// The owner drew from a meter's credit; in the currency's smallest unit.
        CreditWithdrawn { meter: MeterId, amount: Balance },
        /// Readings of a grid and slot were accepted.
        ReadingsAccepted { grid: GridId, slot: Slot, count: u32 },
        /// The reading at this place in the batch was not accepted.
        ReadingRejected { index: u32, reason: Rejection },
        /// A meter imported what neither its credit nor its owed energy covers: it should
        /// disconnect.
        InArrears { meter: MeterId },
        /// Late readings of a grid brought export, in mWh, for which the bank had no room in those
        /// days.
        LateExportCurtailed { grid: GridId, energy: MilliWattHours },
        /// A slot was cleared: price per kWh, mWh traded, mWh that the bank took, and mWh that
        /// nobody took.
        SlotCleared {
            grid: GridId,
            slot: Slot,
            price: Price,
            volume: MilliWattHours,
            banked: MilliWattHours,
            curtailed: MilliWattHours,
        },
        /// All positions of a slot are settled.
        SlotSettled { grid: GridId, slot: Slot },
        /// Owed energy was drawn as tokens. Whose it was is in the token's own event.
        TokensClaimed { grid: GridId },
        /// Tokens were paid back into a meter of the grid.
        TokensDeposited { grid: GridId },
        /// Owed energy was sold to the operator.
        Redeemed { grid: GridId },
    }
}
