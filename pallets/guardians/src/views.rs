//! How a halt is shown.

use crate::*;
use frame_support::traits::SafeMode;
use sp_runtime::traits::SaturatedConversion;

pub(crate) fn halt<T: Config>() -> HaltView {
    let remaining = T::SafeMode::remaining().map(|blocks| blocks.saturated_into());
    let until = remaining.map(|blocks: BlockNumber| Pallet::<T>::now().saturating_add(blocks));
    let may_enter_from = match until {
        // It ends in the block after its last one.
        Some(until) => Pallet::<T>::rested(until.saturating_add(1)),
        None => Pallet::<T>::may_enter_from(),
    };
    HaltView {
        halted: until.is_some(),
        until,
        entered: LastEntered::<T>::get(),
        ended: LastEnded::<T>::get(),
        may_enter_from,
    }
}
