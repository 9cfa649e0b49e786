//! The types of the pallet's storage and calls.

use crate::{BandDay, TariffSchedule};
use codec::{Decode, DecodeWithMemTracking, Encode};
use energy_clearing::{Clearing, MicroUnits, MilliWattHours, Price, Tariff, Totals, TICKS};
use frame_support::{
    pallet_prelude::ConstU32, stored, traits::tokens::fungible::NativeOrWithId, BoundedVec,
};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_core::ed25519;

/// The number of a grid. The chain counts from 0.
pub type GridId = u32;
/// The number of a meter. The chain counts from 0 and never reuses a number.
pub type MeterId = u32;
/// A metering interval: unix time in seconds divided by the slot's length, rounded down.
pub type Slot = u32;
/// A day since 1970.
pub type Day = u32;
/// Unix time in seconds.
pub type Seconds = u64;
/// Energy in Wh, as meters count it and people name it.
pub type WattHours = u64;
/// An amount of a currency, in its smallest unit.
pub type Balance = u128;
/// A currency: the native token or a voucher of pallet-assets.
pub type CurrencyId = NativeOrWithId<u32>;

/// One unit of a currency in the pallet's own unit of money.
pub const MICRO: MicroUnits = 1_000_000;
/// One Wh in the pallet's own unit of energy.
pub const MILLI: MilliWattHours = 1_000;

/// The most tariff versions that a grid keeps. The last place is for one that is worse for nobody.
pub const MAX_TARIFFS: u32 = 8;
/// The most days for which a grid remembers the room of its bank.
pub const MAX_DAYS: u32 = 8;
/// The most positions that a meter may have in books that are not settled.
pub const MAX_POSITIONS: u32 = 100;
/// The longest patience, in slots: 40 days of quarter hours.
pub const MAX_PATIENCE: u32 = 3_840;
/// The most slots of a grid that are sorted before some are cleared: those of the patience, and of
/// two more days in case clearing lags.
pub const MAX_DUE: u32 = MAX_PATIENCE + 2 * 96;
/// The spans into which the patience is divided to count the meters that a grid heard from: days,
/// if the patience has 40.
pub const HEARD_SPANS: u32 = 40;
/// The most cleared positions that a reading settles on its way. A batch looks up no more results
/// than three and one a reading, so that every one of its readings can settle a position.
pub const SETTLED_PER_READING: u32 = 4;

/// The lengths of times. Genesis sets them, and nothing changes them afterwards.
#[stored]
#[derive(Copy)]
pub struct Settings {
    /// The length of a slot, in seconds.
    pub slot_seconds: u32,
    /// The time for which a book stays open after its slot's end, in seconds; at least a slot.
    pub grace_seconds: u32,
    /// The number of slots back from which a reading may still open or enter its slot's book.
    pub patience_slots: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self { slot_seconds: 900, grace_seconds: 1_800, patience_slots: MAX_PATIENCE }
    }
}

/// A tariff and the first slot that it governs.
#[stored]
pub struct TariffVersion {
    /// The first slot that it governs. It ends where the next version begins.
    pub from: Slot,
    /// Its prices.
    pub tariff: TariffSchedule,
    /// The highest retail price at which its slots may have been billed: its own, or that of a
    /// version in whose place it holds, too.
    pub billed: Price,
}

/// The least room that a grid's bank had on a day, at the capacity then in force. Late export that
/// reaches back to that day, and that the bank took since, is taken off.
#[derive(Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct DayRoom {
    /// The day.
    #[codec(compact)]
    pub day: Day,
    /// The room, in mWh.
    #[codec(compact)]
    pub least: MilliWattHours,
}

/// The number of meters of a grid whose newest reading or baseline is of a span of slots, a 40th of
/// the patience. Retired ones do not count.
#[derive(Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct HeardSpan {
    /// The span: a slot's number divided by the slots of a span, rounded down.
    #[codec(compact)]
    pub span: u32,
    /// The number of meters, above zero.
    #[codec(compact)]
    pub meters: u32,
}

/// The meters that a grid heard from within the patience, oldest span first. The patience touches
/// 41 spans, and a batch may still find one that has just run out.
pub type Heard = BoundedVec<HeardSpan, ConstU32<{ HEARD_SPANS + 2 }>>;

