//! What a runtime must grant the pallet.

use crate::*;
use frame_support::{dispatch::DispatchClass, traits::Get};

impl<T: Config> Pallet<T> {
    /// Panics in the runtime's tests if its configuration cannot work.
    pub(crate) fn check_integrity() {
        let one_of_each = T::WeightInfo::closing_idle()
            .saturating_add(T::WeightInfo::step_due())
            .saturating_add(T::WeightInfo::step_clear())
            .saturating_add(T::WeightInfo::step_prune());
        assert!(
            T::ClosingWeight::get().all_gte(one_of_each),
            "the hook must be able to close a slot in a block"
        );
        assert_eq!(T::Rules::get().flaw(), None, "the figures must make sense");
        assert!(T::MaxBatch::get() > 0 && T::MaxSettle::get() > 0, "no call may be useless");
        assert!(T::MaxBooks::get() > 1, "a late reading must find its books");
        let of_users = T::BlockWeights::get().get(DispatchClass::Normal).max_extrinsic;
        let worst_settle = Self::worst_settle(T::MaxSettle::get());
        assert!(
            of_users.is_none_or(|most| {
                most.all_gte(Self::worst_batch(T::MaxBatch::get())) && most.all_gte(worst_settle)
            }),
            "the largest calls must fit a block"
        );
    }
}
