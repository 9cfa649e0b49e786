use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;
use vaka_primitives::{CaseId, Outcome, Side};

#[track_caller]
fn nothing_due(case: CaseId) {
    let call = Disputes::advance(signed(STRANGER), case).map_err(|failed| failed.error);
    assert_noop!(call, Error::<Test>::NothingDue);
    assert!(!Disputes::case(case).expect("a case").due);
}

#[track_caller]
fn is_due(case: CaseId) {
    assert!(Disputes::case(case).expect("a case").due);
}

#[test]
fn advance_should_draw_an_arbiter_when_there_is_a_seed_of_a_later_session() {
    build_and_execute(|| {
        court();
        seed(7);
        let case = open();
        // The seed of this session was known, or could be told, when the case opened.
        nothing_due(case);
        session();
        nothing_due(case);
        seed(1);
        is_due(case);
        pass(3);
        advance(case);
        let until = now() + 7 * DAY;
        last_event(Event::ArbiterDrawn { case, member: arbiter(case), until });
        assert_eq!(record(case).waited, 3);
        nothing_due(case);
    });
}

#[test]
fn advance_should_replace_a_silent_arbiter_once() {
    build_and_execute(|| {
        let (case, first) = with_arbiter();
        let first = member(first);
        pass(7 * DAY - 1);
        nothing_due(case);
        pass(1);
        is_due(case);
        advance(case);
        last_event(Event::ArbiterReplaced { case, member: first });
        nothing_due(case);
        draw(case, 2);
        assert_ne!(arbiter(case), first);
        wait(7);
        is_due(case);
        advance(case);
        last_event(Event::CaseEnded { case, ruling: None });
        assert_eq!(outcome(case), Outcome::Unjudged);
        nothing_due(case);
    });
}

#[test]
fn advance_should_draw_a_jury_at_once_where_the_panel_is_under_three() {
    build_and_execute(|| {
        panel(&ARBITERS[..2]);
        jurors(&JURORS);
        pass(1);
        let case = open();
        draw(case, 1);
        let jury = jury(case);
        assert_eq!(jury.len(), 7);
        let (reveals_from, until) = (now() + 5 * DAY, now() + 10 * DAY);
        let jurors = jury.clone().try_into().expect("seven");
        last_event(Event::JuryDrawn { case, jurors, reveals_from, until });
        let votes = jury.iter().map(|juror| (*juror, 60)).collect::<Vec<_>>();
        vote(case, &votes);
        wait(5);
        // There is no appeal against a jury.
        assert_eq!(outcome(case), Outcome::Ruled(ruling(60, 0, &[&jury])));
        advance(case);
        last_event(Event::CaseEnded { case, ruling: Some(ruling(60, 0, &[&jury])) });
    });
}

#[test]
fn advance_should_count_an_arbiter_who_is_a_party_for_none() {
    build_and_execute(|| {
        panel(&ARBITERS[..3]);
        jurors(&JURORS);
        pass(1);
        let case = open_between(ARBITERS[0], SELLER, None);
        draw(case, 1);
        assert!(matches!(stage(case), Stage::Voting { .. }));
    });
}

#[test]
fn advance_should_end_a_case_that_has_neither_panel_nor_jury() {
    build_and_execute(|| {
        panel(&ARBITERS[..2]);
        jurors(&JURORS[..8]);
        pass(1);
        let case = open();
        draw(case, 1);
        last_event(Event::CaseEnded { case, ruling: None });
        assert_eq!(outcome(case), Outcome::Unjudged);
    });
}

#[test]
fn advance_should_let_the_ruling_stand_where_no_jury_can_hear_the_appeal() {
    build_and_execute(|| {
        panel(&ARBITERS);
        jurors(&JURORS[..8]);
        pass(1);
        let case = open();
        draw(case, 1);
        let first = arbiter(case);
        rule(case, 70, 0);
        appeal(case, Side::Seller);
        draw(case, 2);
        assert_eq!(outcome(case), Outcome::Ruled(ruling(70, 0, &[&[first]])));
    });
}

