use crate::{
    mock::{Petitions, *},
    *,
};
use frame_support::{assert_noop, assert_ok, traits::QueryPreimage};
use sp_runtime::DispatchError;

fn merge_some(
    by: AccountId,
    from: PetitionId,
    into: PetitionId,
    limit: u32,
) -> Result<(), DispatchError> {
    Petitions::merge(signed(by), from, into, limit).map(|_| ()).map_err(|error| error.error)
}

/// Two petitions to all members. The first has two endorsements more.
fn two() -> (PetitionId, PetitionId) {
    let (from, into) = (open(1, Track::Treasury, long(1)), open(2, Track::Treasury, note(2)));
    endorse(2, from).expect("endorsed");
    endorse(3, from).expect("endorsed");
    (from, into)
}

#[test]
fn endorsements_should_be_carried_over_once_each() {
    ExtBuilder.build_and_execute(|| {
        let (from, into) = two();
        let hash = petition(from).call.hash();
        assert_ok!(merge(1, from, into));
        // Person 2 had endorsed both.
        assert_eq!(petition(into).endorsements, 3);
        assert!(!exists(from));
        assert_eq!(Preimage::len(&hash), None);
        assert_eq!((OpenedBy::<Test>::get(1), OpenedBy::<Test>::get(2)), (None, Some(1)));
        has_event(Event::MergeBegun { from, into });
        has_event(Event::Merged { from, into });
    });
}

#[test]
fn merging_should_go_on_by_anyone_when_it_takes_several_steps() {
    ExtBuilder.build_and_execute(|| {
        let (from, into) = two();
        assert_ok!(merge_some(1, from, into, 1));
        assert_eq!(stage(from), Stage::Merging { into });
        assert_eq!((petition(from).endorsements, petition(into).incoming), (2, 1));
        assert_noop!(endorse(9, from), Error::<Test>::NotOpen);
        check();
        let post = Petitions::merge(signed(999), from, into, 1).expect("goes on");
        assert_eq!(post.actual_weight, Some(<() as WeightInfo>::merge(1)));
        assert_ok!(merge_some(999, from, into, 0));
        assert!(!exists(from));
        assert_eq!((petition(into).endorsements, petition(into).incoming), (3, 0));
    });
}

#[test]
fn petition_should_be_submitted_when_what_was_carried_over_is_enough() {
    ExtBuilder.build_and_execute(|| {
        let (from, into) = two();
        endorse(4, from).expect("endorsed");
        endorse(5, into).expect("endorsed");
        assert_ok!(merge(1, from, into));
        assert!(is_voting(into));
    });
}

#[test]
fn endorsements_of_those_who_do_not_vote_any_more_should_not_be_carried_over() {
    ExtBuilder.build_and_execute(|| {
        let (from, into) = two();
        leave(3);
        assert_ok!(merge(1, from, into));
        assert_eq!(petition(into).endorsements, 2);
    });
}

#[test]
fn what_is_left_should_be_dropped_when_the_other_one_is_not_open_any_more() {
    ExtBuilder.build_and_execute(|| {
        let (from, into) = two();
        assert_ok!(merge_some(1, from, into, 1));
        for who in 5..=9 {
            let _ = endorse(who, into);
        }
        assert!(is_voting(into));
        let endorsements = petition(into).endorsements;
        assert_ok!(merge_some(9, from, into, 10));
        assert!(!exists(from));
        let into = petition(into);
        assert_eq!((into.endorsements, into.incoming), (endorsements, 0));

        // The same goes for a target that was removed.
        let (from, into) = two();
        assert_ok!(merge_some(1, from, into, 1));
        for who in [1, 2, 3] {
            let _ = Petitions::withdraw(signed(who), into);
        }
        assert!(!exists(into));
        assert_ok!(merge_some(9, from, into, 10));
        assert!(!exists(from));
    });
}

