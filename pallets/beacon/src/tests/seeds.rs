//! Tests of which seed lots are drawn by, and of how long it is kept.

use crate::{mock::*, *};
use vaka_primitives::{Draw, Seed, SessionIndex};

fn after(session: SessionIndex) -> Option<Seed> {
    let seed = <Beacon as Draw>::seed_after(session);
    assert_eq!(Beacon::seed_after(session), seed);
    seed
}

/// Sessions that end, each with a seed or without.
fn end_sessions(with_seed: &[bool]) {
    for drawn in with_seed {
        let ended = end_session(if *drawn { &[1, 2] } else { &[] });
        assert_eq!(seed_of(ended).is_some(), *drawn);
    }
}

#[test]
fn seed_should_be_the_first_of_a_later_session() {
    build_and_execute(4, || {
        silent_block_in(1);
        let opened = session();
        // Neither the session in which the case opened counts, nor one that goes on.
        end_sessions(&[true]);
        assert_eq!(after(opened), None);
        next_block(&[1, 2, 3, 4]);
        assert_eq!(after(opened), None);
        end_sessions(&[true]);
        let drawn = after(opened);
        assert_eq!(drawn.map(|seed| seed.session), Some(opened + 1));
        // It does not change.
        end_sessions(&[true, false, true]);
        assert_eq!(after(opened), drawn);
    });
}

#[test]
fn seed_should_be_a_later_one_when_sessions_drew_none() {
    build_and_execute(4, || {
        silent_block_in(1);
        end_sessions(&[true, false, false, true, false, true]);
        let sessions = (0..7).map(|session| after(session).map(|seed| seed.session));
        let (third, fifth) = (Some(3), Some(5));
        let expected = [third, third, third, fifth, fifth, None, None];
        assert_eq!(sessions.collect::<Vec<_>>(), expected);
        assert_eq!(after(SessionIndex::MAX), None);
    });
}

#[test]
fn seed_should_not_be_another_one_when_it_is_forgotten() {
    build_and_execute(4, || {
        silent_block_in(1);
        let opened = session();
        end_sessions(&[false, true]);
        let drawn = after(opened);
        assert!(drawn.is_some());
        // It is there as long as seeds are kept, then none is: otherwise those who can wait would
        // choose among later ones.
        for _ in 0..KEPT - 1 {
            end_sessions(&[true]);
            assert_eq!(after(opened), drawn);
        }
        for _ in 0..2 * KEPT {
            end_sessions(&[true]);
            assert_eq!(after(opened), None);
            assert!(after(session() - 2).is_some());
        }
    });
}

#[test]
fn seed_should_be_found_when_older_ones_are_forgotten_that_were_not_later() {
    build_and_execute(4, || {
        silent_block_in(1);
        end_sessions(&[true, true, false, false]);
        let opened = session();
        end_sessions(&[false, false, false, true]);
        assert_eq!(Kept::<Test>::get().forgotten, Some(1));
        assert_eq!(after(opened).map(|seed| seed.session), Some(opened + 3));
        assert_eq!(after(1).map(|seed| seed.session), Some(opened + 3));
        assert_eq!(after(0), None);
    });
}

#[test]
fn seeds_should_take_no_more_space_than_those_that_are_kept() {
    build_and_execute(4, || {
        silent_block_in(1);
        for _ in 0..3 * KEPT {
            end_sessions(&[true]);
            assert!(Seeds::<Test>::iter().count() as u32 <= KEPT);
        }
        assert_eq!(Seeds::<Test>::iter().count() as u32, KEPT);
        // They go when nothing more is drawn, too. The next draw still covers the last one.
        let last = LastSeed::<Test>::get();
        end_sessions(&[false; KEPT as usize]);
        assert_eq!(Seeds::<Test>::iter().count(), 0);
        assert_eq!(LastSeed::<Test>::get(), last);
        assert!((0..session()).all(|session| after(session).is_none()));
        end_sessions(&[true]);
        assert_eq!(after(session() - 2), seed_of(session() - 1));
    });
}

#[test]
fn seeds_should_be_forgotten_two_at_a_time_when_fewer_are_to_be_kept() {
    build_and_execute(4, || {
        silent_block_in(1);
        end_sessions(&[true; KEPT as usize]);
        KeptSessions::set(2);
        let counts = (0..3).map(|_| {
            end_sessions(&[true]);
            Seeds::<Test>::iter().count()
        });
        assert_eq!(counts.collect::<Vec<_>>(), [4, 3, 2]);
    });
}
