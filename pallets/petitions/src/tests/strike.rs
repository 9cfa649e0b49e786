use crate::{
    mock::{Petitions, *},
    *,
};
use frame_support::{assert_noop, assert_ok};

#[test]
fn endorsements_should_be_struck_when_their_members_do_not_vote_there_any_more() {
    ExtBuilder.build_and_execute(|| {
        let id = open(1, APIA, note(1));
        for who in 2..=4 {
            endorse(who, id).expect("endorsed");
        }
        change(2, |person| person.suspended = true);
        change(3, |person| person.community = 1);
        leave(4);
        for member in 2..=4 {
            assert_ok!(Petitions::strike(signed(999), id, member));
            has_event(Event::EndorsementStruck { petition: id, member });
        }
        assert_eq!(petition(id).endorsements, 1);
    });
}

#[test]
fn endorsements_of_members_who_sleep_should_be_struck() {
    ExtBuilder.build_and_execute(|| {
        let id = open(1, APIA, note(1));
        endorse(2, id).expect("endorsed");
        sleep(2);
        assert_ok!(Petitions::strike(signed(999), id, 2));
        assert_eq!(petition(id).endorsements, 1);
    });
}

#[test]
fn petition_should_go_with_its_last_endorsement() {
    ExtBuilder.build_and_execute(|| {
        let id = open(1, APIA, note(1));
        leave(1);
        assert_ok!(Petitions::strike(signed(2), id, 1));
        assert!(!exists(id));
    });
}

#[test]
fn strike_should_fail_when_the_endorsement_counts() {
    ExtBuilder.build_and_execute(|| {
        let id = open(1, Track::Treasury, note(1));
        change(1, |person| person.community = 1);
        assert_noop!(Petitions::strike(signed(2), id, 1), Error::<Test>::StillEligible);
    });
}

#[test]
fn strike_should_fail_when_there_is_nothing_to_strike() {
    ExtBuilder.build_and_execute(|| {
        assert_noop!(Petitions::strike(signed(2), 0, 1), Error::<Test>::UnknownPetition);
        let id = open(1, APIA, note(1));
        assert_noop!(Petitions::strike(signed(2), id, 2), Error::<Test>::NotEndorsed);
        let submitted = endorsed_by(2, APIA, note(1));
        leave(2);
        assert_noop!(Petitions::strike(signed(3), submitted, 2), Error::<Test>::NotOpen);
    });
}
