use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;

fn try_close(who: AccountId, challenge: ChallengeId) -> sp_runtime::DispatchResult {
    Credentials::close_challenge(signed(who), challenge)
}

#[test]
fn close_challenge_should_give_the_bond_to_the_treasury() {
    build_and_execute(|| {
        let class = bound();
        let challenge = challenge(CHALLENGER, &class, 0);
        let before = (money(COLLEGE), money(TREASURY));
        wait(90);
        // Anyone may close it.
        assert_ok!(try_close(STRANGER, challenge));
        last_event(Event::ChallengeClosed { challenge, award: class.award(0) });
        assert_eq!((money(COLLEGE), money(TREASURY)), (before.0, before.1 + 10 * UNIT));
        assert_eq!(money(CHALLENGER), ENDOWMENT - 10 * UNIT);
        assert_eq!(held(HoldReason::Bond, CHALLENGER), 0);
        assert_eq!(class.standing(0), Standing::Valid);
        assert!(!Challenges::<Test>::contains_key(challenge));
        assert!(!Challenged::<Test>::contains_key(class.award(0)));
        let record = Issuers::<Test>::get(class.issuer).expect("known");
        assert_eq!((record.challenged, record.upheld), (0, 0));
    });
}

#[test]
fn close_challenge_should_give_the_bond_back_at_once_when_another_was_upheld() {
    build_and_execute(|| {
        let class = bound();
        let [first, second] = [0; 2].map(|_| challenge(CHALLENGER, &class, 0));
        let third = challenge(CHALLENGER, &class, 1);
        assert_noop!(try_close(STRANGER, second), Error::<Test>::MayBeHeard);
        assert_ok!(Credentials::rule(signed(APPEALS), first, true));
        assert_ok!(try_close(STRANGER, second));
        assert_eq!(held(HoldReason::Bond, CHALLENGER), 10 * UNIT);
        assert_eq!(money(CHALLENGER), ENDOWMENT);
        // That of another award is another matter.
        assert_noop!(try_close(STRANGER, third), Error::<Test>::MayBeHeard);
    });
}

#[test]
fn close_challenge_should_let_the_stakes_go() {
    build_and_execute(|| {
        let (class, purpose) = practising();
        let challenge = challenge(CHALLENGER, &class, 0);
        request_unstake(OUTSIDER, purpose, 100 * UNIT);
        wait(90);
        let done = || Credentials::withdraw_stake(signed(OUTSIDER), purpose);
        assert_noop!(done(), Error::<Test>::StakeChallenged);
        assert_ok!(try_close(OUTSIDER, challenge));
        assert_ok!(done());
        assert_eq!(money(OUTSIDER), ENDOWMENT);
    });
}

#[test]
fn close_challenge_should_leave_other_challenges_open() {
    build_and_execute(|| {
        let class = college();
        let first = challenge(CHALLENGER, &class, 0);
        wait(1);
        let second = challenge(CHALLENGER, &class, 0);
        wait(89);
        assert_ok!(try_close(STRANGER, first));
        assert_noop!(try_close(STRANGER, second), Error::<Test>::MayBeHeard);
        assert_eq!(Challenged::<Test>::get(class.award(0)).open, 1);
        assert_eq!(held(HoldReason::Bond, CHALLENGER), 10 * UNIT);
    });
}

#[test]
fn close_challenge_should_fail_when_nobody_signed() {
    build_and_execute(|| {
        let class = college();
        let challenge = challenge(CHALLENGER, &class, 0);
        wait(90);
        let done = || Credentials::close_challenge(RuntimeOrigin::none(), challenge);
        assert_noop!(done(), DispatchError::BadOrigin);
    });
}

#[test]
fn close_challenge_should_fail_when_there_is_no_such_challenge() {
    build_and_execute(|| {
        let class = college();
        assert_noop!(try_close(STRANGER, 0), Error::<Test>::UnknownChallenge);
        let challenge = challenge(CHALLENGER, &class, 0);
        wait(90);
        assert_ok!(try_close(STRANGER, challenge));
        assert_noop!(try_close(STRANGER, challenge), Error::<Test>::UnknownChallenge);
    });
}

#[test]
fn close_challenge_should_fail_while_appeals_may_hear_it() {
    build_and_execute(|| {
        let class = college();
        let challenge = challenge(CHALLENGER, &class, 0);
        let closes = now() + 90 * DAY;
        System::set_block_number(closes - 1);
        assert_noop!(try_close(STRANGER, challenge), Error::<Test>::MayBeHeard);
        System::set_block_number(closes);
        assert_ok!(try_close(STRANGER, challenge));
    });
}
