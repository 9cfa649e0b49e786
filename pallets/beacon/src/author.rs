//! The author of a block.

use crate::*;
use sp_consensus_aura::Slot;
use sp_core::sr25519::Public;

impl<T: Config> Pallet<T> {
    /// The author of a slot: its place in the set, and its key.
    pub(crate) fn author_of(slot: Slot) -> Option<(u32, Public)> {
        let authorities = pallet_aura::Authorities::<T>::get();
        let place = u64::from(slot).checked_rem(authorities.len() as u64)?;
        let place = u32::try_from(place).ok().filter(|place| *place < rules::MAX_VALIDATORS)?;
        let key = authorities.get(place as usize)?.clone();
        Some((place, key.into()))
    }

    /// This block's author. Aura noted its slot before the pallets that come after Aura.
    pub(crate) fn author() -> Option<(u32, Public)> {
        Self::author_of(pallet_aura::CurrentSlot::<T>::get())
    }
}
