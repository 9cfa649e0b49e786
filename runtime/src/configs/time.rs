//! Time: the length of a slot, the slots of a day, the clock that counts them, and the time of a
//! block.

use crate::{Aura, BlockNumber, Runtime, SafeMode};
use frame_support::traits::{ConstU64, Get};
use vaka_primitives::blocks_of;

/// The milliseconds of an Aura slot. Each slot has one block.
pub const SLOT_DURATION: u64 = 6_000;

/// The blocks of a day, as genesis set them. In a test network weeks take minutes.
pub struct BlocksPerDay;

impl Get<BlockNumber> for BlocksPerDay {
    fn get() -> BlockNumber {
        pallet_communities::BlocksPerDay::<Runtime>::get()
    }
}

/// This many days, in blocks.
pub struct Days<const DAYS: u32>;

impl<const DAYS: u32> Get<BlockNumber> for Days<DAYS> {
    fn get() -> BlockNumber {
        blocks_of(DAYS, BlocksPerDay::get())
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
    type SlotsPerDay = BlocksPerDay;
}

impl pallet_timestamp::Config for Runtime {
    type Moment = u64;
    type OnTimestampSet = Aura;
    type MinimumPeriod = ConstU64<{ SLOT_DURATION / 2 }>;
    type WeightInfo = pallet_timestamp::weights::SubstrateWeight<Runtime>;
}
