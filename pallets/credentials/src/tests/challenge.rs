use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, traits::UnixTime};
use sp_runtime::{DispatchError, TokenError};

fn try_challenge(who: AccountId, award: Award) -> sp_runtime::DispatchResult {
    let Award { issuer, sequence, index } = award;
    Credentials::challenge(signed(who), issuer, sequence, index, [5; 32])
}

#[test]
fn challenge_should_put_a_bond_on_hold() {
    build_and_execute(|| {
        let class = college();
        let award = class.award(2);
        assert_ok!(try_challenge(CHALLENGER, award));
        last_event(Event::ChallengeOpened { challenge: 0, award });
        assert_eq!(held(HoldReason::Bond, CHALLENGER), 10 * UNIT);
        let record = Challenges::<Test>::get(0).expect("open");
        let closes = now() + 90 * DAY;
        let bond = 10 * UNIT;
        let expected = Challenge { challenger: CHALLENGER, award, evidence: [5; 32], bond, closes };
        assert_eq!(record, expected);
        assert_eq!(Challenged::<Test>::get(award), Doubt { open: 1, upheld: false });
        // An award that somebody doubts is valid until the ruling.
        assert_eq!(class.standing(2), Standing::Valid);
    });
}

#[test]
fn challenge_should_count_for_the_issuer_and_all_above_it() {
    build_and_execute(|| {
        let top = accredit_with_key(COLLEGE);
        let schema = register(COLLEGE, Some(top), 3);
        let middle = delegate(COLLEGE, top, CAMPUS);
        let bottom = delegate(CAMPUS, middle, ROOM);
        let sibling = delegate(CAMPUS, middle, TUTOR);
        set_key(middle, CAMPUS, 2);
        set_key(bottom, ROOM, 3);
        let (upper, lower) =
            (issue(CAMPUS, middle, schema, &[1]), issue(ROOM, bottom, schema, &[1]));
        challenge(CHALLENGER, &upper, 0);
        challenge(CHALLENGER, &lower, 0);
        let counts = [top, middle, bottom, sibling];
        let counts = counts.map(|id| Issuers::<Test>::get(id).expect("known").challenged);
        assert_eq!(counts, [2, 2, 1, 0]);
    });
}

#[test]
fn challenge_should_be_possible_any_number_of_times() {
    build_and_execute(|| {
        let class = college();
        for (n, who) in [CHALLENGER, CHALLENGER, STRANGER].into_iter().enumerate() {
            assert_eq!(challenge(who, &class, 0), n as u32);
        }
        assert_eq!(held(HoldReason::Bond, CHALLENGER), 20 * UNIT);
        assert_eq!(held(HoldReason::Bond, STRANGER), 10 * UNIT);
        assert_eq!(Challenged::<Test>::get(class.award(0)).open, 3);
    });
}

#[test]
fn challenge_should_be_possible_when_the_award_is_not_valid_now() {
    build_and_execute(|| {
        let class = college();
        assert_ok!(class.suspend(COLLEGE, &[0]));
        challenge(CHALLENGER, &class, 0);
        let short = mock::class(class.issuer, class.schema, &[1]);
        assert_ok!(short.issue(COLLEGE, Some(Time::now().as_secs() + 1)));
        wait(1);
        assert_eq!(short.standing(0), Standing::Expired);
        challenge(CHALLENGER, &short, 0);
        assert_ok!(Credentials::withdraw_accreditation(signed(PEOPLE), class.issuer, 1));
        challenge(CHALLENGER, &class, 1);
        assert_eq!(Challenges::<Test>::iter().count(), 3);
    });
}

#[test]
fn challenge_should_fail_when_nobody_signed() {
    build_and_execute(|| {
        let class = college();
        let done = || {
            Credentials::challenge(RuntimeOrigin::none(), class.issuer, class.sequence, 0, [5; 32])
        };
        assert_noop!(done(), DispatchError::BadOrigin);
    });
}

#[test]
fn challenge_should_fail_when_there_is_no_such_batch() {
    build_and_execute(|| {
        let award = college().award(0);
        for unknown in [Award { sequence: 1, ..award }, Award { issuer: 1, ..award }] {
            assert_noop!(try_challenge(CHALLENGER, unknown), Error::<Test>::UnknownBatch);
        }
    });
}

#[test]
fn challenge_should_fail_when_there_is_no_such_award() {
    build_and_execute(|| {
        let class = college();
        for index in [5, 4_096, u32::MAX] {
            let done = || try_challenge(CHALLENGER, class.award(index));
            assert_noop!(done(), Error::<Test>::UnknownAward);
        }
    });
}

#[test]
fn challenge_should_fail_when_the_award_is_revoked() {
    build_and_execute(|| {
        let class = college();
        assert_ok!(class.revoke(COLLEGE, &[0]));
        assert_noop!(try_challenge(CHALLENGER, class.award(0)), Error::<Test>::Revoked);
    });
}

#[test]
fn challenge_should_fail_when_the_numbers_are_used_up() {
    build_and_execute(|| {
        let class = college();
        NextChallenge::<Test>::put(ChallengeId::MAX);
        assert_noop!(try_challenge(CHALLENGER, class.award(0)), Error::<Test>::NumbersExhausted);
    });
}

#[test]
fn challenge_should_fail_when_the_balance_is_too_low() {
    build_and_execute(|| {
        let class = college();
        assert_noop!(try_challenge(MEMBER, class.award(0)), TokenError::FundsUnavailable);
        fund(MEMBER, 10 * UNIT);
        // The account must stay alive.
        assert_noop!(try_challenge(MEMBER, class.award(0)), TokenError::FundsUnavailable);
        fund(MEMBER, 1);
        assert_ok!(try_challenge(MEMBER, class.award(0)));
    });
}
