//! Revocation, suspension and reinstatement.

use crate::{mock::*, *};
use credential_award::{CHUNK, MAX_AWARDS};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{DispatchError, DispatchResult};
use vaka_primitives::IssuerId;

/// The calls that mark awards.
type Call = fn(&Class, AccountId, &[u32]) -> DispatchResult;
const CALLS: [Call; 3] = [Class::revoke, Class::suspend, Class::reinstate];

fn marks(class: &Class, index: u32) -> credential_award::Mark {
    Credentials::mark(&class.award(index))
}

/// A batch of so many awards, after the college's class.
fn many(count: u32) -> Class {
    let class = college();
    assert_ok!(issue_many(COLLEGE, 0, class.schema, count));
    Class { sequence: 1, ..class }
}

/// The bytes of all keys and values that the pallet has stored.
fn stored() -> usize {
    let prefix = sp_io::hashing::twox_128(b"Credentials");
    let mut sum = 0;
    let mut key = prefix.to_vec();
    while let Some(next) = sp_io::storage::next_key(&key).filter(|key| key.starts_with(&prefix)) {
        sum += next.len() + sp_io::storage::get(&next).expect("stored").len();
        key = next;
    }
    sum
}

/// Marks awards, 64 by 64.
fn mark_all(class: &Class, call: Call, indexes: &[u32]) {
    for indexes in indexes.chunks(rules::MAX_MARKED as usize) {
        assert_ok!(call(class, COLLEGE, indexes));
    }
}

// Revoking

#[test]
fn revoke_should_revoke_awards_for_ever() {
    build_and_execute(|| {
        let class = college();
        assert_ok!(class.revoke(COLLEGE, &[1, 3]));
        last_event(Event::Revoked { issuer: 0, sequence: 0, indexes: list(&[1, 3]) });
        let standings = [0, 1, 2, 3, 4].map(|index| class.standing(index));
        let (valid, revoked) = (Standing::Valid, Standing::Revoked);
        assert_eq!(standings, [valid, revoked, valid, revoked, valid]);
        assert_eq!(record(0).revoked, 2);
        // Thirty years later it is revoked, and nobody can undo it.
        wait(30 * 365);
        renew(0, COLLEGE, scope(8));
        assert_eq!(class.standing(1), Standing::Revoked);
        for who in [COLLEGE, PEOPLE] {
            assert_noop!(class.reinstate(who, &[1]), Error::<Test>::Revoked);
        }
    });
}

#[test]
fn revoke_should_take_the_place_of_a_suspension() {
    build_and_execute(|| {
        let class = college();
        assert_ok!(class.suspend(COLLEGE, &[1]));
        assert_ok!(class.revoke(COLLEGE, &[1]));
        let mark = marks(&class, 1);
        assert!(mark.revoked && !mark.suspended);
        assert_eq!(class.standing(1), Standing::Revoked);
        assert_noop!(class.reinstate(COLLEGE, &[1]), Error::<Test>::Revoked);
    });
}

#[test]
fn revoke_should_mark_64_awards_in_all_chunks() {
    build_and_execute(|| {
        let class = many(MAX_AWARDS);
        // The first and the last award of each chunk, and others between.
        let indexes = (0..64).map(|n| n * 64 + if n % 8 == 7 { 63 } else { 0 }).collect::<Vec<_>>();
        assert_eq!((indexes[0], indexes[63]), (0, MAX_AWARDS - 1));
        assert_ok!(class.revoke(COLLEGE, &indexes));
        for index in 0..MAX_AWARDS {
            assert_eq!(marks(&class, index).revoked, indexes.contains(&index), "{index}");
        }
        assert_eq!(Marked::<Test>::iter().count(), 8);
        assert_eq!(record(0).revoked, 64);
        assert!(Indexes::try_from(vec![0; 65]).is_err());
    });
}

