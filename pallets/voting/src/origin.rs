//! With what authority a decision is carried out: Root for the constitution, an origin of our own
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

/// The origin of a track; none for the constitution's, which is Root.
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

/// Which origin a track has, and back. Whether there is such a village is for [`Tracks`] to say.
pub struct TrackOrigin<T>(PhantomData<T>);

impl<T: Config> TrackOrigin<T> {
    /// The track that decides with that origin; none for those of signers and of other pallets.
    pub fn track_of(origin: &PalletsOriginOf<T>) -> Option<Track> {
        if origin.is_root() {
            return Some(Track::Constitution);
        }
        let ours: Origin = origin.clone().try_into().ok()?;
        Some(ours.into())
    }

    /// The origin with which a track's decisions are carried out; none for a village beyond the
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
    /// What the validators track decided, and nothing else; not Root either.
    EnsureValidators,
    Validators
);
ensure_national!(
    /// What the appeals track decided, and nothing else; not Root either.
    EnsureAppeals,
    Appeals
);
ensure_national!(
    /// What the treasury track decided, and nothing else; not Root either.
    EnsureTreasury,
    Treasury
);
ensure_national!(
    /// What the parameters track decided, and nothing else; not Root either.
    EnsureParameters,
    Parameters
);

/// What a village decided on its own track: says which.
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
