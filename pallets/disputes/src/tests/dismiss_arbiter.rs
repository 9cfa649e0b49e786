use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;

#[test]
fn dismiss_arbiter_should_take_a_member_off_the_panel() {
    build_and_execute(|| {
        panel(&ARBITERS);
        let number = member(ARBITERS[0]);
        assert_ok!(Disputes::dismiss_arbiter(signed(PEOPLE), number));
        last_event(Event::ArbiterDismissed { member: number });
        assert!(!Panel::<Test>::get().contains_key(&number));
        let call = Disputes::join_panel(signed(ARBITERS[0]));
        assert_noop!(call, Error::<Test>::NotAppointed);
    });
}

#[test]
fn dismiss_arbiter_should_take_a_case_from_the_arbiter_who_is_replaced_then() {
    build_and_execute(|| {
        let (case, who) = with_arbiter();
        assert_ok!(Disputes::dismiss_arbiter(signed(PEOPLE), member(who)));
        let call = Disputes::rule(signed(who), case, percent(50), 0);
        assert_noop!(call, Error::<Test>::NotAppointed);
        let number = member(who);
        wait(7);
        advance(case);
        last_event(Event::ArbiterReplaced { case, member: number });
        draw(case, 2);
        assert_ne!(arbiter(case), number);
    });
}

#[test]
fn dismiss_arbiter_should_count_when_the_lists_are_closed_and_move_nobody_else() {
    // The people's word must not fail because of a draw. Nobody else's lot changes.
    let drawn = |dismissed: Option<usize>| {
        build_and_execute(|| {
            court();
            let case = open();
            seed(5);
            assert!(!Disputes::seats_may_move());
            if let Some(n) = dismissed {
                let call = Disputes::dismiss_arbiter(signed(PEOPLE), member(ARBITERS[n]));
                assert_ok!(call);
            }
            advance(case);
            account(arbiter(case))
        })
    };
    let usual = drawn(None);
    for (n, who) in ARBITERS.into_iter().enumerate() {
        assert_eq!(drawn(Some(n)) == usual, who != usual);
    }
}

#[test]
fn dismiss_arbiter_should_fail_when_not_by_the_people() {
    build_and_execute(|| {
        appoint(ARBITERS[0]);
        let call = Disputes::dismiss_arbiter(signed(ARBITERS[1]), member(ARBITERS[0]));
        assert_noop!(call, DispatchError::BadOrigin);
    });
}

#[test]
fn dismiss_arbiter_should_fail_when_the_member_is_not_appointed() {
    build_and_execute(|| {
        let call = Disputes::dismiss_arbiter(signed(PEOPLE), member(ARBITERS[0]));
        assert_noop!(call, Error::<Test>::NotAppointed);
    });
}
