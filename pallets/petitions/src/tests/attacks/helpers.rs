//! Attacks of helpers, and by way of them.

use crate::{
    mock::{Petitions, *},
    *,
};
use frame_support::{assert_noop, assert_ok};

#[test]
fn nobody_should_endorse_twice_by_a_helper() {
    ExtBuilder.build_and_execute(|| {
        let (from, into) = (open(1, APIA, note(1)), open(2, APIA, note(2)));
        for helper in [7, 8, 9] {
            Nation::help(helper as MemberId, 3);
            for id in [from, into] {
                let _ = Petitions::endorse_for(signed(helper), 3, id);
                let _ = Petitions::endorse(signed(3), id);
            }
        }
        assert_eq!((petition(from).endorsements, petition(into).endorsements), (2, 2));
        assert_ok!(merge(1, from, into));
        assert_eq!(petition(into).endorsements, 3);
    });
}

#[test]
fn helper_should_open_no_petition_for_the_members() {
    ExtBuilder.build_and_execute(|| {
        // What a helper opens is the helper's: two, however many they help.
        for member in 2..=6 {
            Nation::help(1, member);
        }
        for n in 0..2 {
            open(1, APIA, note(n));
        }
        assert_noop!(try_open(1, APIA, note(3)), Error::<Test>::TooManyOpen);
        assert!((2..=6).all(|member| OpenedBy::<Test>::get(member).is_none()));
    });
}

#[test]
fn helper_should_not_end_a_members_petition() {
    ExtBuilder.build_and_execute(|| {
        Nation::help(2, 1);
        let (id, other) = (open(1, APIA, note(1)), open(2, APIA, note(2)));
        assert_noop!(Petitions::withdraw_for(signed(2), 1, id), Error::<Test>::MemberEndorsed);
        assert_noop!(
            Petitions::merge(signed(2), id, other, 10).map_err(|error| error.error),
            Error::<Test>::NotYourPetition
        );
    });
}

#[test]
fn endorsement_by_a_helper_should_be_struck_when_the_member_is_gone() {
    ExtBuilder.build_and_execute(|| {
        Nation::help(3, 2);
        let id = open(1, APIA, note(1));
        assert_ok!(Petitions::endorse_for(signed(3), 2, id));
        // It is not struck for the helper's sake,
        leave(3);
        assert_noop!(Petitions::strike(signed(4), id, 2), Error::<Test>::StillEligible);
        // but for the member's.
        leave(2);
        assert_ok!(Petitions::strike(signed(4), id, 2));
        assert_eq!(petition(id).endorsements, 1);
    });
}
