//! How fast a clerk and accomplices can add fakes to a village in which nobody looks. The test
//! lives two years day by day, and compares with the table in the crate's documentation.

use crate::{
    mock::{Communities, *},
    *,
};
use frame_support::{assert_noop, assert_ok};

/// Fakes after a year, after two years, and the day on which they outnumber the village (if within
/// two years).
type Growth = (u32, u32, Option<u32>);

/// Computes the growth for a corrupt clerk and this many accomplices of standing, in a village of
/// `n` people.
fn capture(n: u32, accomplices: u32) -> Growth {
    ExtBuilder::default().founders(&[n]).build().execute_with(|| {
        let mut vouchers = (1..=accomplices).collect::<Vec<_>>();
        let mut waiting = Vec::<(u32, RequestId, u32)>::new();
        let (mut fakes, mut after_a_year, mut captured) = (0, 0, None);
        for day in 0..=730 {
            // Ripe requests are confirmed. A fake vouches when it is of standing.
            waiting.retain(|(ripe, request, fake)| {
                let is_ripe = *ripe <= day;
                if is_ripe {
                    Communities::confirm_admission(signed(CLERK), *request).expect("ripe");
                    vouchers.push(*fake);
                    fakes += 1;
                }
                !is_ripe
            });
            if captured.is_none() && fakes > n {
                captured = Some(day);
            }
            if day == 365 {
                after_a_year = fakes;
            }
            // The clerk admits as many as there are places and vouches.
            while Communities::community(APIA).expect("founded").admissions_left > 0 {
                let free = vouchers.iter().copied().filter(|voucher| {
                    let person = person(*voucher);
                    now() >= person.standing_from && now() >= person.vouches_from
                });
                let three = free.take(3).collect::<Vec<_>>();
                if three.len() < 3 {
                    break;
                }
                let fake = 10_000 + next_request();
                // An outsider's own request: the clerk could not bring so many.
                let request = next_request();
                endow(fake);
                Communities::request_membership(signed(fake), APIA, None).expect("asked");
                vouch(request, &three);
                Communities::admit(signed(CLERK), request).expect("a place was left");
                waiting.push((day + 7, request, fake));
            }
            wait(1);
        }
        check();
        assert_eq!(Communities::electorate(Some(APIA)), n + fakes);
        (after_a_year, fakes, captured)
    })
}

fn row(n: u32, accomplices: u32, (one, two, captured): Growth) -> String {
    let captured = captured.map_or("not in two years".into(), |day| format!("day {day}"));
    format!("| {n} | {accomplices} | {one} | {two} | {captured} |")
}

#[test]
fn capture_by_a_colluding_clerk_should_be_as_slow_as_the_documentation_says() {
    let documented = include_str!("../../overview.md");
    let mut missing = Vec::new();
    let villages = [(10, 3), (10, 9), (20, 3), (20, 19), (100, 3), (100, 33), (500, 3), (500, 33)];
    for (n, accomplices) in villages {
        let computed = row(n, accomplices, capture(n, accomplices));
        if !documented.lines().any(|line| line.trim() == computed) {
            missing.push(computed);
        }
    }
    assert!(missing.is_empty(), "not documented: {missing:#?}");
}

#[test]
fn capture_should_not_be_faster_when_confirmations_are_saved_up() {
    ExtBuilder::default().build_and_execute(|| {
        // Admissions that nobody confirms in time lapse, and their places in the window with them.
        let saved = admit(STRANGER, APIA, &[1, 2, 3]);
        wait(37);
        assert_noop!(
            Communities::confirm_admission(signed(1), saved),
            Error::<Test>::RequestExpired
        );
        assert_ok!(Communities::prune_request(signed(1), saved));
        assert!(!is_member(STRANGER));
    });
}

#[test]
fn capture_should_end_when_three_members_look() {
    ExtBuilder::default().build_and_execute(|| {
        // Three accomplices make one fake. Three members who look send it to appeals, which find a
        // fake.
        let fake = admit(STRANGER, APIA, &[1, 2, 3]);
        challenge(fake, &[4, 5, 6]);
        assert_ok!(Communities::decide_request(appeals(), fake, Verdict::Fake));
        // For a year the ring admits nobody, even with another corrupt clerk.
        assert_ok!(Communities::appoint_clerk(clerk_track(), APIA, member(7)));
        for month in 0..12 {
            let next = bring(7, STRANGER + 1 + month, APIA);
            for accomplice in [1, 2, 3] {
                assert_noop!(
                    Communities::vouch(signed(accomplice), next),
                    Error::<Test>::VouchingBanned
                );
            }
            assert_noop!(Communities::admit(signed(7), next), Error::<Test>::TooFewVouches);
            wait(30);
        }
        assert_eq!(electorates().0, 9);
    });
}

#[test]
fn capture_should_need_three_of_standing_beside_the_clerk() {
    ExtBuilder::default().build_and_execute(|| {
        // Two accomplices and the clerk come to nothing, however long they wait.
        let fake = bring(CLERK, STRANGER, APIA);
        vouch(fake, &[1, 2]);
        wait(60);
        assert_noop!(Communities::vouch(signed(CLERK), fake), Error::<Test>::ClerkMayNotVouch);
        assert_noop!(Communities::vouch(signed(1), fake), Error::<Test>::AlreadyVouched);
        assert_noop!(Communities::admit(signed(CLERK), fake), Error::<Test>::TooFewVouches);
    });
}
