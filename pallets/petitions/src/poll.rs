//! A petition's poll: the referendum that is submitted, the place it takes, and what becomes of it.

use crate::{track::TrackInfo, *};
use alloc::boxed::Box;
use codec::Encode;
use core::marker::PhantomData;
use frame_support::{
    defensive,
    dispatch::RawOrigin,
    ensure,
    traits::{
        schedule::DispatchTime, Bounded, BoundedInline, EnsureOriginWithArg, Get, OriginTrait,
    },
    weights::Weight,
    BoundedVec,
};
use frame_system::pallet_prelude::OriginFor;
use pallet_referenda::{
    DecidingCount, PalletsOriginOf, ReferendumCount, ReferendumInfo, ReferendumInfoFor,
};
use sp_runtime::{
    traits::{AccountIdConversion, One, SaturatedConversion, Saturating, Zero},
    DispatchError,
};
use vaka_primitives::Communities as _;

type Referenda<T> = pallet_referenda::Pallet<T>;

/// The referenda that take a place.
pub(crate) type Polls<T> = BoundedVec<Poll, <T as Config>::MaxOngoing>;

impl<T: Config> Pallet<T> {
    /// The account that submits all referenda. Nobody has a key for it.
    pub fn account_id() -> T::AccountId {
        T::PalletId::get().into_account_truncating()
    }

    /// What has become of a referendum.
    pub(crate) fn fate(track: Track, referendum: ReferendumIndex) -> Fate {
        match ReferendumInfoFor::<T, ()>::get(referendum) {
            Some(ReferendumInfo::Ongoing(_)) => Fate::Ongoing,
            Some(ReferendumInfo::Approved(since, ..)) => {
                let wait = Self::origin_of(track)
                    .and_then(|origin| Self::track_info(&origin))
                    .map_or(Zero::zero(), |info| info.min_enactment_period)
                    .max(One::one());
                Fate::Approved { due: since.saturating_add(wait).saturated_into() }
            }
            Some(ReferendumInfo::Rejected(..)) => Fate::Over(Ending::Rejected),
            Some(ReferendumInfo::TimedOut(..)) => Fate::Over(Ending::TimedOut),
            Some(ReferendumInfo::Killed(..)) => Fate::Over(Ending::Killed),
            // pallet-referenda keeps all records, so there is always one.
            Some(ReferendumInfo::Cancelled(..)) | None => Fate::Over(Ending::Cancelled),
        }
    }

    /// The slot from which an enactment counts as lost, if it was due in the slot `due`.
    pub(crate) fn lost_from(due: BlockNumber) -> BlockNumber {
        due.saturating_add(Self::slots(Self::figures().enactment_grace))
    }

    /// The block from which a lost enactment may no longer be retried, if it was due in the slot
    /// `due`.
    pub(crate) fn retry_until(due: BlockNumber) -> BlockNumber {
        due.saturating_add(Self::slots(Self::figures().retry_life))
    }

    /// Returns the referenda that take a place, if there is a place left for that petition.
    pub(crate) fn places_for(
        petition: &PetitionOf<T>,
        info: TrackInfo<T>,
    ) -> Result<Polls<T>, Obstacle> {
        let (now, track) = (Self::now(), petition.track);
        let (mut on_track, mut preparing, mut of_villages) = (0u32, 0u32, 0u32);
        let mut polls = Ongoing::<T>::get();
        polls.retain(|poll| {
            let fate = Self::fate(poll.track, poll.referendum);
            let stays = match fate {
                Fate::Ongoing => true,
                // Its enactment still takes a place in the agenda.
                Fate::Approved { due } => now < Self::lost_from(due),
                Fate::Over(_) => false,
            };
            if fate == Fate::Ongoing && poll.track == track {
                on_track = on_track.saturating_add(1);
                let prepares = Referenda::<T>::ensure_ongoing(poll.referendum)
                    .is_ok_and(|status| status.deciding.is_none());
                preparing = preparing.saturating_add(prepares.into());
            }
            if stays && poll.track.village().is_some() {
                of_villages = of_villages.saturating_add(1);
            }
            stays
        });

        // A track has only as many places as it decides at once, so that no referendum has to
        // queue. A full queue would drop the weakest.
        let places = info.max_deciding.min(<T as pallet_referenda::Config>::MaxQueued::get());
        // A ring that holds all others does not hold the place of what many people endorsed.
        let electorate = T::Communities::electorate(track);
        let kept = Self::figures().kept_from(petition.endorsements, track, electorate);
        let places = places.saturating_sub(kept);
        // pallet-referenda keeps a count of its own. It counts a referendum that ended until the
        // next block, or for ever if that block's agenda is full.
        let deciding = DecidingCount::<T, ()>::get(info.id);
        if on_track.max(deciding.saturating_add(preparing)) >= places {
            return Err(Obstacle::TrackFull);
        }
        let villages_full = of_villages >= Self::village_places();
        if polls.is_full() || (track.village().is_some() && villages_full) {
            return Err(Obstacle::ChainFull);
        }
        Ok(polls)
    }