/// A lower capacity of a grid's bank that was announced.
#[stored]
#[derive(Copy)]
pub struct Lowering {
    /// The first slot in which it holds.
    pub from: Slot,
    /// The capacity, in mWh.
    pub capacity: MilliWattHours,
}

/// The end of a grid, which was announced.
#[stored]
#[derive(Copy)]
pub struct Ending {
    /// The first slot in which it takes no readings.
    pub ends: Slot,
    /// What owed energy is redeemed for afterwards, per kWh: the highest feed-in price of the 180
    /// days before the announcement.
    pub feed_in: Price,
}

/// A feed-in price whose version is no longer kept.
#[stored]
#[derive(Copy)]
pub struct PastPrice {
    /// The first slot in which it was no longer in force.
    pub until: Slot,
    /// The price per kWh, in the currency's smallest unit.
    pub feed_in: Price,
}

/// A microgrid: its operator, its currency, its prices and its battery bank.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct Grid<AccountId> {
    /// The account that fits meters, sets prices and owns the float.
    pub operator: AccountId,
    /// The currency in which everybody in this grid pays and is paid.
    pub currency: CurrencyId,
    /// The most that the battery bank may owe in all, in mWh.
    #[codec(compact)]
    pub capacity: MilliWattHours,
    /// The lower capacity that was announced, if any.
    pub lowering: Option<Lowering>,
    /// The energy in mWh that is owed to meters, or granted to slots whose positions are not
    /// settled yet. Together with the tokens that are out it is the outstanding energy.
    #[codec(compact)]
    pub owed: MilliWattHours,
    /// The operator's money in the grid, in millionths of the currency's smallest unit.
    #[codec(compact)]
    pub float: MicroUnits,
    /// The number of meters that are not retired.
    #[codec(compact)]
    pub meters: u32,
    /// The number of those that it heard from within the patience, by the slot of their newest
    /// reading or baseline.
    pub heard: Heard,
    /// The prices, oldest first.
    pub tariffs: BoundedVec<TariffVersion, ConstU32<MAX_TARIFFS>>,
    /// The last days without a gap, oldest first.
    pub days: BoundedVec<DayRoom, ConstU32<MAX_DAYS>>,
    /// The highest feed-in prices before those of `tariffs`, each lower and later than the one
    /// before it.
    pub past: BoundedVec<PastPrice, ConstU32<MAX_TARIFFS>>,
    /// Its end, if that was announced.
    pub ending: Option<Ending>,
}

/// A grid of this chain.
pub(crate) type GridOf<T> = Grid<<T as frame_system::Config>::AccountId>;

/// The owner's limits: at which prices the meter sells and buys. A tick is a price level from 0
/// (the feed-in price) to 63 (the retail price less the network charge, which buyers pay on top).
#[stored]
#[derive(Copy, Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Limits {
    /// The tick of the lowest price to sell at, from 0 to 63. None: export goes to the bank only.
    pub ask: Option<u8>,
    /// The tick of the highest price to buy at, from 0 to 63. None: import is paid at retail at
    /// once.
    pub bid: Option<u8>,
    /// Whether owed energy covers import before credit does.
    pub owed_first: bool,
}

impl Limits {
    /// A new meter's limits, unless its operator names others: it sells and buys at whatever the
    /// neighbours agree on, and spends owed energy first.
    pub const TRADING: Self = Self { ask: Some(0), bid: Some(TICKS - 1), owed_first: true };

    /// Whether both ticks exist.
    pub fn is_valid(&self) -> bool {
        self.ask.is_none_or(|tick| tick < TICKS) && self.bid.is_none_or(|tick| tick < TICKS)
    }
}

/// Limits that were announced and govern readings from a slot on.
#[stored]
#[derive(Copy)]
pub struct NextLimits {
    /// The first slot that they govern.
    pub from: Slot,
    /// The limits.
    pub limits: Limits,
}

/// The position of a meter in the book of one slot.
#[derive(
    Clone, Copy, Debug, Decode, DecodeWithMemTracking, Default, Encode, Eq, PartialEq, TypeInfo,
)]
pub struct Position {
    /// The slot of the book.
    #[codec(compact)]
    pub slot: Slot,
    /// The import in mWh. It was paid at the book's retail price in advance.
    #[codec(compact)]
    pub demand: MilliWattHours,
    /// The tick of the highest price to buy at; of ticks with equal price the lowest.
    pub bid: u8,
    /// The export for sale, in mWh.
    #[codec(compact)]
    pub supply: MilliWattHours,
    /// The tick of the lowest price to sell at; of ticks with equal price the lowest.
    pub ask: u8,
    /// The export for the bank only, in mWh.
    #[codec(compact)]
    pub bank_only: MilliWattHours,
}

