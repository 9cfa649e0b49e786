use crate::{
    mock::{Communities, *},
    *,
};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;

#[test]
fn suspend_should_take_the_member_out_of_electorates_and_office() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(Communities::suspend(appeals(), member(CLERK)));
        has_event(Event::Suspended { member: member(CLERK) });
        has_event(Event::ClerkDismissed { community: APIA, member: member(CLERK) });
        assert_eq!(electorates(), (9, 7, 16));
        // The account stays the member's.
        assert_eq!(System::sufficients(&account(CLERK)), 1);
        let membership = Communities::membership(&account(CLERK)).unwrap();
        assert!(membership.suspended && !membership.may_vote_since(1, Track::Constitution));
    });
}

#[test]
fn suspend_should_fail_when_not_called_by_appeals() {
    ExtBuilder::default().build_and_execute(|| {
        for origin in [signed(CLERK), root(), clerk_track()] {
            assert_noop!(Communities::suspend(origin, member(5)), DispatchError::BadOrigin);
        }
    });
}

#[test]
fn suspend_should_fail_when_the_member_is_unknown_or_suspended() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(Communities::suspend(appeals(), 999), Error::<Test>::UnknownMember);
        assert_ok!(Communities::suspend(appeals(), member(5)));
        wait(31);
        assert_noop!(Communities::suspend(appeals(), member(5)), Error::<Test>::Suspended);
    });
}

#[test]
fn suspend_should_fail_when_more_than_allowed_began_in_thirty_days() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(Communities::suspend(appeals(), member(5)));
        assert_eq!(Communities::nation().suspensions_left, 0);
        // To reinstate gives none back.
        assert_ok!(Communities::reinstate(appeals(), member(5)));
        wait(30);
        let refused = Communities::suspend(appeals(), member(6));
        assert_noop!(refused, Error::<Test>::TooManySuspensions);
        wait(1);
        assert_ok!(Communities::suspend(appeals(), member(6)));
    });
}

#[test]
fn suspend_should_allow_a_fiftieth_of_a_large_electorate() {
    ExtBuilder::default().founders(&[160]).build_and_execute(|| {
        for n in 1..=3 {
            assert_ok!(Communities::suspend(appeals(), member(n)));
        }
        let refused = Communities::suspend(appeals(), member(4));
        assert_noop!(refused, Error::<Test>::TooManySuspensions);
    });
}

#[test]
fn suspend_should_leave_clerks_of_fakes_uncounted() {
    ExtBuilder::default().build_and_execute(|| {
        let fake = admit(STRANGER, APIA, &[1, 2, 3]);
        assert_ok!(Communities::suspend(appeals(), member(5)));
        challenge(fake, &[4, 6, 7]);
        assert_ok!(Communities::decide_request(appeals(), fake, Verdict::Fake));
        assert!(person(CLERK).suspended);
    });
}
