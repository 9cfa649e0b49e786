//! The pallet's events. No event names a meter together with an amount of energy, or with an amount
//! of money that would reveal one.

use frame_support::pallet_macros::pallet_section;

/// The events, imported into the pallet.
#[pallet_section]
mod events {
    #[pallet::event]
    #[pallet::generate_deposit(pub(crate) fn deposit_event)]
    pub enum Event<T: Config> {
        /// A grid was founded.
        GridRegistered { grid: GridId, operator: T::AccountId, currency: CurrencyId },
        /// A grid's operator offered it to somebody.
        GridOffered { grid: GridId, to: T::AccountId },
        /// A grid closes. It takes no readings from the slot `ends` on.
        GridCloses { grid: GridId, ends: Slot },
        /// A grid has another operator.
        OperatorSet { grid: GridId, operator: T::AccountId },
        /// A grid's operator set prices, in the currency's smallest unit per kWh. They hold from
        /// the slot `from` on.
        TariffSet { grid: GridId, from: Slot, tariff: TariffSchedule },
        /// Grids of a currency may set retail prices up to the cap, in its smallest unit per kWh.
        /// Without a cap no grid may settle in it.
        PriceCapSet { currency: CurrencyId, cap: Option<Price> },
        /// A grid's battery bank has another capacity, in mWh, from the slot `from` on.
        CapacitySet { grid: GridId, from: Slot, capacity: MilliWattHours },
        /// Somebody paid into the operator's float, in the currency's smallest unit.
        FloatFunded { grid: GridId, who: T::AccountId, amount: Balance },
        /// The operator drew from the float, in the currency's smallest unit.
        FloatWithdrawn { grid: GridId, amount: Balance },
        /// A meter was admitted to a grid.
        MeterRegistered { meter: MeterId, grid: GridId, owner: T::AccountId },
        /// A meter has another key and baseline.
        MeterKeyRotated { meter: MeterId },
        /// An operator says what a replaced device had counted. It is billed when the owner accepts it.
        RegistersClaimed { meter: MeterId },
        /// A meter's registers were corrected, and its owner has a refund if import was billed that
        /// did not flow.
        MeterCorrected { meter: MeterId },
        /// A meter was retired, and takes no more readings.
        MeterRetired { meter: MeterId },
        /// The money that a retired meter owed, or the energy that it was owed, was given up.
        WrittenOff { meter: MeterId },
        /// A retired meter was removed, because nothing was left to settle.
        MeterRemoved { meter: MeterId },
        /// A meter was offered to somebody, or, without an account, is no longer offered.
        MeterOffered { meter: MeterId, to: Option<T::AccountId> },
        /// A meter has another owner.
        MeterTransferred { meter: MeterId, owner: T::AccountId },
        /// A meter has other limits from the slot `from` on.
        LimitsSet { meter: MeterId, from: Slot },
        /// Somebody paid into a meter, in the currency's smallest unit.
        ToppedUp { meter: MeterId, who: T::AccountId, amount: Balance },
        /// The owner drew from a meter's credit, in the currency's smallest unit.
        CreditWithdrawn { meter: MeterId, amount: Balance },
        /// Readings of a grid and slot were accepted. `count` is their number.
        ReadingsAccepted { grid: GridId, slot: Slot, count: u32 },
        /// The reading at the place `index` in the batch was not accepted.
        ReadingRejected { index: u32, reason: Rejection },
        /// A meter imported energy that neither its credit nor its owed energy covers. It should
        /// disconnect.
        InArrears { meter: MeterId },
        /// A meter owes nothing any more. It may connect again.
        Reconnected { meter: MeterId },
        /// Late readings of a grid brought export, in mWh, for which the bank had no room in those
        /// days.
        LateExportCurtailed { grid: GridId, energy: MilliWattHours },
        /// A slot was cleared. `price` is per kWh, in the currency's smallest unit. In mWh,
        /// `volume` is what neighbours traded, `banked` what the bank took, and `curtailed` what
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
        /// Owed energy was drawn as tokens. The token's own event names the owner.
        TokensClaimed { grid: GridId },
        /// Tokens were paid back into a meter of the grid.
        TokensDeposited { grid: GridId },
        /// Owed energy, or tokens of a grid that was closed, were sold to the operator.
        Redeemed { grid: GridId },
    }
}
