use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

const TRACK: Track = Track::Treasury;

fn place(track: Track, member: MemberId) -> (Option<MemberId>, u32, u32) {
    let shown = Voting::delegation(track, member).expect("delegates");
    (shown.to, shown.people, shown.depth)
}

#[test]
fn delegate_should_put_the_member_below_the_delegate_on_that_track_only() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(Voting::delegate(signed(1), TRACK, 0));
        has_event(Event::Delegated { track: TRACK, member: 1, to: 0 });
        assert_eq!(place(TRACK, 1), (Some(0), 1, 1));
        assert_eq!(place(TRACK, 0), (None, 2, 0));
        assert_eq!(Voting::delegation(Track::Appeals, 1), None);
        delegate(1, Track::Appeals, 12);
        assert_eq!(place(Track::Appeals, 1), (Some(12), 1, 1));
    });
}

#[test]
fn delegate_should_take_those_below_along_when_the_delegate_changes() {
    ExtBuilder::default().build_and_execute(|| {
        for (below, above) in [(1, 0), (2, 1), (3, 1)] {
            delegate(below, TRACK, above);
        }
        delegate(1, TRACK, 5);
        assert_eq!(place(TRACK, 5), (None, 4, 0));
        assert_eq!(place(TRACK, 3), (Some(1), 1, 2));
        assert_eq!(Voting::delegation(TRACK, 0), None);
    });
}

#[test]
fn delegate_should_move_a_member_within_a_tree() {
    ExtBuilder::default().build_and_execute(|| {
        for (below, above) in [(1, 0), (2, 0), (3, 2)] {
            delegate(below, TRACK, above);
        }
        delegate(1, TRACK, 3);
        assert_eq!(place(TRACK, 1), (Some(3), 1, 3));
        assert_eq!(place(TRACK, 0), (None, 4, 0));
    });
}

#[test]
fn delegate_should_change_nothing_when_it_is_refused() {
    ExtBuilder::default().build_and_execute(|| {
        for (below, above) in [(1, 0), (2, 1)] {
            delegate(below, TRACK, above);
        }
        assert_noop!(Voting::delegate(signed(1), TRACK, 2), Error::<Test>::Cycle);
        assert_eq!(place(TRACK, 1), (Some(0), 2, 1));
    });
}

#[test]
fn delegate_should_be_within_the_village_on_its_track() {
    ExtBuilder::default().build_and_execute(|| {
        let track = Track::Village(APIA);
        assert_ok!(Voting::delegate(signed(1), track, 0));
        assert_noop!(Voting::delegate(signed(2), track, 12), Error::<Test>::CannotBeDelegate);
        assert_noop!(Voting::delegate(signed(12), track, 0), Error::<Test>::NotOfVillage);
    });
}

#[test]
fn delegate_should_fail_when_the_account_is_no_members_or_the_member_is_suspended() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(Voting::delegate(signed(STRANGER), TRACK, 0), Error::<Test>::NotMember);
        Nation::suspend(1);
        assert_noop!(Voting::delegate(signed(1), TRACK, 0), Error::<Test>::Suspended);
    });
}

#[test]
fn delegate_should_fail_when_there_is_no_such_track() {
    ExtBuilder::default().build_and_execute(|| {
        for village in [2, 64_536, u32::MAX] {
            assert_noop!(
                Voting::delegate(signed(1), Track::Village(village), 0),
                Error::<Test>::UnknownTrack
            );
        }
    });
}

#[test]
fn delegate_should_fail_when_the_other_is_no_member_or_suspended() {
    ExtBuilder::default().build_and_execute(|| {
        Nation::suspend(0);
        Nation::leave(2);
        for to in [0, 2, 999] {
            assert_noop!(Voting::delegate(signed(1), TRACK, to), Error::<Test>::CannotBeDelegate);
        }
    });
}

#[test]
fn delegate_should_fail_when_it_is_so_already() {
    ExtBuilder::default().build_and_execute(|| {
        delegate(1, TRACK, 0);
        assert_noop!(Voting::delegate(signed(1), TRACK, 0), Error::<Test>::AlreadyDelegated);
    });
}

#[test]
fn delegate_should_fail_when_it_would_go_round() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(Voting::delegate(signed(0), TRACK, 0), Error::<Test>::Cycle);
        for (below, above) in [(1, 0), (2, 1), (3, 2), (4, 3)] {
            delegate(below, TRACK, above);
            for to in 1..=below {
                assert_noop!(Voting::delegate(signed(0), TRACK, to), Error::<Test>::Cycle);
            }
        }
    });
}

#[test]
fn delegate_should_fail_when_the_tree_would_be_too_deep() {
    ExtBuilder::default().build_and_execute(|| {
        for (below, above) in [(1, 0), (2, 1), (3, 2), (4, 3)] {
            delegate(below, TRACK, above);
        }
        assert_noop!(Voting::delegate(signed(5), TRACK, 4), Error::<Test>::TreeTooDeep);
        assert_noop!(Voting::delegate(signed(0), TRACK, 5), Error::<Test>::TreeTooDeep);
        // The depth of both is what counts.
        for (below, above) in [(6, 5), (7, 6)] {
            delegate(below, TRACK, above);
        }
        assert_noop!(Voting::delegate(signed(5), TRACK, 2), Error::<Test>::TreeTooDeep);
        delegate(5, TRACK, 1);
        assert_eq!(place(TRACK, 7), (Some(6), 1, MAX_DEPTH));
    });
}

#[test]
fn delegate_should_fail_when_the_tree_would_have_too_many_people() {
    let builder = ExtBuilder::default().members([MAX_TREE + 2, 0]);
    builder.build_and_execute(|| {
        // Person 1 with 31 below, person 0 with 31 below, and two alone.
        let half = MAX_TREE / 2;
        for n in 2..MAX_TREE {
            delegate(n, TRACK, u32::from(n > half));
        }
        assert_eq!((place(TRACK, 0).1, place(TRACK, 1).1), (half, half));
        delegate(MAX_TREE, TRACK, 5);
        assert_noop!(Voting::delegate(signed(1), TRACK, 0), Error::<Test>::TreeTooLarge);
        assert_ok!(Voting::undelegate(signed(MAX_TREE), TRACK));
        delegate(1, TRACK, 0);
        assert_eq!(place(TRACK, 0), (None, MAX_TREE, 0));
        for to in [0, 1, 5] {
            assert_noop!(
                Voting::delegate(signed(MAX_TREE), TRACK, to),
                Error::<Test>::TreeTooLarge
            );
        }
        assert_noop!(Voting::delegate(signed(0), TRACK, MAX_TREE), Error::<Test>::TreeTooLarge);
    });
}

/// As the benchmark: half a full tree leaves one delegate for another.
#[test]
fn delegate_should_join_two_halves_of_a_full_tree() {
    let half = MAX_TREE / 2;
    let builder = ExtBuilder::default().members([2 * MAX_TREE, 0]);
    builder.build_and_execute(|| {
        for n in 1..half {
            delegate(n, TRACK, 0);
            delegate(half + n, TRACK, half + u32::from(n > 1));
            delegate(MAX_TREE + n, TRACK, MAX_TREE);
        }
        delegate(0, TRACK, MAX_TREE);
        assert_eq!(place(TRACK, MAX_TREE), (None, MAX_TREE, 0));
        delegate(0, TRACK, half + 1);
        assert_eq!(place(TRACK, half), (None, MAX_TREE, 0));
        assert_eq!(place(TRACK, 1), (Some(0), 1, 3));
        assert_eq!(place(TRACK, MAX_TREE), (None, half, 0));
    });
}
