use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;

#[test]
fn leave_jury_should_free_the_seat_for_the_last_one() {
    build_and_execute(|| {
        jurors(&JURORS[..4]);
        assert_ok!(Disputes::leave_jury(signed(JURORS[1])));
        last_event(Event::JuryLeft { member: member(JURORS[1]) });
        assert!(!Jurors::<Test>::contains_key(member(JURORS[1])));
        let seats = (0..3).map(|seat| Seats::<Test>::get(seat).expect("no gap"));
        let expected = members(&[JURORS[0], JURORS[3], JURORS[2]]);
        assert_eq!(seats.collect::<Vec<_>>(), expected);
        check();
        assert_ok!(Disputes::leave_jury(signed(JURORS[2])));
        check();
        assert_ok!(Disputes::leave_jury(signed(JURORS[0])));
        assert_ok!(Disputes::leave_jury(signed(JURORS[3])));
        assert_eq!(SeatCount::<Test>::get(), 0);
    });
}

#[test]
fn leave_jury_should_let_the_juror_vote_in_a_case_in_which_they_serve() {
    build_and_execute(|| {
        let (case, jury) = with_jury();
        let who = account(jury[0]);
        assert_ok!(Disputes::leave_jury(signed(who)));
        assert_eq!(Jurors::<Test>::get(jury[0]).map(|juror| juror.cases), Some(1));
        let votes = jury.iter().map(|juror| (*juror, 10)).collect::<Vec<_>>();
        vote(case, &votes);
        wait(5);
        advance(case);
        // Nothing is left to know of them.
        assert!(!Jurors::<Test>::contains_key(jury[0]));
    });
}

#[test]
fn leave_jury_should_fail_when_nobody_signed() {
    build_and_execute(|| {
        assert_noop!(Disputes::leave_jury(RuntimeOrigin::root()), DispatchError::BadOrigin);
    });
}

#[test]
fn leave_jury_should_fail_when_the_signer_is_no_member_or_no_juror() {
    build_and_execute(|| {
        assert_noop!(Disputes::leave_jury(signed(STRANGER)), Error::<Test>::NotMember);
        assert_noop!(Disputes::leave_jury(signed(JURORS[0])), Error::<Test>::NotJuror);
    });
}

#[test]
fn leave_jury_should_fail_when_the_juror_is_off_the_list() {
    build_and_execute(|| {
        let (case, jury) = with_jury();
        wait(10);
        advance(case);
        let call = Disputes::leave_jury(signed(account(jury[0])));
        assert_noop!(call, Error::<Test>::NotJuror);
    });
}

#[test]
fn leave_jury_should_leave_the_seat_for_the_draws_whose_seed_people_may_tell() {
    build_and_execute(|| {
        jurors(&JURORS[..9]);
        pass(1);
        let early = open();
        session();
        let late = open();
        assert_ok!(Disputes::leave_jury(signed(JURORS[0])));
        last_event(Event::JuryLeft { member: member(JURORS[0]) });
        let again = Disputes::leave_jury(signed(JURORS[0]));
        assert_noop!(again, Error::<Test>::NotJuror);
        assert_eq!(SeatCount::<Test>::get(), 9);
        // All nine count for the early case. The late one misses one.
        seed(1);
        advance(early);
        assert_eq!(jury(early).len(), 7);
        advance(late);
        assert_eq!(stage(late), Stage::Ended);
        // Nothing waits any longer: its draw cleared the seat.
        assert_eq!(SeatCount::<Test>::get(), 8);
    });
}
