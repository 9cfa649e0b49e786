//! Opening a petition: who may, with what call, and how many.

use crate::*;
use codec::Encode;
use frame_support::{
    defensive,
    dispatch::GetDispatchInfo,
    ensure,
    traits::{Contains, Get, QueryPreimage, StorePreimage},
    weights::Weight,
};
use pallet_referenda::{PalletsOriginOf, TracksInfo};
use sp_runtime::{
    traits::{Hash as _, TryConvert, TryConvertBack},
    DispatchError,
};
use vaka_primitives::{Communities as _, Members as _, Membership};

impl<T: Config> Pallet<T> {
    /// The origin with which calls of a track are made; none if there is no such track.
    pub(crate) fn origin_of(track: Track) -> Option<PalletsOriginOf<T>> {
        let origin = T::TrackOrigin::try_convert(track).ok()?;
        let back = T::TrackOrigin::try_convert_back(origin.clone()).ok()?;
        (back == track && Self::track_info(&origin).is_some()).then_some(origin)
    }

    /// What referenda know of the track with that origin: its number there, how many are decided at
    /// a time, and for how long what was approved waits.
    pub(crate) fn track_info(origin: &PalletsOriginOf<T>) -> Option<TrackInfo<T>> {
        type Tracks<T> = <T as pallet_referenda::Config>::Tracks;
        let id = Tracks::<T>::track_for(origin).ok()?;
        let info = Tracks::<T>::info(id)?;
        Some(TrackInfo {
            id,
            max_deciding: info.max_deciding,
            min_enactment_period: info.min_enactment_period,
        })
    }

    /// How many endorsements a petition needs on a track now.
    pub(crate) fn threshold(track: Track) -> u32 {
        Self::figures().threshold(T::Communities::electorate(track))
    }

    /// A member who votes on a track.
    pub(crate) fn elector(who: &T::AccountId, track: Track) -> Result<Membership, DispatchError> {
        let membership = T::Members::membership(who).ok_or(Error::<T>::NotMember)?;
        ensure!(!membership.suspended, Error::<T>::Suspended);
        ensure!(membership.votes_on(track), Error::<T>::NotOfVillage);
        Ok(membership)
    }

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

    /// Opens a petition; says whether it was tried to submit it at once.
    pub(crate) fn do_open(
        who: T::AccountId,
        track: Track,
        title: Title,
        text: Hash,
        call: RuntimeCallOf<T>,
    ) -> Result<bool, DispatchError> {
        ensure!(!title.is_empty() && core::str::from_utf8(&title).is_ok(), Error::<T>::BadTitle);
        ensure!(Self::origin_of(track).is_some(), Error::<T>::UnknownTrack);
        let opener = Self::elector(&who, track)?.member;
        Self::join_pending(opener, track)?;
        let (verdict, _, weight) = Self::judge(&call);
        match verdict {
            Verdict::Allowed => (),
            Verdict::TooLong => return Err(Error::<T>::CallTooLong.into()),
            Verdict::TooHeavy => return Err(Error::<T>::CallTooHeavy.into()),
            _ => return Err(Error::<T>::CallRefused.into()),
        }
        let id = NextPetition::<T>::get();
        let next = id.checked_add(1).ok_or(Error::<T>::NumbersExhausted)?;
        NextPetition::<T>::put(next);

        let mut petition = Petition {
            opener,
            track,
            title,
            text,
            call: Self::keep(call)?,
            held: true,
            weight,
            opened: Self::now(),
            endorsements: 1,
            incoming: 0,
            stage: Stage::Open { until: Self::after(Self::figures().open_life) },
        };
        Endorsements::<T>::insert(id, opener, ());
        Self::deposit_event(Event::Opened { petition: id, opener, track, text });
        let tried = Self::submit_if_endorsed(id, &mut petition);
        Petitions::<T>::insert(id, petition);
        Ok(tried)
    }

    /// Counts a petition on the way to a vote.
    fn join_pending(opener: MemberId, track: Track) -> Result<(), DispatchError> {
        let rules = Self::figures();
        let of_member = OpenedBy::<T>::get(opener).unwrap_or_default();
        ensure!(of_member < rules.per_member, Error::<T>::TooManyOpen);
        let of_track = Pending::<T>::get(track).unwrap_or_default();
        let places = rules.places(T::Communities::electorate(track));
        ensure!(of_track < places, Error::<T>::TrackCrowded);
        OpenedBy::<T>::insert(opener, of_member.saturating_add(1));
        Pending::<T>::insert(track, of_track.saturating_add(1));
        Ok(())
    }

    /// Counts a petition on the way to a vote no longer.
    pub(crate) fn leave_pending(petition: &PetitionOf<T>) {
        let one_less = |count: &mut Option<u32>| match count.and_then(|count| count.checked_sub(1))
        {
            Some(0) => *count = None,
            Some(left) => *count = Some(left),
            None => {
                defensive!("a petition on the way is counted");
            }
        };
        OpenedBy::<T>::mutate_exists(petition.opener, one_less);
        Pending::<T>::mutate_exists(petition.track, one_less);
    }

    /// Keeps a call's bytes, if they are many.
    fn keep(call: RuntimeCallOf<T>) -> Result<BoundedCallOf<T>, DispatchError> {
        let hash = T::Hashing::hash_of(&call);
        let held_by_others = PreimagesOf::<T>::is_requested(&hash);
        let kept = PreimagesOf::<T>::bound(call)?;
        // Noting what somebody else holds does not count as another hold: the first to let go would
        // take it from all.
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
