use crate::{
    mock::{Petitions, *},
    *,
};
use frame_support::{assert_noop, assert_ok, weights::Weight};
use pallet_referenda::{ReferendumCount, ReferendumInfo, ReferendumInfoFor, TrackQueue};

#[test]
fn petition_should_wait_while_its_track_is_full_and_be_submitted_by_anyone_then() {
    ExtBuilder.build_and_execute(|| {
        let first = fill(APIA);
        let id = endorsed(APIA, note(9));
        assert_eq!(obstacle(id), Obstacle::TrackFull);
        has_event(Event::Waits { petition: id, obstacle: Obstacle::TrackFull });
        // It goes on waiting, however often somebody tries.
        assert_ok!(Petitions::submit(signed(999), id));
        assert_eq!(obstacle(id), Obstacle::TrackFull);
        run(60);
        assert!(first
            .iter()
            .all(|id| Petitions::fate(APIA, referendum(*id)) == Fate::Over(Ending::Rejected)));
        assert_ok!(Petitions::submit(signed(999), id));
        assert!(is_voting(id));
    });
}

#[test]
fn deciding_queue_should_never_be_used() {
    ExtBuilder.build_and_execute(|| {
        fill(APIA);
        for n in 0..4 {
            endorsed_by(6 + n, APIA, note(10));
        }
        for _ in 0..200 {
            next_block();
            for id in crate::Petitions::<Test>::iter_keys().collect::<Vec<_>>() {
                let _ = Petitions::submit(signed(1), id);
            }
            let track = APIA.id().expect("small");
            assert!(TrackQueue::<Test>::get(track).is_empty());
            check();
        }
        assert_eq!(ReferendumCount::<Test>::get(), DECIDING + 4);
    });
}

#[test]
fn petition_should_wait_while_the_chain_is_full() {
    ExtBuilder.build_and_execute(|| {
        fill(APIA);
        endorsed(ALOFI, note(1));
        endorsed(ALOFI, note(2));
        let ids = Track::NATIONAL.map(fill_up);
        assert_eq!(Ongoing::<Test>::get().len(), MaxOngoing::get() as usize);
        let decided = ids[3][0];
        assert_eq!(petition(decided).track, Track::Treasury);
        approve(decided);
        // Its place on the track is free. Its place in the agenda is not, because it has a task to
        // come.
        next_block();
        let id = endorsed(Track::Treasury, note(9));
        assert_eq!(obstacle(id), Obstacle::TrackFull);
        endorse(6, id).expect("endorsed");
        assert_ok!(submit(id));
        assert_eq!(obstacle(id), Obstacle::ChainFull);
        assert_eq!(turns(Track::Treasury), [id]);
        run(ENACTMENT);
        assert!(is_done(decided));
        assert_ok!(submit(id));
        assert!(is_voting(id));
    });
}

#[test]
fn petition_of_a_village_should_wait_while_villages_hold_their_places() {
    ExtBuilder.build_and_execute(|| {
        let first = fill(APIA)[0];
        endorsed(ALOFI, note(1));
        endorsed(ALOFI, note(2));
        assert_eq!(Ongoing::<Test>::get().len(), OF_VILLAGES as usize);
        let id = endorsed(ALOFI, note(3));
        assert_eq!(obstacle(id), Obstacle::ChainFull);
        assert_eq!(turns(ALOFI), [id]);
        // An approved referendum keeps its place until it is carried out.
        approve(first);
        next_block();
        assert_ok!(submit(id));
        assert_eq!(obstacle(id), Obstacle::ChainFull);
        assert!(is_voting(endorsed(Track::Treasury, note(4))));
        run(ENACTMENT);
        assert_ok!(submit(id));
        assert!(is_voting(id));
    });
}

#[test]
fn petition_should_wait_when_the_agenda_is_full() {
    ExtBuilder.build_and_execute(|| {
        fill_agenda(now() + PREPARE);
        let id = endorsed(APIA, note(1));
        assert_eq!(obstacle(id), Obstacle::AgendaFull);
        assert_eq!(ReferendumCount::<Test>::get(), 0);
        next_block();
        assert_ok!(Petitions::submit(signed(1), id));
        assert!(is_voting(id));
    });
}

