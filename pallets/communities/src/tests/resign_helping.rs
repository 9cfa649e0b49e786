use crate::{
    mock::{Communities, *},
    *,
};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;

#[test]
fn resign_helping_should_end_the_help() {
    ExtBuilder::default().build_and_execute(|| {
        help(5, 1);
        help(5, 2);
        assert_ok!(Communities::resign_helping(signed(5), member(1)));
        has_event(Event::HelpEnded { member: member(1), helper: member(5) });
        assert!(!acts_for(5, member(1)) && acts_for(5, member(2)));
        assert_noop!(Communities::set_helper(signed(1), None), Error::<Test>::NoHelper);
    });
}

#[test]
fn resign_helping_should_refuse_what_was_not_accepted_yet() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(Communities::set_helper(signed(1), Some(member(5))));
        assert_ok!(Communities::resign_helping(signed(5), member(1)));
        assert_noop!(Communities::accept_helping(signed(5), member(1)), Error::<Test>::NotNamed);
    });
}

#[test]
fn resign_helping_should_be_open_to_the_suspended() {
    ExtBuilder::default().build_and_execute(|| {
        help(5, 1);
        assert_ok!(Communities::suspend(appeals(), member(5)));
        assert_ok!(Communities::resign_helping(signed(5), member(1)));
    });
}

#[test]
fn resign_helping_should_fail_when_the_signer_is_not_the_helper() {
    ExtBuilder::default().build_and_execute(|| {
        help(5, 1);
        for n in [1, 2] {
            assert_noop!(
                Communities::resign_helping(signed(n), member(1)),
                Error::<Test>::NotNamed
            );
        }
        assert_noop!(
            Communities::resign_helping(signed(STRANGER), member(1)),
            Error::<Test>::NotMember
        );
        assert_noop!(Communities::resign_helping(root(), member(1)), DispatchError::BadOrigin);
    });
}
