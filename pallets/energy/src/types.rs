//! What the pallet stores and what its calls speak in.

use codec::{Decode, DecodeWithMemTracking, Encode};
use energy_clearing::{Clearing, MicroUnits, MilliWattHours, Tariff, Totals, TICKS};
use frame_support::{
    pallet_prelude::ConstU32, stored, traits::tokens::fungible::NativeOrWithId, BoundedVec,
};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_core::ed25519;

/// A grid, numbered by the chain from 0.
pub type GridId = u32;
/// A meter, numbered by the chain from 0; never reused.
pub type MeterId = u32;
/// A metering interval: unix time in seconds divided by the slot's length, rounded down.
pub type Slot = u32;
/// A day since 1970.
pub type Day = u32;
/// Unix time in seconds.
pub type Seconds = u64;
/// Energy as meters count and people say it.
pub type WattHours = u64;
/// An amount of a currency, in its smallest unit.
pub type Balance = u128;
/// The native token or a voucher of pallet-assets.
pub type CurrencyId = NativeOrWithId<u32>;

/// One unit of a currency in the pallet's own unit of money.
pub const MICRO: MicroUnits = 1_000_000;
/// One Wh in the pallet's own unit of energy.
pub const MILLI: MilliWattHours = 1_000;

/// Tariff versions that a grid keeps.
pub const MAX_TARIFFS: u32 = 8;
/// Days of which a grid remembers what room its bank had.
pub const MAX_DAYS: u32 = 8;
/// Positions that a meter may have in books that are not settled.
pub const MAX_POSITIONS: u32 = 100;
/// The longest patience, in slots: 40 days of quarter hours.
pub const MAX_PATIENCE: u32 = 3_840;
/// Bytes of [`ClosedSlots`]: a bit for each slot of the patience, and one byte because it begins at
/// a multiple of 8.
pub const CLOSED_BYTES: u32 = MAX_PATIENCE / 8 + 1;
/// Slots of a grid that are sorted before some are cleared: those of the patience, and of two days
/// more should clearing lag.
pub const MAX_DUE: u32 = MAX_PATIENCE + 2 * 96;
/// Cleared positions that a reading settles on its way.
pub const SETTLED_PER_READING: u32 = 4;

/// How long things take; set at genesis and never after.
#[stored]
#[derive(Copy)]
pub struct Settings {
    /// Length of a slot.
    pub slot_seconds: u32,
    /// How long a book stays open after its slot's end; at least a slot.
    pub grace_seconds: u32,
    /// How many slots back a reading may still open or enter its slot's book.
    pub patience_slots: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self { slot_seconds: 900, grace_seconds: 1_800, patience_slots: MAX_PATIENCE }
    }
}

/// A tariff and the first slot that it governs.
#[stored]
#[derive(Copy)]
pub struct TariffVersion {
    /// The first slot it governs; it ends where the next version begins.
    pub from: Slot,
    /// Its prices.
    pub tariff: Tariff,
}

/// The least room that a grid's bank had on a day, at the capacity then in force, less what late
/// readings that reach back to that day were admitted since.
#[derive(Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct DayRoom {
    /// The day.
    #[codec(compact)]
    pub day: Day,
    /// mWh.
    #[codec(compact)]
    pub least: MilliWattHours,
}

/// A microgrid: whose it is, what it pays in, its prices and its battery bank.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct Grid<AccountId> {
    /// Who fits meters, sets prices and owns the float.
    pub operator: AccountId,
    /// What everybody in this grid pays and is paid in.
    pub currency: CurrencyId,
    /// What the battery bank may owe in all, in mWh.
    #[codec(compact)]
    pub capacity: MilliWattHours,
    /// mWh owed to meters, and granted to slots whose positions are not settled yet. With the
    /// tokens that are out it makes up what is outstanding.
    #[codec(compact)]
    pub owed: MilliWattHours,
    /// The operator's money in the grid.
    #[codec(compact)]
    pub float: MicroUnits,
    /// Meters that are not retired.
    #[codec(compact)]
    pub meters: u32,
    /// Prices, oldest first.
    pub tariffs: BoundedVec<TariffVersion, ConstU32<MAX_TARIFFS>>,
    /// The last days without a gap, oldest first.
    pub days: BoundedVec<DayRoom, ConstU32<MAX_DAYS>>,
}

/// A grid of this chain.
pub(crate) type GridOf<T> = Grid<<T as frame_system::Config>::AccountId>;

/// What an owner wants the meter to do in the market.
#[stored]
#[derive(Copy, Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Limits {
    /// The tick of the lowest price to sell at; none: export goes to the bank only.
    pub ask: Option<u8>,
    /// The tick of the highest price to buy at; none: import is paid at retail at once.
    pub bid: Option<u8>,
    /// Whether owed energy covers import before credit does.
    pub owed_first: bool,
}

impl Limits {
    /// Whether both ticks exist.
    pub fn is_valid(&self) -> bool {
        self.ask.is_none_or(|tick| tick < TICKS) && self.bid.is_none_or(|tick| tick < TICKS)
    }
}

