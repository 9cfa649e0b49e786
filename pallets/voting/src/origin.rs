//! The authority with which a decision is carried out: Root for the constitution, an origin of ours
//! for each other track.

use crate::*;
use core::marker::PhantomData;
use frame_support::traits::{CallerTrait, EnsureOrigin, OriginTrait};
use sp_runtime::traits::{TryConvert, TryConvertBack};

/// The origins of all pallets, as the scheduler and pallet-referenda keep them.
pub type PalletsOriginOf<T> =
    <<T as frame_system::Config>::RuntimeOrigin as OriginTrait>::PalletsOrigin;

impl From<Origin> for Track {
    fn from(origin: Origin) -> Self {
        match origin {
            Origin::Validators => Self::Validators,
            Origin::Appeals => Self::Appeals,
            Origin::Treasury => Self::Treasury,
            Origin::Parameters => Self::Parameters,
            Origin::Village(community) => Self::Village(community),
        }
    }
}

/// The origin of a track. None for the constitution, whose origin is Root.
fn origin_of(track: Track) -> Option<Origin> {
    match track {
        Track::Constitution => None,
        Track::Validators => Some(Origin::Validators),
        Track::Appeals => Some(Origin::Appeals),
        Track::Treasury => Some(Origin::Treasury),
        Track::Parameters => Some(Origin::Parameters),
        Track::Village(community) => Some(Origin::Village(community)),
    }
}

/// Converts a track to its origin, and back. It does not check that a village exists; [`Tracks`]
/// does.
pub struct TrackOrigin<T>(PhantomData<T>);

impl<T: Config> TrackOrigin<T> {
    /// The track that decides with that origin. None for the origins of signers and of other
    /// pallets.
    pub fn track_of(origin: &PalletsOriginOf<T>) -> Option<Track> {
        if origin.is_root() {
            return Some(Track::Constitution);
        }
        let ours: Origin = origin.clone().try_into().ok()?;
        Some(ours.into())
    }

    /// The origin with which a track's decisions are carried out. None for a village beyond the
    /// tracks' numbers.
    pub fn origin_of(track: Track) -> Option<PalletsOriginOf<T>> {
        track.id()?;
        let origin = match origin_of(track) {
            Some(ours) => ours.into(),
            None => frame_system::RawOrigin::Root.into(),
        };
        Some(origin)
    }
}

impl<T: Config> TryConvert<Track, PalletsOriginOf<T>> for TrackOrigin<T> {
    fn try_convert(track: Track) -> Result<PalletsOriginOf<T>, Track> {
        Self::origin_of(track).ok_or(track)
    }
}

impl<T: Config> TryConvertBack<Track, PalletsOriginOf<T>> for TrackOrigin<T> {
    fn try_convert_back(origin: PalletsOriginOf<T>) -> Result<Track, PalletsOriginOf<T>> {
        Self::track_of(&origin).ok_or(origin)
    }
}

macro_rules! ensure_national {
    ($(#[$doc:meta])* $name:ident, $origin:ident) => {
        $(#[$doc])*
        pub struct $name;

        impl<O> EnsureOrigin<O> for $name
        where
            O: OriginTrait + From<Origin>,
            for<'a> &'a O::PalletsOrigin: TryInto<&'a Origin>,
        {
            type Success = ();

            fn try_origin(origin: O) -> Result<(), O> {
                if let Ok(Origin::$origin) = origin.caller().try_into() {
                    return Ok(());
                }
                Err(origin)
            }

            #[cfg(feature = "runtime-benchmarks")]
            fn try_successful_origin() -> Result<O, ()> {
                Ok(O::from(Origin::$origin))
            }
        }
    };
}

ensure_national!(
    /// Passes only what the validators track decided. Root does not pass.
    EnsureValidators,
    Validators
);
ensure_national!(
    /// Passes only what the appeals track decided. Root does not pass.
    EnsureAppeals,
    Appeals
);
ensure_national!(
    /// Passes only what the treasury track decided. Root does not pass.
    EnsureTreasury,
    Treasury
);
ensure_national!(
    /// Passes only what the parameters track decided. Root does not pass.
    EnsureParameters,
    Parameters
);

/// Passes what a village decided on its own track, and returns the village.
pub struct EnsureVillage;

impl<O> EnsureOrigin<O> for EnsureVillage
where
    O: OriginTrait + From<Origin>,
    for<'a> &'a O::PalletsOrigin: TryInto<&'a Origin>,
{
    type Success = CommunityId;

    fn try_origin(origin: O) -> Result<CommunityId, O> {
        if let Ok(Origin::Village(community)) = origin.caller().try_into() {
            return Ok(*community);
        }
        Err(origin)
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn try_successful_origin() -> Result<O, ()> {
        Ok(O::from(Origin::Village(0)))
    }
}
