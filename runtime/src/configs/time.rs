//! Time: the length of a slot, the slots of a day, the clock that counts them, and the time of a
//! block.

use crate::{weights, Aura, BlockNumber, Runtime, SafeMode};
use frame_support::traits::{ConstU64, Get};
use vaka_primitives::slots_of;

/// The milliseconds of an Aura slot. Each slot has one block.
pub const SLOT_DURATION: u64 = 6_000;

/// The slots of a day, as genesis set them. In a test network weeks take minutes.
pub struct SlotsPerDay;

impl Get<BlockNumber> for SlotsPerDay {
    fn get() -> BlockNumber {
        pallet_clock::SlotsPerDay::<Runtime>::get()
    }
}

/// This many days, in slots.
pub struct Days<const DAYS: u32>;

impl<const DAYS: u32> Get<BlockNumber> for Days<DAYS> {
    fn get() -> BlockNumber {
        slots_of(DAYS, SlotsPerDay::get())
    }
}

/// Whether the chain is halted.
pub struct Halted;

impl Get<bool> for Halted {
    fn get() -> bool {
        SafeMode::is_entered()
    }
}

impl pallet_clock::Config for Runtime {
    type Halted = Halted;
}

impl pallet_timestamp::Config for Runtime {
    type Moment = u64;
    type OnTimestampSet = Aura;
    type MinimumPeriod = ConstU64<{ SLOT_DURATION / 2 }>;
    type WeightInfo = weights::pallet_timestamp::WeightInfo<Runtime>;
}