#[test]
fn revoke_should_touch_no_other_batch() {
    build_and_execute(|| {
        let class = college();
        let other = accredit_with_key(CAMPUS);
        let next = issue(COLLEGE, 0, class.schema, &[100, 101]);
        let theirs = issue(CAMPUS, other, class.schema, &[100, 101]);
        assert_ok!(class.revoke(COLLEGE, &[1]));
        assert_eq!((next.standing(1), theirs.standing(1)), (Standing::Valid, Standing::Valid));
        assert_eq!((record(0).revoked, record(other).revoked), (1, 0));
    });
}

#[test]
fn revoke_should_count_for_the_issuer_of_the_award_alone() {
    build_and_execute(|| {
        let [college, campus, ..] = branches();
        let schema = register(COLLEGE, Some(college), 3);
        let class = issue(CAMPUS, campus, schema, &[100]);
        assert_ok!(class.revoke(COLLEGE, &[0]));
        assert_eq!((record(college).revoked, record(campus).revoked), (0, 1));
    });
}

#[test]
fn revoke_should_fail_when_one_of_them_is_revoked() {
    build_and_execute(|| {
        let class = college();
        assert_ok!(class.revoke(COLLEGE, &[1]));
        // All or none, and none twice.
        for indexes in [&[1][..], &[0, 1], &[2, 2]] {
            assert_noop!(class.revoke(COLLEGE, indexes), Error::<Test>::Revoked);
        }
        assert_eq!(class.standing(0), Standing::Valid);
    });
}

// Suspending

#[test]
fn suspend_should_suspend_awards() {
    build_and_execute(|| {
        let class = college();
        assert_ok!(class.suspend(COLLEGE, &[0, 4]));
        last_event(Event::Suspended { issuer: 0, sequence: 0, indexes: list(&[0, 4]) });
        assert_eq!(
            (class.standing(0), class.standing(4)),
            (Standing::Suspended, Standing::Suspended)
        );
        assert_eq!(class.standing(1), Standing::Valid);
        assert_eq!(record(0).revoked, 0);
    });
}

#[test]
fn suspend_should_fail_when_one_of_them_is_suspended() {
    build_and_execute(|| {
        let class = college();
        assert_ok!(class.suspend(COLLEGE, &[1]));
        for indexes in [&[1][..], &[0, 1], &[2, 2]] {
            assert_noop!(class.suspend(COLLEGE, indexes), Error::<Test>::AlreadySuspended);
        }
    });
}

#[test]
fn suspend_should_fail_when_one_of_them_is_revoked() {
    build_and_execute(|| {
        let class = college();
        assert_ok!(class.revoke(COLLEGE, &[1]));
        assert_noop!(class.suspend(COLLEGE, &[0, 1]), Error::<Test>::Revoked);
    });
}

// Reinstating

#[test]
fn reinstate_should_make_suspended_awards_valid_again() {
    build_and_execute(|| {
        let class = college();
        assert_ok!(class.suspend(COLLEGE, &[0, 4]));
        assert_ok!(class.reinstate(COLLEGE, &[4]));
        last_event(Event::Reinstated { issuer: 0, sequence: 0, indexes: list(&[4]) });
        assert_eq!((class.standing(0), class.standing(4)), (Standing::Suspended, Standing::Valid));
        // Nothing is stored where nothing is marked.
        assert_eq!(Marked::<Test>::iter().count(), 1);
        assert_ok!(class.reinstate(COLLEGE, &[0]));
        assert_eq!(Marked::<Test>::iter().count(), 0);
        assert_ok!(class.suspend(COLLEGE, &[0]));
        assert_eq!(class.standing(0), Standing::Suspended);
    });
}

#[test]
fn reinstate_should_fail_when_one_of_them_is_not_suspended() {
    build_and_execute(|| {
        let class = college();
        assert_ok!(class.suspend(COLLEGE, &[1]));
        for indexes in [&[0][..], &[1, 0], &[1, 1]] {
            assert_noop!(class.reinstate(COLLEGE, indexes), Error::<Test>::NotSuspended);
        }
    });
}

