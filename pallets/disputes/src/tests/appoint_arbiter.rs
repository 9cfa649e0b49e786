use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;

#[test]
fn appoint_arbiter_should_appoint_a_member_who_judges_nothing_yet() {
    build_and_execute(|| {
        assert_ok!(Disputes::appoint_arbiter(signed(PEOPLE), member(ARBITERS[0])));
        last_event(Event::ArbiterAppointed { member: member(ARBITERS[0]) });
        assert_eq!(Panel::<Test>::get().get(&member(ARBITERS[0])), Some(&None));
    });
}

#[test]
fn appoint_arbiter_should_appoint_as_many_as_the_panel_holds() {
    build_and_execute(|| {
        for n in 0..u64::from(rules::MAX_PANEL) {
            let number = Nation::admit(1_000 + n, 3);
            assert_ok!(Disputes::appoint_arbiter(signed(PEOPLE), number));
        }
        let call = Disputes::appoint_arbiter(signed(PEOPLE), member(ARBITERS[0]));
        assert_noop!(call, Error::<Test>::PanelFull);
    });
}

#[test]
fn appoint_arbiter_should_fail_when_not_by_the_people() {
    build_and_execute(|| {
        let call = Disputes::appoint_arbiter(signed(ARBITERS[0]), member(ARBITERS[0]));
        assert_noop!(call, DispatchError::BadOrigin);
    });
}

#[test]
fn appoint_arbiter_should_fail_when_there_is_no_such_member() {
    build_and_execute(|| {
        let call = Disputes::appoint_arbiter(signed(PEOPLE), 999);
        assert_noop!(call, Error::<Test>::UnknownMember);
    });
}

#[test]
fn appoint_arbiter_should_fail_when_the_member_is_appointed() {
    build_and_execute(|| {
        appoint(ARBITERS[0]);
        let call = || Disputes::appoint_arbiter(signed(PEOPLE), member(ARBITERS[0]));
        assert_noop!(call(), Error::<Test>::AlreadyAppointed);
        assert_ok!(Disputes::join_panel(signed(ARBITERS[0])));
        assert_noop!(call(), Error::<Test>::AlreadyAppointed);
    });
}
