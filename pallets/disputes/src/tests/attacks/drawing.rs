//! People who want to choose who judges.

use crate::{mock::*, panel::ArbiterDraw, selection::JuryDraw, *};
use frame_support::assert_ok;
use vaka_primitives::{CaseId, Hash, MemberId, Side};

/// The trials of the simulations.
const TRIALS: u64 = 60;

/// The jurors whom this seed would draw for a case.
fn jurors_by(case: CaseId, value: u64) -> Vec<MemberId> {
    match jury_by(case, &Hash::from_low_u64_be(value)).draw {
        JuryDraw::Drawn(jury) => jury.into_inner(),
        other => panic!("no jury: {other:?}"),
    }
}

/// Sixty jurors of four communities, of whom the first ten are a ring, and a case that waits for a
/// jury.
fn ring_of_ten() -> Vec<AccountId> {
    panel(&ARBITERS);
    many_jurors(1_000, 60, 2..6);
    pass(1);
    let case = open();
    draw(case, 1);
    rule(case, 50, 0);
    appeal(case, Side::Seller);
    (1_000..1_010).collect()
}

#[test]
fn ring_should_take_no_more_juries_than_chance_gives_it() {
    build_and_execute(|| {
        let numbers = members(&ring_of_ten());
        let taken = (0..TRIALS).filter(|value| {
            let jury = jurors_by(0, *value);
            jury.iter().filter(|juror| numbers.contains(juror)).count() >= 4
        });
        assert!(taken.count() <= 2);
    });
}

#[test]
fn ring_should_win_nothing_by_moving_to_another_community_once_the_seed_is_known() {
    build_and_execute(|| {
        let ring = ring_of_ten();
        let numbers = members(&ring);
        let in_ring =
            |jury: Vec<MemberId>| jury.iter().filter(|juror| numbers.contains(juror)).count();
        let still = (0..TRIALS).map(|value| in_ring(jurors_by(0, value)));
        let still = still.collect::<Vec<_>>();
        // A member who moved since the case opened does not serve in it.
        for number in &numbers[..5] {
            Nation::move_to(*number, 5);
        }
        let moved = (0..TRIALS).map(|value| in_ring(jurors_by(0, value)));
        let won = moved.zip(still).filter(|(moved, still)| moved > still).count();
        // A seat that one of it loses goes to one of the others in the ring now and then.
        assert!(won <= 2, "{won}");
    });
}

#[test]
fn somebody_who_joins_when_the_case_is_open_should_not_judge_it() {
    build_and_execute(|| {
        panel(&ARBITERS[..3]);
        jurors(&JURORS[..9]);
        pass(1);
        let case = open();
        // All others join, before there is a seed.
        panel(&ARBITERS[3..]);
        jurors(&JURORS[9..]);
        let late = [members(&ARBITERS[3..]), members(&JURORS[9..])].concat();
        for value in 0..50 {
            let drawn = arbiter_by(case, &Hash::from_low_u64_be(value));
            let ArbiterDraw::Drawn(arbiter) = drawn else { panic!("an arbiter") };
            assert!(!late.contains(&arbiter));
            assert!(jurors_by(case, value).iter().all(|juror| !late.contains(juror)));
        }
    });
}

#[test]
fn somebody_who_joins_in_the_slot_of_the_opening_should_not_judge_it() {
    build_and_execute(|| {
        jurors(&JURORS[..8]);
        pass(1);
        jurors(&JURORS[8..]);
        let case = open();
        draw(case, 1);
        assert_eq!(stage(case), Stage::Ended);
    });
}

#[test]
fn arbiter_should_never_be_a_party() {
    build_and_execute(|| {
        court();
        for value in 0..60 {
            let case = open_between(ARBITERS[0], ARBITERS[1], None);
            draw(case, value);
            let drawn = account(arbiter(case));
            assert!(drawn != ARBITERS[0] && drawn != ARBITERS[1]);
        }
    });
}

#[test]
fn arbiter_who_gets_another_account_should_still_be_a_party() {
    build_and_execute(|| {
        court();
        let case = open_between(ARBITERS[0], SELLER, None);
        Nation::replace(member(ARBITERS[0]), 77);
        let number = record(case).buyer.member.expect("a member");
        for value in 0..60 {
            let drawn = arbiter_by(case, &Hash::from_low_u64_be(value));
            assert_ne!(drawn, ArbiterDraw::Drawn(number));
        }
    });
}

#[test]
fn jury_of_one_village_should_not_be() {
    build_and_execute(|| {
        panel(&ARBITERS);
        many_jurors(1_000, 40, 4..5);
        pass(1);
        let case = open();
        draw(case, 1);
        let first = arbiter(case);
        rule(case, 0, 0);
        appeal(case, Side::Seller);
        draw(case, 2);
        let done = ruling(0, 0, &[&[first]]);
        last_event(Event::CaseEnded { case, ruling: Some(done) });
    });
}

#[test]
fn parties_who_recuse_should_not_bring_a_neighbour_in_while_others_are_left() {
    build_and_execute(|| {
        let friend = Nation::admit(50, 0);
        pass(1);
        panel(&[50]);
        panel(&ARBITERS[..3]);
        pass(1);
        for value in 0..40 {
            let case = open();
            draw(case, value);
            assert_ok!(Disputes::recuse(signed(BUYER), case));
            draw(case, 100 + value);
            // Two others are left.
            assert_ne!(arbiter(case), friend);
        }
    });
}

#[test]
fn many_cases_should_keep_jurors_busy_but_move_no_jury() {
    build_and_execute(|| {
        // Somebody disputes with themselves so often that no juror is free.
        panel(&ARBITERS);
        jurors(&JURORS);
        pass(1);
        let mut cases = vec![];
        for value in 0..8 {
            let case = open_between(STRANGER, 4, None);
            draw(case, value);
            rule(case, 50, 0);
            appeal(case, Side::Buyer);
            cases.push(case);
        }
        seed(100);
        cases.iter().for_each(|case| advance(*case));
        // The next one waits, and its days stand still.
        let case = open();
        draw(case, 101);
        rule(case, 50, 0);
        appeal(case, Side::Buyer);
        draw(case, 102);
        last_event(Event::DrawPostponed { case });
        for case in &cases {
            wait(1);
            close(*case);
        }
        draw(case, 103);
        assert_eq!(jury(case).len(), 7);
        assert!(record(case).waited >= 8 * DAY);
    });
}

/// How often of so many trials validators who can withhold have a friend among the arbiters drawn, if
/// each of them can let their part in or not: they choose among 2^k seeds.
fn friends(k: u32) -> u32 {
    build_and_execute(|| {
        court();
        let case = open();
        let friend = ArbiterDraw::Drawn(member(ARBITERS[2]));
        let luck = (0..300u64).filter(|trial| {
            (0..1u64 << k).any(|choice| {
                let seed = Hash::from_low_u64_be(trial << 8 | choice);
                arbiter_by(case, &seed) == friend
            })
        });
        luck.count() as u32
    })
}

#[test]
fn validators_who_withhold_should_win_a_choice_among_two_to_the_k_and_no_more() {
    // One friend of six arbiters: 1 − (5/6)^(2^k), of 300, give or take three deviations.
    for (k, expected) in [(0, 50), (1, 92), (2, 155), (3, 230)] {
        let friends = friends(k);
        assert!(friends.abs_diff(expected) < 28, "{friends} with {k}");
    }
}
