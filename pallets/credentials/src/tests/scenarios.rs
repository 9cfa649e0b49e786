//! What users of other systems complained of. The names are those of the issue.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_core::{ed25519, Pair};

/// Whether the issuer's key that the chain names for a batch signed a document.
fn is_signed(class: &Class, document: &[u8], signature: &ed25519::Signature) -> bool {
    let batch = Batches::<Test>::get(class.issuer, class.sequence).expect("issued");
    let key = Keys::<Test>::get(class.issuer, batch.key).expect("set");
    ed25519::Pair::verify(signature, document, &ed25519::Public::from_raw(key.key))
}

#[test]
fn the_key_was_rotated_the_old_certificate_is_good() {
    build_and_execute(|| {
        // The college signs with the key of seed 1.
        let class = college();
        let (document, signature) = (b"Leilani installs", pair(1).sign(b"Leilani installs"));
        assert!(is_signed(&class, document, &signature));
        // It loses the key, and takes another one; ten years later a third one.
        wait(1);
        set_key(0, COLLEGE, 2);
        let next = issue(COLLEGE, 0, class.schema, &[105]);
        wait(3_650);
        set_key(0, COLLEGE, 3);
        // The old certificate is good, by the key of its time.
        assert_eq!(class.standing(0), Standing::Valid);
        assert!(is_signed(&class, document, &signature));
        // The old key signs nothing of a later batch, and the new one nothing of an old batch.
        assert!(!is_signed(&next, document, &signature));
        assert!(!is_signed(&class, document, &pair(3).sign(document)));
        assert!(is_signed(&next, document, &pair(2).sign(document)));
        // A client that reads the view finds the key by the slot of issue.
        let keys = Credentials::issuer(0).expect("known").latest_keys;
        let issued = Credentials::verify(0, 0, 0, class.leaf(0), class.proof(0)).issued;
        let of_time = keys.iter().rfind(|key| Some(key.since) <= issued).expect("a key");
        assert_eq!((keys.len(), of_time.key), (3, pair(1).public().0));
    });
}

#[test]
fn the_issuer_lost_folder_and_key_a_parent_revokes() {
    build_and_execute(|| {
        let [college, _, room, _] = branches();
        let schema = register(COLLEGE, Some(college), 3);
        let class = issue(ROOM, room, schema, &[100, 101, 102]);
        // The room has lost everything. Number and index of the award are enough, without leaf,
        // proof or root.
        let revoke = |who, index| Credentials::revoke(signed(who), room, 0, list(&[index]));
        assert_noop!(revoke(STRANGER, 0), Error::<Test>::NotAbove);
        assert_ok!(revoke(CAMPUS, 0));
        assert_ok!(revoke(COLLEGE, 1));
        assert_ok!(revoke(PEOPLE, 2));
        for index in 0..3 {
            assert_eq!(class.standing(index), Standing::Revoked);
        }
        // The people give the room another account, which goes on with a new key.
        assert_ok!(Credentials::set_issuer_account(signed(PEOPLE), room, STRANGER));
        set_key(room, STRANGER, 9);
        let anew = issue(STRANGER, room, schema, &[100]);
        assert_eq!((anew.sequence, anew.standing(0)), (1, Standing::Valid));
        // The same for an issuer that nobody is above.
        let class = issue(COLLEGE, college, schema, &[100]);
        assert_noop!(class.revoke(CAMPUS, &[0]), Error::<Test>::NotAbove);
        assert_ok!(class.revoke(PEOPLE, &[0]));
        assert_eq!(class.standing(0), Standing::Revoked);
    });
}

#[test]
fn the_delegation_ended_its_awards_can_still_be_revoked() {
    build_and_execute(|| {
        let [college, campus, ..] = branches();
        let schema = register(COLLEGE, Some(college), 3);
        let class = issue(CAMPUS, campus, schema, &[100, 101, 102, 103]);
        undelegate(COLLEGE, campus);
        let next = self::class(campus, schema, &[104]);
        assert_noop!(next.issue(CAMPUS, None), Error::<Test>::NotAccredited);
        // The awards stay valid, and each of these may still revoke one, years later.
        wait(3_650);
        for (who, index) in [(CAMPUS, 0), (COLLEGE, 1), (PEOPLE, 2)] {
            assert_eq!(class.standing(index), Standing::Valid);
            assert_ok!(class.revoke(who, &[index]));
            assert_eq!(class.standing(index), Standing::Revoked);
        }
        assert_eq!(class.standing(3), Standing::Valid);
        // Also when all above it is over.
        withdraw(college, now());
        wait(ALL);
        assert_ok!(class.revoke(CAMPUS, &[3]));
        assert_eq!(class.standing(3), Standing::Revoked);
    });
}

