//! What a track asks: with which origin its calls are made, who votes on it, and how many
//! endorsements a petition needs there.

use crate::*;
use frame_support::ensure;
use pallet_referenda::{PalletsOriginOf, TrackIdOf, TracksInfo};
use sp_runtime::{
    traits::{BlockNumberProvider, TryConvert, TryConvertBack},
    DispatchError,
};
use vaka_primitives::{Communities as _, Members as _, Membership};

/// What matters here of a track of referenda.
pub(crate) struct TrackInfo<T: Config> {
    pub id: TrackIdOf<T, ()>,
    pub max_deciding: u32,
    pub min_enactment_period:
        <<T as pallet_referenda::Config>::BlockNumberProvider as BlockNumberProvider>::BlockNumber,
}

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
}
