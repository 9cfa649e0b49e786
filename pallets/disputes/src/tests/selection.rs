use crate::{mock::*, selection::*, *};
use frame_support::assert_ok;
use std::collections::{BTreeMap, BTreeSet};
use vaka_primitives::{CaseId, Hash, MemberId, Members as _, Side, MAX_JUDGES};

fn select(case: CaseId, value: u64) -> Selection {
    jury_by(case, &Hash::from_low_u64_be(value))
}

fn drawn(case: CaseId, value: u64) -> Vec<MemberId> {
    match select(case, value).draw {
        JuryDraw::Drawn(jury) => jury.into_inner(),
        other => panic!("no jury: {other:?}"),
    }
}

fn community(member: MemberId) -> u32 {
    Nation::membership_of(member).expect("a member").community
}

#[test]
fn jury_should_have_seven_different_members_at_most_four_of_one_community() {
    build_and_execute(|| {
        // Three of four jurors are of one community.
        many_jurors(1_000, 45, 2..3);
        many_jurors(2_000, 15, 3..6);
        pass(1);
        let case = open();
        let mut fours = 0;
        for value in 0..200 {
            let jury = drawn(case, value);
            assert_eq!(jury.iter().collect::<BTreeSet<_>>().len(), MAX_JUDGES as usize);
            let of_one = jury.iter().filter(|juror| community(**juror) == 2).count();
            assert!(of_one <= 4);
            fours += u32::from(of_one == 4);
        }
        assert!(fours > 150);
    });
}

#[test]
fn jury_should_be_drawn_from_all_about_as_often() {
    build_and_execute(|| {
        jurors(&JURORS);
        pass(1);
        let case = open();
        let mut counts = BTreeMap::<MemberId, u32>::new();
        for value in 0..1_600 {
            for juror in drawn(case, value) {
                *counts.entry(juror).or_default() += 1;
            }
        }
        // Seven of sixteen, each 700 times, give or take four times the deviation of 20.
        assert_eq!(counts.len(), JURORS.len());
        assert!(counts.values().all(|count| count.abs_diff(700) < 80), "{counts:?}");
    });
}

#[test]
fn draw_should_look_at_as_many_seats_of_a_thousand_as_of_ten() {
    let tries = |count: u64| {
        build_and_execute(|| {
            many_jurors(1_000, count, 2..6);
            pass(1);
            let case = open();
            let tries = (0..40).map(|value| select(case, value).tries);
            tries.sum::<u32>()
        })
    };
    // Nine each, and a few more when five come from one community.
    for count in [10, 100, 1_000] {
        let tries = tries(count);
        assert!((360..390).contains(&tries), "{tries} for {count}");
    }
}

#[test]
fn draw_should_look_at_64_seats_at_most() {
    build_and_execute(|| {
        // All are of the buyer's community.
        many_jurors(1_000, 200, 0..1);
        pass(1);
        let case = open();
        let selection = select(case, 1);
        assert_eq!((selection.tries, selection.draw), (64, JuryDraw::Busy));
    });
}

#[test]
fn draw_should_need_nine_eligible_jurors() {
    build_and_execute(|| {
        jurors(&JURORS[..8]);
        pass(1);
        let early = open();
        assert_eq!(select(early, 1).draw, JuryDraw::TooFew);
        jurors(&JURORS[8..9]);
        pass(1);
        // Jurors who joined since do not judge it.
        assert_eq!(select(early, 1).draw, JuryDraw::TooFew);
        let late = open();
        assert_eq!(drawn(late, 1).len(), 7);
    });
}

#[test]
fn draw_should_take_people_who_were_there_when_the_case_opened() {
    build_and_execute(|| {
        jurors(&JURORS[..9]);
        pass(1);
        let case = open();
        drawn(case, 1);
        let number = member(JURORS[0]);
        // Each of these leaves eight.
        Nation::move_to(number, 5);
        assert_eq!(select(case, 1).draw, JuryDraw::TooFew);
        Nation::change(number, |membership| membership.village_since = 0);
        drawn(case, 1);
        Nation::suspend(number);
        assert_eq!(select(case, 1).draw, JuryDraw::TooFew);
        Nation::reinstate(number);
        assert_eq!(select(case, 1).draw, JuryDraw::TooFew);
        Nation::change(number, |membership| membership.active_since = 0);
        drawn(case, 1);
        Nation::replace(number, 77);
        drawn(case, 1);
        Nation::leave(number);
        assert_eq!(select(case, 1).draw, JuryDraw::TooFew);
    });
}

#[test]
fn draw_should_leave_out_who_was_dormant_when_the_case_opened_and_nobody_else() {
    build_and_execute(|| {
        jurors(&JURORS[..9]);
        pass(1);
        let number = member(JURORS[0]);
        let earlier = open();
        pass(1);
        Nation::send_to_sleep(number);
        pass(1);
        let later = open();
        // Whoever sees the seed may declare others dormant, and wakes whom they want.
        drawn(earlier, 1);
        assert_eq!(select(later, 1).draw, JuryDraw::TooFew);
        Nation::wake(number);
        drawn(earlier, 1);
        assert_eq!(select(later, 1).draw, JuryDraw::TooFew);
        pass(1);
        let last = open();
        drawn(last, 1);
    });
}

#[test]
fn draw_should_never_take_a_party_or_an_arbiter_of_the_case() {
    build_and_execute(|| {
        panel(&ARBITERS);
        jurors(&ARBITERS);
        jurors(&JURORS[..6]);
        jurors(&[BUYER, SELLER]);
        pass(1);
        let case = open();
        draw(case, 1);
        rule(case, 50, 0);
        let never = [record(case).drawn[0], member(BUYER), member(SELLER)];
        for value in 0..200 {
            let jury = drawn(case, value);
            assert!(never.iter().all(|member| !jury.contains(member)));
        }
    });
}

