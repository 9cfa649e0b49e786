use crate::{
    mock::{Communities, *},
    *,
};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;

#[test]
fn dismiss_clerk_should_end_the_office_and_leave_the_membership() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(Communities::dismiss_clerk(clerk_track(), APIA, member(CLERK)));
        has_event(Event::ClerkDismissed { community: APIA, member: member(CLERK) });
        assert_eq!(electorates(), (10, 7, 17));
        let request = bring(1, STRANGER, APIA);
        vouch(request, &[1, 2, 3]);
        assert_noop!(Communities::admit(signed(CLERK), request), Error::<Test>::NotClerk);
    });
}

#[test]
fn dismiss_clerk_should_fail_when_not_called_by_the_clerk_track() {
    ExtBuilder::default().build_and_execute(|| {
        for origin in [signed(CLERK), root(), appeals()] {
            assert_noop!(
                Communities::dismiss_clerk(origin, APIA, member(CLERK)),
                DispatchError::BadOrigin
            );
        }
    });
}

#[test]
fn dismiss_clerk_should_fail_when_there_is_no_such_clerk() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(
            Communities::dismiss_clerk(clerk_track(), 9, member(CLERK)),
            Error::<Test>::UnknownCommunity
        );
        for other in [member(1), member(CLERK_OF_ALOFI), 999] {
            assert_noop!(
                Communities::dismiss_clerk(clerk_track(), APIA, other),
                Error::<Test>::NotClerk
            );
        }
    });
}
