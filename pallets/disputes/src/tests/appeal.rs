use crate::{mock::*, *};
use frame_support::assert_noop;
use vaka_primitives::{Arbitration, CaseId, Outcome, Side};

fn ask(case: CaseId) -> sp_runtime::DispatchResult {
    <Disputes as Arbitration<AccountId>>::appeal(case, Side::Seller)
}

#[test]
fn appeal_should_wait_for_a_jury_whose_median_takes_the_rulings_place() {
    build_and_execute(|| {
        let case = ruled();
        let first = arbiter_of(case);
        pass(7 * DAY - 1);
        appeal(case, Side::Seller);
        last_event(Event::Appealed { case, by: Side::Seller });
        assert!(matches!(stage(case), Stage::Waiting { duty: Duty::Appeal, .. }));
        draw(case, 2);
        let jury = jury(case);
        let votes = jury.iter().copied().zip([90, 0, 80, 85, 95, 30, 100]).collect::<Vec<_>>();
        vote(case, &votes);
        assert!(matches!(outcome(case), Outcome::Pending { .. }));
        wait(5);
        // The median is 85. Jurors who voted 0 or 30 are not paid.
        let served = [0, 2, 3, 4, 6].map(|n| jury[n]);
        assert_eq!(outcome(case), Outcome::Ruled(ruling(85, 0, &[&[first], &served])));
    });
}

fn arbiter_of(case: CaseId) -> u32 {
    *record(case).drawn.last().expect("an arbiter")
}

#[test]
fn appeal_should_leave_the_ruling_when_fewer_than_three_reveal() {
    for revealed in 0..3 {
        build_and_execute(|| {
            let (case, jury) = with_jury();
            let first = arbiter_of(case);
            let votes = jury[..revealed].iter().map(|juror| (*juror, 0)).collect::<Vec<_>>();
            vote(case, &votes);
            wait(5);
            // The second round served nobody, so the appellant's bond returns.
            assert_eq!(outcome(case), Outcome::Ruled(ruling(50, 0, &[&[first]])));
        });
    }
}

#[test]
fn appeal_should_count_three_reveals() {
    build_and_execute(|| {
        let (case, jury) = with_jury();
        let first = arbiter_of(case);
        vote(case, &[(jury[4], 10), (jury[5], 20), (jury[6], 45)]);
        wait(5);
        let served = &jury[4..];
        assert_eq!(outcome(case), Outcome::Ruled(ruling(20, 0, &[&[first], served])));
    });
}

#[test]
fn appeal_should_leave_the_ruling_when_no_seed_comes_for_60_days() {
    build_and_execute(|| {
        let case = ruled();
        let first = arbiter_of(case);
        appeal(case, Side::Buyer);
        let waited = record(case).waited;
        pass(60 * DAY - waited);
        assert_eq!(outcome(case), Outcome::Ruled(ruling(50, 0, &[&[first]])));
    });
}

#[test]
fn appeal_should_fail_when_there_is_no_such_case() {
    build_and_execute(|| {
        assert_noop!(ask(0), Error::<Test>::UnknownCase);
    });
}

#[test]
fn appeal_should_fail_when_nothing_is_ruled_or_somebody_appealed() {
    build_and_execute(|| {
        let (case, _) = with_arbiter();
        assert_noop!(ask(case), Error::<Test>::NothingToAppeal);
        rule(case, 50, 0);
        appeal(case, Side::Buyer);
        assert_noop!(ask(case), Error::<Test>::NothingToAppeal);
    });
}

#[test]
fn appeal_should_fail_when_seven_days_are_over_also_if_nobody_advanced_the_case() {
    build_and_execute(|| {
        let case = ruled();
        wait(7);
        assert_noop!(ask(case), Error::<Test>::NothingToAppeal);
        advance(case);
        assert_noop!(ask(case), Error::<Test>::NothingToAppeal);
    });
}
