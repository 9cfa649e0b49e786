//! What wallets, gateways and meter makers ask the energy market.

use alloc::vec::Vec;
use codec::Codec;
use pallet_energy::{
    BillLine, BillReading, BookView, ClearedSlot, GridId, Meter, MeterId, ReadingPayload, Slot,
    Tariff, WattHours,
};

sp_api::decl_runtime_apis! {
    /// The energy market.
    pub trait EnergyApi<AccountId> where AccountId: Codec {
        /// The result of a slot: kept a week, and as long as a position is open.
        fn clearing(grid: GridId, slot: Slot) -> Option<ClearedSlot>;

        /// The book of a slot, until it is cleared.
        fn book(grid: GridId, slot: Slot) -> Option<BookView>;

        /// A meter's record.
        fn meter(meter: MeterId) -> Option<Meter<AccountId>>;

        /// The prices in force in a slot.
        fn tariff(grid: GridId, slot: Slot) -> Option<Tariff>;

        /// What the market made of a meter's slots whose credit sufficed, from readings that the
        /// household brings: one line each; none for a slot without a result. No more lines than
        /// the patience has slots (3,840 by default).
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
