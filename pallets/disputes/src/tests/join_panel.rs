use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;

#[test]
fn join_panel_should_put_an_appointed_member_on_the_panel() {
    build_and_execute(|| {
        appoint(ARBITERS[0]);
        assert_ok!(Disputes::join_panel(signed(ARBITERS[0])));
        last_event(Event::PanelJoined { member: member(ARBITERS[0]) });
        let joined = Tenure { since: START, left: None };
        assert_eq!(Panel::<Test>::get().get(&member(ARBITERS[0])), Some(&Some(joined)));
    });
}

#[test]
fn join_panel_should_fail_when_nobody_signed() {
    build_and_execute(|| {
        assert_noop!(Disputes::join_panel(RuntimeOrigin::root()), DispatchError::BadOrigin);
    });
}

#[test]
fn join_panel_should_fail_when_the_signer_is_no_member() {
    build_and_execute(|| {
        assert_noop!(Disputes::join_panel(signed(STRANGER)), Error::<Test>::NotMember);
    });
}

#[test]
fn join_panel_should_fail_when_the_member_is_suspended() {
    build_and_execute(|| {
        appoint(ARBITERS[0]);
        Nation::suspend(member(ARBITERS[0]));
        assert_noop!(Disputes::join_panel(signed(ARBITERS[0])), Error::<Test>::Suspended);
    });
}

#[test]
fn join_panel_should_fail_when_the_people_did_not_appoint_the_member() {
    build_and_execute(|| {
        assert_noop!(Disputes::join_panel(signed(ARBITERS[0])), Error::<Test>::NotAppointed);
    });
}

#[test]
fn join_panel_should_fail_when_the_member_is_on_it() {
    build_and_execute(|| {
        panel(&ARBITERS[..1]);
        assert_noop!(Disputes::join_panel(signed(ARBITERS[0])), Error::<Test>::AlreadyOnPanel);
    });
}

#[test]
fn join_panel_should_let_a_new_arbiter_join_at_any_time_for_later_cases() {
    build_and_execute(|| {
        panel(&ARBITERS[..2]);
        appoint(ARBITERS[2]);
        pass(1);
        let early = open();
        session();
        assert_ok!(Disputes::join_panel(signed(ARBITERS[2])));
        pass(1);
        let late = open();
        seed(1);
        advance(early);
        assert_eq!(stage(early), Stage::Ended);
        advance(late);
        assert!(matches!(stage(late), Stage::Arbiter { .. }));
    });
}

#[test]
fn join_panel_should_fail_when_the_arbiter_left_and_still_counts_for_a_draw() {
    build_and_execute(|| {
        court();
        let case = open();
        session();
        assert_ok!(Disputes::leave_panel(signed(ARBITERS[0])));
        let join = || Disputes::join_panel(signed(ARBITERS[0]));
        assert_noop!(join(), Error::<Test>::DrawPending);
        session_with_seed(1);
        assert_noop!(join(), Error::<Test>::DrawPending);
        advance(case);
        assert_ok!(join());
    });
}
