use crate::{
    mock::{Communities, *},
    *,
};
use frame_support::{assert_noop, assert_ok, traits::fungible::InspectHold};

#[test]
fn prune_request_should_remove_what_is_past_its_deadline_at_any_stage() {
    ExtBuilder::default().build_and_execute(|| {
        endow(STRANGER);
        let open = next_request();
        assert_ok!(Communities::request_membership(signed(STRANGER), APIA, None));
        let waiting = admit(STRANGER + 1, APIA, &[1, 2, 3]);
        let appealed = admit(STRANGER + 2, APIA, &[4, 5, 6]);
        challenge(appealed, &[1, 2, 3]);
        let replacement = replace(8, STRANGER + 3, &[7]);
        for (days, ids) in
            [(37, vec![waiting]), (90 - 37, vec![open, replacement]), (90, vec![appealed])]
        {
            System::set_block_number(now() - 1);
            wait(days);
            for id in &ids {
                assert_noop!(
                    Communities::prune_request(signed(STRANGER), *id),
                    Error::<Test>::NotExpired
                );
            }
            System::set_block_number(now() + 1);
            for id in ids {
                assert_ok!(Communities::prune_request(signed(STRANGER), id));
                has_event(Event::RequestPruned { request: id });
            }
        }
        assert_eq!(Requests::<Test>::iter().count(), 0);
        assert_eq!(Deposits::<Test>::iter().count(), 0);
        assert_eq!(Balances::total_balance_on_hold(&account(STRANGER)), 0);
        assert_eq!((person(CLERK).sponsored, person(8).replacement), (0, None));
    });
}

#[test]
fn prune_request_should_fail_when_it_is_unknown() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(Communities::prune_request(signed(1), 0), Error::<Test>::UnknownRequest);
    });
}
