//! The inherent: what the author's node hands over becomes a call, if it would succeed.

use crate::*;
use frame_support::traits::Contains;
use sp_inherents::InherentData;

/// The call for the block that is being made. It is made after the hooks at the block's beginning,
/// so it is checked in the state in which it will run: bytes that would fail are left out.
pub(crate) fn create<T: Config>(data: &InherentData) -> Option<Call<T>> {
    let output = data.get_data::<Output>(&beacon_vrf::IDENTIFIER).ok().flatten()?;
    Pallet::<T>::check(&output).ok()?;
    let call = Call::contribute { output };
    // The filter refuses inherents, too.
    T::BaseCallFilter::contains(&call.clone().into()).then_some(call)
}
