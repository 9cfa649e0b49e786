use crate::{
    mock::{Communities, *},
    *,
};
use frame_support::{assert_noop, assert_ok};

#[test]
fn freeze_should_stop_the_member_for_fourteen_days_and_end_by_itself() {
    ExtBuilder::default().build_and_execute(|| {
        let until = now() + 14 * DAY;
        assert_ok!(Communities::freeze(signed(CLERK), member(5)));
        has_event(Event::Frozen { member: member(5), clerk: member(CLERK), until });
        assert!(Communities::membership(&account(5)).unwrap().frozen);
        wait_almost(14);
        assert_noop!(Communities::leave(signed(5)), Error::<Test>::Frozen);
        System::set_block_number(until);
        assert!(!Communities::membership(&account(5)).unwrap().frozen);
        assert_ok!(Communities::leave(signed(5)));
    });
}

#[test]
fn freeze_should_touch_no_electorate() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(Communities::freeze(signed(CLERK), member(5)));
        assert_eq!(electorates(), (10, 7, 17));
        let membership = Communities::membership(&account(5)).unwrap();
        assert!(membership.may_vote_since(1, Track::Village(APIA)));
    });
}

#[test]
fn freeze_should_fail_when_the_member_is_unknown_or_suspended() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(Communities::freeze(signed(CLERK), 999), Error::<Test>::UnknownMember);
        assert_ok!(Communities::suspend(appeals(), member(5)));
        assert_noop!(Communities::freeze(signed(CLERK), member(5)), Error::<Test>::Suspended);
    });
}

#[test]
fn freeze_should_fail_when_not_by_a_clerk_of_the_members_community() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(Communities::freeze(signed(STRANGER), member(5)), Error::<Test>::NotMember);
        for other in [4, CLERK_OF_ALOFI] {
            assert_noop!(Communities::freeze(signed(other), member(5)), Error::<Test>::NotClerk);
        }
    });
}

#[test]
fn freeze_should_fail_when_the_same_person_was_frozen_lately_by_any_clerk() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(Communities::appoint_clerk(clerk_track(), APIA, member(9)));
        assert_ok!(Communities::freeze(signed(CLERK), member(5)));
        wait_almost(14 + 180);
        for clerk in [CLERK, 9] {
            assert_noop!(
                Communities::freeze(signed(clerk), member(5)),
                Error::<Test>::FrozenLately
            );
        }
        System::set_block_number(now() + 1);
        assert_ok!(Communities::freeze(signed(9), member(5)));
    });
}

#[test]
fn freeze_should_fail_when_the_clerk_has_another_person_frozen() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(Communities::freeze(signed(CLERK), member(5)));
        assert_noop!(Communities::freeze(signed(CLERK), member(6)), Error::<Test>::FreezesAnother);
        wait(14);
        assert_ok!(Communities::freeze(signed(CLERK), member(6)));
    });
}

#[test]
fn freeze_should_fail_when_the_clerk_is_frozen() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(Communities::appoint_clerk(clerk_track(), APIA, member(9)));
        assert_ok!(Communities::freeze(signed(9), member(CLERK)));
        assert_noop!(Communities::freeze(signed(CLERK), member(9)), Error::<Test>::Frozen);
    });
}
