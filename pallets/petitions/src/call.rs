//! The call that a petition carries: whether it may be petitioned, and its bytes.

use crate::*;
use codec::Encode;
use frame_support::{
    dispatch::GetDispatchInfo,
    traits::{Contains, Get, QueryPreimage, StorePreimage},
    weights::Weight,
};
use sp_runtime::{traits::Hash as _, DispatchError};

impl<T: Config> Pallet<T> {
    /// Whether a call may be petitioned, its length and its weight.
    pub(crate) fn judge(call: &RuntimeCallOf<T>) -> (Verdict, u32, Weight) {
        let length = u32::try_from(call.encoded_size()).unwrap_or(u32::MAX);
        if length > T::MaxCallLen::get() {
            return (Verdict::TooLong, length, Weight::zero());
        }
        if !T::CallFilter::contains(call) {
            return (Verdict::Refused, length, Weight::zero());
        }
        let weight = call.get_dispatch_info().call_weight;
        let verdict = if weight.any_gt(T::MaxCallWeight::get()) {
            Verdict::TooHeavy
        } else {
            Verdict::Allowed
        };
        (verdict, length, weight)
    }

    /// Keeps a call's bytes: as a preimage, if they are more than 128.
    pub(crate) fn keep(call: RuntimeCallOf<T>) -> Result<BoundedCallOf<T>, DispatchError> {
        let hash = T::Hashing::hash_of(&call);
        let held_by_others = PreimagesOf::<T>::is_requested(&hash);
        let kept = PreimagesOf::<T>::bound(call)?;
        // If somebody else already holds the bytes, noting them adds no hold. The first holder to
        // let go would then take them from all.
        if held_by_others {
            PreimagesOf::<T>::hold(&kept);
        }
        Ok(kept)
    }

    /// Lets go of the call's bytes. They stay for others who hold the same.
    pub(crate) fn release(petition: &mut PetitionOf<T>) {
        if !petition.held {
            return;
        }
        petition.held = false;
        // Root can withdraw our request of them; then there is nothing to let go of.
        let requested =
            petition.call.lookup_hash().is_some_and(|hash| PreimagesOf::<T>::is_requested(&hash));
        if requested {
            PreimagesOf::<T>::drop(&petition.call);
        }
    }
}
