use crate::{
    mock::{Communities, *},
    *,
};
use frame_support::{assert_noop, assert_ok};

#[test]
fn move_community_should_change_nothing_until_it_is_confirmed() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(Communities::move_community(signed(5), ALOFI));
        let made = request(0);
        assert_eq!((made.kind, made.community), (Kind::Move(member(5)), ALOFI));
        assert_eq!((person(5).community, electorates()), (APIA, (10, 7, 17)));
        assert!(!Deposits::<Test>::contains_key(0));
    });
}

#[test]
fn move_community_should_fail_when_not_by_a_member() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(
            Communities::move_community(signed(STRANGER), ALOFI),
            Error::<Test>::NotMember
        );
    });
}

#[test]
fn move_community_should_fail_when_the_member_is_suspended_or_frozen() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(Communities::suspend(appeals(), member(5)));
        assert_ok!(Communities::freeze(signed(CLERK), member(6)));
        assert_noop!(Communities::move_community(signed(5), ALOFI), Error::<Test>::Suspended);
        assert_noop!(Communities::move_community(signed(6), ALOFI), Error::<Test>::Frozen);
    });
}

#[test]
fn move_community_should_fail_when_the_member_moved_in_the_last_half_year() {
    ExtBuilder::default().build_and_execute(|| {
        let id = move_to(5, ALOFI, &[101, 102, 103]);
        wait(7);
        assert_ok!(Communities::confirm_admission(signed(1), id));
        wait_almost(180);
        assert_noop!(Communities::move_community(signed(5), APIA), Error::<Test>::MovedLately);
        System::set_block_number(now() + 1);
        assert_ok!(Communities::move_community(signed(5), APIA));
    });
}

#[test]
fn move_community_should_fail_when_it_leads_nowhere() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(Communities::move_community(signed(5), 9), Error::<Test>::UnknownCommunity);
        assert_noop!(
            Communities::move_community(signed(5), APIA),
            Error::<Test>::AlreadyOfCommunity
        );
    });
}

#[test]
fn move_community_should_fail_when_the_member_has_asked_already() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(Communities::move_community(signed(5), ALOFI));
        assert_noop!(Communities::move_community(signed(5), ALOFI), Error::<Test>::RequestPending);
    });
}