#[test]
fn reinstate_should_fail_when_one_of_them_is_revoked() {
    build_and_execute(|| {
        let class = college();
        assert_ok!(class.suspend(COLLEGE, &[0, 1]));
        assert_ok!(class.revoke(COLLEGE, &[1]));
        assert_noop!(class.reinstate(COLLEGE, &[0, 1]), Error::<Test>::Revoked);
        assert_eq!(class.standing(0), Standing::Suspended);
    });
}

// All of them

#[test]
fn marks_should_be_set_by_the_issuer_by_those_above_and_by_the_people() {
    build_and_execute(|| {
        let [college, _, room, _] = branches();
        let schema = register(COLLEGE, Some(college), 3);
        let class = issue(ROOM, room, schema, &[100, 101, 102, 103]);
        for (who, index) in [(ROOM, 0), (CAMPUS, 1), (COLLEGE, 2), (PEOPLE, 3)] {
            assert_ok!(class.suspend(who, &[index]));
            assert_eq!(class.standing(index), Standing::Suspended);
            assert_ok!(class.reinstate(who, &[index]));
            assert_eq!(class.standing(index), Standing::Valid);
            assert_ok!(class.revoke(who, &[index]));
            assert_eq!(class.standing(index), Standing::Revoked);
        }
    });
}

#[test]
fn marks_should_be_set_when_the_accreditation_is_over() {
    build_and_execute(|| {
        let [college, campus, room, _] = branches();
        let schema = register(COLLEGE, Some(college), 3);
        let class = issue(ROOM, room, schema, &[100, 101, 102, 103]);
        undelegate(CAMPUS, room);
        withdraw(campus, now() - 1);
        wait(ALL + 1);
        for (who, index) in [(ROOM, 0), (CAMPUS, 1), (COLLEGE, 2), (PEOPLE, 3)] {
            assert_ok!(class.suspend(who, &[index]));
            assert_ok!(class.reinstate(who, &[index]));
            assert_ok!(class.revoke(who, &[index]));
            assert_eq!(class.standing(index), Standing::Revoked);
        }
    });
}

#[test]
fn marks_should_fail_when_nobody_signed() {
    build_and_execute(|| {
        college();
        for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
            let (one, two, three) = (origin.clone(), origin.clone(), origin);
            let indexes = || list(&[0]);
            assert_noop!(Credentials::revoke(one, 0, 0, indexes()), DispatchError::BadOrigin);
            assert_noop!(Credentials::suspend(two, 0, 0, indexes()), DispatchError::BadOrigin);
            assert_noop!(Credentials::reinstate(three, 0, 0, indexes()), DispatchError::BadOrigin);
        }
    });
}

#[test]
fn marks_should_fail_when_there_is_no_such_issuer() {
    build_and_execute(|| {
        let class = Class { issuer: 9, ..college() };
        for call in CALLS {
            for who in [COLLEGE, PEOPLE] {
                assert_noop!(call(&class, who, &[0]), Error::<Test>::UnknownIssuer);
            }
        }
    });
}

#[test]
fn marks_should_fail_when_the_caller_is_neither_the_issuer_nor_above() {
    build_and_execute(|| {
        let [college, campus, ..] = branches();
        let schema = register(COLLEGE, Some(college), 3);
        let (above, below) =
            (issue(COLLEGE, college, schema, &[100]), issue(CAMPUS, campus, schema, &[101]));
        accredit(STRANGER);
        for call in CALLS {
            // One below, an unrelated issuer, appeals.
            for who in [CAMPUS, STRANGER, APPEALS] {
                assert_noop!(call(&above, who, &[0]), Error::<Test>::NotAbove);
            }
            for who in [ROOM, STRANGER, APPEALS] {
                assert_noop!(call(&below, who, &[0]), Error::<Test>::NotAbove);
            }
        }
    });
}

#[test]
fn marks_should_fail_when_there_is_no_such_batch() {
    build_and_execute(|| {
        let class = Class { sequence: 1, ..college() };
        for call in CALLS {
            assert_noop!(call(&class, COLLEGE, &[0]), Error::<Test>::UnknownBatch);
        }
    });
}

