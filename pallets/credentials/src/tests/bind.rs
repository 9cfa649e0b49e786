use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, traits::UnixTime};
use sp_core::Pair;
use sp_runtime::{DispatchError, TokenError};
use vaka_primitives::{CredentialCheck, Requirement};

type Nation = vaka_testing::Nation<System>;

/// The call that binds an award, with an opening and a proof of one's choice. The key of the award
/// signed for the account.
fn bind_with(
    class: &Class,
    who: AccountId,
    index: u32,
    opening: credential_award::Opening,
    proof: Vec<credential_award::Hash>,
) -> sp_runtime::DispatchResult {
    let Award { issuer, sequence, .. } = class.award(index);
    let message = Credentials::bind_payload(issuer, sequence, index, who);
    let seed = class.seeds[index as usize % class.seeds.len()];
    Credentials::bind(
        signed(who),
        issuer,
        sequence,
        index,
        opening,
        proof.try_into().expect("short"),
        pair(seed).sign(&message).0,
    )
}

#[test]
fn bind_should_bind_an_award_to_the_account() {
    build_and_execute(|| {
        let class = college();
        wait(2);
        assert_ok!(class.bind(OUTSIDER, 3));
        let (schema, award) = (class.schema, class.award(3));
        last_event(Event::Bound { who: OUTSIDER, schema, award });
        let holder = holder(OUTSIDER);
        assert_eq!(BoundBy::<Test>::get(award), Some(holder));
        let binding = Bindings::<Test>::get(holder, schema).expect("bound");
        assert_eq!((binding.award, binding.since, binding.engaged), (award, 21, 0));
        // A person who is no member leaves a deposit.
        assert_eq!(held(HoldReason::Deposit, OUTSIDER), DEPOSIT);
        let record = Holders::<Test>::get(holder).expect("known");
        assert_eq!(record, Holder { account: OUTSIDER, bound: 1, free: 0 });
    });
}

#[test]
fn bind_should_bind_one_award_a_schema() {
    build_and_execute(|| {
        let class = college();
        let other = register(COLLEGE, Some(class.issuer), 2);
        let other = issue(COLLEGE, class.issuer, other, &[100]);
        assert_ok!(class.bind(OUTSIDER, 0));
        assert_ok!(other.bind(OUTSIDER, 0));
        let record = Holders::<Test>::get(holder(OUTSIDER)).expect("known");
        assert_eq!((record.bound, record.free), (2, 0));
        assert_eq!(held(HoldReason::Deposit, OUTSIDER), 2 * DEPOSIT);
    });
}

#[test]
fn bind_should_cost_a_member_no_deposit_sixteen_times() {
    build_and_execute(|| {
        let issuer = accredit_with_key(COLLEGE);
        let classes = (0..17u8).map(|n| {
            let schema = register(COLLEGE, Some(issuer), 1);
            issue(COLLEGE, issuer, schema, &[n])
        });
        let classes = classes.collect::<Vec<_>>();
        for class in &classes[..16] {
            assert_ok!(class.bind(MEMBER, 0));
        }
        assert_eq!(money(MEMBER), 0);
        let last = &classes[16];
        assert_noop!(last.bind(MEMBER, 0), TokenError::FundsUnavailable);
        fund(MEMBER, UNIT);
        assert_ok!(last.bind(MEMBER, 0));
        assert_eq!(held(HoldReason::Deposit, MEMBER), DEPOSIT);
        let record = Holders::<Test>::get(holder(MEMBER)).expect("known");
        assert_eq!((record.bound, record.free), (17, 16));
    });
}

#[test]
fn bind_should_cost_a_suspended_member_a_deposit() {
    build_and_execute(|| {
        let class = college();
        fund(MEMBER, UNIT);
        Nation::suspend(0);
        assert_ok!(class.bind(MEMBER, 0));
        assert_eq!(held(HoldReason::Deposit, MEMBER), DEPOSIT);
    });
}

#[test]
fn bind_should_take_what_a_wallet_signs() {
    build_and_execute(|| {
        let class = college();
        let Award { issuer, sequence, index } = class.award(1);
        let message = Credentials::bind_payload(issuer, sequence, index, OUTSIDER);
        let message = [b"<Bytes>", &message[..], b"</Bytes>"].concat();
        assert_ok!(Credentials::bind(
            signed(OUTSIDER),
            issuer,
            sequence,
            index,
            class.opening(index),
            class.proof(index).try_into().expect("short"),
            pair(101).sign(&message).0,
        ));
        assert_eq!(BoundBy::<Test>::get(class.award(1)), Some(holder(OUTSIDER)));
    });
}

