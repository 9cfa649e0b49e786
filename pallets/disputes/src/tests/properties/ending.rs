//! Every case ends in time, by `advance` alone.

use crate::{mock::*, *};
use frame_support::assert_ok;
use proptest::{collection, prelude::*};
use vaka_primitives::Side;
use vaka_testing::random::{live, Counts};

/// The slots that pass before something happens, and a number for what it is.
fn acts() -> impl Strategy<Value = Vec<(u8, u64)>> {
    collection::vec((0u8..60, any::<u64>()), 0..90)
}

/// Parties, arbiters, jurors or validators do something that fits, or not.
fn act(case: u32, n: u64, counts: &mut Counts) {
    let (choice, n) = (n % 8, n / 8);
    let some_juror = || jury(case)[(n % 7) as usize];
    match (stage(case), choice) {
        (Stage::Waiting { .. }, 0..5) => seed(n),
        (Stage::Arbiter { .. }, 0..3) => {
            let who = if n.is_multiple_of(2) { BUYER } else { SELLER };
            let done = Disputes::recuse(signed(who), case).map_err(<&str>::from);
            counts.outcome("recuse", &done);
        }
        (Stage::Arbiter { member, until, .. }, 3..6) if now() < until => {
            let record = record(case);
            let share = record.ruling.as_ref().map_or(percent(20), |ruling| ruling.to_seller);
            let damages = match (&record.ruling, record.requirement) {
                (Some(ruling), _) => ruling.damages,
                (None, requirement) => requirement.map_or(0, |_| 9),
            };
            assert_ok!(Disputes::rule(signed(account(member)), case, share, damages));
            counts.count("rule");
        }
        (Stage::Ruled { .. }, 0..5) => {
            appeal(case, Side::Buyer);
            counts.count("appeal");
        }
        (Stage::Voting { reveals_from, .. }, _) if now() < reveals_from => {
            commit(case, some_juror(), 30);
            counts.count("commit");
        }
        (Stage::Voting { .. }, _) => {
            let juror = some_juror();
            let (share, salt) = (percent(30), salt(juror));
            let call = Disputes::reveal_vote(signed(STRANGER), case, juror, share, salt);
            counts.outcome("reveal", &call.map_err(<&str>::from));
        }
        _ => {}
    }
}

#[test]
fn every_case_should_end_within_45_days_and_60_of_waiting_by_advance_alone() {
    let floors = [
        ("recuse", 30),
        ("rule", 30),
        ("appeal", 10),
        ("commit", 10),
        ("reveal", 1),
        ("waited for long", 5),
        ("judged", 10),
        ("unjudged", 3),
    ];
    live(100, (acts(), any::<bool>()), floors, |(acts, skilled)| {
        build_and_execute(|| {
            ARBITERS.into_iter().for_each(skill);
            court();
            let mut counts = Counts::default();
            let case = open_between(BUYER, SELLER, skilled.then_some(NURSE));
            let (opened, mut acts) = (now(), acts.into_iter().peekable());
            let mut rest = acts.next();
            while stage(case) != Stage::Ended {
                // Somebody who watches advances what is due. Nobody else is needed.
                while Disputes::case(case).expect("a case").due {
                    advance(case);
                }
                if record(case).stage == Stage::Ended {
                    break;
                }
                match rest {
                    Some((0, what)) => {
                        act(case, what, &mut counts);
                        rest = acts.next();
                    }
                    Some((slots, what)) => {
                        rest = Some((slots - 1, what));
                        pass(1);
                    }
                    None => pass(1),
                }
            }
            let due = Disputes::case(case).expect("a case").due;
            due.then(|| advance(case));
            let record = record(case);
            assert_eq!(record.stage, Stage::Ended);
            assert!(record.waited <= 60 * DAY);
            assert!(now() - opened <= 45 * DAY + record.waited, "{record:?}");
            if record.waited >= 30 * DAY {
                counts.count("waited for long");
            }
            counts.count(if record.ruling.is_some() { "judged" } else { "unjudged" });
            close(case);
            is_forgotten(case);
            counts
        })
    });
}
