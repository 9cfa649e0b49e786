use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;
use vaka_primitives::{CaseId, Outcome, Side};

#[test]
fn rule_should_open_the_time_to_appeal_and_stand_when_it_is_over() {
    build_and_execute(|| {
        let (case, who) = with_arbiter();
        pass(7 * DAY - 1);
        assert_ok!(Disputes::rule(signed(who), case, percent(35), 0));
        let (number, until) = (member(who), now() + 7 * DAY);
        has_event(Event::ArbiterRuled { case, member: number, to_seller: percent(35), damages: 0 });
        last_event(Event::AppealOpened { case, until });
        assert_eq!(outcome(case), Outcome::Pending { until: record(case).ends });
        pass(7 * DAY - 1);
        assert_eq!(outcome(case), Outcome::Pending { until: record(case).ends });
        pass(1);
        // Nobody has to call anything.
        assert_eq!(outcome(case), Outcome::Ruled(ruling(35, 0, &[&[number]])));
    });
}

/// A case that requires a credential, whose first arbiter named damages of 500, and who that was.
fn with_damages() -> (CaseId, u32) {
    ARBITERS.into_iter().for_each(skill);
    court();
    let case = open_between(BUYER, SELLER, Some(NURSE));
    draw(case, 1);
    let first = arbiter(case);
    rule(case, 20, 500);
    (case, first)
}

#[test]
fn rule_should_ask_a_second_arbiter_to_confirm_damages() {
    for confirmed in [0, 200, 500] {
        build_and_execute(|| {
            let (case, first) = with_damages();
            assert!(matches!(
                stage(case),
                Stage::Waiting { duty: Duty::Confirm { damages: 500 }, .. }
            ));
            draw(case, 2);
            let second = arbiter(case);
            assert_ne!(first, second);
            rule(case, 20, confirmed);
            wait(7);
            let done = ruling(20, confirmed, &[&[first, second]]);
            assert_eq!(outcome(case), Outcome::Ruled(done));
        });
    }
}

#[test]
fn rule_should_stand_without_damages_when_nobody_confirms_them() {
    build_and_execute(|| {
        let (case, first) = with_damages();
        draw(case, 2);
        wait(7);
        advance(case);
        draw(case, 3);
        // The second one was replaced, and nobody replaces the third one.
        wait(7);
        assert!(matches!(stage(case), Stage::Ruled { .. }));
        wait(7);
        assert_eq!(outcome(case), Outcome::Ruled(ruling(20, 0, &[&[first]])));
    });
}

#[test]
fn rule_should_decide_an_appeal_where_a_credential_is_required() {
    build_and_execute(|| {
        let (case, first) = with_damages();
        draw(case, 2);
        let second = arbiter(case);
        rule(case, 20, 400);
        appeal(case, Side::Seller);
        draw(case, 3);
        let third = arbiter(case);
        assert!(third != first && third != second);
        let who = account(third);
        let call = |damages| Disputes::rule(signed(who), case, percent(90), damages);
        assert_noop!(call(401), Error::<Test>::DamagesTooHigh);
        assert_ok!(call(100));
        let done = ruling(90, 100, &[&[first, second], &[third]]);
        assert_eq!(outcome(case), Outcome::Ruled(done.clone()));
        last_event(Event::CaseEnded { case, ruling: Some(done) });
    });
}

#[test]
fn rule_should_be_the_arbiters_by_the_account_of_the_day() {
    build_and_execute(|| {
        let (case, who) = with_arbiter();
        Nation::replace(member(who), 77);
        let call = |who| Disputes::rule(signed(who), case, percent(35), 0);
        assert_noop!(call(who), Error::<Test>::NotMember);
        assert_ok!(call(77));
    });
}

#[test]
fn rule_should_fail_when_nobody_signed() {
    build_and_execute(|| {
        let call = Disputes::rule(RuntimeOrigin::root(), 0, percent(1), 0);
        assert_noop!(call, DispatchError::BadOrigin);
    });
}

#[test]
fn rule_should_fail_when_the_signer_is_no_member_or_suspended() {
    build_and_execute(|| {
        let (case, who) = with_arbiter();
        let call = |who| Disputes::rule(signed(who), case, percent(35), 0);
        assert_noop!(call(STRANGER), Error::<Test>::NotMember);
        Nation::suspend(member(who));
        assert_noop!(call(who), Error::<Test>::Suspended);
    });
}

#[test]
fn rule_should_fail_when_there_is_no_such_case_or_no_arbiter_has_it() {
    build_and_execute(|| {
        court();
        let call = |case| Disputes::rule(signed(ARBITERS[0]), case, percent(35), 0);
        assert_noop!(call(0), Error::<Test>::UnknownCase);
        let case = open();
        assert_noop!(call(case), Error::<Test>::NoArbiter);
        draw(case, 1);
        rule(case, 40, 0);
        assert_noop!(call(case), Error::<Test>::NoArbiter);
    });
}

#[test]
fn rule_should_fail_when_another_arbiter_has_the_case() {
    build_and_execute(|| {
        let (case, who) = with_arbiter();
        let other = *ARBITERS.iter().find(|other| **other != who).expect("another");
        let call = Disputes::rule(signed(other), case, percent(35), 0);
        assert_noop!(call, Error::<Test>::NotArbiterOfCase);
    });
}

#[test]
fn rule_should_fail_when_the_people_dismissed_the_arbiter() {
    build_and_execute(|| {
        let (case, who) = with_arbiter();
        assert_ok!(Disputes::dismiss_arbiter(signed(PEOPLE), member(who)));
        let call = Disputes::rule(signed(who), case, percent(35), 0);
        assert_noop!(call, Error::<Test>::NotAppointed);
    });
}

#[test]
fn rule_should_fail_when_the_seven_days_are_over() {
    build_and_execute(|| {
        let (case, who) = with_arbiter();
        wait(7);
        let call = Disputes::rule(signed(who), case, percent(35), 0);
        assert_noop!(call, Error::<Test>::TooLate);
    });
}

#[test]
fn rule_should_fail_when_damages_are_named_without_a_required_credential() {
    build_and_execute(|| {
        let (case, who) = with_arbiter();
        let call = Disputes::rule(signed(who), case, percent(35), 1);
        assert_noop!(call, Error::<Test>::NoDamages);
    });
}

#[test]
fn rule_should_fail_when_the_one_who_confirms_names_another_share_or_higher_damages() {
    build_and_execute(|| {
        let (case, _) = with_damages();
        draw(case, 2);
        let who = account(arbiter(case));
        let call = |share, damages| Disputes::rule(signed(who), case, percent(share), damages);
        assert_noop!(call(21, 500), Error::<Test>::OtherShare);
        assert_noop!(call(20, 501), Error::<Test>::DamagesTooHigh);
        assert_ok!(call(20, 500));
    });
}
