use crate::{
    mock::{Communities, *},
    *,
};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;

#[test]
fn appoint_clerk_should_let_the_member_admit() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(Communities::appoint_clerk(clerk_track(), APIA, member(5)));
        has_event(Event::ClerkAppointed { community: APIA, member: member(5) });
        let request = bring(5, STRANGER, APIA);
        vouch(request, &[1, 2, 3]);
        assert_ok!(Communities::admit(signed(5), request));
    });
}

#[test]
fn appoint_clerk_should_fail_when_not_called_by_the_clerk_track() {
    ExtBuilder::default().build_and_execute(|| {
        for origin in [signed(CLERK), root(), appeals()] {
            assert_noop!(
                Communities::appoint_clerk(origin, APIA, member(5)),
                DispatchError::BadOrigin
            );
        }
    });
}

#[test]
fn appoint_clerk_should_fail_when_the_community_or_the_member_is_unknown() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(
            Communities::appoint_clerk(clerk_track(), 9, member(5)),
            Error::<Test>::UnknownCommunity
        );
        assert_noop!(
            Communities::appoint_clerk(clerk_track(), APIA, 999),
            Error::<Test>::UnknownMember
        );
    });
}

#[test]
fn appoint_clerk_should_fail_when_the_member_is_of_elsewhere_or_suspended() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(
            Communities::appoint_clerk(clerk_track(), APIA, member(101)),
            Error::<Test>::ClerkNotOfCommunity
        );
        assert_ok!(Communities::suspend(appeals(), member(5)));
        assert_noop!(
            Communities::appoint_clerk(clerk_track(), APIA, member(5)),
            Error::<Test>::ClerkNotOfCommunity
        );
    });
}

#[test]
fn appoint_clerk_should_fail_when_the_member_is_a_clerk_or_there_are_enough() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(
            Communities::appoint_clerk(clerk_track(), APIA, member(CLERK)),
            Error::<Test>::AlreadyClerk
        );
        for n in 1..MAX_CLERKS {
            assert_ok!(Communities::appoint_clerk(clerk_track(), APIA, member(n)));
        }
        assert_noop!(
            Communities::appoint_clerk(clerk_track(), APIA, member(9)),
            Error::<Test>::TooManyClerks
        );
    });
}