/// Limits that were announced and govern readings from a slot on.
#[stored]
#[derive(Copy)]
pub struct NextLimits {
    /// The first slot they govern.
    pub from: Slot,
    /// The limits.
    pub limits: Limits,
}

/// What a meter put into the book of one slot.
#[derive(
    Clone, Copy, Debug, Decode, DecodeWithMemTracking, Default, Encode, Eq, PartialEq, TypeInfo,
)]
pub struct Position {
    /// The slot of the book.
    #[codec(compact)]
    pub slot: Slot,
    /// mWh of import, paid at the book's retail price in advance.
    #[codec(compact)]
    pub demand: MilliWattHours,
    /// Tick of the highest price to buy at; the lowest of those of equal price.
    pub bid: u8,
    /// mWh of export for sale.
    #[codec(compact)]
    pub supply: MilliWattHours,
    /// Tick of the lowest price to sell at; the lowest of those of equal price.
    pub ask: u8,
    /// mWh of export for the bank only.
    #[codec(compact)]
    pub bank_only: MilliWattHours,
}

/// Positions of a meter, oldest slot first, one a slot.
pub type Positions = BoundedVec<Position, ConstU32<MAX_POSITIONS>>;

/// A household's meter: the one record that a reading reads and writes.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct Meter<AccountId> {
    /// Its grid.
    #[codec(compact)]
    pub grid: GridId,
    /// Whose credit and energy are in this record.
    pub owner: AccountId,
    /// Signs the readings.
    pub key: ed25519::Public,
    /// The greatest power that can flow, either way.
    #[codec(compact)]
    pub breaker_w: u32,
    /// The slot of the newest reading or baseline.
    #[codec(compact)]
    pub slot: Slot,
    /// Wh imported up to the end of that slot.
    #[codec(compact)]
    pub import_wh: WattHours,
    /// Wh exported up to the end of that slot.
    #[codec(compact)]
    pub export_wh: WattHours,
    /// What the owner wants.
    pub limits: Limits,
    /// What the owner wants from a slot on that is not read yet.
    pub next: Option<NextLimits>,
    /// Prepaid and earned money. Zero while there are arrears.
    #[codec(compact)]
    pub credit: MicroUnits,
    /// What the owner owes the operator.
    #[codec(compact)]
    pub arrears: MicroUnits,
    /// mWh that the bank owes the owner.
    #[codec(compact)]
    pub owed: MilliWattHours,
    /// Takes no readings any more; gone once everything is settled.
    pub retired: bool,
    /// What is in books that are not settled yet.
    pub positions: Positions,
}

/// A meter of this chain.
pub(crate) type MeterOf<T> = Meter<<T as frame_system::Config>::AccountId>;

impl<AccountId> Meter<AccountId> {
    /// The limits that govern the reading of a slot.
    pub fn limits_at(&self, slot: Slot) -> Limits {
        match self.next {
            Some(next) if next.from <= slot => next.limits,
            _ => self.limits,
        }
    }
}

/// Registers at the end of a slot, from which a meter (or its new key) starts to count.
#[derive(
    Clone, Copy, Debug, Decode, DecodeWithMemTracking, Default, Encode, Eq, PartialEq, TypeInfo,
)]
pub struct Baseline {
    /// The slot, not after the present one.
    #[codec(compact)]
    pub slot: Slot,
    /// The import register.
    #[codec(compact)]
    pub import_wh: WattHours,
    /// The export register.
    #[codec(compact)]
    pub export_wh: WattHours,
}

/// What a meter signs, in bytes: domain tag 14, genesis hash 32, meter, since_slot and slot 4 each,
/// registers 8 each.
pub const READING_PAYLOAD_BYTES: usize = 14 + 32 + 3 * 4 + 2 * 8;

/// What a meter signs.
pub type ReadingPayload = [u8; READING_PAYLOAD_BYTES];

/// A meter's cumulative registers at the end of a slot, signed by its key over
/// [`reading_payload`](crate::Pallet::reading_payload).
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct SignedReading {
    /// The meter.
    #[codec(compact)]
    pub meter: MeterId,
    /// The slot of the meter's reading (or baseline) before this one.
    #[codec(compact)]
    pub since_slot: Slot,
    /// The slot at whose end the registers were read.
    #[codec(compact)]
    pub slot: Slot,
    /// All Wh imported so far.
    #[codec(compact)]
    pub import_wh: WattHours,
    /// All Wh exported so far.
    #[codec(compact)]
    pub export_wh: WattHours,
    /// By the meter's key.
    pub signature: ed25519::Signature,
}

/// Why a reading was not accepted; in the order in which it is checked.
#[stored]
#[derive(Copy)]
pub enum Rejection {
    /// No such meter.
    UnknownMeter,
    /// The meter was retired.
    Retired,
    /// The slot has not ended yet.
    FutureSlot,
    /// Not newer than the meter's last reading.
    Duplicate,
    /// `since_slot` is not the last slot read: one in between is missing.
    OutOfOrder,
    /// A register shows less than before.
    RegisterDecreased,
    /// More energy than the breaker lets through in that time.
    AboveBreaker,
    /// Not signed by the meter's key, or for another chain.
    BadSignature,
    /// Too many slots of this meter wait for their clearing.
    PositionsFull,
    /// An amount passes the end of its type.
    Overflow,
}