#[test]
fn petition_should_wait_when_its_bytes_are_missing_until_somebody_brings_them() {
    ExtBuilder.build_and_execute(|| {
        let id = open(1, APIA, long(1));
        let bytes = lose_bytes(id);
        for who in 2..=5 {
            endorse(who, id).expect("endorsed");
        }
        assert_eq!(obstacle(id), Obstacle::MissingPreimage);
        assert_ok!(Preimage::note_preimage(signed(999), bytes));
        assert_ok!(Petitions::submit(signed(1), id));
        carry(id);
        assert!(is_done(id) && made(1) == 1);
    });
}

#[test]
fn petition_should_wait_when_an_upgrade_made_its_call_too_heavy_or_refuses_it() {
    ExtBuilder.build_and_execute(|| {
        let call = || RuntimeCall::World(world::Call::growing { number: 1 });
        let id = open(1, APIA, call());
        GrowingWeight::set(MaxCallWeight::get().saturating_add(Weight::from_parts(1, 0)));
        for who in 2..=5 {
            endorse(who, id).expect("endorsed");
        }
        assert_eq!(obstacle(id), Obstacle::TooHeavy);
        // What it weighs when it is submitted is what the people vote on.
        GrowingWeight::set(MaxCallWeight::get());
        assert_ok!(Petitions::submit(signed(1), id));
        assert_eq!(petition(id).weight, MaxCallWeight::get());

        FilterKnows::set(false);
        let call = RuntimeCall::World(world::Call::nest { call: Box::new(note(1)) });
        let id = open(1, APIA, call);
        FilterKnows::set(true);
        for who in 2..=5 {
            endorse(who, id).expect("endorsed");
        }
        assert_eq!(obstacle(id), Obstacle::Refused);
    });
}

#[test]
fn open_petition_should_be_submitted_when_the_electorate_has_shrunk() {
    ExtBuilder.build_and_execute(|| {
        let id = open(101, ALOFI, note(1));
        endorse(102, id).expect("endorsed");
        assert_noop!(Petitions::submit(signed(1), id), Error::<Test>::TooFewEndorsements);
        (104..=110).for_each(leave);
        assert_ok!(Petitions::submit(signed(1), id));
        assert!(is_voting(id));
    });
}

#[test]
fn referendum_whose_alarm_was_lost_should_be_woken_by_anyone() {
    ExtBuilder.build_and_execute(|| {
        let id = endorsed(APIA, note(1));
        let index = referendum(id);
        assert_noop!(Petitions::submit(signed(1), id), Error::<Test>::AlreadySubmitted);
        run(PREPARE);
        // A vote sets the alarm to the next block, whose agenda is full.
        fill_agenda(now() + 1);
        vote(index, 100, 0);
        let asleep = |index| match ReferendumInfoFor::<Test>::get(index) {
            Some(ReferendumInfo::Ongoing(status)) => status.alarm.is_none(),
            _ => false,
        };
        assert!(asleep(index));
        run(50);
        assert!(asleep(index));
        assert_ok!(Petitions::submit(signed(999), id));
        assert!(!asleep(index));
        run(20);
        assert!(is_done(id) && made(1) == 1);
    });
}

#[test]
fn submit_should_fail_when_it_cannot_be_submitted() {
    ExtBuilder.build_and_execute(|| {
        assert_noop!(Petitions::submit(signed(1), 0), Error::<Test>::UnknownPetition);
        let id = open(1, APIA, note(1));
        System::set_block_number(now() + 60 * DAY);
        assert_noop!(Petitions::submit(signed(1), id), Error::<Test>::Expired);
        let id = decided(APIA, note(1));
        assert_noop!(Petitions::submit(signed(1), id), Error::<Test>::AlreadySubmitted);
    });
}

#[test]
fn submit_should_fail_when_it_has_waited_for_a_year_or_is_being_merged() {
    ExtBuilder.build_and_execute(|| {
        fill(APIA);
        let id = endorsed(APIA, note(9));
        System::set_block_number(now() + 365 * DAY);
        assert_noop!(Petitions::submit(signed(1), id), Error::<Test>::Expired);

        let (from, into) = (open(6, Track::Treasury, note(1)), open(7, Track::Treasury, note(1)));
        endorse(8, from).expect("endorsed");
        assert_ok!(Petitions::merge(signed(6), from, into, 1));
        assert_noop!(Petitions::submit(signed(1), from), Error::<Test>::NotOpen);
    });
}
