use crate::{mock::*, *};
use frame_system::RawOrigin;
use pallet_referenda::{TrackInfo, TracksInfo};

type Info = TrackInfo<Balance, BlockNumber>;

fn all() -> Vec<(TrackId, Info)> {
    let tracks = <Tracks<Test> as TracksInfo<Balance, BlockNumber>>::tracks();
    tracks.map(|track| (track.id, track.info.clone())).collect()
}

fn info_of(id: TrackId) -> Option<Info> {
    <Tracks<Test> as TracksInfo<Balance, BlockNumber>>::info(id).map(|info| info.into_owned())
}

fn track_for(origin: OriginCaller) -> Result<TrackId, ()> {
    <Tracks<Test> as TracksInfo<Balance, BlockNumber>>::track_for(&origin)
}

fn name(info: &Info) -> String {
    let name = String::from_utf8(info.name.to_vec()).expect("letters");
    name.trim_end_matches('\0').into()
}

#[test]
fn tracks_should_be_five_of_the_nation_and_one_of_each_village() {
    ExtBuilder::default().build_and_execute(|| {
        let shown = all().iter().map(|(id, info)| (*id, name(info))).collect::<Vec<_>>();
        let expected = [
            (0, "constitution"),
            (1, "validators"),
            (2, "appeals"),
            (3, "treasury"),
            (4, "parameters"),
            (1_000, "village 0"),
            (1_001, "village 1"),
        ];
        assert_eq!(shown, expected.map(|(id, name)| (id, name.to_string())));
        let ids = <Tracks<Test> as TracksInfo<Balance, BlockNumber>>::track_ids();
        assert_eq!(ids.collect::<Vec<_>>(), expected.map(|(id, _)| id));
    });
}

#[test]
fn track_should_appear_when_its_village_is_founded() {
    ExtBuilder::default().build_and_execute(|| {
        assert_eq!(info_of(1_002), None);
        Nation::found(3);
        assert_eq!(name(&info_of(1_002).expect("a track")), "village 2");
        assert_eq!(all().len(), 8);
        assert_eq!(track_for(origin_of(Track::Village(2))), Ok(1_002));
    });
}

#[test]
fn tracks_should_end_where_their_numbers_do() {
    ExtBuilder::default().build_and_execute(|| {
        Nation::found(100_000);
        let ids = <Tracks<Test> as TracksInfo<Balance, BlockNumber>>::track_ids();
        let ids = ids.collect::<Vec<_>>();
        assert_eq!(ids.len(), 5 + 64_536);
        assert!(ids.windows(2).all(|pair| pair[0] < pair[1]));
        let last = info_of(TrackId::MAX).expect("a track");
        assert_eq!(name(&last), "village 64535");
        assert!(!Tracks::<Test>::exists(Track::Village(64_536)));
    });
}

#[test]
fn info_should_be_what_the_list_says() {
    ExtBuilder::default().build_and_execute(|| {
        let listed = all();
        for id in (0..1_100).chain([TrackId::MAX]) {
            let of_list = listed.iter().find(|(listed, _)| *listed == id);
            assert_eq!(info_of(id), of_list.map(|(_, info)| info.clone()));
        }
    });
}

#[test]
fn track_for_should_refuse_signers_and_villages_that_do_not_exist() {
    ExtBuilder::default().build_and_execute(|| {
        for track in Track::NATIONAL {
            assert_eq!(track_for(origin_of(track)).ok(), track.id());
        }
        assert_eq!(track_for(origin_of(Track::Village(ALOFI))), Ok(1_001));
        assert_eq!(track_for(origin_of(Track::Village(2))), Err(()));
        let beyond: OriginCaller = Origin::Village(u32::MAX).into();
        assert_eq!(track_for(beyond), Err(()));
        for other in [RawOrigin::Signed(1), RawOrigin::None] {
            assert_eq!(track_for(other.into()), Err(()));
        }
    });
}

#[test]
fn durations_should_be_days_of_the_chain() {
    ExtBuilder::default().build_and_execute(|| {
        let durations = |id| {
            let info = info_of(id).expect("a track");
            [
                info.prepare_period,
                info.decision_period,
                info.confirm_period,
                info.min_enactment_period,
            ]
        };
        // An appeal is enacted in the next block, however long a day is.
        for (day, appeal) in [(1, 1), (14_400, 1)] {
            SlotsPerDay::set(day);
            assert_eq!(durations(0), [2, 28, 4, 4].map(|days| days * day));
            assert_eq!(durations(1), [1, 14, 2, 1].map(|days| days * day));
            assert_eq!(durations(2), [day, 14 * day, 2 * day, appeal]);
            for id in [3, 4] {
                assert_eq!(durations(id), [2, 21, 3, 2].map(|days| days * day));
            }
            assert_eq!(durations(1_000), [1, 14, 2, 1].map(|days| days * day));
        }
        assert!(all().iter().all(|(_, info)| info.decision_deposit == 0));
    });
}

/// As the runtime's integrity tests run it.
#[test]
fn check_integrity_should_read_no_storage() {
    let checked = <Tracks<Test> as TracksInfo<Balance, BlockNumber>>::check_integrity();
    assert_eq!(checked, Ok(()));
}
