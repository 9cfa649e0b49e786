use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

const TRACK: Track = Track::Treasury;

#[test]
fn undelegate_should_take_the_member_and_those_below_off_the_tree() {
    ExtBuilder::default().build_and_execute(|| {
        for (below, above) in [(1, 0), (2, 1)] {
            delegate(below, TRACK, above);
        }
        assert_ok!(Voting::undelegate(signed(1), TRACK));
        has_event(Event::Undelegated { track: TRACK, member: 1 });
        assert_eq!(Voting::delegation(TRACK, 0), None);
        let left = Voting::delegation(TRACK, 1).expect("2 delegates");
        assert_eq!((left.to, left.delegators, left.people), (None, vec![2], 2));
        assert_ok!(Voting::undelegate(signed(2), TRACK));
        assert_eq!(Delegations::<Test>::iter().count(), 0);
    });
}

#[test]
fn undelegate_should_work_for_who_is_suspended_or_moved_away() {
    ExtBuilder::default().build_and_execute(|| {
        let track = Track::Village(APIA);
        for n in [1, 2] {
            delegate(n, track, 0);
        }
        Nation::suspend(1);
        Nation::move_to(2, ALOFI);
        for n in [1, 2] {
            assert_ok!(Voting::undelegate(signed(n), track));
        }
    });
}

#[test]
fn undelegate_should_fail_when_the_account_is_no_members() {
    ExtBuilder::default().build_and_execute(|| {
        delegate(1, TRACK, 0);
        assert_noop!(Voting::undelegate(signed(STRANGER), TRACK), Error::<Test>::NotMember);
        Nation::replace(1, nth_account(1, 1));
        assert_noop!(Voting::undelegate(signed(1), TRACK), Error::<Test>::NotMember);
    });
}

#[test]
fn undelegate_should_fail_when_the_member_does_not_delegate_there() {
    ExtBuilder::default().build_and_execute(|| {
        delegate(1, TRACK, 0);
        for (n, track) in [(0, TRACK), (1, Track::Appeals), (1, Track::Village(99))] {
            assert_noop!(Voting::undelegate(signed(n), track), Error::<Test>::NotDelegated);
        }
    });
}
