//! Tests of sessions, keys, and the consequences for a validator that votes twice.

use super::*;
use frame_support::{
    assert_noop, assert_ok,
    traits::{Contains, KeyOwnerProofSystem},
};
use pallet_session::SessionManager;
use sp_consensus_grandpa::{localized_payload, Equivocation, EquivocationProof};
use sp_core::H256;
use sp_keyring::Ed25519Keyring;
use sp_session::MembershipProof;

fn alice() -> AccountId {
    Sr25519Keyring::Alice.to_account_id()
}

/// A proof that a GRANDPA key belongs to a validator.
fn ownership(voter: Ed25519Keyring) -> MembershipProof {
    Historical::prove(configs::grandpa_key(voter.public().into())).expect("the keys have a root")
}

/// Two votes in one round of the present set.
fn double_vote(voter: Ed25519Keyring) -> EquivocationProof<H256, BlockNumber> {
    let (round_number, set_id) = (1, Grandpa::current_set_id());
    let vote = |target: u8| {
        let prevote =
            finality_grandpa::Prevote { target_hash: H256::repeat_byte(target), target_number: 10 };
        let message = finality_grandpa::Message::Prevote(prevote.clone());
        let payload = localized_payload(round_number, set_id, &message);
        (prevote, voter.sign(&payload).into())
    };
    EquivocationProof::new(
        set_id,
        Equivocation::Prevote(finality_grandpa::Equivocation {
            round_number,
            identity: voter.public().into(),
            first: vote(1),
            second: vote(2),
        }),
    )
}

fn report(
    votes: EquivocationProof<H256, BlockNumber>,
    owner: MembershipProof,
) -> frame_support::dispatch::DispatchResultWithPostInfo {
    Grandpa::report_equivocation_unsigned(RuntimeOrigin::none(), Box::new(votes), owner)
}

/// Ends the session, and makes the block in which GRANDPA enacts its change.
fn next_session() {
    use frame_support::traits::Hooks;

    let number = System::block_number() + 1;
    System::set_block_number(number);
    Session::rotate_session();
    Grandpa::on_finalize(number);
}

/// Gives a validator another GRANDPA key, as `set_keys` does.
fn rotate_key(who: &AccountId, to: Ed25519Keyring) {
    pallet_session::NextKeys::<Runtime>::mutate(who, |keys| {
        keys.as_mut().unwrap().grandpa = to.public().into()
    });
    let (kind, key) = configs::grandpa_key(to.public().into());
    pallet_session::KeyOwner::<Runtime>::insert((kind, sp_core::ByteArray::to_raw_vec(&key)), who);
}

#[test]
fn local_preset_should_have_four_validators_with_a_provable_history() {
    externalities("local_testnet").execute_with(|| {
        assert_eq!(Session::validators().len(), 4);
        for (authority, _) in Grandpa::grandpa_authorities() {
            let key = configs::grandpa_key(authority);
            let proof = Historical::prove(key.clone()).expect("keys of genesis have a root");
            assert!(Historical::check_proof(key, proof).is_some());
        }
    });
}

#[test]
fn double_vote_should_be_stored_as_an_offence_when_it_is_reported() {
    externalities("local_testnet").execute_with(|| {
        System::set_block_number(1);
        let votes = double_vote(Ed25519Keyring::Bob);
        assert_ok!(report(votes.clone(), ownership(Ed25519Keyring::Bob)));
        let offences = pallet_offences::Reports::<Runtime>::iter_values().collect::<Vec<_>>();
        let bob = Sr25519Keyring::Bob.to_account_id();
        assert_eq!(offences.len(), 1);
        assert_eq!(offences[0].offender.0, bob);
        assert_eq!(offences[0].reporters, vec![]);
        // The same report again is no second offence.
        assert_noop!(
            report(votes, ownership(Ed25519Keyring::Bob)),
            pallet_grandpa::Error::<Runtime>::DuplicateOffenceReport
        );
    });
}

/// Bob is disabled in the active set at once, and in every session that begins, also with other
/// keys.
#[test]
fn double_voter_should_be_disabled_whatever_keys_come_after() {
    externalities("local_testnet").execute_with(|| {
        System::set_block_number(1);
        let bob = Sr25519Keyring::Bob.to_account_id();
        let is_disabled = || {
            let validators = Session::validators();
            let index = validators.iter().position(|who| *who == bob).unwrap();
            Session::disabled_validators() == [index as u32]
        };
        let offends = || {
            let shown = Validators::validators().into_iter();
            let offence = |one: &pallet_validators::ValidatorView<AccountId>| {
                (one.account == bob).then(|| one.offence.is_some())
            };
            shown.filter_map(|one| offence(&one)).eq([true])
        };
        assert!(!offends() && Session::disabled_validators().is_empty());
        let votes = double_vote(Ed25519Keyring::Bob);
        assert_ok!(report(votes, ownership(Ed25519Keyring::Bob)));
        assert!(offends() && is_disabled());
        // He is needed, because there would be fewer than four without him; but he authors nothing.
        rotate_key(&bob, Ed25519Keyring::Ferdie);
        for _ in 0..4 {
            next_session();
            assert!(offends() && is_disabled());
        }
        let new = Ed25519Keyring::Ferdie.public().into();
        let authorities = Grandpa::grandpa_authorities();
        assert!(authorities.iter().any(|(key, _)| *key == new));
        assert_ok!(Validators::pardon(pallet_voting::Origin::Validators.into(), bob.clone()));
        assert!(!offends() && Session::disabled_validators().is_empty());
    });
}

