//! Makes the call that the people approved: once, with the origin of its track, and with a receipt.

use crate::*;
use frame_support::{
    dispatch::{GetDispatchInfo, PostDispatchInfo},
    ensure,
    storage::with_storage_layer,
    traits::{Contains, OriginTrait, QueryPreimage},
    weights::Weight,
};
use frame_system::pallet_prelude::OriginFor;
use sp_runtime::{
    traits::{BadOrigin, Dispatchable},
    DispatchError,
};

/// What is known before an approved call is tried.
struct Attempt {
    referendum: ReferendumIndex,
    /// The most that the call may weigh.
    limit: Weight,
    /// The slot from which it may be tried again, if it fails.
    retry_from: BlockNumber,
    /// The slot from which it may no longer be tried.
    until: BlockNumber,
}

impl<T: Config> Pallet<T> {
    pub(crate) fn do_execute(
        origin: OriginFor<T>,
        id: PetitionId,
        limit: Weight,
    ) -> Result<PostDispatchInfo, DispatchError> {
        let petition = Self::petition_by(id)?;
        let recorded = Self::origin_of(petition.track).ok_or(Error::<T>::UnknownTrack)?;
        ensure!(*origin.caller() == recorded, BadOrigin);
        ensure!(!Executing::<T>::exists(), Error::<T>::Reentered);
        let referendum = match petition.stage {
            Stage::Voting { referendum } => referendum,
            Stage::Done { .. } | Stage::Failed { .. } => {
                return Err(Error::<T>::AlreadyExecuted.into())
            }
            _ => return Err(Error::<T>::NotApproved.into()),
        };
        let Fate::Approved { due } = Self::fate(petition.track, referendum) else {
            return Err(Error::<T>::NotApproved.into());
        };
        let now = Self::now();
        ensure!(now >= due, Error::<T>::NotDue);
        let attempt = Attempt {
            referendum,
            limit,
            retry_from: now,
            until: Self::after(Self::figures().retry_life),
        };
        let (used, _) = Self::attempt(id, petition, recorded.into(), attempt);
        Ok(Some(<T as Config>::WeightInfo::execute().saturating_add(used)).into())
    }

    pub(crate) fn do_retry(
        id: PetitionId,
        limit: Weight,
    ) -> Result<PostDispatchInfo, DispatchError> {
        let petition = Self::petition_by(id)?;
        ensure!(!Executing::<T>::exists(), Error::<T>::Reentered);
        let now = Self::now();
        let (referendum, until) = match petition.stage {
            Stage::Failed { referendum, retry_from, until, .. } => {
                ensure!(now < until, Error::<T>::RetryOver);
                ensure!(now >= retry_from, Error::<T>::RetriedLately);
                (referendum, until)
            }
            Stage::Voting { referendum } => {
                let Fate::Approved { due } = Self::fate(petition.track, referendum) else {
                    return Err(Error::<T>::NothingToRetry.into());
                };
                ensure!(now >= Self::lost_from(due), Error::<T>::NotDue);
                let until = Self::retry_until(due);
                ensure!(now < until, Error::<T>::RetryOver);
                (referendum, until)
            }
            _ => return Err(Error::<T>::NothingToRetry.into()),
        };
        let recorded = Self::origin_of(petition.track).ok_or(Error::<T>::UnknownTrack)?;
        let attempt = Attempt {
            referendum,
            limit,
            retry_from: now.saturating_add(Self::retry_pause()),
            until,
        };
        let (used, outcome) = Self::attempt(id, petition, recorded.into(), attempt);
        // If somebody names too little weight, the retry is undone, so that it does not count as a
        // try.
        if let Err(Failure::TooHeavy { .. }) = outcome {
            return Err(Error::<T>::WeightTooLow.into());
        }
        Ok(Some(<T as Config>::WeightInfo::retry().saturating_add(used)).into())
    }

    /// Makes the call and stores the outcome. Returns the weight that the call used, and the
    /// outcome.
    fn attempt(
        id: PetitionId,
        mut petition: PetitionOf<T>,
        origin: OriginFor<T>,
        attempt: Attempt,
    ) -> (Weight, Result<(), Failure>) {
        let Attempt { referendum, limit, retry_from, until } = attempt;
        let at = Self::now();
        if let Stage::Voting { .. } = petition.stage {
            Self::leave_opener(&petition);
        }
        // Whatever the call does, it finds the petition done.
        petition.stage = Stage::Done { referendum, at };
        Petitions::<T>::insert(id, &petition);
        Executing::<T>::put(());
        let payments = T::Payments::next();
        let (used, outcome) = Self::make(&petition.call, origin, limit);
        Executing::<T>::kill();

        match outcome {
            Ok(()) => {
                petition.payments = Self::granted_since(payments);
                Self::release(&mut petition);
                Self::deposit_event(Event::Executed { petition: id });
            }
            Err(failure) => {
                petition.stage = Stage::Failed { referendum, at, failure, retry_from, until };
                Self::deposit_event(Event::ExecutionFailed { petition: id, failure });
            }
        }
        Petitions::<T>::insert(id, petition);
        Self::forget_poll(referendum);
        (used, outcome)
    }

    /// Makes a call, if it still may be made. A call that fails changes nothing.
    fn make(
        call: &BoundedCallOf<T>,
        origin: OriginFor<T>,
        limit: Weight,
    ) -> (Weight, Result<(), Failure>) {
        let call = match PreimagesOf::<T>::peek::<RuntimeCallOf<T>>(call) {
            Ok((call, _)) => call,
            Err(DispatchError::Corruption) => return (Weight::zero(), Err(Failure::Undecodable)),
            Err(_) => return (Weight::zero(), Err(Failure::MissingPreimage)),
        };
        if !T::CallFilter::contains(&call) {
            return (Weight::zero(), Err(Failure::Refused));
        }
        let needs = call.get_dispatch_info().call_weight;
        if needs.any_gt(limit) {
            return (Weight::zero(), Err(Failure::TooHeavy { needs }));
        }
        let used = |post: PostDispatchInfo| post.actual_weight.unwrap_or(needs).min(needs);
        match with_storage_layer(|| call.dispatch(origin)) {
            Ok(post) => (used(post), Ok(())),
            Err(error) => (used(error.post_info), Err(Failure::Call(error.error))),
        }
    }
}
