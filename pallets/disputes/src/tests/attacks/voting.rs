//! Jurors who want to be paid without judging, or to judge for somebody.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use vaka_primitives::Outcome;

#[test]
fn copied_commitment_should_be_worth_nothing() {
    build_and_execute(|| {
        let (case, jury) = with_jury();
        let (honest, lazy) = (jury[0], jury[1]);
        commit(case, honest, 35);
        let copy = commitment(case, honest, 35);
        assert_ok!(Disputes::commit_vote(signed(account(lazy)), case, copy));
        wait(5);
        reveal(case, honest, 35);
        let (share, salt) = (percent(35), salt(honest));
        let call = Disputes::reveal_vote(signed(account(lazy)), case, lazy, share, salt);
        assert_noop!(call, Error::<Test>::WrongOpening);
    });
}

#[test]
fn commitment_of_another_case_should_be_worth_nothing() {
    build_and_execute(|| {
        let (case, jury) = with_jury();
        let other = commitment(case + 1, jury[0], 35);
        assert_ok!(Disputes::commit_vote(signed(account(jury[0])), case, other));
        wait(5);
        let call = || {
            let (share, salt) = (percent(35), salt(jury[0]));
            Disputes::reveal_vote(signed(STRANGER), case, jury[0], share, salt)
        };
        assert_noop!(call(), Error::<Test>::WrongOpening);
    });
}

#[test]
fn opening_that_somebody_bought_should_bind_nobody_while_votes_can_change() {
    build_and_execute(|| {
        let (case, jury) = with_jury();
        commit(case, jury[0], 100);
        // The buyer of the vote has the opening, and can do nothing with it yet.
        let call = || {
            let (share, salt) = (percent(100), salt(jury[0]));
            Disputes::reveal_vote(signed(SELLER), case, jury[0], share, salt)
        };
        assert_noop!(call(), Error::<Test>::TooEarly);
        commit(case, jury[0], 0);
        wait(5);
        assert_noop!(call(), Error::<Test>::WrongOpening);
        reveal(case, jury[0], 0);
    });
}

#[test]
fn juror_who_waits_for_the_others_should_win_a_choice_between_two_medians() {
    // Six have revealed. The last one reveals what was committed, or nothing, and is off the list.
    let with = |last: bool| {
        build_and_execute(|| {
            let (case, jury) = with_jury();
            let shares = [10, 20, 30, 40, 50, 60, 100];
            let votes = jury.iter().copied().zip(shares).collect::<Vec<_>>();
            for (juror, share) in &votes {
                commit(case, *juror, *share);
            }
            wait(5);
            for (juror, share) in &votes[..6] {
                reveal(case, *juror, *share);
            }
            if last {
                reveal(case, jury[6], 100);
            }
            wait(5);
            let Outcome::Ruled(done) = outcome(case) else { panic!("a ruling") };
            let paid = done.served[1].contains(&jury[6]);
            close(case);
            let barred = Jurors::<Test>::get(jury[6]).expect("known").barred_until.is_some();
            (done.to_seller, paid, barred)
        })
    };
    assert_eq!(with(true), (percent(40), false, false));
    assert_eq!(with(false), (percent(35), false, true));
}

#[test]
fn three_of_seven_should_not_move_the_median_past_the_others() {
    build_and_execute(|| {
        let (case, jury) = with_jury();
        let first = record(case).drawn[0];
        let shares = [100, 100, 100, 20, 22, 25, 30];
        let votes = jury.iter().copied().zip(shares).collect::<Vec<_>>();
        vote(case, &votes);
        wait(5);
        // And they are not paid.
        let served = &jury[3..];
        assert_eq!(outcome(case), Outcome::Ruled(ruling(30, 0, &[&[first], served])));
    });
}

#[test]
fn jury_in_two_halves_should_pay_nobody() {
    build_and_execute(|| {
        let (case, jury) = with_jury();
        let first = record(case).drawn[0];
        vote(case, &[(jury[0], 0), (jury[1], 0), (jury[2], 100), (jury[3], 100)]);
        wait(5);
        assert_eq!(outcome(case), Outcome::Ruled(ruling(50, 0, &[&[first], &[]])));
    });
}

#[test]
fn juror_should_not_escape_the_bar_by_leaving_the_list_or_by_another_account() {
    build_and_execute(|| {
        let (case, jury) = with_jury();
        assert_ok!(Disputes::leave_jury(signed(account(jury[0]))));
        Nation::replace(jury[1], 77);
        wait(10);
        advance(case);
        let call = |who| Disputes::join_jury(signed(who));
        assert_noop!(call(account(jury[0])), Error::<Test>::Barred);
        assert_noop!(call(77), Error::<Test>::Barred);
    });
}
