//! People who play for time.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use vaka_primitives::{Outcome, Side};

#[test]
fn slowest_case_should_end_on_its_last_day() {
    build_and_execute(|| {
        // Two recusals on the last day, a silent arbiter, damages confirmed on the last day, an
        // appeal on the last day, and a ruling on the last day.
        ARBITERS.into_iter().for_each(skill);
        court();
        let case = open_between(BUYER, SELLER, Some(NURSE));
        let opened = now();
        for (n, who) in [(1, BUYER), (2, SELLER)] {
            draw(case, n);
            pass(5 * DAY - 1);
            assert_ok!(Disputes::recuse(signed(who), case));
            pass(1);
        }
        draw(case, 3);
        wait(7);
        advance(case);
        draw(case, 4);
        pass(7 * DAY - 1);
        rule(case, 20, 5);
        pass(1);
        draw(case, 5);
        pass(7 * DAY - 1);
        rule(case, 20, 5);
        pass(7 * DAY - 1);
        appeal(case, Side::Seller);
        pass(1);
        draw(case, 6);
        pass(7 * DAY - 1);
        assert!(matches!(outcome(case), Outcome::Pending { .. }));
        pass(1);
        assert!(matches!(outcome(case), Outcome::Ruled(_)));
        assert!(now() - opened <= 45 * DAY + record(case).waited);
        assert_eq!(record(case).drawn.len(), rules::MAX_DRAWN as usize);
    });
}

#[test]
fn case_should_be_over_after_105_days_if_nobody_ever_advances_it() {
    build_and_execute(|| {
        let (case, _) = with_arbiter();
        let ends = record(case).ends;
        pass(ends - now() - 1);
        assert_eq!(outcome(case), Outcome::Pending { until: ends });
        pass(1);
        assert_eq!(outcome(case), Outcome::Unjudged);
        advance(case);
        last_event(Event::CaseEnded { case, ruling: None });
    });
}

#[test]
fn late_advance_should_not_make_a_case_longer() {
    build_and_execute(|| {
        let (case, _) = with_arbiter();
        let ends = record(case).ends;
        pass(ends - now() - 3 * DAY);
        advance(case);
        draw(case, 2);
        let first = arbiter(case);
        pass(DAY);
        rule(case, 40, 0);
        assert_eq!(stage(case), Stage::Ruled { until: ends });
        appeal(case, Side::Buyer);
        draw(case, 3);
        let jury = jury(case);
        assert_eq!(stage(case), Stage::Voting { reveals_from: ends, until: ends });
        commit(case, jury[0], 10);
        wait(2);
        // What was ruled stands.
        assert_eq!(outcome(case), Outcome::Ruled(ruling(40, 0, &[&[first]])));
    });
}

#[test]
fn deadline_should_belong_to_the_act_before_it_and_to_the_default_from_it_on() {
    build_and_execute(|| {
        // The author of a block orders calls, and wins nothing by that.
        let (case, who) = with_arbiter();
        wait(7);
        let call = Disputes::rule(signed(who), case, percent(1), 0);
        assert_noop!(call, Error::<Test>::TooLate);
        advance(case);
        let call = Disputes::rule(signed(who), case, percent(1), 0);
        assert_noop!(call, Error::<Test>::NoArbiter);
    });
}

#[test]
fn halt_at_a_deadline_should_take_nothing_from_anybody() {
    build_and_execute(|| {
        let (case, jury) = with_jury();
        commit(case, jury[0], 10);
        pass(5 * DAY - 1);
        halt(20);
        commit(case, jury[1], 10);
        pass(1);
        pass(5 * DAY - 1);
        halt(20);
        reveal(case, jury[0], 10);
        reveal(case, jury[1], 10);
        let until = record(case).ends;
        assert_eq!(outcome(case), Outcome::Pending { until });
    });
}

#[test]
fn withholding_validators_should_delay_a_case_by_60_days_at_most() {
    build_and_execute(|| {
        court();
        let case = open();
        for _ in 0..60 {
            session();
            wait(1);
        }
        assert_eq!(outcome(case), Outcome::Unjudged);
    });
}

#[test]
fn juror_who_left_should_be_able_to_join_again_when_anybody_advances_what_waited_then() {
    build_and_execute(|| {
        // Somebody opens many cases, before and after.
        court();
        let cases = (0..20).map(|_| open()).collect::<Vec<_>>();
        session();
        assert_ok!(Disputes::leave_jury(signed(JURORS[0])));
        let join = || Disputes::join_jury(signed(JURORS[0]));
        session_with_seed(1);
        for case in cases {
            assert_noop!(join(), Error::<Test>::DrawPending);
            open();
            advance(case);
        }
        session();
        assert_ok!(join());
    });
}

#[test]
fn juror_who_left_should_be_able_to_join_again_after_60_days_if_no_seed_comes() {
    build_and_execute(|| {
        court();
        let first = open();
        session();
        assert_ok!(Disputes::leave_jury(signed(JURORS[0])));
        for _ in 0..60 {
            open();
            session();
            wait(1);
        }
        advance(first);
        assert_ok!(Disputes::join_jury(signed(JURORS[0])));
    });
}

#[test]
fn seats_should_get_free_while_some_case_always_waits() {
    build_and_execute(|| {
        panel(&ARBITERS);
        many_jurors(1_000, 40, 2..6);
        pass(1);
        // Cases open in each session, and somebody advances what is due.
        let (mut cases, mut closed) = (vec![], 0);
        for n in 0..40 {
            let case = open();
            cases.push(case);
            pass(1);
            for case in &cases {
                Disputes::case(*case).expect("a case").due.then(|| advance(*case));
                if matches!(stage(*case), Stage::Arbiter { .. }) {
                    rule(*case, 50, 0);
                    appeal(*case, Side::Buyer);
                }
                if matches!(stage(*case), Stage::Voting { .. }) {
                    close(*case);
                }
            }
            cases.retain(|case| Cases::<Test>::contains_key(case));
            assert!(!cases.is_empty());
            closed += u32::from(!Disputes::seats_may_move());
            // All but ten leave, in the first sessions.
            if n < 30 {
                assert_ok!(Disputes::leave_jury(signed(1_000 + n)));
            }
            check();
            session_with_seed(n);
        }
        assert_eq!(closed, 20);
        assert_eq!(SeatCount::<Test>::get(), 10);
    });
}

#[test]
fn case_whose_seed_was_forgotten_should_end_as_if_none_had_come() {
    build_and_execute(|| {
        // Nobody can let it lie, and choose among the seeds after that.
        court();
        let case = open();
        seed(1);
        wait(30);
        forget_seeds();
        seed(2);
        let call = Disputes::advance(signed(SELLER), case).map_err(|failed| failed.error);
        assert_noop!(call, Error::<Test>::NothingDue);
        wait(30);
        assert_eq!(outcome(case), Outcome::Unjudged);
        advance(case);
        assert!(Disputes::seats_may_move());
    });
}
