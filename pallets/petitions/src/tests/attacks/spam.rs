//! Filling the chain with petitions.

use crate::{
    mock::{Petitions, *},
    *,
};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::Permill;

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

/// Keeping all others from opening petitions on a track takes more members than bringing one to a
/// vote. (Holding the track's places is another matter: see below.)
#[test]
fn keeping_others_from_opening_should_take_more_members_than_a_referendum() {
    let rules = Rules::default();
    for electorate in [10, 100, 1_000, 10_000, 50_000, 1_000_000] {
        let crowd = rules.places(electorate).div_ceil(rules.per_member);
        assert!(crowd > rules.threshold(electorate));
    }
}

/// A ring of five brings petitions of its own again and again, and is the first in every block.
/// Even so each free place goes to the petition that most members endorsed.
#[test]
fn a_ring_should_not_hold_a_track_against_a_majority() {
    const TRACK: Track = Track::Treasury;
    /// The most blocks that a referendum is ongoing, and one more until it no longer counts.
    const LONGEST: BlockNumber = PREPARE + DECISION + CONFIRM + 1;
    let ring = 1..=5;
    let act = || {
        // What was rejected counts until it is closed.
        for id in 0..NextPetition::<Test>::get() {
            let _ = close(id);
        }
        for who in ring.clone() {
            while let Ok(id) = try_open(who, TRACK, note(1)) {
                for other in ring.clone() {
                    let _ = endorse(other, id);
                }
            }
        }
        for id in turns(TRACK) {
            if ring.contains(&u64::from(petition(id).opener)) {
                let _ = submit(id);
            }
        }
    };
    ExtBuilder.build_and_execute(|| {
        // Six endorsers are not many here.
        TheRules::mutate(|rules| rules.kept_share = Permill::from_percent(50));
        for _ in 0..20 {
            act();
            next_block();
        }
        let referenda = pallet_referenda::ReferendumCount::<Test>::get();
        assert_eq!(Ongoing::<Test>::get().len(), DECIDING as usize);
        for first in [6, 12, 6] {
            act();
            let id = endorsed_by_many(first, TRACK, 6);
            assert_eq!(turns(TRACK)[0], id);
            assert!(turns(TRACK).len() > DECIDING as usize);
            let before = pallet_referenda::ReferendumCount::<Test>::get();
            let from = now();
            while !is_voting(id) {
                next_block();
                act();
                assert!(now() <= from + LONGEST, "too late");
                assert_ok!(submit(id));
            }
            // It got the very next place. The places after it are the ring's again.
            assert_eq!(referendum(id), before);
        }
        assert!(pallet_referenda::ReferendumCount::<Test>::get() > referenda + 3);
    });
}

/// Five people endorse each other's petitions on all tracks of the nation, and hold no more places
/// than two each. The place that is kept on a full track is for what many endorsed.
#[test]
fn few_people_should_not_hold_the_nations_places() {
    ExtBuilder.build_and_execute(|| {
        let ring = 1..=3;
        let mut opened = 0;
        // The next track first, so that the ring has nothing left for the last ones.
        for track in Track::NATIONAL.into_iter().cycle().take(10) {
            for who in ring.clone() {
                if let Ok(id) = try_open(who, track, note(1)) {
                    opened += 1;
                    for other in 1..=5 {
                        let _ = endorse(other, id);
                    }
                    let _ = submit(id);
                }
            }
        }
        assert_eq!(opened, 6, "two a member, while they are voted on, too");
        for (first, track) in Track::NATIONAL.into_iter().enumerate() {
            fill(track);
            let (opener, more) = (6 + first as u64, 16);
            // Five endorsements of thirty people are not a fifth; six are.
            let id = endorsed_by_many(opener, track, 5);
            assert_eq!(obstacle(id), Obstacle::TrackFull, "{track:?}");
            assert_ok!(submit(id));
            assert_eq!(obstacle(id), Obstacle::TrackFull, "{track:?}");
            endorse(more, id).expect("endorsed");
            assert_ok!(submit(id));
            assert!(is_voting(id), "{track:?}");
            // Another one has to wait for it.
            let next = endorsed_by_many(opener, track, 7);
            assert_eq!(obstacle(next), Obstacle::TrackFull, "{track:?}");
        }
    });
}

/// Members who were never real endorse a ring's petition. When they are found out, it loses the
/// turn that it owed to them.
#[test]
fn suspended_members_should_not_keep_a_petition_ahead_of_others() {
    ExtBuilder.build_and_execute(|| {
        fill(Track::Treasury);
        let fake = 101..=110;
        let rings = endorsed(Track::Treasury, note(1));
        fake.clone().for_each(|who| endorse(who, rings).expect("endorsed"));
        let others = endorsed_by_many(6, Track::Treasury, 8);
        assert_eq!(turns(Track::Treasury), [rings, others]);
        for who in fake {
            change(who, |person| person.suspended = true);
            assert_ok!(Petitions::strike(signed(6), rings, who as MemberId));
        }
        assert_eq!(turns(Track::Treasury), [others, rings]);
    });
}

/// Whatever villages bring, every track of the nation has all its places.
#[test]
fn villages_should_not_crowd_out_the_nation() {
    ExtBuilder.build_and_execute(|| {
        for n in 0..3 {
            for (first, track) in [(1, APIA), (101, ALOFI)] {
                for _ in 0..2 {
                    endorsed_by(first + n, track, note(1));
                }
            }
        }
        assert_eq!(Ongoing::<Test>::get().len(), OF_VILLAGES as usize);
        assert!(!turns(APIA).is_empty() && !turns(ALOFI).is_empty());
        for track in Track::NATIONAL {
            assert!(fill_up(track).into_iter().all(is_voting), "{track:?}");
        }
        assert_eq!(Ongoing::<Test>::get().len(), MaxOngoing::get() as usize);
    });
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

/// pallet-preimage counts the first account that notes bytes, but not the second.
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
