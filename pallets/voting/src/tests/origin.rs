use crate::{mock::*, *};
use frame_support::traits::{EnsureOrigin, OriginTrait};
use frame_system::RawOrigin;
use sp_runtime::traits::{TryConvert, TryConvertBack};

fn all() -> Vec<Track> {
    let villages = [0, 1, 64_535].map(Track::Village);
    Track::NATIONAL.into_iter().chain(villages).collect()
}

#[test]
fn track_origin_should_tell_a_track_by_its_origin_and_back() {
    for track in all() {
        let origin = origin_of(track);
        assert_eq!(TrackOrigin::<Test>::track_of(&origin), Some(track));
        assert_eq!(TrackOrigin::<Test>::try_convert(track), Ok(origin.clone()));
        assert_eq!(TrackOrigin::<Test>::try_convert_back(origin), Ok(track));
    }
    let root: OriginCaller = RawOrigin::Root.into();
    assert_eq!(origin_of(Track::Constitution), root);
}

#[test]
fn track_origin_should_refuse_all_other_origins_and_villages_without_a_track() {
    for other in [RawOrigin::Signed(1), RawOrigin::None, RawOrigin::Authorized] {
        let other: OriginCaller = other.into();
        assert_eq!(TrackOrigin::<Test>::track_of(&other), None);
        assert_eq!(TrackOrigin::<Test>::try_convert_back(other.clone()), Err(other));
    }
    let beyond = Track::Village(64_536);
    assert_eq!(TrackOrigin::<Test>::origin_of(beyond), None);
    let refused: Result<OriginCaller, Track> = TrackOrigin::<Test>::try_convert(beyond);
    assert_eq!(refused, Err(beyond));
}

#[test]
fn ensure_origins_should_accept_their_track_and_nothing_else() {
    let mut origins = all()
        .into_iter()
        .map(|track| (Some(track), RuntimeOrigin::from(origin_of(track))))
        .collect::<Vec<_>>();
    origins.push((None, RuntimeOrigin::signed(1)));
    origins.push((None, RuntimeOrigin::none()));
    for (track, origin) in origins {
        let accepted = |ok: bool, by: Track| assert_eq!(ok, track == Some(by), "{track:?}");
        let given = || origin.clone();
        accepted(EnsureValidators::try_origin(given()).is_ok(), Track::Validators);
        accepted(EnsureAppeals::try_origin(given()).is_ok(), Track::Appeals);
        accepted(EnsureTreasury::try_origin(given()).is_ok(), Track::Treasury);
        accepted(EnsureParameters::try_origin(given()).is_ok(), Track::Parameters);
        let village = EnsureVillage::try_origin(given());
        assert_eq!(village.ok(), track.and_then(Track::village));
    }
}

#[test]
fn ensure_origins_should_hand_back_what_they_refuse() {
    let origin = RuntimeOrigin::signed(7);
    let back = EnsureTreasury::try_origin(origin.clone()).expect_err("refused");
    assert_eq!(back.caller(), origin.caller());
    let back = EnsureVillage::try_origin(origin.clone()).expect_err("refused");
    assert_eq!(back.caller(), origin.caller());
}