#[test]
fn bind_should_take_the_place_of_an_award_that_is_not_valid_any_longer() {
    build_and_execute(|| {
        let class = bound();
        let first = holder(OUTSIDER);
        for (index, end) in [(1, Class::revoke as fn(&_, _, &_) -> _), (2, Class::suspend)] {
            assert_ok!(end(&class, COLLEGE, &[index - 1]));
            wait(1);
            assert_ok!(class.bind(OUTSIDER, index));
            let binding = Bindings::<Test>::get(first, class.schema).expect("bound");
            assert_eq!((binding.award, binding.since), (class.award(index), now()));
            assert_eq!(BoundBy::<Test>::get(class.award(index - 1)), None);
            // There is one binding, and one deposit.
            let record = Holders::<Test>::get(first).expect("known");
            assert_eq!((record.bound, record.free), (1, 0));
            assert_eq!(held(HoldReason::Deposit, OUTSIDER), DEPOSIT);
            check();
        }
    });
}

#[test]
fn bind_should_take_the_place_of_an_award_that_has_expired_or_whose_issuer_was_withdrawn() {
    build_and_execute(|| {
        let class = college();
        let short = class_until(&class, &[50], 86_400);
        assert_ok!(short.bind(OUTSIDER, 0));
        wait(1);
        assert_ok!(class.bind(OUTSIDER, 0));
        let (other, since) = (accredit_with_key(CAMPUS), now());
        assert_ok!(Credentials::withdraw_accreditation(signed(PEOPLE), class.issuer, 1));
        let other = issue(CAMPUS, other, class.schema, &[51]);
        assert_ok!(other.bind(OUTSIDER, 0));
        let binding = Bindings::<Test>::get(holder(OUTSIDER), class.schema).expect("bound");
        assert_eq!((binding.award, binding.since), (other.award(0), since));
    });
}

/// A further batch of the class's schema, which is valid for so many seconds from now.
fn class_until(of: &Class, seeds: &[u8], seconds: Seconds) -> Class {
    let class = class(of.issuer, of.schema, seeds);
    assert_ok!(class.issue(COLLEGE, Some(Time::now().as_secs() + seconds)));
    class
}

#[test]
fn bind_should_keep_engagements_and_stake_when_another_award_takes_the_place() {
    build_and_execute(|| {
        let (class, purpose) = practising();
        let requirement = Requirement { schema: class.schema, stake: UNIT };
        let engagement = Credentials::engage(&OUTSIDER, &requirement).expect("met");
        assert_ok!(class.revoke(COLLEGE, &[0]));
        assert!(!Credentials::meets(OUTSIDER, requirement));
        assert_ok!(class.bind(OUTSIDER, 1));
        let binding = Bindings::<Test>::get(holder(OUTSIDER), class.schema).expect("bound");
        assert_eq!(binding.engaged, 1);
        assert!(Credentials::meets(OUTSIDER, requirement));
        request_unstake(OUTSIDER, purpose, 100 * UNIT);
        wait(30);
        assert_noop!(
            Credentials::withdraw_stake(signed(OUTSIDER), purpose),
            Error::<Test>::Engaged
        );
        Credentials::release(engagement);
        assert_ok!(Credentials::withdraw_stake(signed(OUTSIDER), purpose));
    });
}

#[test]
fn bind_should_fail_when_nobody_signed() {
    build_and_execute(|| {
        let class = college();
        let proof = class.proof(0).try_into().expect("short");
        let done = || {
            Credentials::bind(
                RuntimeOrigin::none(),
                class.issuer,
                class.sequence,
                0,
                class.opening(0),
                proof,
                [0; 64],
            )
        };
        assert_noop!(done(), DispatchError::BadOrigin);
    });
}

#[test]
fn bind_should_fail_when_there_is_no_such_batch() {
    build_and_execute(|| {
        let class = college();
        let next = Class { sequence: 1, ..class.clone() };
        assert_noop!(next.bind(OUTSIDER, 0), Error::<Test>::UnknownBatch);
        let other = Class { issuer: 1, ..class };
        assert_noop!(other.bind(OUTSIDER, 0), Error::<Test>::UnknownBatch);
    });
}

