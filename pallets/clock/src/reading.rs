//! What the clock shows, and how it moves on.

use crate::*;
use codec::Decode;
use core::marker::PhantomData;
use frame_support::{stored, traits::Get};
use sp_consensus_aura::{Slot, AURA_ENGINE_ID};
use sp_runtime::{
    traits::{BlockNumberProvider, SaturatedConversion},
    DigestItem,
};
use vaka_primitives::BlockNumber;

/// The most slots by which the clock moves on from one block to the next. Authors who hold back
/// because nothing becomes final leave out 60 of 61 slots; a longer pause is an outage, in which
/// nobody could vote.
pub const LONGEST_STEP: BlockNumber = 64;

/// What the clock shows.
#[stored]
#[derive(Copy)]
pub struct Reading {
    /// The slot of the block in which it last moved.
    pub slot: u64,
    /// Slots that people lived through.
    pub now: BlockNumber,
    /// The slots of `now` in which the chain was not halted.
    pub open: BlockNumber,
}

impl Reading {
    /// What it shows in a block of a later slot.
    pub fn at(self, slot: u64, halted: bool) -> Self {
        let passed = slot.saturating_sub(self.slot).min(LONGEST_STEP.into());
        let step = BlockNumber::try_from(passed).unwrap_or(LONGEST_STEP);
        let open = if halted { 0 } else { step };
        Self {
            slot: self.slot.max(slot),
            now: self.now.saturating_add(step),
            open: self.open.saturating_add(open),
        }
    }
}

impl<T: Config> Pallet<T> {
    /// What the clock shows. It begins at the block number, which it replaces.
    pub(crate) fn reading() -> Reading {
        Shown::<T>::get().unwrap_or_else(|| {
            let now = frame_system::Pallet::<T>::block_number().saturated_into();
            Reading { slot: 0, now, open: now }
        })
    }

    /// Moves the clock on to the slot of this block. If the chain is halted, it was so since the
    /// last block, because a halt ends later in a block.
    pub(crate) fn tick() {
        let slot = Self::slot_of_this_block();
        let shown = match Shown::<T>::get() {
            None => Reading { slot: slot.unwrap_or_default(), ..Self::reading() },
            // Every block of Aura names its slot. A block without one would count as one slot.
            Some(shown) => {
                let slot = slot.unwrap_or_else(|| shown.slot.saturating_add(1));
                shown.at(slot, T::Halted::get())
            }
        };
        Shown::<T>::put(shown);
    }

    /// The slot in this block's digest. Aura's own storage shows it only later in the block.
    fn slot_of_this_block() -> Option<u64> {
        let digest = frame_system::Pallet::<T>::digest();
        let mut told = digest.logs().iter().filter_map(DigestItem::as_pre_runtime);
        told.find_map(|(engine, mut slot)| {
            (engine == AURA_ENGINE_ID).then(|| Slot::decode(&mut slot).ok()).flatten()
        })
        .map(u64::from)
    }
}

/// `now`: what governance counts by.
impl<T: Config> BlockNumberProvider for Pallet<T> {
    type BlockNumber = BlockNumber;

    fn current_block_number() -> BlockNumber {
        Self::reading().now
    }

    #[cfg(any(feature = "std", feature = "runtime-benchmarks"))]
    fn set_block_number(now: BlockNumber) {
        let shown = Self::reading();
        Shown::<T>::put(Reading { now, open: shown.open.min(now), ..shown });
    }
}

/// `open`: what money's deadlines count by.
pub struct Open<T>(PhantomData<T>);

impl<T: Config> BlockNumberProvider for Open<T> {
    type BlockNumber = BlockNumber;

    fn current_block_number() -> BlockNumber {
        Pallet::<T>::reading().open
    }

    #[cfg(any(feature = "std", feature = "runtime-benchmarks"))]
    fn set_block_number(open: BlockNumber) {
        let shown = Pallet::<T>::reading();
        Shown::<T>::put(Reading { open, now: shown.now.max(open), ..shown });
    }
}
