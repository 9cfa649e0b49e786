//! People who can tell a seed before it is final. What validators give is public at once, so that
//! may be any time after the session began that draws it.

use crate::{mock::*, panel::ArbiterDraw, selection::JuryDraw, Duty, Jurors, Stage};
use frame_support::{assert_ok, storage::with_transaction};
use sp_runtime::{DispatchError, TransactionOutcome};
use vaka_primitives::{CaseId, Hash, MemberId, Side};

/// The seeds that are tried.
const TRIALS: u64 = 60;

/// People who can tell the seed try each of these acts in their heads, and do the best one. Returns
/// for how many of the seeds one of the acts changes what is drawn.
fn changed<A, R: PartialEq>(acts: &[A], act: impl Fn(&A), drawn: impl Fn(&Hash) -> R) -> usize {
    let after = |seed: &Hash, one: &A| {
        with_transaction(|| {
            act(one);
            TransactionOutcome::Rollback(Ok::<_, DispatchError>(drawn(seed)))
        })
    };
    let seeds = (0..TRIALS).map(Hash::from_low_u64_be);
    let moves = |seed: &Hash| {
        let before = Ok(drawn(seed));
        acts.iter().any(|one| after(seed, one) != before)
    };
    seeds.filter(moves).count()
}

/// What a seed draws for a case that waits for a jury.
fn jurors_by(case: CaseId, seed: &Hash) -> Vec<MemberId> {
    match jury_by(case, seed).draw {
        JuryDraw::Drawn(jury) => jury.into_inner(),
        _ => vec![],
    }
}

/// A case that waits for a jury out of sixty, and a ring of every fifth of them. The session has
/// begun that draws its seed, which the ring can tell.
fn appeal_before_a_ring() -> (CaseId, Vec<AccountId>) {
    panel(&ARBITERS);
    many_jurors(1_000, 60, 2..6);
    pass(1);
    let case = open();
    draw(case, 1);
    rule(case, 50, 0);
    appeal(case, Side::Seller);
    session();
    (case, (1_000..1_060).step_by(5).collect())
}

#[test]
fn ring_should_win_nothing_by_leaving_when_it_can_tell_the_seed() {
    build_and_execute(|| {
        let (case, ring) = appeal_before_a_ring();
        // Nobody leaves, or one, or two in any order, and the first of them wants to join again.
        let pairs = ring.iter().flat_map(|one| ring.iter().map(move |other| [*one, *other]));
        let acts = pairs.map(|pair| pair.to_vec()).chain([vec![]]).collect::<Vec<_>>();
        let leave = |who: &Vec<AccountId>| {
            who.iter().for_each(|who| _ = Disputes::leave_jury(signed(*who)));
            who.first().map(|who| Disputes::join_jury(signed(*who)));
        };
        assert_eq!(changed(&acts, leave, |seed| jurors_by(case, seed)), 0);
        assert_ok!(Disputes::leave_jury(signed(ring[0])));
    });
}

#[test]
fn ring_should_win_nothing_by_letting_others_join_when_it_can_tell_the_seed() {
    build_and_execute(|| {
        let (case, _) = appeal_before_a_ring();
        let join = |count: &usize| {
            JURORS[..*count].iter().for_each(|who| _ = Disputes::join_jury(signed(*who)));
        };
        let acts = (0..=JURORS.len()).collect::<Vec<_>>();
        assert_eq!(changed(&acts, join, |seed| jurors_by(case, seed)), 0);
        assert_ok!(Disputes::join_jury(signed(JURORS[0])));
    });
}

#[test]
fn arbiter_should_not_bring_a_jury_in_by_leaving_when_they_can_tell_the_seed() {
    build_and_execute(|| {
        panel(&ARBITERS[..3]);
        jurors(&JURORS);
        pass(1);
        let case = open();
        session();
        let leave = |(): &()| {
            assert_ok!(Disputes::leave_panel(signed(ARBITERS[0])));
        };
        assert_eq!(changed(&[()], leave, |seed| arbiter_by(case, seed)), 0);
    });
}

#[test]
fn juror_should_not_escape_a_draw_by_failing_to_reveal_when_they_can_tell_the_seed() {
    build_and_execute(|| {
        panel(&ARBITERS);
        jurors(&JURORS[..9]);
        pass(1);
        let [first, second] = [open(), open()];
        draw(first, 1);
        advance(second);
        for case in [first, second] {
            rule(case, 50, 0);
        }
        appeal(first, Side::Buyer);
        draw(first, 2);
        wait(5);
        appeal(second, Side::Buyer);
        session();
        wait(5);
        // None of the first jury revealed, and all are off the list when somebody advances the
        // case. Nine of nine are needed for another jury.
        assert_eq!(changed(&[()], |()| advance(first), |seed| jurors_by(second, seed)), 0);
        advance(first);
        let barred = |juror: &u32| Jurors::<Test>::get(juror).is_some_and(|known| !known.listed());
        assert!(jury(first).iter().all(barred));
    });
}

/// The lists close for a draw for which a case waits. An arbiter who left before does not count for
/// it, and one who leaves then does. Makes the draw.
fn draw_while_arbiters_leave(case: CaseId, duty: fn(&Duty) -> bool) {
    let Stage::Waiting { duty: told, .. } = stage(case) else { panic!("it waits") };
    assert!(duty(&told), "{told:?}");
    let on_panel = Disputes::panel().into_iter().filter(|arbiter| arbiter.since.is_some());
    let mut left = on_panel.map(|arbiter| arbiter.member);
    let mut leave = || {
        let member = left.find(|member| !record(case).drawn.contains(member)).expect("an arbiter");
        assert_ok!(Disputes::leave_panel(signed(account(member))));
        ArbiterDraw::Drawn(member)
    };
    let before = leave();
    session();
    let after = leave();
    let seeds = (0..120).map(Hash::from_low_u64_be);
    let drawn = seeds.map(|seed| arbiter_by(case, &seed)).collect::<Vec<_>>();
    assert!(!drawn.contains(&before) && drawn.contains(&after));
    session_with_seed(1);
    advance(case);
}

#[test]
fn arbiters_should_not_choose_by_leaving_in_any_of_the_draws_of_a_case() {
    build_and_execute(|| {
        JURORS.into_iter().for_each(skill);
        panel(&JURORS);
        pass(1);
        let case = open_between(BUYER, SELLER, Some(NURSE));
        draw_while_arbiters_leave(case, |duty| *duty == Duty::Rule);
        assert_ok!(Disputes::recuse(signed(BUYER), case));
        draw_while_arbiters_leave(case, |duty| *duty == Duty::Rule);
        wait(7);
        advance(case);
        draw_while_arbiters_leave(case, |duty| *duty == Duty::Rule);
        rule(case, 20, 500);
        draw_while_arbiters_leave(case, |duty| matches!(duty, Duty::Confirm { .. }));
        rule(case, 20, 500);
        appeal(case, Side::Seller);
        draw_while_arbiters_leave(case, |duty| *duty == Duty::Appeal);
        rule(case, 30, 0);
        assert_eq!(stage(case), Stage::Ended);
    });
}