#[test]
fn double_vote_should_be_refused_when_the_proof_is_another_validators() {
    externalities("local_testnet").execute_with(|| {
        System::set_block_number(1);
        let votes = double_vote(Ed25519Keyring::Bob);
        assert_noop!(
            report(votes, ownership(Ed25519Keyring::Charlie)),
            pallet_grandpa::Error::<Runtime>::InvalidKeyOwnershipProof
        );
        assert_eq!(pallet_offences::Reports::<Runtime>::iter().count(), 0);
    });
}

#[test]
fn double_vote_should_be_proven_when_the_key_was_rotated_before() {
    externalities("local_testnet").execute_with(|| {
        System::set_block_number(1);
        rotate_key(&alice(), Ed25519Keyring::Ferdie);
        next_session();
        next_session();
        let authorities = Grandpa::grandpa_authorities();
        let new = Ed25519Keyring::Ferdie.public().into();
        assert!(authorities.iter().any(|(key, _)| *key == new));
        assert_eq!(Grandpa::current_set_id(), 1);

        let votes = double_vote(Ed25519Keyring::Ferdie);
        assert_ok!(report(votes, ownership(Ed25519Keyring::Ferdie)));
        let offence = pallet_offences::Reports::<Runtime>::iter_values().next();
        assert_eq!(offence.unwrap().offender.0, alice());
    });
}

/// Nodes never made the change that the chain had counted. So their next set, which the forced
/// change brings, has the number that the chain had given to that change. A double vote in that set
/// must be provable.
#[test]
fn double_vote_should_be_proven_in_the_set_that_restored_finality() {
    externalities("local_testnet").execute_with(|| {
        System::set_block_number(3);
        next_session();
        let (final_block, set) = (System::block_number() - 1, Grandpa::current_set_id());
        rotate_key(&alice(), Ed25519Keyring::Ferdie);
        next_session();
        next_session();
        rotate_key(&alice(), Ed25519Keyring::One);
        next_session();
        next_session();
        assert_eq!(Grandpa::current_set_id(), set + 2, "neither change is ever final");

        let track = RuntimeOrigin::from(pallet_voting::Origin::Validators);
        assert_ok!(Validators::restore_finality(track, final_block, set));
        next_session();
        assert_eq!(Grandpa::current_set_id(), set + 1);
        let votes = double_vote(Ed25519Keyring::One);
        assert_ok!(report(votes, ownership(Ed25519Keyring::One)));
        let offence = pallet_offences::Reports::<Runtime>::iter_values().next();
        assert_eq!(offence.unwrap().offender.0, alice());
    });
}

#[test]
fn sessions_should_hand_over_nothing_when_no_key_has_changed() {
    externalities("local_testnet").execute_with(|| {
        System::set_block_number(1);
        let validators = Session::validators();
        for _ in 0..50 {
            next_session();
            assert_eq!(<Validators as SessionManager<AccountId>>::new_session(0), None);
            // Each session's keys can be proven all the same.
            let owner = ownership(Ed25519Keyring::Dave);
            let key = configs::grandpa_key(Ed25519Keyring::Dave.public().into());
            assert!(Historical::check_proof(key, owner).is_some());
        }
        assert_eq!(Grandpa::current_set_id(), 0);
        assert_eq!(Session::validators(), validators);
    });
}

#[test]
fn validator_should_keep_its_keys_when_it_would_purge_them() {
    type Filter = <Runtime as frame_system::Config>::BaseCallFilter;
    let purge = RuntimeCall::Session(pallet_session::Call::purge_keys {});
    externalities("local_testnet").execute_with(|| {
        use sp_runtime::traits::Dispatchable;
        assert!(!Filter::contains(&purge));
        let error = purge.dispatch(RuntimeOrigin::signed(alice())).unwrap_err().error;
        assert_eq!(error, frame_system::Error::<Runtime>::CallFiltered.into());
        let remark = frame_system::Call::remark { remark: vec![] };
        assert!(Filter::contains(&RuntimeCall::System(remark)));
    });
}
