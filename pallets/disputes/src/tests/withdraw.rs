use crate::{mock::*, *};
use vaka_primitives::Outcome;

#[test]
fn withdraw_should_forget_a_case_in_which_nobody_served() {
    build_and_execute(|| {
        let case = open();
        assert!(withdraw(case).is_empty());
        last_event(Event::CaseWithdrawn { case });
        is_forgotten(case);
        assert_eq!(outcome(case), Outcome::Unjudged);
        // An arbiter who has not ruled has not served.
        let (case, _) = with_arbiter();
        assert!(withdraw(case).is_empty());
        is_forgotten(case);
    });
}

#[test]
fn withdraw_should_tell_the_arbiter_who_ruled() {
    build_and_execute(|| {
        let case = ruled();
        let first = record(case).drawn[0];
        assert_eq!(withdraw(case), [[first]]);
        is_forgotten(case);
    });
}

#[test]
fn withdraw_should_tell_the_jurors_who_revealed_and_bar_nobody() {
    build_and_execute(|| {
        let (case, jury) = with_jury();
        let first = record(case).drawn[0];
        for juror in &jury[..3] {
            commit(case, *juror, 50);
        }
        wait(5);
        for juror in &jury[..2] {
            reveal(case, *juror, 50);
        }
        assert_eq!(withdraw(case), [vec![first], jury[..2].to_vec()]);
        is_forgotten(case);
        for juror in jury {
            let juror = Jurors::<Test>::get(juror).expect("a juror");
            assert_eq!((juror.cases, juror.barred_until), (0, None));
        }
    });
}

#[test]
fn withdraw_should_bar_those_whose_time_was_over() {
    build_and_execute(|| {
        let (case, jury) = with_jury();
        let first = record(case).drawn[0];
        wait(10);
        assert_eq!(withdraw(case), [[first]]);
        is_forgotten(case);
        for juror in jury {
            assert!(Jurors::<Test>::get(juror).expect("known").barred_until.is_some());
        }
    });
}

#[test]
fn withdraw_should_let_seats_move_again() {
    build_and_execute(|| {
        let case = open();
        seed(1);
        assert!(!Disputes::seats_may_move());
        withdraw(case);
        assert!(Disputes::seats_may_move());
    });
}

#[test]
fn withdraw_should_do_nothing_when_there_is_no_such_case() {
    build_and_execute(|| assert!(withdraw(5).is_empty()));
}
