//! Endorsing twice, or without a vote.

use crate::{
    mock::{Petitions, *},
    *,
};
use frame_support::{assert_noop, assert_ok};

#[test]
fn nobody_should_endorse_twice_with_another_key() {
    ExtBuilder.build_and_execute(|| {
        let id = open(1, APIA, note(1));
        replace(1, 500);
        assert_noop!(endorse(1, id), Error::<Test>::NotMember);
        assert_noop!(endorse(500, id), Error::<Test>::AlreadyEndorsed);
        assert_eq!(petition(id).endorsements, 1);
        // The new key speaks for the same member.
        let other = open(2, APIA, note(2));
        endorse(2, id).expect("endorsed");
        assert_ok!(Petitions::merge(signed(500), id, other, 10));
        assert_eq!(petition(other).endorsements, 2);
    });
}

#[test]
fn nobody_should_count_twice_through_merging() {
    ExtBuilder.build_and_execute(|| {
        let petitions = (1..=3).map(|who| open(who, APIA, note(1))).collect::<Vec<_>>();
        for id in &petitions {
            let _ = endorse(4, *id);
        }
        // While endorsements are carried over step by step, a member endorses the target, too.
        assert_ok!(Petitions::merge(signed(1), petitions[0], petitions[2], 1));
        let _ = endorse(1, petitions[2]);
        assert_ok!(merge(1, petitions[0], petitions[2]));
        assert_ok!(merge(2, petitions[1], petitions[2]));
        assert_eq!(petition(petitions[2]).endorsements, 4);
        assert!(!is_voting(petitions[2]));
    });
}

#[test]
fn a_village_should_not_be_endorsed_from_elsewhere() {
    ExtBuilder.build_and_execute(|| {
        let id = open(101, ALOFI, note(1));
        for who in 1..=20 {
            assert_noop!(endorse(who, id), Error::<Test>::NotOfVillage);
        }
        // If a member moves in, endorses and moves away, the endorsement can be struck.
        change(1, |person| person.community = 1);
        endorse(1, id).expect("endorsed");
        change(1, |person| person.community = 0);
        assert_ok!(Petitions::strike(signed(102), id, 1));
        assert_eq!(petition(id).endorsements, 1);
    });
}