/// The positions of a meter, one for each slot, oldest slot first.
pub type Positions = BoundedVec<Position, ConstU32<MAX_POSITIONS>>;

/// A household's meter: the one record that a reading reads and writes.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct Meter<AccountId> {
    /// Its grid.
    #[codec(compact)]
    pub grid: GridId,
    /// The account that owns the credit and energy in this record.
    pub owner: AccountId,
    /// The key that signs the readings.
    pub key: ed25519::Public,
    /// The greatest power that can flow, in W, either way.
    #[codec(compact)]
    pub breaker_w: u32,
    /// The slot of the newest reading or baseline.
    #[codec(compact)]
    pub slot: Slot,
    /// The import register in Wh at the end of that slot.
    #[codec(compact)]
    pub import_wh: WattHours,
    /// The export register in Wh at the end of that slot.
    #[codec(compact)]
    pub export_wh: WattHours,
    /// The owner's limits.
    pub limits: Limits,
    /// The owner's next limits, which hold from a slot that is not read yet.
    pub next: Option<NextLimits>,
    /// Prepaid and earned money, in millionths of the currency's smallest unit. Zero while there
    /// are arrears.
    #[codec(compact)]
    pub credit: MicroUnits,
    /// The money that the owner owes the operator, in the same unit.
    #[codec(compact)]
    pub arrears: MicroUnits,
    /// The energy that the bank owes the owner, in mWh.
    #[codec(compact)]
    pub owed: MilliWattHours,
    /// The last day whose standing charge was due, in the grid's own time. Zero: none yet, and the
    /// first reading's day is free.
    #[codec(compact)]
    pub charged: BandDay,
    /// Whether it is retired: it is removed once everything is settled.
    pub retired: bool,
    /// The unix time until which readings of a retired meter are still taken, in seconds. Zero if
    /// they never were.
    #[codec(compact)]
    pub billed_until: Seconds,
    /// The positions in books that are not settled yet.
    pub positions: Positions,
}

/// A meter of this chain.
pub(crate) type MeterOf<T> = Meter<<T as frame_system::Config>::AccountId>;

impl<AccountId> Meter<AccountId> {
    /// Whether its readings are taken, and it must keep credit for them.
    pub fn is_billed(&self, now: Seconds) -> bool {
        !self.retired || now < self.billed_until
    }

    /// The limits that govern the reading of a slot.
    pub fn limits_at(&self, slot: Slot) -> Limits {
        match self.next {
            Some(next) if next.from <= slot => next.limits,
            _ => self.limits,
        }
    }
}

/// The registers at the end of a slot, from which a meter (or its new key) starts to count.
#[derive(
    Clone, Copy, Debug, Decode, DecodeWithMemTracking, Default, Encode, Eq, PartialEq, TypeInfo,
)]
pub struct Baseline {
    /// The slot, not after the present one.
    #[codec(compact)]
    pub slot: Slot,
    /// The import register, in Wh.
    #[codec(compact)]
    pub import_wh: WattHours,
    /// The export register, in Wh.
    #[codec(compact)]
    pub export_wh: WattHours,
}

/// The registers that an old device showed in the end: at the end of the slot of the new one's
/// baseline.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct LastRegisters {
    /// The import register, in Wh.
    #[codec(compact)]
    pub import_wh: WattHours,
    /// The export register, in Wh.
    #[codec(compact)]
    pub export_wh: WattHours,
    /// The old key's signature over them, as over a reading, and that reading's `since_slot`. None
    /// if the device can sign no more. Then they are billed when the owner accepts them.
    pub signed: Option<(Slot, ed25519::Signature)>,
}

/// What flowed through an old device by its last registers, which nobody signed, until the owner
/// accepts it.
#[stored]
#[derive(Copy)]
pub struct ClaimedFlow {
    /// The slot up to which the old device was read.
    pub since: Slot,
    /// The slot at whose end it showed its last registers.
    pub slot: Slot,
    /// Wh imported between the two.
    pub import: WattHours,
    /// Wh exported between the two.
    pub export: WattHours,
}