/// A slot's book while it takes readings.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct Book {
    /// The tariff in force in the slot; taking, clearing and settling use these prices.
    pub tariff: Tariff,
    /// Offers and wants per tick.
    pub totals: Totals,
    /// What its buyers paid in advance.
    #[codec(compact)]
    pub pot: MicroUnits,
    /// Positions that name it.
    #[codec(compact)]
    pub open: u32,
    /// Readings of the slot that were on time.
    #[codec(compact)]
    pub readings: u32,
    /// From then on no reading enters it and it can be cleared.
    #[codec(compact)]
    pub due: Seconds,
    /// Opened late, and still without half of the grid's meters: reaching it brings `due` forward.
    pub gathering: bool,
}

/// What is kept of a slot after its clearing.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct ClearedSlot {
    /// Price, volume, margins and what the bank took.
    pub clearing: Clearing,
    /// What the bank took and no settled position was granted yet, in mWh.
    #[codec(compact)]
    pub ungranted: MilliWattHours,
    /// What of the buyers' money no settled position was paid yet.
    #[codec(compact)]
    pub pot: MicroUnits,
    /// Positions that name it and are not settled.
    #[codec(compact)]
    pub open: u32,
    /// Kept for bills until then, and as long as a position is open.
    #[codec(compact)]
    pub expires: Seconds,
}

/// Which slots of a grid have closed, for as long as a reading of them may come: a closed slot
/// never opens again.
#[stored]
#[derive(Default)]
pub struct ClosedSlots {
    /// The slot of the first bit, a multiple of 8.
    from: Slot,
    /// A bit each slot, lowest bit first; trailing zeros are left out.
    bits: BoundedVec<u8, ConstU32<CLOSED_BYTES>>,
}

impl ClosedSlots {
    /// Whether the slot has closed; `None` if it is too old to be known.
    pub fn is_closed(&self, slot: Slot) -> Option<bool> {
        let (byte, bit) = Self::split(slot.checked_sub(self.from)?);
        Some(self.bits.get(byte).is_some_and(|bits| bits & bit != 0))
    }

    /// Remembers that the slot has closed, and forgets all slots before `oldest`.
    pub fn close(&mut self, slot: Slot, oldest: Slot) {
        self.forget_before(oldest);
        let Some(offset) = slot.checked_sub(self.from) else {
            return; // Too old to be read on time again.
        };
        let (byte, bit) = Self::split(offset);
        let missing = byte.saturating_add(1).saturating_sub(self.bits.len());
        let grown = self
            .bits
            .iter()
            .copied()
            .chain(core::iter::repeat_n(0, missing.min(CLOSED_BYTES as usize)))
            .collect::<alloc::vec::Vec<u8>>();
        let Ok(mut grown) = BoundedVec::try_from(grown) else {
            frame_support::defensive!("a slot within the patience has its bit");
            return;
        };
        if let Some(bits) = grown.get_mut(byte) {
            *bits |= bit;
        }
        self.bits = grown;
    }

    fn forget_before(&mut self, oldest: Slot) {
        let (bytes, _) = Self::split(oldest.saturating_sub(self.from));
        if bytes > 0 {
            let kept = self.bits.iter().copied().skip(bytes).collect();
            self.bits = BoundedVec::truncate_from(kept);
            self.from = oldest.saturating_sub(oldest % 8);
        }
    }

    /// The index of a bit's byte and its mask there.
    fn split(offset: Slot) -> (usize, u8) {
        ((offset / 8) as usize, 1u8 << (offset % 8))
    }
}

/// A place in the queue of books that are not due: due time, grid and slot, each big-endian, so
/// that the order of the keys is that of time.
pub type WaitingKey = [u8; 16];

/// The key of an entry that is due (or expires) at a time.
pub fn waiting_key(due: Seconds, grid: GridId, slot: Slot) -> WaitingKey {
    let mut key = [0u8; 16];
    let bytes = due.to_be_bytes().into_iter().chain(grid.to_be_bytes()).chain(slot.to_be_bytes());
    key.iter_mut().zip(bytes).for_each(|(to, from)| *to = from);
    key
}

/// What [`waiting_key`] joined.
pub fn split_waiting_key(key: WaitingKey) -> (Seconds, GridId, Slot) {
    let number = u128::from_be_bytes(key);
    ((number >> 64) as Seconds, (number >> 32) as GridId, number as Slot)
}

/// A grid's number, big-endian, so that the order of the keys is that of the numbers.
pub type DueKey = [u8; 4];

/// Slots that are due, newest first: the oldest, which is the next to be cleared, is the last.
pub type DueSlots = BoundedVec<Slot, ConstU32<MAX_DUE>>;