#[test]
fn bind_should_fail_when_the_proof_does_not_show_the_award() {
    build_and_execute(|| {
        let class = college();
        let (opening, proof) = (class.opening(0), class.proof(0));
        let changed = [
            credential_award::Opening { salt: [0; 32], ..opening },
            credential_award::Opening { vc: [0; 32], ..opening },
            credential_award::Opening { sd_jwt: [0; 32], ..opening },
            credential_award::Opening { subject: pair(101).public().0, ..opening },
        ];
        for opening in changed {
            assert_noop!(
                bind_with(&class, OUTSIDER, 0, opening, proof.clone()),
                Error::<Test>::NotInBatch
            );
        }
        let proofs = [class.proof(1), proof[1..].to_vec(), [&proof[..], &[[0; 32]]].concat()];
        for proof in proofs {
            assert_noop!(bind_with(&class, OUTSIDER, 0, opening, proof), Error::<Test>::NotInBatch);
        }
        // Neither another place nor one beyond the last.
        for index in [1, 5, 8] {
            assert_noop!(
                bind_with(&class, OUTSIDER, index, opening, proof.clone()),
                Error::<Test>::NotInBatch
            );
        }
        assert_ok!(bind_with(&class, OUTSIDER, 0, opening, proof));
    });
}

#[test]
fn bind_should_fail_when_the_award_is_revoked() {
    build_and_execute(|| {
        let class = college();
        assert_ok!(class.revoke(COLLEGE, &[0]));
        assert_noop!(class.bind(OUTSIDER, 0), Error::<Test>::Revoked);
    });
}

#[test]
fn bind_should_fail_when_the_award_is_not_valid() {
    build_and_execute(|| {
        let class = college();
        assert_ok!(class.suspend(COLLEGE, &[0]));
        assert_noop!(class.bind(OUTSIDER, 0), Error::<Test>::NotValid);
        let short = class_until(&class, &[50], 86_400);
        wait(1);
        assert_noop!(short.bind(OUTSIDER, 0), Error::<Test>::NotValid);
        assert_ok!(Credentials::withdraw_accreditation(signed(PEOPLE), class.issuer, 1));
        assert_noop!(class.bind(OUTSIDER, 1), Error::<Test>::NotValid);
    });
}

#[test]
fn bind_should_fail_when_another_key_signed() {
    build_and_execute(|| {
        let class = college();
        for seed in [101, 1] {
            assert_noop!(class.bind_by(OUTSIDER, 0, seed), Error::<Test>::BadSignature);
        }
    });
}

#[test]
fn bind_should_fail_when_another_person_bound_the_award() {
    build_and_execute(|| {
        let class = bound();
        assert_noop!(class.bind(STRANGER, 0), Error::<Test>::BoundByOther);
        assert_ok!(class.bind(STRANGER, 1));
        assert_noop!(class.bind(STRANGER, 0), Error::<Test>::BoundByOther);
    });
}

#[test]
fn bind_should_fail_when_a_valid_award_of_the_schema_is_bound() {
    build_and_execute(|| {
        let class = bound();
        for index in [0, 1] {
            assert_noop!(class.bind(OUTSIDER, index), Error::<Test>::AlreadyBound);
        }
    });
}

#[test]
fn bind_should_fail_when_the_old_award_is_challenged_and_a_stake_is_behind_it() {
    build_and_execute(|| {
        let (class, _) = practising();
        let challenge = challenge(CHALLENGER, &class, 0);
        assert_ok!(class.revoke(COLLEGE, &[0]));
        assert_noop!(class.bind(OUTSIDER, 1), Error::<Test>::AwardChallenged);
        rule(challenge, false);
        assert_ok!(class.bind(OUTSIDER, 1));
    });
}

#[test]
fn bind_should_not_mind_a_challenge_when_no_stake_is_behind_the_old_award() {
    build_and_execute(|| {
        let class = bound();
        challenge(CHALLENGER, &class, 0);
        assert_ok!(class.suspend(COLLEGE, &[0]));
        assert_ok!(class.bind(OUTSIDER, 1));
        assert_eq!(BoundBy::<Test>::get(class.award(0)), None);
    });
}

#[test]
fn bind_should_fail_when_the_numbers_are_used_up() {
    build_and_execute(|| {
        let class = bound();
        NextHolder::<Test>::put(u32::MAX);
        assert_noop!(class.bind(STRANGER, 1), Error::<Test>::NumbersExhausted);
        // A holder who has a number needs none.
        let other = register(COLLEGE, Some(class.issuer), 2);
        assert_ok!(issue(COLLEGE, class.issuer, other, &[100]).bind(OUTSIDER, 0));
    });
}

#[test]
fn bind_should_fail_when_the_balance_is_too_low_for_the_deposit() {
    build_and_execute(|| {
        let class = college();
        assert_noop!(class.bind(22, 0), TokenError::FundsUnavailable);
    });
}