#[test]
fn endorsements_should_be_carried_over_to_one_that_waits_by_now_and_bring_its_turn_nearer() {
    ExtBuilder.build_and_execute(|| {
        fill(Track::Treasury);
        let (from, into) = two();
        endorse(4, from).expect("endorsed");
        for who in 5..=7 {
            endorse(who, into).expect("endorsed");
        }
        let other = endorsed_by_many(11, Track::Treasury, 6);
        // This carries over two of the four endorsements. Any two are enough for the target.
        assert_ok!(merge_some(1, from, into, 2));
        assert_eq!(obstacle(into), Obstacle::TrackFull);
        let post = Petitions::merge(signed(999), from, into, 2).expect("goes on");
        assert_eq!(post.actual_weight, Some(<() as WeightInfo>::merge(2)));
        assert!(!exists(from));
        assert_eq!(petition(into).endorsements, 7);
        assert_eq!(turns(Track::Treasury), [into, other]);

        // No merge into it can begin now, because those endorsers could not withdraw.
        let late = open(8, Track::Treasury, note(3));
        assert_noop!(merge(8, late, into), Error::<Test>::NotOpen);
        assert_noop!(merge(2, into, late), Error::<Test>::NotOpen);
    });
}

#[test]
fn merge_should_fail_when_it_makes_no_sense() {
    ExtBuilder.build_and_execute(|| {
        let (from, into) = two();
        let elsewhere = open(3, APIA, note(3));
        let third = open(4, Track::Treasury, note(4));
        assert_noop!(merge(1, from, from), Error::<Test>::SamePetition);
        assert_noop!(merge(1, 99, into), Error::<Test>::UnknownPetition);
        assert_noop!(merge(1, from, 99), Error::<Test>::UnknownPetition);
        assert_noop!(merge(1, from, elsewhere), Error::<Test>::OtherTrack);
        assert_ok!(merge_some(1, from, into, 1));
        assert_noop!(merge(1, from, third), Error::<Test>::MergesElsewhere);
        // Otherwise the endorsements that come from the first would get lost.
        assert_noop!(merge(2, into, third), Error::<Test>::Incoming);
        // Merges make no circle.
        assert_noop!(merge(4, third, from), Error::<Test>::NotOpen);
    });
}

#[test]
fn merge_should_fail_when_the_member_may_not() {
    ExtBuilder.build_and_execute(|| {
        let (from, into) = two();
        assert_noop!(merge(2, from, into), Error::<Test>::NotYourPetition);
        assert_noop!(merge(999, from, into), Error::<Test>::NotMember);
        change(1, |person| person.suspended = true);
        assert_noop!(merge(1, from, into), Error::<Test>::Suspended);
    });
}

#[test]
fn merge_should_fail_when_one_of_them_is_not_open() {
    ExtBuilder.build_and_execute(|| {
        let (from, into) = two();
        let submitted = endorsed_by(5, Track::Treasury, note(3));
        assert_noop!(merge(5, submitted, into), Error::<Test>::NotOpen);
        assert_noop!(merge(1, from, submitted), Error::<Test>::NotOpen);
        System::set_block_number(60 * DAY);
        let late = open(6, Track::Treasury, note(4));
        System::set_block_number(61 * DAY);
        assert_noop!(merge(1, from, late), Error::<Test>::Expired);
        assert_noop!(merge(6, late, into), Error::<Test>::Expired);
    });
}

#[test]
fn merging_should_be_within_bounds_when_thousands_endorsed() {
    ExtBuilder.build_and_execute(|| {
        TheRules::mutate(|rules| rules.least = 5_000);
        (1_000..3_000).for_each(|who| add_person(who, 0));
        TheRules::mutate(|rules| rules.share = sp_runtime::Permill::from_percent(90));
        let (from, into) =
            (open(1_000, Track::Treasury, note(1)), open(1_001, Track::Treasury, note(2)));
        for member in 1_001..2_000 {
            Endorsements::<Test>::insert(from, member, Endorsement { helper: None });
        }
        crate::Petitions::<Test>::mutate(from, |found| {
            found.as_mut().expect("one").endorsements += 999
        });
        let mut steps = 0;
        while exists(from) {
            assert_ok!(merge_some(1_000, from, into, u32::MAX));
            steps += 1;
        }
        assert_eq!((steps, petition(into).endorsements), (4, 1_000));
    });
}
