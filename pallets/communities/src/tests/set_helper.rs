use crate::{
    mock::{Communities, *},
    *,
};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;

#[test]
fn set_helper_should_name_a_helper_who_acts_once_they_accept() {
    ExtBuilder::default().build_and_execute(|| {
        let (helped, helper) = (member(1), member(101));
        assert_ok!(Communities::set_helper(signed(1), Some(helper)));
        let until = now() + 730 * DAY;
        has_event(Event::HelperNamed { member: helped, helper, until });
        assert!(!acts_for(101, helped));
        assert_ok!(Communities::accept_helping(signed(101), helped));
        assert!(acts_for(101, helped));
        // Not the other way round, and nobody else.
        assert!(!acts_for(1, helper) && !acts_for(2, helped) && !acts_for(1, helped));
    });
}

#[test]
fn set_helper_should_replace_the_helper_at_once() {
    ExtBuilder::default().build_and_execute(|| {
        help(2, 1);
        assert_ok!(Communities::set_helper(signed(1), Some(member(3))));
        has_event(Event::HelpEnded { member: member(1), helper: member(2) });
        assert!(!acts_for(2, member(1)) && !acts_for(3, member(1)));
        assert_ok!(Communities::accept_helping(signed(3), member(1)));
        assert!(acts_for(3, member(1)) && !acts_for(2, member(1)));
        assert_eq!(Helped::<Test>::get(member(2)).len(), 0);
    });
}

#[test]
fn set_helper_should_end_the_help_when_none_is_named() {
    ExtBuilder::default().build_and_execute(|| {
        help(2, 1);
        assert_ok!(Communities::set_helper(signed(1), None));
        has_event(Event::HelpEnded { member: member(1), helper: member(2) });
        assert!(!acts_for(2, member(1)));
        // One who was only named cannot accept any longer.
        assert_ok!(Communities::set_helper(signed(1), Some(member(2))));
        assert_ok!(Communities::set_helper(signed(1), None));
        assert_noop!(Communities::accept_helping(signed(2), member(1)), Error::<Test>::NotNamed);
    });
}

#[test]
fn set_helper_should_begin_the_two_years_anew_when_the_same_is_named_again() {
    ExtBuilder::default().build_and_execute(|| {
        help(2, 1);
        wait(729);
        assert!(acts_for(2, member(1)));
        assert_ok!(Communities::set_helper(signed(1), Some(member(2))));
        wait_almost(730);
        assert!(acts_for(2, member(1)));
        wait(1);
        assert!(!acts_for(2, member(1)));
        // Also when they are over. The helper accepted long ago.
        assert_ok!(Communities::set_helper(signed(1), Some(member(2))));
        assert!(acts_for(2, member(1)));
        assert_eq!(Helped::<Test>::get(member(2)).into_inner(), vec![member(1)]);
    });
}

#[test]
fn set_helper_should_be_open_to_the_frozen() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(Communities::freeze(signed(CLERK), member(1)));
        help(2, 1);
        assert!(acts_for(2, member(1)));
    });
}

#[test]
fn set_helper_should_let_the_suspended_only_end_it() {
    ExtBuilder::default().build_and_execute(|| {
        help(2, 1);
        assert_ok!(Communities::suspend(appeals(), member(1)));
        assert_noop!(Communities::set_helper(signed(1), Some(member(3))), Error::<Test>::Suspended);
        assert_ok!(Communities::set_helper(signed(1), None));
    });
}

#[test]
fn set_helper_should_fail_when_the_helper_is_nobody_or_suspended_or_the_member() {
    ExtBuilder::default().build_and_execute(|| {
        help(2, 1);
        assert_ok!(Communities::suspend(appeals(), member(3)));
        for (helper, error) in [
            (999, Error::<Test>::UnknownMember),
            (member(3), Error::<Test>::HelperSuspended),
            (member(1), Error::<Test>::OwnHelper),
        ] {
            assert_noop!(Communities::set_helper(signed(1), Some(helper)), error);
        }
        // Nothing was lost.
        assert!(acts_for(2, member(1)));
    });
}

#[test]
fn set_helper_should_fail_when_the_signer_is_no_member_or_has_no_helper() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(
            Communities::set_helper(signed(STRANGER), Some(member(1))),
            Error::<Test>::NotMember
        );
        assert_noop!(Communities::set_helper(root(), None), DispatchError::BadOrigin);
        assert_noop!(Communities::set_helper(signed(1), None), Error::<Test>::NoHelper);
    });
}
