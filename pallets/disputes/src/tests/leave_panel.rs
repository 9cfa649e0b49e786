use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;

#[test]
fn leave_panel_should_take_the_member_off_who_may_join_again() {
    build_and_execute(|| {
        panel(&ARBITERS[..1]);
        assert_ok!(Disputes::leave_panel(signed(ARBITERS[0])));
        last_event(Event::PanelLeft { member: member(ARBITERS[0]) });
        let left = Tenure { since: START, left: Some(FIRST_SESSION) };
        assert_eq!(Panel::<Test>::get().get(&member(ARBITERS[0])), Some(&Some(left)));
        pass(3);
        assert_ok!(Disputes::join_panel(signed(ARBITERS[0])));
        let joined = Tenure { since: START + 3, left: None };
        assert_eq!(Panel::<Test>::get().get(&member(ARBITERS[0])), Some(&Some(joined)));
    });
}

#[test]
fn leave_panel_should_let_the_arbiter_rule_on_a_case_that_they_have() {
    build_and_execute(|| {
        let (case, who) = with_arbiter();
        assert_ok!(Disputes::leave_panel(signed(who)));
        rule(case, 10, 0);
    });
}

#[test]
fn leave_panel_should_let_a_suspended_member_leave() {
    build_and_execute(|| {
        panel(&ARBITERS[..1]);
        Nation::suspend(member(ARBITERS[0]));
        assert_ok!(Disputes::leave_panel(signed(ARBITERS[0])));
    });
}

#[test]
fn leave_panel_should_fail_when_nobody_signed() {
    build_and_execute(|| {
        assert_noop!(Disputes::leave_panel(RuntimeOrigin::root()), DispatchError::BadOrigin);
    });
}

#[test]
fn leave_panel_should_fail_when_the_signer_is_no_member_or_not_appointed() {
    build_and_execute(|| {
        assert_noop!(Disputes::leave_panel(signed(STRANGER)), Error::<Test>::NotMember);
        assert_noop!(Disputes::leave_panel(signed(ARBITERS[0])), Error::<Test>::NotAppointed);
    });
}

#[test]
fn leave_panel_should_fail_when_the_member_is_not_on_it() {
    build_and_execute(|| {
        appoint(ARBITERS[0]);
        let leave = || Disputes::leave_panel(signed(ARBITERS[0]));
        assert_noop!(leave(), Error::<Test>::NotOnPanel);
        assert_ok!(Disputes::join_panel(signed(ARBITERS[0])));
        assert_ok!(leave());
        assert_noop!(leave(), Error::<Test>::NotOnPanel);
    });
}

#[test]
fn leave_panel_should_leave_draws_as_they_are_whose_seed_people_may_tell() {
    build_and_execute(|| {
        panel(&ARBITERS[..3]);
        pass(1);
        let early = open();
        session();
        let late = open();
        assert_ok!(Disputes::leave_panel(signed(ARBITERS[0])));
        // Three count for the early case. For the late one there are two, and no jurors.
        seed(1);
        advance(early);
        assert!(matches!(stage(early), Stage::Arbiter { .. }));
        advance(late);
        assert_eq!(stage(late), Stage::Ended);
    });
}
