//! The guardians' origin, and how they vote.

use crate::*;
use core::marker::PhantomData;
use frame_support::traits::{EnsureOrigin, OriginTrait};
use frame_system::pallet_prelude::{BlockNumberFor, OriginFor};
use pallet_collective::{DefaultVote, MemberCount, RawOrigin};

/// The origin of two thirds of at least three guardians, not within fourteen days of the end of the
/// last halt. It is meant for `pallet_safe_mode::Config::ForceEnterOrigin` and nothing else, and
/// returns the number of blocks for which they halt the chain. `I` is the instance of the
/// guardians' collective.
pub struct EnsureGuardians<T, I>(PhantomData<(T, I)>);

impl<T, I> EnsureOrigin<OriginFor<T>> for EnsureGuardians<T, I>
where
    T: Config,
    OriginFor<T>: From<RawOrigin<T::AccountId, I>>,
    for<'a> &'a <OriginFor<T> as OriginTrait>::PalletsOrigin:
        TryInto<&'a RawOrigin<T::AccountId, I>>,
    I: 'static,
{
    type Success = BlockNumberFor<T>;

    fn try_origin(origin: OriginFor<T>) -> Result<Self::Success, OriginFor<T>> {
        let duration = match origin.caller().try_into() {
            Ok(RawOrigin::Members(ayes, seats)) => Pallet::<T>::may_halt(*ayes, *seats),
            _ => None,
        };
        duration.map(Into::into).ok_or(origin)
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn try_successful_origin() -> Result<OriginFor<T>, ()> {
        LastEnded::<T>::kill();
        Ok(RawOrigin::Members(3, 3).into())
    }
}

/// A guardian who does not vote counts as a nay. No prime's vote stands in for others.
pub struct AbsentIsNay;

impl DefaultVote for AbsentIsNay {
    fn default_vote(_: Option<bool>, _: MemberCount, _: MemberCount, _: MemberCount) -> bool {
        false
    }
}