#[test]
fn a_withdrawn_issuers_later_awards_fail() {
    build_and_execute(|| {
        let [college, campus, ..] = branches();
        let schema = register(COLLEGE, Some(college), 3);
        let good = issue(COLLEGE, college, schema, &[100]);
        wait(30);
        // From here on it sells awards. The people notice after two months.
        let since = now();
        let sold = issue(COLLEGE, college, schema, &[101]);
        let below = issue(CAMPUS, campus, schema, &[102]);
        assert_ok!(sold.bind(OUTSIDER, 0));
        wait(60);
        withdraw(college, since);
        assert_eq!(good.standing(0), Standing::Valid);
        for class in [&sold, &below] {
            assert_eq!(class.standing(0), Standing::IssuerWithdrawn { since });
        }
        // What was bound is worth nothing on the chain, either, and no more can be bound.
        let requirement = vaka_primitives::Requirement { schema, stake: 0 };
        assert!(!Credentials::meets(OUTSIDER, requirement));
        assert_noop!(below.bind(STRANGER, 0), Error::<Test>::NotValid);
        for (issuer, who) in [(college, COLLEGE), (campus, CAMPUS)] {
            let next = class(issuer, schema, &[103]);
            assert_noop!(next.issue(who, None), Error::<Test>::NotAccredited);
        }
        // A renewal does not bring back what was sold.
        wait(1);
        renew(college, COLLEGE, scope(8));
        assert_eq!(sold.standing(0), Standing::IssuerWithdrawn { since });
        assert_eq!(issue(COLLEGE, college, schema, &[104]).standing(0), Standing::Valid);
    });
}

#[test]
fn one_was_forgotten_a_second_batch_of_one() {
    build_and_execute(|| {
        let class = college();
        let standings = |class: &Class| [0, 1, 2, 3, 4].map(|index| class.standing(index));
        let (batch, before) = (Batches::<Test>::get(0, 0), standings(&class));
        let forgotten = issue(COLLEGE, 0, class.schema, &[105]);
        assert_eq!((forgotten.sequence, forgotten.proof(0)), (1, vec![]));
        assert_eq!(forgotten.standing(0), Standing::Valid);
        // The first one is as it was.
        assert_eq!((Batches::<Test>::get(0, 0), standings(&class)), (batch, before));
        // It is an award like any other.
        assert_ok!(forgotten.bind(MEMBER, 0));
        let requirement = vaka_primitives::Requirement { schema: class.schema, stake: 0 };
        assert!(Credentials::meets(MEMBER, requirement));
        assert_ok!(forgotten.revoke(COLLEGE, &[0]));
        assert_eq!(forgotten.standing(0), Standing::Revoked);
        assert!(!Credentials::meets(MEMBER, requirement));
        assert_eq!(standings(&class), before);
    });
}

#[test]
fn a_proof_of_wrong_length_or_doubled_index_fails() {
    build_and_execute(|| {
        let class = college();
        let (leaf, proof) = (class.leaf(2), class.proof(2));
        let said = |index, leaf, proof: &[_]| {
            Credentials::verify(0, 0, index, leaf, proof.to_vec()).standing
        };
        assert_eq!(said(2, leaf, &proof), Standing::Valid);
        // Each length but the right one, cut at the end or at the beginning, or made longer.
        for length in 0..proof.len() {
            assert_eq!(said(2, leaf, &proof[..length]), Standing::NotInBatch);
            assert_eq!(said(2, leaf, &proof[proof.len() - length..]), Standing::NotInBatch);
        }
        for more in [proof[0], proof[2], leaf, class.root()] {
            let longer = [&proof[..], &[more]].concat();
            assert_eq!(said(2, leaf, &longer), Standing::NotInBatch);
        }
        // The same leaf and proof at any other index, also one that has the same last bits.
        for index in [0, 1, 3, 4, 2 + 8, 2 + 512, 2 + (1 << 31)] {
            assert_eq!(said(index, leaf, &proof), Standing::NotInBatch);
        }
        // No index is marked twice in one call, and no award has two marks.
        assert_noop!(class.revoke(COLLEGE, &[2, 2]), Error::<Test>::Revoked);
        assert_ok!(class.revoke(COLLEGE, &[2]));
        assert_eq!(record(0).revoked, 1);
        assert_eq!(said(2, leaf, &proof), Standing::Revoked);
        for index in [0, 1, 3, 4, 2 + 8, 2 + 512, 2 + (1 << 31)] {
            assert_eq!(said(index, leaf, &proof), Standing::NotInBatch);
        }
    });
}
