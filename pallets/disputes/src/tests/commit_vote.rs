use crate::{mock::*, *};
use frame_support::assert_noop;
use sp_runtime::DispatchError;
use vaka_primitives::Hash;

#[test]
fn commit_vote_should_keep_the_hash_and_replace_it_until_the_time_is_over() {
    build_and_execute(|| {
        let (case, jury) = with_jury();
        commit(case, jury[2], 10);
        last_event(Event::VoteCommitted { case, member: jury[2] });
        pass(5 * DAY - 1);
        commit(case, jury[2], 60);
        assert_eq!(record(case).jury[2].commitment, Some(commitment(case, jury[2], 60)));
        let others = record(case).jury.into_iter().filter(|vote| vote.commitment.is_some());
        assert_eq!(others.count(), 1);
    });
}

#[test]
fn commit_vote_should_be_the_jurors_by_the_account_of_the_day() {
    build_and_execute(|| {
        let (case, jury) = with_jury();
        let old = account(jury[0]);
        Nation::replace(jury[0], 77);
        commit(case, jury[0], 10);
        let call = Disputes::commit_vote(signed(old), case, Hash::zero());
        assert_noop!(call, Error::<Test>::NotMember);
    });
}

#[test]
fn commit_vote_should_fail_when_nobody_signed() {
    build_and_execute(|| {
        let call = Disputes::commit_vote(RuntimeOrigin::root(), 0, Hash::zero());
        assert_noop!(call, DispatchError::BadOrigin);
    });
}

#[test]
fn commit_vote_should_fail_when_the_signer_is_no_member_or_suspended() {
    build_and_execute(|| {
        let (case, jury) = with_jury();
        let call = |who| Disputes::commit_vote(signed(who), case, Hash::zero());
        assert_noop!(call(STRANGER), Error::<Test>::NotMember);
        Nation::suspend(jury[0]);
        assert_noop!(call(account(jury[0])), Error::<Test>::Suspended);
    });
}

#[test]
fn commit_vote_should_fail_when_there_is_no_such_case_or_no_jury_votes() {
    build_and_execute(|| {
        let call = |case| Disputes::commit_vote(signed(JURORS[0]), case, Hash::zero());
        assert_noop!(call(0), Error::<Test>::UnknownCase);
        let case = ruled();
        assert_noop!(call(case), Error::<Test>::NoJury);
    });
}

#[test]
fn commit_vote_should_fail_when_the_member_is_no_juror_of_the_case() {
    build_and_execute(|| {
        let (case, jury) = with_jury();
        let other = members(&JURORS).into_iter().find(|other| !jury.contains(other));
        let who = account(other.expect("another"));
        let call = Disputes::commit_vote(signed(who), case, Hash::zero());
        assert_noop!(call, Error::<Test>::NotJurorOfCase);
    });
}

#[test]
fn commit_vote_should_fail_when_the_time_to_commit_is_over() {
    build_and_execute(|| {
        let (case, jury) = with_jury();
        wait(5);
        let call = Disputes::commit_vote(signed(account(jury[0])), case, Hash::zero());
        assert_noop!(call, Error::<Test>::TooLate);
    });
}

#[test]
fn commitment_should_be_what_clients_compute() {
    build_and_execute(|| {
        // A vector: case 3, juror 7, half to the seller, a salt of 32 times 1, genesis hash of 9s.
        let mut bytes = b"vaka/disputes/vote".to_vec();
        bytes.extend([9; 32]);
        bytes.extend([3, 0, 0, 0]);
        bytes.extend([7, 0, 0, 0]);
        bytes.extend(500_000u32.to_le_bytes());
        bytes.extend([1; 32]);
        let expected = Hash::from(sp_io::hashing::blake2_256(&bytes));
        assert_eq!(Disputes::commitment(3, 7, percent(50), &[1; 32]), expected);
    });
}
