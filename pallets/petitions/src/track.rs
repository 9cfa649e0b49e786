//! What belongs to a track: the origin of its calls, its electors, and the number of endorsements
//! that a petition needs there.

use crate::*;
use frame_support::ensure;
use pallet_referenda::{PalletsOriginOf, TrackIdOf, TracksInfo};
use sp_runtime::{
    traits::{BlockNumberProvider, TryConvert, TryConvertBack},
    DispatchError,
};
use vaka_primitives::{Communities as _, Members as _, Membership};

/// The properties of a track of pallet-referenda that this pallet uses.
pub(crate) struct TrackInfo<T: Config> {
    pub id: TrackIdOf<T, ()>,
    pub max_deciding: u32,
    pub min_enactment_period:
        <<T as pallet_referenda::Config>::BlockNumberProvider as BlockNumberProvider>::BlockNumber,
}

impl<T: Config> Pallet<T> {
    /// The origin with which a track's calls are made. None if there is no such track.
    pub(crate) fn origin_of(track: Track) -> Option<PalletsOriginOf<T>> {
        let origin = T::TrackOrigin::try_convert(track).ok()?;
        let back = T::TrackOrigin::try_convert_back(origin.clone()).ok()?;
        (back == track && Self::track_info(&origin).is_some()).then_some(origin)
    }

    /// The track of pallet-referenda with that origin: its number, how many referenda it decides at
    /// once, and for how many blocks an approved one waits for its enactment.
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

    /// Returns the account's membership if it is a member who votes on the track.
    pub(crate) fn elector(who: &T::AccountId, track: Track) -> Result<Membership, DispatchError> {
        let membership = T::Members::membership(who).ok_or(Error::<T>::NotMember)?;
        Self::ensure_elector(&membership, track)?;
        Ok(membership)
    }

    /// Checks that a member votes on a track.
    pub(crate) fn ensure_elector(
        membership: &Membership,
        track: Track,
    ) -> Result<(), DispatchError> {
        ensure!(!membership.suspended, Error::<T>::Suspended);
        ensure!(!membership.is_dormant(), Error::<T>::Dormant);
        ensure!(membership.votes_on(track), Error::<T>::NotOfVillage);
        Ok(())
    }
}
