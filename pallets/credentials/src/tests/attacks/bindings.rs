//! Attacks on bindings: to use an award of somebody else's.

use crate::{mock::*, *};
use credential_award::Opening;
use frame_support::{assert_noop, assert_ok};
use sp_core::Pair;

/// A call that binds, as a thief would copy it.
#[derive(Clone)]
struct Copied {
    award: Award,
    opening: Opening,
    proof: Path,
    signature: Ed25519Signature,
}

impl Copied {
    /// All that the holder's own call shows when it is made for an account.
    fn of(class: &Class, index: u32, who: AccountId) -> Self {
        let Award { issuer, sequence, .. } = class.award(index);
        let message = Credentials::bind_payload(issuer, sequence, index, who);
        Self {
            award: class.award(index),
            opening: class.opening(index),
            proof: class.proof(index).try_into().expect("short"),
            signature: pair(class.seeds[index as usize]).sign(&message).0,
        }
    }

    fn bind(self, who: AccountId) -> sp_runtime::DispatchResult {
        let Award { issuer, sequence, index } = self.award;
        Credentials::bind(
            signed(who),
            issuer,
            sequence,
            index,
            self.opening,
            self.proof,
            self.signature,
        )
    }
}

#[test]
fn copied_call_should_be_worth_nothing_to_another_account() {
    build_and_execute(|| {
        let class = college();
        let copied = Copied::of(&class, 0, OUTSIDER);
        // The thief is faster.
        assert_noop!(copied.clone().bind(STRANGER), Error::<Test>::BadSignature);
        assert_ok!(copied.clone().bind(OUTSIDER));
        assert_noop!(copied.bind(STRANGER), Error::<Test>::BadSignature);
    });
}

#[test]
fn copied_opening_should_be_worth_nothing_with_a_signature_of_ones_own() {
    build_and_execute(|| {
        let class = college();
        // The thief has an award in the same class, and its key.
        let thief = Copied::of(&class, 1, STRANGER);
        let copied = Copied::of(&class, 0, OUTSIDER);
        let stolen = Copied { signature: thief.signature, ..copied.clone() };
        assert_noop!(stolen.bind(STRANGER), Error::<Test>::BadSignature);
        let Award { issuer, sequence, index } = copied.award;
        let message = Credentials::bind_payload(issuer, sequence, index, STRANGER);
        let stolen = Copied { signature: pair(101).sign(&message).0, ..copied.clone() };
        assert_noop!(stolen.bind(STRANGER), Error::<Test>::BadSignature);
        // With the thief's key in the opening it is another leaf.
        let opening = Opening { subject: pair(101).public().0, ..copied.opening };
        let stolen = Copied { opening, signature: pair(101).sign(&message).0, ..copied };
        assert_noop!(stolen.bind(STRANGER), Error::<Test>::NotInBatch);
    });
}

#[test]
fn signature_should_not_bind_another_award_of_the_same_key() {
    build_and_execute(|| {
        let class = college();
        // The same person has three awards more: in the next batch, of another schema, and of
        // another issuer.
        let schema = register(COLLEGE, Some(class.issuer), 2);
        let campus = accredit_with_key(CAMPUS);
        let others = [
            issue(COLLEGE, class.issuer, class.schema, &[100, 100]),
            issue(COLLEGE, class.issuer, schema, &[100, 100]),
            issue(CAMPUS, campus, schema, &[100, 100]),
        ];
        let signature = Copied::of(&class, 0, OUTSIDER).signature;
        for other in &others {
            for index in [0, 1] {
                let replayed = Copied { signature, ..Copied::of(other, index, OUTSIDER) };
                assert_noop!(replayed.bind(OUTSIDER), Error::<Test>::BadSignature);
            }
        }
        assert_ok!(others[1].bind(OUTSIDER, 1));
    });
}