#[test]
fn advance_should_judge_a_required_credential_by_those_who_have_it() {
    build_and_execute(|| {
        for who in &ARBITERS[1..4] {
            skill(*who);
        }
        court();
        let skilled = members(&ARBITERS[1..4]);
        for value in 0..40 {
            let case = open_between(BUYER, SELLER, Some(NURSE));
            draw(case, value);
            let first = arbiter(case);
            assert!(skilled.contains(&first));
            rule(case, 50, 0);
            appeal(case, Side::Buyer);
            draw(case, 100 + value);
            let second = arbiter(case);
            assert!(skilled.contains(&second) && second != first);
        }
    });
}

#[test]
fn advance_should_judge_a_required_credential_by_the_whole_panel_where_fewer_than_three_have_it() {
    build_and_execute(|| {
        ARBITERS[..2].iter().copied().for_each(skill);
        court();
        let mut drawn = std::collections::BTreeSet::new();
        for value in 0..60 {
            let case = open_between(BUYER, SELLER, Some(NURSE));
            draw(case, value);
            drawn.insert(account(arbiter(case)));
        }
        assert_eq!(drawn.into_iter().collect::<Vec<_>>(), ARBITERS);
    });
}

#[test]
fn advance_should_never_ask_neighbours_where_a_credential_is_required() {
    build_and_execute(|| {
        panel(&ARBITERS[..1]);
        jurors(&JURORS);
        pass(1);
        let case = open_between(BUYER, SELLER, Some(NURSE));
        draw(case, 1);
        let first = arbiter(case);
        rule(case, 30, 0);
        appeal(case, Side::Buyer);
        draw(case, 2);
        // There is no other arbiter, so the ruling stands.
        assert_eq!(outcome(case), Outcome::Ruled(ruling(30, 0, &[&[first]])));
        assert!(record(case).jury.is_empty());

        assert_ok!(Disputes::leave_panel(signed(ARBITERS[0])));
        let case = open_between(BUYER, SELLER, Some(NURSE));
        draw(case, 3);
        assert_eq!(outcome(case), Outcome::Unjudged);
    });
}

#[test]
fn advance_should_prefer_arbiters_of_neither_community_where_there_are_three() {
    build_and_execute(|| {
        // Two of the buyer's community, and three of others.
        let neighbours = [50, 51].map(|who| Nation::admit(who, 0));
        pass(1);
        panel(&[50, 51]);
        panel(&ARBITERS[..3]);
        pass(1);
        for value in 0..40 {
            let case = open();
            draw(case, value);
            assert!(!neighbours.contains(&arbiter(case)));
        }
        // With two others, all may be drawn.
        assert_ok!(Disputes::leave_panel(signed(ARBITERS[0])));
        let drawn = (0..40).filter(|value| {
            let case = open();
            draw(case, 100 + *value);
            neighbours.contains(&arbiter(case))
        });
        assert!((10..35).contains(&drawn.count()));
    });
}

#[test]
fn advance_should_prefer_strangers_to_a_village_that_trades_itself() {
    build_and_execute(|| {
        const VILLAGE: AccountId = 77;
        Nation::set_account(7, VILLAGE);
        let neighbours = [50, 51].map(|who| Nation::admit(who, 7));
        pass(1);
        panel(&[50, 51]);
        panel(&ARBITERS[..3]);
        pass(1);
        for value in 0..40 {
            let case = open_between(BUYER, VILLAGE, None);
            draw(case, value);
            assert!(!neighbours.contains(&arbiter(case)));
        }
    });
}

#[test]
fn advance_should_draw_a_neighbour_rather_than_nobody_when_the_others_are_used_up() {
    build_and_execute(|| {
        let neighbour = Nation::admit(50, 0);
        pass(1);
        panel(&[50]);
        panel(&ARBITERS[..3]);
        pass(1);
        let case = open();
        draw(case, 1);
        assert_ok!(Disputes::recuse(signed(BUYER), case));
        draw(case, 2);
        assert_ok!(Disputes::recuse(signed(SELLER), case));
        draw(case, 3);
        assert_ne!(arbiter(case), neighbour);
        wait(7);
        advance(case);
        draw(case, 4);
        assert_eq!(arbiter(case), neighbour);
    });
}

