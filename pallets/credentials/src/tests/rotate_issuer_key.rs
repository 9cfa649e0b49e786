use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_core::Pair;
use sp_runtime::{DispatchError, DispatchResult, TokenError};
use vaka_primitives::IssuerId;

fn key(seed: u8) -> Ed25519Key {
    pair(seed).public().0
}

/// What the key of a seed signs for an issuer.
fn proof(seed: u8, issuer: IssuerId) -> Ed25519Signature {
    pair(seed).sign(&Credentials::key_payload(issuer, key(seed))).0
}

fn call(who: AccountId, issuer: IssuerId, seed: u8) -> DispatchResult {
    let origin = signed(who);
    Credentials::rotate_issuer_key(origin, issuer, key(seed), proof(seed, issuer))
}

fn keys(issuer: IssuerId) -> Vec<(Ed25519Key, u32)> {
    let keys = (0..record(issuer).keys).map(|n| Keys::<Test>::get(issuer, n).expect("no gap"));
    keys.map(|key| (key.key, key.since)).collect()
}

#[test]
fn rotate_issuer_key_should_set_the_first_key_without_a_deposit() {
    build_and_execute(|| {
        accredit(COLLEGE);
        assert_ok!(call(COLLEGE, 0, 1));
        last_event(Event::IssuerKeySet { issuer: 0, key: key(1) });
        assert_eq!(keys(0), [(key(1), now())]);
        assert_eq!(held(HoldReason::Deposit, COLLEGE), 0);
    });
}

#[test]
fn rotate_issuer_key_should_keep_the_history_and_take_a_deposit() {
    build_and_execute(|| {
        accredit(COLLEGE);
        assert_ok!(call(COLLEGE, 0, 1));
        wait(1);
        assert_ok!(call(COLLEGE, 0, 2));
        last_event(Event::IssuerKeySet { issuer: 0, key: key(2) });
        wait(1);
        // An earlier key may come back.
        assert_ok!(call(COLLEGE, 0, 1));
        let history = [(key(1), 1), (key(2), 1 + DAY), (key(1), 1 + 2 * DAY)];
        assert_eq!(keys(0), history);
        assert_eq!(held(HoldReason::Deposit, COLLEGE), 2 * DEPOSIT);
    });
}

#[test]
fn rotate_issuer_key_should_count_for_batches_from_now_on() {
    build_and_execute(|| {
        let class = college();
        let key_of =
            |class: &Class| Batches::<Test>::get(class.issuer, class.sequence).expect("issued").key;
        // All in one slot: the batch says by which key it is.
        assert_ok!(call(COLLEGE, 0, 2));
        let next = issue(COLLEGE, 0, class.schema, &[105]);
        assert_eq!((key_of(&class), key_of(&next)), (0, 1));
        assert_eq!(keys(0), [(key(1), now()), (key(2), now())]);
    });
}

#[test]
fn rotate_issuer_key_should_be_each_issuers_own() {
    build_and_execute(|| {
        let issuer = accredit(COLLEGE);
        let child = delegate(COLLEGE, issuer, CAMPUS);
        assert_ok!(call(CAMPUS, child, 5));
        assert_eq!((keys(issuer).len(), keys(child)), (0, vec![(key(5), now())]));
    });
}

#[test]
fn rotate_issuer_key_should_take_what_a_wallet_signs() {
    build_and_execute(|| {
        accredit(COLLEGE);
        let message = Credentials::key_payload(0, key(1));
        let wrapped = [b"<Bytes>", &message[..], b"</Bytes>"].concat();
        let proof = pair(1).sign(&wrapped).0;
        assert_ok!(Credentials::rotate_issuer_key(signed(COLLEGE), 0, key(1), proof));
        assert_eq!(keys(0).len(), 1);
    });
}

#[test]
fn rotate_issuer_key_should_fail_when_it_is_not_signed() {
    build_and_execute(|| {
        accredit(COLLEGE);
        for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
            let call = || Credentials::rotate_issuer_key(origin, 0, key(1), proof(1, 0));
            assert_noop!(call(), DispatchError::BadOrigin);
        }
    });
}

#[test]
fn rotate_issuer_key_should_fail_when_there_is_no_such_issuer() {
    build_and_execute(|| {
        assert_noop!(call(COLLEGE, 0, 1), Error::<Test>::UnknownIssuer);
    });
}

#[test]
fn rotate_issuer_key_should_fail_when_another_account_calls() {
    build_and_execute(|| {
        let [college, campus, ..] = branches();
        // Neither the people nor an issuer above or below choose an issuer's key.
        for (who, issuer) in
            [(PEOPLE, college), (COLLEGE, campus), (CAMPUS, college), (STRANGER, college)]
        {
            assert_noop!(call(who, issuer, 9), Error::<Test>::NotIssuerAccount);
        }
    });
}

#[test]
fn rotate_issuer_key_should_fail_when_the_key_is_in_force() {
    build_and_execute(|| {
        accredit(COLLEGE);
        assert_ok!(call(COLLEGE, 0, 1));
        assert_noop!(call(COLLEGE, 0, 1), Error::<Test>::SameKey);
    });
}

#[test]
fn rotate_issuer_key_should_fail_when_the_keys_owner_did_not_sign_for_this_issuer() {
    build_and_execute(|| {
        let (issuer, other) = (accredit(COLLEGE), accredit(COLLEGE));
        let refused = |proof: Ed25519Signature| {
            let call = || Credentials::rotate_issuer_key(signed(COLLEGE), issuer, key(1), proof);
            assert_noop!(call(), Error::<Test>::BadProofOfPossession);
        };
        let message = Credentials::key_payload(issuer, key(1));
        // Another key, another issuer, another key's bytes, a changed signature, none at all.
        refused(pair(2).sign(&message).0);
        refused(proof(1, other));
        refused(pair(1).sign(&Credentials::key_payload(issuer, key(2))).0);
        let mut changed = proof(1, issuer);
        changed[0] ^= 1;
        refused(changed);
        refused([0; 64]);
        // Another chain.
        frame_system::BlockHash::<Test>::insert(0, sp_core::H256([8; 32]));
        let elsewhere = proof(1, issuer);
        frame_system::BlockHash::<Test>::insert(0, sp_core::H256([9; 32]));
        refused(elsewhere);
        // What it signs when an award is bound is not a proof either.
        refused(pair(1).sign(&Credentials::bind_payload(issuer, 0, 0, COLLEGE)).0);
        assert_ok!(call(COLLEGE, issuer, 1));
    });
}

#[test]
fn rotate_issuer_key_should_fail_when_the_numbers_are_used_up() {
    build().execute_with(|| {
        accredit(COLLEGE);
        Issuers::<Test>::mutate_extant(0, |issuer| issuer.keys = u32::MAX);
        assert_noop!(call(COLLEGE, 0, 1), Error::<Test>::NumbersExhausted);
    });
}

#[test]
fn rotate_issuer_key_should_fail_when_there_is_no_money_for_the_deposit() {
    build_and_execute(|| {
        accredit(MEMBER);
        assert_ok!(call(MEMBER, 0, 1));
        assert_noop!(call(MEMBER, 0, 2), TokenError::FundsUnavailable);
    });
}