#[test]
fn signature_should_not_be_of_another_chain_or_for_another_purpose() {
    build_and_execute(|| {
        let class = college();
        let copied = Copied::of(&class, 0, OUTSIDER);
        let message = Credentials::bind_payload(class.issuer, class.sequence, 0, OUTSIDER);
        let (domain, rest) = message.split_at(20);
        let elsewhere = [domain, &[8; 32], &rest[32..]].concat();
        let bare = rest.to_vec();
        let longer = [&message[..], &[0]].concat();
        for message in [elsewhere, bare, longer, vec![]] {
            let signature = pair(100).sign(&message).0;
            let forged = Copied { signature, ..copied.clone() };
            assert_noop!(forged.bind(OUTSIDER), Error::<Test>::BadSignature);
        }
        // The bytes are these: domain, genesis hash, award, account.
        let place = [0u32, 0, 0].map(u32::to_le_bytes).concat();
        let account = OUTSIDER.to_le_bytes();
        let expected = [&b"vaka/credential/bind"[..], &[9; 32], &place[..], &account].concat();
        assert_eq!(message, expected);
        assert_ok!(copied.bind(OUTSIDER));
    });
}

#[test]
fn award_should_be_with_one_person() {
    build_and_execute(|| {
        let class = college();
        // The holder signs for friends, too.
        assert_ok!(class.bind(OUTSIDER, 0));
        for friend in [STRANGER, CHALLENGER, MEMBER] {
            assert_noop!(class.bind(friend, 0), Error::<Test>::BoundByOther);
        }
        // Nor is a second account a second holder while the first one holds it.
        assert_ok!(Credentials::unbind(signed(OUTSIDER), class.schema));
        assert_ok!(class.bind(STRANGER, 0));
        assert_noop!(class.bind(OUTSIDER, 0), Error::<Test>::BoundByOther);
    });
}

#[test]
fn award_that_is_not_valid_should_not_be_bound_again_by_the_old_signature() {
    build_and_execute(|| {
        let class = college();
        let copied = Copied::of(&class, 0, OUTSIDER);
        assert_ok!(copied.clone().bind(OUTSIDER));
        assert_ok!(Credentials::unbind(signed(OUTSIDER), class.schema));
        assert_ok!(class.suspend(COLLEGE, &[0]));
        assert_noop!(copied.clone().bind(OUTSIDER), Error::<Test>::NotValid);
        assert_ok!(class.reinstate(COLLEGE, &[0]));
        assert_ok!(Credentials::withdraw_accreditation(signed(PEOPLE), class.issuer, 1));
        assert_noop!(copied.clone().bind(OUTSIDER), Error::<Test>::NotValid);
        // A renewal makes nothing valid that a withdrawal ended.
        assert_ok!(Credentials::accredit_issuer(
            signed(PEOPLE),
            Some(class.issuer),
            COLLEGE,
            scope(8),
            now() + DAY
        ));
        assert_noop!(copied.clone().bind(OUTSIDER), Error::<Test>::NotValid);
        assert_ok!(class.revoke(COLLEGE, &[0]));
        assert_noop!(copied.bind(OUTSIDER), Error::<Test>::Revoked);
    });
}

#[test]
fn award_of_a_delegate_should_not_be_bound_when_one_above_was_withdrawn() {
    build_and_execute(|| {
        let first = college();
        let campus = delegate(COLLEGE, first.issuer, CAMPUS);
        set_key(campus, CAMPUS, 2);
        let class = issue(CAMPUS, campus, first.schema, &[60]);
        assert_ok!(Credentials::withdraw_accreditation(signed(PEOPLE), first.issuer, 1));
        assert_noop!(class.bind(OUTSIDER, 0), Error::<Test>::NotValid);
    });
}

#[test]
fn deposit_should_be_left_for_each_binding_and_not_be_saved_by_unbinding() {
    build_and_execute(|| {
        TheRules::mutate(|rules| rules.free_bindings = 1);
        let class = college();
        let others = [0; 2].map(|_| {
            let schema = register(COLLEGE, Some(class.issuer), 2);
            issue(COLLEGE, class.issuer, schema, &[100])
        });
        fund(MEMBER, UNIT);
        // One is free. The second one has a deposit, and keeps it when the first one goes.
        assert_ok!(class.bind(MEMBER, 0));
        assert_ok!(others[0].bind(MEMBER, 0));
        assert_ok!(Credentials::unbind(signed(MEMBER), class.schema));
        assert_ok!(others[1].bind(MEMBER, 0));
        assert_ok!(class.bind(MEMBER, 0));
        assert_eq!(held(HoldReason::Deposit, MEMBER), 2 * DEPOSIT);
    });
}