/// The bytes of what a meter signs: domain tag 14, genesis hash 32, meter, since_slot and slot 4
/// each, registers 8 each.
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
    /// The slot of the meter's reading (or baseline) before this one. If it is later than the last
    /// slot that was read, readings are missing.
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
    /// The signature by the meter's key.
    pub signature: ed25519::Signature,
}

/// The reasons why a reading is not accepted, in the order in which they are checked.
#[stored]
#[derive(Copy)]
pub enum Rejection {
    /// There is no such meter.
    UnknownMeter,
    /// The meter is retired.
    Retired,
    /// The slot has not ended yet.
    FutureSlot,
    /// The reading is not newer than the meter's last one.
    Duplicate,
    /// `since_slot` is before the last slot that was read; or a reading in between is missing that
    /// may still come; or late export has no book for some seconds. The latter two are checked
    /// last. Bring the reading again later.
    OutOfOrder,
    /// A register shows less than before.
    RegisterDecreased,
    /// The reading shows more energy than the breaker lets through in that time.
    AboveBreaker,
    /// The batch has readings of too many slots and grids before this one. Bring it in another batch.
    TooManyBooks,
    /// The signature is not by the meter's key, or is for another chain.
    BadSignature,
    /// The meter's grid was closed.
    GridClosed,
    /// Too many slots of this meter wait for their clearing.
    PositionsFull,
    /// An amount is too large.
    Overflow,
}

/// A slot's book while it takes readings.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct Book {
    /// The tariff in force in the slot. Readings, clearing and settlement use these prices.
    pub tariff: Tariff,
    /// Supply and demand per tick.
    pub totals: Totals,
    /// The money that its buyers paid in advance, in millionths of the currency's smallest unit.
    #[codec(compact)]
    pub pot: MicroUnits,
    /// The number of positions that name it.
    #[codec(compact)]
    pub open: u32,
    /// The number of readings of the slot that were on time.
    #[codec(compact)]
    pub readings: u32,
    /// The time from which no reading enters it, and it can be cleared, in seconds for which the
    /// chain was open ([`Config::OpenTime`](crate::Config::OpenTime)).
    #[codec(compact)]
    pub due: Seconds,
    /// Whether it was opened late, and still lacks half of the meters that the grid heard from
    /// within the patience. Once it has half, `due` comes earlier.
    pub gathering: bool,
}

/// What is known of the chain's standstills: outages and halts.
#[stored]
#[derive(Copy, Default)]
pub struct Standstill {
    /// The seconds by which the time that the chain was open is behind the clock.
    pub behind: Seconds,
    /// The unix time at which the last standstill was found to be over.
    pub until: Seconds,
}

/// The result of a slot, kept after its clearing.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct ClearedSlot {
    /// The price, the volume, the margins and what the bank took.
    pub clearing: Clearing,
    /// The energy that the bank took and that is not granted to a settled position yet, in mWh.
    #[codec(compact)]
    pub ungranted: MilliWattHours,
    /// The part of the buyers' money that is not paid to a settled position yet, in millionths of
    /// the currency's smallest unit.
    #[codec(compact)]
    pub pot: MicroUnits,
    /// The number of positions that name it and are not settled.
    #[codec(compact)]
    pub open: u32,
    /// The time until which it is kept for bills. It is kept longer while a position is open.
    #[codec(compact)]
    pub expires: Seconds,
}

/// The key of a book that waits: due time, grid and slot, each big-endian, so that keys are in the
/// order of time.
pub type WaitingKey = [u8; 16];

/// Makes the key of an entry that is due (or expires) at a time.
pub fn waiting_key(due: Seconds, grid: GridId, slot: Slot) -> WaitingKey {
    let mut key = [0u8; 16];
    let bytes = due.to_be_bytes().into_iter().chain(grid.to_be_bytes()).chain(slot.to_be_bytes());
    key.iter_mut().zip(bytes).for_each(|(to, from)| *to = from);
    key
}

/// Splits what [`waiting_key`] joined.
pub fn split_waiting_key(key: WaitingKey) -> (Seconds, GridId, Slot) {
    let number = u128::from_be_bytes(key);
    ((number >> 64) as Seconds, (number >> 32) as GridId, number as Slot)
}

/// A grid's number, big-endian, so that keys are in the order of numbers.
pub type DueKey = [u8; 4];

/// Slots that are due, newest first. The oldest, which is cleared next, is the last.
pub type DueSlots = BoundedVec<Slot, ConstU32<MAX_DUE>>;
