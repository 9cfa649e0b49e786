//! What wallets, gateways and meter makers ask the energy market.

use alloc::vec::Vec;
use codec::Codec;
use pallet_energy::{
    BillLine, BillReading, BookView, ClearedSlot, GridId, Meter, MeterId, ReadingPayload, Slot,
    Tariff, TariffSchedule, WattHours,
};

sp_api::decl_runtime_apis! {
    /// The energy market.
    pub trait EnergyApi<AccountId> where AccountId: Codec {
        /// The result of a slot. It is kept for a week, and as long as a position is open.
        fn clearing(grid: GridId, slot: Slot) -> Option<ClearedSlot>;

        /// The book of a slot, until it is cleared.
        fn book(grid: GridId, slot: Slot) -> Option<BookView>;

        /// A meter's record.
        fn meter(meter: MeterId) -> Option<Meter<AccountId>>;

        /// The prices in force in a slot, those of its band of the day.
        fn tariff(grid: GridId, slot: Slot) -> Option<Tariff>;

        /// The tariff in force in a slot: all bands of the day, the network charge and the standing
        /// charge.
        fn tariff_schedule(grid: GridId, slot: Slot) -> Option<TariffSchedule>;

        /// A meter's bill, computed from readings that the household brings, for slots in which its
        /// credit sufficed: one line for each reading, none for a slot without a result. There are
        /// at most as many lines as the patience has slots (3,840 by default). A line shows the
        /// network charge in what it cost, and beside it the standing charges of the days that began
        /// since the line before.
        fn bill(grid: GridId, readings: Vec<BillReading>) -> Vec<Option<BillLine>>;

        /// The 74 bytes that a meter signs: domain tag, genesis hash, meter, slots and registers,
        /// all little-endian.
        fn reading_payload(
            meter: MeterId,
            since_slot: Slot,
            slot: Slot,
            import_wh: WattHours,
            export_wh: WattHours,
        ) -> ReadingPayload;
    }
}