#[test]
fn draw_should_take_neighbours_only_where_no_jury_of_others_is_found() {
    build_and_execute(|| {
        // Eleven of the parties' communities and nine of others.
        many_jurors(1_000, 11, 0..2);
        many_jurors(2_000, 9, 2..5);
        pass(1);
        let case = open();
        for value in 0..100 {
            assert!(drawn(case, value).iter().all(|juror| community(*juror) >= 2));
        }
        // With eight others all of them may serve.
        assert_ok!(Disputes::leave_jury(signed(2_000)));
        let neighbours = |value| {
            let jury = drawn(case, value);
            jury.iter().filter(|juror| community(**juror) < 2).count()
        };
        let mean = (0..100).map(neighbours).sum::<usize>();
        // Eleven of nineteen, of seven, a hundred times.
        assert!(mean.abs_diff(405) < 60, "{mean}");
    });
}

#[test]
fn case_should_wait_while_too_few_jurors_are_free() {
    build_and_execute(|| {
        TheRules::mutate(|rules| rules.cases_at_a_time = 1);
        panel(&ARBITERS);
        jurors(&JURORS[..10]);
        pass(1);
        let cases = [open(), open()];
        for case in cases {
            draw(case, 1);
            rule(case, 50, 0);
            appeal(case, Side::Buyer);
        }
        let [first, second] = cases;
        draw(first, 2);
        advance(second);
        last_event(Event::DrawPostponed { case: second });
        assert!(Disputes::seats_may_move());
        draw(second, 3);
        last_event(Event::DrawPostponed { case: second });
        // The first jury votes, and can serve again.
        let votes = jury(first).into_iter().map(|juror| (juror, 5)).collect::<Vec<_>>();
        vote(first, &votes);
        wait(5);
        advance(first);
        draw(second, 4);
        assert_eq!(jury(second).len(), 7);
    });
}

#[test]
fn juror_should_serve_in_three_cases_at_a_time() {
    build_and_execute(|| {
        panel(&ARBITERS);
        jurors(&JURORS[..9]);
        pass(1);
        let mut postponed = 0;
        let cases = (0..12).map(|_| open()).collect::<Vec<_>>();
        for case in &cases {
            draw(*case, 1);
            rule(*case, 50, 0);
            appeal(*case, Side::Buyer);
        }
        seed(2);
        for case in &cases {
            advance(*case);
            check();
            postponed += u32::from(matches!(stage(*case), Stage::Waiting { .. }));
        }
        // As soon as one of nine serves in three cases, there are eight.
        assert_eq!(postponed, 9);
    });
}

#[test]
fn advance_should_free_seats_of_people_who_left_when_seats_may_move() {
    build_and_execute(|| {
        court();
        let cases = [open(), open()];
        for who in &JURORS[..3] {
            Nation::leave(member(*who));
        }
        session();
        assert_ok!(Disputes::leave_jury(signed(JURORS[3])));
        session_with_seed(1);
        advance(cases[0]);
        // The seats stay where they are for the other case.
        assert_eq!(SeatCount::<Test>::get(), 16);
        // Eight are looked at: four that get free, and the last ones, which take them.
        advance(cases[1]);
        assert_eq!((SeatCount::<Test>::get(), NextSwept::<Test>::get()), (12, 4));
        check();
    });
}

#[test]
fn advance_should_look_for_seats_from_where_it_stopped_and_from_the_first_one_again() {
    build_and_execute(|| {
        court();
        let sweep = || {
            let case = open();
            draw(case, 1);
            (SeatCount::<Test>::get(), NextSwept::<Test>::get())
        };
        assert_eq!([sweep(), sweep()], [(16, 8), (16, 16)]);
        for who in [JURORS[15], JURORS[2]] {
            Nation::leave(member(who));
        }
        assert_eq!([sweep(), sweep()], [(14, 6), (14, 14)]);
        for who in &JURORS {
            if Nation::membership(who).is_some() {
                assert_ok!(Disputes::leave_jury(signed(*who)));
            }
        }
        assert_eq!(sweep().0, 0);
    });
}

#[test]
fn juror_who_fails_while_seats_must_not_move_should_count_for_the_draws_that_wait_and_no_others() {
    build_and_execute(|| {
        let (case, jury) = with_jury();
        let other = open();
        wait(10);
        session();
        assert!(!Disputes::seats_may_move());
        advance(case);
        let failed = Jurors::<Test>::get(jury[0]).expect("known");
        assert!(failed.seat.is_some() && !failed.listed() && failed.barred_until.is_some());
        assert_eq!(SeatCount::<Test>::get(), 16);
        let later = open();
        let mut counts = [0, 0];
        for value in 0..50 {
            assert!(drawn(later, value).iter().all(|juror| !jury.contains(juror)));
            let drawn = drawn(other, value);
            counts[0] += drawn.iter().filter(|juror| jury.contains(juror)).count();
            counts[1] += drawn.len();
        }
        // Seven of sixteen.
        assert!((counts[0] * 16).abs_diff(counts[1] * 7) < 600, "{counts:?}");
        session_with_seed(3);
        advance(other);
        check();
        wait(180);
        assert_ok!(Disputes::join_jury(signed(account(jury[0]))));
        let joined = Jurors::<Test>::get(jury[0]).expect("known");
        assert!(joined.listed() && joined.barred_until.is_none());
    });
}
