//! How a halt is shown.

use crate::*;
use frame_support::traits::SafeMode;

pub(crate) fn halt<T: Config>() -> HaltView {
    let until = T::SafeMode::is_entered().then(Pallet::<T>::halted_until);
    let may_enter_from = match until {
        // It ends in the slot after its last one.
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
