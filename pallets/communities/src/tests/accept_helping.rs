use crate::{
    mock::{Communities, *},
    *,
};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;

#[test]
fn accept_helping_should_take_five_members_and_no_more() {
    ExtBuilder::default().build_and_execute(|| {
        for n in [1, 2, 3, 4, 100] {
            help(5, n);
            has_event(Event::HelpAccepted { member: member(n), helper: member(5) });
        }
        assert_ok!(Communities::set_helper(signed(6), Some(member(5))));
        assert_noop!(Communities::accept_helping(signed(5), member(6)), Error::<Test>::HelpsEnough);
        // A place is free as soon as somebody is helped no longer.
        assert_ok!(Communities::set_helper(signed(100), None));
        assert_ok!(Communities::accept_helping(signed(5), member(6)));
        assert!([1, 2, 3, 4, 6].iter().all(|n| acts_for(5, member(*n))));
    });
}

#[test]
fn accept_helping_should_fail_when_the_member_has_not_named_the_signer() {
    ExtBuilder::default().build_and_execute(|| {
        let not_named = Error::<Test>::NotNamed;
        assert_noop!(Communities::accept_helping(signed(2), member(1)), not_named);
        assert_ok!(Communities::set_helper(signed(1), Some(member(3))));
        for asked in [member(1), 999] {
            let refused = Communities::accept_helping(signed(2), asked);
            assert_noop!(refused, Error::<Test>::NotNamed);
        }
        assert_noop!(
            Communities::accept_helping(signed(STRANGER), member(1)),
            Error::<Test>::NotMember
        );
        assert_noop!(Communities::accept_helping(root(), member(1)), DispatchError::BadOrigin);
    });
}

#[test]
fn accept_helping_should_fail_when_it_is_accepted_already() {
    ExtBuilder::default().build_and_execute(|| {
        help(2, 1);
        assert_noop!(
            Communities::accept_helping(signed(2), member(1)),
            Error::<Test>::AlreadyHelps
        );
    });
}

#[test]
fn accept_helping_should_fail_when_the_helper_is_suspended() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(Communities::set_helper(signed(1), Some(member(2))));
        assert_ok!(Communities::suspend(appeals(), member(2)));
        assert_noop!(Communities::accept_helping(signed(2), member(1)), Error::<Test>::Suspended);
        assert_ok!(Communities::reinstate(appeals(), member(2)));
        assert_ok!(Communities::accept_helping(signed(2), member(1)));
    });
}

#[test]
fn accept_helping_should_fail_when_the_two_years_are_over() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(Communities::set_helper(signed(1), Some(member(2))));
        wait(730);
        assert_noop!(Communities::accept_helping(signed(2), member(1)), Error::<Test>::HelpOver);
    });
}

#[test]
fn accept_helping_should_fail_when_the_key_came_after_the_naming() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(Communities::set_helper(signed(1), Some(member(2))));
        let id = replace(2, STRANGER, &[3, 4, 5]);
        wait(30);
        assert_ok!(Communities::confirm_replacement(signed(3), id));
        assert_noop!(
            Communities::accept_helping(signed(STRANGER), member(1)),
            Error::<Test>::NamedBefore
        );
        help(STRANGER, 1);
    });
}
