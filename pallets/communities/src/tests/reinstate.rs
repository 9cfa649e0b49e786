use crate::{
    mock::{Communities, *},
    *,
};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;

#[test]
fn reinstate_should_count_the_member_again_from_now_on() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(Communities::suspend(appeals(), member(CLERK)));
        wait(10);
        assert_ok!(Communities::reinstate(appeals(), member(CLERK)));
        has_event(Event::Reinstated { member: member(CLERK) });
        assert_eq!(electorates(), (10, 7, 17));
        let membership = Communities::membership(&account(CLERK)).unwrap();
        assert_eq!((membership.active_since, membership.village_since), (now(), 0));
        // No vote in a poll that opened before.
        assert!(!membership.may_vote_since(now(), Track::Constitution));
        assert!(membership.may_vote_since(now() + 1, Track::Village(APIA)));
        // The office does not come back.
        assert_eq!(Communities::community(APIA).unwrap().clerks, NO_CLERKS);
    });
}

#[test]
fn reinstate_should_fail_when_not_called_by_appeals() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(Communities::suspend(appeals(), member(5)));
        for origin in [signed(CLERK), root(), clerk_track()] {
            assert_noop!(Communities::reinstate(origin, member(5)), DispatchError::BadOrigin);
        }
    });
}

#[test]
fn reinstate_should_fail_when_the_member_is_unknown_or_not_suspended() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(Communities::reinstate(appeals(), 999), Error::<Test>::UnknownMember);
        assert_noop!(Communities::reinstate(appeals(), member(5)), Error::<Test>::NotSuspended);
    });
}
