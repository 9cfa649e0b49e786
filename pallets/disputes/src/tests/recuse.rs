use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;
use vaka_primitives::Side;

#[test]
fn recuse_should_let_each_party_refuse_one_arbiter() {
    build_and_execute(|| {
        let (case, first) = with_arbiter();
        assert_ok!(Disputes::recuse(signed(SELLER), case));
        let first = member(first);
        last_event(Event::ArbiterRecused { case, by: Side::Seller, member: first });
        draw(case, 2);
        let second = arbiter(case);
        assert_noop!(Disputes::recuse(signed(SELLER), case), Error::<Test>::AlreadyRecused);
        assert_ok!(Disputes::recuse(signed(BUYER), case));
        draw(case, 3);
        let third = arbiter(case);
        assert_noop!(Disputes::recuse(signed(BUYER), case), Error::<Test>::AlreadyRecused);
        assert!(first != second && second != third && first != third);
        assert_eq!(record(case).drawn.into_inner(), [first, second, third]);
    });
}

#[test]
fn recuse_should_give_the_next_arbiter_a_seed_that_nobody_knew() {
    build_and_execute(|| {
        let (case, _) = with_arbiter();
        assert_ok!(Disputes::recuse(signed(BUYER), case));
        let call = Disputes::advance(signed(STRANGER), case).map_err(|failed| failed.error);
        assert_noop!(call, Error::<Test>::NothingDue);
        // Not even the one of the session that goes on, which some can tell.
        session_with_seed(5);
        let call = Disputes::advance(signed(STRANGER), case).map_err(|failed| failed.error);
        assert_noop!(call, Error::<Test>::NothingDue);
        session_with_seed(6);
        advance(case);
    });
}

#[test]
fn recuse_should_refuse_the_one_who_confirms_and_the_one_on_appeal() {
    build_and_execute(|| {
        ARBITERS.into_iter().for_each(skill);
        court();
        let case = open_between(BUYER, SELLER, Some(NURSE));
        draw(case, 1);
        rule(case, 20, 500);
        draw(case, 2);
        assert_ok!(Disputes::recuse(signed(SELLER), case));
        draw(case, 3);
        rule(case, 20, 500);
        appeal(case, Side::Seller);
        draw(case, 4);
        assert_ok!(Disputes::recuse(signed(BUYER), case));
        draw(case, 5);
        rule(case, 40, 100);
        assert_eq!(stage(case), Stage::Ended);
    });
}

#[test]
fn recuse_should_fail_when_nobody_signed_or_there_is_no_such_case() {
    build_and_execute(|| {
        assert_noop!(Disputes::recuse(RuntimeOrigin::root(), 0), DispatchError::BadOrigin);
        assert_noop!(Disputes::recuse(signed(BUYER), 0), Error::<Test>::UnknownCase);
    });
}

#[test]
fn recuse_should_fail_when_the_signer_is_no_party() {
    build_and_execute(|| {
        let (case, who) = with_arbiter();
        assert_noop!(Disputes::recuse(signed(who), case), Error::<Test>::NotParty);
        assert_noop!(Disputes::recuse(signed(STRANGER), case), Error::<Test>::NotParty);
    });
}

#[test]
fn recuse_should_fail_when_no_arbiter_has_the_case() {
    build_and_execute(|| {
        court();
        let case = open();
        assert_noop!(Disputes::recuse(signed(BUYER), case), Error::<Test>::NoArbiter);
        draw(case, 1);
        rule(case, 10, 0);
        assert_noop!(Disputes::recuse(signed(BUYER), case), Error::<Test>::NoArbiter);
    });
}

#[test]
fn recuse_should_fail_when_the_five_days_are_over() {
    build_and_execute(|| {
        let (case, _) = with_arbiter();
        pass(5 * DAY - 1);
        assert_ok!(Disputes::recuse(signed(BUYER), case));
        draw(case, 2);
        pass(5 * DAY);
        assert_noop!(Disputes::recuse(signed(SELLER), case), Error::<Test>::TooLate);
    });
}
