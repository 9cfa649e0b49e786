use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;
use vaka_primitives::{CaseId, MemberId};

fn open_vote(case: CaseId, juror: MemberId, share: u32) -> sp_runtime::DispatchResult {
    Disputes::reveal_vote(signed(STRANGER), case, juror, percent(share), salt(juror))
}

#[test]
fn reveal_vote_should_reveal_what_was_committed_by_anyone_until_the_end() {
    build_and_execute(|| {
        let (case, jury) = with_jury();
        commit(case, jury[1], 15);
        wait(5);
        pass(5 * DAY - 1);
        assert_ok!(open_vote(case, jury[1], 15));
        last_event(Event::VoteRevealed { case, member: jury[1], share: percent(15) });
        assert_eq!(record(case).jury[1].share, Some(percent(15)));
    });
}

#[test]
fn reveal_vote_should_reveal_for_a_juror_who_is_suspended_or_left() {
    build_and_execute(|| {
        let (case, jury) = with_jury();
        commit(case, jury[1], 15);
        commit(case, jury[2], 15);
        Nation::suspend(jury[1]);
        Nation::leave(jury[2]);
        wait(5);
        assert_ok!(open_vote(case, jury[1], 15));
        assert_ok!(open_vote(case, jury[2], 15));
    });
}

#[test]
fn reveal_vote_should_fail_when_nobody_signed() {
    build_and_execute(|| {
        let call = Disputes::reveal_vote(RuntimeOrigin::root(), 0, 0, percent(1), [0; 32]);
        assert_noop!(call, DispatchError::BadOrigin);
    });
}

#[test]
fn reveal_vote_should_fail_when_there_is_no_such_case_or_no_jury_votes() {
    build_and_execute(|| {
        assert_noop!(open_vote(0, 0, 1), Error::<Test>::UnknownCase);
        let (case, jury) = with_jury();
        commit(case, jury[0], 1);
        wait(10);
        // The jury's time is over.
        assert_noop!(open_vote(case, jury[0], 1), Error::<Test>::NoJury);
    });
}

#[test]
fn reveal_vote_should_fail_when_the_member_is_no_juror_of_the_case() {
    build_and_execute(|| {
        let (case, _) = with_jury();
        wait(5);
        assert_noop!(open_vote(case, member(BUYER), 1), Error::<Test>::NotJurorOfCase);
    });
}

#[test]
fn reveal_vote_should_fail_before_the_time_to_commit_is_over() {
    build_and_execute(|| {
        let (case, jury) = with_jury();
        commit(case, jury[0], 1);
        pass(5 * DAY - 1);
        assert_noop!(open_vote(case, jury[0], 1), Error::<Test>::TooEarly);
        pass(1);
        assert_ok!(open_vote(case, jury[0], 1));
    });
}

#[test]
fn reveal_vote_should_fail_when_the_vote_is_revealed_or_nothing_was_committed() {
    build_and_execute(|| {
        let (case, jury) = with_jury();
        commit(case, jury[0], 1);
        wait(5);
        assert_ok!(open_vote(case, jury[0], 1));
        assert_noop!(open_vote(case, jury[0], 1), Error::<Test>::AlreadyRevealed);
        assert_noop!(open_vote(case, jury[1], 1), Error::<Test>::NothingCommitted);
    });
}

#[test]
fn reveal_vote_should_fail_when_it_is_not_what_was_committed() {
    build_and_execute(|| {
        let (case, jury) = with_jury();
        commit(case, jury[0], 1);
        wait(5);
        assert_noop!(open_vote(case, jury[0], 2), Error::<Test>::WrongOpening);
        let salt = [99; 32];
        let call = Disputes::reveal_vote(signed(STRANGER), case, jury[0], percent(1), salt);
        assert_noop!(call, Error::<Test>::WrongOpening);
    });
}
