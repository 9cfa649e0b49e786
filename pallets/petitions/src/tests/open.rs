use crate::{
    mock::{Petitions, *},
    *,
};
use frame_support::{assert_noop, assert_ok, traits::QueryPreimage, weights::Weight};

#[test]
fn petition_should_be_opened_with_its_openers_endorsement() {
    ExtBuilder.build_and_execute(|| {
        let id = open(1, Track::Treasury, note(1));
        let opened = petition(id);
        assert_eq!((opened.opener, opened.track), (1, Track::Treasury));
        assert_eq!((opened.endorsements, opened.opened), (1, 1));
        assert_eq!(opened.stage, Stage::Open { until: 1 + 60 * DAY });
        assert!(Petitions::endorsed(id, 1));
        assert_eq!(OpenedBy::<Test>::get(1), Some(1));
        assert_eq!(Pending::<Test>::get(Track::Treasury), Some(1));
        has_event(Event::Opened { petition: id, opener: 1, track: Track::Treasury, text: text() });
        assert_eq!(open(1, APIA, note(2)), id + 1);
    });
}

#[test]
fn long_call_should_be_kept_as_a_preimage_that_nobody_can_take_away() {
    ExtBuilder.build_and_execute(|| {
        let id = open(1, APIA, long(1));
        let hash = petition(id).call.lookup_hash().expect("long");
        assert!(Preimage::is_requested(&hash));
        assert!(Preimage::unnote_preimage(signed(1), hash).is_err());
        let inline = open(1, APIA, note(1));
        assert_eq!(petition(inline).call.lookup_hash(), None);
    });
}

#[test]
fn petition_should_be_submitted_at_once_when_its_openers_word_is_enough() {
    ExtBuilder.build_and_execute(|| {
        (102..=110).for_each(|who| change(who, |person| person.suspended = true));
        assert_eq!(Petitions::endorsements_needed(ALOFI), 1);
        let id = open(101, ALOFI, note(1));
        assert!(is_voting(id));
        assert_eq!((OpenedBy::<Test>::get(101), Pending::<Test>::get(ALOFI)), (Some(1), None));
    });
}

#[test]
fn open_should_fail_when_the_title_is_no_text() {
    ExtBuilder.build_and_execute(|| {
        for bad in [vec![], vec![0xFF, 0xFE]] {
            let bad = Title::try_from(bad).expect("short");
            assert_noop!(
                Petitions::open(signed(1), APIA, bad, text(), Box::new(note(1)))
                    .map_err(|error| error.error),
                Error::<Test>::BadTitle
            );
        }
    });
}

#[test]
fn open_should_fail_when_there_is_no_such_track() {
    ExtBuilder.build_and_execute(|| {
        let nowhere = Track::Village(2);
        assert_noop!(try_open(1, nowhere, note(1)), Error::<Test>::UnknownTrack);
    });
}

#[test]
fn open_should_fail_when_the_opener_does_not_vote_on_that_track() {
    ExtBuilder.build_and_execute(|| {
        assert_noop!(try_open(999, APIA, note(1)), Error::<Test>::NotMember);
        assert_noop!(try_open(1, ALOFI, note(1)), Error::<Test>::NotOfVillage);
        change(1, |person| person.suspended = true);
        assert_noop!(try_open(1, APIA, note(1)), Error::<Test>::Suspended);
    });
}

#[test]
fn open_should_fail_when_the_call_is_too_long_or_too_heavy() {
    ExtBuilder.build_and_execute(|| {
        let bytes = vec![0; 2_048];
        let call = RuntimeCall::World(world::Call::long { number: 1, bytes });
        assert_noop!(try_open(1, APIA, call), Error::<Test>::CallTooLong);
        let most = MaxCallWeight::get();
        let call = heavy(1, most.saturating_add(Weight::from_parts(1, 0)));
        assert_noop!(try_open(1, APIA, call), Error::<Test>::CallTooHeavy);
        open(1, APIA, heavy(1, most));
    });
}

#[test]
fn open_should_fail_when_the_call_may_not_be_petitioned() {
    ExtBuilder.build_and_execute(|| {
        let call = RuntimeCall::Preimage(pallet_preimage::Call::note_preimage { bytes: vec![] });
        assert_noop!(try_open(1, APIA, call), Error::<Test>::CallRefused);
    });
}

#[test]
fn open_should_fail_when_the_member_has_enough_on_the_way() {
    ExtBuilder.build_and_execute(|| {
        open(1, APIA, note(1));
        let second = open(1, Track::Treasury, note(2));
        assert_noop!(try_open(1, Track::Validators, note(3)), Error::<Test>::TooManyOpen);
        Petitions::withdraw(signed(1), second).expect("withdrawn");
        open(1, Track::Validators, note(3));
    });
}

#[test]
fn open_should_fail_when_the_track_is_crowded() {
    ExtBuilder.build_and_execute(|| {
        TheRules::mutate(|rules| rules.per_track = 3);
        for who in 1..=3 {
            open(who, APIA, note(1));
        }
        assert_noop!(try_open(4, APIA, note(1)), Error::<Test>::TrackCrowded);
        open(4, Track::Treasury, note(1));
        endorse(5, 0).expect("endorsed");
        for who in 6..=8 {
            endorse(who, 0).expect("endorsed");
        }
        assert!(is_voting(0));
        open(9, APIA, note(1));
    });
}

#[test]
fn open_should_fail_when_numbers_are_exhausted() {
    ExtBuilder.build_and_execute(|| {
        NextPetition::<Test>::put(PetitionId::MAX);
        assert_noop!(try_open(1, APIA, note(1)), Error::<Test>::NumbersExhausted);
    });
}

#[test]
fn open_should_weigh_a_submission_only_when_it_tried_one() {
    ExtBuilder.build_and_execute(|| {
        let post = Petitions::open(signed(1), APIA, title("x"), text(), Box::new(note(1)));
        let weight = post.expect("opened").actual_weight;
        assert_eq!(weight, Some(<() as WeightInfo>::open()));
    });
}

#[test]
fn open_should_fail_when_the_members_petitions_are_voted_on() {
    ExtBuilder.build_and_execute(|| {
        let voted = endorsed_by(1, APIA, note(1));
        let other = open(1, Track::Treasury, note(2));
        assert!(is_voting(voted));
        assert_noop!(try_open(1, APIA, note(3)), Error::<Test>::TooManyOpen);
        // When the call is made, one more may be opened.
        carry(voted);
        assert_eq!(OpenedBy::<Test>::get(1), Some(1));
        let next = open(1, APIA, note(3));
        for who in 2..=5 {
            endorse(who, next).expect("endorsed");
        }
        assert_noop!(try_open(1, APIA, note(4)), Error::<Test>::TooManyOpen);
        // What the people rejected counts until it is closed.
        vote(referendum(next), 0, 100);
        run(PREPARE + DECISION + 2);
        assert_noop!(try_open(1, APIA, note(4)), Error::<Test>::TooManyOpen);
        assert_ok!(close(next));
        assert_eq!(OpenedBy::<Test>::get(1), Some(1));
        assert!(exists(other));
    });
}