    /// The number of villages' referenda that may be ongoing or wait for their enactment. The other
    /// places are the nation's.
    pub(crate) fn village_places() -> u32 {
        T::MaxOngoing::get().saturating_sub(T::NationalPlaces::get())
    }

    /// Submits a referendum and places its decision deposit, which is zero. If one of the two
    /// fails, the caller undoes both.
    pub(crate) fn submit_referendum(
        id: PetitionId,
        petition: &PetitionOf<T>,
        weight: Weight,
        origin: PalletsOriginOf<T>,
    ) -> Result<ReferendumIndex, Obstacle> {
        let call = RuntimeCallOf::<T>::from(Call::execute { petition: id, weight });
        let inline = BoundedInline::try_from(call.encode())
            .map_err(|_| Obstacle::Referenda(DispatchError::Exhausted))?;
        let submitter = || OriginFor::<T>::from(RawOrigin::Signed(Self::account_id()));
        let referendum = ReferendumCount::<T, ()>::get();
        Referenda::<T>::submit(
            submitter(),
            Box::new(origin),
            Bounded::Inline(inline),
            DispatchTime::After(Zero::zero()),
        )?;
        Referenda::<T>::place_decision_deposit(submitter(), referendum)
            .map_err(|error| error.error)?;
        // If the agenda is full, pallet-referenda accepts a referendum without an alarm. Nothing
        // would ever wake it.
        let status = Referenda::<T>::ensure_ongoing(referendum)?;
        if status.alarm.is_none() && !status.in_queue {
            return Err(Obstacle::AgendaFull);
        }
        debug_assert!(Self::origin_of(petition.track) == Some(status.origin));
        Ok(referendum)
    }

    /// Wakes a referendum whose alarm was lost in a full agenda. Otherwise only a vote would wake
    /// it.
    pub(crate) fn wake(referendum: ReferendumIndex) -> Result<(), DispatchError> {
        let asleep = Referenda::<T>::ensure_ongoing(referendum)
            .is_ok_and(|status| status.alarm.is_none() && !status.in_queue);
        ensure!(asleep, Error::<T>::AlreadySubmitted);
        Referenda::<T>::nudge_referendum(RawOrigin::Root.into(), referendum)
            .map_err(|error| error.error)?;
        Ok(())
    }

    /// Puts a referendum on the list of those that take a place.
    pub(crate) fn note_poll(mut polls: Polls<T>, poll: Poll) {
        if polls.try_push(poll).is_err() {
            defensive!("there was a place");
        }
        Ongoing::<T>::put(polls);
    }

    /// Takes a referendum off the list of those that take a place.
    pub(crate) fn forget_poll(referendum: ReferendumIndex) {
        Ongoing::<T>::mutate(|polls| polls.retain(|poll| poll.referendum != referendum));
    }
}

/// The only origin that submits referenda: this pallet's account. For
/// [`pallet_referenda::Config::SubmitOrigin`].
pub struct Submitter<T>(PhantomData<T>);

impl<T: Config> EnsureOriginWithArg<OriginFor<T>, PalletsOriginOf<T>> for Submitter<T> {
    type Success = T::AccountId;

    fn try_origin(
        origin: OriginFor<T>,
        _: &PalletsOriginOf<T>,
    ) -> Result<Self::Success, OriginFor<T>> {
        let account = Pallet::<T>::account_id();
        match origin.as_signer() {
            Some(who) if *who == account => Ok(account),
            _ => Err(origin),
        }
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn try_successful_origin(_: &PalletsOriginOf<T>) -> Result<OriginFor<T>, ()> {
        Ok(RawOrigin::Signed(Pallet::<T>::account_id()).into())
    }
}
