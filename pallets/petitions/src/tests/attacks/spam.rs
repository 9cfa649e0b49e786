//! Filling the chain with petitions.

use crate::{
    mock::{Petitions, *},
    *,
};
use frame_support::{assert_noop, assert_ok};

#[test]
fn a_member_should_hold_few_places_whatever_they_open_and_withdraw() {
    ExtBuilder.build_and_execute(|| {
        for n in 0..=100u32 {
            let _ = try_open(1, APIA, long(n));
            if n % 3 == 0 {
                let newest = NextPetition::<Test>::get() - 1;
                let _ = Petitions::withdraw(signed(1), newest);
            }
        }
        assert_eq!(OpenedBy::<Test>::get(1), Some(2));
        let bytes = pallet_preimage::PreimageFor::<Test>::iter().count();
        assert_eq!((crate::Petitions::<Test>::iter().count(), bytes), (2, 2));
    });
}

#[test]
fn suspended_members_petitions_should_go_in_the_end() {
    ExtBuilder.build_and_execute(|| {
        let ids = [open(1, APIA, note(1)), open(1, Track::Treasury, note(2))];
        change(1, |person| person.suspended = true);
        for id in ids {
            assert_ok!(Petitions::strike(signed(2), id, 1));
        }
        assert_eq!(crate::Petitions::<Test>::iter().count(), 0);
    });
}

/// Who would crowd out all others on a track needs more members than it takes to bring a petition to a vote.
#[test]
fn crowding_should_take_more_members_than_a_referendum() {
    let rules = Rules::default();
    for electorate in [10, 100, 1_000, 10_000, 50_000, 1_000_000] {
        let crowd = rules.places(electorate).div_ceil(rules.per_member);
        assert!(crowd > rules.threshold(electorate));
    }
}

#[test]
fn members_of_a_small_village_should_not_be_able_to_crowd_it() {
    ExtBuilder.build_and_execute(|| {
        for who in 101..=110 {
            open(who, ALOFI, note(1));
            open(who, ALOFI, note(2));
            assert_noop!(try_open(who, ALOFI, note(3)), Error::<Test>::TooManyOpen);
        }
        assert_eq!(Pending::<Test>::get(ALOFI), Some(20));
    });
}

/// Preimages count the first who notes bytes, and not the second.
#[test]
fn nobody_should_take_the_bytes_of_anothers_call_away() {
    ExtBuilder.build_and_execute(|| {
        let id = open(1, APIA, long(1));
        for who in 2..=4 {
            let same = open(who, APIA, long(1));
            assert_ok!(Petitions::withdraw(signed(who), same));
        }
        let hash = petition(id).call.hash();
        assert!(Preimage::unnote_preimage(signed(2), hash).is_err());
        for who in 2..=5 {
            endorse(who, id).expect("endorsed");
        }
        carry(id);
        assert!(is_done(id) && made(1) == 1);
        assert_eq!(pallet_preimage::RequestStatusFor::<Test>::iter().count(), 0);
    });
}
