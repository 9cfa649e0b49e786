//! Time: how long a slot is, how many a day has, the clock that counts them, and when a block was
//! made.

use crate::{Aura, BlockNumber, Runtime, SafeMode};
use frame_support::traits::{ConstU64, Get};
use vaka_primitives::blocks_of;

/// Milliseconds of an Aura slot: one block each.
pub const SLOT_DURATION: u64 = 6_000;

/// Blocks of a day as genesis set it: what takes weeks takes minutes in a network for tests.
pub struct BlocksPerDay;

impl Get<BlockNumber> for BlocksPerDay {
    fn get() -> BlockNumber {
        pallet_communities::BlocksPerDay::<Runtime>::get()
    }
}

/// So many days, in blocks.
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
