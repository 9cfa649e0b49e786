use crate::{
    mock::{Communities, *},
    *,
};
use frame_support::{assert_noop, assert_ok};

#[test]
fn withdraw_vouch_should_let_the_member_vouch_for_another_at_once() {
    ExtBuilder::default().build_and_execute(|| {
        let (one, other) = (bring(CLERK, STRANGER, APIA), bring(CLERK, STRANGER + 1, APIA));
        vouch(one, &[1, 2]);
        wait(3);
        assert_ok!(Communities::withdraw_vouch(signed(1), one));
        has_event(Event::VouchWithdrawn { request: one, member: member(1) });
        assert_eq!(request(one).vouches.len(), 1);
        assert_ok!(Communities::vouch(signed(1), other));
    });
}

#[test]
fn withdraw_vouch_should_give_back_only_the_last_one() {
    ExtBuilder::default().build_and_execute(|| {
        let (one, other, third) = (
            bring(CLERK, STRANGER, APIA),
            bring(CLERK, STRANGER + 1, APIA),
            bring(CLERK, STRANGER + 2, APIA),
        );
        vouch(one, &[1]);
        wait(30);
        vouch(other, &[1]);
        assert_ok!(Communities::withdraw_vouch(signed(1), one));
        assert_noop!(Communities::vouch(signed(1), third), Error::<Test>::VouchedLately);
    });
}

#[test]
fn withdraw_vouch_should_fail_when_the_request_is_unknown_or_not_open() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(Communities::withdraw_vouch(signed(1), 0), Error::<Test>::UnknownRequest);
        let id = admit(STRANGER, APIA, &[1, 2, 3]);
        assert_noop!(Communities::withdraw_vouch(signed(1), id), Error::<Test>::NotOpen);
    });
}

#[test]
fn withdraw_vouch_should_fail_when_there_is_none() {
    ExtBuilder::default().build_and_execute(|| {
        let id = bring(CLERK, STRANGER, APIA);
        assert_noop!(Communities::withdraw_vouch(signed(STRANGER), id), Error::<Test>::NotMember);
        assert_noop!(Communities::withdraw_vouch(signed(1), id), Error::<Test>::NotVouched);
    });
}
