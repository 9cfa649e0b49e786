use crate::{mock::*, selection::JuryDraw, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;
use vaka_primitives::Hash;

#[test]
fn join_jury_should_give_the_member_the_next_seat() {
    build_and_execute(|| {
        for (seat, who) in (0..).zip(JURORS) {
            assert_ok!(Disputes::join_jury(signed(who)));
            last_event(Event::JuryJoined { member: member(who) });
            let juror = Jurors::<Test>::get(member(who)).expect("a juror");
            assert_eq!((juror.seat, juror.tenure.since, juror.cases), (Some(seat), START, 0));
            assert_eq!(Seats::<Test>::get(seat), Some(member(who)));
        }
        assert_eq!(SeatCount::<Test>::get(), JURORS.len() as u32);
    });
}

#[test]
fn join_jury_should_let_an_arbiter_join() {
    build_and_execute(|| {
        panel(&ARBITERS);
        jurors(&ARBITERS);
    });
}

#[test]
fn join_jury_should_fail_when_nobody_signed() {
    build_and_execute(|| {
        assert_noop!(Disputes::join_jury(RuntimeOrigin::root()), DispatchError::BadOrigin);
    });
}

#[test]
fn join_jury_should_fail_when_the_signer_is_no_member() {
    build_and_execute(|| {
        assert_noop!(Disputes::join_jury(signed(STRANGER)), Error::<Test>::NotMember);
    });
}

#[test]
fn join_jury_should_fail_when_the_member_is_suspended() {
    build_and_execute(|| {
        Nation::suspend(member(JURORS[0]));
        assert_noop!(Disputes::join_jury(signed(JURORS[0])), Error::<Test>::Suspended);
    });
}

#[test]
fn join_jury_should_fail_when_the_member_has_no_standing() {
    build_and_execute(|| {
        Nation::admit(50, 3);
        wait(90);
        pass(0);
        assert_ok!(Disputes::join_jury(signed(50)));
        Nation::move_to(member(JURORS[0]), 3);
        wait(89);
        assert_noop!(Disputes::join_jury(signed(JURORS[0])), Error::<Test>::NoStanding);
    });
}

#[test]
fn join_jury_should_fail_when_the_member_is_on_the_list() {
    build_and_execute(|| {
        jurors(&JURORS[..1]);
        assert_noop!(Disputes::join_jury(signed(JURORS[0])), Error::<Test>::AlreadyJuror);
    });
}

#[test]
fn join_jury_should_fail_for_180_days_after_the_juror_did_not_reveal() {
    build_and_execute(|| {
        let (case, jury) = with_jury();
        wait(10);
        advance(case);
        let who = account(jury[0]);
        let barred = || {
            assert_noop!(Disputes::join_jury(signed(who)), Error::<Test>::Barred);
        };
        barred();
        wait(180);
        System::set_block_number(System::block_number() - 1);
        barred();
        pass(1);
        assert_ok!(Disputes::join_jury(signed(who)));
        let juror = Jurors::<Test>::get(jury[0]).expect("a juror");
        assert_eq!((juror.barred_until, juror.tenure.since), (None, System::block_number()));
    });
}

#[test]
fn join_jury_should_fail_when_seats_are_used_up() {
    let mut ext = build();
    ext.execute_with(|| {
        SeatCount::<Test>::put(u32::MAX);
        let call = Disputes::join_jury(signed(JURORS[0]));
        assert_noop!(call, Error::<Test>::NumbersExhausted);
    });
}

#[test]
fn join_jury_should_let_a_new_juror_join_at_any_time_for_later_cases() {
    build_and_execute(|| {
        jurors(&JURORS[..9]);
        pass(1);
        let early = open();
        session();
        assert!(!Disputes::seats_may_move());
        assert_ok!(Disputes::join_jury(signed(JURORS[9])));
        pass(1);
        let late = open();
        assert_eq!((lists(early).seats, lists(late).seats), (9, 10));
    });
}

#[test]
fn join_jury_should_fail_when_the_juror_left_and_still_counts_for_a_draw() {
    build_and_execute(|| {
        court();
        let early = open();
        session();
        assert_ok!(Disputes::leave_jury(signed(JURORS[0])));
        // It does not matter that others wait for later draws.
        let late = open();
        let join = || Disputes::join_jury(signed(JURORS[0]));
        assert_noop!(join(), Error::<Test>::DrawPending);
        session_with_seed(1);
        assert_noop!(join(), Error::<Test>::DrawPending);
        advance(early);
        session();
        assert!(!Disputes::seats_may_move() && record(late).waits_after().is_some());
        assert_ok!(join());
        let juror = Jurors::<Test>::get(member(JURORS[0])).expect("a juror");
        // The last draw had freed the seat.
        assert_eq!((juror.seat, juror.tenure.left), (Some(15), None));
    });
}

#[test]
fn join_jury_should_give_the_member_the_seat_back_that_they_still_have() {
    build_and_execute(|| {
        court();
        let early = open();
        session();
        assert_ok!(Disputes::leave_jury(signed(JURORS[0])));
        let late = open();
        withdraw(early);
        session();
        pass(1);
        assert_ok!(Disputes::join_jury(signed(JURORS[0])));
        let juror = Jurors::<Test>::get(member(JURORS[0])).expect("a juror");
        assert_eq!((juror.seat, juror.tenure.left), (Some(0), None));
        // They do not count for a case that opened before.
        for value in 0..50 {
            let drawn = jury_by(late, &Hash::from_low_u64_be(value)).draw;
            let JuryDraw::Drawn(drawn) = drawn else { panic!("a jury") };
            assert!(!drawn.contains(&member(JURORS[0])));
        }
    });
}
