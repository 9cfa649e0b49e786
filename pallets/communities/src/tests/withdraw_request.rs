use crate::{
    mock::{Communities, *},
    *,
};
use frame_support::{assert_noop, assert_ok, traits::fungible::InspectHold};

#[test]
fn withdraw_request_should_return_the_deposit_to_the_applicant() {
    ExtBuilder::default().build_and_execute(|| {
        endow(STRANGER);
        assert_ok!(Communities::request_membership(signed(STRANGER), APIA, None));
        assert_ok!(Communities::withdraw_request(signed(STRANGER), 0));
        has_event(Event::RequestWithdrawn { request: 0 });
        assert_eq!(Balances::total_balance_on_hold(&account(STRANGER)), 0);
        assert_eq!(Requests::<Test>::iter().count(), 0);
        // The number is not given again.
        assert_eq!(next_request(), 1);
    });
}

#[test]
fn withdraw_request_should_let_who_brought_it_bring_another() {
    ExtBuilder::default().build_and_execute(|| {
        let id = bring(1, STRANGER, APIA);
        assert_ok!(Communities::withdraw_request(signed(1), id));
        assert_eq!(person(1).sponsored, 0);
        bring(1, STRANGER, APIA);
    });
}

#[test]
fn withdraw_request_should_end_a_replacement_that_the_clerk_asked_for() {
    ExtBuilder::default().build_and_execute(|| {
        let id = replace(5, STRANGER, &[1]);
        assert_ok!(Communities::withdraw_request(signed(CLERK), id));
        assert_eq!(person(5).replacement, None);
        replace(5, STRANGER, &[2]);
    });
}

#[test]
fn withdraw_request_should_fail_when_it_is_somebody_elses() {
    ExtBuilder::default().build_and_execute(|| {
        let id = bring(1, STRANGER, APIA);
        for other in [2, CLERK, STRANGER + 1] {
            assert_noop!(
                Communities::withdraw_request(signed(other), id),
                Error::<Test>::NotYourRequest
            );
        }
    });
}

#[test]
fn withdraw_request_should_fail_when_it_is_unknown_or_not_open_any_more() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(Communities::withdraw_request(signed(1), 0), Error::<Test>::UnknownRequest);
        let id = admit(STRANGER, APIA, &[1, 2, 3]);
        assert_noop!(Communities::withdraw_request(signed(CLERK), id), Error::<Test>::NotOpen);
        challenge(id, &[4, 5, 6]);
        assert_noop!(Communities::withdraw_request(signed(STRANGER), id), Error::<Test>::NotOpen);
    });
}
