//! From a petition to a referendum.

use crate::*;
use alloc::boxed::Box;
use codec::Encode;
use core::marker::PhantomData;
use frame_support::{
    defensive,
    dispatch::RawOrigin,
    ensure,
    storage::with_storage_layer,
    traits::{
        schedule::DispatchTime, Bounded, BoundedInline, EnsureOriginWithArg, Get, OriginTrait,
        QueryPreimage,
    },
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

type Referenda<T> = pallet_referenda::Pallet<T>;

impl<T: Config> Pallet<T> {
    /// The account without a key in whose name all referenda are submitted.
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
            // Referenda forgets none.
            Some(ReferendumInfo::Cancelled(..)) | None => Fate::Over(Ending::Cancelled),
        }
    }

    /// From which block on an enactment that was due counts as lost.
    pub(crate) fn lost_from(due: BlockNumber) -> BlockNumber {
        due.saturating_add(Self::blocks(Self::figures().enactment_grace))
    }

    /// Submits an open petition that has enough endorsements, or lets it wait; says whether it had.
    pub(crate) fn submit_if_endorsed(id: PetitionId, petition: &mut PetitionOf<T>) -> bool {
        let enough = petition.endorsements >= Self::threshold(petition.track);
        if enough {
            let until = Self::after(Self::figures().waiting_life);
            Self::submit_or_wait(id, petition, until);
        }
        enough
    }

    fn submit_or_wait(id: PetitionId, petition: &mut PetitionOf<T>, until: BlockNumber) {
        match Self::try_submit(id, petition) {
            Ok(referendum) => {
                Self::leave_pending(petition);
                petition.stage = Stage::Voting { referendum };
                Self::deposit_event(Event::Submitted { petition: id, referendum });
            }
            Err(obstacle) => {
                petition.stage = Stage::Waiting { until, obstacle };
                Self::deposit_event(Event::Waits { petition: id, obstacle });
            }
        }
        Self::update_turn(id, petition);
    }

    pub(crate) fn do_submit(id: PetitionId) -> Result<(), DispatchError> {
        let mut petition = Self::petition_by(id)?;
        let now = Self::now();
        match petition.stage {
            Stage::Open { until } => {
                ensure!(now < until, Error::<T>::Expired);
                let tried = Self::submit_if_endorsed(id, &mut petition);
                ensure!(tried, Error::<T>::TooFewEndorsements);
            }
            Stage::Waiting { until, .. } => {
                ensure!(now < until, Error::<T>::Expired);
                Self::submit_or_wait(id, &mut petition, until);
            }
            Stage::Voting { referendum } => return Self::wake(referendum),
            Stage::Merging { .. } => return Err(Error::<T>::NotOpen.into()),
            _ => return Err(Error::<T>::AlreadySubmitted.into()),
        }
        Petitions::<T>::insert(id, petition);
        Ok(())
    }

    /// Wakes a referendum whose alarm was lost: in a full agenda. Nothing else would, but for a
    /// vote.
    fn wake(referendum: ReferendumIndex) -> Result<(), DispatchError> {
        let asleep = Referenda::<T>::ensure_ongoing(referendum)
            .is_ok_and(|status| status.alarm.is_none() && !status.in_queue);
        ensure!(asleep, Error::<T>::AlreadySubmitted);
        Referenda::<T>::nudge_referendum(RawOrigin::Root.into(), referendum)
            .map_err(|error| error.error)?;
        Ok(())
    }

    /// Submits a petition if there is a place for its referendum, it is its turn, and its call can
    /// be made as things stand.
    fn try_submit(
        id: PetitionId,
        petition: &mut PetitionOf<T>,
    ) -> Result<ReferendumIndex, Obstacle> {
        let origin = Self::origin_of(petition.track).ok_or(Obstacle::NoTrack)?;
        let info = Self::track_info(&origin).ok_or(Obstacle::NoTrack)?;
        let mut polls = Self::places_for(petition.track, info)?;
        if let Some(first) = Self::turn_before(id, petition) {
            return Err(Obstacle::Behind(first));
        }
        let (call, _) = PreimagesOf::<T>::peek::<RuntimeCallOf<T>>(&petition.call)
            .map_err(|_| Obstacle::MissingPreimage)?;
        let (verdict, _, weight) = Self::judge(&call);
        match verdict {
            Verdict::Allowed => (),
            Verdict::TooHeavy => return Err(Obstacle::TooHeavy),
            _ => return Err(Obstacle::Refused),
        }
        let referendum =
            with_storage_layer(|| Self::submit_referendum(id, petition, weight, origin))?;
        petition.weight = weight;
        let poll = Poll { petition: id, referendum, track: petition.track };
        if polls.try_push(poll).is_err() {
            defensive!("there was a place");
        }
        Ongoing::<T>::put(polls);
        Ok(referendum)
    }

    /// The referenda that take a place, if there is one left for that track.
    fn places_for(
        track: Track,
        info: TrackInfo<T>,
    ) -> Result<BoundedVec<Poll, T::MaxOngoing>, Obstacle> {
        let now = Self::now();
        let (mut on_track, mut preparing, mut of_villages) = (0u32, 0u32, 0u32);
        let mut polls = Ongoing::<T>::get();
        polls.retain(|poll| {
            let fate = Self::fate(poll.track, poll.referendum);
            let stays = match fate {
                Fate::Ongoing => true,
                // Its enactment has a place in the agenda.
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

        // As many as are decided at once, so that none has to queue for that: a queue that is full
        // drops the weakest.
        let places = info.max_deciding.min(<T as pallet_referenda::Config>::MaxQueued::get());
        // What referenda count matters, too: one that ended counts until the next block, and for
        // ever if that agenda is full.
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

    /// How many referenda of villages may be going on or wait for their enactment: the others'
    /// places are the nation's.
    pub(crate) fn village_places() -> u32 {
        T::MaxOngoing::get().saturating_sub(T::NationalPlaces::get())
    }

    /// Submits it and places the decision deposit, which is zero; both, or neither.
    fn submit_referendum(
        id: PetitionId,
        petition: &PetitionOf<T>,
        weight: frame_support::weights::Weight,
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
        // Referenda goes on without an alarm if the agenda is full; nothing would ever wake it.
        let status = Referenda::<T>::ensure_ongoing(referendum)?;
        if status.alarm.is_none() && !status.in_queue {
            return Err(Obstacle::AgendaFull);
        }
        debug_assert!(Self::origin_of(petition.track) == Some(status.origin));
        Ok(referendum)
    }

    /// Takes a referendum off the list of those that are going on.
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