#[test]
fn marks_should_fail_when_there_is_no_such_award() {
    build_and_execute(|| {
        let class = college();
        for call in CALLS {
            // Also where the tree has a filler, and where a byte would be cut off.
            for index in [5, 7, 512, 256 * CHUNK, u32::MAX] {
                let call = || call(&class, COLLEGE, &[index]);
                assert_noop!(call(), Error::<Test>::UnknownAward);
            }
        }
        assert_ok!(class.suspend(COLLEGE, &[4]));
        assert_noop!(class.reinstate(COLLEGE, &[4, 5]), Error::<Test>::UnknownAward);
        assert_noop!(class.revoke(COLLEGE, &[0, 5]), Error::<Test>::UnknownAward);
    });
}

// Space

#[test]
fn full_batch_should_take_half_a_byte_an_award_when_a_hundredth_is_marked() {
    build_and_execute(|| {
        let before = {
            college();
            stored()
        };
        let schema = 0;
        assert_ok!(issue_many(COLLEGE, 0, schema, MAX_AWARDS));
        let class = Class { issuer: 0, sequence: 1, schema, seeds: vec![] };
        let unmarked = stored() - before;
        assert!(unmarked * 10 < MAX_AWARDS as usize, "{unmarked} bytes");
        // The worst hundredth: it has the last award of each chunk, so no chunk is cut short.
        let indexes = (1..=41).map(|n| MAX_AWARDS * n / 41 - 1).collect::<Vec<_>>();
        let last = (1..=8).map(|n| n * CHUNK - 1);
        let others = indexes.iter().filter(|index| *index % CHUNK != CHUNK - 1).take(41 - 8);
        let indexes = last.chain(others.copied()).collect::<Vec<_>>();
        assert_eq!(indexes.len(), 41);
        mark_all(&class, Class::suspend, &indexes);
        let marked = stored() - before;
        assert!(marked > unmarked);
        assert!(marked * 2 <= MAX_AWARDS as usize, "{marked} bytes");
        assert_eq!(Marked::<Test>::iter().count(), 8);
    });
}

#[test]
fn full_batch_should_take_less_than_a_byte_an_award_when_all_are_marked() {
    let bytes = [Class::suspend as Call, Class::revoke].map(|call| {
        build_and_execute(|| {
            college();
            let before = stored();
            assert_ok!(issue_many(COLLEGE, 0, 0, MAX_AWARDS));
            let class = Class { issuer: 0, sequence: 1, schema: 0, seeds: vec![] };
            mark_all(&class, call, &(0..MAX_AWARDS).collect::<Vec<_>>());
            stored() - before
        })
    });
    for bytes in bytes {
        assert!(bytes < MAX_AWARDS as usize, "{bytes} bytes");
        // The chain's accounts have 24 bytes more than the ones here.
        assert!(bytes + 24 < MAX_AWARDS as usize);
    }
    assert_eq!(bytes[0], bytes[1]);
}

#[test]
fn full_batch_should_be_made_of_its_record_and_eight_chunks() {
    build_and_execute(|| {
        let class = many(MAX_AWARDS);
        mark_all(&class, Class::revoke, &(0..MAX_AWARDS).collect::<Vec<_>>());
        let (issuer, sequence): (IssuerId, Sequence) = (0, 1);
        let size = |key: Vec<u8>| key.len() + sp_io::storage::get(&key).expect("stored").len();
        let batch = size(Batches::<Test>::hashed_key_for(issuer, sequence));
        let chunks = (0..8u8).map(|chunk| {
            let key = Marked::<Test>::hashed_key_for((issuer, sequence, chunk));
            let size = size(key.clone());
            // 128 bytes of bits, and their length.
            assert_eq!(size - key.len(), 130);
            size
        });
        let sum = batch + chunks.sum::<usize>();
        assert!(sum * 2 < MAX_AWARDS as usize, "{sum} bytes");
    });
}

#[test]
fn marks_should_be_refused_when_they_name_no_award() {
    build_and_execute(|| {
        let class = college();
        for call in CALLS {
            assert_noop!(call(&class, COLLEGE, &[]), Error::<Test>::NothingToMark);
        }
    });
}
