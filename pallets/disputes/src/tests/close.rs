use crate::{mock::*, *};
use vaka_primitives::Outcome;

#[test]
fn close_should_forget_a_case_and_settle_what_nobody_advanced() {
    build_and_execute(|| {
        let (case, jury) = with_jury();
        vote(case, &[(jury[0], 10), (jury[1], 10), (jury[2], 10)]);
        wait(5);
        assert!(matches!(outcome(case), Outcome::Ruled(_)));
        close(case);
        is_forgotten(case);
        let barred = |juror: &u32| {
            let juror = Jurors::<Test>::get(juror).expect("known");
            assert_eq!(juror.cases, 0);
            juror.barred_until.is_some()
        };
        let expected = [false, false, false, true, true, true, true];
        assert_eq!(jury.iter().map(barred).collect::<Vec<_>>(), expected);
    });
}

#[test]
fn close_should_settle_a_case_once() {
    build_and_execute(|| {
        let (case, jury) = with_jury();
        wait(10);
        advance(case);
        close(case);
        is_forgotten(case);
        close(case);
        // Each has served in one case, and is counted in none.
        assert!(jury.iter().all(|juror| Jurors::<Test>::get(juror).expect("known").cases == 0));
    });
}

#[test]
fn close_should_close_a_case_at_any_time() {
    build_and_execute(|| {
        let case = open();
        close(case);
        is_forgotten(case);
        let (case, _) = with_arbiter();
        close(case);
        is_forgotten(case);
    });
}
