use super::ballots::Poll;
use crate::{
    mock::{Communities, *},
    *,
};
use frame_support::{assert_noop, assert_ok};

#[test]
fn clerk_should_change_no_vote_by_freezing_opponents() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(Communities::freeze(signed(CLERK), member(5)));
        let (mut poll, mut village) =
            (Poll::open(Track::Constitution), Poll::open(Track::Village(APIA)));
        assert_ok!(EnsureMemberOf::ensure(5));
        assert!(poll.vote(5, false) && village.vote(5, false));
        // Also challenging and objecting go on.
        let id = admit(STRANGER, APIA, &[1, 2, 3]);
        challenge(id, &[5]);
        let id = replace(5, STRANGER + 1, &[4, 6, 7]);
        assert_ok!(Communities::object_to_replacement(signed(5), id));
    });
}

struct EnsureMemberOf;

impl EnsureMemberOf {
    fn ensure(n: u32) -> Result<(), sp_runtime::traits::BadOrigin> {
        use frame_support::traits::EnsureOrigin;
        EnsureMember::<Test>::ensure_origin(signed(n)).map(|_| ())
    }
}

#[test]
fn clerks_should_not_keep_somebody_frozen() {
    ExtBuilder::default().build_and_execute(|| {
        // Three clerks take turns for a year.
        for clerk in [8, 9] {
            assert_ok!(Communities::appoint_clerk(clerk_track(), APIA, member(clerk)));
        }
        let mut frozen = 0;
        for _ in 0..365 {
            for clerk in [CLERK, 8, 9] {
                let _ = Communities::freeze(signed(clerk), member(5));
            }
            frozen += u32::from(person(5).is_frozen(now()));
            wait(1);
        }
        assert_eq!(frozen, 2 * 14, "14 days in each 194");
    });
}

#[test]
fn clerk_should_freeze_one_person_at_a_time() {
    ExtBuilder::default().build_and_execute(|| {
        let mut frozen = Vec::new();
        for _ in 0..28 {
            for n in 1..10 {
                if Communities::freeze(signed(CLERK), member(n)).is_ok() {
                    frozen.push(n);
                }
            }
            let now_frozen = (1..10).filter(|n| person(*n).is_frozen(now())).count();
            assert_eq!(now_frozen, 1);
            wait(1);
        }
        assert_eq!(frozen, vec![1, 2]);
    });
}

#[test]
fn clerk_should_not_freeze_an_admission_away() {
    ExtBuilder::default().build_and_execute(|| {
        // Somebody frozen on the last day of their seven still has time to move.
        let id = move_to(5, ALOFI, &[101, 102, 103]);
        wait_almost(7);
        assert_ok!(Communities::freeze(signed(CLERK), member(5)));
        wait(14);
        assert_ok!(Communities::confirm_admission(signed(5), id));
        assert_noop!(Communities::freeze(signed(CLERK), member(5)), Error::<Test>::NotClerk);
    });
}
