//! Sets of slots, a bit for each.

use crate::*;
use frame_support::{pallet_prelude::ConstU32, stored, BoundedVec};

/// Bytes of [`SlotSet`]: a bit for each slot of the patience, and one byte because it begins at a
/// multiple of 8.
pub const SLOT_SET_BYTES: u32 = MAX_PATIENCE / 8 + 1;

/// Slots of a grid, remembered as long as a reading of them may come.
#[stored]
#[derive(Default)]
pub struct SlotSet {
    /// The slot of the first bit, a multiple of 8.
    from: Slot,
    /// One bit for each slot, lowest bit first. Trailing zeros are left out.
    bits: BoundedVec<u8, ConstU32<SLOT_SET_BYTES>>,
}

impl SlotSet {
    /// Whether the slot is in the set. `None` if it is too old to be known.
    pub fn has(&self, slot: Slot) -> Option<bool> {
        let (byte, bit) = Self::split(slot.checked_sub(self.from)?);
        Some(self.bits.get(byte).is_some_and(|bits| bits & bit != 0))
    }

    /// Remembers the slot, and forgets all slots before `oldest`.
    pub fn add(&mut self, slot: Slot, oldest: Slot) {
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
            .chain(core::iter::repeat_n(0, missing.min(SLOT_SET_BYTES as usize)))
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

    /// The slots of an octet: those whose numbers divided by 8 are `octet`, one bit for each. Those
    /// that are too old to be known are zero.
    pub(crate) fn octet(&self, octet: u32) -> u8 {
        let byte = octet.checked_sub(self.from / 8);
        byte.and_then(|byte| self.bits.get(byte as usize)).copied().unwrap_or_default()
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

/// Whether all slots from the first to the last are among those that `octets` gives.
pub(crate) fn all_in(first: Slot, last: Slot, octets: impl Fn(u32) -> u8) -> bool {
    (first / 8..=last / 8).all(|octet| {
        let from = if octet == first / 8 { u8::MAX << (first % 8) } else { u8::MAX };
        let to = if octet == last / 8 { u8::MAX >> 7u32.saturating_sub(last % 8) } else { u8::MAX };
        let asked = from & to;
        octets(octet) & asked == asked
    })
}
