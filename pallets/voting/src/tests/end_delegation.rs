use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

const TRACK: Track = Track::Treasury;

#[test]
fn end_delegation_should_let_a_delegate_turn_people_away() {
    ExtBuilder::default().build_and_execute(|| {
        for n in [1, 2] {
            delegate(n, TRACK, 0);
        }
        assert_ok!(Voting::end_delegation(signed(0), TRACK, 1));
        has_event(Event::Undelegated { track: TRACK, member: 1 });
        let left = Voting::delegation(TRACK, 0).expect("2 delegates");
        assert_eq!(left.delegators, vec![2]);
    });
}

#[test]
fn end_delegation_should_let_anyone_clear_up_after_who_left() {
    ExtBuilder::default().build_and_execute(|| {
        for (below, above) in [(1, 0), (2, 1), (3, 1)] {
            delegate(below, TRACK, above);
        }
        Nation::leave(1);
        for member in [1, 2, 3] {
            assert_ok!(Voting::end_delegation(signed(STRANGER), TRACK, member));
        }
        assert_eq!(Delegations::<Test>::iter().count(), 0);
    });
}

#[test]
fn end_delegation_should_let_anyone_clear_up_after_who_moved_away_on_a_villages_track() {
    ExtBuilder::default().build_and_execute(|| {
        for track in [TRACK, Track::Village(APIA)] {
            delegate(1, track, 0);
        }
        Nation::move_to(0, ALOFI);
        assert_ok!(Voting::end_delegation(signed(STRANGER), Track::Village(APIA), 1));
        assert_noop!(
            Voting::end_delegation(signed(STRANGER), TRACK, 1),
            Error::<Test>::DelegationHolds
        );
    });
}

#[test]
fn end_delegation_should_fail_when_both_still_vote_or_are_only_suspended() {
    ExtBuilder::default().build_and_execute(|| {
        delegate(1, TRACK, 0);
        for _ in 0..2 {
            for n in [1, 2, STRANGER] {
                assert_noop!(
                    Voting::end_delegation(signed(n), TRACK, 1),
                    Error::<Test>::DelegationHolds
                );
            }
            Nation::suspend(0);
            Nation::suspend(1);
        }
    });
}

#[test]
fn end_delegation_should_fail_when_the_member_does_not_delegate() {
    ExtBuilder::default().build_and_execute(|| {
        delegate(1, TRACK, 0);
        for member in [0, 2, 999] {
            assert_noop!(
                Voting::end_delegation(signed(0), TRACK, member),
                Error::<Test>::NotDelegated
            );
        }
    });
}