#[test]
fn advance_should_end_a_case_that_waited_for_seeds_for_60_days() {
    build_and_execute(|| {
        court();
        let case = open();
        pass(60 * DAY - 1);
        nothing_due(case);
        pass(1);
        is_due(case);
        assert_eq!(outcome(case), Outcome::Unjudged);
        // A seed that comes now is too late, so that nobody can choose between the two.
        seed(1);
        advance(case);
        last_event(Event::CaseEnded { case, ruling: None });
    });
}

#[test]
fn advance_should_let_days_of_waiting_add_up() {
    build_and_execute(|| {
        court();
        let case = open();
        wait(40);
        draw(case, 1);
        assert_ok!(Disputes::recuse(signed(BUYER), case));
        pass(20 * DAY - 1);
        nothing_due(case);
        pass(1);
        advance(case);
        assert_eq!((stage(case), record(case).waited), (Stage::Ended, 60 * DAY));
    });
}

#[test]
fn advance_should_go_on_without_damages_when_no_seed_comes() {
    build_and_execute(|| {
        ARBITERS.into_iter().for_each(skill);
        court();
        let case = open_between(BUYER, SELLER, Some(NURSE));
        draw(case, 1);
        let first = arbiter(case);
        rule(case, 20, 500);
        wait(60);
        advance(case);
        let until = now() + 7 * DAY;
        last_event(Event::AppealOpened { case, until });
        wait(7);
        assert_eq!(outcome(case), Outcome::Ruled(ruling(20, 0, &[&[first]])));
    });
}

#[test]
fn advance_should_leave_halts_out() {
    build_and_execute(|| {
        let (case, who) = with_arbiter();
        pass(7 * DAY - 1);
        halt(30);
        nothing_due(case);
        assert_ok!(Disputes::rule(signed(who), case, percent(5), 0));
    });
}

#[test]
fn advance_should_bar_jurors_who_did_not_reveal_and_let_the_others_go() {
    build_and_execute(|| {
        let (case, jury) = with_jury();
        for juror in &jury {
            commit(case, *juror, 50);
        }
        wait(5);
        for juror in &jury[..5] {
            reveal(case, *juror, 50);
        }
        wait(5);
        advance(case);
        let until = now() + 180 * DAY;
        for juror in &jury[..5] {
            let juror = Jurors::<Test>::get(juror).expect("a juror");
            assert_eq!((juror.cases, juror.barred_until), (0, None));
        }
        for juror in &jury[5..] {
            has_event(Event::JurorBarred { member: *juror, until });
            let juror = Jurors::<Test>::get(juror).expect("a juror");
            let expected = (None, 0, Some(until));
            assert_eq!((juror.seat, juror.cases, juror.barred_until), expected);
        }
        assert_eq!(SeatCount::<Test>::get(), 14);
        nothing_due(case);
    });
}

#[test]
fn advance_should_tell_its_weight() {
    build_and_execute(|| {
        court();
        let (case, most) = (open(), crate::advance::Done::most::<()>());
        seed(1);
        let done = Disputes::advance(signed(STRANGER), case).expect("a draw");
        let panel = <() as WeightInfo>::draw_arbiter(ARBITERS.len() as u32);
        let swept = <() as WeightInfo>::sweep(0);
        assert_eq!(done.actual_weight, Some(panel + swept));
        assert!(panel.ref_time() < most.ref_time());
        rule(case, 50, 0);
        appeal(case, Side::Buyer);
        seed(2);
        let done = Disputes::advance(signed(STRANGER), case).expect("a draw");
        let jury = <() as WeightInfo>::draw_jury(9);
        assert!(done.actual_weight.expect("known").all_gte(jury));
        wait(10);
        let done = Disputes::advance(signed(STRANGER), case).expect("an end");
        assert_eq!(done.actual_weight, Some(<() as WeightInfo>::advance() + swept));
    });
}

#[test]
fn advance_should_fail_when_nobody_signed_or_there_is_no_such_case() {
    build_and_execute(|| {
        let call = |origin| Disputes::advance(origin, 0).map_err(|failed| failed.error);
        assert_noop!(call(RuntimeOrigin::root()), DispatchError::BadOrigin);
        assert_noop!(call(signed(STRANGER)), Error::<Test>::UnknownCase);
    });
}
