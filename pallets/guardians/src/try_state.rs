//! The invariants, each checked on its own.

use crate::*;
use frame_support::{
    ensure,
    traits::{Get, SafeMode},
};
use sp_runtime::DispatchError;
use vaka_primitives::try_storage_version;

impl<T: Config> Pallet<T> {
    /// All invariants.
    pub(crate) fn do_try_state() -> Result<(), DispatchError> {
        try_storage_version::<Self>()?;
        Self::try_times()?;
        Self::try_halt()?;
        Self::try_motions()?;
        Self::try_seats()
    }

    /// **Motions**: each was seen in the past, and none twice.
    fn try_motions() -> Result<(), DispatchError> {
        let motions = MotionsSeen::<T>::get();
        for (n, seen) in motions.iter().enumerate() {
            ensure!(seen.at <= Self::now(), "a motion was seen in the past");
            let others = motions.iter().skip(n.saturating_add(1));
            ensure!(others.into_iter().all(|other| other.motion != seen.motion), "seen once");
        }
        Ok(())
    }

    /// **Seats**: a sufficient reference holds the account of every guardian, once. Only they have
    /// free calls, and no more of them in a day than the rules say.
    fn try_seats() -> Result<(), DispatchError> {
        let seated = Seated::<T>::get();
        for (n, who) in seated.iter().enumerate() {
            ensure!(
                frame_system::Pallet::<T>::sufficients(who) > 0,
                "a guardian's account needs no balance"
            );
            let others = seated.iter().skip(n.saturating_add(1));
            ensure!(others.into_iter().all(|other| other != who), "a guardian has one seat");
        }
        let most = T::Rules::get().free_calls;
        let (_, calls) = FreeCallsUsed::<T>::get();
        ensure!(calls.iter().all(|calls| calls.used <= most), "free calls are within the bound");
        Ok(())
    }

    /// **Times**: nothing happened in the future; what ended had begun.
    fn try_times() -> Result<(), DispatchError> {
        let (entered, ended) = (LastEntered::<T>::get(), LastEnded::<T>::get());
        let past = |at: Option<BlockNumber>| at.is_none_or(|at| at <= Self::now());
        ensure!(past(entered) && past(ended), "it happened in the past");
        ensure!(ended.is_none() || entered.is_some(), "what ended had begun");
        Ok(())
    }

    /// **Halts**: safe-mode has told us of each beginning and end. A halt ends in time, and begins
    /// after the rest.
    fn try_halt() -> Result<(), DispatchError> {
        let (entered, ended) = (LastEntered::<T>::get(), LastEnded::<T>::get());
        if !T::SafeMode::is_entered() {
            ensure!(ended >= entered, "a halt that is over was told of");
            return Ok(());
        }
        let entered = entered.ok_or("a halt was told of")?;
        ensure!(Self::now() <= Self::halted_until(), "a halt ends in time");
        ensure!(
            ended.is_none_or(|ended| entered >= Self::rested(ended)),
            "a halt began after the rest"
        );
        Ok(())
    }
}
